"""`python -m engine ...`: the same lessons, runs and models from a terminal."""

import argparse
import sys
from collections.abc import Sequence

from engine.cli import bench, data, dream, judge, models, paint, retrain, sentences, shipping, train, translate
from engine.cli.flags import Parser
from engine.core.errors import Trouble
from engine.language.words import _


def main(arguments: Sequence[str] | None = None) -> int:
    wanted = parser().parse_args(arguments)
    try:
        return wanted.do(wanted) or 0
    except Trouble as trouble:
        print(f"{_(trouble.what)}\n{_(trouble.advice)}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    top = Parser(prog="python -m engine", description=_("Atelier's engine: train and use generative models."))
    commands = top.add_subparsers(title=_("commands"), required=True, metavar="COMMAND")

    def command(name: str, do, help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=_(help))
        made.set_defaults(do=do)
        return made

    for some in (data, train, models, shipping, retrain, paint, dream, translate, sentences, judge, bench):
        some.add(command)
    return top
