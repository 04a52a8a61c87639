"""The instant painter at work, numpy in, numpy out: any picture in up to four styles, in one pass."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint.inputs import Style, check_areas
from engine.lessons.paint.instant.network import (
    DRESSED,
    KNOWN,
    NETWORKS,
    Moments,
    Painter,
    dressed,
    moments,
    of_gram,
    padded,
    words,
)
from engine.nn import device, images
from engine.weights import checkpoint, shelf

LOOK = 512
"""Pixels of a style picture's longer side when the painter looks at it, unless the wish is otherwise."""

RIM = 48
"""Pixels that are painted around the picture and cut off again: as far as anything beyond the rim could be felt."""


REMEMBERED = 512
"""Pictures to paint of so many pixels each way are remembered as the eye saw them; larger ones would fill the memory."""


@cache
def load() -> "Instant":
    """The shipped one."""
    return Instant("instant")


def opened(name: str) -> tuple[Painter, dict[str, Any]]:
    """A painter from its weights, on no device yet, and its card."""
    otherwise = Trouble(
        _("{name} holds no instant painter.", name=name), "Choose one that was trained as an instant painter."
    )
    networks, card, _state = checkpoint.opened(shelf.find(name), {"instant": NETWORKS}, otherwise)
    return unpadded(networks["painter"]), card


class Instant:
    """Many may paint at once: nothing in it changes."""

    def __init__(self, name: str):
        painter, self.card = opened(name)
        self.painter = device.at_rest(painter)
        self.eye = eye_model.load("compact")

    @torch.inference_mode()
    def paint(
        self,
        content: np.ndarray,
        styles: Sequence[Style],
        strength: float = 1.0,
        areas: np.ndarray | None = None,
        look: int = LOOK,
    ) -> np.ndarray:
        """A picture uint8 (h, w, 3) in the styles, blended by their weights. `strength` 0 leaves its features as they are.

        `areas`: uint8 (h, w), 0 leaves a pixel as it is, k paints it in the k-th style alone. `look`: at which size a style
        is looked at; a smaller one makes coarser strokes.
        """
        height, width = content.shape[:2]
        if areas is not None:
            check_areas(areas, len(styles))
            areas = fitted(areas, height, width)
        layers = DRESSED if strength == 1 else KNOWN
        look_at = looked_at if height * width <= REMEMBERED**2 else looked_at.__wrapped__
        seen, own = look_at(np.ascontiguousarray(content).tobytes(), content.shape, layers)
        known = [self.moments(style, look) for style in styles]
        if areas is None:
            clothes, turns = self.worn(seen, own, blend(known, [style.weight for style in styles]), strength)
        else:
            each = [self.worn(seen, own, one, strength) for one in known]
            clothes, turns = by_area(seen, each, areas)
        painted = self.painter(clothes, turns, torch.Generator().manual_seed(0))
        found = images.to_pixels(painted[:, :, RIM : RIM + height, RIM : RIM + width])[0]
        if areas is not None:
            found = np.where(areas[:, :, None] == 0, content, found)
        return found

    def worn(
        self, seen: Mapping[str, Tensor], own: Mapping[str, Moments], style: Mapping[str, Moments], strength: float
    ) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """What is seen, dressed as much as wished, and what the painter is told."""
        clothes = {layer: dressed(seen[layer], own[layer], style[layer], strength) for layer in DRESSED}
        told = words(style) if strength == 1 else torch.lerp(words(own), words(style), strength)
        return clothes, self.painter.turns(told)

    def moments(self, style: Style, look: int = LOOK) -> dict[str, Moments]:
        """Of a style picture, or from its fingerprint."""
        if style.picture is None:
            known = style.print_alone
            size = known.nearest(look)
            means, grams = known.means[size], known.grams[size]
            return {
                layer: of_gram(*(torch.from_numpy(part[layer])[None].to(device.pick()) for part in (means, grams)))
                for layer in KNOWN
            }
        return of_picture(np.ascontiguousarray(style.picture).tobytes(), style.picture.shape, look)


@lru_cache(maxsize=2)  # 60 MB each, where the longer side has 512 pixels
@torch.inference_mode()
def looked_at(
    content: bytes, shape: tuple[int, ...], layers: tuple[str, ...]
) -> tuple[dict[str, Tensor], dict[str, Moments]]:
    """What the eye sees of a picture to paint, and its moments. Remembered, for whoever tries styles and strengths paints the same one
    again and again: that is nearly half of the work."""
    picture = torch.from_numpy(np.frombuffer(content, np.uint8).reshape(shape).copy())
    seen = eye_model.load("compact").see(padded(images.to_unit(picture[None].to(device.pick())), RIM), layers)
    own = {layer: moments(seen[layer]) for layer in layers}
    return {layer: seen[layer] for layer in DRESSED}, own


@lru_cache(maxsize=16)
@torch.inference_mode()
def of_picture(content: bytes, shape: tuple[int, ...], look: int) -> dict[str, Moments]:
    """What stays of a style picture when all places are forgotten. Remembered, for a hand that drags changes all but the styles."""
    picture = np.frombuffer(content, np.uint8).reshape(shape)
    x = images.to_unit(torch.from_numpy(picture.copy())[None].to(device.pick()))
    scale = min(1.0, look / max(x.shape[-2:]))
    size = [max(32, round(length * scale)) for length in x.shape[-2:]]
    seen = eye_model.load("compact").see(padded(F.interpolate(x, size, mode="bilinear", antialias=True)), KNOWN)
    return {layer: moments(seen[layer]) for layer in KNOWN}


def unpadded(painter: Painter) -> Painter:
    """What lies beyond the rim is cut off, so its edges need not be repeated: that took a quarter of the time."""
    for layer in painter.modules():
        if isinstance(layer, nn.Conv2d):
            layer.padding_mode = "zeros"
    return painter


def by_area(
    seen: Mapping[str, Tensor],
    each: Sequence[tuple[Mapping[str, Tensor], Mapping[str, Tensor]]],
    areas: np.ndarray,
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Clothes and turns that differ from place to place; those of the first style where nothing is drawn."""
    labels = torch.from_numpy(np.pad(areas, RIM, mode="edge").astype(np.int64)).to(device.pick()).sub(1).clamp(min=0)
    parts = padded(F.one_hot(labels, len(each)).permute(2, 0, 1)[:, None].float())  # (k, 1, h, w)

    def mixed(places: Sequence[int], values: Sequence[Tensor]) -> Tensor:
        shares = F.interpolate(parts, places, mode="area")
        places_of = [share.to(one.dtype) for share, one in zip(shares, values, strict=True)]
        return sum(
            share.view(1, *[1] * (one.dim() - 3), *share.shape[-2:]) * one
            for share, one in zip(places_of, values, strict=True)
        )

    clothes = {layer: mixed(seen[layer].shape[-2:], [one[layer] for one, _turns in each]) for layer in DRESSED}
    coarsest = seen[DRESSED[-1]].shape[-2:]
    turns = {name: mixed(coarsest, [turn[name][..., None, None] for _one, turn in each]) for name in each[0][1]}
    return clothes, turns


def blend(parts: Sequence[Mapping[str, Moments]], weights: Sequence[float]) -> dict[str, Moments]:
    """The mean of several styles' moments."""
    shares = np.array(weights) / np.sum(weights)
    return {
        layer: Moments(
            *(
                sum(share * one for share, one in zip(shares, each, strict=True))
                for each in zip(*(part[layer] for part in parts), strict=True)
            )
        )
        for layer in parts[0]
    }


def fitted(areas: np.ndarray, height: int, width: int) -> np.ndarray:
    """Areas at another size, without new labels."""
    rows = np.arange(height) * areas.shape[0] // height
    columns = np.arange(width) * areas.shape[1] // width
    return areas[rows][:, columns]
