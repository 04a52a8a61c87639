"""The two networks of a GAN on pictures: DCGAN (Radford et al. 2016, arXiv:1511.06434), fully connected, or with one doubling.

    z (n, d), asked (n, k) --Generator--> pictures (n, c, s, s), in [-1, 1] by tanh or in [0, 1] by a sigmoid
    pictures, asked --Discriminator--> logits (n, 1)

`asked` says what to draw, a one for each label that applies: a conditional GAN (Mirza & Osindero 2014). With k = 0 nobody asks.

The form with one doubling is that of a textbook (Chollet 2017, chapter 8.5): G begins at half the size, and convolves before and after
its doubling; D halves three times at one width. This differs from the book where pictures end: there D's convolutions are not padded;
and in the slope of its leaky ReLUs, which is 0.3 there.
"""

from typing import Any

import torch
from torch import Tensor, nn

SLOPE = 0.2
"""What a leaky ReLU lets through below 0."""

EMBEDDED = 32
"""Numbers that an embedding has for each label."""

UNITS = 16
"""Hidden units of a fully connected network for each unit of width."""


class Generator(nn.Module):
    def __init__(
        self,
        channels: int,
        size: int,
        width: int,
        latent: int,
        labels: int,
        label: str,
        form: str,
        norm: bool,
        grow: str,
        output: str,
        activation: str = "relu",
        dropout: float = 0.0,
    ):
        super().__init__()
        self.arguments: dict[str, Any] = {
            **{"channels": channels, "size": size, "width": width, "latent": latent, "labels": labels, "label": label},
            **{"form": form, "norm": norm, "grow": grow, "output": output},
            **{"activation": activation, "dropout": dropout},
        }

        def after(kind: type[nn.Module], width: int) -> list[nn.Module]:
            # The decoder of `encode.concepts` bends so: its weights fit.
            leaky = activation == "leaky-relu" or form == "decoder"
            drop = [nn.Dropout(dropout)] if dropout else []
            return [*normed(kind, width, norm), nn.LeakyReLU(SLOPE) if leaky else nn.ReLU(), *drop]

        embedded = label != "joined" and labels > 0
        self.embed = nn.Linear(labels, EMBEDDED, bias=False) if embedded else None
        before = latent + (EMBEDDED if embedded else labels)
        stack: list[nn.Module] = []
        if form == "connected":
            hidden = UNITS * width
            stack = [
                *(nn.Linear(before, hidden), *after(nn.BatchNorm1d, hidden)),
                *(nn.Linear(hidden, 2 * hidden), *after(nn.BatchNorm1d, 2 * hidden)),
                *(nn.Linear(2 * hidden, channels * size * size), nn.Unflatten(1, (channels, size, size))),
            ]
        elif form == "one-doubling":
            side, wide = size // 2, 2 * width
            stack += [nn.Linear(before, width * side * side), nn.Unflatten(1, (width, side, side))]
            stack += [*after(nn.BatchNorm2d, width), *kept(width, wide, 5), *after(nn.BatchNorm2d, wide)]
            for layers in (doubled(wide, wide, grow, bias=True), kept(wide, wide, 5), kept(wide, wide, 5)):
                stack += [*layers, *after(nn.BatchNorm2d, wide)]
            stack += kept(wide, channels, 7)
        else:
            side, doublings = smallest(size)
            w = width * 2 ** (doublings - 1)
            stack = [
                nn.Linear(before, w * side * side, bias=form == "decoder" or not norm),
                nn.Unflatten(1, (w, side, side)),
                *after(nn.BatchNorm2d, w),
            ]
            for _ in range(doublings - 1):
                stack += [*doubled(w, w // 2, grow, bias=not norm), *after(nn.BatchNorm2d, w // 2)]
                w //= 2
            stack += doubled(w, channels, grow, bias=True)
        self.layers = nn.Sequential(*stack, nn.Tanh() if output == "tanh" else nn.Sigmoid())
        self.apply(begin_even if form == "one-doubling" else begin)

    def forward(self, z: Tensor, asked: Tensor | None = None) -> Tensor:
        return self.layers(self.joined(z, asked))

    def joined(self, z: Tensor, asked: Tensor | None) -> Tensor:
        """What the first layer sees: the noise, and beside it what is asked for."""
        if asked is None:
            return z
        return torch.cat([z, asked if self.embed is None else self.embed(asked)], 1)

    def paint(self, z: Tensor, asked: Tensor | None = None) -> Tensor:
        """Pictures in [0, 1]."""
        made = self(z, asked)
        return (made + 1) / 2 if self.arguments["output"] == "tanh" else made


class Discriminator(nn.Module):
    def __init__(
        self,
        channels: int,
        size: int,
        width: int,
        labels: int,
        label: str,
        form: str,
        norm: bool,
        shrink: str,
        activation: str,
        spectral: bool,
        dropout: float,
        kernel: int = 4,
    ):
        super().__init__()
        self.arguments: dict[str, Any] = {
            **{"channels": channels, "size": size, "width": width, "labels": labels, "label": label, "form": form},
            **{"norm": norm, "shrink": shrink, "activation": activation, "spectral": spectral, "dropout": dropout},
            "kernel": kernel,
        }
        stack: list[nn.Module] = []
        act = nn.LeakyReLU(SLOPE) if activation == "leaky-relu" else nn.ReLU()
        planes = {"joined": labels, "embedding": min(1, labels), "projection": 0}[label]
        before = channels + planes
        if form == "connected":
            seen = UNITS * width
            stack = [
                *(nn.Flatten(), nn.Linear(before * size * size, 2 * seen), act, nn.Dropout(dropout)),
                *(nn.Linear(2 * seen, seen), *normed(nn.BatchNorm1d, seen, norm), act, nn.Dropout(dropout)),
            ]
        elif form == "one-doubling":
            halvings = min(3, smallest(size)[1])
            stack += [*kept(before, width, 3), act]
            for _ in range(halvings):
                stack += [*halved(width, width, shrink, kernel, bias=True), *normed(nn.BatchNorm2d, width, norm), act]
            stack += [nn.Flatten(), nn.Dropout(dropout)]
            seen = width * (size >> halvings) ** 2
        else:
            side, halvings = smallest(size)
            w = width
            for number in range(halvings):
                # This differs from no rule of DCGAN: its discriminator, too, has no batch norm in the first layer.
                normal = normed(nn.BatchNorm2d, w, norm and number > 0)
                stack += [*halved(before, w, shrink, kernel, bias=not normal), *normal, act, nn.Dropout(dropout)]
                before, w = w, 2 * w
            seen = before * side * side
            stack.append(nn.Flatten())
        self.features = nn.Sequential(*stack)
        self.out = nn.Linear(seen, 1)
        self.embed = nn.Linear(labels, size * size, bias=False) if label == "embedding" and labels else None
        self.fits = nn.Linear(labels, seen, bias=False) if label == "projection" and labels else None
        self.apply(begin_even if form == "one-doubling" else begin)
        if spectral:
            for layer in self.modules():
                if isinstance(layer, nn.Conv2d | nn.Linear):
                    nn.utils.parametrizations.spectral_norm(layer)

    def forward(self, x: Tensor, asked: Tensor | None = None) -> Tensor:
        """Logits: a sigmoid turns each into the probability that the picture is real."""
        if asked is None:
            return self.out(self.features(x))
        if self.fits is not None:
            # Miyato & Koyama 2018: how well the features point where the label points, added to the plain verdict.
            seen = self.features(x)
            return self.out(seen) + (seen * self.fits(asked)).sum(1, keepdim=True)
        planes = asked[:, :, None, None].expand(-1, -1, *x.shape[2:])
        if self.embed is not None:
            planes = self.embed(asked).reshape(len(x), 1, *x.shape[2:])
        return self.out(self.features(torch.cat([x, planes], 1)))


def smallest(size: int) -> tuple[int, int]:
    """The side from which a picture grows, and how often it doubles: 64 = 4 * 2^4, 28 = 7 * 2^2."""
    doublings = 0
    while size % 2 == 0 and size > 4:
        size, doublings = size // 2, doublings + 1
    return size, doublings


def normed(kind: type[nn.Module], width: int, wanted: bool) -> list[nn.Module]:
    return [kind(width)] if wanted else []


def kept(before: int, after: int, kernel: int) -> list[nn.Module]:
    """A convolution after which a picture is as large as before."""
    return [nn.Conv2d(before, after, kernel, padding=kernel // 2)]


def doubled(before: int, after: int, grow: str, bias: bool) -> list[nn.Module]:
    match grow:
        case "even":
            return [nn.ConvTranspose2d(before, after, 4, stride=2, padding=1, bias=bias)]
        case "uneven":
            return [nn.ConvTranspose2d(before, after, 5, stride=2, padding=2, output_padding=1, bias=bias)]
    return [nn.Upsample(scale_factor=2), nn.Conv2d(before, after, 3, padding=1, bias=bias)]


def halved(before: int, after: int, shrink: str, kernel: int, bias: bool) -> list[nn.Module]:
    if shrink == "max-pool":
        return [nn.Conv2d(before, after, 3, padding=1, bias=bias), nn.MaxPool2d(2)]
    return [nn.Conv2d(before, after, kernel, stride=2, padding=(kernel - 1) // 2, bias=bias)]


def begin(layer: nn.Module) -> None:
    """DCGAN's start: weights from a bell curve of 0.02."""
    if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d | nn.Linear):
        nn.init.normal_(layer.weight, 0.0, 0.02)
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
    elif isinstance(layer, nn.BatchNorm2d | nn.BatchNorm1d):
        nn.init.normal_(layer.weight, 1.0, 0.02)


def begin_even(layer: nn.Module) -> None:
    """Keras's start, which the chapter's networks have: even weights that keep the signals' size from layer to layer (Glorot & Bengio
    2010). Without batch norm DCGAN's start is too small for them."""
    if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d | nn.Linear):
        nn.init.xavier_uniform_(layer.weight)
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)


NETWORKS = {"generator": Generator, "discriminator": Discriminator}
