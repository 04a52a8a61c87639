"""Generators that are given pictures, not maps: grey ones that want colours, and whatever a reader's own pairs began with."""

import numpy as np
import streamlit as st

from engine.data import gallery as data_gallery
from engine.data import pairs
from engine.data.uploads import intake
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.gallery.gallery import gallery
from playground.components.shared.difference import apart
from playground.components.wipe.wipe import wipe
from playground.lessons.translate.pix2pix import label_maps, models
from playground.shell import links, picture_file, wording
from playground.widgets import models as widgets_models
from playground.widgets import picture_shelf, picture_upload, picture_view
from playground.widgets.models import Model

CONTENT = "pix2pix.content"
FIRST = "scene:lake"

LONGEST = 512
"""Pixels on the longer side of a picture that is translated here."""


def show(model: Model) -> None:
    """The picture that is given, and what is made of it."""
    _follow()
    left, right = st.columns([7, 5], gap="medium")
    with right, st.container(gap="xsmall"):
        picture_upload.heading_with_upload(_("Picture to translate"), "pix2pix", _take)
        items = picture_shelf.contents()
        gallery(
            items,
            picture_shelf.gallery_sheet(items),
            key="pix2pix.contents",
            label=_("Picture to translate"),
            chosen=[st.session_state[CONTENT]],
            on_pick=_take,
            height=330,
        )
    with left, stage():
        _both(model, st.session_state[CONTENT])


SPOILED = {
    "grey": N_("without its colours"),
    "blur": N_("out of focus"),
    "coarse": N_("with a sixteenth of its pixels"),
}
"""Models that bring back what a picture has lost -> how it is given to them."""

AS_IT_IS = N_("as it is given")


def _both(model: Model, reference: str) -> None:
    picture = data_gallery.picture(reference, LONGEST)
    given = pairs.MAKE[model.data](picture[None])[0] if model.data in SPOILED else picture
    result = models.made(model, given)
    title = picture_shelf.title(reference)
    before = _(SPOILED.get(model.data, AS_IT_IS))
    wipe(
        given,
        result.picture,
        _(
            "{title}, {before}; and what {model} made of it in {time}.",
            title=wording.safe(title),
            before=before,
            model=widgets_models.cited(model),
            time=picture_view.took(result.seconds),
        ),
        key="pix2pix.wipe",
        alt=title,
        names=(_("Given"), _("Made")),
    )
    if model.data == "grey":
        far, grey = apart(result.picture, picture), apart(given, picture)
        st.caption(
            _(
                "Its pixels are {far:.0f} of 255 levels from the true ones on average; the grey picture's are {grey:.0f} away. "
                "Where many colours are possible, L1 chooses the one in the middle, which is a dull one.",
                far=far,
                grey=grey,
            )
        )
    else:
        st.caption(
            _(
                "It translates what resembles the given side of your pairs. Anything else is guessed from the nearest that it knows."
            )
        )
    link = picture_file.here("pix2pix")
    picture_file.download(lambda: result.picture, _("{title} - translated", title=title), link, key="pix2pix.download")


def edges_of(picture: np.ndarray) -> np.ndarray:
    """The lines of any picture, as a map to draw on."""
    return label_maps.lines(intake.square(picture, label_maps.SIDE))


def _follow() -> None:
    with links.newly(CONTENT) as new:
        asked = st.query_params.get("content", st.session_state.get(CONTENT, FIRST))
        if new:
            st.session_state[CONTENT] = (
                asked if picture_shelf.known(asked) and not picture_shelf.is_fingerprint(asked) else FIRST
            )
    st.query_params["content"] = st.session_state[CONTENT]


def _take(reference: str, add: bool = False) -> None:
    st.session_state[CONTENT] = reference
