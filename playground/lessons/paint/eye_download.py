"""An eye of another house: whether its weights are here, and the way to fetch them by the reader's own click."""

from functools import partial

import streamlit as st

from engine.core import settings
from engine.language.words import N_, _
from playground.shell import frame, wording
from playground.widgets.fetching import fetched

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
    # It brings torch, which the compact eye's page can do without for a while.
    from engine.lessons.helpers.eye import model as eye_model

    if eye_model.kept(eye).is_file():
        return True
    if settings.offline():
        frame.tell(eye_model.absence(eye))
        return False
    source = eye_model.FOREIGN[eye].source
    size = wording.size(source.bytes)
    st.info(_(WORDS[eye], size=size), icon=":material/visibility:")
    if st.button(_("Download {size}", size=size), icon=":material/download:", key="paint.fetch"):
        fetched(partial(eye_model.fetch, eye))
    st.caption(
        _(
            "From {from_whom} · licence: {licence}",
            from_whom=wording.safe(source.from_whom),
            licence=wording.safe(_(source.licence)),
        )
    )
    return False
