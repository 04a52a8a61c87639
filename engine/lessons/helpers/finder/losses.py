"""What a finder pays: for each place whether a face has its middle there, and for those that do, how far its eyes are off."""

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.lessons.helpers.finder.network import REACH, STRIDE

HIT, NEAR_BY = 3.5, 7.0
"""Pixels from a face's middle up to which a place has to say yes, and up to which it may say what it likes."""


def places(said: Tensor) -> Tensor:
    """The middle of each place (h, w, 2), as (across, down) in pixels."""
    h, w = said.shape[-2:]
    down, across = torch.meshgrid(
        torch.arange(h, device=said.device), torch.arange(w, device=said.device), indexing="ij"
    )
    return (torch.stack([across, down], -1).float() + 0.5) * STRIDE


def finding(said: Tensor, eyes: Tensor, there: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
    """said (n, 5, h, w), eyes (n, 2, 2) in pixels, there (n,): cross-entropy in which easy places count little (Lin et al. 2017), and L1."""
    at = places(said)
    far = (at[None] - eyes.mean(1)[:, None, None]).norm(dim=-1)  # (n, h, w)
    yes = (far < HIT) & there[:, None, None]
    counts = yes | (far > NEAR_BY) | ~there[:, None, None]
    logit = said[:, 0]
    right = torch.where(yes, logit, -logit).sigmoid()
    each = (1 - right).square() * F.binary_cross_entropy_with_logits(logit, yes.float(), reduction="none")
    hits = yes.sum().clamp(min=1)
    seen = (each * counts).sum() / hits

    wanted = (eyes[:, None, None] - at[None, :, :, None]) / REACH  # (n, h, w, 2, 2)
    told = said[:, 1:].unflatten(1, (2, 2)).permute(0, 3, 4, 1, 2)
    off = (told - wanted).abs().sum((-1, -2))
    placed = (off * yes).sum() / hits
    return seen + placed, {"seen": seen.detach(), "placed": placed.detach()}
