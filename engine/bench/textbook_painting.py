"""What the classes of the textbooks do, without haste: float32, contiguous, autograd for everything. Only to be measured against."""

from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn, optim

from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.helpers.eye.vgg import DEVIATION, MEAN, VGG19
from engine.nn import device

CONTENT_LAYER = "relu4_1"


def style_transfer(vgg: VGG19, content: Tensor, style: Tensor) -> Iterator[Tensor]:
    """Gatys et al. 2016 as tutorials write it: VGG-19 up to conv5_1, L-BFGS on the pixels. One loss for each iteration, for ever."""
    here = device.pick()
    network = nn.Sequential(*(nn.ReLU() if isinstance(layer, nn.ReLU) else layer for layer in vgg.features))
    network, content, style = network.float().to(here), content.to(here), style.to(here)
    mean, deviation = (torch.tensor(values, device=here)[:, None, None] for values in (MEAN, DEVIATION))

    def look(x: Tensor) -> dict[str, Tensor]:
        x, seen = (x - mean) / deviation, {}
        for at, layer in enumerate(network):
            x = layer(x)
            if vgg.names.get(at) in LAYERS:
                seen[vgg.names[at]] = x
        return seen

    def gram(seen: Tensor) -> Tensor:
        count, channels, height, width = seen.shape
        flat = seen.view(count * channels, height * width)
        return flat @ flat.t() / (channels * height * width)

    with torch.no_grad():
        kept = look(content)[CONTENT_LAYER]
        wanted = {layer: gram(seen) for layer, seen in look(style).items()}
    canvas = content.clone().requires_grad_()
    optimiser = optim.LBFGS([canvas], max_iter=1, history_size=10)

    def closure() -> Tensor:
        optimiser.zero_grad()
        seen = look(canvas)
        loss = F.mse_loss(seen[CONTENT_LAYER], kept)
        loss = loss + 1e6 * sum(F.mse_loss(gram(seen[layer]), wanted[layer]) for layer in LAYERS)
        loss.backward()
        return loss

    while True:
        yield optimiser.step(closure)
