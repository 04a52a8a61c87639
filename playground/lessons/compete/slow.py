"""One iteration of a GAN on pictures in slow motion: noise, fakes, verdicts, losses, the gradient that comes back, and weights that move."""

from typing import Any

import numpy as np
import streamlit as st

from engine.catalog import CARDS
from engine.core import config as configs
from engine.data import cards, library
from engine.language.words import N_, _
from engine.lessons.compete.fields import BLUE, ORANGE
from playground.components.big.big import stage
from playground.components.iteration.iteration import Code, Row, Stage, iteration
from playground.shell import gate, source_code
from playground.widgets import models
from playground.widgets.models import Model

SHOWN = 4
PICTURES = 200
"""Real pictures from which the step's batch is drawn."""

TRAIN = "engine/lessons/compete/gan/train.py"

DIFFERENCE = 6
"""Times by which a change of brightness is shown larger than it is."""


def show(model: Model) -> None:
    if library.standing(model.data) != "ready":
        st.info(
            _("A step needs real pictures, and those of {set_name} are not on this computer. Choose another model.", set_name=models.set_name(model.card)),
            icon=":material/photo_library:",
        )  # fmt: skip
        return
    place = stage()
    seed = st.number_input(_("Seed"), 0, 99_999, 0, key="slow.seed", width=130, help=_("Another number, another step."))
    step = _step(str(model.path), model.stamp, seed, model)
    found = [source_code.excerpt(TRAIN, name) for name in ("teach", "improve")]
    code = [Code(one.file, one.first, one.text) for one in found]
    with place:
        iteration(stages(model, step, code), code, key=f"slow.{model.name}")
    st.caption(
        _(
            "Copies of both networks of {cited} take one step of {batch} pictures; the model stays as it is. Their optimisers begin anew, so they go a tenth of the usual way.",
            cited=models.cited(model),
            batch=len(step.real),
        )
    )


@st.cache_data(max_entries=12, show_spinner=False)
@gate.heavy(N_("Taking one step"), seconds=4)
def _step(path: str, stamp: float, seed: int, _model: Model) -> Any:
    from engine.lessons.compete.gan import one_step

    inventor = models.loaded(_model)
    config = configs.from_dict(CARDS[_model.card["lesson"]].config, inventor.config)
    return one_step.one_step(inventor, config, library.pictures_of(_model.data, PICTURES), seed)


def stages(model: Model, step: Any, code: list[Code]) -> list[Stage]:
    return [
        _drawing(model, step, code),
        _judging(model, step, code),
        _loss_of_d(model, step, code),
        _d_moves(step, code),
        _g_is_judged(step, code),
        _pulled(step, code),
        _g_moves(step, code),
    ]


def lit(code: list[Code], **beginnings: tuple[str, ...]) -> dict[int, list[int]]:
    """The lines that begin so: which of the two excerpts, and their numbers in the file."""
    found: dict[int, list[int]] = {}
    for place, name in enumerate(("teach", "improve")):
        for wanted in beginnings.get(name, ()):
            lines = [line.strip() for line in code[place].text.splitlines()]
            number = next(number for number, line in enumerate(lines) if line.startswith(wanted))
            found.setdefault(place, []).append(code[place].first + number)
    return found


def _drawing(model: Model, step: Any, code: list[Code]) -> Stage:
    noise = [_blocks(row) for row in step.noise[:SHOWN]]
    asked = [_(one) for one in step.asked[:SHOWN]]
    said = _(
        "**G draws.** Each picture begins as {numbers} random numbers. Layer after layer they become {n} small pictures, then fewer and larger ones, and at last one.",
        numbers=step.noise.shape[1],
        n=_channels(step),
    )
    return Stage(
        _("Fakes"),
        said,
        [
            Row(_("Noise z"), noise, asked),
            *_layers(_("G's layers on the first noise: point at one, and at what its channels show"), step.drawing),
            Row(_("Fakes G(z)"), list(step.made[:SHOWN]), asked),
        ],
        lit(code, teach=("with torch.no_grad(), device.precision():", "made = generator(z")),
    )


def _channels(step: Any) -> str:
    return step.drawing[0][0].split()[0] if step.drawing else "0"


def _layers(title: str, layers: Any) -> list[Row]:
    """One of a network's layers at a time: all would hide what comes of them. A connected network has none that hold pictures."""
    shown = tuple((size, list(channels)) for size, channels in layers)
    return [Row(title, layers=shown, wide=44)] if shown else []


def _blocks(row: np.ndarray) -> np.ndarray:
    """Noise as a square of greys."""
    side = int(np.ceil(np.sqrt(len(row))))
    square = np.zeros(side * side)
    square[: len(row)] = row
    return (255 / (1 + np.exp(-1.5 * square))).astype(np.uint8).reshape(side, side)


def _real(model_data: str, step: Any) -> list[np.ndarray]:
    """Real pictures, where they may be shown; grey squares otherwise."""
    if cards.showable(model_data):
        return list(step.real[:SHOWN])
    return [np.full_like(step.real[0], 150)] * SHOWN


def _judging(model: Model, step: Any, code: list[Code]) -> Stage:
    said = _(
        "**D judges.** It sees real pictures and fakes, and says one number of each. Rims: orange for what it takes to be real, blue for made."
    )
    if not cards.showable(model.data):
        said += " " + _("The real pictures are photographs of people, so they stay grey here.")
    return Stage(
        _("Verdicts"),
        said,
        [
            Row(_("Real x"), _real(model.data, step), _numbers(step.said_real), _shares(step, step.said_real)),
            Row(_("Fakes G(z)"), list(step.made[:SHOWN]), _numbers(step.said_made), _shares(step, step.said_made)),
            *_layers(_("D's layers on the first fake: point at one, and at what its channels show"), step.judging),
        ],
        lit(code, teach=("real_seen, made_seen", "real, fake = discriminator(real_seen")),
    )


def _numbers(said: np.ndarray) -> list[str]:
    return [f"{value:.2f}" for value in said[:SHOWN]]


def _shares(step: Any, said: np.ndarray) -> list[float]:
    """Scores as colours: between the lowest and the highest of this step, where they are no probabilities."""
    every = np.concatenate([step.said_real, step.said_made])
    low, high = (0.0, 1.0) if every.min() >= 0 and every.max() <= 1 else (every.min(), every.max())
    return np.clip((said[:SHOWN] - low) / (high - low), 0, 1).tolist()


def _loss_of_d(model: Model, step: Any, code: list[Code]) -> Stage:
    said = _(
        "**D's loss** is {loss:.3f}. It is small where D says much of real pictures (now {real:.2f} on average) and little of fakes (now {made:.2f}).",
        loss=step.taught["discriminator loss"],
        real=step.taught["D(x)"],
        made=step.taught["D(G(z))"],
    )
    rows = [Row(_("The most and the least real of the fakes"), *_extremes(step.made, step.said_made))]
    if cards.showable(model.data):
        rows.insert(0, Row(_("The most and the least real of the real ones"), *_extremes(step.real, step.said_real)))
    return Stage(
        _("D's loss"),
        said,
        rows,
        lit(code, teach=("game = ", "loss = game.critic(real, fake")),
    )


def _extremes(pictures: np.ndarray, said: np.ndarray) -> tuple[list[np.ndarray], list[str]]:
    order = np.argsort(-said)
    places = [*order[:2], *order[-2:]]
    return [pictures[place] for place in places], [f"{said[place]:.2f}" for place in places]


def _d_moves(step: Any, code: list[Code]) -> Stage:
    said = _(
        "**D's weights move** a little down that loss; G stands still. Of the same pictures D now says {real:.2f} of real ones and {made:.2f} of fakes.",
        real=step.said_after[0],
        made=step.said_after[1],
    )
    return Stage(
        _("D moves"),
        said,
        [Row(_("How far each layer of D moved, as a share of its length"), bars=step.moved_d)],
        lit(code, teach=("length = step_down(discriminator",)),
    )


def _g_is_judged(step: Any, code: list[Code]) -> Stage:
    said = _(
        "**Now G's turn.** The D that has just learnt judges G's pictures anew. G's loss is {loss:.3f}: it is small where D says much of fakes.",
        loss=step.improved["generator loss"],
    )
    return Stage(
        _("G's loss"),
        said,
        [Row(_("Fakes G(z), as D saw them before its step"), list(step.made[:SHOWN]), _numbers(step.said_made), _shares(step, step.said_made))],
        lit(code, improve=("made = generator(z", "logits = discriminator(seen", "loss = game.generator(logits)")),
    )  # fmt: skip


def _pulled(step: Any, code: list[Code]) -> Stage:
    said = _(
        "**The gradient comes back** through D to each pixel of the fake: orange where brighter would look more real to D, blue where darker would. G never sees a real picture; this is all it learns from."
    )
    return Stage(
        _("Gradient"),
        said,
        [
            Row(_("Fakes G(z)"), list(step.made[:SHOWN])),
            Row(_("What D asks of each pixel"), [_coloured(one) for one in step.pull[:SHOWN]]),
        ],
        lit(code, improve=("both = ", "length = step_down(generator")),
    )


def _coloured(pull: np.ndarray) -> np.ndarray:
    strength = np.sqrt(np.abs(pull) / max(1e-9, float(np.abs(pull).max())))[..., None]
    colour = np.where(pull[..., None] > 0, ORANGE, BLUE)
    return (235 * (1 - strength) + colour * strength).astype(np.uint8)


def _g_moves(step: Any, code: list[Code]) -> Stage:
    said = _(
        "**G's weights move**, D stands still. From the same noise G now draws a little otherwise, and D finds it more real: {before:.2f} before, {after:.2f} now, on average. Then all begins again with other noise and other pictures.",
        before=step.improved["D(G(z))"],
        after=float(step.said_better.mean()),
    )
    changed = step.better[:SHOWN].astype(int) - step.made[:SHOWN]
    larger = (128 + DIFFERENCE * changed).clip(0, 255).astype(np.uint8)
    return Stage(
        _("G moves"),
        said,
        [
            Row(_("Fakes after the step"), list(step.better[:SHOWN])),
            Row(_("What has changed, {times} times as strong", times=DIFFERENCE), list(larger)),
            Row(_("How far each layer of G moved, as a share of its length"), bars=step.moved_g),
        ],
        lit(code, improve=("length = step_down(generator",)),
    )
