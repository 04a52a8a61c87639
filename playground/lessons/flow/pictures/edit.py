"""Pictures changed by a flow: a hole painted in, a rough sketch painted over, a walk from one noise to another."""

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.film.film import film
from playground.components.mask.mask import mask, size_of
from playground.lessons.flow.pictures import making
from playground.lessons.flow.pictures.making import Asked
from playground.shell import frame
from playground.widgets import models, picture_view
from playground.widgets.models import Model
from playground.widgets.own import own_picture

WAYS = {
    "hole": N_(":material/format_paint: Paint into a hole"),
    "sketch": N_(":material/draw: From a rough sketch"),
    "between": N_(":material/route: Between two noises"),
}

HOLES = {
    "right": N_("Right half"),
    "left": N_("Left half"),
    "bottom": N_("Lower half"),
    "middle": N_("The middle"),
    "hand": N_("Drawn by hand"),
}

FILLINGS = 6
FINER = 10
"""How many times finer than the picture a hole is drawn."""

STRENGTHS = tuple(np.linspace(0, 1, 13).round(3).tolist())
REPAINTED = 3
FRAMES = 16

PLAIN = Asked(steps=16, guidance=1.0)


def show(model: Model) -> None:
    way = st.segmented_control(
        _("What to do with a picture"),
        list(WAYS),
        format_func=lambda way: _(WAYS[way]),
        default="hole",
        required=True,
        key="flow.way",
        label_visibility="collapsed",
        wrap=True,
    )
    st.fragment(SHOWN[way or "hole"])(model)


def asked_for(model: Model, key: str) -> tuple[int, int]:
    """The class to ask for, and the seed."""
    one = making.ask(model, key=f"{key}.{model.name}")[0]
    return one, st.number_input(
        _("Seed"), 0, 99_999, 0, key=f"{key}.seed", width=130, help=_("Another number, other noise.")
    )


def given(model: Model, number: int) -> tuple[np.ndarray, str]:
    """A held-out picture where those may be shown, else one that the model has made; and what to call it."""
    pictures, labels, classes, real = models.held_out(model.data, 100)
    if real and pictures.shape[1] == model.size:
        name = _(classes[labels[number]]) if labels is not None and len(classes) else ""
        return pictures[number], _("Held-out picture {number}: {name}.", number=number + 1, name=name)
    found = making.walked(model, making.ask_any(), PLAIN._replace(seed=1_000 + number))
    return found.states[-1, 0], _("Picture {number}, made by the model itself.", number=number + 1)


def hole(model: Model) -> None:
    with frame.guard():
        with stage():
            with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
                number = st.number_input(_("Picture"), 1, 100, 1, key="hole.number", width=130) - 1
                kind = st.selectbox(
                    _("Hole"), list(HOLES), format_func=lambda kind: _(HOLES[kind]), key="hole.kind", width=190
                )
                one, seed = asked_for(model, "hole")
            picture, said = given(model, number)
            left, right = st.columns([2, 3], gap="large")
            with left:
                open_ = by_hand(model, picture) if kind == "hand" else ready(kind, model.size)
                if kind != "hand":
                    seen = np.where(open_[:, :, None], np.uint8(128), picture)
                    picture_view.show(seen, said + " " + _("What is grey is to be painted."), target=280)
            with right:
                if not open_.any():
                    st.info(_("Draw a hole into the picture: it is painted in as soon as you let go."))
                    return
                made = making.filled(model, picture, open_, one, FILLINGS, PLAIN._replace(seed=seed))
                picture_view.show(
                    sheets.grid(made, across=3),
                    _(
                        "Six ways to fill it, each from its own noise. What is known is put back at every step, and each step is taken three "
                        "times, so that old and new fit together."
                    ),
                    target=420,
                )
        st.caption(
            _(
                "The network never learnt to fill holes. It only knows which way leads to pictures, and nobody said that all pixels must be free."
            )
        )


def ready(kind: str, side: int) -> np.ndarray:
    open_, half, quarter = np.zeros((side, side), bool), side // 2, side // 4
    areas = {
        "right": np.s_[:, half:],
        "left": np.s_[:, :half],
        "bottom": np.s_[half:],
        "middle": np.s_[quarter : side - quarter, quarter : side - quarter],
    }
    open_[areas[kind]] = True
    return open_


def by_hand(model: Model, picture: np.ndarray) -> np.ndarray:
    side = model.size
    large = sheets.enlarged(picture, FINER * side).repeat(3 // picture.shape[2], axis=2)
    name = f"hole.drawn.{side}"

    def keep(areas: np.ndarray | None) -> None:
        st.session_state[name] = areas

    drawn = st.session_state.get(name)
    mask(
        large,
        key="hole.mask",
        titles=[_("Hole")],
        areas=drawn,
        on_draw=keep,
        alt=_("The picture to draw a hole into"),
        tallest=300,
        hint=N_("Draw a hole"),
    )
    width, height = size_of(large)
    if drawn is None or drawn.shape != (height, width):
        return np.zeros((side, side), bool)
    rows, columns = ((np.arange(side) + 0.5) * length / side for length in (height, width))
    return drawn[np.ix_(rows.astype(int), columns.astype(int))] > 0


def sketch(model: Model) -> None:
    with frame.guard(), stage():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            source = st.segmented_control(
                _("Sketch"),
                list(SKETCHES),
                format_func=lambda source: _(SKETCHES[source]),
                default="draw",
                required=True,
                key="sketch.source",
                wrap=True,
            )
            one, seed = asked_for(model, "sketch")
        left, right = st.columns([2, 3], gap="large")
        with left:
            if source == "made":
                picture, said = (
                    rough(model),
                    _("A rough sketch to begin with: blots where a picture has its masses."),
                )
                picture_view.show(picture, said, target=280)
            else:
                picture = own_picture.BRINGS[source or "draw"](model, key="flow.own")
        with right:
            if picture is None:
                st.info(_("Draw something with a few thick strokes. It is painted over as soon as you let go."))
                return
            made = making.redrawn(model, picture, STRENGTHS, one, REPAINTED, PLAIN._replace(seed=seed))
            film(
                np.stack([sheets.enlarged(sheets.grid(some, across=REPAINTED), 420) for some in made]),
                key="sketch.film",
                speed=2,
                loop=False,
                title=_("Strength"),
            )
            st.caption(
                _(
                    "Strength under your hand, from 0 in the first frame to 1 in the last. The sketch is drowned in so much noise, and the "
                    "network walks back from there, three times with other noise. **Little** keeps your strokes, **much** keeps only where "
                    "they lay, and at 1 the sketch is forgotten."
                )
            )


SKETCHES = {"draw": N_("Draw"), "made": N_("A rough one"), "upload": N_("Upload")}


def rough(model: Model) -> np.ndarray:
    """A made picture without its details: what a hand could have dabbed."""
    found = making.walked(model, making.ask_any(), PLAIN)
    picture, cell = found.states[-1, 0].astype(float), max(1, model.size // 7)
    side = picture.shape[0] // cell * cell
    blots = picture[:side, :side].reshape(side // cell, cell, side // cell, cell, -1).mean((1, 3))
    laid = np.zeros_like(picture)
    laid[:side, :side] = blots.repeat(cell, 0).repeat(cell, 1)
    return laid.round().astype(np.uint8)


def between(model: Model) -> None:
    with frame.guard():
        with stage():
            ways = {"noises": _("Two noises"), "pictures": _("The noises of two pictures")}
            with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
                kind = st.selectbox(
                    _("From what to what"), list(ways), format_func=ways.__getitem__, key="between.kind", width=240
                )
                first = st.number_input(_("From"), 1, 100, 1, key="between.first", width=120)
                last = st.number_input(_("To"), 1, 100, 2, key="between.last", width=120)
                one = making.ask(model, key=f"between.{model.name}")[0]
            ends = None
            if kind == "pictures":
                ends = np.stack([given(model, number - 1)[0] for number in (first, last)])
            frames = making.between(model, ends, (first, last), FRAMES, one, PLAIN)
            left, right = st.columns([2, 3], gap="large")
            with left:
                film(
                    np.stack([sheets.enlarged(one, 280) for one in frames]),
                    key="between.film",
                    speed=6,
                    keys=(0, FRAMES - 1),
                    title=_("Between two noises"),
                )
            with right:
                picture_view.show(
                    sheets.grid(frames, across=FRAMES // 2),
                    _("Sixteen noises on the arc from one to the other, and the picture that each becomes."),
                    width="stretch",
                    target=640,
                )
        if ends is None:
            st.caption(
                _(
                    "The noise is all that chance decides: so it is the code of the picture, with as many numbers as there are pixels. "
                    "Neighbours become alike, but now and then the picture turns into another at once: a flow has no reason to be even."
                )
            )
        else:
            picture_view.show(sheets.grid(ends, across=2), _("The two pictures that it goes from and to."), target=240)
            st.caption(
                _(
                    "Walked backwards, a picture becomes the noise from which the network would have made it. Ends look nearly like the two "
                    "pictures: what differs is the error of finite steps."
                )
            )


SHOWN = {"hole": hole, "sketch": sketch, "between": between}
