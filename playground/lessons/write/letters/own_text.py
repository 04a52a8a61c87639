"""A reader's own text: pasted or uploaded, kept on the desk, and chosen for the form."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine.language.words import _
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.texts import own
from playground.server import allowance
from playground.shell import frame, wording
from playground.widgets import config_form

MEGABYTES = 8


def ask() -> None:
    """The way to bring a text. What is kept is chosen at once."""
    with st.popover(_("Your own text"), icon=":material/upload_file:"), frame.guard():
        st.markdown(
            _(
                "**Your own text** stays on this computer. A few pages are enough to see something; 100,000 letters are better."
            )
        )
        pasted = st.text_area(_("Paste it here"), height=140, max_chars=own.MOST, key="letters.pasted")
        file = st.file_uploader(
            _("or a text file"),
            type=["txt", "md", "abc"],
            max_upload_size=allowance.note("letters.file", MEGABYTES),
            key="letters.file",
        )
        if st.button(
            _("Keep and choose it"), icon=":material/done:", disabled=not (pasted or file), key="letters.keep"
        ):
            _choose(own.keep(own.opened(file.getvalue()) if file else pasted))
        kept = own.kept()
        if kept:
            name = st.selectbox(_("Kept before"), kept, key="letters.kept")
            if st.button(_("Choose it"), key="letters.take"):
                _choose(name)
    if chosen() and st.session_state.get(config_form.widget_key("letters", "text")) == "own":
        st.caption(_("Your own text: {name}", name=wording.safe(chosen())))


def _choose(name: str) -> None:
    config_form.set_settings("letters", text="own", own=name)
    st.query_params["own"], st.query_params["text"] = name, "own"


def chosen() -> str:
    """The name of the text that a link or the reader's hand chose."""
    return st.session_state.get(config_form.widget_key("letters", "own")) or st.query_params.get("own", "")


def begun() -> LettersConfig:
    """What the form begins with: it has no widget for the text's name."""
    return dataclasses.replace(LettersConfig(), own=chosen())


def hidden(_values: Mapping[str, Any]) -> set[str]:
    return {"own"}


def settled(config: LettersConfig) -> LettersConfig:
    """The config to train with: the name of an own text only where one is asked for, and only of one that is here."""
    if config.text != "own":
        return dataclasses.replace(config, own="")
    own.read(config.own)
    return config
