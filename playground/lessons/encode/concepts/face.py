"""Choosing a face to change: a random one, the copy of a held-out one, or the reader's own. The result is always a code."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.language.words import N_, _
from engine.lessons.encode import crowd
from playground.components.lineup.lineup import lineup
from playground.lessons.encode.concepts import fit, vectors
from playground.widgets import models
from playground.widgets.models import Model
from playground.widgets.own import own_face

SOURCES = {"random": N_("Random faces"), "copies": N_("Copies of held-out faces"), "own": N_("Your own face")}
SHOWN = 12
FIRST = 6
"""The seed of the faces that a first visit sees. A press on "Other faces" takes the next."""

CROWD = N_("The crowd")
PRIOR = N_("The bell curve")


def choose(model: Model, decoder: str) -> np.ndarray | None:
    """The code (d,) of one face, or None until there is one. `decoder` is the name that models.held gave."""
    source, line = ask()
    here = st.container()
    live, told = st.container(), st.container()
    with here:
        return code(model, decoder, source, fit.Rooms(line, live, told))


def ask() -> tuple[str, DeltaGenerator]:
    """Where the face comes from, and the line on which that was asked: what belongs to the choice stands there, too."""
    line = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    with line:
        source = st.segmented_control(
            _("Which face"),
            list(SOURCES),
            format_func=lambda source: _(SOURCES[source]),
            default="random",
            required=True,
            key="faces.source",
            persist_state="session",
            wrap=True,
        )
    return source, line


def code(model: Model, decoder: str, source: str, rooms: fit.Rooms) -> np.ndarray | None:
    if source == "own":
        return own(model, rooms)
    with rooms.line:
        codes = random_codes(model) if source == "random" else copies(model)
    picked = lineup(decoder, codes, f"faces.{source}.{model.name}", chosen=(0,), side=62, title=_(SOURCES[source])).one
    if source == "copies":
        st.caption(_("Each is the model's **copy** of a picture it never learnt from. The originals are not shown."))
    return codes[picked or 0]


def random_codes(model: Model) -> np.ndarray:
    """Codes by chance: from the crowd that the model's codes form, or from the bell curve that they should form."""
    origin = st.segmented_control(
        _("Drawn from"),
        [CROWD, PRIOR],
        format_func=_,
        default=CROWD,
        required=True,
        key="faces.from",
        persist_state="session",
        help=_(
            "Training pushes codes towards the standard bell curve but never quite gets there. The crowd is the bell curve that the "
            "codes of the training faces really form: its faces look better. The difference shows what the push left undone."
        ),
        wrap=True,
    )
    st.session_state.setdefault("faces.seed", FIRST)
    st.button(_("Other faces"), icon=":material/casino:", on_click=_roll, key="faces.roll")
    seed = st.session_state["faces.seed"]
    if origin == PRIOR:
        return models.noise(model, SHOWN, seed)
    mean, factor = _crowd(str(model.path), model.stamp)
    return crowd.draw(mean, factor, SHOWN, seed)


def copies(model: Model) -> np.ndarray:
    """Codes of held-out faces, a page at a time."""
    return of_page(model, SHOWN, page(model, SHOWN, key="faces.page"))


def page(model: Model, count: int, key: str) -> int:
    """Which of the pages of so many held-out faces."""
    pages = len(vectors.faces(model).held_out) // count
    return st.number_input(
        _("Page (of {pages})", pages=pages),
        1,
        pages,
        1,
        key=key,
        width=150,
        help=_("Held-out faces that the model never learnt from."),
        persist_state="session",
    )


def of_page(model: Model, count: int, number: int) -> np.ndarray:
    return vectors.faces(model).held_out[(number - 1) * count : number * count]


def own(model: Model, rooms: fit.Rooms) -> np.ndarray | None:
    """The code of a picture that the reader brings."""
    picture = own_face.own_face(own_face.MINE, model.data, rooms.line)
    if picture is None:
        return None
    return fit.offer(model, picture, models.loaded(model).encode(picture[None])[0], rooms)


@st.cache_data(max_entries=4, show_spinner=False)
def _crowd(path: str, stamp: float) -> tuple[np.ndarray, np.ndarray]:
    return tuple(crowd.crowd(models.code_map_of(path, stamp)["train_codes"].astype(np.float32)))


def _roll() -> None:
    st.session_state["faces.seed"] += 1
