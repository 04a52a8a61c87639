"""Models at hand: those that ship in pretrained/, and the weights of finished runs. Reads cards only, without torch."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open

from engine import runs, settings
from engine.errors import Trouble

FOLDER = settings.ROOT / "pretrained"


def shipped() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.safetensors"))


def find(name: str) -> Path:
    """The weights called `name`: a shipped model, a run's id, or a file."""
    for path in (FOLDER / f"{name}.safetensors", runs.folder() / name / "weights.safetensors", Path(name)):
        if path.is_file():
            return path
    raise Trouble(
        f"There is no model called '{name[:80]}'.",
        f"Give a run's id, a .safetensors file or one of: {', '.join(shipped())}.",
    )


def card(path: Path) -> dict[str, Any]:
    """What a weights file says of itself."""
    return json.loads(_header(path)["__metadata__"]["card"])


def shapes(path: Path) -> dict[str, list[int]]:
    """Name -> shape of each tensor that belongs to a network."""
    return {name: about["shape"] for name, about in _header(path).items() if not name.startswith(("__", "map."))}


def code_map(path: Path) -> dict[str, np.ndarray]:
    """What travels beside the weights, such as `codes` (n, d) and `labels` (n,) of held-out pictures."""
    _header(path)
    with safe_open(path, "np") as file:
        names = [name for name in file.keys() if name.startswith("map.")]  # noqa: SIM118 (a safetensors file is no dict)
        return {name.removeprefix("map."): file.get_tensor(name) for name in names}


def _header(path: Path) -> dict[str, Any]:
    """The first bytes of a weights file: the card, and name, shape and place of each tensor."""
    try:
        with open(path, "rb") as file:
            header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        header["__metadata__"]["card"]
        return header
    except FileNotFoundError:
        raise Trouble(f"There are no weights at {path.name}.", "Train the model first, or choose another.") from None
    except (ValueError, KeyError, MemoryError, OverflowError):
        raise Trouble(
            f"{path.name} is not a weights file of this project.",
            "Choose a .safetensors file that Atelier exported.",
        ) from None
