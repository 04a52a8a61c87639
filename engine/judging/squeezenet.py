"""SqueezeNet 1.1 (Iandola et al. 2016, arXiv:1602.07360): what its fourth fire module sees, (n, 256, h/8, w/8), in pictures (n, 3, h, w) in [0, 1]."""

from collections.abc import Mapping, Sequence

from torch import Tensor, nn

WANTED = 8
"""So many of its layers lead there."""


def filled(weights: Mapping[str, Tensor], mean: Sequence[float], deviation: Sequence[float]) -> nn.Module:
    """With the weights of a file that holds these layers, whatever else is in it."""
    from torchvision import models  # takes seconds, and only the command line judges
    from torchvision.transforms import v2

    network = models.squeezenet1_1()
    network.load_state_dict({name: value.float() for name, value in weights.items()}, strict=False)
    missing = {f"features.{name}" for name in network.features[:WANTED].state_dict()} - set(weights)
    if missing:
        raise KeyError(f"no weights for {', '.join(sorted(missing))}")
    return nn.Sequential(v2.Normalize(mean, deviation), *network.features[:WANTED]).eval().requires_grad_(False)
