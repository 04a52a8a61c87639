"""`python -m engine judge` and `augment`: what a model's pictures are worth, beside real ones."""

import argparse
import math
from collections.abc import Callable


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


def judge_model(wanted: argparse.Namespace) -> None:
    from engine.judging import trials

    for kind, rows in trials.judge(wanted.model, wanted.back).items():
        print(f"{kind.capitalize():32} {'made':>10} {'':8} {'real':>10}  wished for")
        for row in rows:
            give = "" if math.isnan(row.give) else f"± {row.give:.3f}"
            print(f"  {row.name:30} {row.value:10.3f} {give:8} {row.real:10.3f}  {row.wish}")
    print(
        "Real: real pictures, which the model may have learnt from, in place of its own. Where it translates, lattice"
    )
    print("and blotches are those of what it was given. ±: half of the 95 % interval.")


def augment_model(wanted: argparse.Namespace) -> None:
    from engine.data import library
    from engine.lessons.compete.cgan import augmentation
    from engine.lessons.compete.gan import model
    from engine.weights import shelf

    inventor = model.load(shelf.find(wanted.model))
    for learnt in augmentation.measure(inventor, library.pictures_of(inventor.config["data"])):
        low, high = learnt.interval
        print(
            f"{learnt.name:22} {learnt.share:6.1%} of {learnt.of:,} held-out pictures named rightly ({low:.1%} to {high:.1%})"
        )
    print("The generator itself learnt from thousands of real pictures: what it adds is what it saw there.")
