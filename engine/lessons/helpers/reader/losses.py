"""The loss by which sentences and pictures find each other."""

import torch
import torch.nn.functional as F
from torch import Tensor

SHARPNESS = 10.0
"""How much an angle counts: with 10, two that point the same way are e^10 times as likely a pair as two at right angles."""


def matching(seen: Tensor, right: Tensor, wrong: Tensor) -> tuple[Tensor, Tensor]:
    """Which of many sentences belongs to the picture? Cross-entropy of the right answer, and whether it was given, bool (n,).

    seen (n, d) of the pictures, right (n, d) of their sentences, wrong (n, m, d) of sentences that are wrong in one point. The
    sentences of the other pictures are wrong answers as well. (Matching-aware: Reed et al. 2016; as a choice: Zhang et al. 2021)
    """
    others = seen @ right.T  # (n, n): the right one on the diagonal
    close = torch.einsum("nd,nmd->nm", seen, wrong)
    answers = SHARPNESS * torch.cat([others, close], 1)
    truth = torch.arange(len(seen), device=seen.device)
    return F.cross_entropy(answers, truth), answers.detach().argmax(1) == truth
