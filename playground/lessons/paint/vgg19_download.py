"""VGG-19 as the eye: whether its weights are here, and the way to fetch them by the reader's own click."""

import streamlit as st

from engine.core import settings
from engine.language.words import _
from playground.shell import frame, wording


def at_hand(eye: str) -> bool:
    """Whether painting with this eye can begin. If not, offer what would help."""
    if eye != "vgg19":
        return True
    from engine.lessons.helpers.eye import model as eye_model
    from engine.lessons.helpers.eye.model import (
        WHOLE,  # brings torch, which the compact eye's page can do without for a while
    )

    if eye_model.kept().is_file():
        return True
    absence = eye_model.absence()
    if settings.offline():
        frame.tell(absence)
        return False
    source = WHOLE
    st.info(
        _(
            "**VGG-19 is not on this computer yet.** It is the network of the paper, and sees a little more than the compact eye. "
            "{size} are fetched; only the part that looks is kept.",
            size=wording.size(source.bytes),
        ),
        icon=":material/visibility:",
    )
    if st.button(_("Download {size}", size=wording.size(source.bytes)), icon=":material/download:", key="paint.fetch"):
        _fetch()
    st.caption(
        _(
            "From {from_whom} · licence: {licence}",
            from_whom=wording.safe(source.from_whom),
            licence=wording.safe(_(source.licence)),
        )
    )
    return False


def _fetch() -> None:
    from engine.lessons.helpers.eye import model as eye_model

    bar = st.progress(0.0, _("Asking for the file"))
    with frame.guard():
        eye_model.fetch(
            lambda here, all: bar.progress(
                min(1.0, here / all), _("{here} of {all}", here=wording.size(here), all=wording.size(all))
            )
        )
        st.rerun()
