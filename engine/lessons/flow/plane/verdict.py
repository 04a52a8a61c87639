"""What the curves of a flow on points mean."""

from engine.core.finding import Finding, Lines, recent, values
from engine.language.words import _
from engine.lessons.flow.plane.config import FlowConfig

LOOKS = 2
"""Looks at the made points before anything is said."""

NEAR = 0.12
"""Units of the plane: sound runs were seen below 0.07, walks of too few steps and networks that are too small above 0.15."""

BY_HEART = 1.15
"""Held-out loss over training loss: sound runs stay at 1, with 16 points it was 1.3 after 2,000 steps and grew."""

FEW = 8
"""Questions to the network, from noise to data, below which a walk is blamed first."""


def verdict(config: FlowConfig, lines: Lines) -> list[Finding]:
    distances = values(lines, "distance")
    if len(distances) < LOOKS:
        return []
    distance, reach = distances[-1], values(lines, "reached")[-1]
    heart = _by_heart(config, lines)
    if heart:
        return [heart]
    if distance > NEAR:
        return [_astray(config, distance, reach)]
    low, high = values(lines, "distance, at least")[-1], values(lines, "distance, at most")[-1]
    said = [
        _(
            "It flows: made points reach {reach:.0%} of the real ones, and lie {away:.2f} away ({low:.2f} to {high:.2f}).",
            reach=reach,
            away=distance,
            low=low,
            high=high,
        ),
        _(
            "Its loss has come down to {loss:.2f}: the rest is what no network can know.",
            loss=recent(lines, "training loss"),
        ),
    ]
    if low == 0:
        said.insert(1, _("Chance alone could explain that."))
    return [Finding(True, " ".join(said))]


def _by_heart(config: FlowConfig, lines: Lines) -> Finding | None:
    known, new = recent(lines, "training loss"), values(lines, "held-out loss")[-1]
    if new < BY_HEART * known:
        return None
    return Finding(
        False,
        _(
            "It knows the points by heart: its loss is {known:.2f} on points that it has met and {new:.2f} on others.",
            known=known,
            new=new,
        ),
        _("With {n} points all paths end in just these. Nothing new is made.", n=config.points),
        "Take more points.",
    )


def _astray(config: FlowConfig, distance: float, reach: float) -> Finding:
    asked = config.walk * (2 if config.sampler == "heun" else 1)
    away = _(
        "made points lie {distance:.2f} away and reach {reach:.0%} of the real ones", distance=distance, reach=reach
    )
    if asked < FEW or (config.sampler == "ddpm" and asked < 2 * FEW):
        return Finding(
            False,
            _("The walk takes too few steps: {away}.", away=away),
            "Each step goes straight on where the way bends. In one step all points land near the middle of the data.",
            "Take more sampling steps, or Heun, which looks ahead. The network need not learn again.",
        )
    if config.width * config.layers < 32:
        return Finding(
            False,
            _("The network is too small: {away}.", away=away),
            _(
                "With {n} hidden units the arrows can bend only a little, and the shape stays a blot.",
                n=config.width * config.layers,
            ),
            "Give it three layers of 64.",
        )
    return Finding(
        False,
        _("The points have not arrived yet: {away}.", away=away),
        "It is early, or the shape has sharp corners.",
        "Go on, or give the network another layer.",
    )
