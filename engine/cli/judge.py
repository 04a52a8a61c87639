"""`python -m engine judge`, `augment` and `features`: what a model's pictures are worth, beside real ones."""

import argparse
import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from engine.language.columns import line, padded
from engine.language.retold import retold
from engine.language.words import _

if TYPE_CHECKING:
    from engine.lessons.score import Wish

PLACES = "<32 >10 <8 >10 <0 <0"
"""Of the columns of a trial: side and width."""


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command, with the tool of `engine.cli`."""
    judge = command("judge", judge_model, "Compare what a model makes with pictures that it never saw.")
    judge.add_argument(
        "model", metavar="MODEL", help="A shipped model, such as faces-photo or monet2photo, a run's id or a file."
    )
    judge.add_argument("--back", action="store_true", help="The other direction of a CycleGAN: from B to A.")
    augment = command(
        "augment", augment_model, "Teach a classifier with few real pictures, and with made ones beside them."
    )
    augment.add_argument("model", metavar="MODEL", help="A conditional GAN, such as cgan-glyphs, a run's id or a file.")
    features = command("features", judge_features, "Tell classes apart in a discriminator's features, and in pixels.")
    features.add_argument("model", metavar="MODEL", help="A GAN, such as gan-glyphs, a run's id or a file.")


def judge_model(wanted: argparse.Namespace) -> None:
    from engine.judging import trials

    for kind, rows in trials.judge(wanted.model, wanted.back).items():
        print(line((_(kind.capitalize()), _("made"), "", _("real"), "", _("wished for")), PLACES))
        for row in rows:
            give = "" if math.isnan(row.give) else f"± {row.give:.3f}"
            cells = f"  {retold(row.name)}", f"{row.value:.3f}", give, f"{row.real:.3f}", "", retold(row.wish)
            print(line(cells, PLACES))
    print(
        _(
            "Real: real pictures, which the model may have learnt from, in place of its own. Where it translates, lattice\n"
            "and blotches are those of what it was given. ±: half of the 95 % interval."
        )
    )


def augment_model(wanted: argparse.Namespace) -> None:
    from engine.data import library
    from engine.lessons.compete.cgan import augmentation
    from engine.lessons.compete.gan import model
    from engine.weights import shelf

    inventor = model.load(shelf.find(wanted.model))
    print_named(augmentation.measure(inventor, library.pictures_of(inventor.config["data"])))
    print(_("The generator itself learnt from thousands of real pictures: what it adds is what it saw there."))


def judge_features(wanted: argparse.Namespace) -> None:
    from engine.data import library
    from engine.lessons.compete.gan import features, model
    from engine.weights import shelf

    inventor = model.load(shelf.find(wanted.model))
    print_named(features.measure(inventor, library.pictures_of(inventor.config["data"])))
    print(
        _(
            "A straight line through each, from {n} named pictures of a class. The discriminator was never told a class.",
            n=features.EACH,
        )
    )


def print_named(several: "Iterable[Wish]") -> None:
    for one in several:
        low, high = one.interval
        said = _(
            "{share:6.1%} of {n:,} held-out pictures named rightly ({low:.1%} to {high:.1%})",
            share=one.share,
            n=one.of,
            low=low,
            high=high,
        )
        print(f"{padded(retold(one.name), 22)} {said}")
