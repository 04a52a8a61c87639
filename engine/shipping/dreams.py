"""The dreams in pretrained/: what excites each channel of the eye, and the moods that it has."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from engine.core import files
from engine.data import sheets
from engine.events import Preview
from engine.lessons.helpers.eye.fields import CHANNELS
from engine.lessons.paint import fingerprints as paint_fingerprints
from engine.lessons.paint.dream import channels as dream_channels
from engine.lessons.paint.dream import inputs, moods
from engine.lessons.paint.dream.channels import (
    ACROSS,
    COUNT,
    INDEX,
    LOOKED_AT,
    SILENT,
    SKETCH,
    TOGETHER,
)
from engine.lessons.paint.dream.moods import (
    FRAMES,
    MOODS,
    QUALITY_OF_FILM,
    SECONDS,
    SIDE,
    SIDE_OF_FILM,
    Mood,
)
from engine.nn import images

if TYPE_CHECKING:
    from engine.lessons.helpers.eye.model import Eye


def make(count: int = COUNT, progress: Callable[[str, int], None] = lambda layer, done: None) -> int:
    """Draw all sheets and put them into pretrained/. Returns their bytes."""
    from engine.lessons.helpers.eye import model as eye_model

    whose, eye, chosen = paint_fingerprints.eye_hash(), eye_model.load("compact"), {}
    dream_channels.FOLDER.mkdir(parents=True, exist_ok=True)
    for layer in CHANNELS:
        chosen[layer] = telling(eye, layer, count, progress)
        put(layer, drawn(eye, layer, chosen[layer], dream_channels.SIDE))
    files.put_json(dream_channels.FOLDER / INDEX, {"eye": whose, "layers": chosen})
    return sum(file.stat().st_size for file in dream_channels.FOLDER.glob("*.*"))


def make_moods(progress: Callable[[str], None] = lambda title: None) -> int:
    """Dream all moods and put them into pretrained/. Returns their bytes."""
    folder = dream_channels.FOLDER / "moods"
    folder.mkdir(parents=True, exist_ok=True)
    for mood in MOODS:
        files.put(folder / f"{mood.name}.webp", _dreamt(mood))
        progress(mood.title)
    return sum(file.stat().st_size for file in folder.iterdir())


def _dreamt(mood: Mood) -> bytes:
    """The last picture of a mood, or, where one falls into it, the second half of its film."""
    content, config = io.BytesIO(), replace(mood.config, size=SIDE_OF_FILM if mood.config.dive else SIDE)
    if not config.dive:
        Image.fromarray(dream_channels.at_once(config)).save(content, "WEBP", quality=moods.QUALITY, method=6)
        return content.getvalue()
    from engine.lessons.paint.dream import train

    config = replace(config, preview_every=max(1, config.steps // (2 * FRAMES)))
    events = train.train(config, inputs.for_dream(config))
    frames = [Image.fromarray(event.picture) for event in events if isinstance(event, Preview)][-FRAMES:]
    how = {"save_all": True, "append_images": frames[1:], "duration": round(SECONDS * 1000), "loop": 0, "method": 6}
    frames[0].save(content, "WEBP", quality=QUALITY_OF_FILM, **how)
    return content.getvalue()


def put(layer: str, pictures: np.ndarray) -> None:
    """One sheet into its file."""
    empty = np.zeros((-len(pictures) % ACROSS, *pictures.shape[1:]), np.uint8)
    content = io.BytesIO()
    sheet = sheets.grid(np.concatenate([pictures, empty]), ACROSS, gap=0)
    Image.fromarray(sheet).save(content, "WEBP", quality=dream_channels.QUALITY)
    files.put(dream_channels.FOLDER / f"{layer}.webp", content.getvalue())


def drawn(
    eye: "Eye", layer: str, channels: Sequence[int], side: int, progress: Callable[[int], None] = lambda done: None
) -> np.ndarray:
    """What excites each of these channels, uint8 (n, side, side, 3)."""
    from engine.lessons.paint.dream.train import portraits

    made = []
    for start in range(0, len(channels), TOGETHER):
        made.append(portraits(eye, dream_channels.from_noise(layer, -1, side), channels[start : start + TOGETHER]))
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

    from engine.nn import device

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
