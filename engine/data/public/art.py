"""Paintings and photographs of landscapes, cut into squares: what an eye learns to see from, and style transfer to paint.

The paintings and photographs in HELD_OUT are seen by no eye while it learns: with them it is tested.
"""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.data.pictures import Pictures
from engine.data.public import works
from engine.data.public.source import Source

if TYPE_CHECKING:
    from PIL import Image

SIDE = 256
CLASSES = ("painting", "photograph")

MONET = Source(
    "monet270_photo384_256.zip",
    (),
    9851239,
    "edb74424f5c75cbb8539f49cdda07ee04736d583a53773370aaf09d3c58a9079",
    licence="paintings in the public domain; photographs from Flickr",
    from_whom="Jun-Yan Zhu and others, for CycleGAN",
)

PAIRS = (
    ("tubingen-neckarfront", "vangogh-starry-night"),
    ("golden-gate", "munch-scream"),
    ("sailing-ship", "hokusai-great-wave"),
    ("chicago", "kandinsky-composition-vii"),
    ("stata-center", "picabia-edtaonisl"),
    ("parrot", "mondrian-composition"),
    ("kinkakuji", "monet-water-lilies-1"),
    ("flower-garden", "renoir-moulin-de-la-galette"),
)
"""Photograph and painting: the pairs on which eyes are compared."""

HELD_OUT = {name for pair in PAIRS for name in pair}

ALL = (*works.PAINTINGS, *works.PHOTOGRAPHS)
SOURCES = (MONET, *(work.source for work in ALL))


def load(archive: Path, *files: Path) -> Pictures:
    """Squares of 256 pixels with the class of each: the archive's own, and cuts of single works at two scales."""
    train, held_out = domains(archive), ([], [])
    for work, file in zip(ALL, files, strict=True):
        cuts = squares(file)
        split = held_out if work.name in HELD_OUT else train
        split[0 if work in works.PAINTINGS else 1].extend(cuts)
    arrays = [np.stack([one for domain in split for one in domain]) for split in (train, held_out)]
    labels = [np.repeat([0, 1], [len(domain) for domain in split]) for split in (train, held_out)]
    return Pictures("art", *arrays, *labels, classes=CLASSES)


def domains(archive: Path) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The archive's paintings and its photographs, in the order of their names."""
    with zipfile.ZipFile(archive) as members:
        names = sorted(name for name in members.namelist() if name.endswith(".jpg"))
        read = {name: np.array(opened(members.read(name))) for name in names}
    if any(picture.shape != (SIDE, SIDE, 3) for picture in read.values()):
        raise ValueError(f"its pictures are not all {SIDE}x{SIDE}")
    monet, photo = (
        [read[name] for name in names if name.startswith(f"{domain}_jpg/")] for domain in ("monet", "photo")
    )
    return monet, photo


def squares(file: Path, shorter: Iterable[int] = (2 * SIDE, SIDE)) -> list[np.ndarray]:
    """A picture cut into squares that touch or overlap a little, once for each length of its shorter side."""
    picture = opened(file.read_bytes())
    found = []
    for side in shorter:
        scale = side / min(picture.size)
        width, height = (max(side, round(length * scale)) for length in picture.size)
        small = np.array(picture.resize((width, height), 1))  # 1: Lanczos
        tops, lefts = (np.linspace(0, length - SIDE, -(-length // SIDE)).astype(int) for length in (height, width))
        found += [small[top : top + SIDE, left : left + SIDE] for top in tops for left in lefts]
    return found


def opened(content: bytes) -> "Image.Image":
    from PIL import Image

    with Image.open(BytesIO(content), formats=("JPEG",)) as picture:
        return picture.convert("RGB")


DRAWN_PAINTINGS, DRAWN_SCENES = 4, 24
"""How many of each kind are drawn. The first of each kind is held out."""


def drawn() -> Pictures:
    """Paintings and scenes that Atelier draws itself, in the form of the set above."""
    from engine.data.drawn.paintings import paintings

    painted = first_held_out(
        [paintings.make(name, SIDE, seed) for seed in range(DRAWN_PAINTINGS)] for name in paintings.PAINTINGS
    )
    (train, train_labels), (held_out, held_out_labels) = (
        (np.concatenate(kinds), np.repeat([0, 1], [len(kind) for kind in kinds]))
        for kinds in zip(painted, drawn_scenes(), strict=True)
    )
    return Pictures("drawn", train, held_out, train_labels, held_out_labels, CLASSES)


def drawn_scenes(each: int = DRAWN_SCENES) -> tuple[np.ndarray, np.ndarray]:
    """The scenes alone, `each` of every kind, uint8 (n, h, w, 3): those to learn from, and those held out."""
    from engine.data.drawn.scenes import names, scenes

    return first_held_out([scenes.make(name, SIDE, seed) for seed in range(each)] for name in names.SCENES)


def first_held_out(kinds: Iterable[list[np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """All but the first of each kind, and the first ones."""
    kinds = list(kinds)
    return np.stack([one for kind in kinds for one in kind[1:]]), np.stack([kind[0] for kind in kinds])


def with_drawn(real: Pictures) -> Pictures:
    """The real ones and the drawn ones together; held out are the real ones alone."""
    more = drawn()
    return Pictures(
        real.name,
        np.concatenate([real.train, more.train]),
        real.held_out,
        np.concatenate([real.train_labels, more.train_labels]),
        real.held_out_labels,
        CLASSES,
    )
