"""`python -m engine dream` and `dream-gallery`: dreaming from a terminal."""

import argparse
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine import configs, dreaming
from engine.configs_paint import DreamConfig
from engine.errors import Trouble

if TYPE_CHECKING:
    from numpy import ndarray

    from engine.easel import Easel

PICTURES, FILMS = (".png", ".jpg", ".jpeg", ".webp"), (".gif", ".webp")

FRAMES = 40
"""Pictures of a film."""


def add(command: Callable[..., argparse.ArgumentParser], add_flags: Callable[..., None]) -> None:
    """Both commands, with the tools of `engine.cli`."""
    dream = command("dream", dream_picture, "Strengthen in a picture whatever an eye believes to see there.")
    dream.add_argument(
        "picture", metavar="IN", help="A file, a picture of Atelier's such as photo:china or scene:lake, or: noise."
    )
    dream.add_argument("-o", "--out", type=Path, default=Path("dream.png"), help="Where to put the dream.")
    dream.add_argument("--film", type=Path, help="Also save how it grew; ends in .gif or .webp.")
    add_flags(dream, DreamConfig, without=("content", "preview_every"))

    sheets = command("dream-gallery", draw_gallery, "Draw what excites the channels of the shipped eye.")
    sheets.add_argument("--count", type=int, default=dreaming.COUNT, help="Channels of each layer.")


def dream_picture(wanted: argparse.Namespace) -> int:
    import numpy as np
    from tqdm import tqdm

    from engine import exports
    from engine.events import Preview, Snapshot, Step
    from engine.training import dream

    ends_well(wanted.out, PICTURES)
    if wanted.film:
        ends_well(wanted.film, FILMS)
    config, easel = settled(wanted)
    frames, last, code = [], None, 0
    with tqdm(total=config.steps, unit=" steps", dynamic_ncols=True) as bar:
        try:
            for event in dream.train(config, easel):
                if isinstance(event, Step):
                    bar.update()
                    bar.set_postfix_str(f"excitement {event.metrics['excitement']:.3g}")
                elif isinstance(event, Preview):
                    frames.append(event.picture)
                elif isinstance(event, Snapshot):
                    last = event
        except KeyboardInterrupt:
            code = 130
    if last is None:
        return code
    put(wanted.out, last.beside()["map.picture"].numpy())
    print(f"The dream of step {last.step:,} is in {wanted.out}.")
    if wanted.film:
        wanted.film.parent.mkdir(parents=True, exist_ok=True)
        wanted.film.write_bytes(exports.film(np.stack(frames), wanted.film.suffix.removeprefix("."), 0.1))
        print(f"How it grew is in {wanted.film}.")
    return code


def settled(wanted: argparse.Namespace) -> tuple[DreamConfig, "Easel"]:
    """The settings as typed, and the picture to dream on: a file, or one that Atelier has."""
    from engine.data import intake
    from engine.easel import Easel, for_dream

    typed = {name: getattr(wanted, name) for name in configs.kinds(DreamConfig) if hasattr(wanted, name)}
    config = configs.from_dict(DreamConfig, typed)
    config = dataclasses.replace(config, preview_every=-(-config.steps // FRAMES))
    file = Path(wanted.picture)
    if file.is_file():
        return config, Easel(intake.open_picture(file.read_bytes(), file.name, config.size), (), None)
    config = dataclasses.replace(config, content=wanted.picture)
    return config, for_dream(config)


def ends_well(file: Path, endings: tuple[str, ...]) -> None:
    if file.suffix.lower() not in endings:
        raise Trouble(f"'{file.name}' does not end as a picture does here.", f"End it in one of: {', '.join(endings)}.")


def put(file: Path, picture: "ndarray") -> None:
    from PIL import Image

    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(picture).save(file)


def draw_gallery(wanted: argparse.Namespace) -> None:
    from tqdm import tqdm

    from engine.configs_paint import CHANNELS

    with tqdm(total=sum(CHANNELS.values()), unit=" channels", dynamic_ncols=True) as bar:
        done = dict.fromkeys(CHANNELS, 0)

        def progress(layer: str, so_far: int) -> None:
            bar.set_postfix_str(layer)
            bar.update(so_far - done[layer])
            done[layer] = so_far

        size = dreaming.make(wanted.count, progress)
    print(f"{len(CHANNELS)} sheets, {size / 1000:.0f} KB in all, are in {dreaming.FOLDER}.")
