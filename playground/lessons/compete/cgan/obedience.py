"""Does a conditional generator obey? A judge says what it sees in a thousand of its pictures."""

from collections import Counter
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.data import sheets
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.shared import palette
from playground.lessons.compete.cgan import ask, names
from playground.shell import gate
from playground.widgets import judge, models, picture_view
from playground.widgets.models import Model

COUNT, PART = 1_000, 200
"""Pictures that are asked for, and how many of them at a time."""
OTHERS = 6
"""Elements of another view that may stand here: without something in their place they stay, pale, until all is counted."""

WORST = 3
SHOWN = 8


def show(model: Model) -> None:
    if judge.name_of(model) is None:
        st.info(
            _(
                "No judge of {set_name} is shipped, so nobody could say whether it obeys.",
                set_name=models.set_name(model.card),
            )
        )
        return
    _names, one = ask.of(model)
    with stage():
        left, right = st.columns([2, 5], gap="large")
        with left:
            seed = st.number_input(
                _("Seed"), 0, 99_999, 0, key="obey.seed", width=130, help=_("Another number, other noise.")
            )
            shares = st.empty()
        with right:
            chart = st.empty()
        for _place in range(OTHERS):
            st.empty()
    how = (
        _("Each class is asked for equally often, and obeyed if the judge's first choice is that class.")
        if one
        else _(
            "Each mark is asked for by a fair coin, and obeyed if the judge sees it where it was asked for and does not where it was not. "
            "The curve of a run, and the score of a shipped model, ask for what held-out pictures show instead, rare marks as rarely as they are."
        )
    )
    st.caption(f"{how} " + _("Whiskers are 95% intervals (Wilson)."))
    # Places for all that comes: what stood here before leaves at once.
    wrong, taken, named, use = (st.container() for _place in range(4))
    if one:
        with use:
            uses()
    with shares:
        when_shipped(model)
    found = _counted(model, seed, one, shares, chart)
    with wrong:
        misses(model, found, one)
    with taken:
        confusion(found, one)
    with named:
        names.show(model)


def when_shipped(model: Model) -> None:
    """What was counted when the model was shipped, until the count of today has begun."""
    score = next((score for score in model.card.get("scores", ()) if score["name"] == "obedience"), None)
    if score is None:
        st.caption(_("The first {n} pictures are being judged.", n=PART))
    else:
        st.metric(_("Obedience, when it was shipped"), f"{score['value']:.1%}")


def _counted(model: Model, seed: int, one: bool, shares: DeltaGenerator, chart: DeltaGenerator) -> Any:
    """A thousand pictures, a part after the other: each shows at once what is known by then."""
    from engine.lessons.compete.cgan import obedience as cgan_obedience

    parts: list[Any] = []
    found = None
    for number in range(COUNT // PART):
        parts.append(_measured(str(model.path), model.stamp, seed * (COUNT // PART) + number, model))
        found = cgan_obedience.merged(parts, one)
        with shares.container():
            told(model, found, PART * len(parts))
        with chart.container():
            bars(found, PART * len(parts))
    return found


def told(model: Model, found: Any, pictures: int) -> None:
    low, high = found.all.interval
    st.metric(_("Obedience"), f"{found.all.share:.1%}", help=_("The share of wishes that the judge finds fulfilled."))
    st.caption(
        _(
            "Of {wishes:,} wishes in {pictures:,} pictures, with a 95% interval from {low:.1%} to {high:.1%}. {cited}; the judge is a network that "
            "learnt from real pictures and took no part in the game. It errs now and then, too: its own score is in pretrained/README.md.",
            wishes=found.all.of,
            pictures=pictures,
            low=low,
            high=high,
            cited=models.cited(model),
        )
    )


def uses() -> None:
    st.header(_("What obedience is good for"), anchor=False)
    st.markdown(
        _(
            "Made pictures that are what was asked for come with their names, so they can teach. A classifier that learnt from **50 real** glyphs named "
            "41% of held-out ones rightly (38% to 44%); from **50 real and 1,000 made** by cgan-glyphs 71% (68% to 74%); from **1,000 real** ones 95% "
            "(93% to 96%). This is no free lunch: the generator itself learnt from 10,000 real pictures, and passes on what it saw."
        )
    )
    st.code("python -m engine augment cgan-glyphs", language="bash")


def bars(found: Any, pictures: int) -> None:
    import plotly.graph_objects as go

    shares = [wish.share for wish in found.wishes]
    low, high = zip(*(wish.interval for wish in found.wishes), strict=True)
    figure = go.Figure(
        go.Bar(
            x=[_(wish.name) for wish in found.wishes],
            y=shares,
            error_y={
                "type": "data",
                "symmetric": False,
                "array": np.subtract(high, shares),
                "arrayminus": np.subtract(shares, low),
                "thickness": 1.2,
                "width": 2,
            },
            marker_color=palette.LIGHT[0],
            customdata=[(wish.right, wish.of) for wish in found.wishes],
            hovertemplate=_("%{x}: %{y:.0%} (%{customdata[0]} of %{customdata[1]})<extra></extra>"),
        )
    )
    figure.update_layout(
        height=290, margin={"l": 10, "r": 10, "t": 10, "b": 10}, yaxis={"range": [0, 1.02], "tickformat": ".0%"},
        xaxis={"type": "category"},
    )  # fmt: skip
    st.plotly_chart(figure, config={"displayModeBar": False}, key=f"obey.bars.{pictures}")


def misses(model: Model, found: Any, one: bool) -> None:
    """The wishes that are obeyed least, with pictures of what came instead."""
    from engine.lessons.compete.cgan import obedience as cgan_obedience

    worst = [number for number in cgan_obedience.worst(found, WORST) if len(found.wrong[number])]
    st.header(_("What came instead"), anchor=False)
    if not worst:
        st.success(_("The judge found nothing amiss."), icon=":material/check:")
        return
    for column, number in zip(st.columns(WORST), worst, strict=False):
        wish, wrong = found.wishes[number], found.wrong[number][:SHOWN]
        with column:
            instead = Counter(in_words(found, place, number, one) for place in wrong)
            told = ", ".join(f"{what} ({times})" for what, times in instead.most_common())
            obeyed = _("**{wish}**, obeyed {right} times of {of}.", wish=_(wish.name), right=wish.right, of=wish.of)
            took = (
                _("The judge took these for: {told}.", told=told)
                if one
                else _("The judge saw these: {told}.", told=told)
            )
            picture_view.show(
                sheets.grid(found.pictures[wrong], across=SHOWN // 2),
                f"{obeyed} {took}",
                width="stretch",
                target=420,
                alt=_("Pictures that were asked for with the wish {wish} and do not show it", wish=_(wish.name)),
            )


def in_words(found: Any, place: int, number: int, one: bool) -> str:
    """What the judge saw in a picture that disobeyed."""
    if one:
        return _(found.wishes[int(found.shown[place].argmax())].name)
    return _("without it") if found.wanted[place, number] > 0.5 else _("with it, unasked")


def confusion(found: Any, one: bool) -> None:
    import plotly.graph_objects as go

    names = [_(wish.name) for wish in found.wishes]
    scale = {"zmin": 0, "zmax": 1, "colorscale": "Purples"} if one else {"zmin": -1, "zmax": 1, "colorscale": "PuOr_r"}
    few = len(names) <= 12
    figure = go.Figure(
        go.Heatmap(
            z=found.confusion,
            x=names,
            y=names,
            showscale=False,
            xgap=1,
            ygap=1,
            text=np.round(found.confusion, 2),
            texttemplate="%{text}" if few else "",
            hovertemplate=_("asked for %{y}, seen %{x}: %{z:.2f}<extra></extra>"),
            **scale,
        )
    )
    figure.update_layout(
        height=140 + (34 if few else 13) * len(names), margin={"l": 10, "r": 10, "t": 10, "b": 10},
        xaxis={"type": "category", "title": _("The judge sees"), "tickangle": -40 if few else 0, "dtick": 1},
        yaxis={"type": "category", "title": _("Asked for"), "autorange": "reversed", "dtick": 1},
    )  # fmt: skip
    st.header(_("Which wish is taken for which") if one else _("What each wish changes"), anchor=False)
    st.plotly_chart(figure, config={"displayModeBar": False}, key="obey.confusion")
    st.caption(
        _("Shares of each row. A generator that obeys has all its colour on the diagonal.")
        if one
        else _(
            "How much more often the judge sees the column's mark where the row's was asked for than where it was not. 1 on the diagonal is full "
            "obedience; away from it, a wish changes what nobody asked for."
        )
    )


@st.cache_data(max_entries=30, show_spinner=False)
@gate.heavy(N_("Asking for pictures, and the judge looks at each"))
def _measured(path: str, stamp: float, seed: int, _model: Model) -> Any:
    from engine.lessons.compete.cgan import obedience as cgan_obedience

    return cgan_obedience.measure(models.loaded(_model), judge.judge(_model), PART, seed)
