"""What was drawn or read once is kept on disk, under the text of the code that made it."""

import ast
import hashlib
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from engine.core import settings

if TYPE_CHECKING:
    from engine.data.pictures import Pictures


@lru_cache
def code_of(module: str) -> str:
    """A hash of the text of a module and of all that it imports from engine.data.

    A set that its maker's code would now make differently must not come from the cache.
    """
    digest, todo, seen = hashlib.sha256(), [module], set()
    while todo:
        name = todo.pop()
        file = settings.ROOT.joinpath(*name.split(".")).with_suffix(".py")
        if name in seen or not file.exists():
            continue
        seen.add(name)
        text = file.read_bytes()
        digest.update(text)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("engine.data"):
                todo += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return digest.hexdigest()


def kept(name: str, recipe: tuple, modules: tuple[str, ...], make: "Callable[[], Pictures]") -> "Pictures":
    """For sets that are known elsewhere: what `make` gives, kept as long as the recipe and the text of these modules stay."""
    return kept_in(name, (*recipe, version("pillow"), *map(code_of, modules)), make)


def kept_in(name: str, recipe: tuple, make: "Callable[[], Pictures]") -> "Pictures":
    """What `make` gives, kept in one file under the recipe's hash. A damaged file is made anew."""
    key = hashlib.sha256(repr(recipe).encode()).hexdigest()[:24]
    path = settings.home() / "cache" / "pictures" / name / f"{key}.npz"
    if pictures := _restore(name, path):
        return pictures
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.parent / "lock"):  # several runs may start at once: one makes the set, the others read it
            pictures = _restore(name, path)
            if pictures is None:
                pictures = make()
                _keep(path, pictures)
            return pictures
    except OSError:  # a home that cannot be written costs time, not pictures
        return make()


def _keep(path: Path, pictures: "Pictures") -> None:
    import numpy as np

    arrays: dict[str, Any] = {
        "train": pictures.train,
        "held_out": pictures.held_out,
        "classes": np.array(pictures.classes, dtype=np.str_),
        **{f"train/{name}": values for name, values in pictures.train_attributes.items()},
        **{f"held_out/{name}": values for name, values in pictures.held_out_attributes.items()},
    }
    if pictures.train_labels is not None:
        arrays |= {"train_labels": pictures.train_labels, "held_out_labels": pictures.held_out_labels}
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}.aside")
    with suppress(OSError):  # a full disk costs time, not pictures
        try:
            with open(aside, "wb") as file:
                np.savez(file, **arrays)
            os.replace(aside, path)
        finally:
            for old in path.parent.iterdir():  # older recipes, and what a killed process left
                if old.suffix in (".npz", ".aside") and old != path:
                    old.unlink(missing_ok=True)


def _restore(name: str, path: Path) -> "Pictures | None":
    import numpy as np

    from engine.data.pictures import Pictures

    try:
        with np.load(path) as file:
            arrays = dict(file)
        return Pictures(
            name,
            train=arrays["train"],
            held_out=arrays["held_out"],
            train_labels=arrays.get("train_labels"),
            held_out_labels=arrays.get("held_out_labels"),
            classes=tuple(arrays["classes"].tolist()),
            train_attributes=_attributes(arrays, "train/"),
            held_out_attributes=_attributes(arrays, "held_out/"),
        )
    except Exception:  # not there, or damaged in one of many ways: all mean that it has to be made
        return None


def _attributes(arrays: dict, split: str) -> dict:
    return {name.removeprefix(split): values for name, values in arrays.items() if name.startswith(split)}
