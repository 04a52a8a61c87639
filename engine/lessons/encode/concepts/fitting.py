"""Fitting a code to one picture: the encoder's answer is improved step by step, by looking at what the decoder makes of it.

An encoder guesses a code at one glance. Here the code itself is what learns (Zhu et al. 2016, arXiv:1609.03552; Lipton & Tripathi 2017):
the decoder stays as it is, and the slope of the difference between its picture and the given one says where the code has to go.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, optim

from engine.lessons.encode import crowd as encode_crowd
from engine.lessons.encode import losses as encode_losses
from engine.lessons.encode.codec import Codec
from engine.lessons.helpers.judge import losses
from engine.lessons.helpers.judge.model import Judge
from engine.nn import images

RATE = 0.04
"""How far a step goes, in standard deviations of the crowd of codes."""

SEEN, USUAL = 0.004, 2e-6
"""Shares of what a judge sees otherwise, and of how unusual the code is, beside the squared error of pixels."""


@dataclass(frozen=True)
class Look:
    """What became of the code so far: the code (d,), its picture uint8 (h, w, 3), and how near that is to the given one."""

    step: int
    code: np.ndarray
    picture: np.ndarray
    psnr: float
    """Decibels."""
    unlike: float | None
    """How differently a judge sees both: 0 for the same picture. None without a judge."""
    unusual: float
    """How far from the middle of all codes, in standard deviations: a usual code lies near 1."""


class Fitting:
    """A picture uint8 (h, w, 3) and the code that is to draw it. `go` takes some steps and tells what became of it."""

    def __init__(self, codec: Codec, picture: np.ndarray, judge: Judge | None = None):
        self.codec, self.judge, self.step = codec, judge, 0
        self.wanted = images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None])
        known = codec.held_out.get("train_codes", codec.held_out["codes"]).float().numpy()
        found = encode_crowd.crowd(known)
        self.mean, self.factor = (torch.from_numpy(part).float() for part in found)
        start = torch.from_numpy(codec.encode(picture[None])[0])
        # In the crowd's own measure all dimensions are equally long, and a step means the same in each.
        self.place = torch.linalg.solve_triangular(self.factor, (start - self.mean)[:, None], upper=False)[
            :, 0
        ].requires_grad_()
        self.adam = optim.Adam([self.place], lr=RATE)
        self.seen: Any = self._seen(self.wanted).copy() if judge else None

    def go(self, steps: int) -> Look:
        for _ in range(steps):
            made = self._painted()
            loss = F.mse_loss(made, self.wanted) + USUAL * self.place.square().sum()
            if self.judge:
                loss = loss + SEEN * losses.likeness(self._seen(made), self.seen).mean()
            (self.place.grad,) = torch.autograd.grad(loss, self.place)
            self.adam.step()
            self.step += 1
        return self.look()

    @torch.no_grad()
    def look(self) -> Look:
        made = self._painted()
        return Look(
            self.step,
            self._code()[0].numpy().copy(),
            images.to_pixels(made)[0],
            float(encode_losses.psnr(made, self.wanted)[0]),
            float(losses.likeness(self._seen(made), self.seen)[0]) if self.judge else None,
            float(self.place.square().mean().sqrt()),
        )

    def _code(self) -> Tensor:
        return (self.mean + self.factor @ self.place)[None]

    def _painted(self) -> Tensor:
        return self.codec.decoder.paint(self._code())

    def _seen(self, x: Tensor) -> list[Tensor]:
        assert self.judge is not None
        return list(self.judge.network.features(images.resized(x, self.judge.size)))
