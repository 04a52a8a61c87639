"""Three kinds of pictures, to learn which is which: photographs, paintings, and what is neither.

Photographs and paintings are those of `art`; what is neither, Atelier draws: letters, faces, charts, planes of colour and noise.
Paintings and photographs that CycleGAN holds out are held out here, too, and the single works that eyes are tested with.
"""

import numpy as np

from engine.data import cache, unpaired
from engine.data.drawn import faces as drawn_faces
from engine.data.drawn import glyphs
from engine.data.drawn.scenes import names, scenes
from engine.data.pictures import Pictures
from engine.data.public import art, downloads, failures, works

NAME = "kinds"

KINDS = ("photograph", "painting", "other")

SIDE = art.SIDE

EACH, EACH_HELD_OUT = 60, 16
"""How many of each sort that is neither are drawn."""


def load() -> Pictures:
    """Squares of 256 pixels with the kind of each."""
    recipe = (EACH, EACH_HELD_OUT, art.MONET.sha256, *(work.source.sha256 for work in art.ALL), unpaired.MONET_HELD_OUT)
    return cache.kept(NAME, recipe, ("engine.data.drawn.faces", "engine.data.drawn.glyphs", __name__), _load)


def _load() -> Pictures:
    files = []
    for source in art.SOURCES:
        if not (file := downloads.find(source)):
            raise failures.absence("Photographs and paintings", source)
        files.append(file)
    monet = unpaired.load("monet")
    train, held_out = ([list(monet.a), list(monet.b), []], [list(monet.a_held_out), list(monet.b_held_out), []])
    for work, file in zip(art.ALL, files[1:], strict=True):
        known, painted = work.name not in art.HELD_OUT, work in works.PAINTINGS
        # Paintings are also learnt from nearer by, for there are few; asked is always about whole pictures.
        (train if known else held_out)[painted].extend(
            art.squares(file, (2 * SIDE, SIDE) if known and painted else (SIDE,))
        )
    train[2], held_out[2] = neither(range(EACH)), neither(range(EACH, EACH + EACH_HELD_OUT))
    arrays = [np.stack([one for kind in split for one in kind]) for split in (train, held_out)]
    labels = [np.repeat(np.arange(len(KINDS)), [len(kind) for kind in split]) for split in (train, held_out)]
    return Pictures(NAME, *arrays, *labels, classes=KINDS)


def neither(seeds: range) -> list[np.ndarray]:
    """For each seed one picture of each sort."""
    found = []
    for seed in seeds:
        dice = np.random.default_rng(seed)
        sort = list(names.SCENES)[seed % len(names.SCENES)]
        found += [
            scenes.make(sort, SIDE, 7_000 + seed),
            _enlarged(drawn_faces.make(1, 7_000 + seed)[0][0]),
            _letters(seed),
            _chart(dice),
            _planes(dice),
            _noise(dice),
        ]
    return found


def _enlarged(picture: np.ndarray) -> np.ndarray:
    from PIL import Image

    return np.array(Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.BICUBIC))


def _letters(seed: int) -> np.ndarray:
    """A page of handwriting, dark on light or light on dark."""
    across = SIDE // glyphs.SIDE
    written = glyphs.make(across * across, 7_000 + seed)[0].reshape(across, across, glyphs.SIDE, glyphs.SIDE)
    page = np.zeros((SIDE, SIDE), np.uint8)
    page[: across * glyphs.SIDE, : across * glyphs.SIDE] = np.block([list(row) for row in written])
    return np.repeat((page if seed % 2 else 255 - page)[:, :, None], 3, 2)


def _chart(dice: np.random.Generator) -> np.ndarray:
    """Columns and a line over a ruled ground, as in a book or on a screen."""
    from PIL import Image, ImageDraw

    ground, *colours = (tuple(int(part) for part in colour) for colour in dice.integers(0, 256, (4, 3)))
    sheet = Image.new("RGB", (SIDE, SIDE), (255, 255, 255) if dice.random() < 0.7 else ground)
    pen = ImageDraw.Draw(sheet)
    for at in range(16, SIDE, int(dice.integers(16, 48))):
        pen.line((8, at, SIDE - 8, at), fill=(200, 200, 200))
    count = int(dice.integers(3, 12))
    wide = (SIDE - 32) / count
    for column, height in enumerate(dice.uniform(0.1, 0.9, count)):
        left = 16 + column * wide
        pen.rectangle((left, SIDE - 16 - height * (SIDE - 32), left + 0.7 * wide, SIDE - 16), fill=colours[column % 2])
    points = [(16 + at * (SIDE - 32) / 20, float(y)) for at, y in enumerate(dice.uniform(20, SIDE - 20, 21))]
    pen.line(points, fill=colours[2], width=int(dice.integers(1, 5)))
    return np.array(sheet)


def _planes(dice: np.random.Generator) -> np.ndarray:
    """One colour that runs into another, and a few flat shapes."""
    from PIL import Image, ImageDraw

    one, other = dice.integers(0, 256, (2, 1, 1, 3))
    turn = dice.uniform(0, 2 * np.pi)
    rows, columns = np.mgrid[:SIDE, :SIDE] / SIDE - 0.5
    share = np.clip(0.5 + rows * np.sin(turn) + columns * np.cos(turn), 0, 1)[:, :, None]
    sheet = Image.fromarray((one * share + other * (1 - share)).astype(np.uint8))
    pen = ImageDraw.Draw(sheet)
    for _ in range(int(dice.integers(0, 6))):
        left, top = dice.uniform(0, 0.8 * SIDE, 2)
        wide, tall = dice.uniform(0.05 * SIDE, 0.5 * SIDE, 2)
        shape = pen.ellipse if dice.random() < 0.5 else pen.rectangle
        shape((left, top, left + wide, top + tall), fill=tuple(int(part) for part in dice.integers(0, 256, 3)))
    return np.array(sheet)


def _noise(dice: np.random.Generator) -> np.ndarray:
    """Noise from fine to coarse, grey or coloured."""
    from PIL import Image

    side = int(dice.choice([4, 8, 16, 32, 64, 128, 256]))
    grain = dice.integers(0, 256, (side, side, 3 if dice.random() < 0.7 else 1), dtype=np.uint8)
    way = Image.Resampling.BICUBIC if dice.random() < 0.5 else Image.Resampling.NEAREST
    return np.array(Image.fromarray(np.broadcast_to(grain, (side, side, 3)).copy()).resize((SIDE, SIDE), way))
