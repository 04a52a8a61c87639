"""What a desk of a class may hold: so many megabytes, and so many runs in the queue. On a laptop there is no limit.

When the next run might not fit, the oldest that have ended go first, never one that is pinned or shown to everyone. What will
go is known beforehand (`outlook`), so that the page can say so and the desk's people can pin what they want to keep.
"""

from dataclasses import dataclass

from engine.core import desks, locks, settings
from engine.core.errors import Trouble
from engine.language.words import _
from engine.runs import store
from engine.runs.run import WAITING, Run

SHARE = 5
"""One part in so many of a desk is kept free for the next run."""


@dataclass(frozen=True)
class Outlook:
    """Bytes `used` of `limit`; `going` are the runs that the next one removes, oldest first."""

    used: int
    limit: int
    going: tuple[Run, ...]
    full: bool
    """Even without them there is no room: a run cannot start."""


def outlook(starting: Run | None = None) -> Outlook | None:
    """What the next run would do to the visitor's desk; None where desks have no limits."""
    if not settings.in_class():
        return None
    limit, used, going = settings.desk_bytes(), desks.used(), []
    left = used
    for run in reversed(store.every()):
        if left <= limit - limit // SHARE:
            break
        if run != starting and removable(run):
            going.append(run)
            left -= run.size()
    return Outlook(used, limit, tuple(going), full=left >= limit)


def removable(run: Run) -> bool:
    return run.status().over and not run.pinned and not desks.is_shown(run.path)


def admit(starting: Run | None = None) -> None:
    """Make room for a run that is about to start, or say why it cannot. Pages ask before they make a run's folder."""
    with locks.queue():  # what may go now may be at work, or gone, in a moment
        found = outlook(starting)
        if found is None:
            return
        _check_queue(starting)
        if found.full:
            raise Trouble(
                _(
                    "Your desk is full: {used:,.0f} of {limit:,.0f} MB, and nothing on it may be removed by itself.",
                    used=found.used / 1e6,
                    limit=found.limit / 1e6,
                ),
                "Under All runs, delete or unpin a run; your own pictures count, too.",
            )
        for run in found.going:
            store.delete(run)


def _check_queue(starting: Run | None) -> None:
    busy = sum(at_work(run) for run in store.every() if run != starting)
    if busy >= settings.desk_queue():
        raise Trouble(
            _("{busy} of your runs train or wait already, as many as a desk may have at a time.", busy=busy),
            "Wait until one ends, or stop one under All runs.",
        )


def at_work(run: Run) -> bool:
    status = run.status()
    return status.active or status.state == WAITING
