"""What excites the channels of the shipped eye: sheets of pictures dreamt from noise, made once and kept beside its weights.

    pretrained/dreams/sheets.json    whose eye dreamt, and which channels each sheet shows
    pretrained/dreams/relu4_1.webp   squares of SIDE pixels in rows of ACROSS

`python -m engine dream-gallery` makes them. Reading them needs no torch.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from engine import files, fingerprints, images, settings
from engine.configs_paint import CHANNELS, DreamConfig
from engine.easel import NOISE

if TYPE_CHECKING:
    from engine.eyes import Eye

FOLDER = settings.ROOT / "pretrained" / "dreams"
INDEX = "sheets.json"

SIDE, ACROSS, COUNT = 112, 8, 24
"""Pixels of a square, squares in a row, and channels of each layer."""

SKETCH = 80
"""Pixels of the quick dreams by which channels are chosen."""

SILENT = 8
"""A sketch whose pixels deviate by less than this shows nothing: its channel does not wake up in noise."""

LOOKED_AT = ("relu3_1", "relu5_1")
"""The layers in which sketches are compared."""

TOGETHER = 16
"""Channels that dream at a time."""

QUALITY = 70
"""Of the sheets as WebP."""


@dataclass(frozen=True)
class Sheet:
    layer: str
    channels: tuple[int, ...]
    pictures: np.ndarray
    """uint8 (n, SIDE, SIDE, 3), one for each channel."""


def from_noise(layer: str, channel: int, size: int = 256) -> DreamConfig:
    """The settings with which one channel dreams from noise."""
    return DreamConfig(content=NOISE, layer=layer, channel=channel, size=size, strength=0.1, steps=48)


def at_once(config: DreamConfig, picture: np.ndarray | None = None) -> np.ndarray:
    """A whole dream, for sizes that take no longer than a click: uint8 (h, w, 3). Without a picture, on what the config names."""
    from engine.easel import Easel, for_dream
    from engine.events import Preview
    from engine.training import dream

    easel = for_dream(config) if picture is None else Easel(picture, (), None)
    seldom = replace(config, preview_every=config.steps)
    return [event.picture for event in dream.train(seldom, easel) if isinstance(event, Preview)][-1]


def sheets() -> dict[str, Sheet]:
    """Layer -> its sheet; nothing where none are made for the eye that is here."""
    about = files.read_json(FOLDER / INDEX)
    if about is None or stale():
        return {}
    found = {}
    for layer, channels in about["layers"].items():
        with Image.open(FOLDER / f"{layer}.webp") as image:
            whole = np.asarray(image.convert("RGB"))
        squares = whole.reshape(-1, SIDE, ACROSS, SIDE, 3).swapaxes(1, 2).reshape(-1, SIDE, SIDE, 3)
        found[layer] = Sheet(layer, tuple(channels), squares[: len(channels)])
    return found


def stale() -> bool:
    """Whether the sheets show what another eye saw."""
    about = files.read_json(FOLDER / INDEX)
    return about is not None and about["eye"] != fingerprints.eye_hash()


def make(count: int = COUNT, progress: Callable[[str, int], None] = lambda layer, done: None) -> int:
    """Draw all sheets and put them into pretrained/. Returns their bytes."""
    from engine import eyes

    whose, eye, chosen = fingerprints.eye_hash(), eyes.load("compact"), {}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for layer in CHANNELS:
        chosen[layer] = telling(eye, layer, count, progress)
        put(layer, drawn(eye, layer, chosen[layer], SIDE))
    files.put_json(FOLDER / INDEX, {"eye": whose, "layers": chosen})
    return sum(file.stat().st_size for file in FOLDER.iterdir())


def put(layer: str, pictures: np.ndarray) -> None:
    """One sheet into its file."""
    empty = np.zeros((-len(pictures) % ACROSS, *pictures.shape[1:]), np.uint8)
    content = io.BytesIO()
    sheet = images.grid(np.concatenate([pictures, empty]), ACROSS, gap=0)
    Image.fromarray(sheet).save(content, "WEBP", quality=QUALITY)
    files.put(FOLDER / f"{layer}.webp", content.getvalue())


def drawn(
    eye: "Eye", layer: str, channels: Sequence[int], side: int, progress: Callable[[int], None] = lambda done: None
) -> np.ndarray:
    """What excites each of these channels, uint8 (n, side, side, 3)."""
    from engine.training.dream import portraits

    made = []
    for start in range(0, len(channels), TOGETHER):
        made.append(portraits(eye, from_noise(layer, -1, side), channels[start : start + TOGETHER]))
        progress(start + len(made[-1]))
    return np.concatenate(made)


def telling(eye: "Eye", layer: str, count: int, progress: Callable[[str, int], None]) -> list[int]:
    """The channels that show most: all dream quickly, and those are taken whose dreams stand for all the others."""
    sketches = drawn(eye, layer, range(CHANNELS[layer]), SKETCH, partial(progress, layer))
    awake = np.flatnonzero(sketches.std((1, 2, 3)) > SILENT)
    return sorted(int(awake[at]) for at in spokesmen(looks(eye, sketches[awake]), count))


def looks(eye: "Eye", pictures: np.ndarray) -> np.ndarray:
    """What pictures look like to the eye, wherever in them: how often each channel of two layers fires, float (n, d) of length 1."""
    import torch

    from engine import device

    with torch.no_grad():
        seen = eye.see(images.to_unit(torch.from_numpy(pictures)).to(device.pick()), LOOKED_AT)
        found = torch.cat([one.float().abs().mean((2, 3)) for one in seen.values()], 1).cpu().numpy()
    found = found / found.mean(0).clip(1e-9)
    return found / np.linalg.norm(found, axis=1, keepdims=True).clip(1e-9)


def spokesmen(vectors: np.ndarray, count: int) -> list[int]:
    """Places of so many vectors (n, d) of length 1 that resemble all: each next one helps those most that none resembles yet."""
    alike = vectors @ vectors.T
    best, taken = np.full(len(vectors), -1.0), []
    for _ in range(min(count, len(vectors))):
        gain = np.maximum(best, alike).sum(1)
        gain[taken] = -np.inf
        taken.append(int(np.argmax(gain)))
        best = np.maximum(best, alike[taken[-1]])
    return taken
