"""`python -m engine ...`: the same lessons, runs and models from a terminal."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine import (
    catalog,
    cli_dream,
    cli_judge,
    cli_paint,
    cli_tell,
    cli_translate,
    configs,
    jobs,
    runs,
    settings,
    shelf,
)
from engine.errors import Trouble
from engine.events import Event, Preview, Step
from engine.runs import Run


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

    cli_paint.add(command, add_flags, work_here)
    cli_dream.add(command, add_flags)
    cli_translate.add(command)
    cli_tell.add(command)
    cli_judge.add(command)

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


VGG19 = "vgg19"

SHEETS = ("samples", "plane", "reconstructions", "repairs")


class Help(argparse.ArgumentDefaultsHelpFormatter):
    """Defaults are shown, except where there is none to show."""

    def _get_help_string(self, action: argparse.Action) -> str:
        if action.default in (None, False, argparse.SUPPRESS):
            return action.help or ""
        return super()._get_help_string(action) or ""


def add_flags(parser: argparse.ArgumentParser, config: type, without: Sequence[str] = ()) -> None:
    """One flag per field of a config, but for some, with its range in the help. Ranges are checked by the config itself."""
    kinds, groups = configs.kinds(config), {}
    for name, about in configs.knobs(config).items():
        if name in without:
            continue
        if about.group not in groups:
            groups[about.group] = parser.add_argument_group(about.group)
        group = groups[about.group]
        flag = "--" + name.replace("_", "-")
        help = about.help.replace("%", "%%")
        default = getattr(config, name)
        if kinds[name] is bool:
            group.add_argument(flag, action=argparse.BooleanOptionalAction, default=default, help=help)
        elif about.choices:
            words = "NAME" if name == "data" else "{" + ",".join(about.choices) + "}"
            listed = f" One of: {', '.join(about.choices)}, or album:ID." if name == "data" else ""
            group.add_argument(flag, default=default, metavar=words, help=help + listed)
        else:
            span = f" From {about.low:g} to {about.high:g}." if about.low is not None and about.high is not None else ""
            group.add_argument(flag, default=default, metavar="N", help=help + span)


def list_lessons(_: Any) -> None:
    from engine.data import library

    shipped = shelf.shipped()
    print("Lessons")
    for card in catalog.CARDS.values():
        print(f"  {card.name:14} {card.summary}")
        models = [name for name in card.weights if name in shipped]
        if models:
            print(f"  {'':14} models: {', '.join(models)}")
    print("\nPicture sets")
    words = {"ready": "ready", "download": "to download", "missing": "not on this machine"}
    for name, about in library.SETS.items():
        print(f"  {name:14} {about.title}, {words[library.standing(name)]}")


def train_lesson(wanted: argparse.Namespace) -> int:
    card = catalog.card(wanted.lesson)
    cls = card.config
    typed = {name: getattr(wanted, name) for name in configs.kinds(cls)}
    if card.group == "Translate":
        typed = cli_translate.taken_in(cls, typed)
    config = configs.from_dict(cls, typed)
    run = runs.create(wanted.lesson, config, wanted.title)
    return work_here(run)


def resume_run(wanted: argparse.Namespace) -> int:
    run = runs.get(wanted.run)
    jobs.prepare(run, wanted.steps)
    return work_here(run)


def work_here(run: Run) -> int:
    """Train in this process, with a bar. It counts as one of the machine's workers, but does not wait for a place."""
    from engine import cli_bar, worker

    print(f"{run.title}\n{run.path}")
    jobs.mark(run)

    def watch(event: Event) -> None:
        if isinstance(event, Step):
            bar.step(event.step, event.steps, event.metrics)
        elif isinstance(event, Preview):
            bar.refresh()

    try:
        with cli_bar.Bar(run) as bar:
            status = worker.work(run, watch)
    except KeyboardInterrupt:
        print(f"\nStopped at step {run.status().step:,}. To go on: python -m engine resume {run.id}")
        return 130
    finally:
        jobs.unmark(run)
        jobs.advance()
    if status.state == "failed":
        raise Trouble(status.message, status.advice)
    numbers = ", ".join(f"{name} {value:.6g}" for name, value in status.metrics.items())
    print(f"{status.state.capitalize()} at step {status.step:,}: {numbers}")
    if status.state == "stopped":
        print(f"To go on: python -m engine resume {run.id}")
    return 0


def list_runs(_: Any) -> None:
    found = runs.every()
    if not found:
        print(f"No runs yet in {settings.home()}. Start one: python -m engine train autoencoder")
    for run in found:
        print(f"{run.id:48} {jobs.summary(run.status()):44} {run.title}")


def stop_run(wanted: argparse.Namespace) -> None:
    run = runs.get(wanted.run)
    if run.status().over:
        raise Trouble(
            f"This run is not at work: it is {runs.STATE_WORDS[run.status().state]}.", "There is nothing to stop."
        )
    jobs.stop(run)
    print("It stops after its present step.")


def sample_model(wanted: argparse.Namespace) -> None:
    from engine import images, inference

    path = shelf.find(wanted.model)
    across = max(1, wanted.count // wanted.rows if wanted.rows else round(wanted.count**0.5))
    if shelf.card(path)["lesson"] == "progan":
        from engine import growing

        return put_sheet(images.grid(growing.load(path).sample(wanted.count, wanted.seed), across), wanted.out)
    if shelf.card(path)["lesson"] in ("gan", "cgan"):
        sheet = images.grid(invented(path, wanted), across)
        return put_sheet(sheet, wanted.out)
    codec = inference.load(path)
    if wanted.show == "plane":
        sheet = images.grid(codec.decode_plane(across, wanted.rows or across), across, gap=0)
    elif wanted.show == "samples":
        sheet = images.grid(codec.sample(wanted.count, wanted.seed), across)
    else:
        sheet = sheet_of_held_out(codec, wanted.show == "repairs", wanted.count, wanted.seed)
    put_sheet(sheet, wanted.out)


def put_sheet(sheet: Any, out: Path) -> None:
    from PIL import Image

    out.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet.squeeze()).save(out, optimize=True)
    print(f"The sheet is in {out}.")


def invented(path: Path, wanted: argparse.Namespace) -> Any:
    """Pictures from noise. A conditional GAN draws what --ask names, or each of its wishes in turn."""
    import numpy as np

    from engine import inventing

    inventor = inventing.load(path)
    if wanted.show != "samples":
        raise Trouble(f"A GAN has no encoder, so there are no {wanted.show} to show.", "Leave out --show.")
    unknown = [name for name in wanted.ask if name not in inventor.wishes]
    if unknown:
        known = ", ".join(inventor.wishes) or "nothing: it is not a conditional GAN"
        raise Trouble(f"This model cannot be asked for '{unknown[0]}'.", f"It can be asked for: {known}.")
    wishes = None
    if wanted.ask:
        asked = np.isin(inventor.wishes, wanted.ask).astype(np.float32)
        wishes = np.repeat(asked[None], wanted.count, 0)
    elif inventor.labels:
        wishes = np.resize(np.eye(inventor.labels, dtype=np.float32), (wanted.count, inventor.labels))
    return inventor.sample(wanted.count, wanted.seed, wishes)


def sheet_of_held_out(codec: Any, spoil: bool, count: int, seed: int) -> Any:
    """Held-out pictures of the set that the model learned from, in columns: before and after."""
    import numpy as np

    from engine import images
    from engine.data import library

    held_out = library.load(codec.card["config"]["data"]).held_out
    chosen = held_out[np.random.default_rng(seed).permutation(len(held_out))[:count]]
    if not library.showable(codec.card["config"]["data"]):
        return images.grid(codec.reconstruct(chosen), round(count**0.5))
    if not spoil:
        return images.sheet([chosen, codec.reconstruct(chosen)])
    config = codec.card["config"]
    spoiled = codec.spoil(chosen, config["noise"], config["noise_level"], seed)
    return images.sheet([chosen, spoiled, codec.reconstruct(spoiled)])


def walk_model(wanted: argparse.Namespace) -> None:
    import numpy as np

    from engine import exports, inference, latent

    codec = inference.load(shelf.find(wanted.model))
    keys = codec.random_codes(wanted.keys, np.random.default_rng(wanted.seed))
    walk = latent.walk(keys, wanted.frames, wanted.path, wanted.easing, wanted.loop)
    wanted.out.parent.mkdir(parents=True, exist_ok=True)
    wanted.out.write_bytes(exports.film(codec.decode(walk.codes), wanted.out.suffix.removeprefix(".")))
    print(f"{len(walk.codes)} pictures are in {wanted.out}.")


def ship_run(wanted: argparse.Namespace) -> None:
    from engine import shipping

    card = shipping.ship(runs.get(wanted.run), wanted.name)
    for score in card["scores"]:
        print(f"{score['name']}: {score['value']:.2f} {score['unit']} ({score['low']:.2f} to {score['high']:.2f})")


def race_runs(wanted: argparse.Namespace) -> None:
    from engine import racing

    found = racing.ship(wanted.first, wanted.second, wanted.name)
    print(f"After {found['seconds']:.0f} seconds:")
    for racer in found["racers"]:
        last = ", ".join(f"{name} {line['values'][-1]:.3g}" for name, line in racer["curves"].items())
        print(f"  {racer['title']}: step {racer['steps']:,}, {last}")


def report_concepts(wanted: argparse.Namespace) -> None:
    from PIL import Image

    from engine import inference, report

    codec = inference.load(shelf.find(wanted.model))
    if wanted.report:
        print(report.as_text(report.report(codec)))
    if wanted.out:
        wanted.out.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(report.smiles(codec)).save(wanted.out, optimize=True)
        print(f"The sheet is in {wanted.out}.")
    if not wanted.report and not wanted.out:
        raise Trouble("There is nothing to do.", "Add --report for the tables, or -o FILE for a sheet of smiles.")


def make_album(wanted: argparse.Namespace) -> None:
    from engine.data import albums, intake

    taken = intake.collect(intake.from_folder(wanted.folder), wanted.size)
    print(taken.summary())
    album = albums.save(taken.pictures, wanted.title or wanted.folder.resolve().name)
    print(f"To learn from them: python -m engine train autoencoder --data album:{album.id}")


def bench_machine(wanted: argparse.Namespace) -> None:
    from engine import bench

    found = bench.measure()
    print(bench.as_json(found) if wanted.json else bench.as_table(found))


def fetch_set(wanted: argparse.Namespace) -> None:
    from tqdm import tqdm

    from engine.data import library

    with tqdm(unit="B", unit_scale=True) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        if wanted.set == VGG19:
            from engine import eyes

            eyes.fetch(progress)
        else:
            library.fetch(wanted.set, progress)
    print(f"{'VGG-19' if wanted.set == VGG19 else library.SETS[wanted.set].title} is ready.")
