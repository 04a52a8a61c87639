"""Commands about pictures and models at hand: `list`, `album` and `fetch`."""

import argparse
from typing import Any

from engine import catalog
from engine.weights import shelf

VGG19 = "vgg19"


def list_lessons(_: Any) -> None:
    from engine.data import cards, library

    shipped = shelf.shipped()
    print("Lessons")
    for card in catalog.CARDS.values():
        print(f"  {card.name:14} {card.summary}")
        models = [name for name in card.weights if name in shipped]
        if models:
            print(f"  {'':14} models: {', '.join(models)}")
    print("\nPicture sets")
    words = {"ready": "ready", "download": "to download", "missing": "not on this machine"}
    for name, about in cards.SETS.items():
        print(f"  {name:14} {about.title}, {words[library.standing(name)]}")


def make_album(wanted: argparse.Namespace) -> None:
    from engine.data.uploads import albums, intake

    taken = intake.collect(intake.from_folder(wanted.folder), wanted.size)
    print(taken.summary())
    album = albums.save(taken.pictures, wanted.title or wanted.folder.resolve().name)
    print(f"To learn from them: python -m engine train autoencoder --data album:{album.id}")


def fetch_set(wanted: argparse.Namespace) -> None:
    from tqdm import tqdm

    from engine.data import cards, library

    with tqdm(unit="B", unit_scale=True) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        if wanted.set == VGG19:
            from engine.lessons.helpers.eye import model as eye_model

            eye_model.fetch(progress)
        else:
            library.fetch(wanted.set, progress)
    print(f"{'VGG-19' if wanted.set == VGG19 else cards.SETS[wanted.set].title} is ready.")
