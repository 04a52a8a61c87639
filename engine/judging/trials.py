"""A model on trial: what it makes beside pictures that it never saw, before a jury and with measures that need none.

Beside each number stands what real pictures get that are compared with real ones: nobody does better than by chance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine import recipes
from engine.catalog import CARDS
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.judging import jury, surfaces
from engine.language.words import _
from engine.lessons import crowd as lessons_crowd
from engine.lessons.compete import wishes
from engine.lessons.compete.gan import model as gan_model
from engine.lessons.compete.progan import model as progan_model
from engine.lessons.encode import codec as encode_codec
from engine.lessons.flow.pictures import model as flow_model
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.model import NAMES
from engine.nn import images
from engine.weights import shelf

AT_MOST = 500
"""Pictures of each crowd."""

FAR = 3.0
"""Deviations beyond which a feature counts no more: one strange picture must not be the whole distance."""


@dataclass(frozen=True)
class Row:
    """One measure. `real`: the same of real pictures. `give`: half of its 95 % interval; nan where none is known."""

    name: str
    value: float
    real: float
    wish: str
    give: float = float("nan")


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
            _("What {stem} makes cannot be judged as a crowd of pictures.", stem=path.stem),
            _("Choose a model of: {known}.", known=", ".join(WAYS)),
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


def _paired(path: Path, data: Any, _turned: bool) -> Trial:
    translator = translate_model.opened(path)
    made = np.stack([translator.translate(one, seed=at) for at, one in enumerate(data.given_held_out[:AT_MOST])])
    return Trial([Made("translations", made)], data.wanted_held_out[:AT_MOST], data.wanted[:AT_MOST])


def _decoded(path: Path, data: Any, _turned: bool) -> Trial:
    codec = encode_codec.load(path)
    real = data.held_out[:AT_MOST]
    made = [Made("reconstructions", codec.reconstruct(real)), Made("inventions", codec.sample(len(real)))]
    return Trial(made, real, data.train[: len(real)])


def _invented(path: Path, data: Any, _turned: bool) -> Trial:
    inventor = progan_model.load(path) if shelf.card(path)["lesson"] == "progan" else gan_model.load(path)
    real = data.held_out[:AT_MOST]
    return Trial([Made("inventions", inventor.sample(len(real)))], real, data.train[: len(real)])


def _asked(path: Path, data: Any, _turned: bool) -> Trial:
    """It is asked for what the held-out pictures show, so that no wish is met more often than in them."""
    inventor, real = gan_model.load(path), data.held_out[:AT_MOST]
    wanted = wishes.of(data).held_out[: len(real)]
    return Trial([Made("inventions", inventor.sample(len(real), wishes=wanted))], real, data.train[: len(real)])


def _walked(path: Path, data: Any, _turned: bool) -> Trial:
    """From noise, and, where it can be asked, for what the held-out pictures show."""
    flow, real = flow_model.load(path), data.held_out[:AT_MOST]
    wanted = data.held_out_labels[: len(real)] if flow.classes else None
    made = flow.sample(len(real), wanted=wanted)
    small = [images.scaled_down(some, flow.size).numpy() for some in (real, data.train[: len(real)])]
    return Trial([Made("inventions", made)], *small)


WAYS = {
    **dict.fromkeys(("autoencoder", "vae", "concepts"), _decoded),
    **dict.fromkeys(("gan", "progan"), _invented),
    "cgan": _asked,
    "pictures": _walked,
    "cyclegan": _translated,
    "pix2pix": _paired,
}
"""Lesson -> how its models are put to work."""


def rows(made: Made, real: np.ndarray, other: np.ndarray) -> list[Row]:
    found = [row for name in jury.NAMES for row in before_the_jury(name, made.pictures, real, other)]
    found.append(beside("sharpness", "near 1", _ratio(surfaces.sharpness), made.pictures, real, other))
    if surfaces.colours(real):
        found.append(beside("spread of colours", "near 1", _ratio(surfaces.colours), made.pictures, real, other))
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
    wanted, made, other = (jury.features(name, one) for one in (real, made, other))
    mean, deviation = wanted.mean(0), wanted.std(0) + 1e-6
    wanted, made, other = (((crowd - mean) / deviation).clip(-FAR, FAR) for crowd in (wanted, made, other))
    return [beside(f"{what}, {name}", wish, measure, made, wanted, other) for what, (wish, measure) in MEASURES.items()]


def beside(
    name: str,
    wish: str,
    measure: Callable[[np.ndarray, np.ndarray], float],
    made: np.ndarray,
    real: np.ndarray,
    other: np.ndarray,
) -> Row:
    """One measure of those made, and of other real ones, each as many as there are of `real` at most."""
    few = min(len(made), len(real), len(other))
    made, real, other = made[:few], real[:few], other[:few]
    return Row(name, measure(real, made), measure(real, other), wish, lessons_crowd.give(measure, real, made))


def _ratio(measure: Callable[[np.ndarray], float]) -> Callable[[np.ndarray, np.ndarray], float]:
    return lambda real, made: measure(made) / measure(real)


def frechet(real: np.ndarray, made: np.ndarray) -> float:
    """Mean over the features of (m1 - m2)^2 + (s1 - s2)^2: the Fréchet distance of two bell curves (Heusel et al. 2017), each
    feature by itself, for a few hundred pictures say nothing of how hundreds of features go together."""
    return float(((real.mean(0) - made.mean(0)) ** 2 + (real.std(0) - made.std(0)) ** 2).mean())


MEASURES: dict[str, tuple[str, Callable[[np.ndarray, np.ndarray], float]]] = {
    "KID": ("near 0", lambda real, made: lessons_crowd.kernel_distance(real, made)[0]),
    "Fréchet distance": ("near 0", frechet),
    "coverage": ("near 1", lambda real, made: lessons_crowd.neighbourhoods(real, made)[0]),
    "variety": ("near 1", _ratio(lessons_crowd.diversity)),
}
"""What a member of the jury says of two crowds, each with its wish."""
