"""The canvas of a painting: its sizes from coarse to fine, what it shows at first, and the picture that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.core.errors import Trouble
from engine.core.pace import Stretch
from engine.language.words import _
from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.helpers.eye.network import NARROWEST
from engine.lessons.paint import colours
from engine.lessons.paint.inputs import PaintingInputs, check_areas
from engine.lessons.paint.style.config import STARTS, StyleConfig
from engine.nn import device, images
from engine.nn.images import scaled, unit

COARSEST, MOST_LEVELS = 96, 4
"""Pixels of the longer side below which no canvas is painted, if it need not be; and how many sizes there are at most."""


@dataclass(frozen=True)
class Level:
    """One size of the canvas, and the steps that are painted at it."""

    height: int
    width: int
    first: int
    last: int


def levels(shape: tuple[int, ...], config: StyleConfig) -> list[Level]:
    """Sizes that double up to the content's own, coarse ones first, each with the same share of the steps."""
    height, width = shape[:2]
    if min(height, width) < NARROWEST:
        raise Trouble(
            _("The content picture has {width} x {height} pixels, too few to paint on.", width=width, height=height),
            _(
                "Choose a larger size, or a picture with a shorter side of {least} pixels or more.",
                least=NARROWEST,
            ),
        )
    count = 1
    while (
        config.coarse
        and count < min(MOST_LEVELS, config.steps)
        and max(height, width) >= COARSEST * 2**count
        and min(height, width) >= NARROWEST * 2**count
    ):
        count += 1
    ends = [round(config.steps * (at + 1) / count) for at in range(count)]
    return [
        Level(round(height / 2**down), round(width / 2**down), first + 1, last)
        for down, first, last in zip(reversed(range(count)), [0, *ends], ends, strict=False)
    ]


def stretches(config: StyleConfig, data: PaintingInputs) -> list[Stretch]:
    """A step costs what its pixels do."""
    found = levels(data.content.shape, config)

    def name(level: Level) -> str:
        size = f"{level.width} x {level.height} pixels"
        return f"in the large: {size}" if level is found[0] else f"finer: {size}"

    return [Stretch(one.last, one.height * one.width, name(one) if found[1:] else "") for one in found]


def areas_of(data: PaintingInputs, height: int, width: int) -> Tensor | None:
    """Which style each pixel is painted with, (1, 1, h, w): 0 for none. None where no areas were drawn."""
    if data.areas is None:
        return None
    if not data.areas.any():
        raise Trouble("The drawn areas are empty.", "Draw at least one area, or remove them to paint everything.")
    check_areas(data.areas, len(data.styles))
    labels = torch.from_numpy(data.areas.astype(np.float32))[None, None].to(device.pick())
    return F.interpolate(labels, (height, width), mode="nearest-exact")


def first_canvas(config: StyleConfig, data: PaintingInputs, height: int, width: int) -> Tensor:
    """What the canvas shows before the first stroke, (1, 3, h, w)."""
    if config.start == "noise":
        return noise(height, width, config.seed)
    if config.start == "content":
        return scaled(unit(data.content), height, width)
    style = max(data.styles, key=lambda one: one.weight)
    if style.picture is None:
        raise Trouble(
            _(
                "'{title}' is known here by its fingerprint alone, which is no picture to start from.",
                title=_(style.print_alone.about.title),
            ),
            _("Start from {content} or from {noise}.", content=_(STARTS["content"]), noise=_(STARTS["noise"])),
        )
    tall, wide = style.picture.shape[:2]
    scale = max(height / tall, width / wide)
    covering = scaled(unit(style.picture), max(height, round(tall * scale)), max(width, round(wide * scale)))
    top, left = (covering.shape[-2] - height) // 2, (covering.shape[-1] - width) // 2
    return covering[:, :, top : top + height, left : left + width].contiguous()


def noise(height: int, width: int, seed: int) -> Tensor:
    """Every pixel by chance, (1, 3, h, w)."""
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(seed)).to(device.pick())


class Canvas:
    """What is painted on, (1, 3, h, w) in [0, 1], and the last state of it that was known to be sound."""

    def __init__(self) -> None:
        self.x = self.sound = torch.empty(0)
        self.numbers: dict[str, float] = {}
        self.aim: list[float] = []
        self.mishaps = 0
        self.notes: list[str] = []

    def fits_into(self, level: Level) -> bool:
        """A canvas never shrinks: who goes on with more steps than were planned goes on at the size that was reached."""
        return not self.x.numel() or self.x.shape[-2] <= level.height

    def enter(self, level: Level, config: StyleConfig, data: PaintingInputs) -> bool:
        """Take the size of a level. False: it has it already."""
        size = (level.height, level.width)
        if self.x.shape[-2:] == size:
            return False
        self.x = first_canvas(config, data, *size) if not self.x.numel() else scaled(self.x, *size)
        self.x = restored(self.x, data)
        self.sound = self.x
        return True

    def aims_anew(self, config: StyleConfig, weights: Mapping[str, float]) -> bool:
        """Whether something else is minimised now than at the last step."""
        aim = [*weights.values(), *(getattr(config, layer) for layer in LAYERS)]
        if aim == self.aim:
            return False
        self.aim = aim
        return True

    def keep(self, numbers: Mapping[str, float]) -> None:
        """The canvas as it is now is sound, and these are its numbers."""
        self.sound = self.x
        self.numbers = {**self.numbers, **numbers}
        self.mishaps = 0

    def step_back(self, note: str) -> None:
        self.x = self.sound
        self.notes.append(note)
        self.mishaps += 1

    def state_dict(self) -> dict[str, Any]:
        return dict(vars(self))

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        vars(self).update(state)
        self.x, self.sound = self.x.to(device.pick()), self.sound.to(device.pick())


def restored(x: Tensor, data: PaintingInputs) -> Tensor:
    """The canvas with the content's own pixels where nothing shall be painted."""
    labels = areas_of(data, *x.shape[-2:])
    return x if labels is None else torch.where(labels > 0, x, scaled(unit(data.content), *x.shape[-2:]))


def finished(x: Tensor, config: StyleConfig, data: PaintingInputs) -> np.ndarray:
    """The picture as uint8 (h, w, 3), as large as the content, whatever size the canvas has by now."""
    x = scaled(x, *data.content.shape[:2])
    if config.colours == "luminance":
        x = colours.kept(unit(data.content), x)
    return images.to_pixels(restored(x, data))[0]


def may_be_flat(config: StyleConfig, data: PaintingInputs) -> bool:
    """Whether one flat colour can be what was asked for."""
    asked_for: list[np.ndarray | None] = []
    if config.content_share > 0 or config.content_weight > 0:
        asked_for.append(data.content)
    if config.style_share > 0 or config.style_weight > 0:
        asked_for += [style.picture for style in data.styles]
    return all(picture is not None and picture.std((0, 1)).max() < 5 for picture in asked_for)
