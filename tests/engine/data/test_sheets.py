"""Pictures beside each other on one sheet, and enlarged."""

import numpy as np

from engine.data import sheets


def test_pictures_grow_by_whole_factors_and_pixels_stay_squares():
    small = np.array([[0, 255], [255, 0]], np.uint8)
    large = sheets.enlarged(small, 7)
    assert large.shape == (6, 6) and (large[:3, :3] == 0).all() and (large[:3, 3:] == 255).all()
    assert sheets.enlarged(np.zeros((4, 2000, 3), np.uint8), 1400).shape == (4, 2000, 3)
    several = sheets.enlarged(np.stack([small, 255 - small])[..., None], 7)
    assert several.shape == (2, 6, 6, 1) and (several[0, ..., 0] == large).all()


def test_a_sheet_keeps_every_picture_in_its_place():
    rows = [np.full((3, 2, 2, 1), 10 * (row + 1), np.uint8) for row in range(2)]
    assert sheets.sheet(rows, gap=1, ground=0)[:, :, 0].tolist() == [
        [10, 10, 0, 10, 10, 0, 10, 10],
        [10, 10, 0, 10, 10, 0, 10, 10],
        [0, 0, 0, 0, 0, 0, 0, 0],
        [20, 20, 0, 20, 20, 0, 20, 20],
        [20, 20, 0, 20, 20, 0, 20, 20],
    ]


def test_a_grid_lays_pictures_out_in_rows():
    pictures = np.array([1, 2, 3], np.uint8).repeat(6).reshape(3, 2, 3, 1)
    laid = sheets.grid(pictures, across=2, gap=1, ground=9)[:, :, 0]
    assert laid.tolist() == [[1, 1, 1, 9, 2, 2, 2]] * 2 + [[9] * 7] + [[3, 3, 3, 9, 9, 9, 9]] * 2
