"""What the curves of a model of faces mean, in words."""

from typing import Any

from engine.core.finding import COLLAPSED, LOOKS, Finding, Lines, overfit, recent, still, values
from engine.language.words import _

WINS = 5.0
"""A critic is content with verdicts 2 apart; healthy runs were seen to reach 3.5."""


def verdict(config: Any, lines: Lines) -> list[Finding]:
    psnr, kl = values(lines, "held-out PSNR (dB)"), values(lines, "held-out KL")
    if len(psnr) < LOOKS:
        return []
    found = overfit(
        recent(lines, "reconstruction"), values(lines, "held-out reconstruction"), "held-out reconstruction"
    )
    if recent(lines, "KL") < COLLAPSED * config.latent:
        found.append(
            Finding(
                False,
                _(
                    "The code says nothing: a held-out face costs {kl:.1f} nats over {latent} dimensions.",
                    kl=kl[-1],
                    latent=config.latent,
                ),
                _("Beta is {beta:g}: what a dimension would tell costs more than it saves.", beta=config.beta),
                "Lower beta or the variance.",
            )
        )
    gap = 0.0
    if "critic on made" in lines:
        gap = recent(lines, "critic on originals") - recent(lines, "critic on made")
    if gap > WINS:
        found.append(
            Finding(
                False,
                _(
                    "The critic is always right: its verdicts on originals and on made pictures lie {gap:.1f} apart; 2 are enough for it to be content.",
                    gap=gap,
                ),
                "It has learnt the few pictures by heart, or the decoder cannot follow.",
                "Take more pictures, or let the critic pull less.",
            )
        )
    if not found:
        found.append(
            Finding(
                True,
                _(
                    "It learns: copies of held-out faces come within {psnr:.1f} dB.{still}",
                    psnr=psnr[-1],
                    still=still([-one for one in psnr]),
                ),
            )
        )
    return found
