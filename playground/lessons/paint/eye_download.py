"""An eye of another house: whether its weights are here, and the way to fetch them by the reader's own click."""

import streamlit as st

from engine.core import settings
from engine.language.words import N_, _
from playground.shell import frame, wording

WORDS = {
    "vgg19": N_(
        "**VGG-19 is not on this computer yet.** It is the network of the paper, and sees a little more than the compact eye. "
        "{size} are fetched; only the part that looks is kept."
    ),
    "squeezenet": N_(
        "**SqueezeNet is not on this computer yet.** It names things as well as networks fifty times its size did, and was never meant to paint. "
        "{size} are fetched; only the part that looks is kept."
    ),
}


def at_hand(eye: str) -> bool:
    """Whether painting with this eye can begin. If not, offer what would help."""
    if eye == "compact":
        return True
    from engine.lessons.helpers.eye import (
        model as eye_model,
    )  # brings torch, which the compact eye's page can do without for a while

    if eye_model.kept(eye).is_file():
        return True
    if settings.offline():
        frame.tell(eye_model.absence(eye))
        return False
    about = eye_model.FOREIGN[eye]
    source = about.source
    st.info(
        _(WORDS[eye], size=wording.size(source.bytes)),
        icon=":material/visibility:",
    )
    if st.button(_("Download {size}", size=wording.size(source.bytes)), icon=":material/download:", key="paint.fetch"):
        _fetch(eye)
    st.caption(
        _(
            "From {from_whom} · licence: {licence}",
            from_whom=wording.safe(source.from_whom),
            licence=wording.safe(_(source.licence)),
        )
    )
    return False


def _fetch(eye: str) -> None:
    from engine.lessons.helpers.eye import model as eye_model

    bar = st.progress(0.0, _("Asking for the file"))
    with frame.guard():
        eye_model.fetch(
            eye,
            lambda here, all: bar.progress(
                min(1.0, here / all), _("{here} of {all}", here=wording.size(here), all=wording.size(all))
            ),
        )
        st.rerun()
