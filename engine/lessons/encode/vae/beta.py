"""Other people's ways to weigh a VAE's two losses, translated to the one beta used here.

Here the loss is nats per picture: -log p(x | z) summed over pixels + beta * KL summed over latent dimensions.
"""

from dataclasses import dataclass

from engine.core.errors import Trouble
from engine.language.words import N_


@dataclass(frozen=True)
class Convention:
    """loss = reconstruction_weight * reconstruction + kl_weight * KL, each a sum or a mean over its entries."""

    reconstruction_weight: float = 1.0
    kl_weight: float = 1.0
    mean_over_pixels: bool = False
    mean_over_dimensions: bool = False
    squared_error: bool = False
    """Squared error instead of cross-entropy: it is -log p of a Gaussian, up to a constant and its variance."""


def honest_beta(convention: Convention, pixels: int, dimensions: int, variance: float = 0.05) -> float:
    """The beta whose loss is a multiple of theirs. `pixels` counts channels too; `variance` is the Gaussian's here."""
    if convention.reconstruction_weight <= 0 or convention.kl_weight < 0:
        raise Trouble(
            "A reconstruction without weight cannot be translated.", "Give it a weight above 0, and KL one from 0."
        )
    each_pixel = convention.reconstruction_weight / (pixels if convention.mean_over_pixels else 1)
    each_nat = convention.kl_weight / (dimensions if convention.mean_over_dimensions else 1)
    # Squared error counts (x - mean)^2 where the Gaussian's nats count (x - mean)^2 / (2 variance).
    nats = each_pixel * 2 * variance if convention.squared_error else each_pixel
    return each_nat / nats


KNOWN = {
    N_("The ELBO: sums, no weights"): Convention(),
    N_("Mean over pixels, KL weight 0.00025"): Convention(kl_weight=0.00025, mean_over_pixels=True),
    N_("500 x mean reconstruction + KL"): Convention(reconstruction_weight=500.0, mean_over_pixels=True),
    N_("Both losses as means, no weights"): Convention(mean_over_pixels=True, mean_over_dimensions=True),
    N_("Mean squared error + KL"): Convention(mean_over_pixels=True, squared_error=True),
}
"""Conventions that stand in many tutorials."""
