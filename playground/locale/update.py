"""Catalogues brought up to what the code says: one file for each lesson and each shared room.

    python -m playground.locale.update          all languages
    python -m playground.locale.update ko de    these; a language that is new gets empty catalogues

What is new stands there untranslated, what changed keeps its old words, marked as fuzzy, and what nothing says any more goes to
the end of its file. A message that several say belongs to the first of them in the order of `DOMAINS`.
"""

import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from engine.language import catalogues, words
from playground.locale import extract

DOMAINS = (
    ("components", r"playground/components/"),
    ("shell", r"playground/(shell|widgets|server)/"),
    ("runs", r"playground/runs/|engine/(runs|cluster)/"),
    ("home", r"playground/(home/|Home\.py)"),
    ("classroom", r"playground/classroom/"),
    ("data", r"engine/data/"),
    ("engine", r"engine/(core|nn|weights|shipping|bench|judging)/|engine/[a-z]+\.py"),
    ("encode", r"(engine|playground)/lessons/encode/[a-z_]+\.py"),
    ("compete", r"(engine|playground)/lessons/compete/[a-z_]+\.py"),
    ("translate", r"(engine|playground)/lessons/translate/[a-z_]+\.py"),
    ("flow", r"(engine|playground)/lessons/flow/[a-z_]+\.py"),
    ("paint", r"(engine|playground)/lessons/paint/([a-z_0-9]+\.py|instant/)"),
    ("helpers", r"engine/lessons/(helpers/|[a-z_]+\.py)"),
    *(
        (None, rf"(engine|playground)/lessons/{family}/")
        for family in ("encode", "compete", "translate", "flow", "write", "paint")
    ),
    ("cli", r"engine/cli/"),
)
"""Catalogue's name -> the files whose messages it holds; a lesson's catalogue is called as the lesson's folder."""


def domain(file: str) -> tuple[int, str]:
    """The place in the order, and the name, of the catalogue that holds what this file says."""
    for place, (name, pattern) in enumerate(DOMAINS):
        if re.match(pattern, file):
            return place, name or Path(file).parts[3]
    raise ValueError(f"No catalogue is meant for {file}: add it to DOMAINS.")


def templates() -> dict[str, Catalog]:
    """All that the code says, by catalogue."""
    said: dict[tuple[str, str | None], list[extract.Message]] = {}
    for message in extract.messages():
        first = message.id if isinstance(message.id, str) else message.id[0]
        said.setdefault((first, message.context), []).append(message)
    found: dict[str, Catalog] = {}
    for alike in said.values():
        where = min((domain(one.file) for one in alike), key=lambda one: one)[1]
        several = next((one.id for one in alike if isinstance(one.id, tuple)), alike[0].id)
        files = dict.fromkeys(one.file for one in alike)
        catalogue = found.setdefault(where, Catalog())
        flags = ["python-brace-format"] if "{" in str(several) else []
        catalogue.add(several, locations=[(file, 0) for file in files], flags=flags, context=alike[0].context)
    return found


def update(name: str, found: dict[str, Catalog]) -> None:
    """Bring this language's catalogues up to date. A message that moved to another file takes its translation along."""
    folder = catalogues.FOLDER / name / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    before = {file.stem: read_po(io.BytesIO(file.read_bytes())) for file in catalogues.files(name)}
    known = {
        (str(message.id), message.context): message
        for catalogue in before.values()
        for message in (*catalogue, *catalogue.obsolete.values())
        if message.id and message.string and not message.fuzzy
    }
    for where in sorted({*found, *before}):
        catalogue = before.get(where) or Catalog(locale=name)
        catalogue.update(found.get(where, Catalog()), update_creation_date=False)
        for message in catalogue:
            moved = known.get((str(message.id), message.context))
            if message.id and moved and (message.fuzzy or not any(message.string or ())):
                message.string, message.flags = moved.string, message.flags - {"fuzzy"}
        _write(folder / f"{where}.po", catalogue, name)


def _write(file: Path, catalogue: Catalog, name: str) -> None:
    """Without what changes by itself: dates, and the numbers of lines."""
    written = io.BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, include_lineno=False)
    plural = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    head = "".join(
        f'"{line}\\n"\n'
        for line in (f"Language: {name}", "Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {plural}")
    )
    body = written.getvalue().decode().strip()
    if body:
        file.write_text(f'msgid ""\nmsgstr ""\n{head}\n{body}\n', encoding="utf-8")
    else:
        file.unlink(missing_ok=True)


def main(names: Iterable[str]) -> None:
    found = templates()
    for name in names or [name for name in words.LANGUAGES if name != words.SOURCE]:
        update(name, found)
        files = [read_po(io.BytesIO(file.read_bytes())) for file in catalogues.files(name)]
        messages = [message for file in files for message in file if message.id]
        missing = sum(message.fuzzy or not message.string for message in messages)
        print(f"{name}: {len(messages):,} messages, {missing:,} of them to translate")


if __name__ == "__main__":
    main(sys.argv[1:])
