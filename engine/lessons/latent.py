"""Ways through a latent space: straight or round interpolation, walks through key frames, planes through three points, and the
directions to which a network is most sensitive. Numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _

EASINGS = {
    "steady": lambda t: t,
    "soft": lambda t: t * t * (3 - 2 * t),
}
"""How time passes between two key frames: evenly, or starting and ending gently."""


def lerp(a: np.ndarray, b: np.ndarray, t: float) -> np.ndarray:
    """The straight line from a (t = 0) to b (t = 1)."""
    return (1 - t) * a + t * b


def slerp(a: np.ndarray, b: np.ndarray, t: float) -> np.ndarray:
    """Along the arc from a to b (Shoemake 1985). The length changes evenly from that of a to that of b.

    In many dimensions random codes all lie near one length, sqrt(d): a straight line dips inside, where no code ever was.
    """
    length_a, length_b = np.linalg.norm(a), np.linalg.norm(b)
    if length_a == 0 or length_b == 0:
        return lerp(a, b, t)
    one, other = a / length_a, b / length_b
    angle = np.arccos(np.clip(one @ other, -1.0, 1.0))
    if np.sin(angle) < 1e-6:  # same or opposite directions: there is no single arc
        return lerp(a, b, t)
    direction = (np.sin((1 - t) * angle) * one + np.sin(t * angle) * other) / np.sin(angle)
    return direction * ((1 - t) * length_a + t * length_b)


PATHS = {"straight": lerp, "arc": slerp}


@dataclass(frozen=True)
class Walk:
    """codes (n, d), frame by frame; norms (n,) is how far each is from the centre; keys: where the key frames are among them."""

    codes: np.ndarray
    norms: np.ndarray
    keys: tuple[int, ...]


def walk(
    key_frames: Sequence[np.ndarray] | np.ndarray,
    frames: int,
    path: str = "straight",
    easing: str = "soft",
    loop: bool = False,
) -> Walk:
    """From key frame to key frame, `frames` steps for each leg; `loop` adds the way back to the first."""
    if not 2 <= len(key_frames) <= 8:
        raise Trouble(_("A walk has 2 to 8 key frames, not {n}.", n=len(key_frames)), "Add or remove some.")
    if path not in PATHS or easing not in EASINGS:
        known = ", ".join([*PATHS, *EASINGS])
        raise Trouble(
            _("There is no walk called '{path}, {easing}'.", path=path, easing=easing),
            _("The words are: {known}.", known=known),
        )
    stops = [np.asarray(key, float) for key in key_frames]
    if loop:
        stops.append(stops[0])
    times = EASINGS[easing](np.arange(frames) / frames)
    codes = [PATHS[path](a, b, t) for a, b in zip(stops, stops[1:], strict=False) for t in times]
    if not loop:
        codes.append(stops[-1])
    codes = np.array(codes, np.float32)
    keys = tuple(frames * i for i in range(len(key_frames)))
    return Walk(codes, np.linalg.norm(codes, axis=1), keys)


def unevenness(frames: np.ndarray) -> float:
    """How much larger the largest step between uint8 frames (n, h, w, c) is than the mean one. 1: the walk is even; much more: it jumps."""
    steps = np.sqrt((np.diff(frames.astype(np.float32), axis=0) ** 2).mean((1, 2, 3)))
    return float(steps.max() / steps.mean()) if steps.any() else 1.0


@dataclass(frozen=True)
class Plane:
    """A flat sheet in a latent space: the point at (u, v) is origin + u * right + v * up."""

    origin: np.ndarray
    right: np.ndarray
    up: np.ndarray

    def at(self, u: np.ndarray, v: np.ndarray) -> np.ndarray:
        """Codes (n, d) of places (n,) on the sheet."""
        return (self.origin + np.outer(u, self.right) + np.outer(v, self.up)).astype(np.float32)

    def place(self, codes: np.ndarray) -> np.ndarray:
        """Where codes (n, d) fall on the sheet, (n, 2): the feet of their perpendiculars."""
        away = np.asarray(codes, float) - self.origin
        return np.stack([away @ self.right, away @ self.up], 1)

    def grid(self, across: int, reach: float) -> np.ndarray:
        """Codes of an `across` x `across` grid from -reach to reach, row by row from the top left."""
        at = np.linspace(-reach, reach, across)
        u, v = np.meshgrid(at, at[::-1])
        return self.at(u.ravel(), v.ravel())


def plane(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> Plane:
    """The plane through three points. Its origin is their middle, `right` points along a to b, `up` towards c; both have length 1."""
    a, b, c = (np.asarray(point, float) for point in (a, b, c))
    found = spanned((a + b + c) / 3, b - a, c - a)
    if found is None:
        raise Trouble("These three points lie on one line, so they span no plane.", "Choose another third point.")
    return found


def spanned(origin: np.ndarray, right: np.ndarray, other: np.ndarray) -> Plane | None:
    """The plane through a point along two directions. Up goes what the second adds to the first, so that a step up changes
    nothing to the right. None where it adds nothing."""
    right, other = np.asarray(right, float), np.asarray(other, float)
    up = other - other @ right / max(right @ right, 1e-12) * right
    lengths = np.linalg.norm(right), np.linalg.norm(up)
    return None if min(lengths) < 1e-6 else Plane(origin, right / lengths[0], up / lengths[1])


def principal(codes: np.ndarray) -> Plane:
    """The plane through the middle of codes (n, d) along the two directions in which they differ most."""
    middle = codes.mean(0)
    _left, _sizes, rows = np.linalg.svd(codes - middle, full_matrices=False)
    # A direction and its opposite do the same; the largest entry is positive, so that it is always the same one.
    right, up = (row * np.sign(row[np.abs(row).argmax()]) for row in rows[:2])
    return Plane(middle, right, up)


@dataclass(frozen=True)
class Directions:
    """Directions (k, d) of length 1, the strongest first; shares (k,) of all that the first layer answers to noise."""

    vectors: np.ndarray
    shares: np.ndarray


def strongest(weight: np.ndarray, count: int) -> Directions:
    """The directions along which a first layer, weight (out, d), changes most for one step (SeFa, Shen & Zhou 2021).

    They are its right singular vectors. For normal noise they are also the principal components of what the layer says
    (GANSpace, Härkönen et al. 2020), so their squared singular values are shares of its variance. A vector and its
    opposite do the same; here the largest entry is positive, so that the same weights always give the same directions.
    """
    _left, sizes, vectors = np.linalg.svd(np.asarray(weight, float), full_matrices=False)
    largest = np.abs(vectors).argmax(1)
    signs = np.sign(vectors[np.arange(len(vectors)), largest])
    shares = sizes**2 / max(float((sizes**2).sum()), 1e-12)
    return Directions((vectors * signs[:, None])[:count].astype(np.float32), shares[:count])


def noise(prior: str, count: int, dimensions: int, seed: int) -> np.ndarray:
    """What a generator begins with, float32 (n, d): a bell curve, or evenly from -1 to 1. The same seed gives the same."""
    chance, shape = np.random.default_rng(seed), (count, dimensions)
    drawn = chance.uniform(-1, 1, shape) if prior == "uniform" else chance.normal(size=shape)
    return drawn.astype(np.float32)
