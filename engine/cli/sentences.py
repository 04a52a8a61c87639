"""`python -m engine tell "a big red circle above a small blue square on green"`: a picture from a sentence."""

import argparse
from collections.abc import Callable
from pathlib import Path

from engine.cli.output import put
from engine.language.words import _
from engine.weights import shelf


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command, with the tool of `engine.cli`."""
    tell = command("tell", tell_model, "Draw what a sentence says: above the sketches, below the pictures.")
    tell.add_argument("sentence", metavar="SENTENCE", help="In quotes. Words that the model does not know are named.")
    tell.add_argument("-o", "--out", type=Path, default=Path("told.png"), help="Where to put the sheet.")
    tell.add_argument(
        "--model", default="text-shapes", help="A shipped model's name, a run's id or a .safetensors file."
    )
    tell.add_argument("--count", type=int, default=8, help="How many noises, each another picture.")
    tell.add_argument("--seed", type=int, default=0, help="The same seed draws the same pictures.")


def tell_model(wanted: argparse.Namespace) -> None:
    from engine.data import sheets
    from engine.lessons.compete.stackgan import model as stackgan_model

    model = stackgan_model.load(shelf.find(wanted.model))
    for word in model.spelled(wanted.sentence):
        if not word.known:
            said = (
                _("'{word}' is not known; read as {nearest}.", word=word.typed, nearest=word.nearest)
                if word.nearest
                else _("'{word}' is not known; left out.", word=word.typed)
            )
            print(f"{said} {_(word.why)}".rstrip())
    words = model.read(wanted.sentence)
    drawn = model.illustrate([words] * max(1, wanted.count), wanted.seed)
    put(wanted.out, sheets.sheet([drawn.enlarged, drawn.pictures]))
    print(_("{sentence}: the sheet is in {file}.", sentence=" ".join(words).capitalize(), file=wanted.out))
