"""A reader's own texts:

    texts/<first words>-<hash>.txt    on the desk (see engine.core.desks)

The name begins as the text does and ends with a hash of it: a run's title then says what it learnt, and nothing is kept twice.
"""

import hashlib
import re
from pathlib import Path

from engine.core import desks, files
from engine.core.errors import Trouble
from engine.language.words import _

LEAST, MOST = 2_000, 2_000_000
"""Letters: below, a model learns the text by heart within seconds; above, none fits into an afternoon."""

BYTES = 8 * 2**20
"""The largest file that is read."""

_NAME = re.compile(r"[\w-]{1,32}-[0-9a-f]{8}")


def keep(text: str) -> str:
    """Put a text on the desk. Returns its name."""
    text = cleaned(text)
    if len(text) < LEAST:
        raise Trouble(
            _("This text has {n:,} letters, which is too few to learn from.", n=len(text)),
            _("Give at least {least:,}: about a page and a half.", least=LEAST),
        )
    if len(text) > MOST:
        raise Trouble(
            _("This text has {n:,} letters, which is too many.", n=len(text)),
            _("Give at most {most:,}, such as its first chapters.", most=MOST),
        )
    content = text.encode()
    words = re.sub(r"\W+", "-", text[:28]).strip("-") or "text"
    name = f"{words}-{hashlib.sha256(content).hexdigest()[:8]}"
    desks.check_room(len(content))
    files.make_folder(desks.here() / "texts")
    files.put(_place(name), content)
    return name


def cleaned(text: str) -> str:
    """Lines that end alike, no tabs, and nothing that cannot be seen."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable()).strip()


def opened(content: bytes) -> str:
    """The text of an uploaded file."""
    if len(content) > BYTES:
        raise Trouble("This file is too large.", _("Choose a text of at most {mega:.0f} MB.", mega=BYTES / 2**20))
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Trouble("This file is no plain text.", "Save it as a text file (.txt, UTF-8), or paste the text.")


def read(name: str) -> str:
    try:
        return _place(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise _unknown(name) from None


def kept() -> list[str]:
    """The names of all texts on the desk, the newest first."""
    found = (desks.here() / "texts").glob("*.txt")
    return [file.stem for file in sorted(found, key=lambda file: -file.stat().st_mtime)]


def _place(name: str) -> Path:
    """Names come from links, so from anybody."""
    if not _NAME.fullmatch(name):
        raise _unknown(name)
    return desks.here() / "texts" / f"{name}.txt"


def _unknown(name: str) -> Trouble:
    return Trouble(
        _("There is no text of yours called '{name}' here.", name=name[:60]),
        "It may lie on another computer. Give it again under Your own text.",
    )
