"""A judge of marks: a small residual network (He et al. 2015, arXiv:1512.03385) that says of a picture which marks it has.

    x (n, 3, 64, 64) in [0, 1] --stages--> (n, 8 w, 8, 8) --mean--> (n, 8 w) --> logits (n, k)

The same network serves as an eye: what its stages see of two pictures tells how alike they look (`features`).
"""

from typing import Any

from torch import Tensor, nn

from engine.nn.layers import Residual, halve, with_places


class Judge(nn.Module):
    def __init__(self, channels: int, marks: int, width: int, places: bool = False):
        """places: it is told where each pixel lies (Liu et al. 2018), so that it can tell what is above from what is below."""
        super().__init__()
        self.arguments: dict[str, Any] = {"channels": channels, "marks": marks, "width": width, "places": places}
        w = width
        self.stem = nn.Sequential(
            nn.Conv2d(channels + 2 * places, w, 3, padding=1, bias=False), nn.BatchNorm2d(w), nn.ReLU()
        )
        self.stages = nn.ModuleList(
            [
                nn.Sequential(halve(w, 2 * w), Residual(2 * w)),  # (n, 2 w, 32, 32) for s = 64
                nn.Sequential(halve(2 * w, 4 * w), Residual(4 * w)),  # (n, 4 w, 16, 16)
                nn.Sequential(halve(4 * w, 8 * w), Residual(8 * w)),  # (n, 8 w, 8, 8)
            ]
        )
        self.drop = nn.Dropout(0.3)
        self.out = nn.Linear(8 * w, marks)

    def features(self, x: Tensor) -> list[Tensor]:
        """What each stage sees, from fine to coarse."""
        seen = [self.stem(with_places(2 * x - 1) if self.arguments["places"] else 2 * x - 1)]
        for stage in self.stages:
            seen.append(stage(seen[-1]))
        return seen

    def forward(self, x: Tensor) -> Tensor:
        """Logits: a sigmoid turns each into the probability of a mark."""
        return self.out(self.drop(self.features(x)[-1].mean((2, 3))))


NETWORKS = {"judge": Judge}
