"""One iteration in slow motion: its stages one after another, each with its tensors and the lines that act.

iteration([Stage("Noise", "All that G gets.", (Row("Noise", pictures),), {0: (91,)})], [code], key="slow")
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from playground.components.shared import assets
from playground.components.shared.atlas import atlas
from playground.components.shared.palette import palette

_component = assets.component("iteration")

SIDE = 64
"""Pixels of a picture on the sheet."""


@dataclass(frozen=True)
class Row:
    title: str
    pictures: Sequence[np.ndarray] = ()
    """uint8 (h, w), (h, w, 1) or (h, w, 3)"""
    words: Sequence[str] = ()
    """Beneath each picture."""
    shares: Sequence[float] = ()
    """The colour of each picture's rim: 0 for blue, made, to 1 for orange, real."""
    bars: Sequence[tuple[str, float]] = ()
    """In place of pictures: names and shares."""
    layers: Sequence[tuple[str, Sequence[np.ndarray]]] = ()
    """In place of pictures: a network's layers, and what the channels of each show. One is seen at a time, first the last."""
    wide: int = 74
    """CSS pixels of a picture."""


@dataclass(frozen=True)
class Code:
    """Lines of a file, and the number of the first."""

    file: str
    first: int
    text: str


@dataclass(frozen=True)
class Stage:
    title: str
    said: str
    rows: Sequence[Row]
    lit: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """Place of a piece of code -> the numbers of its lines that act."""


def iteration(stages: Sequence[Stage], code: Sequence[Code], *, key: str) -> None:
    sheet: list[np.ndarray] = []
    told = [
        {
            "title": stage.title,
            "said": stage.said,
            "rows": [_row(row, sheet) for row in stage.rows],
            "lit": {str(place): list(lines) for place, lines in stage.lit.items()},
        }
        for stage in stages
    ]
    data = {
        "name": key,
        "palette": palette(),
        "stages": told,
        "sheet": atlas(np.stack(sheet)),
        "code": [{"file": one.file, "first": one.first, "source": one.text} for one in code],
    }
    _component(key=key, data=data)


def _row(row: Row, sheet: list[np.ndarray]) -> dict:
    if row.bars:
        most = max(value for _name, value in row.bars)
        return {
            "title": row.title,
            "bars": [{"name": name, "value": value, "most": most} for name, value in row.bars],
        }
    if row.layers:
        layers = [{"name": name, "pictures": _hung(Row(name, channels), sheet)} for name, channels in row.layers]
        return {"title": row.title, "layers": layers, "wide": row.wide}
    return {"title": row.title, "pictures": _hung(row, sheet), "wide": row.wide}


def _hung(row: Row, sheet: list[np.ndarray]) -> list[dict]:
    pictures = []
    for number, picture in enumerate(row.pictures):
        words = row.words[number] if row.words else ""
        about = {"place": len(sheet), "words": words, "title": f"{row.title}: {words or number + 1}"}
        pictures.append(about | ({"share": float(row.shares[number])} if len(row.shares) else {}))
        sheet.append(_square(picture))
    return pictures


def _square(picture: np.ndarray) -> np.ndarray:
    image = Image.fromarray(picture[..., 0] if picture.ndim == 3 and picture.shape[2] == 1 else picture)
    return np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.NEAREST))
