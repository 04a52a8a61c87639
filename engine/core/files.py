"""Small files that other processes read while they are being written: put in place whole, or not at all."""

import json
import os
import uuid
from pathlib import Path
from typing import Any


def put(path: Path, content: bytes) -> None:
    """Write aside, then rename: a reader sees the old file or the new one, never half of one."""
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}.aside")
    try:
        aside.write_bytes(content)
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def put_json(path: Path, value: Any) -> None:
    put(path, json.dumps(value, indent=1, allow_nan=False).encode())


def read_json(path: Path, missing: Any = None) -> Any:
    """The value in a JSON file, or `missing` where there is no readable file."""
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, json.JSONDecodeError, NotADirectoryError):
        return missing
