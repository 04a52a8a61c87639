"""The losses of translation, beside those of GANs: pure functions of pictures and of a critic's verdicts.

adversarial   mean (D(G(x)) - 1)²           Zhu et al. 2017, after Mao et al. 2017: the critic shall say 1
cycle         mean |back(there(x)) - x|      Zhu et al. 2017: what went there comes back
identity      mean |there(y) - y|            Taigman et al. 2017: what is there already stays
l1            mean |G(x) - y|                Isola et al. 2017: every wrong pixel counts
l2            mean (G(x) - y)²               the other fixed loss: large errors count more
matching      mean |D_l(G(x)) - D_l(y)|      Wang et al. 2018: what the critic's layers see is the same
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def adversarial(verdicts: Tensor) -> Tensor:
    """mean (D(G(x)) - 1)^2 over all patches; the critic's own loss is `gan_losses.least_squares_critic`"""
    return (verdicts - 1).square().mean()


def cycle(back: Tensor, x: Tensor) -> Tensor:
    """mean |back(there(x)) - x|, in shares of the full range"""
    return F.l1_loss(back, x)


def identity(same: Tensor, y: Tensor) -> Tensor:
    """mean |there(y) - y| for pictures y that are there already"""
    return F.l1_loss(same, y)


def l1(made: Tensor, wanted: Tensor) -> Tensor:
    """mean |G(x) - y|: its best answer to a doubt is the median of all possible pictures, which is blurred"""
    return F.l1_loss(made, wanted)


def l2(made: Tensor, wanted: Tensor) -> Tensor:
    """mean (G(x) - y)^2: its best answer to a doubt is the mean of all possible pictures, which is blurred even more"""
    return F.mse_loss(made, wanted)


def matching(made: list[Tensor], wanted: list[Tensor]) -> Tensor:
    """mean |D_l(G(x)) - D_l(y)| over the critic's layers: a blur is seen as another thing than the edge that was wanted, and an
    edge a pixel beside it as nearly the same"""
    return torch.stack([F.l1_loss(one, other.detach()) for one, other in zip(made, wanted, strict=True)]).mean()
