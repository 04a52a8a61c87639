"""What a loop learns from, as arrays and plain values with the names of their places: nothing else travels to a node.

A set of pictures is a dataclass of the engine's. Packed it is a dict, and unpacked only into such a dataclass again.
"""

import dataclasses
import hashlib
import importlib
from typing import Any

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import _

CLASS = "class"

PLAIN = (str, bytes, bool, int, float, type(None))


def pack(value: Any) -> Any:
    """Dataclasses, tuples, lists and dicts of arrays and plain values, in a form that names the dataclasses."""
    if isinstance(value, np.ndarray) or type(value) in PLAIN:
        return value
    if isinstance(value, np.generic):
        return value.item()
    if dataclasses.is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("engine."):
        fields = {field.name: pack(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init}
        return {CLASS: f"{type(value).__module__}:{type(value).__qualname__}", "fields": fields}
    if isinstance(value, tuple | list):
        return {
            CLASS: type(value).__name__ if type(value) in (tuple, list) else "tuple",
            "items": list(map(pack, value)),
        }
    if isinstance(value, dict):
        return {CLASS: "dict", "pairs": [(pack(name), pack(one)) for name, one in value.items()]}
    raise Trouble(
        _("What this lesson learns from cannot travel to a cluster: {kind}.", kind=type(value).__name__),
        "Train it on this computer: take ATELIER_CLUSTER away.",
    )


def unpack(packed: Any) -> Any:
    if not isinstance(packed, dict):
        return packed
    kind = packed[CLASS]
    if kind in ("tuple", "list"):
        return (tuple if kind == "tuple" else list)(map(unpack, packed["items"]))
    if kind == "dict":
        return {unpack(name): unpack(one) for name, one in packed["pairs"]}
    module, _colon, name = kind.partition(":")
    cls = getattr(importlib.import_module(module), name) if module.startswith("engine.") else None
    if not dataclasses.is_dataclass(cls) or not isinstance(cls, type):
        raise ValueError(f"{kind} is none of the engine's")
    return cls(**{name: unpack(one) for name, one in packed["fields"].items()})


def digest(packed: Any) -> str:
    """The same for the same pictures, whichever run asks for them."""
    seen = hashlib.blake2b(digest_size=16)
    _see(packed, seen)
    return seen.hexdigest()


def _see(packed: Any, seen: Any) -> None:
    if isinstance(packed, np.ndarray):
        seen.update(f"{packed.dtype}{packed.shape}".encode())
        seen.update(np.ascontiguousarray(packed).data)
    elif isinstance(packed, dict | list | tuple):
        inside = list(packed.items()) if isinstance(packed, dict) else list(packed)
        seen.update(f"{type(packed).__name__}{len(inside)}".encode())
        for one in inside:
            _see(one, seen)
    else:
        seen.update(repr(packed).encode())
