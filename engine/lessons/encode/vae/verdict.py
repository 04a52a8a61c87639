"""What the curves of a variational autoencoder mean, in words."""

from typing import Any

from engine.core.finding import COLLAPSED, LOOKS, Finding, Lines, overfit, recent, still, values
from engine.language.words import _


def verdict(config: Any, lines: Lines) -> list[Finding]:
    elbo = values(lines, "held-out negative ELBO")
    if len(elbo) < 2:
        return []
    active, kl = values(lines, "active units")[-1], values(lines, "held-out KL")[-1]
    found = _collapse(config, lines)
    if len(elbo) >= LOOKS:
        found += overfit(
            recent(lines, "reconstruction"), values(lines, "held-out reconstruction"), "held-out reconstruction"
        )
    if values(lines, "beta")[-1] == 0:
        found.append(
            Finding(
                False,
                _("Nothing orders the codes: beta is 0, and the KL has grown to {kl:.0f} nats.", kl=kl),
                "Without the KL term the encoder may put codes anywhere, as a plain autoencoder does. Between them are holes.",
                "Set beta to 1.",
            )
        )
    if not found:
        found.append(
            Finding(
                True,
                _(
                    "All {active:.0f} of {latent} dimensions are active; a held-out picture costs {elbo:.0f} nats.{still}",
                    active=active,
                    latent=config.latent,
                    elbo=elbo[-1],
                    still=still(elbo),
                ),
            )
        )
    return found


def _collapse(config: Any, lines: Lines) -> list[Finding]:
    """Dimensions whose codes are the prior for every picture."""
    if values(lines, "beta")[-1] == 0:
        return []
    each = {name: values(lines, name)[-1] for name in lines if name.startswith("KL of z")}
    dead = {name.removeprefix("KL of z"): nats for name, nats in each.items() if nats < COLLAPSED}
    active = values(lines, "active units")[-1]
    if not dead and (each or active == config.latent):
        return []
    if not config.path:
        return [
            Finding(
                False,
                _(
                    "{active:.0f} of {latent} dimensions are active: the encoder hears nothing of the reconstruction.",
                    active=active,
                    latent=config.latent,
                ),
                "The code is a plain random draw, and no gradient passes through one. Only the KL reaches the encoder, and it asks for silence.",
                "Reparameterise: write the draw as mean + deviation * chance.",
            )
        ]
    said = [
        _("Dimension {number} has collapsed: its KL is {nats:.2f} nats.", number=number, nats=nats)
        for number, nats in dead.items()
    ]
    return [
        Finding(
            False,
            " ".join(
                [_("{active:.0f} of {latent} dimensions are active.", active=active, latent=config.latent), *said[:3]]
            ),
            _(
                "Beta is {beta:g}: what a dimension would tell about the picture costs more than it saves.",
                beta=values(lines, "beta")[-1],
            ),
            "Lower beta, let it warm up over some thousand steps, or give fewer dimensions.",
        )
    ]
