"""The layers of a trained model's networks: it is asked all that it answers, and watched meanwhile."""

from pathlib import Path

from engine import recipes
from engine.nn.layers_seen import Layer, watched
from engine.weights import shelf


def of(path: Path) -> dict[str, list[Layer]]:
    """Class of each network in a weights file that answers something -> its layers in the order in which they work."""
    card = shelf.card(path)
    answers = recipes.shipping_of(card["lesson"]).answers(path)
    with watched() as seen:
        for _, ask, _ in answers:
            ask()
    kinds = list(dict.fromkeys(about["kind"] for about in card["networks"].values()))
    found = {kind: [layer for layer in seen.layers if layer.network == kind] for kind in kinds}
    # A network that is a plain list of layers may be asked by that list.
    silent = [kind for kind, layers in found.items() if not layers]
    if len(silent) == 1:
        found[silent[0]] = [layer for layer in seen.layers if layer.network == "Sequential"]
    return {kind: layers for kind, layers in found.items() if layers}
