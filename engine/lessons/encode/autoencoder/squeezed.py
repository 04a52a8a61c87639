"""A form of autoencoder that stands in many courses: the third convolution gets no padding, so that 28 pixels become 3; a hidden layer lies
between it and the code; and only some convolutions are normalised.

    (n, c, 28, 28) --> (n, w, 14, 14) --> (n, 2 w, 7, 7) --> (n, 4 w, 3, 3) --> 16 w hidden units --> code (n, d), and back
"""

from torch import nn

HIDDEN = 16
"""Hidden units for each unit of width: 128 at width 8."""


def encoder(channels: int, size: int, width: int, bottleneck: int) -> list[nn.Module]:
    small = sizes(size)[-1]
    return [
        nn.Conv2d(channels, width, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(width, 2 * width, 3, stride=2, padding=1),
        nn.BatchNorm2d(2 * width),
        nn.ReLU(),
        nn.Conv2d(2 * width, 4 * width, 3, stride=2),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(4 * width * small * small, HIDDEN * width),
        nn.ReLU(),
        nn.Linear(HIDDEN * width, bottleneck),
    ]


def decoder(channels: int, size: int, width: int, bottleneck: int) -> list[nn.Module]:
    """Output padding adds the pixel that a transposed convolution lacks where the goal is even."""
    large, middle, little, small = sizes(size)
    return [
        nn.Linear(bottleneck, HIDDEN * width),
        nn.ReLU(),
        nn.Linear(HIDDEN * width, 4 * width * small * small),
        nn.ReLU(),
        nn.Unflatten(1, (4 * width, small, small)),
        nn.ConvTranspose2d(4 * width, 2 * width, 3, stride=2, output_padding=little - 2 * small - 1),
        nn.BatchNorm2d(2 * width),
        nn.ReLU(),
        nn.ConvTranspose2d(2 * width, width, 3, stride=2, padding=1, output_padding=middle + 1 - 2 * little),
        nn.BatchNorm2d(width),
        nn.ReLU(),
        nn.ConvTranspose2d(width, channels, 3, stride=2, padding=1, output_padding=large + 1 - 2 * middle),
    ]


def sizes(size: int) -> tuple[int, int, int, int]:
    """The side after 0, 1, 2 and 3 halvings, the last of which sees nothing beyond the edge: 28, 14, 7, 3."""
    half, quarter = (size + 1) // 2, (size + 3) // 4
    return size, half, quarter, (quarter - 1) // 2
