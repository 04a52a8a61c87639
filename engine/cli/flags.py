"""A command's flags, made from the fields of a config."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from engine.core import config as configs
from engine.language import columns
from engine.language.retold import retold
from engine.language.words import N_, _


class Help(argparse.ArgumentDefaultsHelpFormatter):
    """In the reader's language. Defaults are shown, except where there is none to show."""

    def _get_help_string(self, action: argparse.Action) -> str:
        help = action.help or ""
        if action.default in (None, False, argparse.SUPPRESS) or super()._get_help_string(action) == help:
            return _(help)
        return _(help) + _(" (default: {value})", value="%(default)s")

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return super()._split_lines(text, _letters(text, width))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return super()._fill_text(text, _letters(text, width), indent)


def _letters(text: str, width: int) -> int:
    """How many letters of this text are as wide as so many Latin ones."""
    return width * len(text) // max(1, columns.width(text))


class Parser(argparse.ArgumentParser):
    """What argparse itself says is in the reader's language, too."""

    def __init__(self, **how: Any):
        super().__init__(add_help=False, formatter_class=Help, **how)
        self._positionals.title, self._optionals.title = _("positional arguments"), _("options")
        self.add_argument(
            "-h", "--help", action="help", default=argparse.SUPPRESS, help=N_("show this help message and exit")
        )

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, _("{prog}: error: {message}", prog=self.prog, message=retold(message)) + "\n")


ERRORS = (
    N_("the following arguments are required: {names}"),
    N_("unrecognized arguments: {names}"),
    N_("argument {name}: invalid choice: {value} (choose from {choices})"),
    N_("argument {name}: invalid int value: {value}"),
    N_("argument {name}: invalid float value: {value}"),
    N_("argument {name}: expected one argument"),
    N_("argument {name}: expected at least one argument"),
    N_("argument {name}: expected {n} arguments"),
    N_("ambiguous option: {option} could match {matches}"),
)
"""What argparse finds wrong, as it says it."""


def add_flags(parser: argparse.ArgumentParser, config: type, without: Sequence[str] = ()) -> None:
    """One flag per field of a config, but for some, with its range in the help. Ranges are checked by the config itself."""
    kinds, groups = configs.kinds(config), {}
    for name, about in configs.knobs(config).items():
        if name in without:
            continue
        if about.group not in groups:
            groups[about.group] = parser.add_argument_group(_(about.group))
        group = groups[about.group]
        flag = "--" + name.replace("_", "-")
        help = _(about.help).replace("%", "%%")
        default = getattr(config, name)
        if kinds[name] is bool:
            group.add_argument(flag, action=argparse.BooleanOptionalAction, default=default, help=help)
        elif about.choices:
            words = "NAME" if name == "data" else "{" + ",".join(about.choices) + "}"
            listed = " " + _("One of: {names}, or album:ID.", names=", ".join(about.choices)) if name == "data" else ""
            group.add_argument(flag, default=default, metavar=words, help=help + listed)
        else:
            if about.low is not None and about.high is not None:
                help += " " + _("From {low:g} to {high:g}.", low=about.low, high=about.high)
            group.add_argument(flag, default=default, metavar="N", help=help)
