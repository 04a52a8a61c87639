"""One noise, three machines: a VAE, a GAN and a flow that learnt from the same pictures, in pictures and in bars."""

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.judging import surfaces
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.shared import palette
from playground.lessons.flow.pictures import making
from playground.shell import gate, wording
from playground.shell.caching import of_desk
from playground.widgets import models, picture_view
from playground.widgets.models import Model

TRIOS = {
    "flow-glyphs": ("vae-conv-glyphs", "gan-glyphs"),
    "flow-fashion-mnist": ("vae-conv-fashion-mnist", "gan-fashion-mnist"),
    "flow-faces-photo": ("faces-photo", "gan-faces-photo"),
}
"""Shipped models of one set: the flow, then the VAE and the GAN."""

FLOW = N_("Flow matching")

WAYS = {
    "VAE": N_(
        "**Take it where pictures need a place**: to find, compare, mix and repair them. It is at once, and even in between; but it is soft, "
        "because it was trained to be right on average."
    ),
    "GAN": N_(
        "**Take it where pictures must come at once and be sharp.** Training is a game that can be lost, and what its expert does not miss "
        "it leaves out."
    ),
    FLOW: N_(
        "**Take it where all kinds must be met and pictures are to be steered**: by class, by a sketch, around a hole. Training is calm. "
        "The price is many questions to the network for each picture."
    ),
}

SHOWN, ACROSS = 15, 5
COUNT = 200
"""Pictures of each machine that are measured, and as many held-out ones."""

STEPS = 16


class Numbers(NamedTuple):
    sharpness: float
    coverage: float | None
    """None where the held-out pictures are not on this computer."""
    seconds: float
    """For one picture, of many made together."""


def show() -> None:
    here = {one.name: one for lesson in ("vae", "concepts", "gan", "pictures") for one in models.shipped(lesson)}
    trios = {flow: pair for flow, pair in TRIOS.items() if flow in here and all(one in here for one in pair)}
    if not trios:
        st.info(_("There is no model for this yet. Train one: it appears here when its first weights are saved."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.segmented_control(
            _("Pictures that all three learnt from"),
            list(trios),
            format_func=lambda name: models.set_name(here[name].card),
            default=next(iter(trios)),
            required=True,
            key="machines.set",
            wrap=True,
        )
        seed = st.number_input(
            _("Seed"), 0, 99_999, 0, key="machines.seed", width=130, help=_("Another number, other pictures.")
        )
    flow = chosen or next(iter(trios))
    three = dict(zip(WAYS, (*(here[one] for one in trios[flow]), here[flow]), strict=True))
    with stage():
        for column, (kind, model) in zip(st.columns(3, gap="medium"), three.items(), strict=True):
            with column, st.container(border=True):
                st.markdown(f"**{_(kind)}**")
                made = made_by(kind, model, seed)
                picture_view.show(
                    sheets.grid(made, across=ACROSS), _("None picked."), width="stretch", target=520,
                    alt=_("Pictures made by the {kind}", kind=_(kind)),
                )  # fmt: skip
                st.markdown(_(WAYS[kind]))
    numbers = {kind: measured(kind, model) for kind, model in three.items()}
    bars(numbers, of_real(here[flow].data))
    trained(three)


def made_by(kind: str, model: Model, seed: int) -> np.ndarray:
    if kind == FLOW:
        return making.sampled(model, SHOWN, seed, STEPS)
    return models.painted(model, models.noise(model, SHOWN, seed))


def measured(kind: str, model: Model) -> Numbers:
    return _measured(str(model.path), model.stamp, kind, model)


@of_desk(st.cache_data, max_entries=12, show_spinner=False)
@gate.heavy(N_("Measuring two hundred pictures of each machine"), seconds=20.0)
def _measured(path: str, stamp: float, kind: str, _model: Model) -> Numbers:
    make = maker(kind, _model)
    make(2)  # what happens once in a process is over
    began = time.perf_counter()
    made = make(COUNT)
    seconds = (time.perf_counter() - began) / COUNT
    return Numbers(surfaces.sharpness(made), coverage(_model.data, made), seconds)


def maker(kind: str, model: Model) -> Callable[[int], np.ndarray]:
    if kind == FLOW:
        return lambda count: making.fresh(model, count, 1, STEPS)
    found = models.loaded(model)
    make = found.invent if model.invents else found.decode
    return lambda count: make(models.noise(model, count, 1))


def coverage(data: str, made: np.ndarray) -> float | None:
    from engine.data import library
    from engine.lessons import crowd
    from engine.lessons.helpers.judge import model as judge_model

    if library.standing(data) != "ready":
        return None
    held_out = library.held_out(data, COUNT)[0]
    judge = judge_model.nearest(data, made.shape[-1])
    return crowd.compared(judge.embed(held_out), judge.embed(made)).coverage


@of_desk(st.cache_data, max_entries=12, show_spinner=False)
@gate.heavy(N_("Measuring real pictures"), seconds=5.0)
def of_real(data: str) -> Numbers | None:
    """The same of training pictures, as the best to hope for; None where they are not on this computer."""
    from engine.data import library

    if library.standing(data) != "ready":
        return None
    train = library.pictures_of(data, COUNT).train
    return Numbers(surfaces.sharpness(train), coverage(data, train), 0.0)


def bars(numbers: dict[str, Numbers], real: Numbers | None) -> None:
    """Three small charts side by side, each with its own measure."""
    kinds = [_(kind) for kind in numbers]
    found = list(numbers.values())
    charts = [
        (_("Sharpness"), [one.sharpness for one in found], real and real.sharpness, ".1f"),
        (_("Seconds per picture"), [one.seconds for one in found], None, ".2g"),
    ]
    covered = [one.coverage for one in found if one.coverage is not None]
    if real and len(covered) == len(found):
        charts.insert(1, (_("Coverage"), covered, real.coverage, ".0%"))
    for column, (title, values, line, form) in zip(st.columns(len(charts), gap="medium"), charts, strict=True):
        with column:
            chart(title, kinds, values, line, form)
    said = _(
        "Measured on this computer just now, from {n} pictures of each. **Sharpness**: how much grey changes from pixel to pixel. "
        "**Seconds** are for one of many made together; the flow takes {steps} steps, and is asked for one class after another, where the "
        "other two draw what they like.",
        n=COUNT,
        steps=STEPS,
    )
    more = _(
        "**Coverage**: the share of held-out pictures that have a made one in their neighbourhood. The dotted lines are real pictures: "
        "no machine does better than by chance."
    )
    st.caption(f"{said} {more}" if len(charts) == 3 else said)


def chart(title: str, kinds: list[str], values: list[float], line: float | None, form: str) -> None:
    import plotly.graph_objects as go

    figure = go.Figure(
        go.Bar(
            x=kinds,
            y=values,
            marker_color=palette.LIGHT[:3],
            text=[format(one, form) for one in values],
            hoverinfo="skip",
        )
    )
    if line is not None:
        figure.add_hline(line, line_dash="dot", line_color=palette.LIGHT[7])
    figure.update_layout(
        title={"text": title, "font": {"size": 15}},
        height=190,
        margin={"l": 10, "r": 10, "t": 36, "b": 10},
        yaxis={"rangemode": "tozero", "showticklabels": False, "showgrid": False},
        xaxis={"type": "category"},
    )
    st.plotly_chart(figure, config={"displayModeBar": False}, key=f"machines.{title}")


def trained(three: dict[str, Model]) -> None:
    """What each has cost, as its card says: whoever compares should know."""
    rows = [f"| {_('Machine')} | {_('Model')} | {_('Trained')} | {_('Weights')} |", "|---|---|---|---|"]
    for kind, model in three.items():
        size = wording.size(model.path.stat().st_size)
        rows.append(f"| {_(kind)} | {model.name} | {wording.duration(model.card['seconds'])} | {size} |")
    st.markdown("\n".join(rows))
    st.caption(
        _(
            "Trained on processors that were shared with other work, so take the times for orders of size. Whoever wants the same "
            "minutes for all three trains them here: the settings of each are in pretrained/README.md."
        )
    )
