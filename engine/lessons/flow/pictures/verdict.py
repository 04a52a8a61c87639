"""What the curves of a flow mean, in words."""

from typing import Any

from engine.core.finding import LOOKS, Finding, Lines, overfit, recent, still, values
from engine.language.words import _

LOST = 0.9
"""A network that says nothing pays about 1 for noise, and more for directions."""

ROUGH = 0.1
"""Coverage below which a crowd of made pictures has little to do with real ones."""


def verdict(config: Any, lines: Lines) -> list[Finding]:
    held_out, covered = values(lines, "held-out loss"), values(lines, "coverage")
    if len(held_out) < 2:
        return []
    training = recent(lines, "training loss")
    if training > LOST:
        return [
            Finding(
                False,
                _("It learns nothing: the loss is {loss:.2f}, as much as for saying nothing at all.", loss=training),
                "Each step leaps past what the last one found.",
                "Lower the learning rate to 0.002.",
            )
        ]
    found = overfit(training, held_out, "held-out loss") if len(held_out) >= LOOKS else []
    if found:
        return found
    said = _(
        "It learns: the held-out loss has fallen from {first:.3f} to {last:.3f}; made pictures cover {covered:.0%} of what real ones show.",
        first=held_out[0],
        last=held_out[-1],
        covered=covered[-1],
    )
    more = (
        " " + _("Outlines come before details: the loss falls slowly while pictures still get much better.")
        if covered[-1] < ROUGH
        else ""
    )
    return [Finding(True, said + more + still(held_out))]
