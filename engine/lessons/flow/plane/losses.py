"""What the network is taught: the same sentence in three words. All are means over both coordinates of every point."""

from torch import Tensor

from engine.lessons.flow import paths


def flow_matching(said: Tensor, noise: Tensor, data: Tensor) -> Tensor:
    """mean (v(x, t) - (data - noise))^2: the mean velocity of all pairs whose paths cross there is the best answer (Lipman et al. 2022)"""
    return (said - paths.velocity(noise, data)).square().mean()


def noise_matching(said: Tensor, noise: Tensor) -> Tensor:
    """mean (n(x, t) - noise)^2: DDPM's loss (Ho et al. 2020)"""
    return (said - noise).square().mean()


def score_matching(said: Tensor, noise: Tensor, t: Tensor) -> Tensor:
    """mean (1 - t)^2 (s(x, t) + noise / (1 - t))^2 (Vincent 2011)

    The factor before it is Song & Ermon's (2019): near t = 1 the score has no bounds, and without it nothing else would count.
    """
    return ((1 - t) * said + noise).square().mean()
