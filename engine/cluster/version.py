"""Which Atelier this is: a node of a cluster trains only for a server whose engine is the same to the letter."""

import functools
import hashlib
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[1]


@functools.cache
def ours() -> str:
    """Twelve digits that change with any line of the engine."""
    seen = hashlib.sha256()
    for file in sorted(ENGINE.rglob("*.py")):
        seen.update(
            str(file.relative_to(ENGINE).as_posix()).encode() + b"\0" + file.read_bytes().replace(b"\r\n", b"\n")
        )
    return seen.hexdigest()[:12]
