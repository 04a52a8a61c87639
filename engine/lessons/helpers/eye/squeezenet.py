"""SqueezeNet 1.1 (Iandola et al. 2016, arXiv:1602.07360): a small network that names things, and that nobody built to paint with.

Five of its places take the names of VGG's layers, each the last before the picture shrinks again, so that a setting asks for
the same depth in both. They see at a half, a quarter, an eighth, and twice at a sixteenth of the picture's size.
"""

from collections.abc import Mapping, Sequence

from torch import Tensor, nn

from engine.lessons.helpers.eye.vgg import CAFFE_MEAN, DEVIATION, MEAN

PLACES = {1: "relu1_1", 4: "relu2_1", 7: "relu3_1", 10: "relu4_1", 12: "relu5_1"}
"""A layer's number in torchvision's `squeezenet1_1().features` -> what it is called here."""


class SqueezeNet(nn.Module):
    """x (n, 3, h, w) in [0, 1] -> place -> what it sees there."""

    layers = tuple(PLACES.values())

    def __init__(self, mean: Sequence[float], deviation: Sequence[float]):
        super().__init__()
        from torchvision import models  # takes seconds, and few ask for this eye
        from torchvision.transforms import v2

        self.arguments = {"mean": list(mean), "deviation": list(deviation)}
        self.normalise = v2.Normalize(list(mean), list(deviation))
        self.features = models.squeezenet1_1().features

    def forward(self, x: Tensor, deepest: str = PLACES[12]) -> dict[str, Tensor]:
        x = self.normalise(x).to(next(self.parameters()).dtype)
        seen = {}
        for number, layer in enumerate(self.features):
            x = layer(x)
            if number in PLACES:
                seen[PLACES[number]] = x
                if PLACES[number] == deepest:
                    break
        return seen


def from_torchvision(weights: Mapping[str, Tensor]) -> SqueezeNet:
    """With the weights of torchvision's file."""
    return _filled(weights, MEAN, DEVIATION)


def from_caffe(weights: Mapping[str, Tensor]) -> SqueezeNet:
    """With the original weights, already scaled for pictures in [0, 1]."""
    return _filled(weights, CAFFE_MEAN, (1.0, 1.0, 1.0))


def _filled(weights: Mapping[str, Tensor], mean: Sequence[float], deviation: Sequence[float]) -> SqueezeNet:
    network = SqueezeNet(mean, deviation)
    kept = {name: value.float() for name, value in weights.items() if name.startswith("features.")}
    network.load_state_dict(kept)
    return network.eval().requires_grad_(False)
