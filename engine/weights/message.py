"""A network on its way to the page: one run of bytes, which `playground/components/weights/weights.js` reads."""

import json
from collections.abc import Mapping
from typing import Any


def message(about: Mapping[str, Any], floats: bytes, shorts: bytes) -> bytes:
    """The length of a description, the description as JSON, 32-bit numbers, 16-bit ones."""
    head = json.dumps({**about, "floats": len(floats)}).encode()
    head += b" " * (-len(head) % 4)  # numbers begin where a browser can read them without a copy
    return len(head).to_bytes(4, "little") + head + floats + shorts
