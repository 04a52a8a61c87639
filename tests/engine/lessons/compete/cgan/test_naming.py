"""From a picture back to words, with a discriminator whose answers are known."""

import numpy as np
import pytest

from engine.lessons.compete.cgan import naming


class Knows:
    """D(x | y) = what x, its mean, is worth beside each wish of y."""

    def __init__(self, data: str, worth: list[list[float]]):
        self.config, self.worth = {"data": data}, np.array(worth, np.float32)
        self.labels = self.worth.shape[1]

    def logits(self, pictures: np.ndarray, wishes: np.ndarray) -> np.ndarray:
        kind = (pictures.mean((1, 2, 3)) > 127).astype(int)
        return 3 + (self.worth[kind] * wishes).sum(1)


DARK_AND_LIGHT = np.stack([np.zeros((4, 4, 1), np.uint8), np.full((4, 4, 1), 255, np.uint8)])


def test_classes_are_weighed_against_each_other():
    model = Knows("glyphs", [[0.0, 2.0, 0.0], [5.0, 0.0, 0.0]])
    said = naming.named(model, DARK_AND_LIGHT)
    assert said.sum(1) == pytest.approx(1) and said.argmax(1).tolist() == [1, 0]
    assert said[0] == pytest.approx(np.exp([0, 2, 0]) / np.exp([0, 2, 0]).sum())


def test_marks_are_weighed_each_against_asking_for_nothing():
    model = Knows("faces", [[1.0, -2.0], [0.0, 4.0]])
    said = naming.named(model, DARK_AND_LIGHT)
    assert said == pytest.approx(1 / (1 + np.exp([[-1.0, 2.0], [0.0, -4.0]])))


def test_right_answers_are_counted_and_what_the_usual_answer_would_reach():
    pictures = DARK_AND_LIGHT[[0, 1, 0, 0]]
    found = naming.measure(Knows("glyphs", [[0.0, 2.0], [2.0, 0.0]]), pictures, np.eye(2)[[1, 0, 0, 1]])
    assert (found.right.right, found.right.of, found.usual) == (3, 4, 0.5)
    marks = np.array([[1.0, 0.9], [0.0, 0.2], [0.0, 0.8], [1.0, 0.7]])
    found = naming.measure(Knows("faces", [[1.0, -1.0], [-1.0, 1.0]]), pictures, marks)
    assert (found.right.right, found.right.of) == (3, 8) and found.usual == pytest.approx((0.5 + 0.75) / 2)
