"""The SHA-256 of files, each computed once: hashing 170 MB takes a tenth of a second or more, and a page asks on each rerun."""

import hashlib
from pathlib import Path

from engine.core import files, settings


def digest(path: Path) -> str:
    """The hash, from a note where the file is still the one that was noted. An OSError where there is no file to read."""
    fingerprint = _fingerprint(path)
    noted = files.read_object(_note(path))  # empty where there is none, or a damaged one: then it is hashed again
    if "sha256" in noted and {**noted, "sha256": None} == {**fingerprint, "sha256": None}:
        return noted["sha256"]
    found = sha256(path)
    remember(path, found)
    return found


def remember(path: Path, digest: str) -> None:
    note = _note(path)
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        files.put_json(note, {**_fingerprint(path), "sha256": digest})
    except OSError:
        pass  # a note saves time only


def sha256(path: Path) -> str:
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def _fingerprint(path: Path) -> dict[str, str | int]:
    facts = path.stat()
    return {"path": str(path.resolve()), "bytes": facts.st_size, "changed": facts.st_mtime_ns}


def _note(path: Path) -> Path:
    key = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    return settings.home() / "cache" / "sha256" / f"{key}.json"
