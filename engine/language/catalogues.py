"""The catalogues of a language: files that translators edit, compiled once when they are first used."""

import contextlib
import functools
import gettext
import hashlib
import io
import os
import threading
from collections.abc import Sequence
from pathlib import Path

from engine.language import pseudo

FOLDER = Path(__file__).resolve().parents[2] / "playground" / "locale"

_one_at_a_time = threading.Lock()


def of(language: str) -> gettext.NullTranslations:
    """All messages of a language; of one without catalogues, none."""
    with _one_at_a_time:
        return _of(language)


def files(language: str) -> list[Path]:
    return sorted((FOLDER / language / "LC_MESSAGES").glob("*.po"))


@functools.cache
def _of(language: str) -> gettext.NullTranslations:
    if language == pseudo.NAME:
        return pseudo.Pseudo()
    written = [file.read_bytes() for file in files(language)]
    if not written:
        return gettext.NullTranslations()
    kept = FOLDER / language / f"compiled-{hashlib.sha256(b''.join(written)).hexdigest()[:20]}.mo"
    if not kept.is_file():
        compiled = compile_all(written)
        _keep(kept, compiled)
    else:
        compiled = kept.read_bytes()
    return gettext.GNUTranslations(io.BytesIO(compiled))


def compile_all(written: Sequence[bytes]) -> bytes:
    """The texts of several catalogues as one compiled catalogue."""
    from babel.messages import mofile, pofile  # only the first reader of new catalogues waits for it

    whole, *others = [pofile.read_po(io.BytesIO(text)) for text in written]
    for other in others:
        for message in other:
            if message.id and (message.id not in whole or message.context):
                whole.add(message.id, message.string, context=message.context, flags=message.flags)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, whole)
    return compiled.getvalue()


def _keep(file: Path, compiled: bytes) -> None:
    """For the next start. Where nothing can be written, they are compiled again then."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.aside")
    with contextlib.suppress(OSError):
        beside.write_bytes(compiled)
        for old in file.parent.glob("compiled-*.mo"):
            old.unlink(missing_ok=True)
        os.replace(beside, file)
