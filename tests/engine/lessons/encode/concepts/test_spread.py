"""Faces along a vector, and the plane in which several vectors part."""

import numpy as np
import pytest

from engine.lessons.encode.concepts import directions, spread

CODES = np.random.default_rng(0).normal(size=(300, 6))
MIDDLE = CODES.mean(0)


def test_a_face_one_step_further_lies_one_step_further():
    vector = np.arange(1.0, 7)
    steps = spread.along(np.stack([MIDDLE, MIDDLE + vector, MIDDLE - 2 * vector]), vector, MIDDLE)
    assert np.allclose(steps, [0, 1, -2])


def test_lines_of_the_plane_stand_at_the_angle_of_their_vectors():
    first, second = np.eye(6)[0] * 3, np.eye(6)[0] + np.eye(6)[4]
    found = spread.plane(CODES, [first, second], MIDDLE)
    assert np.allclose(found.lines[0], [1, 0])
    assert np.degrees(np.arctan2(*found.lines[1][::-1])) == pytest.approx(directions.angle(first, second))
    assert np.allclose(found.points[:, 0], (CODES - MIDDLE)[:, 0])
    assert np.allclose(found.points[:, 1], (CODES - MIDDLE)[:, 4])


def test_vectors_that_agree_leave_the_direction_in_which_faces_differ_most():
    codes = CODES * [1, 1, 9, 1, 1, 1]
    found = spread.plane(codes, [np.eye(6)[0], np.eye(6)[0] * 2], codes.mean(0))
    assert found.points[:, 1].std() == pytest.approx(codes[:, 2].std(), rel=0.05)


def test_faces_on_the_axis_stand_evenly_and_once():
    steps = np.linspace(-2, 4, 100)
    shown = spread.evenly(steps, 6)
    assert len(set(shown)) == 6 and np.allclose(np.diff(steps[shown]), 1, atol=0.1)
    assert sorted(spread.evenly(np.array([0.0, 5.0]), 6)) == [0, 1]
