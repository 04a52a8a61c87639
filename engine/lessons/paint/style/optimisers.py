"""How the next stroke is found: L-BFGS (Liu & Nocedal 1989), Adam (Kingma & Ba 2014) and gradient descent, for a picture in place of weights.

All take the canvas, the slope of what is minimised and its value there, and give the next canvas. One call, one look of the eye.
L-BFGS needs no rate.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.lessons.paint.style.config import StyleConfig
from engine.nn import device

REACH = 0.08
"""How far a stroke of L-BFGS moves the pixels at most: the root of their mean square."""

FIRST = 0.03
"""How far it moves them while it knows nothing of the curvature."""

MEMORY, ROOM = 8, 24_000_000
"""Strokes that L-BFGS remembers, and numbers that it remembers at most for either half of them; three strokes fit always."""


class LBFGS:
    """Remembers how the slope changed along the last strokes, and so knows in which directions the valley is narrow.

    Papers search along each direction for a good length, which costs several looks. We go the whole length, and halfway
    back if that made things clearly worse. The two-loop recursion runs on products of all pairs of vectors, so that each
    stroke reads the remembered vectors only twice.
    """

    def __init__(self) -> None:
        self.gentle = 1.0
        self.forget()

    def forget(self) -> None:
        """What was learnt of another objective or another size misleads."""
        self.rows: Tensor | None = None  # (2 memory, n): moves of the canvas, then changes of the slope
        self.order: list[int] = []  # places of the pairs, oldest first
        self.products = np.zeros((0, 0))  # of all rows with each other
        self.before: dict[str, Any] | None = None
        self.tries = 0

    def stroke(self, x: Tensor, slope: Tensor, loss: float, rate: float) -> Tensor:
        """The next canvas, within [0, 1]."""
        if self.before is not None:
            if loss > 1.1 * self.before["loss"] and self.tries < 3:
                self.tries += 1
                return torch.lerp(self.before["x"], x, 0.4)
            if self.tries == 3:
                self.forget()
            else:
                self._remember(x - self.before["x"], slope - self.before["slope"])
        self.tries = 0
        move = self._direction(slope)
        length = move.square().mean().sqrt()
        most = self.gentle * (REACH if self.order else FIRST)
        move = move * (most / length.clamp(min=1e-12)).clamp(max=1 if self.order else 1e12)
        self.before = {"x": x, "slope": slope, "loss": loss}
        return (x + move).clamp(0, 1)

    def _remember(self, move: Tensor, change: Tensor) -> None:
        move, change = move.flatten(), change.flatten()
        bend, far, much = torch.stack([move @ change, move @ move, change @ change]).tolist()
        if bend <= 1e-4 * (far * much) ** 0.5:
            return  # the ground bends the other way here: there is no valley to speak of
        if self.rows is None:
            memory = min(MEMORY, max(3, ROOM // move.numel()))
            self.rows = move.new_zeros(2 * memory, move.numel())
            self.products = np.zeros((2 * memory, 2 * memory))
        memory = len(self.rows) // 2
        at = self.order.pop(0) if len(self.order) == memory else len(self.order)
        self.rows[at], self.rows[memory + at] = move, change
        with_move, with_change = torch.stack([self.rows @ move, self.rows @ change]).double().cpu().numpy()
        self.products[:, at] = self.products[at] = with_move
        self.products[:, memory + at] = self.products[memory + at] = with_change
        self.order.append(at)

    def _direction(self, slope: Tensor) -> Tensor:
        if self.rows is None or not self.order:
            return -slope
        flat, products, memory = slope.flatten(), self.products, len(self.rows) // 2
        along = (self.rows @ flat).double().cpu().numpy()
        # The direction is a sum of remembered vectors and the slope. `parts` are its coefficients.
        parts, own, shares = np.zeros(2 * memory), 1.0, {}
        for at in reversed(self.order):
            changed = memory + at
            shares[at] = (products[at] @ parts + own * along[at]) / products[at, changed]
            parts[changed] -= shares[at]
        newest = self.order[-1]
        scale = products[newest, memory + newest] / products[memory + newest, memory + newest]
        parts, own = scale * parts, scale
        for at in self.order:
            changed = memory + at
            back = (products[changed] @ parts + own * along[changed]) / products[at, changed]
            parts[at] += shares[at] - back
        weights = torch.tensor(parts, dtype=slope.dtype, device=slope.device)
        return -(own * flat + weights @ self.rows).view_as(slope)

    def state_dict(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "order": self.order,
            "products": torch.from_numpy(self.products),
            "before": self.before,
            "tries": self.tries,
            "gentle": self.gentle,
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.rows, self.before = _here(state["rows"]), _here(state["before"])
        self.order, self.products = list(state["order"]), state["products"].numpy().copy()
        self.tries, self.gentle = state["tries"], state["gentle"]


class Adam:
    """Each pixel goes about as far as the rate says, whatever the slope's size."""

    def __init__(self) -> None:
        self.gentle = 1.0
        self.forget()

    def forget(self) -> None:
        self.taken = 0
        self.mean: Tensor | None = None
        self.square: Tensor | None = None

    def stroke(self, x: Tensor, slope: Tensor, loss: float, rate: float) -> Tensor:
        """The next canvas, within [0, 1]."""
        if self.mean is None or self.square is None:
            self.mean, self.square = torch.zeros_like(x), torch.zeros_like(x)
        self.taken += 1
        self.mean = torch.lerp(self.mean, slope, 1 - 0.9)
        self.square = torch.lerp(self.square, slope.square(), 1 - 0.99)
        deviation = (self.square / (1 - 0.99**self.taken)).sqrt() + 1e-12
        return (x - self.gentle * rate / (1 - 0.9**self.taken) * self.mean / deviation).clamp(0, 1)

    def state_dict(self) -> dict[str, Any]:
        return {"taken": self.taken, "mean": self.mean, "square": self.square, "gentle": self.gentle}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.taken, self.gentle = state["taken"], state["gentle"]
        self.mean, self.square = _here(state["mean"]), _here(state["square"])


class Descent:
    """Straight down: a pixel goes as far as the slope is steep there. It remembers nothing."""

    def __init__(self) -> None:
        self.gentle = 1.0

    def forget(self) -> None:
        pass

    def stroke(self, x: Tensor, slope: Tensor, loss: float, rate: float) -> Tensor:
        """The next canvas, within [0, 1]."""
        return (x - self.gentle * rate * slope).clamp(0, 1)

    def state_dict(self) -> dict[str, Any]:
        return {"gentle": self.gentle}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.gentle = state["gentle"]


PAINTERS = {"lbfgs": LBFGS, "adam": Adam, "sgd": Descent}


def rate_at(step: int, config: StyleConfig) -> float:
    """That of Adam stands still, that of gradient descent falls from step to step."""
    if config.optimiser == "sgd":
        return config.descent * config.decay ** ((step - 1) / 100)
    return config.learning_rate


def _here(value: Any) -> Any:
    """A saved tensor, or a dict with some, where the painting happens."""
    if isinstance(value, Tensor):
        return value.to(device.pick())
    if isinstance(value, dict):
        return {name: _here(one) for name, one in value.items()}
    return value
