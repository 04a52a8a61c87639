"""What the course notes contain, and where the house has it: a row for each thing, a file for each section of the notes.

status  "has": can be done as described; "part": something like it, `where` says what lacks; "no": absent; "n/a": about another tool
link    the address at which it is done: page?view=...&preset=...&setting=...; empty where nothing does it yet
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "coverage"

SECTIONS = {1: 21, 2: 19, 3: 19, 4: 5, 5: 34, 6: 11, 7: 17, 8: 14, 9: 9}
"""Section of the notes -> its rows."""

STATUSES = ("has", "part", "no", "n/a")


@dataclass(frozen=True)
class Row:
    id: str
    note: str
    what: str
    status: str
    where: str
    link: str


def every() -> list[Row]:
    files = sorted(FOLDER.glob("*.toml"))
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return [Row(id, **about) for table in tables for id, about in table.items()]


def links() -> list[str]:
    """Each address once."""
    return sorted({row.link for row in every()} - {""})
