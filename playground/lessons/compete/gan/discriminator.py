"""The discriminator's eye: what it says of made pictures, real ones, noise, and whatever the reader brings."""

from typing import Any

import numpy as np
import streamlit as st

from engine.data import cards, library
from engine.language.words import N_, _, _p
from engine.weights import shelf
from playground.components.big.big import stage
from playground.components.shared import palette
from playground.shell import frame
from playground.shell.caching import of_desk
from playground.widgets import models, picture_view
from playground.widgets.models import Model
from playground.widgets.own import own_face, own_picture

EACH = 6
CROWD = 200
STATIC = 2

OWN = {"draw": N_("Draw"), "upload": N_("Upload"), "none": N_("None")}
TITLES = {"made": N_("made"), "held-out": N_("held-out"), "static": N_("random pixels"), "yours": N_("yours")}
SHOWN = 74
"""CSS pixels of a picture in the row."""


def show(model: Model) -> None:
    left, right = st.columns([2, 5], gap="large")
    with left:
        mine = bring(model)
    with right, stage(), frame.guard():
        seed = st.number_input(
            _("Seed"), 0, 99_999, 0, key="eye.seed", width=130, help=_("Another number, other pictures.")
        )
        with st.spinner(_("Fetching held-out pictures from the shelf")):
            real = held_out(model.data, CROWD)
        ranked(model, gathered(model, mine, real, seed))
    said = said_of_real(model, real)
    if real is None:
        st.caption(absent(models.set_name(model.card), said is not None))
    st.info(
        _(
            "The discriminator knows two things only: its training pictures, and **the mistakes of this one generator**. It has never seen your "
            "drawing or another network's picture, so what it says of them is no judgement. It is no detector of fakes, and while "
            "training goes well it cannot even tell its own generator's pictures."
        ),
        icon=":material/visibility:",
    )
    crowds(model, said)
    st.markdown(
        _(
            "**What else has it learnt?** Nobody told it a letter's name. Yet a straight line through what its last layer sees, drawn from five named "
            "glyphs of each class, names 76% of held-out ones rightly (74% to 79%); the same line through pixels 64% (61% to 66%). Measured by:"
        )
    )
    st.code("python -m engine features gan-glyphs", language="bash")


def bring(model: Model) -> np.ndarray | None:
    """A picture (h, w, c) of the reader's own."""
    source = st.segmented_control(
        _("Your picture"),
        list(OWN),
        format_func=lambda source: _(OWN[source]),
        default="draw",
        required=True,
        key="eye.source",
        wrap=True,
    )
    if source == "upload" and model.data in own_face.GUIDES:
        return own_face.own_face("eye.own", model.data)
    return own_picture.BRINGS[source](model, key="eye") if source in own_picture.BRINGS else None


def gathered(
    model: Model, mine: np.ndarray | None, real: np.ndarray | None, seed: int
) -> list[tuple[str, np.ndarray, float]]:
    """(kind, picture, score) of everything that is shown, from surely made to surely real."""
    side, channels = model.size, model.channels
    chance = np.random.default_rng(seed)
    kinds = {
        "made": models.painted(model, models.noise(model, EACH, seed)),
        "static": chance.integers(0, 256, (STATIC, side, side, channels), dtype=np.uint8),
    }
    if real is not None and cards.showable(model.data):
        kinds["held-out"] = real[chance.choice(len(real), EACH, replace=False)]
    if mine is not None:
        kinds["yours"] = mine[None]
    judge = models.loaded(model)
    scored = [
        (kind, picture, float(score))
        for kind, some in kinds.items()
        for picture, score in zip(some, judge.realness(some), strict=True)
    ]
    return sorted(scored, key=lambda one: one[2])


def ranked(model: Model, scored: list[tuple[str, np.ndarray, float]]) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(_(":material/arrow_back: **surely made**"), width="content")
        st.markdown(_("**surely real** :material/arrow_forward:"), width="content")
    with st.container(horizontal=True, gap="small"):
        for kind, picture, score in scored:
            with st.container(width=SHOWN, gap="xxsmall"):
                title = _(TITLES[kind])
                what = f"**{title}**" if kind == "yours" else title
                picture_view.show(
                    picture,
                    f"{what} {score:.2f}",
                    alt=f"{title}, {score:.2f}",
                    width=SHOWN,
                    target=SHOWN * 2,
                )
    st.caption(
        _(
            "What the discriminator of {cited} says of each, in reading order. {how_to_read}",
            cited=models.cited(model),
            how_to_read=scale(model),
        )
    )


def scale(model: Model) -> str:
    """How to read the number, which depends on what the discriminator was paid for."""
    match model.card["config"]["objective"]:
        case "minimax" | "non-saturating":
            return _("It is the probability that the picture is real: at 0.5 it cannot tell.")
        case "least-squares":
            return _("It was asked to say 1 for real and 0 for made: at 0.5 it cannot tell.")
        case "hinge":
            return _("Above 0 it leans to real, below 0 to made.")
        case "relativistic":
            return _("Only differences count: it was asked which of two is more real.")
    return _("Only the order counts: a WGAN's critic has no zero.")


def absent(set_name: str, told: bool) -> str:
    """Why no real pictures stand in the row."""
    if told:
        return _(
            "The pictures of {set_name} are not on this computer, so no real ones stand here. What the discriminator said of held-out ones "
            "came along with the model: see the dots below.",
            set_name=set_name,
        )
    return _(
        "The pictures of {set_name} are not on this computer, so no real ones stand beside the made ones.",
        set_name=set_name,
    )


def said_of_real(model: Model, real: np.ndarray | None) -> np.ndarray | None:
    """What it says of held-out pictures; of those that are not here, what it said when the model was shipped, if that is known."""
    if real is None:
        return shelf.code_map(model.path).get("memory.said")
    return _said(str(model.path), model.stamp, model)


@st.cache_data(max_entries=12, show_spinner=False)
def _said(path: str, stamp: float, _model: Model) -> np.ndarray:
    return models.loaded(_model).realness(held_out(_model.data, CROWD))


def crowds(model: Model, real: np.ndarray | None) -> None:
    """The same for some hundred pictures of each kind: how well it can tell them at all. `real`: what it says of held-out ones."""
    found = _crowds(str(model.path), model.stamp, model)
    if real is not None:
        found = {**found, "held-out": real}
    import plotly.graph_objects as go

    colours = {"made": palette.LIGHT[0], "held-out": palette.LIGHT[2], "static": palette.LIGHT[7]}
    figure = go.Figure(
        [
            go.Box(
                x=scores,
                name=_(TITLES[kind]),
                boxpoints="all",
                jitter=0.7,
                pointpos=0,
                marker={"color": colours[kind], "size": 3, "opacity": 0.5},
                line={"width": 1.5},
                hoverinfo="x",
            )
            for kind, scores in found.items()
        ]
    )
    figure.update_layout(
        height=90 + 60 * len(found),
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        xaxis_title=_("What the discriminator says"),
        showlegend=False,
    )
    st.plotly_chart(figure, config={"displayModeBar": False}, key="eye.crowds")
    counts = ", ".join(
        _p("how many of what", "{n} {kind}", n=len(scores), kind=_(TITLES[kind])) for kind, scores in found.items()
    )
    told = _("Each dot is one picture: {counts}.", counts=counts)
    if "held-out" in found:
        told += " " + _(
            "Shown one picture of each, made and held-out, it would call the right one more real in {share:.0%} of cases; "
            "by guessing, 50%.",
            share=sorted_right(found),
        )
    st.caption(told)


def sorted_right(found: dict[str, np.ndarray]) -> float:
    """The share of pairs that it sorts right; a draw counts half."""
    real, made = found["held-out"][:, None], found["made"][None]
    return float(((real > made) + 0.5 * (real == made)).mean())


@st.cache_data(max_entries=12, show_spinner=False)
def _crowds(path: str, stamp: float, _model: Model) -> dict[str, np.ndarray]:
    judge: Any = models.loaded(_model)
    side, channels = _model.size, _model.channels
    static = np.random.default_rng(1).integers(0, 256, (CROWD // 4, side, side, channels), dtype=np.uint8)
    return {"static": judge.realness(static), "made": judge.realness(judge.sample(CROWD, 1))}


@of_desk(st.cache_data, max_entries=6, show_spinner=False)
def held_out(name: str, count: int) -> np.ndarray | None:
    """Held-out pictures, also of a set whose pictures may not be shown: their scores may. None where it is not here."""
    if not name.startswith(cards.ALBUM) and library.standing(name) != "ready":
        return None
    return library.held_out(name, count)[0]
