"""Models at hand: those that ship in pretrained/, and the weights of finished runs. Reads cards only, without torch."""

import functools
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from engine.core import desks, settings, spelling
from engine.core.errors import Trouble
from engine.language.words import _
from engine.weights import eight_bits

FOLDER = settings.ROOT / "pretrained"


def shipped() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.safetensors"))


def find(name: str, also: Iterable[str] = ()) -> Path:
    """The weights called `name`: a shipped model, a run's id, or a file. `also`: what else could have been meant."""
    for path in (FOLDER / f"{name}.safetensors", desks.runs() / name / "weights.safetensors", Path(name)):
        if path.is_file():
            return path
    known = shipped()
    meant = spelling.hint(name, (*known, *also))
    others = (
        _("`python -m engine list` shows all.")
        if meant
        else _("The shipped models are: {known}.", known=", ".join(known))
    )
    raise Trouble(
        _("There is no model called '{name}'.", name=name[:80]),
        _("{meant}A run's id or a .safetensors file will do, too. {others}", meant=meant, others=others),
    )


def card(path: Path) -> dict[str, Any]:
    """What a weights file says of itself. Many share it, so it is not to be changed."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _card(path, changed)


@functools.lru_cache(maxsize=512)
def _card(path: Path, changed: int) -> dict[str, Any]:
    """Kept, because pages ask for every model's card each time they are drawn."""
    try:
        found = json.loads(_header(path)["__metadata__"]["card"])
    except (ValueError, RecursionError):
        raise stranger(path) from None
    sound = isinstance(found, dict) and isinstance(found.get("lesson"), str)
    if not sound or not all(isinstance(found.get(name), dict) for name in ("config", "networks")):
        raise stranger(path)
    return found


def shapes(path: Path) -> dict[str, list[int]]:
    """Name -> shape of each tensor that belongs to a network."""
    header = _header(path)
    scales = {name + eight_bits.SCALE for name, about in header.items() if about.get("dtype") == "I8"}
    return {
        name: about["shape"]
        for name, about in header.items()
        if name not in scales and not name.startswith(("__", "map."))
    }


def code_map(path: Path) -> dict[str, np.ndarray]:
    """What travels beside the weights, such as `codes` (n, d) and `labels` (n,) of held-out pictures."""
    return {name.removeprefix("map."): values for name, values in tensors(path, "map.").items()}


def tensors(path: Path, beginning: str = "") -> dict[str, np.ndarray]:
    """All tensors of a weights file, or those whose names begin so. What lies there in 8 bits comes as float32."""
    _header(path)
    try:
        with safe_open(path, "np") as file:
            names = [name for name in file.keys() if name.startswith(beginning)]  # noqa: SIM118 (a safetensors file is no dict)
            return eight_bits.unpacked({name: file.get_tensor(name) for name in names})
    except SafetensorError:
        raise stranger(path) from None


def _header(path: Path) -> dict[str, Any]:
    """The first bytes of a weights file: the card, and name, shape and place of each tensor."""
    try:
        with open(path, "rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > os.fstat(file.fileno()).st_size:  # otherwise memory would be set aside for what never comes
                raise stranger(path)
            header = json.loads(file.read(length))
        if not isinstance(header["__metadata__"]["card"], str):
            raise stranger(path)
        return header
    except FileNotFoundError:
        raise Trouble(
            _("There are no weights at {name}.", name=path.name), "Train the model first, or choose another."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, MemoryError, OverflowError):
        raise stranger(path) from None


def stranger(path: Path) -> Trouble:
    return Trouble(
        _("{name} is not a weights file of this project, or it is damaged.", name=path.name),
        "Choose a .safetensors file that Atelier exported.",
    )
