"""What a brush begins with: nothing, or what a shipped one has learnt. Strokes that exist already are changed sooner than made."""

from typing import Any

import torch
from torch import nn

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint import grams, inputs
from engine.lessons.paint.brush.config import NEAREST, NOTHING, SHIPPED, BrushConfig
from engine.weights import checkpoint, shelf


def at_hand(config: BrushConfig) -> dict[str, dict[str, Any]]:
    """The shipped brushes of this width and depth, each with its card."""
    cards = {name: shelf.card(shelf.FOLDER / f"{name}.safetensors") for name in SHIPPED if name in shelf.shipped()}
    wanted = {"width": config.width, "blocks": config.blocks}
    return {name: card for name, card in cards.items() if card["networks"]["brush"]["arguments"] == wanted}


def nearest(config: BrushConfig) -> str:
    """The shipped brush whose style has the Gram matrices that are most like those of the style to learn; or nothing."""
    known = at_hand(config)
    if not known:
        return NOTHING
    eye = eye_model.load("compact")
    wanted = grams.grams_of(inputs.style(config.style), eye, config.look)

    def far(name: str) -> float:
        its = known[name]["config"]
        found = grams.grams_of(inputs.style(its["style"]), eye, its["look"])
        return float(torch.stack([gram_losses.style(found[layer], wanted[layer]) for layer in LAYERS]).mean())

    return min(known, key=far)


def fill(brush: nn.Module, config: BrushConfig) -> None:
    """Give the brush what the one that the settings name has learnt."""
    name = nearest(config) if config.start == NEAREST else config.start
    if name == NOTHING:
        return
    tensors, card = checkpoint.load_weights(shelf.find(name))
    about = card["networks"]["brush"]["arguments"]
    if about != {"width": config.width, "blocks": config.blocks}:
        raise Trouble(
            _("{name} is {width} channels wide and has {blocks} blocks.", name=name, **about),
            "Choose the same, or begin with nothing.",
        )
    brush.load_state_dict(tensors["brush"])
