"""A straight line between classes is that of the plain formula, at the strength that leaves out best."""

import numpy as np

from engine.lessons import linear

LABELS = np.repeat([3, 5, 9], 40)


def test_the_answer_is_that_of_least_squares_with_a_penalty():
    chance = np.random.default_rng(0)
    middles = 2 * np.pad([[0, 0], [1, 0], [0, 1]], ((0, 0), (0, 3)))[np.repeat([0, 1, 2], 40)]
    known, asked = (middles + chance.normal(size=(120, 5)) for _ in range(2))
    said = linear.classified(known, LABELS, asked)
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

    weights, start = fitted(x, y, min(linear.STRENGTHS, key=left_out))
    oracle = np.array([3, 5, 9])[((asked - known.mean(0)) / spread @ weights + start).argmax(1)]
    assert np.array_equal(said, oracle)
