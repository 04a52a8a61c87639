"""How many times faster the lessons are than textbook code for the same work, on this machine, in one run.

Seconds depend on the machine, ratios hardly: both sides take turns, so that whatever else the machine does meets both.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from engine import recipes
from engine.bench import textbook_loops, textbook_painting
from engine.data import library, unpaired
from engine.events import Snapshot
from engine.language.words import N_
from engine.lessons import crops as lessons_crops
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.encode.vae.config import VAEConfig
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.vgg import DEVIATION, MEAN, VGG19
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.brush import network as brush_network
from engine.lessons.paint.brush.config import BrushConfig
from engine.lessons.paint.brush.model import Brush
from engine.lessons.paint.instant import model as instant_model
from engine.lessons.paint.style import cost
from engine.lessons.paint.style import train as style_train
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.nn import device
from engine.weights import shelf

CONVOLUTIONS = 13
"""Of VGG-19, up to conv5_1. Its weights are drawn by chance: they cost as much as any others."""

PATIENCE = 24.0
"""Seconds after which a ratio is known well enough, if each side had its turns."""

TURNS, MOST = 3, 40
"""How often each side has its turn at least, and at most; the first one is left out."""

AT_ONCE = 0.05
"""Seconds that a turn lasts at least: quick steps are counted together."""

Pair = tuple[Iterator[object], Iterator[object]]
"""What takes a step each time it is asked: the textbook's, and ours."""


@dataclass(frozen=True)
class Work:
    """`reach`: how many times the textbook's pace a processor with units for 16-bit matrices should reach."""

    what: str
    textbook: str
    ours: str
    reach: float
    pair: Callable[[], Pair]
    most_ms: float | None = None
    """What one of our steps may take there."""


def measure(quick: bool = False) -> list[dict[str, Any]]:
    """A row for each work. Quick: small pictures and short turns, enough to see whether a fast path has been lost."""
    torch.manual_seed(0)
    return [compared(work) for work in works(quick)]


def compared(work: Work) -> dict[str, Any]:
    slow, fast = versus(*work.pair())
    return {
        "work": work.what,
        "textbook": work.textbook,
        "ours": work.ours,
        "textbook ms": 1000 * slow,
        "ms": 1000 * fast,
        "ratio": slow / fast,
        "reach": work.reach,
        "most ms": work.most_ms,
    }


def versus(slow: Iterator[object], fast: Iterator[object]) -> tuple[float, float]:
    """Seconds of a step on both sides, the median of many turns."""
    counts = [steps_of_a_turn(side) for side in (slow, fast)]
    began, times = time.perf_counter(), []
    while len(times) < TURNS or (len(times) < MOST and time.perf_counter() - began < PATIENCE):
        times.append([seconds(side, count) / count for side, count in zip((slow, fast), counts, strict=True)])
    slow_middle, fast_middle = np.median(times, axis=0).tolist()
    return slow_middle, fast_middle


def steps_of_a_turn(side: Iterator[object]) -> int:
    """The first step prepares everything and is not counted."""
    next(side)
    return max(1, round(AT_ONCE / seconds(side, 1)))


def seconds(side: Iterator[object], steps: int) -> float:
    began = time.perf_counter()
    for _ in range(steps):
        next(side)
    device.finish()
    return time.perf_counter() - began


def works(quick: bool) -> tuple[Work, ...]:
    large, middle, little = (96, 64, 64) if quick else (512, 256, 128)
    return (*style_works(large), *network_works(middle, little))


def style_works(large: int) -> tuple[Work, ...]:
    """Painting in a style: by optimising a picture, and by networks in one look."""
    return (
        Work(
            N_("style transfer, VGG-19, {px} px, an iteration").format(px=large),
            "Gatys' recipe: VGG-19, L-BFGS",
            "the same network and optimiser",
            5,
            lambda: (classic_painting(large), our_painting("vgg19", large)),
        ),
        Work(
            N_("style transfer, compact eye, {px} px, an iteration").format(px=large),
            "Gatys' recipe: VGG-19, L-BFGS",
            "an eye of our own, distilled from VGG-19",
            25,
            lambda: (classic_painting(large), our_painting("compact", large)),
        ),
        Work(
            N_("fast style, {px} px, a picture").format(px=large),
            "the network of Johnson et al. 2016",
            "a brush of the lesson, for one style as well",
            4,
            lambda: (textbook_loops.answers(textbook_loops.brush(32), chance(large)), our_brush(large)),
            250,
        ),
        Work(
            N_("any style at once, {px} px, a picture").format(px=large),
            "the network of Johnson et al. 2016, for one style",
            "the instant painter, which needs no training for a new style",
            4,
            lambda: (textbook_loops.answers(textbook_loops.brush(32), chance(large)), our_painter(large)),
            250,
        ),
    )


def network_works(middle: int, little: int) -> tuple[Work, ...]:
    """A look of a translator, and steps of training."""
    return (
        Work(
            N_("photograph to Monet, {px} px, a picture").format(px=middle),
            "CycleGAN's ResNet with 9 blocks",
            "photo2monet",
            4,
            lambda: (textbook_loops.answers(textbook_loops.translator(64, 9), chance(middle)), our_monet(middle)),
            200,
        ),
        Work(
            N_("DCGAN, 64 px, a step of 64 pictures"),
            "PyTorch's tutorial",
            "networks of the same size",
            3,
            dcgans,
        ),
        Work(
            N_("CycleGAN, {px} px, a step").format(px=little),
            "the paper's ResNet with 6 blocks, PatchGAN of 70 pixels",
            "the lesson's networks",
            2.5,
            lambda: cyclegans(little),
        ),
        Work(
            N_("VAE, 28 px, a step of 128 pictures"),
            "PyTorch's example",
            "networks of the same size",
            3,
            vaes,
        ),
    )


def chance(side: int) -> torch.Tensor:
    return torch.rand(1, 3, side, side)


def classic_painting(side: int) -> Iterator[object]:
    return textbook_painting.style_transfer(vgg(), *torch.rand(2, 1, 3, side, side))


def our_painting(eye: str, side: int) -> Iterator[object]:
    looks_with = Eye("vgg19", vgg()) if eye == "vgg19" else eye_model.load(eye)
    config = cost.plain(eye, side, steps=5_000)
    return snapshots(style_train.train(config, cost.two_noises(side), eye=looks_with))


def vgg() -> VGG19:
    torch.manual_seed(0)
    return VGG19(CONVOLUTIONS, list(MEAN), list(DEVIATION)).eval().requires_grad_(False)


def our_brush(side: int) -> Iterator[object]:
    config = BrushConfig()
    brush, canvas = Brush(brush_network.Brush(config.width, config.blocks), {}), np.zeros((side, side, 3), np.uint8)
    while True:
        yield brush.paint(canvas)


def our_painter(side: int) -> Iterator[object]:
    painter, canvas = instant_model.load(), np.zeros((side, side, 3), np.uint8)
    styles = [paint_inputs.style("painting:waves")]
    while True:
        yield painter.paint(canvas, styles)


def our_monet(side: int) -> Iterator[object]:
    translator, canvas = translate_model.opened(shelf.find("photo2monet")), np.zeros((side, side, 3), np.uint8)
    while True:
        yield translator.translate(canvas)


def dcgans() -> Pair:
    config = GANConfig(data="faces", steps=200_000, preview_every=10_000)
    data = library.load("faces", 2_000)
    return textbook_loops.dcgan(data.train, config.batch, config.width, config.latent), snapshots(
        recipes.of("gan").train(config, data)
    )


def cyclegans(side: int) -> Pair:
    config = CycleConfig(side=side, batch=1, preview_every=10_000, steps=200_000)
    data = unpaired.load(config.data, config.a, config.b)
    pictures = [lessons_crops.whole(torch.from_numpy(some[:100]), side) for some in (data.a, data.b)]
    arrays = [(255 * some.permute(0, 2, 3, 1)).byte().contiguous().numpy() for some in pictures]
    return textbook_loops.cyclegan(*arrays, config.batch, 64, 6), snapshots(recipes.of("cyclegan").train(config, data))


def vaes() -> Pair:
    config = VAEConfig(data="glyphs", steps=200_000, preview_every=10_000, batch=128)
    data = library.load("glyphs", 10_000)
    hidden = 50 * config.width
    return textbook_loops.vae(data.train, config.batch, hidden, config.latent), snapshots(
        recipes.of("vae").train(config, data)
    )


def snapshots(events: Iterator[object]) -> Iterator[object]:
    """One for each step, when all of it is done."""
    return (event for event in events if isinstance(event, Snapshot))
