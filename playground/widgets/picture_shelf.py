"""The pictures that can be painted and the styles to paint them in, with their small views: everything that hangs in the galleries."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import streamlit as st
from PIL import Image

from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data.gallery import CONTENTS, STYLES
from engine.data.uploads import single
from engine.language.words import N_, _
from engine.lessons.paint import fingerprints
from engine.lessons.paint.fingerprints import FOLDER
from playground.components.gallery import gallery as gallery_gallery
from playground.components.gallery.gallery import SIDE, Item
from playground.shell.caching import of_desk

OWN, FAMOUS, DRAWN, PHOTOS, SCENES = (
    N_("Yours"),
    N_("Famous paintings"),
    N_("Drawn by Atelier"),
    N_("Photographs"),
    N_("Scenes drawn by Atelier"),
)
GROUPS = {"own": OWN, "painting": DRAWN, "photo": PHOTOS, "scene": SCENES}

SHOWN = 512
"""Pixels on the longer side of a picture that is only looked at."""

OWN_SHOWN = 8


def is_fingerprint(reference: str) -> bool:
    return ":" not in reference


def contents() -> list[Item]:
    """What can be painted: the reader's own pictures of this visit first, then what is built in."""
    return [*_own(), *(_item(reference) for reference in CONTENTS)]


def styles() -> list[Item]:
    """Whose strokes it can be painted with."""
    famous = [
        Item(name, _(about.title), FAMOUS, f"{_(about.artist)}, {about.year}")
        for name, about in ((name, fingerprints.about(name)) for name in fingerprints.names())
    ]
    return [*_own(), *famous, *(_item(reference) for reference in STYLES)]


def remember(reference: str) -> None:
    """Hang a reader's own picture in both galleries for this visit."""
    kept = st.session_state.setdefault("style.own", [])
    st.session_state["style.own"] = [reference, *(one for one in kept if one != reference)][:OWN_SHOWN]


def _own() -> list[Item]:
    return [_item(reference) for reference in st.session_state.get("style.own", []) if known(reference)]


def _item(reference: str) -> Item:
    about = data_gallery.about(reference)
    return Item(reference, _(about.title), GROUPS[reference.partition(":")[0]], _(about.words))


def known(reference: str) -> bool:
    """Whether this names anything on this computer."""
    try:
        if is_fingerprint(reference):
            return reference in fingerprints.names()
        data_gallery.about(reference)
    except Trouble:
        return False
    return True


def title(reference: str) -> str:
    if is_fingerprint(reference):
        return _(fingerprints.about(reference).title)
    return _(data_gallery.about(reference).title)


def credit(reference: str) -> str:
    """Title and, of a painter's work, whose it is."""
    if is_fingerprint(reference):
        about = fingerprints.about(reference)
        return f"{_(about.title)} ({_(about.artist)}, {about.year})"
    about = data_gallery.about(reference)
    return f"{_(about.title)} ({_(about.credit)})" if about.credit else _(about.title)


def gallery_sheet(items: Sequence[Item]) -> str:
    """The small views of a gallery's items, for the browser."""
    return _gallery_sheet(tuple(item.reference for item in items))


@of_desk(st.cache_data, max_entries=32, show_spinner="Hanging the pictures")
def _gallery_sheet(references: tuple[str, ...]) -> str:
    return gallery_gallery.packed([small(reference) for reference in references])


@of_desk(st.cache_data, max_entries=128, show_spinner=False)
def small(reference: str) -> np.ndarray:
    """A small view, uint8 (h, w, 3). Of a painting known by its fingerprint it is a texture made from that."""
    if is_fingerprint(reference):
        with Image.open(texture(reference)) as image:
            return np.asarray(image.convert("RGB"))
    return data_gallery.picture(reference, SIDE)


@of_desk(st.cache_data, max_entries=32, show_spinner=False)
def large(reference: str, longest: int = SHOWN) -> np.ndarray:
    """The picture, uint8 (h, w, 3); of a painting known by its fingerprint the texture."""
    return small(reference) if is_fingerprint(reference) else data_gallery.picture(reference, longest)


def texture(name: str) -> Path:
    return FOLDER / f"{name}.webp"


def keep(picture: np.ndarray, title: str) -> str:
    """Store a reader's picture on this computer. Returns its reference."""
    return f"own:{single.keep(picture, title)}"


def in_words(styles: Sequence[tuple[str, float]]) -> str:
    """[('a', 2.0), ('b', 1.0)] -> 'The Starry Night and Heavy sea'."""
    titles = [title(reference) for reference, weight in styles if weight > 0]
    return titles[0] if len(titles) == 1 else _("{several} and {last}", several=", ".join(titles[:-1]), last=titles[-1])


def areas(reference: str) -> np.ndarray:
    """A drawn map, uint8 (h, w): 0 stays as it is, k is painted with the k-th style."""
    return data_gallery.picture(reference)[:, :, 0]


def keep_areas(labels: np.ndarray) -> str:
    return f"own:{single.keep(np.repeat(labels[:, :, None], 3, axis=2))}"
