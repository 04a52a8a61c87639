"""What a class may rely on, and what not. The README says it, and only there: here it is read aloud."""

import re

import streamlit as st

from engine.core import settings
from engine.language.words import N_, _

HEADING = N_("What is promised, and what is not")


def show() -> None:
    said = _promises()
    if said:
        with st.expander(_(HEADING), icon=":material/shield:"):
            st.markdown(said)


def _promises() -> str:
    """The section of the README under this heading; nothing where there is no README."""
    try:
        readme = (settings.ROOT / "README.md").read_text(encoding="utf-8")
    except OSError:
        return ""
    section = readme.partition(f"### {HEADING}\n")[2]
    return re.split(r"^#", section, maxsplit=1, flags=re.MULTILINE)[0].strip()
