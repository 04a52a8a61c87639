"""`python -m engine dream` and `dream-gallery`: dreaming from a terminal."""

import argparse
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.flags import add_flags
from engine.cli.output import FILMS, PICTURES, ends_well, put
from engine.core import config as configs
from engine.language.words import _
from engine.lessons.paint.dream import channels as dream_channels
from engine.lessons.paint.dream.channels import COUNT
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.moods import MOODS

if TYPE_CHECKING:
    from engine.lessons.paint.inputs import PaintingInputs

FRAMES = 40
"""Pictures of a film."""


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Both commands, with the tools of `engine.cli`."""
    dream = command("dream", dream_picture, "Strengthen in a picture whatever an eye believes to see there.")
    dream.add_argument(
        "picture", metavar="IN", help="A file, a picture of Atelier's such as photo:china or scene:lake, or: noise."
    )
    dream.add_argument("-o", "--out", type=Path, default=Path("dream.png"), help="Where to put the dream.")
    dream.add_argument("--film", type=Path, help="Also save how it grew; ends in .gif or .webp.")
    add_flags(dream, DreamConfig, without=("content", "preview_every"))

    sheets = command("dream-gallery", draw_gallery, "Draw what excites the channels of the shipped eye, and its moods.")
    sheets.add_argument("--count", type=int, default=COUNT, help="Channels of each layer.")
    sheets.add_argument("--moods", action="store_true", help="Draw only the moods of dreams.")


def dream_picture(wanted: argparse.Namespace) -> int:
    import numpy as np
    from tqdm import tqdm

    from engine.events import Preview, Snapshot, Step
    from engine.lessons.paint.dream import train as dream_train
    from engine.runs import exports

    ends_well(wanted.out, PICTURES)
    if wanted.film:
        ends_well(wanted.film, FILMS)
    config, easel = settled(wanted)
    frames, last, code = [], None, 0
    with tqdm(total=config.steps, unit=_(" steps"), dynamic_ncols=True) as bar:
        try:
            for event in dream_train.train(config, easel):
                if isinstance(event, Step):
                    bar.update()
                    bar.set_postfix_str(f"{_('excitement')} {event.metrics['excitement']:.3g}")
                elif isinstance(event, Preview):
                    frames.append(event.picture)
                elif isinstance(event, Snapshot):
                    last = event
        except KeyboardInterrupt:
            code = 130
    if last is None:
        return code
    put(wanted.out, last.beside()["map.picture"].numpy())
    print(_("The dream of step {step:,} is in {file}.", step=last.step, file=wanted.out))
    if wanted.film:
        wanted.film.parent.mkdir(parents=True, exist_ok=True)
        wanted.film.write_bytes(exports.film(np.stack(frames), wanted.film.suffix.removeprefix("."), 0.1))
        print(_("How it grew is in {file}.", file=wanted.film))
    return code


def settled(wanted: argparse.Namespace) -> tuple[DreamConfig, "PaintingInputs"]:
    """The settings as typed, and the picture to dream on: a file, or one that Atelier has."""
    from engine.data.uploads import intake
    from engine.lessons.paint.dream.inputs import for_dream
    from engine.lessons.paint.inputs import PaintingInputs

    typed = {name: getattr(wanted, name) for name in configs.kinds(DreamConfig) if hasattr(wanted, name)}
    config = configs.from_dict(DreamConfig, typed)
    config = dataclasses.replace(config, preview_every=-(-config.steps // FRAMES))
    file = Path(wanted.picture)
    if file.is_file():
        return config, PaintingInputs(intake.open_picture(file.read_bytes(), file.name, config.size), (), None)
    config = dataclasses.replace(config, content=wanted.picture)
    return config, for_dream(config)


def draw_gallery(wanted: argparse.Namespace) -> None:
    if not wanted.moods:
        draw_sheets(wanted.count)
    from engine.shipping import dreams

    size = dreams.make_moods(lambda title: print(_(title), flush=True)) / 1000
    folder = dream_channels.FOLDER / "moods"
    print(_("{n} moods, {size:.0f} KB in all, are in {folder}.", n=len(MOODS), size=size, folder=folder))


def draw_sheets(count: int) -> None:
    from tqdm import tqdm

    from engine.lessons.helpers.eye.fields import CHANNELS
    from engine.shipping import dreams

    with tqdm(total=sum(CHANNELS.values()), unit=_(" channels"), dynamic_ncols=True) as bar:
        done = dict.fromkeys(CHANNELS, 0)

        def progress(layer: str, so_far: int) -> None:
            bar.set_postfix_str(layer)
            bar.update(so_far - done[layer])
            done[layer] = so_far

        size = dreams.make(count, progress) / 1000
    folder = dream_channels.FOLDER
    print(_("{n} sheets, {size:.0f} KB in all, are in {folder}.", n=len(CHANNELS), size=size, folder=folder))
