"""Commands about runs: `train`, `resume`, `runs` and `stop`."""

import argparse
from collections.abc import Callable
from typing import Any

from engine import catalog
from engine.cli import translate
from engine.cli.flags import Help, add_flags
from engine.core import config as configs
from engine.core import settings
from engine.core.errors import Trouble
from engine.events import Event, Preview, Step
from engine.runs import jobs, store
from engine.runs.run import STATE_WORDS, Run


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands, with the tool of `engine.cli`."""
    train = command("train", train_lesson, "Train a lesson's model. Ctrl-C stops; `resume` goes on.")
    lessons = train.add_subparsers(title="lessons", required=True, metavar="LESSON")
    for card in catalog.CARDS.values():
        lesson = lessons.add_parser(card.name, help=card.summary, description=card.summary, formatter_class=Help)
        lesson.set_defaults(do=train_lesson, lesson=card.name)
        lesson.add_argument("--title", help="The run's name in lists.")
        add_flags(lesson, card.config)

    command("runs", list_runs, "Show all runs, newest first.")

    resume = command("resume", resume_run, "Go on with a run from its last saved step.")
    resume.add_argument("run", metavar="RUN", help="The run's id, as `runs` shows it.")
    resume.add_argument("--steps", type=int, help="How many steps to reach in all.")

    stop = command("stop", stop_run, "Stop a run that trains in the background; it can be resumed.")
    stop.add_argument("run", metavar="RUN")


def train_lesson(wanted: argparse.Namespace) -> int:
    card = catalog.card(wanted.lesson)
    cls = card.config
    typed = {name: getattr(wanted, name) for name in configs.kinds(cls)}
    if card.group == "Translate":
        typed = translate.taken_in(cls, typed)
    config = configs.from_dict(cls, typed)
    run = store.create(wanted.lesson, config, wanted.title)
    return work_here(run)


def resume_run(wanted: argparse.Namespace) -> int:
    run = store.get(wanted.run)
    jobs.prepare(run, wanted.steps)
    return work_here(run)


def work_here(run: Run) -> int:
    """Train in this process, with a bar. It counts as one of the machine's workers, but does not wait for a place."""
    from engine import worker
    from engine.cli import progress_bar

    print(f"{run.title}\n{run.path}")
    jobs.mark(run)

    def watch(event: Event) -> None:
        if isinstance(event, Step):
            bar.step(event.step, event.steps, event.metrics)
        elif isinstance(event, Preview):
            bar.refresh()

    try:
        with progress_bar.Bar(run) as bar:
            status = worker.work(run, watch)
    except KeyboardInterrupt:
        print(f"\nStopped at step {run.status().step:,}. To go on: python -m engine resume {run.id}")
        return 130
    finally:
        jobs.advance()
    if status.state == "failed":
        raise Trouble(status.message, status.advice)
    numbers = ", ".join(f"{name} {value:.6g}" for name, value in status.metrics.items())
    print(f"{status.state.capitalize()} at step {status.step:,}: {numbers}")
    if status.state == "stopped":
        print(f"To go on: python -m engine resume {run.id}")
    return 0


def list_runs(_: Any) -> None:
    found, damaged = store.every(), store.damaged()
    if not found and not damaged:
        print(f"No runs yet in {settings.home()}. Start one: python -m engine train autoencoder")
    for run in found:
        print(f"{run.id:48} {jobs.summary(run.status()):44} {run.title}")
    for run in damaged:
        print(f"{run.id:48} {jobs.summary(run.status()):44} {run.status().message}")


def stop_run(wanted: argparse.Namespace) -> None:
    run = store.get(wanted.run)
    if run.status().over:
        raise Trouble(f"This run is not at work: it is {STATE_WORDS[run.status().state]}.", "There is nothing to stop.")
    jobs.stop(run)
    print("It stops after its present step.")
