"""`python -m engine translate`, and what `train cyclegan --a FOLDER --b FOLDER` and `train pix2pix --pairs FOLDER` take in."""

import argparse
import glob
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.cli.output import PICTURES, put
from engine.core.errors import Trouble
from engine.language.words import _, _n
from engine.lessons.translate.cyclegan.config import CycleConfig

if TYPE_CHECKING:
    from numpy import ndarray


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command, with the tool of `engine.cli`."""
    translate = command("translate", translate_pictures, "Translate pictures with a model of CycleGAN or pix2pix.")
    translate.add_argument(
        "model", metavar="MODEL", help="photo2monet, monet2photo, facades, a run's id or a .safetensors file."
    )
    translate.add_argument(
        "pictures",
        metavar="IN",
        nargs="+",
        help="Files, folders, patterns such as 'holiday/*.jpg', or pictures of Atelier's such as photo:china.",
    )
    translate.add_argument(
        "-o", "--out", type=Path, required=True, help="A file for one picture, a folder for several."
    )
    translate.add_argument("--strength", type=float, default=1.0, help="From 0, the picture as it is, to 1.")
    translate.add_argument("--back", action="store_true", help="The other direction of a CycleGAN: from B to A.")
    translate.add_argument("--seed", type=int, default=0, help="For models with noise: another seed, another variant.")


def translate_pictures(wanted: argparse.Namespace) -> int:
    from engine.lessons.translate import model as translate_model

    given = found(wanted.pictures)
    single = len(given) == 1 and not wanted.out.is_dir() and wanted.out.suffix
    if len(given) > 1 and wanted.out.suffix.lower() in PICTURES:
        raise Trouble(
            _("{n} pictures do not fit into {file}.", n=len(given), file=wanted.out), "Give a folder for them with -o."
        )
    if single and wanted.out.suffix.lower() not in PICTURES:
        raise Trouble(
            _("'{name}' does not end as a picture does here.", name=wanted.out.name),
            _("Choose one of: {names}.", names=", ".join(PICTURES)),
        )
    translator = translate_model.load(wanted.model, wanted.back)
    refused = 0
    for one, name in zip(given, names(given), strict=True):
        try:
            picture = opened(one)
        except Trouble as trouble:
            if len(given) == 1:
                raise
            refused += 1
            print(f"{_(trouble.what)} {_(trouble.advice)}")
            continue
        put(wanted.out if single else wanted.out / name, translator.translate(picture, wanted.strength, wanted.seed))
    if refused == len(given):
        raise Trouble("None of these pictures could be read.", "Choose other files.")
    done = len(given) - refused
    print(_n("The picture is in {file}.", "{n:,} pictures are in {file}.", done, file=wanted.out))
    return 0


def opened(given: Path | str) -> "ndarray":
    """A file's picture, or that of a reference."""
    from engine.data import gallery as data_gallery
    from engine.data.uploads import intake

    return (
        intake.open_picture(given.read_bytes(), given.name) if isinstance(given, Path) else data_gallery.picture(given)
    )


def found(patterns: list[str]) -> list[Path | str]:
    """The files that are meant, and references to pictures of Atelier's, each once. A folder gives what lies directly in it."""
    from engine.data import gallery as data_gallery

    given: dict[Path | str, None] = {}
    for pattern in patterns:
        path = Path(pattern)
        if path.is_dir():
            meant = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
        elif path.is_file():
            meant = [path]
        else:
            meant = sorted(Path(one) for one in glob.glob(pattern, recursive=True) if Path(one).is_file())
        if not meant and ":" in pattern:
            data_gallery.check(pattern)
            meant = [pattern]
        if not meant:
            raise Trouble(
                _("There is no picture at '{pattern}'.", pattern=pattern[:200]),
                "Check the spelling, or give the full path. Pictures of Atelier's are called photo:china or scene:lake.",
            )
        given |= dict.fromkeys(meant)
    return list(given)


def names(given: list[Path | str]) -> list[str]:
    """A name for each result: the picture's own, as PNG; of namesakes, the later ones with a number."""
    taken: dict[str, int] = {}
    called = []
    for one in given:
        stem = one.stem if isinstance(one, Path) else one.partition(":")[2]
        number = taken[stem] = taken.get(stem, 0) + 1
        called.append(f"{stem}.png" if number == 1 else f"{stem}-{number}.png")
    return called


def taken_in(cls: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings, with folders of a reader's own pictures kept and named by their ids."""
    values = dict(values)
    own = ("a", "b") if cls is CycleConfig else ("pairs",)
    given = [name for name in own if values.get(name)]
    if not given:
        return values
    from engine.data.uploads import albums, intake, own_pairs

    values["data"] = "own"
    for name in given:
        folder = Path(values[name])
        if not folder.is_dir():
            continue  # an id; if it is none, the set that it names says so
        if name == "pairs":
            values[name] = own_pairs.save(list(own_pairs.from_folder(folder)))
        else:
            taken = intake.collect(intake.from_folder(folder), max(int(values["side"]), LEAST_KEPT))
            print(taken.summary())
            values[name] = albums.save(taken.pictures, folder.resolve().name, taken.names).id
    return values


LEAST_KEPT = 256
"""Pixels of a side at which own pictures are kept at least, so that cuts of them stay sharp."""
