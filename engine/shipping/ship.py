"""From a finished run to a shipped model: small weights with scores."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import ExifTags, Image

from engine import catalog, recipes
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.language.words import _
from engine.runs.run import Run
from engine.shipping import lighten
from engine.shipping.readme import sheet_of, write_readme
from engine.weights import checkpoint, shelf


def ship(run: Run, name: str) -> dict[str, Any]:
    """Write pretrained/NAME.safetensors from a run, scored on held-out pictures, and renew pretrained/README.md."""
    if name not in catalog.card(run.lesson).weights:
        raise Trouble(
            _("The catalogue lists no model called '{name}' for {lesson}.", name=name, lesson=run.lesson),
            _("Choose one of: {known}.", known=", ".join(catalog.card(run.lesson).weights)),
        )
    recipe = recipes.of(run.lesson)
    foreign = Trouble(_("{name} belongs to another lesson.", name=run.weights.name), "Train it again here.")
    networks, card, beside = checkpoint.opened(run.weights, {run.lesson: recipe.networks}, foreign)
    config = run.config
    data = recipe.supply(config)
    path = shelf.FOLDER / f"{name}.safetensors"
    card = {**card, "name": name, "command": configs.command(run.lesson, config), **begun_with(config)}
    model, card = lighten.as_small_as_it_bears(path, networks, card, beside, config, data)
    sheet, words = recipes.shipping_of(run.lesson).sheet(model, data)
    write_sheet(sheet, sheet_of(name), words)
    write_readme()
    return card


def begun_with(config: Any) -> dict[str, list[dict[str, Any]]]:
    """What was trained before, where a run began with a shipped model, first things first: that model's file may soon be no more."""
    start = getattr(config, "start", "")
    if start not in shelf.shipped():
        return {}
    card = shelf.card(shelf.find(start))
    told = {key: card[key] for key in ("name", "command", "step", "seconds", "device")}
    return {"begun_with": [*card.get("begun_with", ()), told]}


def write_sheet(sheet: np.ndarray, path: Path, words: str) -> None:
    """The sheet's caption travels in the file, in UTF-8: EXIF itself knows Latin letters only."""
    path.parent.mkdir(exist_ok=True)
    about = Image.Exif()
    about[ExifTags.Base.ImageDescription] = words.encode()
    Image.fromarray(sheet.squeeze()).save(path, quality=90, method=6, exif=about)
