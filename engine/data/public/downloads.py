"""Files that others publish: looked for on this machine, fetched when asked, believed only if their SHA-256 is right. Where nobody
publishes one, it is recorded when the file is first seen, and from then on no other is believed.

A file that is here already is found in a folder named by ATELIER_DATA or among earlier downloads. A fetched one grows as
NAME.part in ATELIER_HOME/downloads and gets its name once it is whole: an interrupted download goes on where it stopped.
"""

import errno
import os
import shutil
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from engine.core import files, settings
from engine.core.errors import Trouble
from engine.data.public import hashes

PATIENCE = 10  # seconds: to connect, and between two pieces
TRIES = 4  # at one address, as long as each brings the file further
PIECE = 1 << 18  # bytes asked of the network at a time

Progress = Callable[[int, int], object]  # bytes here, bytes in all
ShouldStop = Callable[[], bool]


@dataclass(frozen=True)
class Source:
    """One published file. `name` is its path below a data folder; `urls` are addresses of the same bytes, best first.

    Without urls it is never fetched: it must be on this machine. Where `sha256` is empty nobody tells it, and `bytes` is about right.
    """

    name: str
    urls: tuple[str, ...]
    bytes: int
    sha256: str
    licence: str
    from_whom: str


def find(source: Source) -> Path | None:
    """The file on this machine, if its content is right."""
    return next((path for path in _places(source) if _is_right(source, path)), None)


def strangers(source: Source) -> list[Path]:
    """Files that bear the name but have another content: cut short, an older edition, or another set's."""
    return [path for path in _places(source) if path.is_file() and not _is_right(source, path)]


def fetch(source: Source, progress: Progress | None = None, should_stop: ShouldStop | None = None) -> Path:
    """Find the file or download it. Stopping keeps what has come; every failure is a Trouble."""
    progress = progress or (lambda here, in_all: None)
    should_stop = should_stop or (lambda: False)
    if found := find(source):
        return found
    if not source.urls:
        raise Trouble(
            f"{source.name} cannot be downloaded by Atelier.",
            "If you have the file, put it into a folder named by ATELIER_DATA. The built-in pictures are always here.",
        )
    if settings.offline():
        raise Trouble(
            f"{source.name} was not downloaded, because ATELIER_OFFLINE forbids it.",
            f"Unset ATELIER_OFFLINE to allow downloads. {_without_network(source)}",
        )

    target = _downloads() / source.name
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(source, target, part, progress, should_stop):
            if found := find(source):  # someone else fetched it while we waited
                return found
            if not source.sha256:
                source = replace(source, bytes=_announced(source, part))
            _download(source, part, progress, should_stop)
            files.sync(part)  # its hash is remembered, and nobody counts it again
            os.replace(part, target)
            files.settle(target.parent)
            if source.sha256:
                hashes.remember(target, source.sha256)  # it was hashed as it came
            if not _is_right(source, target):
                target.unlink()
                raise Trouble(
                    f"{source.name} is not the file that was here before: its SHA-256 differs, so it was deleted.",
                    f"Its authors may have replaced it. Delete {_record(source)} to believe the new one. {_without_network(source)}",
                )
    except OSError as error:  # the network's errors never come this far: this is the disk
        raise _disk_trouble(source, target.parent, error) from error
    return target


class _Failed(Exception):
    """One address did not give the file; another may. `what` and `advice` end up in a Trouble if none does."""

    def __init__(self, what: str, advice: str):
        super().__init__(what)
        self.what = what
        self.advice = advice


def _download(source: Source, part: Path, progress: Progress, should_stop: ShouldStop) -> None:
    """Fill `part` from the first address that gives the right bytes."""
    if shutil.disk_usage(part.parent).free < source.bytes - _size(part):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    failures = []
    for url in source.urls:
        for _ in range(TRIES):
            before = _size(part)
            try:
                _stream(url, source, part, progress, should_stop)
            except _Failed as failure:
                last = failure
                if _size(part) <= before:
                    break
                continue
            if source.sha256 in ("", hashes.sha256(part)):
                return
            part.unlink()
            last = _Failed(
                f"What came from {_host(url)} is not the right file: its SHA-256 differs, so it was deleted.",
                "Try again. If it happens twice, the file there is damaged or was replaced.",
            )
            if not before:  # a resumed file may owe the damage to its old beginning: that one deserves a fresh start
                break
        failures.append(last)
    _give_up(source, failures)


def _announced(source: Source, part: Path) -> int:
    """How many bytes the file has, as the first address says that gives it."""
    failures = []
    for url in source.urls:
        try:
            with _ask(url, source, part) as answer:
                if answer.length is not None:
                    return answer.length + (_size(part) if answer.status == 206 else 0)
            failures.append(_Failed(f"{_host(url)} does not say how large the file is.", "Try again in a while."))
        except _Failed as failure:
            failures.append(failure)
    _give_up(source, failures)


def _give_up(source: Source, failures: list[_Failed]) -> NoReturn:
    # With no network every address fails alike: say so once.
    reasons = " ".join(dict.fromkeys(failure.what for failure in failures))
    raise Trouble(
        f"{source.name} could not be downloaded. {reasons}", f"{failures[0].advice} {_without_network(source)}"
    ) from failures[0]


def _stream(url: str, source: Source, part: Path, progress: Progress, should_stop: ShouldStop) -> None:
    """Append what is missing to `part`, and never a byte more than the source announces."""
    if _size(part) > source.bytes:
        part.unlink()
    if _size(part) == source.bytes:
        return
    with _ask(url, source, part) as answer:
        here = _size(part) if answer.status == 206 else 0  # 200: the server starts anew, whatever we asked
        if answer.length is not None and answer.length != source.bytes - here:
            raise _Failed(
                f"{_host(url)} offers another file: {answer.length:,} bytes instead of {source.bytes - here:,}.",
                "If this network wants you to log in, open any web page first. Then try again.",
            )
        with open(part, "ab" if here else "wb") as file:
            progress(here, source.bytes)
            while here < source.bytes:
                _stop_if_asked(source, here, should_stop)
                try:
                    piece = answer.read1(min(PIECE, source.bytes - here))
                except (OSError, HTTPException) as error:
                    raise _broken(url, source, here, error) from error
                if not piece:
                    raise _broken(url, source, here, None)
                file.write(piece)
                here += len(piece)
                progress(here, source.bytes)


def _ask(url: str, source: Source, part: Path) -> HTTPResponse:
    """The server's answer: to a request for the rest if there is a beginning, else for the whole file."""
    here = _size(part)
    headers = {"User-Agent": "Atelier", "Accept-Encoding": "identity"}
    if here:
        headers["Range"] = f"bytes={here}-"
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=PATIENCE)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416 and here:
            part.unlink()
            return _ask(url, source, part)
        raise _refused(url, source, error.code) from error
    except (OSError, HTTPException) as error:
        raise _unreachable(url, error) from error
    if answer.status == 206 and not (answer.headers["Content-Range"] or "").startswith(f"bytes {here}-"):
        answer.close()
        part.unlink(missing_ok=True)
        if here:
            return _ask(url, source, part)
        raise _refused(url, source, answer.status)
    return answer


def _refused(url: str, source: Source, code: int) -> _Failed:
    if code in (404, 410):
        return _Failed(f"{_host(url)} no longer has the file (error {code}).", "It may have moved for good.")
    return _Failed(f"{_host(url)} refused to give the file (error {code}).", "Try again in a while.")


def _unreachable(url: str, error: Exception) -> _Failed:
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, socket.gaierror):
        return _Failed("No server's name could be looked up.", "Check that this machine is connected to a network.")
    if isinstance(reason, TimeoutError):
        return _Failed(f"{_host(url)} did not answer within {PATIENCE} seconds.", "Try again in a while.")
    if isinstance(reason, ssl.SSLError):
        return _Failed(
            f"No safe connection to {_host(url)} could be made.",
            "Check this machine's clock; a school's or company's network filter may be in the way.",
        )
    return _Failed(f"{_host(url)} could not be reached.", "Check that this machine is connected to the internet.")


def _broken(url: str, source: Source, here: int, error: Exception | None) -> _Failed:
    how = f"fell silent for {PATIENCE} seconds" if isinstance(error, TimeoutError) else "broke off"
    return _Failed(
        f"The connection to {_host(url)} {how} after {here:,} of {source.bytes:,} bytes.",
        "Try again: the download goes on where it stopped.",
    )


def _disk_trouble(source: Source, folder: Path, error: OSError) -> Trouble:
    elsewhere = "set ATELIER_HOME to a folder on another disk. The built-in pictures need no download."
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        size = f"{source.bytes / 1e6:,.1f} MB"
        return Trouble(f"The disk has no room for {source.name} ({size}).", f"Make room, or {elsewhere}")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(f"The folder {folder} cannot be written.", f"Give yourself the right to write, or {elsewhere}")
    return Trouble(f"{source.name} could not be saved in {folder}: {error}.", f"Check that disk, or {elsewhere}")


def _without_network(source: Source) -> str:
    return (
        "The built-in pictures need no network; "
        f"and {source.name}, fetched on another machine, may be put into a folder named by ATELIER_DATA."
    )


def _stop_if_asked(source: Source, here: int, should_stop: ShouldStop) -> None:
    if should_stop():
        raise Trouble(
            f"The download of {source.name} was stopped after {here:,} of {source.bytes:,} bytes.",
            "Start it again to go on from there, or go on with the built-in pictures, which need no network.",
        )


@contextmanager
def _alone(source: Source, target: Path, part: Path, progress: Progress, should_stop: ShouldStop) -> Generator[None]:
    """One download of a file at a time, over all processes. Who waits sees the other's progress."""
    lock = FileLock(target.with_name(target.name + ".lock"))
    while True:
        try:
            lock.acquire(timeout=0.25)
            break
        except Timeout:
            _stop_if_asked(source, _size(part), should_stop)
            progress(min(_size(part), source.bytes), source.bytes)
    try:
        yield
    finally:
        lock.release()


def _downloads() -> Path:
    return settings.home() / "downloads"


def _places(source: Source) -> Iterator[Path]:
    file = Path(source.name)
    for folder in settings.data_folders():
        yield folder / file
        if file.name != source.name:
            yield folder / file.name
    yield _downloads() / file


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _is_right(source: Source, path: Path) -> bool:
    try:
        if source.sha256 and path.stat().st_size != source.bytes:
            return False
        digest = hashes.digest(path)
    except OSError:
        return False  # not there, a folder, or not readable
    return digest == (source.sha256 or _first_seen(source, digest))


def recorded(source: Source) -> str:
    """The SHA-256 that a file without a published one had when it was first seen here; empty before that."""
    try:
        return _record(source).read_text().strip()
    except OSError:
        return ""


def _first_seen(source: Source, digest: str) -> str:
    """What was recorded when the file was first seen here; if this is the first time, it is recorded now."""
    known = recorded(source)
    if not known:
        _record(source).parent.mkdir(parents=True, exist_ok=True)
        files.put(_record(source), digest.encode())
    return known or digest


def _record(source: Source) -> Path:
    return _downloads() / f"{source.name}.sha256"
