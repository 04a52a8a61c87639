"""What settings mean that hold ids of a reader's own pictures: the names that the reader gave."""

import re

from engine.core.errors import Trouble
from engine.data import pairs
from engine.data.uploads import albums, single

_ID = re.compile(r"(album:|own:|)([0-9a-f]{32})")


def said(setting: str) -> str:
    """The setting with a name in place of each id."""
    return _ID.sub(lambda found: _name(found[1], found[2]), setting)


def _name(kind: str, id: str) -> str:
    try:
        if kind == "own:":
            return single.title(id)
        if not kind and id in (kept := pairs.kept()):
            return f"{kept[id]:,} pairs"
        return albums.album_card(id).title
    except Trouble:
        return "pictures that are gone"
