"""A command's flags, made from the fields of a config."""

import argparse
from collections.abc import Sequence

from engine.core import config as configs


class Help(argparse.ArgumentDefaultsHelpFormatter):
    """Defaults are shown, except where there is none to show."""

    def _get_help_string(self, action: argparse.Action) -> str:
        if action.default in (None, False, argparse.SUPPRESS):
            return action.help or ""
        return super()._get_help_string(action) or ""


def add_flags(parser: argparse.ArgumentParser, config: type, without: Sequence[str] = ()) -> None:
    """One flag per field of a config, but for some, with its range in the help. Ranges are checked by the config itself."""
    kinds, groups = configs.kinds(config), {}
    for name, about in configs.knobs(config).items():
        if name in without:
            continue
        if about.group not in groups:
            groups[about.group] = parser.add_argument_group(about.group)
        group = groups[about.group]
        flag = "--" + name.replace("_", "-")
        help = about.help.replace("%", "%%")
        default = getattr(config, name)
        if kinds[name] is bool:
            group.add_argument(flag, action=argparse.BooleanOptionalAction, default=default, help=help)
        elif about.choices:
            words = "NAME" if name == "data" else "{" + ",".join(about.choices) + "}"
            listed = f" One of: {', '.join(about.choices)}, or album:ID." if name == "data" else ""
            group.add_argument(flag, default=default, metavar=words, help=help + listed)
        else:
            span = f" From {about.low:g} to {about.high:g}." if about.low is not None and about.high is not None else ""
            group.add_argument(flag, default=default, metavar="N", help=help + span)
