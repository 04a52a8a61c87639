"""Painting by optimisation (Gatys et al. 2016, arXiv:1508.06576): no network learns, the pixels of one picture do."""

import math
from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_, _
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.paint.inputs import PaintingInputs
from engine.lessons.paint.style import canvas
from engine.lessons.paint.style.canvas import Canvas
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.objective import PARTS, Balance, Look, Objective
from engine.lessons.paint.style.optimisers import PAINTERS, rate_at
from engine.nn.loop import restore, shows

MEASURE_EVERY = 10
"""Steps between two measurements of how hard each part pulls."""

MOST_MISHAPS = 6
"""How often in a row a broken canvas is mended before the painting gives up."""

FLAT = 1 / 255
"""Below this deviation of its pixels a canvas is one colour."""

SLOPE, SPREAD = "slope", "spread of the pixels"


def train(
    config: StyleConfig, data: PaintingInputs, state: Mapping[str, Any] | None = None, eye: Eye | None = None
) -> Events:
    """`eye`: another one than the config names, to compare eyes."""
    eye = eye or eye_model.load(config.eye)
    sheet, balance = Canvas(), Balance()
    painter = PAINTERS[config.optimiser]()
    parts = {"canvas": sheet, "balance": balance, "painter": painter}
    done = restore(state, {}, parts)
    sizes = canvas.levels(data.content.shape, config)
    objective, level = None, sizes[0]

    for step in range(done + 1, config.steps + 1):
        if objective is None or step > level.last:
            level = next(one for one in sizes if step <= one.last and sheet.fits_into(one))
            objective = Objective(eye, config, data, level.height, level.width)
            if sheet.enter(level, config, data):
                painter.forget()
        balance.measure(objective, config, data)
        weights = balance.weights(config)
        if step == 1 and not any(weights.values()):
            raise Trouble(
                "Nothing pulls at the canvas: all shares are 0.", "Give content, style or smoothness a share."
            )
        if sheet.aims_anew(config, weights):
            painter.forget()

        look = objective.look(sheet.x, config, weights, each=(step - level.first) % MEASURE_EVERY == 0)
        numbers = read(look, sheet.x)
        fault = wrong(numbers, sheet, config, data)
        if fault:
            sheet.step_back(went_back(step, fault))
            painter.forget()
            painter.gentle /= 2
        else:
            sheet.keep(numbers)
            loss = sum(weights[part] * numbers[part] for part in look.losses)
            sheet.x = painter.stroke(sheet.x, look.slope, loss, rate_at(step, config))
        if step == config.steps:
            painter.forget()  # what it remembers would fill the disk, and who goes on from here learns it anew
        if sheet.mishaps > MOST_MISHAPS:
            raise Trouble(broke(sheet.mishaps, step, fault), ADVICE)

        yield Step(step, config.steps, told(sheet.numbers, weights, look.losses))
        if shows(step, config) or fault:
            yield Preview(
                step, "picture", canvas.finished(sheet.x, config, data), " ".join([CAPTION, *sheet.notes[-1:]])
            )
        config = (yield Snapshot(step, {}, parts, partial(beside, sheet, config, data))) or config


CAPTION = N_("The canvas: shapes from the content picture, strokes and colours from the style.")

ADVICE = N_(
    "Set typed weights back to -1, give smoothness a smaller share, or paint with Adam and a small learning rate."
)


def read(look: Look, x: Tensor) -> dict[str, float]:
    """All numbers of a look at once: each reading makes a graphics card wait."""
    named = {
        **look.losses,
        **{f"pull of {part}": pull for part, pull in look.pulls.items()},
        SLOPE: look.slope.square().sum(),
        SPREAD: x.flatten(2).std(-1).amax(),
    }
    return dict(zip(named, torch.stack([value.float() for value in named.values()]).tolist(), strict=True))


def wrong(numbers: Mapping[str, float], sheet: Canvas, config: StyleConfig, data: PaintingInputs) -> str:
    """What is broken, in words; empty where all is well."""
    for name, value in numbers.items():
        if not math.isfinite(value):
            if name in PARTS:
                return _("the {part} loss was no number any more", part=_(name))
            return _("the {name} was no number any more", name=name)
    if numbers[SPREAD] < FLAT <= sheet.numbers.get(SPREAD, 0.0) and not canvas.may_be_flat(config, data):
        return _("the canvas had become one flat colour")
    return ""


def went_back(step: int, fault: str) -> str:
    return _(
        "At step {step} {fault}, so the painting went back and goes on with smaller strokes.", step=step, fault=fault
    )


def broke(times: int, step: int, fault: str) -> str:
    return _("The painting broke {times} times in a row: at step {step} {fault}.", times=times, step=step, fault=fault)


def told(numbers: Mapping[str, float], weights: Mapping[str, float], pulling: Collection[str]) -> dict[str, float]:
    """The numbers for the curves: losses, how hard each part pulled when that was last measured, and the weights themselves."""
    names = [name for part in pulling for name in (part, f"pull of {part}")]
    return {name: numbers[name] for name in names if name in numbers} | {
        f"weight of {part}": weight for part, weight in weights.items()
    }


def beside(sheet: Canvas, config: StyleConfig, data: PaintingInputs) -> dict[str, Tensor]:
    """The picture as it stands, to be kept where other lessons keep weights."""
    return {"map.picture": torch.from_numpy(canvas.finished(sheet.x, config, data))}
