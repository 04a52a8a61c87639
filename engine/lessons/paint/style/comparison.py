"""Does the compact eye paint as VGG-19 does? The same pairs, shares and steps with both, and what VGG-19 says of both paintings."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image

from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data import sheets
from engine.data.public import art, downloads
from engine.events import Preview
from engine.language.words import _
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.style import train
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.objective import Objective
from engine.nn import images

SIZE, STEPS = 256, 100

SHARES = ((50.0, 45.0, 5.0), (25.0, 70.0, 5.0), (10.0, 85.0, 5.0))
"""Of content, style and smoothness: from shapes that are kept to the lesson's own, where the style rules."""


class Verdict(NamedTuple):
    """VGG-19's losses of a painting."""

    content: float
    style: float


class Pair(NamedTuple):
    """One photograph in one style. `sheet`: content, VGG-19's painting, the compact eye's, and the style, uint8 (h, w, 3) each."""

    content: str
    style: str
    shares: tuple[float, float, float]
    by_vgg: Verdict
    by_compact: Verdict
    sheet: list[np.ndarray]


def compare(size: int = SIZE, steps: int = STEPS) -> list[Pair]:
    """On the eight pairs from which no eye has learnt, with each shares. VGG-19 up to relu3_1 must be on this machine."""
    exact = eye_model.beginning()
    if exact is None:
        raise Trouble("VGG-19 is not on this machine, so nothing can be compared.", eye_model.absence("vgg19").advice)
    plain = StyleConfig(content_layer="relu3_1", relu4_1=0.0, relu5_1=0.0, size=size, steps=steps, preview_every=10_000)
    found = []
    for shares in SHARES:
        parts = dict(zip(("content_share", "style_share", "smooth_share"), shares, strict=True))
        config = replace(plain, **parts)
        for content, painting in art.PAIRS:
            style_of = picture(painting, size)
            data = PaintingInputs(picture(content, size), (Style(painting, 1.0, style_of, None),), None)
            objective = Objective(exact, config, data, *data.content.shape[:2])
            painted = [paint(config, data, eye) for eye in (exact, eye_model.load("compact"))]
            verdicts = [judged(objective, config, one) for one in painted]
            found.append(Pair(content, painting, shares, *verdicts, [data.content, *painted, style_of]))
    return found


def paint(config: StyleConfig, data: PaintingInputs, eye: Eye) -> np.ndarray:
    return [event.picture for event in train.train(config, data, eye=eye) if isinstance(event, Preview)][-1]


def table(eye: Eye, contents: Sequence[str], styles: Sequence[str]) -> np.ndarray:
    """Every content of the gallery painted in every style, one sheet."""
    config = StyleConfig(size=SIZE, steps=STEPS, preview_every=10_000)
    rows = [np.stack([np.full((SIZE, SIZE, 3), 255, np.uint8), *(data_gallery.picture(name, SIZE) for name in styles)])]
    for content in contents:
        shown = data_gallery.picture(content, SIZE)
        painted = [
            paint(config, PaintingInputs(shown, (paint_inputs.style(name, longest=SIZE),), None), eye)
            for name in styles
        ]
        rows.append(np.stack([shown, *painted]))
    return sheets.sheet(rows)


def judged(objective: Objective, config: StyleConfig, painted: np.ndarray) -> Verdict:
    with torch.no_grad():
        losses = objective.losses(images.unit(painted), config, ("content", "style"))
    return Verdict(float(losses["content"]), float(losses["style"]))


def picture(name: str, longest: int) -> np.ndarray:
    work = {work.name: work for work in art.ALL}[name]
    path = downloads.find(work.source)
    if path is None:
        raise Trouble(
            _("{name} is not on this machine.", name=work.source.name), "Put it into a folder named by ATELIER_DATA."
        )
    whole = art.opened(path.read_bytes())
    scale = longest / max(whole.size)
    return np.array(whole.resize([round(length * scale) for length in whole.size], Image.Resampling.LANCZOS))


def as_text(pairs: list[Pair]) -> str:
    """The verdicts as tables in Markdown, one for each shares."""
    tables = [
        _(
            "VGG-19's verdict on paintings of {size} px after {steps} steps: 0 is perfect, and the ratio says how far the compact eye's\n"
            "painting stays behind the one that VGG-19 itself guided, with the same shares of content, style and smoothness.",
            size=SIZE,
            steps=STEPS,
        )
    ]
    for shares in SHARES:
        rows = [pair for pair in pairs if pair.shares == shares]
        ratios = np.array([np.divide(pair.by_compact, pair.by_vgg) for pair in rows])
        lines = [
            _(
                "| shares {shares} | content loss: VGG-19, compact, ratio | style loss: VGG-19, compact, ratio |",
                shares=" / ".join(f"{share:.0f}" for share in shares),
            ),
            "|---|---|---|",
        ]
        for pair, ratio in zip(rows, ratios, strict=True):
            vgg, own = pair.by_vgg, pair.by_compact
            lines.append(
                f"| {_('{content} as {style}', content=pair.content, style=pair.style)} | {vgg.content:.3f}, {own.content:.3f}, {ratio[0]:.2f} "
                f"| {vgg.style:.4f}, {own.style:.4f}, {ratio[1]:.2f} |"
            )
        middle = np.median(ratios, 0)
        lines.append(f"| {_('median')} | {middle[0]:.2f} | {middle[1]:.2f} |")
        tables.append("\n".join(lines))
    return "\n\n".join(tables)


def sheet(pairs: list[Pair], width: int = 240, height: int = 180) -> np.ndarray:
    """One row for each pair, cut to the same shape: content, by VGG-19, by the compact eye, style."""
    rows = []
    for pair in pairs:
        row = []
        for one in pair.sheet:
            image = Image.fromarray(one)
            scale = max(width / image.width, height / image.height)
            large = image.resize((max(width, round(image.width * scale)), max(height, round(image.height * scale))), 1)
            left, top = (large.width - width) // 2, (large.height - height) // 2
            row.append(np.array(large.crop((left, top, left + width, top + height))))
        rows.append(np.concatenate(row, 1))
    return np.concatenate(rows)
