"""Files that others publish: looked for on this machine, fetched when asked, believed only if their SHA-256 is right. Where nobody
publishes one, it is recorded when the file is first seen, and from then on no other is believed.

A file that is here already is found in a folder named by ATELIER_DATA or among earlier downloads. A fetched one grows as
NAME.part in ATELIER_HOME/downloads and gets its name once it is whole: an interrupted download goes on where it stopped.
"""

import errno
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import NoReturn

from filelock import FileLock, Timeout

from engine.core import files, settings
from engine.core.errors import Trouble
from engine.data.public import failures, hashes
from engine.data.public.source import Source
from engine.language.words import _

PATIENCE = 10  # seconds: to connect, and between two pieces
TRIES = 4  # at one address, as long as each brings the file further
PIECE = 1 << 18  # bytes asked of the network at a time

Progress = Callable[[int, int], object]  # bytes here, bytes in all
ShouldStop = Callable[[], bool]


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
            _("{name} cannot be downloaded by Atelier.", name=source.name),
            "If you have the file, put it into a folder named by ATELIER_DATA. The built-in pictures are always here.",
        )
    if settings.offline():
        raise Trouble(
            _("{name} was not downloaded, because ATELIER_OFFLINE forbids it.", name=source.name),
            _(
                "Unset ATELIER_OFFLINE to allow downloads. {without_network}",
                without_network=failures.without_network(source),
            ),
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
                    _(
                        "{name} is not the file that was here before: its SHA-256 differs, so it was deleted.",
                        name=source.name,
                    ),
                    _(
                        "Its authors may have replaced it. Delete {record} to believe the new one. {without_network}",
                        record=_record(source),
                        without_network=failures.without_network(source),
                    ),
                )
    except OSError as error:  # the network's errors never come this far: this is the disk
        raise failures.disk_trouble(source, target.parent, error) from error
    return target


def _download(source: Source, part: Path, progress: Progress, should_stop: ShouldStop) -> None:
    """Fill `part` from the first address that gives the right bytes."""
    if shutil.disk_usage(part.parent).free < source.bytes - _size(part):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    met: list[failures.Failed] = []
    for url in source.urls:
        for _try in range(TRIES):
            before = _size(part)
            try:
                _stream(url, source, part, progress, should_stop)
            except failures.Failed as failure:
                last = failure
                if _size(part) <= before:
                    break
                continue
            if source.sha256 in ("", hashes.sha256(part)):
                return
            part.unlink()
            last = failures.Failed(
                _(
                    "What came from {host} is not the right file: its SHA-256 differs, so it was deleted.",
                    host=failures.host(url),
                ),
                "Try again. If it happens twice, the file there is damaged or was replaced.",
            )
            if not before:  # a resumed file may owe the damage to its old beginning: that one deserves a fresh start
                break
        met.append(last)
    _give_up(source, met)


def _announced(source: Source, part: Path) -> int:
    """How many bytes the file has, as the first address says that gives it."""
    met: list[failures.Failed] = []
    for url in source.urls:
        try:
            with _ask(url, source, part) as answer:
                if answer.length is not None:
                    return answer.length + (_size(part) if answer.status == 206 else 0)
            met.append(
                failures.Failed(
                    _("{host} does not say how large the file is.", host=failures.host(url)), "Try again in a while."
                )
            )
        except failures.Failed as failure:
            met.append(failure)
    _give_up(source, met)


def _give_up(source: Source, met: list[failures.Failed]) -> NoReturn:
    # With no network every address fails alike: say so once.
    reasons = " ".join(dict.fromkeys(_(failure.what) for failure in met))
    raise Trouble(
        _("{name} could not be downloaded. {reasons}", name=source.name, reasons=reasons),
        f"{_(met[0].advice)} {failures.without_network(source)}",
    ) from met[0]


def _stream(url: str, source: Source, part: Path, progress: Progress, should_stop: ShouldStop) -> None:
    """Append what is missing to `part`, and never a byte more than the source announces."""
    if _size(part) > source.bytes:
        part.unlink()
    if _size(part) == source.bytes:
        return
    with _ask(url, source, part) as answer:
        here = _size(part) if answer.status == 206 else 0  # 200: the server starts anew, whatever we asked
        if answer.length is not None and answer.length != source.bytes - here:
            raise failures.Failed(
                _(
                    "{host} offers another file: {offered:,} bytes instead of {wanted:,}.",
                    host=failures.host(url),
                    offered=answer.length,
                    wanted=source.bytes - here,
                ),
                "If this network wants you to log in, open any web page first. Then try again.",
            )
        with open(part, "ab" if here else "wb") as file:
            progress(here, source.bytes)
            while here < source.bytes:
                _stop_if_asked(source, here, should_stop)
                try:
                    piece = answer.read1(min(PIECE, source.bytes - here))
                except (OSError, HTTPException) as error:
                    raise failures.broken(url, source, here, error, PATIENCE) from error
                if not piece:
                    raise failures.broken(url, source, here, None, PATIENCE)
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
        raise failures.refused(url, error.code) from error
    except (OSError, HTTPException) as error:
        raise failures.unreachable(url, error, PATIENCE) from error
    if answer.status == 206 and not (answer.headers["Content-Range"] or "").startswith(f"bytes {here}-"):
        answer.close()
        part.unlink(missing_ok=True)
        if here:
            return _ask(url, source, part)
        raise failures.refused(url, answer.status)
    return answer


def _stop_if_asked(source: Source, here: int, should_stop: ShouldStop) -> None:
    if should_stop():
        raise Trouble(
            _(
                "The download of {name} was stopped after {here:,} of {bytes:,} bytes.",
                name=source.name,
                here=here,
                bytes=source.bytes,
            ),
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
