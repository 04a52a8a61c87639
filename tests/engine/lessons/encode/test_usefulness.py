"""A linear classifier with few labels: it tells what can be told, guesses where nothing can, and never learns by heart."""

import numpy as np

from engine.lessons.encode import usefulness

LABELS = np.repeat([3, 5, 9], 40)


def heaps(apart: float, noisy: int, seed: int = 0) -> np.ndarray:
    """Three heaps in two numbers, with so many more that say nothing."""
    chance = np.random.default_rng(seed)
    middles = apart * np.array([[0, 0], [1, 0], [0, 1]])[np.repeat([0, 1, 2], 40)]
    return np.concatenate([middles + chance.normal(size=(120, 2)), chance.normal(size=(120, noisy))], 1)


def test_heaps_far_apart_are_told_apart_by_one_label_each():
    [one] = usefulness.curve(heaps(30, 0), LABELS, (1,))
    assert one.labels == 1 and one.mean > 0.97


def test_what_says_nothing_is_guessed():
    [found] = usefulness.curve(heaps(0, 4), LABELS, (10,), draws=20)
    assert 0.25 < found.mean < 0.42


def test_more_labels_help_and_numbers_that_say_nothing_harm():
    few, many = usefulness.curve(heaps(4, 200), LABELS, (2, 20))
    clean = usefulness.curve(heaps(4, 0), LABELS, (2,))[0]
    assert few.mean < clean.mean and few.mean < many.mean


def test_the_same_pictures_are_drawn_whatever_the_features_and_some_are_left_to_ask():
    chosen = usefulness.picked(LABELS, 100, np.random.default_rng(0))
    assert len(chosen) == 3 * 39 and len(set(chosen.tolist())) == len(chosen)
    twice = [usefulness.picked(LABELS, 5, np.random.default_rng(1)) for _ in range(2)]
    assert np.array_equal(*twice)
