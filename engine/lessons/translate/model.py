"""Which patches a critic sees that has not learnt yet: its shape alone decides that, no weight has a say."""

import math
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.translate.calm_critic import CalmCritic
from engine.lessons.translate.critic import Critic, place_of, receptive_field
from engine.lessons.translate.network import Glance, ResNet, UNet
from engine.lessons.translate.sight_critic import SightCritic
from engine.nn import device, images
from engine.weights import checkpoint, shelf

TILE, OVERLAP = 512, 128
"""Pixels of a tile, and how many of them it shares with its neighbour: most of what a ResNet sees around a pixel."""

NAMES = {"photo2monet": ("photo2monet", False), "monet2photo": ("photo2monet", True)}
"""What readers call a direction -> the shipped file, and whether it is the way back."""

GENERATORS = {"ResNet": ResNet, "UNet": UNet}
CRITICS = {"Critic": Critic, "SightCritic": SightCritic, "CalmCritic": CalmCritic}

NETWORKS = {
    "cyclegan": {**dict.fromkeys(("to_b", "to_a"), GENERATORS), **dict.fromkeys(("critic_b", "critic_a"), CRITICS)},
    "pix2pix": {"generator": GENERATORS, "critic": CRITICS},
}
"""Lesson -> the class of each network in its weights file, by the kind that its card names."""


class Verdicts(NamedTuple):
    """A map (h, w) of what a critic says: 1 for real, 0 for made. `field`: pixels of each side that one verdict sees."""

    map: np.ndarray
    field: int
    places: np.ndarray
    """Top and left of the patch of each verdict, int (h, w, 2); patches may reach beyond the picture."""


def load(name: str, back: bool = False) -> "Translator":
    """A shipped direction such as monet2photo; or a model, a run or a file, there or `back`."""
    if name in NAMES:
        file, turned = NAMES[name]
        return opened(shelf.find(file), turned != back)
    return opened(shelf.find(name, also=NAMES), back)


def opened(path: Path, back: bool = False) -> "Translator":
    """From a weights file. A run's file grows while it learns, so a later one is another one."""
    return _opened(path, back, path.stat().st_mtime_ns)


def both(path: Path) -> tuple["Translator", "Translator"]:
    """Both directions of a CycleGAN: to B, and to A."""
    return opened(path), opened(path, back=True)


@lru_cache(maxsize=6)
def _opened(path: Path, back: bool, stamp: int) -> "Translator":
    otherwise = Trouble(_("{file} holds no translator.", file=path.name), "Choose a model of CycleGAN or pix2pix.")
    networks, card, _beside = checkpoint.opened(path, NETWORKS, otherwise)
    if card["lesson"] == "pix2pix":
        if back:
            raise Trouble(_("{model} knows one direction only.", model=path.stem), "Leave out the way back.")
        return Translator(networks["generator"], networks["critic"], card)
    there = "a" if back else "b"
    if f"to_{there}" not in networks:
        raise Trouble(_("{model} has learnt one way only.", model=path.stem), "Choose the other direction.")
    return Translator(networks[f"to_{there}"], networks[f"critic_{there}"], card)


def networks_of_cyclegan(name: str) -> dict[str, Any]:
    """All networks of a CycleGAN, to go on from."""
    otherwise = Trouble(_("{name} holds no CycleGAN.", name=name), "Name one that the lesson CycleGAN has trained.")
    networks, _card, _beside = checkpoint.opened(shelf.find(name), {"cyclegan": NETWORKS["cyclegan"]}, otherwise)
    return networks


class Translator:
    """One direction. Many may translate at once: nothing in it changes.

    `critic` judges what comes out: whether it looks like the side to which it was translated.
    """

    def __init__(self, network: Any, critic: Critic | SightCritic, card: dict[str, Any]):
        self.network, self.critic, self.card = network.eval().to(device.pick()), critic.eval().to(device.pick()), card
        self.conditional = critic.arguments.get("condition", False)

    @torch.inference_mode()
    def translate(
        self, picture: np.ndarray, strength: float = 1.0, seed: int | None = None, palette: np.ndarray | None = None
    ) -> np.ndarray:
        """uint8 (h, w, 3) -> the same size. `strength` 0 leaves the picture and 1 translates it. Between them the network's own
        features count less, if it paints only what changes; the pictures of any other are blended.

        With a seed, a network that has dropout as noise or knows palettes makes one of its variants. `palette`: in which colour each
        kind of thing shall be, uint8 (labels, 3).
        """
        if not 0 <= strength <= 1:
            raise Trouble(
                _("A strength of {strength:g} is outside its range.", strength=strength), "Give a number from 0 to 1."
            )
        if strength == 0:
            return picture.copy()
        x, inner = self.unit(picture), strength if self.network.residual else 1.0
        more: dict[str, Any] = {"strength": inner}
        if palette is not None:
            more["palette"] = torch.from_numpy(palette.astype(np.float32) / 255)[None].to(x.device)
        if max(x.shape[-2:]) <= TILE:
            made = self.whole(x, seed, **more)
        else:
            made = self.tiled(x, self.glance(x, **more), seed, **more)
        return images.to_pixels(made if self.network.residual else torch.lerp(x, made, strength))[0]

    def whole(
        self,
        x: Tensor,
        seed: int | None = None,
        glance: Glance | None = None,
        grain: Tensor | None = None,
        **more: Any,
    ) -> Tensor:
        """`more`: a strength, and where palettes are known a palette."""
        chance = None if seed is None else torch.Generator().manual_seed(seed)
        with device.precision():
            return self.network(x, chance, glance, grain, **more)

    def glance(self, x: Tensor, **more: Any) -> Glance:
        """What each norm sees of the picture when its longer side is no longer than a tile."""
        height, width = x.shape[-2:]
        scale = min(1.0, TILE / max(height, width))
        size = [max(1, round(length * scale)) for length in (height, width)]
        seen = Glance()
        self.whole(nn.functional.interpolate(x, size, mode="bilinear", antialias=True), glance=seen, **more)
        return seen

    def tiled(
        self,
        x: Tensor,
        glance: Glance,
        seed: int | None = None,
        tile: int = TILE,
        overlap: int = OVERLAP,
        **more: Any,
    ) -> Tensor:
        """Tile by tile, all normed alike, each fading into its neighbours."""
        height, width = x.shape[-2:]
        chance = None if seed is None else torch.Generator().manual_seed(seed)
        grain = self.network.grains(x, chance) if getattr(self.network, "grain", False) else None
        total, weight = torch.zeros_like(x), torch.zeros_like(x[:, :1])
        for top, tall in spans(height, tile, overlap):
            for left, wide in spans(width, tile, overlap):
                rows, columns = slice(top, top + tall), slice(left, left + wide)
                part = self.whole(
                    x[:, :, rows, columns],
                    seed,
                    glance.again(),
                    None if grain is None else grain[:, :, rows, columns],
                    **more,
                )
                shade = fade(top, tall, height, overlap)[:, None] * fade(left, wide, width, overlap)
                shade = shade.to(x.device)
                total[:, :, rows, columns] += shade * part
                weight[:, :, rows, columns] += shade
        return total / weight

    @torch.inference_mode()
    def palette_of(self, given: np.ndarray, picture: np.ndarray) -> np.ndarray | None:
        """In which colours a picture shows what the map names, uint8 (labels, 3), for a network that is told them."""
        if getattr(self.network, "palettes", None) is None:
            return None
        return (255 * self.network.palettes.seen(self.unit(given), self.unit(picture)))[0].round().byte().cpu().numpy()

    @torch.inference_mode()
    def verdicts(self, picture: np.ndarray, made_from: np.ndarray | None = None) -> Verdicts:
        """What the critic says of each patch of a picture; one that learnt from pairs also needs what it was made from."""
        condition = self.unit(made_from) if self.conditional and made_from is not None else None
        if self.conditional and condition is None:
            raise Trouble("This critic judges pairs.", "Give the picture that this one was made from, too.")
        with device.precision():
            said = self.critic(self.unit(picture), condition).float()
        share = self.critic.share
        found = nn.functional.avg_pool2d(self.critic.likely(said), share, ceil_mode=True)[0].cpu().numpy()
        rows, columns = (range(0, count * share, share) for count in found.shape)
        places = [[place_of(self.critic, row, column)[:2] for column in columns] for row in rows]
        return Verdicts(found, receptive_field(self.critic), np.array(places))

    def unit(self, picture: np.ndarray) -> Tensor:
        if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] != 3:
            raise Trouble("This is no picture in colour.", "Give red, green and blue for each pixel, from 0 to 255.")
        return images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None].to(device.pick()))


def spans(length: int, tile: int, overlap: int) -> list[tuple[int, int]]:
    """Start and length of tiles along a side, evenly spread, each sharing at least `overlap` with the next. Starts are
    multiples of four, so that every tile halves its pixels as the whole picture would."""
    if length <= tile:
        return [(0, length)]
    count = -(-(length - overlap) // (tile - overlap))
    starts = [math.ceil(number * (length - tile) / (count - 1) / 4) * 4 for number in range(count)]
    return [(start, min(tile, length - start)) for start in starts]


def fade(start: int, length: int, whole: int, overlap: int) -> Tensor:
    """How much each line of a tile counts: all in the middle, less towards an edge beyond which another tile goes on.

    The outer quarter of the overlap counts nothing: there a tile knows too little of its surroundings.
    """
    at = torch.arange(length).float() + 0.5
    shy = overlap / 4
    rise = ((at - shy) / (overlap - 2 * shy)).clamp(1e-4, 1) if start > 0 else torch.ones(length)
    fall = ((length - at - shy) / (overlap - 2 * shy)).clamp(1e-4, 1) if start + length < whole else torch.ones(length)
    smooth = rise * fall
    return smooth * smooth * (3 - 2 * smooth)


def untrained(patch: str, picture: np.ndarray) -> Verdicts:
    """The verdicts' field and places on uint8 (h, w, 3) for a patch of 1, 16, 70 or whole. Their map is NaN: it has no opinion."""
    found = Translator(nn.Identity(), Critic(4, patch, "none", False), {}).verdicts(picture)
    return found._replace(map=np.full_like(found.map, np.nan))
