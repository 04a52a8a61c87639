"""VGG-19 as the eye: whether its weights are here, and the way to fetch them by the reader's own click."""

import streamlit as st

from engine import settings
from playground.parts import page, words


def at_hand(eye: str) -> bool:
    """Whether painting with this eye can begin. If not, offer what would help."""
    if eye != "vgg19":
        return True
    from engine import eyes  # brings torch, which the compact eye's page can do without for a while

    if eyes.kept().is_file():
        return True
    absence = eyes.absence()
    if settings.offline():
        page.tell(absence)
        return False
    source = eyes.WHOLE
    st.info(
        f"**VGG-19 is not on this computer yet.** It is the network of the paper, and sees a little more than the compact eye. "
        f"{words.size(source.bytes)} are fetched; only the part that looks is kept.",
        icon=":material/visibility:",
    )
    if st.button(f"Download {words.size(source.bytes)}", icon=":material/download:", key="paint.fetch"):
        _fetch()
    st.caption(f"From {words.safe(source.from_whom)} · licence: {words.safe(source.licence)}")
    return False


def _fetch() -> None:
    from engine import eyes

    bar = st.progress(0.0, "Asking for the file")
    with page.guard():
        eyes.fetch(lambda here, all: bar.progress(min(1.0, here / all), f"{words.size(here)} of {words.size(all)}"))
        st.rerun()
