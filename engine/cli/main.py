"""`python -m engine ...`: the same lessons, runs and models from a terminal."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from engine import catalog
from engine.cli import dream, judge, paint, sentences, translate
from engine.cli.bench import bench_machine
from engine.cli.data import VGG19, fetch_set, list_lessons, make_album
from engine.cli.flags import Help, add_flags
from engine.cli.models import report_concepts, sample_model, walk_model
from engine.cli.shipping import lighten_models, race_runs, ship_run
from engine.cli.train import list_runs, resume_run, stop_run, train_lesson, work_here
from engine.core.errors import Trouble


def main(arguments: Sequence[str] | None = None) -> int:
    wanted = parser().parse_args(arguments)
    try:
        return wanted.do(wanted) or 0
    except Trouble as trouble:
        print(f"{trouble.what}\n{trouble.advice}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="python -m engine", description="Atelier's engine: train and use generative models."
    )
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, do, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help, formatter_class=Help)
        made.set_defaults(do=do)
        return made

    command("list", list_lessons, "Show the lessons, their shipped models and the picture sets.")

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

    sample = command("sample", sample_model, "Draw pictures with a model and save them as one sheet.")
    sample.add_argument("model", metavar="MODEL", help="A shipped model's name, a run's id or a .safetensors file.")
    sample.add_argument("-o", "--out", type=Path, default=Path("samples.png"), help="Where to put the sheet.")
    sample.add_argument("--count", type=int, default=100, help="How many pictures.")
    sample.add_argument("--seed", type=int, default=0, help="The same seed draws the same pictures.")

    sample.add_argument(
        "--show",
        choices=SHEETS,
        default="samples",
        help="samples: from random codes. plane: a grid over a code of two numbers. "
        "reconstructions: of held-out pictures. repairs: held-out pictures, spoiled ones, and what becomes of them.",
    )

    sample.add_argument(
        "--ask",
        nargs="+",
        default=[],
        metavar="WISH",
        help="What a conditional GAN shall draw, such as A, or smile hat.",
    )

    sample.add_argument("--rows", type=int, help="How many rows the sheet has; without it, it is square.")

    walk = command("walk", walk_model, "Walk through a model's latent space and save the way as an animation.")
    walk.add_argument("model", metavar="MODEL", help="A shipped model's name, a run's id or a .safetensors file.")
    walk.add_argument("-o", "--out", type=Path, default=Path("walk.gif"), help="Ends in .gif, .webp or .png (a strip).")
    walk.add_argument("--keys", type=int, default=4, help="How many random key frames, 2 to 8.")
    walk.add_argument("--frames", type=int, default=20, help="Pictures from one key frame to the next.")
    walk.add_argument("--path", default="arc", help="straight, or arc: around the centre.")
    walk.add_argument("--easing", default="soft", help="steady, or soft: slow near the key frames.")
    walk.add_argument("--no-loop", dest="loop", action="store_false", default=True, help="Do not come back at the end.")
    walk.add_argument("--seed", type=int, default=0, help="The same seed walks the same way.")

    ship = command("ship", ship_run, "Score a finished run and put its weights into pretrained/.")
    ship.add_argument("run", metavar="RUN")
    ship.add_argument("name", metavar="NAME", help="The model's name in the catalogue.")

    light = command("lighten", lighten_models, "Write shipped weights anew in 8 bits, where no held-out score notices.")
    light.add_argument("names", metavar="NAME", nargs="*", help="Shipped models; none: all of them.")

    race = command("race", race_runs, "Compare two runs over seconds of training, and put the race into pretrained/.")
    race.add_argument("first", metavar="RUN")
    race.add_argument("second", metavar="RUN")
    race.add_argument("name", metavar="NAME", help="What the race shall be called.")

    concept = command(
        "concepts", report_concepts, "What the concept vectors of a model of faces do, and what else they change."
    )
    concept.add_argument("model", metavar="MODEL", help="A shipped model's name, a run's id or a .safetensors file.")
    concept.add_argument("-o", "--out", type=Path, help="Also save faces moved along the smile as one sheet.")
    concept.add_argument(
        "--report", action="store_true", help="Print the tables: effects and side effects, plain and with locks."
    )

    paint.add(command, add_flags, work_here)
    dream.add(command, add_flags)
    translate.add(command)
    sentences.add(command)
    judge.add(command)

    album = command("album", make_album, "Take in your own pictures, so that lessons can learn from them.")
    album.add_argument(
        "folder", type=Path, metavar="FOLDER", help="A folder with pictures, searched through to the bottom."
    )
    album.add_argument("--title", help="The album's name in lists; without it, the folder's name.")
    album.add_argument("--size", type=int, default=32, help="Pixels of each side after cropping to a square.")

    bench = command(
        "bench", bench_machine, "Measure how fast each lesson trains and each model answers on this machine."
    )
    bench.add_argument("--json", action="store_true", help="Print JSON instead of a table.")

    fetch = command("fetch", fetch_set, "Download a picture set that is not built in, or VGG-19.")
    fetch.add_argument(
        "set", metavar="SET", help=f"Its name, as `list` shows it, or {VGG19}: the eye of the papers on style."
    )
    return top


SHEETS = ("samples", "plane", "reconstructions", "repairs")
