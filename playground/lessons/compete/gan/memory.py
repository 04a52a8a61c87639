"""Is it memory? The training pictures nearest to an invention, and whether that is nearer than chance would have it."""

from typing import Any

import numpy as np
import streamlit as st

from engine.data import cards, library, sheets
from engine.language.words import N_, _
from engine.weights import shelf
from playground.components.big.big import stage
from playground.components.lineup.lineup import lineup
from playground.lessons.compete import inventions
from playground.shell import gate, wording
from playground.shell.caching import of_desk
from playground.widgets import models, picture_view, uploads
from playground.widgets.models import Model

SHOWN = 24
NEAR = 6
MOST = 20_000
"""Training pictures that are looked through."""
CROWD = 200
"""Inventions that are looked at together."""
CLOSE = 0.05

WAYS = {"seen": N_("To a judge's eye"), "pixels": N_("Pixel by pixel")}


def show(model: Model) -> None:
    here = _here(model)
    outline = None if here and cards.showable(model.data) else _outline(str(model.path), model.stamp, model)
    if not here and outline is None:
        _without_pictures(model)
        return
    noise = inventions.fresh(model, SHOWN, "memory")
    with stage():
        left, right = st.columns([2, 3], gap="large")
        with left:
            picked = lineup(
                models.held(model),
                noise,
                f"memory.{model.name}",
                chosen=(0,),
                side=58,
                title=_("Inventions to ask about"),
                what=_("Picture"),
            )
            st.caption(_("Inventions of {cited}. Click the one that you suspect.", cited=models.cited(model)))
        with right:  # whoever waits sees the place in line beside the inventions: below them it would be out of sight
            made = models.painted(model, noise[[picked.one or 0]])
            way = _way() if here else "seen"
            # Where the pictures are not here, or not shown anyway, the outline answers at once.
            memory, train = (outline, None) if outline and way == "seen" else _memory(*of(model))
            near = memory.nearest(made, NEAR)[way]
            suspect(model, made[0], near, train)
            numbers(memory.crowds[way], float(near.distances[0, 0]))
    everyone(model, memory, way)


def _here(model: Model) -> bool:
    if model.data.startswith(cards.ALBUM):
        return model.data in uploads.albums_here()
    return library.standing(model.data) == "ready"


def _way() -> str:
    return st.segmented_control(
        _("Nearest"),
        list(WAYS),
        format_func=lambda way: _(WAYS[way]),
        default="seen",
        required=True,
        key="memory.way",
        wrap=True,
    )


def _without_pictures(model: Model) -> None:
    """Why nothing is asked of this model, and the way to one of which it can be."""
    advice = "" if model.data.startswith(cards.ALBUM) else _(library.absence(model.data).advice)
    st.info(
        _(
            "**Whether {cited} remembers cannot be told on this computer.** It would take all the pictures that it learnt from, to look "
            "for those nearest to an invention. The pictures of {set_name} are not here.",
            cited=models.cited(model),
            set_name=wording.safe(models.set_name(model.card)),
        )
        + f" {advice}",
        icon=":material/photo_library:",
    )
    other = next((one for one in models.at_hand("gan") if _here(one)), None)
    if other:
        st.button(
            _("Ask it of {title}", title=wording.safe(other.title)),
            icon=":material/arrow_forward:",
            type="primary",
            key="memory.other",
            on_click=_take,
            args=(other.name,),
        )


def _take(name: str) -> None:
    st.session_state["gan.model"] = name


def of(model: Model) -> tuple[str, int, int, int]:
    """Which pictures the model learnt from, as `_memory` wants it."""
    return model.data, min(model.card["config"]["pictures"], MOST), model.size, model.channels


@of_desk(st.cache_resource, max_entries=2, show_spinner=False)
@gate.heavy(N_("Looking at all training pictures"), seconds=60)
def _memory(name: str, count: int, size: int, channels: int) -> tuple[Any, np.ndarray]:
    """engine.lessons.compete.gan.memory.Memory, and the training pictures."""
    from engine.lessons.compete.gan import memory
    from engine.lessons.helpers.judge import model as judge_model

    data = library.load(name, count)
    return memory.of_pictures(judge_model.nearest(name, channels), data.train, data.held_out, size), data.train


@st.cache_resource(max_entries=2, show_spinner=False)
def _outline(path: str, stamp: float, _model: Model) -> Any:
    """The same of pictures that are not here, as far as the model's file knows it; None where it knows nothing."""
    beside = shelf.code_map(_model.path)
    if "memory.seen" not in beside:
        return None
    from engine.lessons.compete.gan import memory
    from engine.lessons.helpers.judge import model as judge_model

    return memory.of_outline(judge_model.nearest(_model.data, _model.channels), beside)


def suspect(model: Model, made: np.ndarray, near: Any, train: np.ndarray | None) -> None:
    """The invention beside its nearest training pictures, where those are here and may be shown."""
    distances = ", ".join(f"{distance:.3f}" for distance in near.distances[0])
    if train is None or not cards.showable(model.data):
        picture_view.show(made, _("The invention."), target=128)
        told = _("Distances to its {near} nearest training pictures: {distances}.", near=NEAR, distances=distances)
        st.caption(f"{told} {hidden(model)}")
        return
    beside = train[near.places[0]]
    made = sheets.enlarged(made, beside.shape[2])
    if beside.shape[1:] == made.shape:
        picture_view.show(
            sheets.grid(np.stack([made, *beside]), across=1 + NEAR),
            _(
                "Left the invention, then its {near} nearest training pictures. Distances: {distances}.",
                near=NEAR,
                distances=distances,
            ),
            target=560,
        )
    else:
        picture_view.show(made, _("The invention."), target=128)
        picture_view.show(
            sheets.grid(beside, across=NEAR),
            _("Its nearest training pictures. Distances: {distances}.", distances=distances),
            target=480,
        )


def hidden(model: Model) -> str:
    """Why no training picture is seen."""
    if cards.showable(model.data):
        return _(
            "The pictures themselves are not on this computer: what a judge sees in each of them came along with the model, as a few numbers."
        )
    return _(
        "The pictures themselves are **not shown**: they are photographs of real people who never agreed to be looked at here."
    )


def numbers(crowd: Any, distance: float) -> None:
    """The distance beside what is usual for pictures that nobody could have learnt by heart."""
    low, middle, high = np.quantile(crowd.usual, [CLOSE, 0.5, 1 - CLOSE])
    nearer = crowd.nearer(distance)
    with st.container(horizontal=True, gap="large"):
        st.metric(_("To its nearest training picture"), f"{distance:.3f}", width="content")
        st.metric(
            _("Usual for a held-out picture"),
            f"{middle:.3f}",
            help=_(
                "The median of {n} pictures that were kept from training; nine in ten lie between {low:.3f} and {high:.3f}.",
                n=len(crowd.usual),
                low=low,
                high=high,
            ),
            width="content",
        )
    said = _(
        "**{nearer:.0%}** of held-out pictures lie nearer to a training picture than this invention does.",
        nearer=nearer,
    )
    if nearer < CLOSE:
        st.warning(
            f"{said} " + _("It is suspiciously near: compare the two with your own eyes."),
            icon=":material/search:",
        )
    else:
        st.success(
            f"{said} " + _("They cannot have been learnt by heart, so this distance is no sign of memory."),
            icon=":material/check:",
        )


def everyone(model: Model, memory: Any, way: str) -> None:
    """The same question for a crowd of inventions."""
    crowd = memory.crowds[way]
    found = _everyone(str(model.path), model.stamp, len(crowd.train), model, memory)[way]
    share = float(np.mean([crowd.nearer(distance) < CLOSE for distance in found]))
    eye = (
        _(
            "Distances are taken between what a judge sees: the last features of a network that was trained to tell what such pictures show."
        )
        if way == "seen"
        else _(
            "Distances are taken between brightnesses: 0 for the same picture, 1 between black and white. A shift by one pixel counts as much "
            "as another picture would."
        )
    )
    st.caption(
        _(
            "Of {crowd} inventions, **{share:.0%}** come as near to one of {looked:,} training pictures as only the nearest {close:.0%} of held-out "
            "ones do. Without memory it would be about {close:.0%}; blurred and very usual pictures come near as well, so look before you judge.",
            crowd=CROWD,
            share=share,
            looked=len(crowd.train),
            close=CLOSE,
        )
        + f" {eye}"
    )


@st.cache_data(max_entries=12, show_spinner=False)
@gate.heavy(N_("Asking the same of a crowd of inventions"))
def _everyone(path: str, stamp: float, looked: int, _model: Model, _memory: Any) -> dict[str, np.ndarray]:
    made = models.painted(_model, models.noise(_model, CROWD, CROWD))
    return {way: near.distances[:, 0] for way, near in _memory.nearest(made, 1).items()}
