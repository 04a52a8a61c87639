"""What stands on the easel before painting begins: the content picture, one to four styles, and the areas drawn for them."""

import re
from dataclasses import dataclass

import numpy as np

from engine import fingerprints
from engine.configs_paint import BrushConfig, DreamConfig, InstantConfig, StyleConfig
from engine.data import art, gallery, intake, library
from engine.data.pictures import Pictures
from engine.errors import Trouble

MOST_STYLES = 4
NOISE = "noise"

SCENES = 12
"""Of each kind, for a brush: cut at random they are enough, and drawn in three seconds."""


@dataclass(frozen=True)
class Style:
    """A style and its weight among others: a picture uint8 (h, w, 3), or only the fingerprint of one."""

    reference: str
    weight: float
    picture: np.ndarray | None
    fingerprint: fingerprints.Fingerprint | None

    @property
    def print_alone(self) -> fingerprints.Fingerprint:
        """What is known of a style without a picture."""
        assert self.fingerprint, f"nothing is known of '{self.reference}'"
        return self.fingerprint


@dataclass(frozen=True)
class Easel:
    """`content` is uint8 (h, w, 3); `areas` uint8 (h, w): 0 stays as it is, k is painted with the k-th style; None: all is painted."""

    content: np.ndarray
    styles: tuple[Style, ...]
    areas: np.ndarray | None


def check_areas(areas: np.ndarray, styles: int) -> None:
    """No area may be drawn for a style that is not there."""
    if areas.max() > styles:
        raise Trouble(
            f"An area is drawn for style {areas.max()}, but there are only {styles} styles.",
            "Add a style, or draw that area with another one.",
        )


@dataclass(frozen=True)
class Studio:
    """Pictures that a brush learns to paint, uint8 (n, h, w, 3), others that it is tried on, and its style."""

    contents: np.ndarray
    held_out: np.ndarray
    style: Style


def for_brush(config: BrushConfig) -> Studio:
    if config.data == "drawn":
        contents, held_out = art.drawn_scenes(SCENES)
    else:
        pictures = library.pictures_of(config.data)
        photograph = art.CLASSES.index("photograph")
        contents = pictures.train[pictures.train_labels == photograph]
        held_out = pictures.held_out[pictures.held_out_labels == photograph]
    photographs = [intake.square(gallery.picture(name), art.SIDE) for name in ("photo:china", "photo:flower")]
    return Studio(contents, np.stack([*photographs, *held_out]), style(config.style))


def for_style(config: StyleConfig) -> Easel:
    content = gallery.picture(config.content, config.size)
    styles = tuple(style(reference, weight, config.size) for reference, weight in parts(config.styles))
    areas = gallery.picture(config.areas)[:, :, 0] if config.areas else None
    return Easel(content, styles, areas)


def for_dream(config: DreamConfig) -> Easel:
    if config.content == NOISE:
        chance = np.random.default_rng(config.seed)
        grey = chance.normal(128, 12, (config.size, config.size, 3))
        return Easel(grey.clip(0, 255).astype(np.uint8), (), None)
    return Easel(gallery.picture(config.content, config.size), (), None)


def for_instant(config: InstantConfig) -> Pictures:
    """Pictures to paint and styles to paint them in; the drawn ones are always among them."""
    return art.drawn() if config.data == "drawn" else art.with_drawn(library.pictures_of(config.data))


def parts(styles: str) -> list[tuple[str, float]]:
    """'a*2+b' -> [('a', 2.0), ('b', 1.0)]."""
    found = []
    for part in styles.split("+"):
        match = re.fullmatch(r"([\w:.-]+)(?:\*(\d+(?:\.\d+)?))?", part.strip())
        if match is None:
            raise Trouble(
                f"'{part[:60]}' names no style.", "Write names joined by +, each with a weight after * if you like."
            )
        found.append((match[1], float(match[2] or 1)))
    if not 1 <= len(found) <= MOST_STYLES:
        raise Trouble(f"{len(found)} styles were given.", f"Choose one to {MOST_STYLES}.")
    if not any(weight > 0 for _, weight in found):
        raise Trouble("All styles have the weight 0.", "Give at least one of them a weight above 0.")
    return found


def joined(styles: list[tuple[str, float]]) -> str:
    """The inverse of `parts`."""
    return "+".join(name if weight == 1 else f"{name}*{weight:g}" for name, weight in styles)


def style(reference: str, weight: float = 1.0, longest: int | None = None) -> Style:
    """A picture of the gallery, at most as large as wanted, or a painting known by its fingerprint."""
    if ":" in reference:
        return Style(reference, weight, gallery.picture(reference, longest), None)
    return Style(reference, weight, None, fingerprints.load(reference))
