"""What people read, found in the code: Python's and the components' JavaScript.

A message is what `_`, `_n`, `_p` and `N_` are called with (engine/language/words.py). What a lesson only declares (its card, its
settings, its presets, its explanation) is found by what declares it, and needs no mark: it is translated where it is shown.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.core import settings

ROOT = settings.ROOT


@dataclass(frozen=True)
class Message:
    id: str | tuple[str, str]
    context: str | None
    file: str
    """From the checkout's top."""


DECLARED: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "knob": ((1,), ("help", "label", "group", "choices")),
    "rate_knob": ((1,), ("label",)),
    "Knob": ((0, 1, 2), ("help", "label", "group", "choices")),
    "About": ((0, 1, 2, 3), ("title", "words", "a", "b", "given", "wanted")),
    "Attribute": ((0,), ("name", "words")),
    "Branch": ((0, 1), ("title", "words")),
    "Card": ((), ("title", "group", "summary", "invitation", "portrait")),
    "Chart": ((0, 1, 2), ("title", "lines", "unit")),
    "Mark": ((1, 2), ()),
    "Preset": ((2, 3, 4, 5), ("title", "symptom", "cause", "cure", "found", "sides")),
    "Explanation": ((0, 1), ("sentence", "idea", "diagram", "diagram_alt", "mathematics")),
    "Finding": ((1, 2, 3), ("said", "cause", "cure")),
    "Refusal": ((0, 1), ()),
    "SetCard": ((), ("title", "words", "licence", "from_whom")),
    "Trait": ((1, 2), ("title", "values")),
    "Failed": ((0, 1), ()),
    "_View": ((1,), ()),
    "_choice": ((0, 1, 2, 3, 4, 5, 6, 7, 8), ()),
    "_choices": ((1, 2, 3, 4, 5, 6, 7, 8), ()),
    "_painting": ((1, 2), ()),
    "Trouble": ((0, 1), ("what", "advice")),
    "add_argument": ((), ("help",)),
    "command": ((2,), ("help",)),
    "heavy": ((0,), ("words",)),
    "through": ((0,), ("words",)),
    "of_desk": ((), ("show_spinner",)),
    "Mood": ((1, 2), ()),
}
"""Name of a class or function -> which of its arguments are texts, by place and by name. Of a mapping its values are, of a pair
(formula, words) the words."""


def messages() -> list[Message]:
    """All of engine and playground, in the order of the files."""
    found: list[Message] = []
    for folder in ("engine", "playground"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            found += of_python(file.read_text(encoding="utf-8"), _name(file))
        for file in sorted((ROOT / folder).rglob("*.js")):
            found += of_javascript(file.read_text(encoding="utf-8"), _name(file))
    return found


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def of_python(text: str, file: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            yield from _marked(name, node, file)
            if name in DECLARED:
                places, names = DECLARED[name]
                texts = [node.args[place] for place in places if place < len(node.args)]
                texts += [word.value for word in node.keywords if word.arg in names]
                for one in texts:
                    for said in _texts(one):
                        yield Message(said, None, file)


def _marked(name: str, call: ast.Call, file: str) -> Iterator[Message]:
    said = [one.value if isinstance(one, ast.Constant) and isinstance(one.value, str) else None for one in call.args]
    if name in ("_", "N_") and said and said[0]:
        yield Message(said[0], None, file)
    elif name == "_n" and len(said) > 1 and said[0] and said[1]:
        yield Message((said[0], said[1]), None, file)
    elif name == "_p" and len(said) > 1 and said[0] and said[1]:
        yield Message(said[1], said[0], file)


def _texts(node: ast.AST) -> Iterator[str]:
    """Texts among what is declared: not keys, not formulas, and not what a call or a condition is made of."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[^\W\d_]{2}", node.value):
            yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts(value)
    elif isinstance(node, ast.Tuple | ast.List):
        parts = node.elts
        if len(parts) == 2 and isinstance(parts[0], ast.Constant) and "\\" in str(parts[0].value):
            parts = parts[1:]
        for one in parts:
            yield from _texts(one)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from _texts(node.left)
        yield from _texts(node.right)


_IN_SCRIPTS = re.compile(r'(?<![\w.])N?_\(\s*"((?:[^"\\]|\\.)+)"')


def of_javascript(text: str, file: str) -> Iterator[Message]:
    for found in _IN_SCRIPTS.finditer(text):
        yield Message(found.group(1).replace('\\"', '"').replace("\\n", "\n"), None, file)
