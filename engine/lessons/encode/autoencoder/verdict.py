"""What the curves of an autoencoder mean, in words."""

from typing import Any

from engine.core.finding import LOOKS, Finding, Lines, overfit, recent, still, values
from engine.language.words import _

EARLY = 100
"""Steps before which nobody can say that a network does not learn."""


def verdict(config: Any, lines: Lines) -> list[Finding]:
    held_out = values(lines, "held-out loss")
    if len(held_out) < LOOKS:
        return []
    found = overfit(recent(lines, "training loss"), held_out, "held-out loss")
    if config.noise != "none" and config.target == "noisy":
        found.append(
            Finding(
                False,
                _(
                    "It learns to copy the noise: its output is only {psnr:.1f} dB close to the clean pictures.",
                    psnr=values(lines, "PSNR (dB)")[-1],
                ),
                "Its output is compared with the noisy picture, so noise is what it is praised for.",
                "Compare with the clean picture.",
            )
        )
    if config.noise == "plus":
        found.append(
            Finding(
                False,
                _(
                    "The level {noise_level:g} does not say how strong the noise is: every picture gets noise of deviation 1, "
                    "and is lighter by {noise_level:g}.",
                    noise_level=config.noise_level,
                ),
                "The level is added to the noise, not multiplied with it.",
                "Choose Gaussian noise: level times chance.",
            )
        )
    stuck = held_out[-1] > 0.99 * held_out[0]
    if stuck and lines["held-out loss"][0][-1] < EARLY:
        return found
    if stuck:
        found.append(
            Finding(
                False,
                _(
                    "It does not learn: the held-out loss was {first:.3f} and is {last:.3f}.",
                    first=held_out[0],
                    last=held_out[-1],
                ),
                "The steps are too small to get anywhere, or so large that they jump over every valley.",
                "Try a learning rate of 0.001 for Adam or RMSprop, of 1 for Adadelta.",
            )
        )
    if not found:
        found.append(
            Finding(
                True,
                _(
                    "It learns: the held-out loss fell from {first:.3f} to {last:.3f}.{still}",
                    first=held_out[0],
                    last=held_out[-1],
                    still=still(held_out),
                ),
            )
        )
    return found
