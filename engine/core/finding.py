"""One thing seen in a run's curves, and how to read curves for it. Plain arithmetic, no torch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.language.words import _

Lines = Mapping[str, tuple[Sequence[int], Sequence[float]]]
"""Curve's name -> its steps and values, as `engine.runs.curves.Curves` reads them."""


@dataclass(frozen=True)
class Finding:
    """One thing seen in the curves. `said` holds the number that says so."""

    good: bool
    said: str
    cause: str = ""
    cure: str = ""
    early: bool = False
    """Nothing is seen yet: it only says how far one is from seeing."""


def too_early(seen: int, said: str = "") -> Finding:
    """What there is to say from the first step on. `said` is what can be told all the same."""
    return Finding(True, _("Too early to tell: so far D has seen {seen:,} real ones.", seen=seen), said, early=True)


def values(lines: Lines, name: str) -> Sequence[float]:
    return lines[name][1] if name in lines else []


def recent(lines: Lines, name: str) -> float:
    """The mean over the last tenth of a noisy curve."""
    last = values(lines, name)
    last = last[-max(1, len(last) // 10) :]
    return sum(last) / len(last)


LOOKS = 4
"""Looks at held-out pictures before anything is said about their trend."""

COLLAPSED = 0.05
"""Nats below which a latent dimension says nothing about the picture."""


def overfit(training: float, held_out: Sequence[float], name: str) -> list[Finding]:
    best = min(held_out)
    clearly = 0.03 * abs(best)  # a cost in nats may lie below 0
    if held_out[-1] < best + clearly or training > best - clearly:
        return []
    return [
        Finding(
            False,
            _(
                "It learns the training pictures by heart: the {name} has risen from {best:.3g} to {last:.3g}, while training reaches {training:.3g}.",
                name=_(name),
                best=best,
                last=held_out[-1],
                training=training,
            ),
            "There are too few pictures for so many weights.",
            "Take more pictures, a smaller network, or stop earlier.",
        )
    ]


def still(values: Sequence[float]) -> str:
    """Whether going on is worth it."""
    fell = values[0] - values[-1]
    lately = values[-max(2, len(values) // 5)] - values[-1]
    return " " + _("It is still getting better: go on.") if fell > 0 and lately > 0.05 * fell else ""
