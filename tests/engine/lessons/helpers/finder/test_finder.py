"""The finder of faces: what it learns from is laid out exactly, finds of one face become one, and the shipped one finds drawn faces."""

import numpy as np
import pytest
import torch

from engine.data.drawn import faces
from engine.data.public import people
from engine.lessons.helpers.finder import losses, model, views
from engine.lessons.helpers.finder.network import REACH


def test_the_eyes_are_where_the_views_say():
    """A face of nothing but a bright left and a dim right eye, upright or leaning, mirrored or not."""
    torch.manual_seed(0)
    face = np.zeros((people.HEIGHT, people.WIDTH, 3), np.uint8)
    down, across = np.mgrid[: people.HEIGHT, : people.WIDTH] + 0.5
    for (x, y), bright in zip(people.EYES, (255, 255), strict=True):
        face[np.hypot(across - x, down - y) < 4] = bright
    many = torch.from_numpy(face)[None].expand(60, -1, -1, -1)
    seen = views.by_chance(many, torch.zeros_like(many), lean=35.0, flip=True)
    asked = 0
    for x, eyes, there in zip(seen.x.mean(1), seen.eyes, seen.there, strict=True):
        if not there or eyes.min() < 6 or eyes.max() > views.SIDE - 6:
            continue
        asked += 1
        assert eyes[0, 0] < eyes[1, 0], "left is left as one looks at it"
        for right, low in eyes.tolist():
            y, z = np.mgrid[: views.SIDE, : views.SIDE] + 0.5
            near = np.hypot(z - right, y - low) < 4
            weight = np.where(near, np.clip(x.numpy() - float(x.median()), 0, None), 0)
            found = (weight * z).sum() / weight.sum(), (weight * y).sum() / weight.sum()
            assert found == pytest.approx((right, low), abs=0.8)
    assert asked > 15


def test_who_says_it_rightly_pays_nothing():
    eyes = torch.tensor([[[18.0, 20.0], [30.0, 22.0]], [[1.0, 1.0], [2.0, 2.0]]])
    there = torch.tensor([True, False])
    said = torch.full((2, 5, 12, 12), -30.0)
    at = losses.places(said)
    near = (at - eyes[0].mean(0)).norm(dim=-1) < losses.HIT
    said[0, 0][near] = 30.0
    said[:, 1:] = ((eyes[0] - at[:, :, None]) / REACH).permute(2, 3, 0, 1).flatten(0, 1)
    assert float(losses.finding(said, eyes, there)[0]) == pytest.approx(0, abs=1e-4)
    said[1, 0, 5, 5] = 30.0
    assert float(losses.finding(said, eyes, there)[0]) > 1, "a face where nobody is"


def test_finds_of_one_face_become_one_and_two_faces_stay_two():
    one, other = [10.0, 20, 30, 22], [110.0, 20, 150, 20]
    finds = torch.tensor([[0.9, *one], [0.6, 11, 21, 31, 23], [0.8, *other], [0.7, 100, 15, 165, 18]])
    first, second = model.one_each(finds)
    assert first.apart > second.apart and first.left[0] == pytest.approx(110, abs=6)
    assert second.left == pytest.approx((10.3, 20.3), abs=0.2) and second.sure == pytest.approx(0.9)


def eyes_of(box_left: float, box_top: float, side: float) -> np.ndarray:
    return np.array([(box_left + side * x / 64, box_top + side * 33.6 / 64) for x in (25, 39)])


def test_the_shipped_finder_finds_two_drawn_faces_of_two_sizes_and_nobody_in_an_empty_room():
    picture = np.full((300, 520, 3), (205, 220, 235), np.uint8)
    assert model.find(picture) == []
    picture[40:240, 30:230] = faces.draw({"smile": 0.5}, 200)
    picture[120:220, 350:450] = faces.draw({"smile": -0.5, "skin": 0.6}, 100)
    found = model.find(picture)
    assert len(found) == 2
    for face, truth in zip(found, (eyes_of(30, 40, 200), eyes_of(350, 120, 100)), strict=True):
        off = np.linalg.norm(np.array([face.left, face.right]) - truth, axis=1).mean()
        assert off < 0.25 * face.apart
