"""What the curves of a machine that writes mean, in words."""

from typing import Any

from engine.core.finding import LOOKS, Finding, Lines, recent, still, values
from engine.language.words import _

CLEARLY = 1.1
"""So many times the best held-out perplexity is clearly worse than it."""


def verdict(config: Any, lines: Lines) -> list[Finding]:
    held_out = values(lines, "held-out perplexity")
    if not held_out:
        return []
    to_beat, last, best = values(lines, "bigram perplexity")[-1], held_out[-1], min(held_out)
    found = []
    if (
        len(held_out) >= LOOKS
        and last > CLEARLY * best
        and recent(lines, "training loss") < values(lines, "held-out loss")[-1]
    ):
        found.append(
            Finding(
                False,
                _(
                    "It learns the text by heart: the held-out perplexity has risen from {best:.2f} to {last:.2f}.",
                    best=best,
                    last=last,
                ),
                "There is too little text for so many weights.",
                "Take more letters, fewer weights, or stop earlier.",
            )
        )
    elif last >= to_beat:
        found.append(_no_better(config, last, to_beat))
    if not found:
        found.append(
            Finding(
                True,
                _(
                    "It guesses among {last:.2f} letters where counting pairs guesses among {to_beat:.2f}.{still}",
                    last=last,
                    to_beat=to_beat,
                    still=still(values(lines, "held-out loss")),
                ),
            )
        )
    return found


def _no_better(config: Any, last: float, to_beat: float) -> Finding:
    said = _(
        "It guesses among {last:.1f} letters. Counting which letter follows which does as well: {to_beat:.1f}.",
        last=last,
        to_beat=to_beat,
    )
    if config.learning_rate > 0.03:
        return Finding(
            False,
            said,
            _("Its steps are too long: {rate:g}.", rate=config.learning_rate),
            "Lower the learning rate to 0.005.",
        )
    return Finding(False, said, "It is early: letters come before pairs, and pairs before words.", "Go on.")
