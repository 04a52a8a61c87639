"""Weights as small as their quality allows: 8 bits where held-out scores do not notice, 16 where they do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from engine import catalog, recipes
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.lessons import score as lessons_score
from engine.lessons.recipe import Shipping
from engine.lessons.score import Score
from engine.shipping.readme import write_readme
from engine.weights import checkpoint, shelf

NOTICED = 0.25
"""A score notices if it moves by more than this share of the half of its interval, ..."""

TRIFLE = 0.001
"""... and by more than this share of itself, for where the interval is none."""


def lighten(name: str) -> dict[str, Any]:
    """Write a shipped model anew in as few bits as it bears. Returns its card."""
    path = shelf.FOLDER / f"{name}.safetensors"
    if not path.exists():
        raise Trouble(f"No model called '{name}' ships.", f"Choose one of: {', '.join(shelf.shipped())}.")
    lesson = shelf.card(path)["lesson"]
    recipe, shipping = recipes.of(lesson), recipes.shipping_of(lesson)
    foreign = Trouble(f"{path.name} belongs to no lesson of this version.", "Train it again here.")
    networks, card, beside = checkpoint.opened(path, {lesson: recipe.networks}, foreign)
    config = configs.from_dict(catalog.card(lesson).config, card["config"])
    _, card = as_small_as_it_bears(path, shipping, recipe.supply(config), config, networks, card, in_file(beside))
    write_readme()
    return card


def in_file(beside: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What travels beside networks, under the names that it has in a file."""
    return {f"map.{key}": value for key, value in beside.items()}


def as_small_as_it_bears(
    path: Path,
    shipping: Shipping,
    data: Any,
    config: Any,
    networks: Mapping[str, nn.Module],
    card: Mapping[str, Any],
    beside: Mapping[str, Tensor],
) -> tuple[Any, dict[str, Any]]:
    """Write the weights, measured as they will be used. Returns the model and its card."""

    def written(bits: int, **known: Any) -> dict[str, Any]:
        about = {**card, "bits": bits, **known}
        checkpoint.save_weights(path, networks, about, bits=bits, beside=beside)
        return about

    def measured(bits: int) -> list[Score]:
        written(bits)
        return shipping.measure(shipping.load(path), data, config)

    whole = measured(16)
    light = measured(8)
    bits, found = (16, whole) if notice(whole, light) else (8, light)
    written(bits)
    model = shipping.load(path)
    report = {"report": shipping.report(model)} if shipping.report else {}
    return model, written(bits, scores=lessons_score.as_card(found), **report)


def notice(before: Sequence[Score], after: Sequence[Score]) -> list[str]:
    """The names of the scores that moved."""
    return [
        old.name
        for old, new in zip(before, after, strict=True)
        if abs(new.value - old.value) > max(NOTICED * (old.high - old.low) / 2, TRIFLE * abs(old.value))
    ]
