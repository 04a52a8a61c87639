"""The training loops, one file each: `train(config, data, state=None)` yields events (see engine.events)."""

from collections.abc import Callable
from typing import Any

from engine import easel
from engine.data import domains, kinds, library, pairs, worlds
from engine.events import Events
from engine.training import (
    autoencoder,
    brush,
    concepts,
    cyclegan,
    dream,
    eye,
    gan,
    guard,
    instant,
    judge,
    pix2pix,
    points,
    progan,
    reading,
    stackgan,
    style,
    vae,
)

LOOPS: dict[str, Callable[..., Events]] = {
    "autoencoder": autoencoder.train,
    "brush": brush.train,
    "concepts": concepts.train,
    "cgan": gan.train,
    "cyclegan": cyclegan.train,
    "dream": dream.train,
    "eye": eye.train,
    "gan": gan.train,
    "guard": guard.train,
    "instant": instant.train,
    "judge": judge.train,
    "pix2pix": pix2pix.train,
    "points": points.train,
    "progan": progan.train,
    "reader": reading.train,
    "stackgan": stackgan.train,
    "style": style.train,
    "vae": vae.train,
}

SUPPLIES: dict[str, Callable[[Any], Any]] = {
    "brush": easel.for_brush,
    "cyclegan": lambda config: domains.load(config.data, config.a, config.b),
    "dream": easel.for_dream,
    "guard": lambda config: kinds.load(),
    "instant": easel.for_instant,
    "pix2pix": lambda config: pairs.load(config.data, config.source, config.pairs, config.pictures),
    "reader": lambda config: worlds.load(config.data, config.pictures),
    "stackgan": lambda config: worlds.load(config.data, config.pictures),
    "style": easel.for_style,
}
"""Lesson -> what brings the pictures of a run that learns from no picture set."""


def supply(lesson: str, config: Any) -> Any:
    """What the loop works on: a picture set, or what stands on an easel."""
    if lesson in SUPPLIES:
        return SUPPLIES[lesson](config)
    return library.load(config.data, config.pictures)
