"""Walks and planes against geometry that can be checked by hand."""

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.lessons import latent

RNG = np.random.default_rng(0)
EAST, NORTH = np.array([1.0, 0.0]), np.array([0.0, 1.0])


@pytest.mark.parametrize("path", latent.PATHS.values())
def test_paths_begin_and_end_at_their_points(path):
    a, b = RNG.normal(size=(2, 16))
    assert np.allclose(path(a, b, 0.0), a) and np.allclose(path(a, b, 1.0), b)


def test_the_arc_stays_on_the_circle_and_the_line_cuts_through():
    half = np.sqrt(0.5)
    assert np.allclose(latent.slerp(EAST, NORTH, 0.5), [half, half])
    assert np.allclose(latent.lerp(EAST, NORTH, 0.5), [0.5, 0.5])
    assert np.allclose(latent.slerp(EAST, NORTH, 1 / 3), [np.cos(np.pi / 6), np.sin(np.pi / 6)])


def test_the_arc_between_different_lengths_changes_length_evenly():
    assert np.linalg.norm(latent.slerp(2 * EAST, 4 * NORTH, 0.25)) == pytest.approx(2.5)


@pytest.mark.parametrize("b", [EAST * 2, -EAST, np.zeros(2)])
def test_where_there_is_no_single_arc_the_way_is_straight(b):
    assert np.allclose(latent.slerp(EAST, b, 0.5), latent.lerp(EAST, b, 0.5))


def test_random_codes_keep_their_length_on_the_arc_and_lose_it_on_the_line():
    keys = RNG.normal(size=(2, 512))
    straight, arc = (latent.walk(keys, 20, path).norms for path in ("straight", "arc"))
    assert arc.min() > 0.98 * min(arc[0], arc[-1])
    assert straight.min() < 0.8 * arc.min()


def test_a_walk_visits_its_key_frames():
    keys = RNG.normal(size=(4, 3))
    walk = latent.walk(keys, 10, "arc", "soft")
    assert walk.codes.shape == (31, 3) and walk.keys == (0, 10, 20, 30)
    assert np.allclose(walk.codes[list(walk.keys)], keys, atol=1e-5)
    assert np.allclose(walk.norms, np.linalg.norm(walk.codes, axis=1))


def test_a_loop_ends_one_step_before_its_beginning():
    keys = RNG.normal(size=(3, 3))
    walk = latent.walk(keys, 10, "straight", "steady", loop=True)
    assert walk.codes.shape == (30, 3)
    assert np.allclose(walk.codes[-1], latent.lerp(keys[2], keys[0], 0.9), atol=1e-5)


def test_easing_starts_and_ends_gently():
    walk = latent.walk([0 * EAST, EAST], 20, "straight", "soft")
    pace = np.diff(walk.codes[:, 0])
    assert (pace > 0).all() and pace[0] < 0.25 * pace[10] and pace[-1] < 0.25 * pace[10]


def test_impossible_walks_get_a_sentence():
    with pytest.raises(Trouble, match="2 to 8 key frames, not 1"):
        latent.walk([EAST], 10)
    with pytest.raises(Trouble, match="The words are: straight, arc, steady, soft"):
        latent.walk([EAST, NORTH], 10, "spiral")


def test_a_plane_holds_its_three_points_and_measures_true_distances():
    points = RNG.normal(size=(3, 40))
    plane = latent.plane(*points)
    uv = plane.place(points)
    assert np.allclose(plane.at(uv[:, 0], uv[:, 1]), points, atol=1e-5)
    assert plane.right @ plane.up == pytest.approx(0, abs=1e-9)
    apart = np.linalg.norm(points[0] - points[2])
    assert np.linalg.norm(uv[0] - uv[2]) == pytest.approx(apart)
    assert uv[0, 1] == pytest.approx(uv[1, 1]) and uv[2, 1] > uv[0, 1]


def test_a_grid_runs_row_by_row_from_the_top_left():
    grid = latent.plane([0, 0], [1, 0], [0, 1]).grid(3, 1.0)
    middle = np.array([1 / 3, 1 / 3])
    assert np.allclose(grid[0] - middle, [-1, 1]) and np.allclose(grid[2] - middle, [1, 1])
    assert np.allclose(grid[4], middle) and np.allclose(grid[8] - middle, [1, -1])


def test_three_points_on_a_line_get_a_sentence():
    with pytest.raises(Trouble, match="lie on one line"):
        latent.plane([0, 0], [1, 1], [3, 3])


def test_an_even_walk_has_no_largest_step_and_a_jump_is_one():
    even = np.arange(0, 50, 10, np.uint8)[:, None, None, None] * np.ones((1, 4, 4, 1), np.uint8)
    assert latent.unevenness(even) == pytest.approx(1)
    assert latent.unevenness(even[[0, 0, 0, 4, 4]]) == pytest.approx(4)
    assert latent.unevenness(even[[2, 2]]) == 1


def test_the_principal_plane_holds_what_differs_most():
    dice = np.random.default_rng(0)
    codes = dice.normal(size=(400, 6)) * [1, 9, 1, 1, 4, 1] + 3
    sheet = latent.principal(codes)
    np.testing.assert_allclose(sheet.origin, codes.mean(0))
    assert sheet.right[1] > 0.99 and sheet.up[4] > 0.99
    places = sheet.place(codes)
    np.testing.assert_allclose(sheet.place(sheet.at(*places.T)), places, atol=1e-4)


def test_a_sheet_along_two_directions_keeps_the_first_and_takes_from_the_second_what_they_share():
    sheet = latent.spanned(NORTH, 3 * EAST, 2 * EAST + NORTH)
    assert np.allclose(sheet.right, EAST) and np.allclose(sheet.up, NORTH)
    assert np.allclose(sheet.place(np.array([EAST + 3 * NORTH])), [[1, 2]])
    assert latent.spanned(NORTH, EAST, -2 * EAST) is None
