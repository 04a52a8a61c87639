"""Desks: whose runs and pictures are at hand. On a laptop there is one, ATELIER_HOME itself. In a class each visitor has one:

    ATELIER_HOME/desks/<desk>/{runs, albums, pairs, pictures, vectors, desk.json}
    ATELIER_HOME/shown/<desk>.<run>    the teacher shows this run to everyone

Whoever holds a desk's key sits at it. Only keys with this home's seal open one: nobody can make them up. The folder is called
by a hash of the key, so no path, traceback or list of processes gives a key away. Who has but a key to look sees a desk's runs
from the own desk, as if the teacher showed them. What all desks have in common (downloads, caches, the queue) stays in ATELIER_HOME.
"""

import contextlib
import functools
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Generator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from engine.core import files, settings
from engine.core.errors import Trouble
from engine.language.words import _

ONLY = ""
"""The one desk of a laptop."""

_KEY = re.compile(r"[0-9a-f]{32}")
_DESK = re.compile(r"[0-9a-f]{24}")

LONGEST = 40
"""Letters of a desk's name."""

_seat: ContextVar[str | None] = ContextVar("seat", default=None)

COLOURS = (
    *("amber", "azure", "blue", "bronze", "copper", "coral", "crimson", "emerald", "golden", "green", "grey", "indigo"),
    *("ivory", "jade", "lilac", "mauve", "olive", "orange", "pearl", "pink", "plum", "red", "ruby", "russet", "sandy"),
    *("scarlet", "silver", "teal", "violet", "white"),
)
ANIMALS = (
    *("badger", "bear", "beaver", "bison", "crane", "curlew", "deer", "dolphin", "eagle", "falcon", "finch", "fox"),
    *("gecko", "goose", "hare", "heron", "ibis", "kestrel", "lark", "lynx", "marten", "newt", "otter", "owl", "panda"),
    *("puffin", "raven", "robin", "salmon", "seal", "sparrow", "stork", "swan", "swift", "tern", "tiger", "toad"),
    *("trout", "turtle", "walrus", "whale", "wolf", "wren", "zebra"),
)


def new_key() -> str:
    """Half chance, half this home's seal on it."""
    chance = secrets.token_hex(8)
    return chance + _seal(f"key {chance}")[: 32 - len(chance)]


def of_key(key: str) -> str | None:
    """The desk of a key, whoever made it; None where it has not the form of one."""
    return hashlib.sha256(f"desk {key}".encode()).hexdigest()[:24] if _KEY.fullmatch(key) else None


def opened(key: str) -> str | None:
    """The desk that a key opens; None where it was not given out here. Keys of desks that are in use are older than the seal."""
    desk = of_key(key)
    given_out = desk and (_same(key[16:], _seal(f"key {key[:16]}")[:16]) or place(desk).is_dir())
    return desk if given_out else None


def look_key(desk: str) -> str:
    """Whoever has it may look at this desk's runs, and do no more, until it is withdrawn. No other key follows from it."""
    times = _withdrawn(_notes(desk))
    return _seal(f"look {desk}" + f" {times}" * (times > 0))


def may_look(key: str, desk: str) -> bool:
    """Whether this key still lets one look at this desk."""
    return _same(key, look_key(desk))


def withdraw_look_keys() -> None:
    """All keys to look at the visitor's desk that were given out open nothing from now on."""
    _settle(lambda notes: {"withdrawn": _withdrawn(notes) + 1})


def _withdrawn(notes: dict[str, Any]) -> int:
    times = notes.get("withdrawn")
    return times if isinstance(times, int) else 0


def looked_at(key: str) -> str | None:
    """The desk at which this key lets one look; None where it is no such key."""
    return next((desk for desk in every() if may_look(key, desk)), None)


def _seal(text: str) -> str:
    """What only this home can write under a text."""
    return hmac.digest(_secret(settings.home()).encode(), text.encode(), "sha256").hex()[:32]


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode())


@functools.cache
def _secret(home: Path) -> str:
    file, secret = home / "seal.json", secrets.token_hex(32)
    with contextlib.suppress(Trouble), files.alone(home / "seal.lock"):  # unwritten, it holds as long as this process
        kept = files.read_object(file).get("seal")
        if isinstance(kept, str) and len(kept) == len(secret):
            return kept
        files.put_json(file, {"seal": secret})
    return secret


def _no_visitor() -> None:
    return None


_asked: Callable[[], str | None] = _no_visitor
_looks: Callable[[], tuple[str, ...] | None] = _no_visitor


def ask(visitor: Callable[[], str | None], looks: Callable[[], tuple[str, ...] | None] = _no_visitor) -> None:
    """Say how to find out at which desk the visitor sits who is being served, and at which others this one may look. None where
    no visitor is."""
    global _asked, _looks
    _asked, _looks = visitor, looks


def open_to_look() -> tuple[str, ...]:
    """The desks at whose runs whoever asks may look: a link said so."""
    looks = _looks() if settings.in_class() and _seat.get() is None else None
    return tuple(desk for desk in looks or () if desk != current())


@contextlib.contextmanager
def at(desk: str) -> Generator[None]:
    """Work at this desk, whoever asks: for the teacher, and for tests."""
    before = _seat.set(desk)
    try:
        yield
    finally:
        _seat.reset(before)


def current() -> str:
    """Whose desk this is: the one chosen by `at`, the visitor's, or in another process the one that ATELIER_DESK names."""
    for desk in (_seat.get(), _asked() if settings.in_class() else None, os.environ.get("ATELIER_DESK")):
        if desk is not None:
            if desk != ONLY and not _DESK.fullmatch(desk):
                raise Trouble("This is no desk.", "Leave ATELIER_DESK to the server, which sets it for its workers.")
            return desk
    return ONLY


def here() -> Path:
    return place(current())


def runs() -> Path:
    """The folder of the visitor's runs."""
    return here() / "runs"


def place(desk: str) -> Path:
    return settings.home() / "desks" / desk if desk else settings.home()


def of(path: Path) -> str:
    """The desk to which a run's folder belongs."""
    place = path.parent.parent
    return place.name if place.parent == settings.home() / "desks" else ONLY


def every() -> list[str]:
    """The desks of a class at which something was made."""
    try:
        return sorted(name for name in os.listdir(settings.home() / "desks") if _DESK.fullmatch(name))
    except OSError:
        return []


def name(desk: str) -> str:
    """What the desk's people call it; until then a name made up from a hash, in which the key does not show."""
    given = _notes(desk).get("name")
    if isinstance(given, str) and given:
        return given[:LONGEST]
    return _made_up(desk)


def full_name(desk: str) -> str:
    """With the made-up name in any case: whoever gives a desk another one's name is told apart by it."""
    given, made_up = name(desk), _made_up(desk)
    return made_up if given == made_up else f"{given} ({made_up})"


def _made_up(desk: str) -> str:
    dice = int(hashlib.sha256(f"name {desk}".encode()).hexdigest(), 16)
    return f"{COLOURS[dice % len(COLOURS)]} {ANIMALS[dice // len(COLOURS) % len(ANIMALS)]}"


def rename(name: str) -> None:
    """Give the visitor's desk a name; an empty one brings the made-up name back."""
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())[:LONGEST]
    _settle(lambda notes: {"name": name})


def _notes(desk: str) -> dict[str, Any]:
    """What its people have settled about a desk."""
    return files.read_object(place(desk) / "desk.json")


def _settle(change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    with files.alone(here() / "desk.lock"):
        notes = _notes(current())
        files.put_json(here() / "desk.json", notes | change(notes))


def used() -> int:
    """Bytes on the visitor's desk."""
    return weigh(here())


def weigh(folder: str | Path) -> int:
    """Bytes in a folder. Files come and go while somebody counts."""
    total = 0
    with contextlib.suppress(OSError), os.scandir(folder) as entries:  # what is gone meanwhile weighs nothing
        for entry in entries:
            with contextlib.suppress(OSError):
                inside = entry.is_dir(follow_symlinks=False)
                total += weigh(entry.path) if inside else entry.stat(follow_symlinks=False).st_size
    return total


def check_room(needed: int) -> None:
    """Whether so many more bytes of a visitor's own pictures fit on the desk. Nothing is removed for them."""
    limit = settings.desk_bytes()
    if settings.in_class() and used() + needed > limit:
        raise Trouble(
            _("Your desk is full: it may hold {limit:,.0f} MB, and these pictures do not fit.", limit=limit / 1e6),
            "Delete runs or pictures that you no longer need.",
        )


def label(run: Path) -> str:
    """A run's name among those of all desks: <run> on a laptop, <desk>.<run> in a class."""
    return ".".join(filter(None, (of(run), run.name)))


def labelled(label: str) -> Path | None:
    """The folder of the run with this label; None where it is none."""
    desk, _dot, run = label.rpartition(".")
    if not run or (desk and not _DESK.fullmatch(desk)):
        return None
    return place(desk) / "runs" / run


def show(run: Path, wanted: bool = True) -> None:
    """Let everyone look at this run, or no longer."""
    mark = settings.home() / "shown" / label(run)
    with files.writing(mark):
        if wanted:
            files.make_folder(mark.parent)
            mark.touch()
            files.settle(mark.parent)
        else:
            mark.unlink(missing_ok=True)


def is_shown(run: Path) -> bool:
    return (settings.home() / "shown" / label(run)).exists()


def shown() -> list[Path]:
    """The folders of the runs that the teacher shows to everyone, the newest mark first."""
    marks = []
    with contextlib.suppress(OSError), os.scandir(settings.home() / "shown") as entries:
        marks = sorted(entries, key=lambda entry: entry.stat().st_mtime, reverse=True)
    found = [labelled(mark.name) for mark in marks]
    return [path for path in found if path and (path / "config.json").is_file()]
