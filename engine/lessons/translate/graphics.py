"""A generator for the reader's own graphics card: the same sums as in network.py, noted as steps."""

from pathlib import Path
from typing import Any

import torch

from engine.lessons.noted import array, convolved, normed
from engine.lessons.translate import model
from engine.lessons.translate.network import DEEP_NOISE, LEAST, MULTIPLE, Last, ResNet, UNet, padded
from engine.weights.graphics import FOUR, Plan, Room, bits


def about(card: dict[str, Any], back: bool) -> dict[str, Any]:
    """What a model's card says of the generator of one direction."""
    name = "generator" if card["lesson"] == "pix2pix" else "to_a" if back else "to_b"
    return card["networks"][name]["arguments"]


def fits(about: dict[str, Any], height: int, width: int) -> bool:
    """Whether a browser can take its steps: channels in fours, grown by resizing; nothing given but the picture; for a U-Net, sides that are halved without a
    rest; and a picture that is one tile."""
    multiple = 2 ** (about["depth"] + 1) if "depth" in about else 1
    return (
        about["grow"] == "resize"
        and about["width"] % FOUR == 0
        and not about.get("palettes")
        and about.get("norms", "instance") == "instance"
        and height % multiple == width % multiple == 0
        and max(LEAST, multiple) <= min(height, width)
        and max(height, width) <= model.TILE
    )


def plan_of(path: Path, back: bool, height: int, width: int) -> Plan:
    """The steps of a weights file's generator, for pictures of this size."""
    network = model.opened(path, back).network
    return (_unet if isinstance(network, UNet) else _resnet)(network, Plan(height, width, MULTIPLE))


def kept(path: Path, plan: Plan, seed: int) -> bytes:
    """What dropout keeps in the variant of this number: as `Translator.translate` draws it."""
    network, chance = model.opened(path).network, torch.Generator().manual_seed(seed)
    shapes = [(FOUR * room.fours, room.height, room.width) for room in plan.dropped]
    return bits([(torch.rand(1, *shape, generator=chance) >= network.noise).numpy() for shape in shapes])


def _unet(network: UNet, plan: Plan) -> Plan:
    widths = [_channels(layer) for layer in (network.first, *network.down)]
    sides = [(plan.height >> level, plan.width >> level) for level in range(1, len(widths) + 1)]
    # Each level's features are written where their twin's will be joined to them.
    joined = [plan.room(2 * channels, *side) for channels, side in zip(widths, sides, strict=True)]
    own, across = zip(*(_halves(room) for room in joined), strict=True)
    kept_across = across if network.skips else [plan.room(w, *side) for w, side in zip(widths, sides, strict=True)]
    seen = _layer(plan, _first(network, plan), network.first, kept_across[0])
    for layer, room in zip(network.down, kept_across[1:], strict=True):
        seen = _layer(plan, seen, layer, room)
    z = convolved(plan, seen, network.deepest, relu=True)
    for number, (layer, room, both) in enumerate(zip(network.up, reversed(own), reversed(joined), strict=True)):
        z = _larger(plan, z, layer, room)
        if number < DEEP_NOISE and network.noise:
            plan.maybe_dropped(z, network.noise)
        z = both
    return _last(plan, _layer(plan, z, network.join), network.last, network.residual)


def _resnet(network: ResNet, plan: Plan) -> Plan:
    z = _layer(plan, _layer(plan, _first(network, plan), network.first), network.smaller)
    for block in network.blocks:
        one, other = block.children()
        change = convolved(plan, _layer(plan, z, one), other.convolution)
        z = _normed(plan, change, other, onto=z if network.skips else None)
    return _last(plan, _larger(plan, z, network.larger), network.last, network.residual)


def _halves(room: Room) -> tuple[Room, Room]:
    return room.part(0, room.fours // 2), room.part(room.fours // 2, room.fours // 2)


def _first(network: UNet | ResNet, plan: Plan) -> Room:
    grain = None
    if network.grain:
        _at, _fours, height, width = plan.picture
        grain = array(padded(network.grains(torch.zeros(1, 3, height, width), None), LEAST))
    return plan.folded(plan.room(16 if network.grain else 12, plan.height // 2, plan.width // 2), grain)


def _channels(layer: Any) -> int:
    return layer.convolution.out_channels


def _layer(plan: Plan, x: Room, layer: Any, out: Room | None = None) -> Room:
    return _normed(plan, convolved(plan, x, layer.convolution, out), layer)


def _larger(plan: Plan, x: Room, layer: Any, out: Room | None = None) -> Room:
    return _normed(plan, convolved(plan, plan.larger(x), layer.convolution, out), layer)


def _normed(plan: Plan, x: Room, layer: Any, onto: Room | None = None) -> Room:
    return normed(plan, x, layer.norm, relu=getattr(layer, "active", True), onto=onto)


def _last(plan: Plan, z: Room, last: Last, residual: bool) -> Plan:
    fine = last.fewer.out_channels
    joined = plan.room(fine + FOUR * last.detail, plan.height, plan.width)
    plan.larger(convolved(plan, z, last.fewer), joined.part(0, fine // FOUR))
    if last.detail:
        plan.given(joined.part(fine // FOUR, 1))
    features = convolved(plan, joined, last.join, relu=True)
    plan.coloured(convolved(plan, features, last.convolution), residual=residual)
    return plan
