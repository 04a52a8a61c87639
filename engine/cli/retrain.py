"""`python -m engine retrain`: shipped models made anew by their own commands, on this machine."""

import argparse
from collections.abc import Callable

from engine.cli.train import work_here
from engine.language.columns import width
from engine.language.words import _


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    retrain = command(
        "retrain", retrain_models, "Train shipped models anew and ship them. Ctrl-C stops; the same command goes on."
    )
    retrain.add_argument("names", metavar="MODEL", nargs="*", help="Shipped models; none: all of them.")
    retrain.add_argument(
        "--plan", action="store_true", help="Only say what would be trained, and how long it once took."
    )


def retrain_models(wanted: argparse.Namespace) -> int:
    from engine.shipping import retrain

    works = retrain.plan(wanted.names)
    if wanted.plan:
        for work in works:
            left = _("shipped") if work.shipped else hours(work.seconds_left)
            print(f"{' ' * (10 - width(left))}{left}  {work.name:26} {work.command}")
        left = hours(sum(work.seconds_left for work in works))
        print(f"{' ' * (10 - width(left))}{left}  " + _("in all, on the processors that their cards name"))
        return 0
    return make(works)


def make(works: list) -> int:
    """Work after work, each run shipped when it is done."""
    from engine.runs import jobs
    from engine.shipping import retrain, ship

    spent = expected = 0.0
    for at, work in enumerate(works, 1):
        if work.shipped:
            continue
        pace = spent / expected if expected else 1.0
        left = pace * sum(one.seconds_left for one in works)
        said = {"at": at, "of": len(works), "name": work.name, "hours": hours(left)}
        print(_("{at} of {of}: {name}. About {hours} left for all.", **said), flush=True)
        run = retrain.run_of(work)
        retrain.keep(works)
        before, due = run.status().seconds, work.seconds_left
        if run.status().state != "finished":
            if run.status().over:
                jobs.prepare(run)
            code = work_here(run)
            if run.status().state != "finished":
                print(_("To go on with all of them: the same command again."))
                return code
        spent, expected = spent + run.status().seconds - before, expected + due
        ship.ship(run, work.name)
        work.shipped = True
        retrain.keep(works)
    return 0


def hours(seconds: float) -> str:
    return _("{n:.1f} hours", n=seconds / 3600) if seconds >= 3600 else _("{n:.0f} minutes", n=seconds / 60)
