"""Styles without pictures: what the compact eye and the instant painter need to know of a painting, one small file for each.

A fingerprint holds Gram matrices (which features appear together, and nothing of where), so the painting cannot be got back from
it; only its strokes and colours. `python -m engine fingerprints` makes them from the paintings themselves.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save

from engine.core import files, settings
from engine.core.errors import Trouble
from engine.data.public import works
from engine.language.words import _
from engine.weights import shelf

FOLDER = settings.ROOT / "pretrained" / "fingerprints"

SIZES = (128, 256, 512, 1024)
"""Pixels of the longer side at which a painting was looked at: strokes look larger from nearby."""


@dataclass(frozen=True)
class About:
    """Whose painting it is."""

    name: str
    title: str
    artist: str
    year: str


@dataclass(frozen=True)
class Fingerprint:
    """`grams` and `means`: pixels of the longer side -> layer -> array, (c, c) and (c,)."""

    about: About
    grams: dict[int, dict[str, np.ndarray]]
    means: dict[int, dict[str, np.ndarray]]

    def nearest(self, size: int) -> int:
        """The size at which it was looked at, nearest to the wanted one."""
        return min(self.grams, key=lambda known: abs(np.log(known / size)))


def names() -> list[str]:
    """The shipped ones, in the order of the catalogue of paintings."""
    return [work.name for work in works.PAINTINGS if (FOLDER / f"{work.name}.safetensors").is_file()]


def about(name: str) -> About:
    work = {work.name: work for work in works.PAINTINGS}.get(name)
    if work is None:
        raise Trouble(
            _("There is no fingerprint called '{name}'.", name=name[:80]),
            _("There are: {names}.", names=", ".join(names())),
        )
    return About(work.name, work.title, work.artist, work.year)


@lru_cache(maxsize=8)
def load(name: str) -> Fingerprint:
    known = about(name)
    path = FOLDER / f"{name}.safetensors"
    if not path.is_file():
        raise Trouble(
            _("The fingerprint of '{title}' is not here.", title=_(known.title)),
            "Put the folder pretrained/ back as it was.",
        )
    grams: dict[int, dict[str, np.ndarray]] = {}
    means: dict[int, dict[str, np.ndarray]] = {}
    tensors = load_file(path)
    for key, values in tensors.items():
        kind, size, layer = key.split(".")
        if kind == "together":
            grams.setdefault(int(size), {})[layer] = unfolded(values, tensors[f"alone.{size}.{layer}"])
        elif kind == "mean":
            means.setdefault(int(size), {})[layer] = values.astype(np.float32)
    return Fingerprint(known, grams, means)


def put(fingerprint: Fingerprint) -> Path:
    """Write it into pretrained/."""
    tensors: dict[str, np.ndarray] = {}
    for size, layers in fingerprint.grams.items():
        for layer, values in layers.items():
            tensors[f"together.{size}.{layer}"], tensors[f"alone.{size}.{layer}"] = folded(values)
            tensors[f"mean.{size}.{layer}"] = fingerprint.means[size][layer].astype(np.float16)
    path = FOLDER / f"{fingerprint.about.name}.safetensors"
    path.parent.mkdir(parents=True, exist_ok=True)
    files.put(path, save(tensors, {"about": json.dumps(asdict(fingerprint.about)), "eye": eye_hash()}))
    return path


def eye_hash() -> str:
    """Which eye looked: a fingerprint means nothing to another one. The weights alone count, not what is told of them."""
    content = shelf.find("eye").read_bytes()
    return hashlib.sha256(content[8 + int.from_bytes(content[:8], "little") :]).hexdigest()


STEPS = 127
"""Of one byte, from 0 to 1."""


def folded(gram: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(c, c) -> its upper half in a byte each, int8 (c (c - 1) / 2,), and its diagonal, float32 (c,).

    Two features appear together at most as strongly as the square root of how strongly each appears alone. What a byte holds is the share
    of that, so weak features are kept as exactly as strong ones: of the whole matrix, a hundred-thousandth part is lost in squares.
    """
    alone = np.maximum(np.diag(gram), 0).astype(np.float32)
    most = np.sqrt(np.outer(alone, alone))
    shares = np.divide(gram, most, out=np.zeros_like(most), where=most > 0)
    half = shares[np.triu_indices(len(gram), 1)]
    return np.rint(STEPS * half).clip(-STEPS, STEPS).astype(np.int8), alone


def unfolded(half: np.ndarray, alone: np.ndarray) -> np.ndarray:
    """The inverse of `folded`, float32."""
    shares = np.zeros((len(alone), len(alone)), np.float32)
    shares[np.triu_indices(len(alone), 1)] = half.astype(np.float32) / STEPS
    return (shares + shares.T) * np.sqrt(np.outer(alone, alone)) + np.diag(alone)
