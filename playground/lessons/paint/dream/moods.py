"""Moods to begin with: what came of each, large, and its settings by a click."""

import io

import numpy as np
import streamlit as st
from PIL import Image

from engine.language.words import N_, _, _p
from engine.lessons.paint.dream import moods
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.inputs import NOISE
from engine.lessons.paint.dream.moods import MOODS, Mood
from playground.components.gallery import gallery as gallery_gallery
from playground.components.gallery.gallery import Item, gallery
from playground.components.wipe.wipe import wipe
from playground.lessons.paint.dream.choice import KEY
from playground.shell import wording
from playground.widgets import config_form, picture_shelf, picture_view


def shelf(config: DreamConfig) -> None:
    """The moods side by side; the one with these settings is marked."""
    files = {mood: content for mood in MOODS if _can_be_dreamt(mood) and (content := moods.kept(mood.name))}
    now = moods.like(config)
    if files:
        gallery(
            [Item(mood.name, _(mood.title), N_("Moods"), _(mood.words)) for mood in files],
            _packed(tuple(files.values())),
            key="dream.moods",
            label=_("Moods"),
            chosen=[now.name] if now else [],
            on_pick=lambda name, add: _take(name),
            height=150,
        )


def _can_be_dreamt(mood: Mood) -> bool:
    wanted = [name for name in (mood.config.content, mood.config.guide) if name not in ("", NOISE)]
    return all(picture_shelf.known(name) for name in wanted)


def _take(name: str) -> None:
    config_form.fill(KEY, next(mood.config for mood in MOODS if mood.name == name))


@st.cache_data(max_entries=4, show_spinner=False)
def _packed(files: tuple[bytes, ...]) -> str:
    return gallery_gallery.packed([_picture(content) for content in files])


def _picture(content: bytes) -> np.ndarray:
    """Of a film the first picture."""
    with Image.open(io.BytesIO(content)) as image:
        return np.asarray(image.convert("RGB"))


def result(config: DreamConfig, *, tall: int, wide: int) -> bool:
    """What came of these settings, if they are a mood's; False where nobody has dreamt them yet."""
    mood = moods.like(config)
    content = moods.kept(mood.name) if mood else None
    if mood is None or content is None:
        return False
    words, after = f"**{_(mood.title)}.** {_(mood.words)}", _picture(content)
    if mood.config.dive or mood.config.content == NOISE:
        picture_view.show_bytes(
            content,
            after.shape[:2],
            words,
            alt=_("A dream: {title}", title=_(mood.title)),
            tall=tall,
            wide=wide,
            kind="webp",
        )
        return True
    before = picture_shelf.large(mood.config.content, max(after.shape))
    title = wording.safe(picture_shelf.title(mood.config.content))
    alt = _("{title}, and what came of it: {mood}", title=title, mood=_(mood.title))
    wipe(
        before, after, words, key="dream.mood", alt=alt, names=(_("Picture"), _p("noun", "Dream")), tall=tall, wide=wide
    )
    return True
