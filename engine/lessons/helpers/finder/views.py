"""What the finder looks at while it learns: faces laid into other pictures, at any place, size and lean, so that it is known where the eyes are."""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.data.public import people

SIDE = 48
"""Pixels of the sides of what is looked at."""

NEAR, FAR = 9.0, 18.0
"""Pixels between the eyes of a face that is to be found. Twice as large a face is found in a picture half as large."""

EMPTY, STRANGE = 0.25, 0.15
"""Shares of the pictures that show nobody, and of those with a face that is too small or too large to be found."""


class Views(NamedTuple):
    """Pictures (n, 3, SIDE, SIDE) in [0, 1], both eyes (n, 2, 2) as (across, down) in pixels, and whether there is a face to find (n,)."""

    x: Tensor
    eyes: Tensor
    there: Tensor


def by_chance(faces: Tensor, grounds: Tensor, lean: float, flip: bool) -> Views:
    """Faces and grounds uint8 (n, h, w, 3), each laid out as in engine.data.public.people."""
    n = len(faces)
    dice = torch.rand(8, n, device=faces.device)
    apart = NEAR * (FAR / NEAR) ** dice[0]
    strange = dice[1] < STRANGE
    # A strange face is less than half as large as the smallest, or larger than twice the largest.
    apart = torch.where(
        strange, torch.where(dice[2] < 0.5, NEAR * (0.25 + 0.2 * dice[3]), FAR * (2.2 + dice[3])), apart
    )
    turn = torch.deg2rad(lean * (2 * dice[4] - 1))
    middle = SIDE * (0.15 + 0.7 * dice[5:7].T)
    mirror = torch.where((dice[7] < 0.5) & torch.tensor(flip, device=faces.device), -1.0, 1.0)
    empty = torch.rand(n, device=faces.device) < EMPTY

    eyes = torch.tensor(people.EYES, device=faces.device)  # (2, 2)
    centre, distance = eyes.mean(0), float(eyes[1, 0] - eyes[0, 0])
    scale = apart / distance
    cos, sin = torch.cos(turn) * scale, torch.sin(turn) * scale
    there = torch.stack(
        [torch.stack([cos * mirror, -sin], 1), torch.stack([sin * mirror, cos], 1)], 1
    )  # (n, 2, 2): face -> view
    placed = torch.einsum("nij,kj->nki", there, eyes - centre) + middle[:, None]
    placed = torch.where((mirror < 0)[:, None, None], placed.flip(1), placed)  # left is left as one looks at it

    back = torch.linalg.inv(there)
    shown = warped(pictures(faces), back, middle, centre)
    inside = warped(torch.ones_like(pictures(faces[:, :, :, :1])), back, middle, centre)
    ground = F.interpolate(pictures(grounds), (SIDE, SIDE), mode="bilinear")
    inside = torch.where(empty[:, None, None, None], 0.0, inside)
    return Views(lit(ground * (1 - inside) + shown * inside), placed, ~(empty | strange))


def pictures(some: Tensor) -> Tensor:
    return some.permute(0, 3, 1, 2).float() / 255


def warped(x: Tensor, back: Tensor, middle: Tensor, centre: Tensor) -> Tensor:
    """The picture as the view shows it: place p of the view shows back (p - middle) + centre. Nothing beyond its edges."""
    h, w = x.shape[-2:]
    size = torch.tensor([w, h], dtype=x.dtype, device=x.device)
    half = SIDE / 2
    # grid_sample counts from -1 to 1 on both sides.
    matrix = 2 * half * back / size[None, :, None]
    shift = 2 * (torch.einsum("nij,nj->ni", back, half - middle) + centre) / size - 1
    grid = F.affine_grid(
        torch.cat([matrix, shift[:, :, None]], 2), [len(x), x.shape[1], SIDE, SIDE], align_corners=False
    )
    return F.grid_sample(x, grid, padding_mode="zeros", align_corners=False)


def lit(x: Tensor) -> Tensor:
    """Lighter or darker, paler or stronger, warmer or colder, softer, grainy or grey, as cameras and rooms are."""
    n = len(x)
    dice = torch.rand(6, n, 1, 1, 1, device=x.device)
    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * (0.5 + 0.9 * dice[0]) + mean + 0.4 * (dice[1] - 0.5)
    x = x * (1 + 0.25 * (torch.rand(n, 3, 1, 1, device=x.device) - 0.5))
    x = torch.where(dice[2] < 0.3, F.avg_pool2d(x, 3, 1, 1), x)
    x = torch.where(dice[3] < 0.15, x.mean(1, keepdim=True).expand_as(x), x)
    x = x + 0.06 * dice[4] * torch.randn_like(x)
    return x.clamp(0, 1)
