"""Weights as small as their quality allows: 8 bits where held-out scores do not notice, 16 where they do."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine import catalog, recipes
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.language import words
from engine.language.words import _
from engine.lessons import score as lessons_score
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
        raise Trouble(
            _("No model called '{name}' ships.", name=name),
            _("Choose one of: {known}.", known=", ".join(shelf.shipped())),
        )
    lesson = shelf.card(path)["lesson"]
    foreign = Trouble(_("{name} belongs to no lesson of this version.", name=path.name), "Train it again here.")
    networks, card, beside = checkpoint.opened(path, {lesson: recipes.of(lesson).networks}, foreign)
    config = configs.from_dict(catalog.card(lesson).config, card["config"])
    _model, card = as_small_as_it_bears(path, networks, card, beside, config, recipes.of(lesson).supply(config))
    write_readme()
    return card


def as_small_as_it_bears(
    path: Path,
    networks: Mapping[str, nn.Module],
    card: Mapping[str, Any],
    beside: Mapping[str, Tensor],
    config: Any,
    data: Any,
) -> tuple[Any, dict[str, Any]]:
    """Write the weights, measured as they will be used. Returns the model and its card."""
    shipping = recipes.shipping_of(card["lesson"])
    in_file = {f"map.{key}": value for key, value in beside.items()}

    def measured(bits: int) -> tuple[Any, list[Score]]:
        checkpoint.save_weights(path, networks, card, bits=bits, beside=in_file)
        model = shipping.load(path)
        return model, shipping.measure(model, data, config)

    (whole, before), (light, after) = measured(16), measured(8)
    bits, model, found = (16, whole, before) if notice(before, after) else (8, light, after)
    about = {**card, "bits": bits, "scores": lessons_score.as_card(found)}
    if shipping.report:
        with words.speaking(words.SOURCE):
            about["report"] = shipping.report(model)
    in_file |= {f"map.{key}": torch.from_numpy(values) for key, values in shipping.beside(model, data).items()}
    checkpoint.save_weights(path, networks, about, bits=bits, beside=in_file)
    return model, about


def notice(before: Sequence[Score], after: Sequence[Score]) -> list[str]:
    """The names of the scores that moved."""
    return [
        old.name
        for old, new in zip(before, after, strict=True)
        if abs(new.value - old.value) > max(NOTICED * (old.high - old.low) / 2, TRIFLE * abs(old.value))
    ]
