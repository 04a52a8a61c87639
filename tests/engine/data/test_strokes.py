"""Drawings on the plane: a word that holds the strokes, and points evenly along them."""

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.data.drawn import points, strokes


def test_a_drawing_survives_being_written():
    drawn = [np.array([(-2.0, 0.0), (1.0, 2.0), (0.33, -1.7)]), np.array([(0.0, 0.0)])]
    read = strokes.read(strokes.written(drawn))
    assert [len(stroke) for stroke in read] == [3, 1]
    assert max(np.abs(a - b).max() for a, b in zip(drawn, read, strict=True)) <= 2 / 60 + 1e-9


@pytest.mark.parametrize("word", ["0", "0!", "00..11", ".", "zz", "00" * 601])
def test_what_is_no_drawing_is_a_sentence(word):
    with pytest.raises(Trouble, match="This is no drawing"):
        strokes.read(word)


def test_long_strokes_get_more_points_and_dots_some():
    lines = [np.array([(-1.0, 0.0), (1.0, 0.0)]), np.array([(0.0, 1.0), (0.0, 2.0)]), np.array([(2.0, 2.0)])]
    made = strokes.along(lines, 6_000, np.random.default_rng(0))
    first, second, dot = made[:, 1] == 0, made[:, 0] == 0, made[:, 0] == 2
    assert first.sum() / second.sum() == pytest.approx(2, rel=0.1) and 0 < dot.sum() < 120
    assert np.histogram(made[first, 0], 4, (-1, 1))[0] == pytest.approx(first.sum() / 4, rel=0.1)


def test_letters_lie_on_their_strokes():
    cloud = points.draw("letters", 500, seed=0)
    corners = [stroke[[k, k + 1]] for stroke in points.INITIALS for k in range(len(stroke) - 1)]
    away = []
    for begin, end in corners:
        share = ((cloud - begin) @ (end - begin) / np.sum((end - begin) ** 2)).clip(0, 1)
        away.append(np.linalg.norm(cloud - begin - share[:, None] * (end - begin), axis=1))
    assert np.min(away, axis=0).max() < 5 * points.SPREAD
