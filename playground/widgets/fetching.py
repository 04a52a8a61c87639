"""A download that the reader asked for by a click: a bar while it comes, and then the page anew."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from engine.data.public.downloads import Progress
from engine.language.words import _
from playground.shell import frame, wording


def fetched(fetch: Callable[[Progress], Any], asking: str = "") -> None:
    """`fetch` is given what it tells how much is here, and how much there is in all. `asking`: what stands there before it does."""
    bar = st.progress(0.0, asking or _("Asking for the file"))
    with frame.guard():
        fetch(
            lambda here, all: bar.progress(
                min(1.0, here / all), _("{here} of {all}", here=wording.size(here), all=wording.size(all))
            )
        )
        st.rerun()
