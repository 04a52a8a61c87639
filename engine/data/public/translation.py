"""The sets of the papers on translation, as their authors publish them: two heaps of pictures in a zip, pairs side by side in a tar.

Nobody publishes hashes of them: the first fetch is believed, and recorded.
"""

import tarfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from engine.core.errors import Trouble
from engine.data.public.source import Source
from engine.language.words import _

if TYPE_CHECKING:
    from PIL import Image

Read = TypeVar("Read")

HOST = "http://efrosgans.eecs.berkeley.edu"
SIDE = 256
MOST, MOST_HELD_OUT = 500, 40
"""Pictures of each side that are read: all of them would take gigabytes of memory."""

LARGEST = 1 << 22
"""Bytes that one picture may claim to hold."""

FROM_FLICKR = "none stated; photographs from Flickr, paintings in the public domain"
FROM_IMAGENET = "none stated; photographs from ImageNet, for research"


def _zipped(name: str, megabytes: int, licence: str) -> Source:
    return Source(
        f"cyclegan/{name}.zip",
        (f"{HOST}/cyclegan/datasets/{name}.zip",),
        megabytes * 1_000_000,
        "",
        licence=licence,
        from_whom="Jun-Yan Zhu and others, for CycleGAN, UC Berkeley",
    )


ZIPS = {
    "monet2photo": _zipped("monet2photo", 305, FROM_FLICKR),
    "apple2orange": _zipped("apple2orange", 78, FROM_IMAGENET),
    "horse2zebra": _zipped("horse2zebra", 117, FROM_IMAGENET),
}

FACADES = Source(
    "pix2pix/facades.tar.gz",
    (f"{HOST}/pix2pix/datasets/facades.tar.gz",),
    30_000_000,
    "",
    licence="CC BY-SA",
    from_whom="Radim Tyleček and Radim Šára, CMP, Czech Technical University; arranged by the authors of pix2pix",
)


def read(path: Path, reader: Callable[[Path], Read]) -> Read:
    """What a reader makes of a file; a damaged one is a sentence."""
    damage = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, tarfile.TarError)
    try:
        return reader(path)
    except damage as error:
        raise Trouble(
            _("{name} could not be read: {error}.", name=path.name, error=error), "Put a fresh copy in its place."
        ) from error


def heaps(path: Path) -> tuple[np.ndarray, ...]:
    """Of a zip: A, B, and what is held out of each, uint8 (n, 256, 256, 3), the first of each by name."""
    with zipfile.ZipFile(path) as members:
        return tuple(_heap(members, folder, most) for folder, most in FOLDERS)


FOLDERS = (("trainA", MOST), ("trainB", MOST), ("testA", MOST_HELD_OUT), ("testB", MOST_HELD_OUT))


def _heap(members: zipfile.ZipFile, folder: str, most: int) -> np.ndarray:
    names = sorted(name for name in members.namelist() if name.endswith(".jpg") and f"/{folder}/" in f"/{name}")[:most]
    if not names:
        raise ValueError(f"it holds no pictures in {folder}")
    if large := [name for name in names if members.getinfo(name).file_size > LARGEST]:
        raise ValueError(f"{large[0]} is far too large")
    return np.stack([np.array(_picture(members.read(name)).resize((SIDE, SIDE), 1)) for name in names])


def facades(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Pairs side by side, to learn from and held out, uint8 (n, 256, 512, 3): label map at the left, photograph at the right."""
    found: dict[str, list[tuple[str, np.ndarray]]] = {"train": [], "test": []}
    with tarfile.open(path, "r:gz") as tar:
        for member in tar:
            split, content = Path(member.name).parent.name, None
            if member.isfile() and split in found and member.name.endswith(".jpg") and member.size <= LARGEST:
                content = tar.extractfile(member)
            if content:
                both = np.array(_picture(content.read()).resize((2 * SIDE, SIDE), 1))
                found[split].append((member.name, np.concatenate([both[:, SIDE:], both[:, :SIDE]], 1)))
    if not all(found.values()):
        raise ValueError("it lacks train or test")
    train, held_out = (
        np.stack([both for _, both in sorted(pairs, key=lambda pair: pair[0])]) for pairs in found.values()
    )
    return train, held_out


def _picture(content: bytes) -> "Image.Image":
    from PIL import Image

    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        return picture.convert("RGB")
