"""Models at hand: those that ship in pretrained/, and the weights of finished runs. Reads cards only, without torch."""

import json
from pathlib import Path
from typing import Any

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
    """What a weights file says of itself, read from its first bytes."""
    try:
        with open(path, "rb") as file:
            header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        return json.loads(header["__metadata__"]["card"])
    except FileNotFoundError:
        raise Trouble(f"There are no weights at {path.name}.", "Train the model first, or choose another.") from None
    except (ValueError, KeyError, MemoryError, OverflowError):
        raise Trouble(
            f"{path.name} is not a weights file of this project.",
            "Choose a .safetensors file that Atelier exported.",
        ) from None
