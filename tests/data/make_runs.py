"""`python -m tests.data.make_runs LESSON ...`: small runs, one finished and one stopped half way, and the numbers on their way.

    runs/LESSON-finished   as a worker leaves a run, but with one picture only and without resume.pt, which its sister has
    runs/LESSON-stopped    the same run, stopped after half of its steps, without pictures and weights
    first_steps.json       what each step of each lesson reported, its weights in two numbers each, what its model then showed

They stand for all runs on people's disks. Made once, by the code of their time, to be opened by all later code: whoever makes
them anew gives up the promise that old runs open. Pictures, eyes and judges are made here, from numbers alone, so that no other
Pillow and no better shipped weights change a result.
"""

import copy
import dataclasses
import json
import math
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import load_file
from torch import nn

from engine import catalog, recipes, worker
from engine.core import config as configs
from engine.data import marks
from engine.data.drawn import points
from engine.data.pairs import Pairs
from engine.data.pictures import Pictures
from engine.data.sentences import worlds
from engine.data.sentences.worlds import PicturesWithSentences, Told
from engine.data.unpaired import Domains
from engine.events import Event, Snapshot
from engine.lessons.compete import witness
from engine.lessons.compete.gan import looks as gan_looks
from engine.lessons.compete.gan import model as gan_model
from engine.lessons.compete.progan import model as progan_model
from engine.lessons.compete.progan import train as progan_train
from engine.lessons.compete.stackgan import model as stackgan_model
from engine.lessons.compete.stackgan import network as stackgan_network
from engine.lessons.compete.stackgan import train as stackgan_train
from engine.lessons.encode import codec
from engine.lessons.flow.pictures import model as pictures_model
from engine.lessons.flow.plane import model as flow_model
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import train as eye_train
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS, WIDTHS, CompactEye
from engine.lessons.helpers.finder import model as finder_model
from engine.lessons.helpers.guard.model import Guard
from engine.lessons.helpers.judge import eye as judge_eye
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.helpers.judge.network import Judge
from engine.lessons.helpers.reader import model as reader_model
from engine.lessons.helpers.reader import train as reader_train
from engine.lessons.helpers.reader.model import Pair
from engine.lessons.helpers.reader.network import Matcher, Reader
from engine.lessons.paint.brush import model as brush_model
from engine.lessons.paint.brush import train as brush_train
from engine.lessons.paint.brush.inputs import BrushInputs
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.instant import train as instant_train
from engine.lessons.paint.instant.model import Instant
from engine.lessons.translate import model as translate_model
from engine.lessons.write.letters import model as letters_model
from engine.lessons.write.letters.texts.library import Text
from engine.nn import device
from engine.runs import store
from engine.runs.run import Run
from engine.weights import shelf

FOLDER = Path(__file__).parent
RUNS = FOLDER / "runs"
NUMBERS = FOLDER / "first_steps.json"

STEPS, HALF = 4, 2

SETTINGS: dict[str, dict[str, Any]] = {
    "autoencoder": {"width": 1, "bottleneck": 2, "noise": "mixed"},
    "brush": {"side": 64, "width": 8, "blocks": 1, "look": 64, "batch": 2},
    "cgan": {"width": 4, "latent": 2, "data": "mnist", "label": "joined"},
    "concepts": {"width": 4, "latent": 2, "adversarial": 0.5, "critic_from": 0, "shift": 1},
    "cyclegan": {
        **{"side": 32, "width": 4, "blocks": 1, "critic_width": 4, "sight": True, "guide": True},
        **{"near": 2, "pool": 2, "grow": "transposed", "residual": False},
    },
    "dream": {"size": 64, "octaves": 2, "strength": 0.04},
    "eye": {"side": 64, "batch": 2, "easels": 8},
    "gan": {"width": 4, "latent": 2, "size": "32", "grow": "resize", "augment": True, "data": "frogs"},
    "finder": {"width": 2},
    "guard": {"side": 32, "views": 2},
    "instant": {"side": 64, "batch": 2},
    "judge": {"width": 4, "data": "mnist"},
    "letters": {"weights": 10_000, "length": 16, "letters": 1_000},
    "pictures": {"width": 8, "cool_down": 0.5},
    "pix2pix": {"side": 32, "width": 4, "depth": 2, "critic_width": 4, "patch": "16"},
    "plane": {"width": 4, "layers": 1, "walk": 2},
    "points": {"width": 4, "layers": 1},
    "progan": {"width": 4, "latent": 2, "size": "16", "phase": 1},
    "reader": {"width": 4, "text": 8, "wrong": 2, "reading": 0.5},
    "stackgan": {"width": 4, "noise": 2, "wrong": 2, "sketch": "16", "sketching": 0.5},
    "style": {"size": 64, "optimiser": "lbfgs", "colours": "luminance"},
    "vae": {"form": "convolutional", "width": 1, "warm_up": 3, "cool_down": 0.5},
}
"""For each lesson the smallest networks that its settings allow."""

SMALLER: dict[str, dict[str, Any]] = {
    "brush": {"width": 2},
    "cgan": {"width": 1},
    "concepts": {"width": 1},
    "cyclegan": {"width": 2, "critic_width": 2},
    "eye": {"side": 16, "easels": 2},
    "gan": {"width": 1},
    "judge": {"width": 1},
    "pictures": {"width": 2},
    "pix2pix": {"width": 1, "critic_width": 2},
    "progan": {"width": 2},
    "reader": {"width": 1},
    "stackgan": {"width": 1},
}
"""What a loop gets to see instead, so that all runs together stay small. A run's config says only what people may choose."""

COMMON = {"steps": STEPS, "batch": 4, "preview_every": 100}


def config(lesson: str) -> Any:
    cls = catalog.card(lesson).config
    return cls(**{name: value for name, value in COMMON.items() if name in configs.kinds(cls)} | SETTINGS[lesson])


def title(lesson: str) -> str:
    return f"A small {catalog.card(lesson).title.lower()} of old"


def shrink(patch: pytest.MonkeyPatch) -> None:
    """Let runs work on pictures made of numbers, with eyes and judges of a few channels, by plain sums on the processor."""
    for lesson, recipe in RECIPES.items():
        smaller = dataclasses.replace(
            recipe, train=partial(train_smaller, lesson, recipe.train), supply=partial(pictures, lesson)
        )
        patch.setitem(recipes.RECIPES, lesson, smaller)
    patch.setattr(device, "pick", lambda: torch.device("cpu"))
    patch.setattr(device, "half_pays", lambda kind: False)
    patch.setattr(device, "fewer_products_pay", lambda: False)
    patch.setattr(eye_model, "load", lambda name: small_eye())
    patch.setattr(eye_model, "teacher", lambda: teacher)
    patch.setattr(judge_eye, "opened", lambda name: small_judge())
    patch.setattr(eye_train, "WIDTHS", (4,) * len(LAYERS))
    patch.setattr(eye_train, "READINGS", (2,) * len(LAYERS))
    patch.setattr(instant_train, "WIDTHS", (4, 4, 4))
    patch.setattr(brush_train, "SEEN", 32)
    patch.setattr(witness, "ASKED", 16)
    patch.setattr(reader_model, "of_set", small_pair)
    patch.setattr(reader_train, "EMBED", 8)
    for game in (gan_looks, progan_train):
        patch.setattr(game, "SHOWN", 8)
    patch.setattr(stackgan_train, "SHOWN", 2)
    patch.setattr(stackgan_train, "NOISES", 1)
    patch.setattr(stackgan_train, "CONDITION", 4)
    patch.setattr(stackgan_network, "COMPARED", 4)


RECIPES = dict(recipes.RECIPES)


def train_smaller(lesson: str, loop: Any, config: Any, data: Any, state: Any = None) -> Iterator[Event]:
    smaller = copy.copy(config)
    for name, value in SMALLER.get(lesson, {}).items():
        object.__setattr__(smaller, name, value)  # past the config's own check
    return loop(smaller, data, state)


@cache
def small_eye() -> Eye:
    """A compact eye of a few channels that never learnt."""
    return Eye("compact", chosen(CompactEye, [8] * len(LAYERS), [4] * len(LAYERS)).folded())


@cache
def small_judge() -> Judge:
    return chosen(Judge, 3, len(marks.MARKS["faces"]), 4)


@cache
def small_pair(name: str) -> Pair:
    return Pair(chosen(Reader, worlds.vocabulary(worlds.of(name)), 4, 8), chosen(Matcher, 8, 1))


def chosen(network_class: type[nn.Module], *arguments: Any) -> Any:
    """Such a network at rest, with weights from numpy's dice: a run's own dice do not notice when it is first made."""
    with torch.random.fork_rng(devices=()):
        network = network_class(*arguments)
    dice = np.random.default_rng(0)
    for name, value in network.named_parameters():
        fan = math.prod(value.shape[1:]) or 1
        drawn = dice.normal(0, (2 / fan) ** 0.5, value.shape) if value.ndim > 1 else float(name.endswith("weight"))
        value.data.copy_(torch.as_tensor(drawn))
    return network.eval().requires_grad_(False)


def teacher(x: torch.Tensor) -> dict[str, torch.Tensor]:
    """VGG-19 is not on every machine: fixed random sums of the same form."""
    seen = {}
    for name, width in zip(LAYERS, WIDTHS, strict=True):
        weight = torch.from_numpy(np.random.default_rng(width).normal(size=(width, x.shape[1], 1, 1))).float()
        x = torch.nn.functional.conv2d(x.float(), weight * (2 / x.shape[1]) ** 0.5).relu()
        seen[name], x = x, torch.nn.functional.avg_pool2d(x, 2, ceil_mode=True)
    return seen


def bars(count: int, side: int, channels: int = 3, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Pictures of two crossing bars on woven ground, and which of four places they have."""
    dice = np.random.default_rng(seed)
    labels = np.arange(count) % 4
    down, right = np.indices((side, side))
    found = dice.integers(0, 100, (count, 1, 1, channels)) + ((down * 7 + right * 3) % 5 * 8)[None, :, :, None]
    found = found.astype(np.uint8)
    for picture, label in zip(found, labels, strict=True):
        at, wide = side * (1 + label) // 6, max(1, side // 8)
        picture[at : at + wide] = 235
        picture[:, at : at + wide, label % channels] = 235
    return found, labels


def content(side: int = 64) -> np.ndarray:
    return bars(2, side)[0][1]


def stripes(side: int = 64) -> np.ndarray:
    return np.uint8(np.indices((side, side, 3)).sum(0) % 8 * 30)


def pictures(lesson: str, config: Any) -> Any:
    """What a run learns from."""
    if lesson in ("points", "plane"):
        return points.Points(config.data, points.draw(config.data, 64, seed=0), points.draw(config.data, 60, seed=1))
    if lesson == "letters":
        return Text("rows", "abcd efgh (ij)\n" * 40, "abcd efgh (ij)\n" * 8, "ab")
    if lesson in ("style", "dream"):
        styles = (Style("stripes", 1.0, stripes(), None),) if lesson == "style" else ()
        return PaintingInputs(content(32), styles, None)
    if lesson == "brush":
        return BrushInputs(bars(8, 80)[0], bars(3, 80, seed=1)[0], Style("stripes", 1.0, stripes(), None))
    if lesson in ("cyclegan", "pix2pix"):
        (a, _), (b, _) = bars(10, 32), bars(10, 32, seed=1)
        b = np.ascontiguousarray(255 - b[..., ::-1])
        return (Domains if lesson == "cyclegan" else Pairs)(
            "bars", a[:6], b[:6], a[6:], b[6:], ("bars", "their opposite")
        )
    if lesson in ("reader", "stackgan"):
        return tale(config.data)
    if lesson in ("eye", "instant"):
        (train, labels), (held_out, asked) = bars(16, 80), bars(24, 48, seed=1)
        return Pictures("art", train, held_out, labels % 2, asked % 2, ("painting", "photograph"))
    if lesson == "finder":
        (train, labels), (held_out, asked) = bars(12, 109), bars(9, 109, seed=1)
        return Pictures("people", train[:, :, :89], held_out[:, :, :89], labels % 3, asked % 3)
    side, channels = {"mnist": (28, 1), "frogs": (32, 3), "faces": (64, 3), "kinds": (32, 3), "glyphs": (28, 1)}[
        config.data
    ]
    (train, labels), (held_out, asked) = bars(32, side, channels), bars(16, side, channels, seed=1)
    if config.data == "kinds":
        return Pictures("kinds", train, held_out, labels % 3, asked % 3)
    if config.data == "faces":
        marked = {mark.attribute: (labels % 2).astype(np.float32) for mark in marks.MARKS["faces"]}
        known = {name: values[: len(held_out)] for name, values in marked.items()}
        return Pictures("faces", train, held_out, train_attributes=marked, held_out_attributes=known)
    return Pictures(config.data, train, held_out, labels, asked, tuple("abcd"))


def tale(name: str) -> PicturesWithSentences:
    """Rows that differ from one another in one point each, and pictures that have nothing to do with them."""
    world, dice = worlds.of(name), Random(0)
    row, rows = world.understood(worlds.words_of(world.EXAMPLES[0])), {}
    while len(rows) < 200:
        row = worlds.altered(world, row, dice)
        rows[row.tobytes()] = row
    kept = np.stack(list(rows.values()))
    part = worlds.held_out(kept)
    learnt, asked = kept[~part][:24], kept[part][:16]
    drawn = bars(24, 64)[0]
    return PicturesWithSentences(
        name, Told(drawn, learnt), Told(drawn[: len(asked)], asked), Told(drawn[:4], learnt[:4])
    )


def train(lesson: str, stop_at: int | None = None, watch: Callable[[Event], None] = lambda event: None) -> Run:
    """A run of this lesson, made by a worker in this process."""
    run = store.create(lesson, config(lesson), title(lesson))

    def see(event: Event) -> None:
        watch(event)
        if isinstance(event, Snapshot) and event.step == stop_at:
            run.wish("stop")

    status = worker.work(run, see)
    assert status.state == ("finished" if stop_at is None else "stopped"), run.error
    return run


def numbers(run: Run) -> dict[str, Any]:
    """What the steps of a run told, and its last weights. What is only told at looks is left out: others judge there, and count."""
    curves = run.curves().refresh()
    told = {name: dict(zip(*line, strict=True)) for name, line in curves.lines.items()}
    steps = [str(step) for step in curves.steps]
    return {
        "metrics": {
            name: dict(zip(steps, line.values(), strict=True)) for name, line in told.items() if len(line) == len(steps)
        },
        "weights": weights(run),
    }


def weights(run: Run) -> dict[str, list[float]]:
    """Of each network: how large its numbers are, and a sum in which each counts with another factor, as a share of that."""
    networks: dict[str, list[np.ndarray]] = {}
    for key, value in sorted(load_file(run.weights).items()):
        networks.setdefault(key.partition(".")[0], []).append(np.float64(value).ravel())
    found = {}
    for name, parts in networks.items():
        values = np.concatenate(parts)
        size = float(np.sqrt(np.square(values).mean()))
        found[name] = [size, float(values @ np.cos(np.arange(len(values))) / len(values) ** 0.5 / size)]
    return found


def inventions(path: Path) -> np.ndarray:
    model = gan_model.load(path)
    return model.sample(2, 0, np.eye(2, model.labels, dtype=np.float32) if model.labels else None)


def told(path: Path) -> np.ndarray:
    model = stackgan_model.load(path)
    return model.illustrate([model.read(model.world.EXAMPLES[0])]).pictures


def fitting(path: Path) -> np.ndarray:
    pair, sentence = reader_model.load(path), worlds.words_of(worlds.of("shapes").EXAMPLES[0])
    return reader_model.fits(pair, bars(4, 64)[0], [sentence])


def last_preview(path: Path) -> np.ndarray:
    return np.array(Image.open(Run(path.parent).previews()[-1].path))


SHOWN: dict[str, Callable[[Path], Any]] = {
    **dict.fromkeys(
        ("autoencoder", "concepts", "vae"),
        lambda path: codec.load(path).decode(np.linspace(-1, 1, 8).reshape(4, 2)[:, : codec.load(path).dimensions]),
    ),
    **dict.fromkeys(("gan", "cgan"), inventions),
    **dict.fromkeys(("style", "dream"), lambda path: shelf.code_map(path)["picture"]),
    "brush": lambda path: brush_model.load(path).paint(content(32)),
    "cyclegan": lambda path: np.stack([way.translate(content(32)) for way in translate_model.both(path)]),
    "eye": lambda path: eye_model.opened(path).see(torch.from_numpy(content(64) / 255).permute(2, 0, 1)[None].float())[
        "relu4_1"
    ],
    "finder": lambda path: finder_model.load(path).said(content(64)),
    "guard": lambda path: Guard(str(path)).look(content(64)),
    "instant": lambda path: Instant(str(path)).paint(content(64), [Style("stripes", 1.0, stripes(), None)]),
    "judge": lambda path: judge_model.load(path).probabilities(bars(4, 28, 1)[0]),
    "letters": lambda path: np.stack([scores for scores, _units in letters_model.load(path).reading("abcd (")]),
    "pix2pix": lambda path: translate_model.opened(path).translate(content(32)),
    "plane": lambda path: flow_model.load(path).sample(8, "heun", 3),
    "pictures": lambda path: pictures_model.load(path).sample(2, how=pictures_model.How(steps=2)),
    "points": last_preview,
    "progan": lambda path: progan_model.load(path).sample(2),
    "reader": fitting,
    "stackgan": told,
}
"""How the app opens the weights of a run, and something small that they then show."""

PICKED = 24


def shown(lesson: str, path: Path) -> dict[str, Any]:
    """What the model shows, in a few of its numbers."""
    found = np.asarray(SHOWN[lesson](path))
    picked = found.ravel()[np.linspace(0, found.size - 1, PICKED).astype(int)]
    return {"shape": list(found.shape), "picture": found.dtype == np.uint8, "values": [float(one) for one in picked]}


LEFT_OUT = ("alive", "reserve", "stop", "moments", "*.png")
"""What a worker holds while it works, and what would make the runs large."""


def keep(run: Run, name: str, *without: str) -> None:
    shutil.rmtree(RUNS / name, ignore_errors=True)
    shutil.copytree(run.path, RUNS / name, ignore=shutil.ignore_patterns(*LEFT_OUT, *without))


def main() -> int:
    found = json.loads(NUMBERS.read_text()) if NUMBERS.exists() else {}
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATELIER_HOME", home)
        shrink(patch)
        for lesson in sys.argv[1:]:
            run = train(lesson)
            found[lesson] = {**numbers(run), "shown": shown(lesson, run.weights)}
            keep(run, f"{lesson}-finished", "resume.pt")
            last = [one.path for one in run.previews() if one.step == STEPS]
            smallest = min(last, key=lambda path: path.stat().st_size)
            shutil.copy(smallest, RUNS / f"{lesson}-finished" / "previews")
            keep(train(lesson, stop_at=HALF), f"{lesson}-stopped", "weights.safetensors")
    NUMBERS.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
