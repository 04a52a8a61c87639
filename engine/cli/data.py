"""Commands about pictures and models at hand: `list`, `album` and `fetch`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine import catalog
from engine.language.words import _
from engine.weights import shelf

EYES = ("vgg19", "squeezenet")
"""Networks of other houses that can look at pictures."""


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands, with the tool of `engine.cli`."""
    command("list", list_lessons, "Show the lessons, their shipped models and the picture sets.")

    album = command("album", make_album, "Take in your own pictures, so that lessons can learn from them.")
    album.add_argument(
        "folder", type=Path, metavar="FOLDER", help="A folder with pictures, searched through to the bottom."
    )
    album.add_argument("--title", help="The album's name in lists; without it, the folder's name.")
    album.add_argument("--size", type=int, default=32, help="Pixels of each side after cropping to a square.")

    fetch = command("fetch", fetch_set, "Download a picture set that is not built in, or an eye.")
    fetch.add_argument(
        "set",
        metavar="SET",
        help="Its name, as `list` shows it; apple2orange, horse2zebra, monet2photo or facades; vgg19: the eye of the papers on style; or squeezenet: another eye.",
    )


def list_lessons(_wanted: Any) -> None:
    from engine.data import cards, library

    shipped = shelf.shipped()
    print(_("Lessons"))
    for card in catalog.CARDS.values():
        print(f"  {card.name:14} {_(card.summary)}")
        models = [name for name in card.weights if name in shipped]
        if models:
            print(f"  {'':14} " + _("models: {names}", names=", ".join(models)))
    print("\n" + _("Picture sets"))
    words = {"ready": _("ready"), "download": _("to download"), "missing": _("not on this machine")}
    for name, about in cards.SETS.items():
        print(f"  {name:14} {_(about.title)}, {words[library.standing(name)]}")


def make_album(wanted: argparse.Namespace) -> None:
    from engine.data.uploads import albums, intake

    taken = intake.collect(intake.from_folder(wanted.folder), wanted.size)
    print(taken.summary())
    album = albums.save(taken.pictures, wanted.title or wanted.folder.resolve().name, taken.names)
    command = f"python -m engine train autoencoder --data album:{album.id}"
    print(_("To learn from them: {command}", command=command))


def fetch_set(wanted: argparse.Namespace) -> None:
    from tqdm import tqdm

    with tqdm(unit="B", unit_scale=True) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        title = _fetch(wanted.set, progress)
    print(_("{title} is ready.", title=_(title)))


def _fetch(name: str, progress: Any) -> str:
    """Fetch what is called so; its title."""
    from engine.data import cards, library, pairs, unpaired
    from engine.data.public import downloads

    if name in EYES:
        from engine.lessons.helpers.eye import model as eye_model

        eye_model.fetch(name, progress)
        return eye_model.FOREIGN[name].title
    for sets in (unpaired, pairs):
        known = unpaired.DOMAINS if sets is unpaired else pairs.SETS
        if name in known and not known[name].built_in:
            source = sets.source_of(name)
            assert source
            downloads.fetch(source, progress)
            return known[name].title
    library.fetch(name, progress)
    return cards.SETS[name].title
