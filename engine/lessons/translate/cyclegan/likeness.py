"""Whether a picture still shows the same scene, however it is painted: places that resembled one another still do
(self-similarity: Shechtman & Irani 2007; for translation: Zheng et al. 2021, arXiv:2104.00854).

    similarity of places i and j = cosine of what the eye sees in i and in j, both less its mean over the picture

The eye is the compact one that ships. It looks from afar, at half the size, so that strokes are free; it is blurred before each of
its strides and sees both pictures shifted by chance, or its lattice would be learnt (see engine.nn.blur).
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.network import fours
from engine.nn import device
from engine.nn.blur import Blur, Halved

STAGES = 1, 2
"""The eye's stages in which places are compared: at the size it looks at, they are 4 and 8 pixels of the picture apart."""

STRIDED = 2
"""From this stage on the eye's stages begin with a stride."""

PLACES = 192
"""Places of each layer that are compared with one another, drawn anew by each step."""

SHIFT = 8
"""Both pictures lose up to so many rows and columns at their edges, less one."""


class Likeness:
    def __init__(self) -> None:
        self.network = eye_model.load("compact").network
        self.halved, self.blur = (device.fast(one) for one in (Halved(), Blur()))

    def see(self, x: Tensor) -> list[Tensor]:
        """Pictures (n, 3, h, w) in [0, 1], sides multiples of 4 -> what each of STAGES sees."""
        x = self.halved(x.contiguous(memory_format=torch.channels_last))
        x = fours(self.blur(x).to(self.dtype))
        seen = []
        for at, stage in enumerate(self.network.stages[: STAGES[-1] + 1]):
            x = stage(self.blur(x) if at >= STRIDED else x)
            if at in STAGES:
                seen.append(x)
        return seen

    @property
    def dtype(self) -> torch.dtype:
        return next(weight for weight in self.network.parameters()).dtype

    def loss(self, made: Tensor, given: Tensor) -> Tensor:
        """How much of the given scenes is lost in what was made of them."""
        height, width = ((length - SHIFT) // 4 * 4 for length in made.shape[-2:])
        top, left = (int(at) for at in torch.randint(0, SHIFT, (2,)))
        made, given = (x[:, :, top : top + height, left : left + width] for x in (made, given))
        with torch.no_grad():
            wanted = self.see(given)
        pairs = zip(self.see(made), wanted, strict=True)
        return torch.stack([unlike(*pair) for pair in pairs]).sum()


def unlike(made: Tensor, given: Tensor) -> Tensor:
    """Mean difference of the similarities of places, of those that PLACES allows."""
    at = torch.randperm(made[0, 0].numel())[:PLACES].to(made.device)
    one, other = (similarities(seen.float().flatten(2)[:, :, at]) for seen in (made, given))
    return (one - other).abs().mean()


def similarities(seen: Tensor) -> Tensor:
    """What is seen in places (n, channels, places) -> how alike any two of them are, (n, places, places) in [-1, 1]."""
    seen = F.normalize(seen - seen.mean(2, keepdim=True), dim=1)
    return seen.transpose(1, 2) @ seen


def unevenness(gradient: Tensor, period: int = 8) -> float:
    """How unequal a gradient (n, c, h, w) is over places modulo `period`: the deviation of its mean size over them, in means.
    Of noise it is near 0; what is far from it would be learnt as a lattice."""
    height, width = (length // period * period for length in gradient.shape[-2:])
    size = gradient[:, :, :height, :width].abs().mean((0, 1))
    places = size.unflatten(1, (-1, period)).unflatten(0, (-1, period)).mean((0, 2))
    return float(places.std(correction=0) / places.mean())
