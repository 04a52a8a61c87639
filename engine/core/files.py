"""Small files that other processes read while they are being written: put in place whole, or not at all. What is read, changed
and written again is one process's alone as long as that takes.

What is read may have been garbled by a power cut, a full disk or a hand: then it counts as missing, whatever it is.
"""

import contextlib
import errno
import json
import os
import time
import uuid
from collections.abc import Collection, Generator
from pathlib import Path
from typing import Any

from engine.core.errors import Trouble
from engine.language.words import _


class Unwritable(Trouble, OSError):
    """The disk refuses. Still an OSError, for whoever can do without the file."""

    def __init__(self, path: Path, error: OSError):
        what, advice = _in_words(path, error)
        super().__init__(what, advice)
        self.errno, self.path = error.errno, path

    def __reduce__(self):
        return Trouble, (self.what, self.advice)


def _in_words(path: Path, error: OSError) -> tuple[str, str]:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full: {path} could not be written.", path=path), _("Free some space, then try again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            _("Atelier may not write to {path}.", path=path),
            _("Allow writing there, or set ATELIER_HOME to a folder of your own and start again."),
        )
    why = error.strerror or type(error).__name__
    what = _("{path} could not be written: {why}.", path=path, why=why)
    return what, _("See what is in its place, and move that away.")


@contextlib.contextmanager
def writing(path: Path) -> Generator[None]:
    """What the disk objects to inside becomes a sentence about this file or folder."""
    try:
        yield
    except Unwritable:
        raise
    except OSError as error:
        raise Unwritable(path, error) from error


PATIENCE = 30.0
"""Seconds for which to wait for a lock. What is done under one takes milliseconds, but the machine may be busy."""


@contextlib.contextmanager
def alone(lock: Path, patience: float = PATIENCE) -> Generator[None]:
    """Hold this lock: no other thread or process does meanwhile. Who holds it may ask for it again."""
    from filelock import FileLock, Timeout  # Home is painted without it

    held = FileLock(lock, is_singleton=True)
    with writing(lock):
        make_folder(lock.parent)
        try:
            held.acquire(timeout=patience)
        except Timeout:
            raise Trouble("Somebody else is at this just now.", "Wait a moment, then try again.") from None
    try:
        yield
    finally:
        held.release()


def put(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """Write aside, then rename: a reader sees the old file or the new one, never half of one.

    `lasting`: also after a power cut. A file that takes its place before its content is on the disk may come back as zeros.
    """
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}.aside")
    with writing(path):
        try:
            with open(aside, "wb") as file:
                file.write(content)
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            os.replace(aside, path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        if lasting:
            settle(path.parent)


def sync(path: Path) -> None:
    """Let what was written to a file last."""
    with writing(path), open(path, "r+b") as file:
        os.fsync(file.fileno())


def settle(folder: Path) -> None:
    """Let the names in a folder last, too. Windows keeps them without being asked, and some network's folders cannot be asked."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # one may write to it, and not read it
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def make_folder(path: Path) -> Path:
    """This folder, and those above it, made where they are missing: their names last, too."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        settle(path.parent)
    return path


YOUNG = 60.0
"""Seconds for which somebody may still be writing a file."""


def sweep(folder: Path, others: Collection[str] = ()) -> None:
    """Remove what those who were killed had half written. `others`: names that someone else may be writing just now."""
    for aside in folder.rglob("*.aside"):
        with contextlib.suppress(OSError):
            its = aside.name.rsplit(".", 2)[0]
            if its not in others or abs(time.time() - aside.stat().st_mtime) > YOUNG:
                aside.unlink()


def put_json(path: Path, value: Any, *, lasting: bool = True) -> None:
    put(path, json.dumps(value, indent=1, allow_nan=False).encode(), lasting=lasting)


def read_json(path: Path, missing: Any = None) -> Any:
    """The value in a JSON file, or `missing` where there is no readable file."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return missing


def read_object(path: Path) -> dict[str, Any]:
    """The names and values in a JSON file; nothing where it holds anything else."""
    found = read_json(path)
    return found if isinstance(found, dict) else {}
