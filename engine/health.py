"""What the curves of a run mean, in numbers and in words. Plain arithmetic, no torch."""

from collections.abc import Callable, Sequence
from typing import Any

from engine import health_gan, health_points
from engine.findings import Finding, Lines, recent, values

LOOKS = 4
"""Looks at held-out pictures before anything is said about their trend."""

EARLY = 100
"""Steps before which nobody can say that a network does not learn."""

WINS = 5.0
"""A critic is content with verdicts 2 apart; healthy runs were seen to reach 3.5."""

COLLAPSED = 0.05
"""Nats below which a latent dimension says nothing about the picture."""


def verdict(lesson: str, config: Any, lines: Lines) -> list[Finding]:
    """What there is to say, worst first; a healthy run gets one good finding; one without numbers, or that only paints, none."""
    found = VERDICTS[lesson](config, lines) if lines and lesson in VERDICTS else []
    return sorted(found, key=lambda finding: finding.good)


def autoencoder(config: Any, lines: Lines) -> list[Finding]:
    held_out = values(lines, "held-out loss")
    if len(held_out) < LOOKS:
        return []
    found = _overfit(recent(lines, "training loss"), held_out, "held-out loss")
    if config.noise != "none" and config.target == "noisy":
        found.append(
            Finding(
                False,
                f"It learns to copy the noise: its output is only {values(lines, 'PSNR (dB)')[-1]:.1f} dB close to the clean pictures.",
                "Its output is compared with the noisy picture, so noise is what it is praised for.",
                "Compare with the clean picture.",
            )
        )
    stuck = held_out[-1] > 0.99 * held_out[0]
    if stuck and lines["held-out loss"][0][-1] < EARLY:
        return found
    if stuck:
        found.append(
            Finding(
                False,
                f"It does not learn: the held-out loss was {held_out[0]:.3f} and is {held_out[-1]:.3f}.",
                "The steps are too small to get anywhere, or so large that they jump over every valley.",
                "Try a learning rate of 0.001 for Adam or RMSprop, of 1 for Adadelta.",
            )
        )
    if not found:
        found.append(
            Finding(
                True,
                f"It learns: the held-out loss fell from {held_out[0]:.3f} to {held_out[-1]:.3f}.{_still(held_out)}",
            )
        )
    return found


def vae(config: Any, lines: Lines) -> list[Finding]:
    elbo = values(lines, "held-out negative ELBO")
    if len(elbo) < 2:
        return []
    active, kl = values(lines, "active units")[-1], values(lines, "held-out KL")[-1]
    found = _collapse(config, lines)
    if len(elbo) >= LOOKS:
        found += _overfit(
            recent(lines, "reconstruction"), values(lines, "held-out reconstruction"), "held-out reconstruction"
        )
    if values(lines, "beta")[-1] == 0:
        found.append(
            Finding(
                False,
                f"Nothing orders the codes: beta is 0, and the KL has grown to {kl:.0f} nats.",
                "Without the KL term the encoder may put codes anywhere, as a plain autoencoder does. Between them are holes.",
                "Set beta to 1.",
            )
        )
    if not found:
        found.append(
            Finding(
                True,
                f"All {active:.0f} of {config.latent} dimensions are active; a held-out picture costs {elbo[-1]:.0f} nats.{_still(elbo)}",
            )
        )
    return found


def concepts(config: Any, lines: Lines) -> list[Finding]:
    psnr, kl = values(lines, "held-out PSNR (dB)"), values(lines, "held-out KL")
    if len(psnr) < LOOKS:
        return []
    found = _overfit(
        recent(lines, "reconstruction"), values(lines, "held-out reconstruction"), "held-out reconstruction"
    )
    if recent(lines, "KL") < COLLAPSED * config.latent:
        found.append(
            Finding(
                False,
                f"The code says nothing: a held-out face costs {kl[-1]:.1f} nats over {config.latent} dimensions.",
                f"Beta is {config.beta:g}: what a dimension would tell costs more than it saves.",
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
                f"The critic is always right: its verdicts on originals and on made pictures lie {gap:.1f} apart; 2 are enough for it to be content.",
                "It has learnt the few pictures by heart, or the decoder cannot follow.",
                "Take more pictures, or let the critic pull less.",
            )
        )
    if not found:
        found.append(
            Finding(
                True,
                f"It learns: copies of held-out faces come within {psnr[-1]:.1f} dB.{_still([-one for one in psnr])}",
            )
        )
    return found


def judge(config: Any, lines: Lines) -> list[Finding]:
    areas, held_out = values(lines, "AUC"), values(lines, "held-out loss")
    if len(areas) < LOOKS:
        return []
    found = _overfit(recent(lines, "training loss"), held_out, "held-out loss")
    if not found:
        found.append(
            Finding(
                True,
                f"It learns: of two held-out faces it finds the one with the mark in {areas[-1]:.1%} of the cases.",
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
    said = [f"Dimension {number} has collapsed: its KL is {nats:.2f} nats." for number, nats in dead.items()]
    return [
        Finding(
            False,
            f"{active:.0f} of {config.latent} dimensions are active. {' '.join(said[:3])}".strip(),
            f"Beta is {values(lines, 'beta')[-1]:g}: what a dimension would tell about the picture costs more than it saves.",
            "Lower beta, let it warm up over some thousand steps, or give fewer dimensions.",
        )
    ]


def _overfit(training: float, held_out: Sequence[float], name: str) -> list[Finding]:
    best = min(held_out)
    if held_out[-1] < 1.03 * best or training > 0.97 * best:
        return []
    return [
        Finding(
            False,
            f"It learns the training pictures by heart: the {name} has risen from {best:.3g} to {held_out[-1]:.3g}, while training reaches {training:.3g}.",
            "There are too few pictures for so many weights.",
            "Take more pictures, a smaller network, or stop earlier.",
        )
    ]


def _still(values: Sequence[float]) -> str:
    """Whether going on is worth it."""
    fell = values[0] - values[-1]
    lately = values[-max(2, len(values) // 5)] - values[-1]
    return " It is still getting better: go on." if fell > 0 and lately > 0.05 * fell else ""


VERDICTS: dict[str, Callable[[Any, Lines], list[Finding]]] = {
    "autoencoder": autoencoder,
    "cgan": health_gan.gan,
    "concepts": concepts,
    "gan": health_gan.gan,
    "judge": judge,
    "points": health_points.points,
    "vae": vae,
}
