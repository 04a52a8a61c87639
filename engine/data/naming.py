"""What settings are called in words; a reader's own pictures by the names that the reader gave."""

import re
from typing import Any

from engine.core.config import knobs
from engine.core.errors import Trouble
from engine.language.words import _

_ID = re.compile(r"(album:|own:|)([0-9a-f]{32})")
"""What a setting calls a reader's own pictures by."""


def in_words(config: Any, name: str) -> str:
    """The value of one setting as a person would say it."""
    value, about = getattr(config, name), knobs(config)[name]
    if about.choices is not None and value in about.choices:
        return _(about.choices[value])
    if isinstance(value, str):
        return _ID.sub(lambda found: _name(found[1], found[2]), value)
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _name(kind: str, id: str) -> str:
    from engine.data.uploads import albums, own_pairs, single

    try:
        if kind == "own:":
            return single.title(id)
        if not kind and id in (kept := own_pairs.kept()):
            return _("{n:,} pairs", n=kept[id])
        return albums.album_card(id).title
    except Trouble:
        return _("pictures that are gone")
