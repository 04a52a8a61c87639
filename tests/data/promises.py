"""`python -m tests.data.promises`: what people have in their scripts, links and folders, read from the code into JSON files.

Later code may add to it. Whatever is taken away or renamed breaks somebody's script, bookmark or run: see README.md.
"""

import argparse
import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from engine import catalog
from engine.cli import main as cli_main
from engine.core import config as configs
from engine.core import settings
from engine.lessons.paint.style.config import StyleConfig

FOLDER = Path(__file__).parent


def commands(parser: argparse.ArgumentParser | None = None) -> dict[str, Any]:
    """Each command with its words in order, its flags and what they take; `train` with all its lessons. No help: it may change."""
    found: dict[str, Any] = {"words": [], "flags": {}, "commands": {}}
    for action in (parser or cli_main.parser())._actions:
        if isinstance(action, argparse._SubParsersAction):
            found["commands"] = {name: commands(one) for name, one in action.choices.items()}
        elif action.option_strings and not isinstance(action, argparse._HelpAction):
            number = "nothing" if action.nargs == 0 else str(action.nargs or "one")
            takes = sorted(map(str, action.choices)) if action.choices else number
            found["flags"] |= dict.fromkeys(action.option_strings, takes)
        elif not action.option_strings:
            found["words"].append([action.dest, str(action.nargs or "one")])
    return {name: value for name, value in found.items() if value}


def lessons() -> dict[str, Any]:
    """Of each lesson: its settings with the values that they know by name, its presets with the settings that each chooses, and the models that ship."""
    return {
        name: {
            "settings": {
                key: sorted(about.choices) if about.choices else configs.kinds(card.config)[key].__name__
                for key, about in configs.knobs(card.config).items()
            },
            "presets": {preset.name: sorted(preset.settings | preset.cured) for preset in catalog.card(name).presets},
            "models": sorted(card.weights),
        }
        for name, card in catalog.CARDS.items()
    }


PARAMETERS = (
    *(
        "run",
        "view",
        "model",
        "repairer",
        "preset",
        "compare",
        "content",
        "styles",
        "areas",
        "beside",
        "strength",
        "map",
    ),
    *("way", "say", "to", "dice", "broken", "mended", "desk"),
)
"""What addresses carry beside the settings of a lesson."""


def pages() -> dict[str, Any]:
    """The addresses of all pages, what of these parameters the app knows, and the views of each lesson."""
    from playground.shell import links  # brings Streamlit, which the engine's tests do without

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATELIER_TEACHER", "a passphrase")
        patch.setattr(links.st, "Page", _address)
        addresses = [address for group in links.pages().values() for address in group]
    said = {
        node.value
        for file in (settings.ROOT / "playground").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    } | set(configs.kinds(StyleConfig))
    return {"addresses": addresses, "parameters": [name for name in PARAMETERS if name in said], "views": views()}


def _address(file: Path, title: str, icon: str, url_path: str = "", default: bool = False) -> str:
    """As Streamlit makes it."""
    return "" if default else url_path or Path(file).stem


def views() -> dict[str, list[str]]:
    """Lesson -> its views: the keys of VIEWS in its page."""
    from playground.shell import links

    pages = {card.name: links.PLAYGROUND / links.page_of(card.name) for card in links.lessons()}
    return {name: keys for name, page in pages.items() for keys in _views(ast.parse(page.read_text(encoding="utf-8")))}


def _views(tree: ast.Module) -> list[list[str]]:
    return [
        [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "VIEWS" and isinstance(node.value, ast.Dict)
    ]


def main() -> int:
    for name, found in {"cli": commands(), "lessons": lessons(), "pages": pages()}.items():
        (FOLDER / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
