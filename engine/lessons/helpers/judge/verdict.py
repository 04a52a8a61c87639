"""What the curves of a judge mean, in words."""

from typing import Any

from engine.core.finding import LOOKS, Finding, Lines, overfit, recent, values
from engine.language.words import _


def verdict(config: Any, lines: Lines) -> list[Finding]:
    areas, held_out = values(lines, "AUC"), values(lines, "held-out loss")
    if len(areas) < LOOKS:
        return []
    found = overfit(recent(lines, "training loss"), held_out, "held-out loss")
    if not found:
        found.append(
            Finding(
                True,
                _(
                    "It learns: of two held-out faces it finds the one with the mark in {share:.1%} of the cases.",
                    share=areas[-1],
                ),
            )
        )
    return found
