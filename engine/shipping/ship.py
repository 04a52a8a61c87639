"""From a finished run to a shipped model: float16 weights with scores."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine import catalog, recipes
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.lessons import score as lessons_score
from engine.runs.store import Run
from engine.shipping.readme import write_readme
from engine.weights import checkpoint, shelf


def ship(run: Run, name: str) -> dict[str, Any]:
    """Write pretrained/NAME.safetensors from a run, scored on held-out pictures, and renew pretrained/README.md."""
    if name not in catalog.card(run.lesson).weights:
        raise Trouble(
            f"The catalogue lists no model called '{name}' for {run.lesson}.",
            f"Choose one of: {', '.join(catalog.card(run.lesson).weights)}.",
        )
    recipe = recipes.of(run.lesson)
    shipping = recipes.shipping_of(run.lesson)
    foreign = Trouble(f"{run.weights.name} belongs to another lesson.", "Train it again here.")
    networks, card, beside = checkpoint.opened(run.weights, {run.lesson: recipe.networks}, foreign)
    beside = {f"map.{key}": value for key, value in beside.items()}
    config = run.config
    data = recipe.supply(config)
    path = shelf.FOLDER / f"{name}.safetensors"
    checkpoint.save_weights(path, networks, card, half=True, beside=beside)
    # Scored as shipped: rounded to float16.
    model = shipping.load(path)
    found = shipping.measure(model, data, config)
    card = card | {"name": name, "command": configs.command(run.lesson, config), "scores": lessons_score.as_card(found)}
    if shipping.report:
        card["report"] = shipping.report(model)
    checkpoint.save_weights(path, networks, card, half=True, beside=beside)
    sheet, words = shipping.sheet(model, data)
    write_sheet(sheet, shelf.FOLDER / "sheets" / f"{name}.png", words)
    write_readme()
    return card


def write_sheet(sheet: np.ndarray, path: Path, words: str) -> None:
    """The sheet's caption travels in the file."""
    path.parent.mkdir(exist_ok=True)
    about = PngInfo()
    about.add_text("Description", words)
    Image.fromarray(sheet.squeeze()).save(path, optimize=True, pnginfo=about)
