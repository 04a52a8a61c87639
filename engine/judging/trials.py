"""A model on trial: what it makes beside pictures that it never saw, before a jury and with measures that need none.

Beside each number stands what real pictures get that are compared with real ones: nobody does better than by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import recipes
from engine.catalog import CARDS
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.judging import jury, surfaces
from engine.lessons import crowd as lessons_crowd
from engine.lessons.compete.gan import model as gan_model
from engine.lessons.compete.progan import model as progan_model
from engine.lessons.encode import codec as encode_codec
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.model import NAMES
from engine.weights import shelf

AT_MOST = 500
"""Pictures of each crowd."""

FAR = 3.0
"""Deviations beyond which a feature counts no more: one strange picture must not be the whole distance."""


@dataclass(frozen=True)
class Row:
    """One measure. `real`: the same of real pictures."""

    name: str
    value: float
    real: float
    wish: str


@dataclass(frozen=True)
class Made:
    """A crowd uint8 (n, h, w, c) of one kind, such as inventions; `given` is what it was made from, if it was."""

    kind: str
    pictures: np.ndarray
    given: np.ndarray | None = None


@dataclass(frozen=True)
class Trial:
    made: Sequence[Made]
    real: np.ndarray
    """Held-out pictures of what was to be made."""
    other: np.ndarray
    """As many real ones beside them, which stand for a perfect model."""


def judge(model: str, back: bool = False) -> dict[str, list[Row]]:
    """A shipped model's name, a run's id or a file -> for each kind of pictures that it makes, what they are worth."""
    trial = prepared(model, back)
    return {one.kind: rows(one, trial.real, trial.other) for one in trial.made}


def prepared(model: str, back: bool = False) -> Trial:
    """The model at work on held-out pictures."""
    file, turned = NAMES.get(model, (model, False))
    path = shelf.find(file)
    card = shelf.card(path)
    lesson = card["lesson"]
    if lesson not in WAYS:
        raise Trouble(
            f"What {path.stem} makes cannot be judged as a crowd of pictures.",
            f"Choose a model of: {', '.join(WAYS)}.",
        )
    known = configs.kinds(CARDS[lesson].config)
    config = configs.from_dict(CARDS[lesson].config, {k: v for k, v in card["config"].items() if k in known})
    return WAYS[lesson](path, recipes.of(lesson).supply(config), turned != back)


def _translated(path: Path, data: Any, back: bool) -> Trial:
    translator = translate_model.opened(path, back)
    given, real, other = (
        (data.b_held_out, data.a_held_out, data.a) if back else (data.a_held_out, data.b_held_out, data.b)
    )
    made = np.stack([translator.translate(one) for one in given[:AT_MOST]])
    return Trial([Made("translations", made, given[:AT_MOST])], real[:AT_MOST], other[: len(real)])


def _paired(path: Path, data: Any, _: bool) -> Trial:
    translator = translate_model.opened(path)
    made = np.stack([translator.translate(one, seed=at) for at, one in enumerate(data.given_held_out[:AT_MOST])])
    return Trial([Made("translations", made)], data.wanted_held_out[:AT_MOST], data.wanted[:AT_MOST])


def _decoded(path: Path, data: Any, _: bool) -> Trial:
    codec = encode_codec.load(path)
    real = data.held_out[:AT_MOST]
    made = [Made("reconstructions", codec.reconstruct(real)), Made("inventions", codec.sample(len(real)))]
    return Trial(made, real, data.train[: len(real)])


def _invented(path: Path, data: Any, _: bool) -> Trial:
    inventor = progan_model.load(path) if shelf.card(path)["lesson"] == "progan" else gan_model.load(path)
    real = data.held_out[:AT_MOST]
    return Trial([Made("inventions", inventor.sample(len(real)))], real, data.train[: len(real)])


WAYS = {
    **dict.fromkeys(("autoencoder", "vae", "concepts"), _decoded),
    **dict.fromkeys(("gan", "progan"), _invented),
    "cyclegan": _translated,
    "pix2pix": _paired,
}
"""Lesson -> how its models are put to work."""


def rows(made: Made, real: np.ndarray, other: np.ndarray) -> list[Row]:
    found = [row for name in jury.NAMES for row in before_the_jury(name, made.pictures, real, other)]
    sharp, coloured = surfaces.sharpness(real), surfaces.colours(real)
    found.append(
        Row("sharpness", surfaces.sharpness(made.pictures) / sharp, surfaces.sharpness(other) / sharp, "near 1")
    )
    if coloured:
        found.append(
            Row(
                "spread of colours",
                surfaces.colours(made.pictures) / coloured,
                surfaces.colours(other) / coloured,
                "near 1",
            )
        )
    given = real if made.given is None else made.given
    shares = [(surfaces.lattice(one) > surfaces.STANDS_OUT).mean() for one in (made.pictures, given)]
    found.append(Row("share with a lattice", float(shares[0]), float(shares[1]), "at most 0.05"))
    if made.given is not None:
        flat = surfaces.flat_windows(made.given)
        painted, was = (surfaces.blotches(one, flat) for one in (made.pictures, made.given))
        found.append(Row("blotches where it was flat", painted, was, "low"))
    return found


def before_the_jury(name: str, made: np.ndarray, real: np.ndarray, other: np.ndarray) -> list[Row]:
    """What one member says of two crowds: those made, and real ones, each beside the held-out pictures."""
    wanted, crowds = jury.features(name, real), [jury.features(name, one) for one in (made, other)]
    mean, deviation = wanted.mean(0), wanted.std(0) + 1e-6
    wanted, *crowds = (((crowd - mean) / deviation).clip(-FAR, FAR) for crowd in (wanted, *crowds))
    found = []
    for crowd in crowds:
        few = min(len(wanted), len(crowd))
        coverage, _ = lessons_crowd.neighbourhoods(wanted[:few], crowd[:few])
        found.append(
            {
                "KID": lessons_crowd.kernel_distance(wanted[:few], crowd[:few])[0],
                "Fréchet distance": frechet(wanted, crowd),
                "coverage": coverage,
                "variety": lessons_crowd.diversity(crowd) / lessons_crowd.diversity(wanted),
            }
        )
    wishes = {"KID": "near 0", "Fréchet distance": "near 0", "coverage": "near 1", "variety": "near 1"}
    return [Row(f"{measure}, {name}", value, found[1][measure], wishes[measure]) for measure, value in found[0].items()]


def frechet(real: np.ndarray, made: np.ndarray) -> float:
    """Mean over the features of (m1 - m2)^2 + (s1 - s2)^2: the Fréchet distance of two bell curves (Heusel et al. 2017), each
    feature by itself, for a few hundred pictures say nothing of how hundreds of features go together."""
    return float(((real.mean(0) - made.mean(0)) ** 2 + (real.std(0) - made.std(0)) ** 2).mean())
