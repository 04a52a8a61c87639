"""The rules of the house: each takes a tree and says who breaks it. See engine/README.md for what they are good for."""

import ast
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import House, circles

BENEATH = (
    {"engine.language"},
    {"engine.core", "engine.events"},
    {"engine.nn"},
    {"engine.data", "engine.weights"},
    {"engine.lessons"},
    {"engine.catalog", "engine.recipes"},
    {"engine.bench", "engine.judging", "engine.runs"},
)
ENGINE = (
    *BENEATH,
    {"engine.worker"},
    {"engine.cluster"},
    {"engine.cli", "engine.shipping", "engine.__main__", "engine.__init__"},
)
PLAYGROUND = (
    *BENEATH,
    {
        f"playground.{room}"
        for room in ("classroom", "components", "locale", "runs", "server", "shell", "widgets", "__init__")
    },
    {"playground.Home", "playground.home", "playground.lessons"},
)
"""Rooms, floor by floor from the ground. A room may import its neighbours on the same floor and all that lies beneath."""

MEASURING = ("recipe", "score")
"""Files that measure and show a lesson's models when they are shipped. They alone may look at what other lessons make with these."""

HELPERS = "helpers"
"""The family of networks that lessons look with."""

LIGHT_FILES = ("card", "config", "presets", "verdict")
LIGHT_ROOMS = ("engine.catalog", "engine.core", "engine.events", "engine.language", "engine.runs")

HEAVY = ("torch", "torchvision", "safetensors.torch")
SCREEN = ("streamlit", "plotly", "playground")

MOST_FILES, LONGEST_FILE, LONGEST_FUNCTION = 15, 350, 60

REASON = "Long because"
"""How the docstring of a longer function says why it is one."""


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def lesson(module: str) -> tuple[str, str] | None:
    """Family and lesson to which a file belongs; empty where it belongs to several. None outside of the lessons."""
    _, kind, *folders = [*module.split(".")[:-1], ""]
    return (*folders, "", "")[:2] if kind == "lessons" else None


def upward(house: House) -> Iterator[str]:
    """Imports of what lies above, or beside on another tower."""
    for module in house.files:
        floors = ENGINE if module.startswith("engine.") else PLAYGROUND
        heights = {name: height for height, rooms in enumerate(floors) for name in rooms}
        if room(module) not in heights:
            yield f"{module} is in a room that has no floor yet"
            continue
        for other in sorted(house.arrows.get(module, ())):
            if heights.get(room(other), len(floors)) > heights[room(module)]:
                yield f"{module} imports {other}"


def across_families(house: House) -> Iterator[str]:
    """Lessons that import lessons of other families, and shared files that import a family."""
    for module, others in house.arrows.items():
        for other in sorted(others):
            mine, theirs = lesson(module), lesson(other)
            if mine is None or theirs is None or theirs[0] in ("", mine[0]):
                continue
            helped = theirs[0] == HELPERS and mine[0]
            measured = module.rpartition(".")[2] in MEASURING
            if not helped and not measured:
                yield f"{module} imports {other}"


def lessons_in_circles(house: House) -> Iterator[str]:
    """Lessons that build upon each other."""
    arrows = defaultdict(set)
    for module, others in house.arrows.items():
        mine = lesson(module)
        for other in others:
            theirs = lesson(other)
            if mine and theirs and mine[1] and theirs[1] and mine != theirs and mine[0] == theirs[0]:
                arrows[module.split(".")[0], *mine].add((other.split(".")[0], *theirs))
    yield from (" and ".join(".".join(one) for one in circle) for circle in circles(arrows))


def files_in_circles(house: House) -> Iterator[str]:
    yield from (" and ".join(circle) for circle in circles(house.arrows))


def rooms_in_circles(house: House) -> Iterator[str]:
    arrows = defaultdict(set)
    for module, others in house.arrows.items():
        arrows[room(module)] |= {room(other) for other in others} - {room(module)}
    yield from (" and ".join(circle) for circle in circles(arrows))


def without_engine(house: House) -> Iterator[str]:
    """Pages of a lesson that the engine does not know."""
    known = {lesson(module) for module in house.files if module.startswith("engine.")}
    shown = {lesson(module) for module in house.files if module.startswith("playground.")}
    yield from (f"playground/lessons/{family}/{own}" for family, own in sorted(filter(None, shown - known)))


def roots(house: House, module: str, *, top: bool = False) -> set[str]:
    return {name.split(".")[0] for name in house.imported(module, top=top)}


def pages_with_torch(house: House) -> Iterator[str]:
    yield from (m for m in house.files if m.startswith("playground.") and roots(house, m) & set(HEAVY))


def pages_that_open_with_plotly(house: House) -> Iterator[str]:
    yield from (m for m in house.files if m.startswith("playground.") and "plotly" in roots(house, m, top=True))


def engine_with_a_screen(house: House) -> Iterator[str]:
    yield from (m for m in house.files if m.startswith("engine.") and roots(house, m) & set(SCREEN))


def heavy(house: House) -> dict[str, list[str]]:
    """Light file -> what it brings that is heavy. One process imports them all, one after the other, and names the first that does."""
    light = [
        module
        for module in house.files
        if room(module) in LIGHT_ROOMS or (lesson(module) and module.split(".")[-1] in LIGHT_FILES)
    ]
    look = f"""
import importlib, json, sys
found = {{}}
for name in {light!r}:
    before = set(sys.modules)
    importlib.import_module(name)
    brought = [one for one in {HEAVY!r} if one in sys.modules and one not in before]
    if brought:
        found[name] = brought
print(json.dumps(found))
"""
    command = [sys.executable, "-c", look]  # which imports from the folder in which it stands
    return json.loads(subprocess.run(command, cwd=house.root, capture_output=True, text=True, check=True).stdout)


def crowded(house: House) -> Iterator[str]:
    """Folders of more files than one can look over."""
    counted = Counter(file.parent for file in sources(house) if file.name != "__init__.py")
    yield from (f"{house.named(folder)}: {count} files" for folder, count in counted.items() if count > MOST_FILES)


def long_files(house: House) -> Iterator[str]:
    for file in sources(house):
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if file.suffix != ".css" and lines > LONGEST_FILE:
            yield f"{house.named(file)}: {lines} lines"


def sources(house: House) -> list[Path]:
    folders = (house.root / top for top in ("engine", "playground"))
    return sorted(file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".js", ".css"))


def long_functions(house: House) -> Iterator[str]:
    for module, tree in house.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION and REASON not in (ast.get_docstring(node) or ""):
                    yield f"{module}.{node.name}: {lines} lines"


def without_a_word(house: House) -> Iterator[str]:
    """Files that do not open with what they are."""
    for module, tree in house.trees.items():
        if not module.endswith("__init__") and not ast.get_docstring(tree):
            yield module


def names_of_form_settings(house: House) -> Iterator[str]:
    """Widgets named like a setting of the form: such a one would be given the setting's value, and give it its own."""
    for module, tree in house.trees.items():
        if module.startswith("playground.") and not module.endswith(".config_form"):
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("form."):
                    yield f"{module}: {node.value}"


def hidden_translators(house: House) -> Iterator[str]:
    """Functions that call something else `_`, where `_` is what translates."""
    for module, tree in house.trees.items():
        imported = (
            one for one in tree.body if isinstance(one, ast.ImportFrom) and one.module == "engine.language.words"
        )
        if not any(alias.name == "_" for one in imported for alias in one.names):
            continue
        own = {
            id(name) for node in ast.walk(tree) if isinstance(node, ast.comprehension) for name in ast.walk(node.target)
        }
        for node in ast.walk(tree):
            hides = isinstance(node, ast.Name) and node.id == "_" and isinstance(node.ctx, ast.Store)
            if (hides and id(node) not in own) or (isinstance(node, ast.arg) and node.arg == "_"):
                yield f"{module}:{node.lineno}"


def pictures_that_may_be_gone(house: House) -> Iterator[str]:
    """Pictures outside of their message, but for Home's, which stand still: any other file of Streamlit's may be gone before a
    slow browser asks for it."""
    for module, file in house.files.items():
        if module.startswith("playground.") and room(module) != "playground.home":
            for line in file.read_text(encoding="utf-8").splitlines():
                if "st.image(" in line and "address(" not in line:
                    yield f"{module}: {line.strip()}"
