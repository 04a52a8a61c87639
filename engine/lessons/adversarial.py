"""The objectives of GANs: pure functions of a discriminator's logits for real and made samples.

    name            the discriminator's loss                        the generator's loss
    minimax         -log D(x) - log(1 - D(G(z)))                    log(1 - D(G(z)))           Goodfellow et al. 2014
    non-saturating  the same                                        -log D(G(z))               the same paper's advice
    least-squares   ((D(x) - 1)^2 + D(G(z))^2) / 2                  (D(G(z)) - 1)^2 / 2        Mao et al. 2017
    hinge           max(0, 1 - D(x)) + max(0, 1 + D(G(z)))          -D(G(z))                   Lim & Ye 2017
    wgan-gp         D(G(z)) - D(x) + penalty * (|slope| - 1)^2      -D(G(z))                   Gulrajani et al. 2017
    relativistic    log(1 + e^(D(G(z)) - D(x))) + penalty * |slope|^2    log(1 + e^(D(x) - D(G(z))))    Huang et al. 2024

All are means over the samples; the last one sets each made sample beside a real one. In the first two D is the sigmoid of the logit,
in the others the logit itself. A label is 1 for
real and 0 for made samples; `less` is what is taken off the labels of each, a number for every sample.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

Less = tuple[Tensor | float, Tensor | float]


def cross_entropy_critic(real: Tensor, made: Tensor, smoothing: float = 0.0, less: Less = (0.0, 0.0)) -> Tensor:
    """mean -[(1 - s) log D(x) + s log(1 - D(x))] + mean -log(1 - D(G(z))), with s the smoothing of the real labels only (Salimans et al. 2016)"""
    wanted = torch.full_like(real, 1 - smoothing) - less[0]
    # A label of -r in place of 0 adds r times the logit.
    return F.binary_cross_entropy_with_logits(real, wanted) + F.softplus(made).mean() + (less[1] * made).mean()


def least_squares_critic(real: Tensor, made: Tensor, smoothing: float = 0.0, less: Less = (0.0, 0.0)) -> Tensor:
    """mean (D(x) - (1 - s))^2 / 2 + mean D(G(z))^2 / 2"""
    return ((real - (1 - smoothing) + less[0]).square().mean() + (made + less[1]).square().mean()) / 2


def hinge_critic(real: Tensor, made: Tensor, smoothing: float = 0.0, less: Less = (0.0, 0.0)) -> Tensor:
    """mean max(0, 1 - D(x)) + mean max(0, 1 + D(G(z))). It has margins instead of labels, so there is nothing to smooth."""
    return F.relu(1 - real).mean() + F.relu(1 + made).mean()


def wasserstein_critic(real: Tensor, made: Tensor, smoothing: float = 0.0, less: Less = (0.0, 0.0)) -> Tensor:
    """mean D(G(z)) - mean D(x), which holds only for a D whose slope is at most 1: add the gradient penalty. No labels to smooth."""
    return made.mean() - real.mean()


def relativistic_critic(real: Tensor, made: Tensor, smoothing: float = 0.0, less: Less = (0.0, 0.0)) -> Tensor:
    """mean log(1 + e^(D(G(z)) - D(x))): only which of the two is more real is asked (Jolicoeur-Martineau 2019), so there are no labels"""
    return F.softplus(made - real).mean()


def two_heads_critic(real: Tensor, made: Tensor) -> Tensor:
    """Of verdicts (n, k, h, w) the even channels answer to the hinge, the odd ones to cross-entropy: where one is flat, the other is not"""
    return hinge_critic(real[:, ::2], made[:, ::2]) + cross_entropy_critic(real[:, 1::2], made[:, 1::2])


def minimax(made: Tensor) -> Tensor:
    """mean log(1 - D(G(z))): flat where the discriminator is sure, so a generator that loses learns nothing"""
    return -F.softplus(made).mean()


def non_saturating(made: Tensor) -> Tensor:
    """mean -log D(G(z)): steep where the discriminator is sure"""
    return F.softplus(-made).mean()


def least_squares(made: Tensor) -> Tensor:
    """mean (D(G(z)) - 1)^2 / 2"""
    return (made - 1).square().mean() / 2


def upwards(made: Tensor) -> Tensor:
    """mean -D(G(z)): uphill, whatever the height"""
    return -made.mean()


def relativistic(made: Tensor, real: Tensor) -> Tensor:
    """mean log(1 + e^(D(x) - D(G(z)))): a made sample is to look more real than the real one beside it, wherever that one lies"""
    return F.softplus(real - made).mean()


def two_heads(made: Tensor) -> Tensor:
    """mean -D(G(z)) of the even channels and mean -log D(G(z)) of the odd ones, half of each"""
    return (upwards(made[:, ::2]) + non_saturating(made[:, 1::2])) / 2


Critic = Callable[[Tensor], Tensor]


def gradient_penalty(critic: Critic, real: Tensor, made: Tensor, share: Tensor) -> Tensor:
    """mean (|dD/dx| - 1)^2 at points on the way from real to made; share (n, 1, ...) in [0, 1] says how far each lies"""
    between = (real + share * (made - real)).detach().requires_grad_()
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    return (slope.flatten(1).norm(dim=1) - 1).square().mean()


def steepness(critic: Critic, real: Tensor) -> Tensor:
    """R1 (Mescheder et al. 2018): mean |dD/dx|^2 at real pictures. A D that is flat there lets G rest where it is right."""
    real = real.detach().requires_grad_()
    (slope,) = torch.autograd.grad(critic(real).sum(), real, create_graph=True)
    return slope.square().flatten(1).sum(1).mean()


def calm(critic: Critic, real: Tensor, made: Tensor, share: Tensor) -> Tensor:
    """R1 and R2 of R3GAN (Huang et al. 2024): (mean |dD/dx|^2 at real samples + the same at made ones) / 2. A D that is flat at both
    pulls softly, and a game that has gone round in circles comes to rest."""
    return (steepness(critic, real) + steepness(critic, made)) / 2


@dataclass(frozen=True)
class Objective:
    """A pair of losses, and how to read the discriminator's answers."""

    critic: Callable[..., Tensor]
    """Of the logits for real and made samples, the label smoothing, and what is taken off the labels of each sample."""
    generator: Callable[..., Tensor]
    """Of the logits for made samples; where it is `relative`, also of those for as many real ones."""
    score: Callable[[Tensor], Tensor]
    """What D says: a probability where the logit means one, else the logit."""
    settled: float | None
    """What D says of everything once it cannot tell real from made; None where any number would do."""
    penalty: Callable[[Critic, Tensor, Tensor, Tensor], Tensor] | None = None
    """What the critic's loss needs beside it: of the critic, real and made samples, and a share (n, 1, ...) in [0, 1]."""
    relative: bool = False
    """Whether a made sample is judged beside a real one."""


OBJECTIVES = {
    "non-saturating": Objective(cross_entropy_critic, non_saturating, torch.sigmoid, 0.5),
    "minimax": Objective(cross_entropy_critic, minimax, torch.sigmoid, 0.5),
    "least-squares": Objective(least_squares_critic, least_squares, lambda logit: logit, 0.5),
    "hinge": Objective(hinge_critic, upwards, lambda logit: logit, 0.0),
    "wgan-gp": Objective(wasserstein_critic, upwards, lambda logit: logit, None, gradient_penalty),
    "relativistic": Objective(relativistic_critic, relativistic, lambda logit: logit, None, calm, relative=True),
}
