"""Are sentences obeyed? Held-out ones beside those with a pair never met, as a judge reads the pictures that come."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from engine.data.sentences.traits import NONE
from engine.language.words import N_, _
from playground.components.shared import palette
from playground.lessons.compete.stackgan import models
from playground.shell import frame, gate
from playground.widgets import judge, picture_view
from playground.widgets import models as widgets_models
from playground.widgets.models import Model

COUNT = 200
"""Sentences of each kind."""

WRONG = 8
"""Pictures that are shown with what was asked for."""

FEW = 3
"""Misses that are told of one picture."""

KINDS = {
    "held out": N_("Held out"),
    "never met": N_("Pair never met"),
}
JUDGE = N_("Judge, real pictures")

WHOLE = {"held out": "everything in a sentence obeyed", "never met": "everything obeyed, pairs never met"}
PART = {"held out": "obedience, ", "never met": "pairs never met, "}
"""How the scores on a shipped model's card begin."""


class Share(NamedTuple):
    """Of what was asked for, with its 95 % interval."""

    value: float
    low: float
    high: float


def show(model: Model) -> None:
    if not models.judged(model):
        st.info(
            _(
                "No judge of {set_name} is shipped, so nobody could say whether it obeys.",
                set_name=widgets_models.set_name(model.card),
            )
        )
        return
    st.markdown(
        _(
            "**Held out** are sentences that it never met, though each pair of their words occurred in others. **Pair never met** are sentences with a colour and a "
            "shape, or a hair colour and a hair style, that training never showed together. Whoever only learnt pairs by heart fails there. "
            "Here these are: *{pairs}*.",
            pairs=", ".join(pairs(models.world_of(model))),
        )
    )
    name = f"stackgan.measured.{model.name}.{model.stamp}"
    shipped = card_shares(model.card)
    asked = st.button(
        _("Ask {n} sentences of each kind now", n=COUNT),
        icon=":material/rule:",
        type="secondary" if shipped else "primary",
        key="stackgan.measure",
        help=_(
            "Seconds, if Atelier has drawn its pictures before. The first time it draws them all, which takes a minute or two."
        ),
    )
    if asked:
        st.session_state[name] = True
    if not st.session_state.get(name):
        if shipped:
            _show(*shipped, _("Scores of {model} as it was shipped.", model=widgets_models.cited(model)))
        else:
            st.info(_("Nothing was asked yet. The judge needs some seconds for its answers."), icon=":material/rule:")
        return
    with frame.guard():
        heard = {kind: _heard(str(model.path), model.stamp, kind, model) for kind in KINDS}
        _show(
            *heard_shares(heard),
            _("{model}, {n} sentences of each kind, asked just now.", model=widgets_models.cited(model), n=COUNT),
        )
        for kind, title in KINDS.items():
            _wrong(model, heard[kind], title)


def pairs(world: ModuleType) -> list[str]:
    """The pairs that training never showed, in words."""
    return list(dict.fromkeys(f"{_(one)} {_(other)}" for (_trait, one), (_other_trait, other) in world.NEVER))


@st.cache_data(max_entries=8, show_spinner=False)
@gate.heavy("Asking sentences, and the judge looks at each picture")
def _heard(path: str, stamp: float, kind: str, _model: Model) -> Any:
    from engine.lessons.compete.stackgan import obedience

    return obedience.measure(models.illustrator(_model), judge.judge(_model), kind, COUNT)


Parts = Mapping[str, Mapping[str, Share]]
"""Kind of sentence -> title of a trait -> how often it was obeyed."""


def card_shares(card: Mapping[str, Any]) -> tuple[Mapping[str, Share], Parts] | None:
    """What a shipped model's card says: of whole sentences, and of their parts."""
    scores = {score["name"]: Share(score["value"], score["low"], score["high"]) for score in card.get("scores", ())}
    if not set(WHOLE.values()) <= set(scores):
        return None
    parts = {
        KINDS[kind]: {name.removeprefix(start): share for name, share in scores.items() if name.startswith(start)}
        for kind, start in PART.items()
    }
    return {KINDS[kind]: scores[name] for kind, name in WHOLE.items()}, parts


def heard_shares(heard: Mapping[str, Any]) -> tuple[Mapping[str, Share], Parts]:
    """The same of sentences that were asked just now; the judge's own reading of real pictures comes third."""
    whole = {KINDS[kind]: _share(one.whole) for kind, one in heard.items()}
    parts = {KINDS[kind]: {wish.name: _share(wish) for wish in one.wishes if wish.of} for kind, one in heard.items()}
    parts[JUDGE] = {wish.name: _share(wish) for wish in heard["held out"].judge if wish.of}
    return whole, parts


def _share(wish: Any) -> Share:
    return Share(wish.share, *wish.interval)


def _show(whole: Mapping[str, Share], parts: Parts, said: str) -> None:
    left, right = st.columns([2, 6], gap="large")
    with left:
        for title, share in whole.items():
            st.metric(
                _("{kind}, all obeyed", kind=_(title)),
                f"{share.value:.0%}",
                help=_("The share of pictures in which the judge finds everything that the sentence says."),
            )
            st.caption(_("95% interval from {low:.0%} to {high:.0%}", low=share.low, high=share.high))
    with right:
        _bars(parts)
    st.caption(
        _(
            "{said} Whiskers are 95% intervals (Wilson). The judge is a network that learnt from real pictures and took no part in the game; it errs, too: "
            "*{judge}* is how often it finds in real pictures what is true of them. No generator can look better to it than that for long.",
            said=said,
            judge=_(JUDGE),
        )
        if JUDGE in parts
        else _(
            "{said} Whiskers are 95% intervals (Wilson). The judge is a network that learnt from real pictures and took no part in the game. Press the button to see how "
            "often it is right itself, and the pictures that went wrong.",
            said=said,
        )
    )


def _bars(parts: Parts) -> None:
    import plotly.graph_objects as go

    figure = go.Figure()
    for number, (title, shares) in enumerate(parts.items()):
        values = list(shares.values())
        figure.add_bar(
            name=_(title),
            x=[_(one) for one in shares],
            y=[share.value for share in values],
            error_y={
                "type": "data",
                "symmetric": False,
                "array": [share.high - share.value for share in values],
                "arrayminus": [share.value - share.low for share in values],
                "thickness": 1.2,
                "width": 2,
            },
            marker_color="#9a9aa5" if title == JUDGE else palette.LIGHT[number],
            hovertemplate="%{x}: %{y:.0%}<extra>" + _(title) + "</extra>",
        )
    figure.update_layout(
        height=320, margin={"l": 10, "r": 10, "t": 10, "b": 10}, yaxis={"range": [0, 1.02], "tickformat": ".0%"},
        xaxis={"type": "category", "tickangle": -30}, legend={"orientation": "h", "y": 1.14}, barmode="group",
    )  # fmt: skip
    st.plotly_chart(figure, config={"displayModeBar": False}, key="stackgan.bars")


def _wrong(model: Model, heard: Any, title: str) -> None:
    """The first pictures in which the judge misses something."""
    st.header(_("{kind}: what went wrong", kind=_(title)), anchor=False)
    places = np.flatnonzero(heard.wrong)[:WRONG]
    if not len(places):
        st.success(_("The judge found nothing amiss."), icon=":material/check:")
        return
    grid = st.grid(min_column_width=190)
    for place in places:
        with grid.cell(), st.container(gap="xxsmall"):
            sentence = heard.sentences[place]
            picture_view.show(
                heard.drawn.pictures[place], alt=_("Drawn from: {sentence}", sentence=sentence), target=128
            )
            st.caption(f"*{sentence}*  \n{instead(model, heard.told[place], heard.read[place])}")
    st.caption(
        _(
            "The first {n} of {wrong} that the judge does not find fully obeyed.",
            n=len(places),
            wrong=int(heard.wrong.sum()),
        )
    )


def instead(model: Model, told: np.ndarray, read: np.ndarray) -> str:
    """What the judge saw in place of what was asked for."""
    missed = [
        _(
            "{seen} instead of **{told}** ({trait})",
            seen=_(trait.values[read[at]]),
            told=_(trait.values[told[at]]),
            trait=_(trait.title).lower(),
        )
        for at, trait in enumerate(models.world_of(model).TRAITS)
        if told[at] not in (NONE, read[at])
    ]
    first, more = ", ".join(missed[:FEW]), len(missed) - FEW
    if more > 0:
        return _("The judge saw {first}, and {more} more.", first=first, more=more)
    return _("The judge saw {missed}.", missed=first)
