"""Made pictures as teaching material: on bars so plain that a handful of real ones is too few and true copies help."""

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.lessons.compete.cgan import augmentation


def bars(labels: np.ndarray, seed: int) -> np.ndarray:
    """A bright bar, whose place is the label, in strong noise."""
    found = np.random.default_rng(seed).integers(0, 90, (len(labels), 16, 16, 1)).astype(np.uint8)
    for picture, label in zip(found, labels, strict=True):
        picture[3 + 5 * label : 6 + 5 * label] += 120
    return found


class Maker:
    """A generator that knows its trade, or one that draws noise whatever is asked."""

    labels = 2

    def __init__(self, obeys: bool = True, data: str = "glyphs"):
        self.obeys, self.config = obeys, {"data": data}

    def noise(self, count: int, seed: int) -> np.ndarray:
        return np.zeros((count, 1), np.float32)

    def invent(self, noise: np.ndarray, wishes: np.ndarray) -> np.ndarray:
        dice = np.random.default_rng(5)
        return bars(wishes.argmax(1) if self.obeys else dice.integers(0, 2, len(wishes)), 7)


@pytest.fixture
def data(monkeypatch):
    for name, value in {"FEW": 2, "MADE": 60, "MANY": 60, "BATCH": 8}.items():
        monkeypatch.setattr(augmentation, name, value)
    labels = np.arange(80) % 2
    return Pictures("glyphs", bars(labels, 0), bars(labels, 1), labels, labels, ("a", "b"))


def test_pictures_of_a_generator_that_obeys_teach_and_those_of_one_that_does_not_mislead(data):
    found = {learnt.name: learnt.share for learnt in augmentation.measure(Maker(), data, steps=25)}
    assert list(found) == ["2 real", "2 real, 60 made", "60 real"]
    assert found["2 real, 60 made"] > 0.95 and found["60 real"] > 0.95
    _, misled, _ = augmentation.measure(Maker(obeys=False), data, steps=25)
    assert misled.share < found["2 real, 60 made"]


def test_every_class_comes_once_before_any_comes_twice():
    labels = np.array([0] * 90 + [1] * 5 + [2] * 5)
    pictures, chosen = augmentation._evenly(np.arange(100), labels, 9, seed=0)
    assert sorted(chosen) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert (labels[pictures] == chosen).all()


def test_faces_have_marks_and_no_name(data):
    with pytest.raises(Trouble, match="each shows one thing"):
        augmentation.measure(Maker(data="faces"), data)


def test_chance_goes_on_as_though_nobody_had_taught(data):
    before = torch.get_rng_state()
    augmentation.measure(Maker(), data, steps=1)
    assert torch.equal(torch.get_rng_state(), before)
