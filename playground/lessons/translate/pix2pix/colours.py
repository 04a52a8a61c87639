"""The colours of things, for generators that are told them beside the map: those of a picture they learnt from, or the reader's own."""

import re

import numpy as np
import streamlit as st

from engine.data.label_colours import labels_of
from engine.language.words import _
from playground.lessons.translate.pix2pix import models
from playground.lessons.translate.pix2pix.label_maps import KINDS
from playground.shell import links
from playground.widgets.models import Model

OWN, PARAM = "pix2pix.colours", "colours"
"""The reader's own: which model's, and a colour for each label as #rrggbb. In an address without the #, joined by hyphens."""

TURN = "pix2pix.colours.turn"


def follow(model: Model) -> None:
    """A link may bring colours."""
    if not models.knows_palettes(model):
        return
    with links.newly(OWN) as new:
        asked = st.query_params.get(PARAM, "").split("-") if new else []
        if (
            asked
            and len(asked) == len(models.palette(model, 0))
            and all(re.fullmatch("[0-9a-f]{6}", one) for one in asked)
        ):
            st.session_state[OWN] = model.name, [f"#{one}" for one in asked]


def own(model: Model) -> list[str]:
    """The reader's own colours for this model, if there are any."""
    of, colours = st.session_state.get(OWN, ("", []))
    return colours if of == model.name and models.knows_palettes(model) else []


def palette(model: Model) -> np.ndarray | None:
    """The same as uint8 (labels, 3)."""
    colours = own(model)
    return np.array([[int(one[at : at + 2], 16) for at in (1, 3, 5)] for one in colours], np.uint8) if colours else None


def forget() -> None:
    st.session_state.pop(OWN, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1  # new pickers, which do not hold what was chosen before
    st.query_params.pop(PARAM, None)


def choose(model: Model, kind: str, given: np.ndarray, variant: int) -> None:
    """A colour for each thing that the map shows, the largest first."""
    now = own(model) or [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in models.palette(model, variant)]
    if own(model):
        st.query_params[PARAM] = "-".join(one.removeprefix("#") for one in now)
    names = list(KINDS[kind].palette)
    seen = np.bincount(labels_of(given, dict(KINDS[kind].palette)).ravel(), minlength=len(names))
    with st.popover(_("Colours"), icon=":material/palette:", key="pix2pix.colours.open"):
        st.caption(
            _("What the map shows, in the colours that you choose. Each is a wish for the mean of all such places.")
        )
        with st.container(horizontal=True, gap="small"):
            for number in [int(number) for number in np.argsort(-seen, kind="stable") if seen[number]]:
                key = f"pix2pix.colour.{kind}.{variant}.{number}.{st.session_state.get(TURN, 0)}"
                st.color_picker(
                    _(names[number]).capitalize(),
                    now[number],
                    key=key,
                    on_change=_take,
                    args=(model.name, now, number, key),
                )


def _take(model: str, now: list[str], number: int, key: str) -> None:
    st.session_state[OWN] = model, [*now[:number], st.session_state[key].lower(), *now[number + 1 :]]
