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


def test_the_answer_is_that_of_least_squares_with_a_penalty():
    known, asked = heaps(2, 3), heaps(2, 3, seed=1)
    said = usefulness.classified(known, LABELS, asked)
    spread = known.std(0) + 0.1 * known.std(0).mean()
    x, y = (known - known.mean(0)) / spread, 2.0 * (np.array([3, 5, 9]) == LABELS[:, None]) - 1

    def fitted(x, y, strength: float):
        """Weights and where they start, as solved by hand."""
        weights = np.linalg.solve(
            (x - x.mean(0)).T @ (x - x.mean(0)) + strength * 120 * np.eye(5), (x - x.mean(0)).T @ (y - y.mean(0))
        )
        return weights, y.mean(0) - x.mean(0) @ weights

    def left_out(strength: float) -> float:
        errors = []
        for one in range(len(x)):
            rest = np.arange(len(x)) != one
            weights, start = fitted(x[rest], y[rest], strength)
            errors.append((x[one] @ weights + start - y[one]) ** 2)
        return float(np.mean(errors))

    weights, start = fitted(x, y, min(usefulness.STRENGTHS, key=left_out))
    oracle = np.array([3, 5, 9])[((asked - known.mean(0)) / spread @ weights + start).argmax(1)]
    assert np.array_equal(said, oracle)


def test_the_same_pictures_are_drawn_whatever_the_features_and_some_are_left_to_ask():
    chosen = usefulness.picked(LABELS, 100, np.random.default_rng(0))
    assert len(chosen) == 3 * 39 and len(set(chosen.tolist())) == len(chosen)
    twice = [usefulness.picked(LABELS, 5, np.random.default_rng(1)) for _ in range(2)]
    assert np.array_equal(*twice)
