"""Commands about runs: `train`, `resume`, `runs` and `stop`."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from engine import catalog
from engine.cli import translate
from engine.cli.flags import add_flags
from engine.core import config as configs
from engine.core import settings
from engine.core.errors import Trouble
from engine.events import Event, Preview, Step
from engine.language import words
from engine.language.columns import padded
from engine.language.retold import retold
from engine.language.words import _
from engine.runs import jobs, store
from engine.runs.places import choice
from engine.runs.run import STATE_WORDS, WAITING, Run, Status


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands, with the tool of `engine.cli`."""
    train = command("train", train_lesson, "Train a lesson's model. Ctrl-C stops; `resume` goes on.")
    lessons = train.add_subparsers(title=_("lessons"), required=True, metavar="LESSON")
    for card in catalog.CARDS.values():
        lesson = lessons.add_parser(card.name, help=card.summary, description=_(card.summary))
        lesson.set_defaults(do=train_lesson, lesson=card.name)
        lesson.add_argument("--title", help="The run's name in lists.")
        add_cluster(lesson)
        add_flags(lesson, card.config)

    command("runs", list_runs, "Show all runs, newest first.")

    resume = command("resume", resume_run, "Go on with a run from its last saved step.")
    resume.add_argument("run", metavar="RUN", help="The run's id, as `runs` shows it.")
    resume.add_argument("--steps", type=int, help="How many steps to reach in all.")
    add_cluster(resume)

    stop = command("stop", stop_run, "Stop a run that trains in the background; it can be resumed.")
    stop.add_argument("run", metavar="RUN")


def add_cluster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cluster",
        default=argparse.SUPPRESS,
        metavar="WHERE",
        help="Where it trains: local, auto (the Ray cluster of this computer) or HOST:PORT of one; otherwise what ATELIER_CLUSTER says.",
    )


def train_lesson(wanted: argparse.Namespace) -> int:
    card = catalog.card(wanted.lesson)
    cls = card.config
    typed = {name: getattr(wanted, name) for name in configs.kinds(cls)}
    if card.group == "Translate":
        typed = translate.taken_in(cls, typed)
    config = configs.from_dict(cls, typed)
    away = somewhere_else(wanted)
    run = store.create(wanted.lesson, config, wanted.title)
    return follow_there(run) if away else work_here(run)


def resume_run(wanted: argparse.Namespace) -> int:
    run = store.get(wanted.run)
    away = somewhere_else(wanted)
    jobs.prepare(run, wanted.steps)
    return follow_there(run) if away else work_here(run)


def somewhere_else(wanted: argparse.Namespace) -> bool:
    """Whether it is to train on a cluster: the flag counts before the environment."""
    if hasattr(wanted, "cluster"):
        os.environ["ATELIER_CLUSTER"] = wanted.cluster
    choice.check()
    return settings.cluster() != settings.LOCAL


LOOK = 0.25
"""Seconds between two looks at a run that trains elsewhere."""


def follow_there(run: Run) -> int:
    """Have it trained on the cluster, with the same bar. Ctrl-C stops it there."""
    from engine.cli import progress_bar

    print(f"{run.title}\n{run.path}")
    jobs.launch(run)
    told = ""
    try:
        with progress_bar.Bar(run) as bar:
            while not (status := run.status()).over:
                trouble = choice.why_nothing_begins() if status.state == WAITING else None
                if trouble and trouble.what != told:
                    told = trouble.what
                    print(f"\n{retold(trouble.what)} {retold(trouble.advice)}", file=sys.stderr)
                bar.step(status.step, status.steps, status.metrics)
                jobs.glance()
                time.sleep(LOOK)
            bar.step(status.step, status.steps, status.metrics)
    except KeyboardInterrupt:
        jobs.stop(run)
        print("\n" + _("It stops after its present step."), _to_go_on(run))
        return 130
    return say_end(run, status)


def work_here(run: Run) -> int:
    """Train in this process, with a bar. It counts as one of the machine's workers, but does not wait for a place."""
    from engine import worker
    from engine.cli import progress_bar

    print(f"{run.title}\n{run.path}")
    jobs.mark(run)
    language = words.current()

    def watch(event: Event) -> None:
        with words.speaking(language):
            if isinstance(event, Step):
                bar.step(event.step, event.steps, event.metrics)
            elif isinstance(event, Preview):
                bar.refresh()

    try:
        with progress_bar.Bar(run) as bar, words.speaking(words.SOURCE):  # what a run's folder keeps is English
            status = worker.work(run, watch)
    except KeyboardInterrupt:
        print("\n" + _("Stopped at step {step:,}.", step=run.status().step), _to_go_on(run))
        return 130
    finally:
        jobs.advance()
    return say_end(run, status)


def say_end(run: Run, status: Status) -> int:
    if status.state == "failed":
        raise Trouble(retold(status.message), retold(status.advice))
    numbers = ", ".join(f"{retold(name)} {value:.6g}" for name, value in status.metrics.items())
    state = _(STATE_WORDS[status.state]).capitalize()
    print(_("{state} at step {step:,}: {numbers}", state=state, step=status.step, numbers=numbers))
    if status.state == "stopped":
        print(_to_go_on(run))
    return 0


def _to_go_on(run: Run) -> str:
    return _("To go on: {command}", command=f"python -m engine resume {run.id}")


def list_runs(_wanted: Any) -> None:
    found, damaged = store.every(), store.damaged()
    if not found and not damaged:
        print(
            _(
                "No runs yet in {folder}. Start one: {command}",
                folder=settings.home(),
                command="python -m engine train autoencoder",
            )
        )
    places = {run: number for number, run in enumerate(jobs.line(), start=1)}
    for run in found:
        said = jobs.summary(run.status())
        if run in places:
            said += " " + _("({place} in line)", place=places[run])
        print(f"{run.id:48} {padded(said, 44)} {run.title}")
    trouble = choice.why_nothing_begins() if places else None
    if trouble:
        print(f"{retold(trouble.what)} {retold(trouble.advice)}")
    for run in damaged:
        print(f"{run.id:48} {padded(jobs.summary(run.status()), 44)} {retold(run.status().message)}")


def stop_run(wanted: argparse.Namespace) -> None:
    run = store.get(wanted.run)
    if run.status().over:
        state = _(STATE_WORDS[run.status().state])
        raise Trouble(_("This run is not at work: it is {state}.", state=state), "There is nothing to stop.")
    jobs.stop(run)
    print(_("It stops after its present step."))
