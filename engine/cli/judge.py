"""`python -m engine judge`: what a model's pictures are worth, beside real ones."""

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
