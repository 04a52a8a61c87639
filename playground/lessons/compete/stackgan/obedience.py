"""Are sentences obeyed? Held-out ones beside those with a pair never met, as a judge reads the pictures that come."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import streamlit as st

from engine.data.sentences.traits import NONE
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
    "held out": "Held out",
    "never met": "Pair never met",
}
JUDGE = "Judge, real pictures"

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
        st.info(f"No judge of {widgets_models.set_name(model.card)} is shipped, so nobody could say whether it obeys.")
        return
    st.markdown(
        "**Held out** are sentences that it never met, though each pair of their words occurred in others. **Pair never met** are sentences with a colour and a "
        "shape, or a hair colour and a hair style, that training never showed together. Whoever only learnt pairs by heart fails there. "
        f"Here these are: *{', '.join(pairs(models.world_of(model)))}*."
    )
    name = f"stackgan.measured.{model.name}.{model.stamp}"
    shipped = card_shares(model.card)
    asked = st.button(
        f"Ask {COUNT} sentences of each kind now",
        icon=":material/rule:",
        type="secondary" if shipped else "primary",
        key="stackgan.measure",
        help="Seconds, if Atelier has drawn its pictures before. The first time it draws them all, which takes a minute or two.",
    )
    if asked:
        st.session_state[name] = True
    if not st.session_state.get(name):
        if shipped:
            _show(*shipped, f"Scores of {widgets_models.cited(model)} as it was shipped.")
        else:
            st.info("Nothing was asked yet. The judge needs some seconds for its answers.", icon=":material/rule:")
        return
    with frame.guard():
        heard = {kind: _heard(str(model.path), model.stamp, kind, model) for kind in KINDS}
        _show(*heard_shares(heard), f"{widgets_models.cited(model)}, {COUNT} sentences of each kind, asked just now.")
        for kind, title in KINDS.items():
            _wrong(model, heard[kind], title)


def pairs(world: ModuleType) -> list[str]:
    """The pairs that training never showed, in words."""
    return list(dict.fromkeys(f"{one} {other}" for (_, one), (_, other) in world.NEVER))


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
                f"{title}, all obeyed",
                f"{share.value:.0%}",
                help="The share of pictures in which the judge finds everything that the sentence says.",
            )
            st.caption(f"95% interval from {share.low:.0%} to {share.high:.0%}")
    with right:
        _bars(parts)
    st.caption(
        f"{said} Whiskers are 95% intervals (Wilson). The judge is a network that learnt from real pictures and took no part in the game; it errs, too: "
        f"*{JUDGE}* is how often it finds in real pictures what is true of them. No generator can look better to it than that for long."
        if JUDGE in parts
        else f"{said} Whiskers are 95% intervals (Wilson). The judge is a network that learnt from real pictures and took no part in the game. Press the button to see how "
        "often it is right itself, and the pictures that went wrong."
    )


def _bars(parts: Parts) -> None:
    import plotly.graph_objects as go

    figure = go.Figure()
    for number, (title, shares) in enumerate(parts.items()):
        values = list(shares.values())
        figure.add_bar(
            name=title,
            x=list(shares),
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
            hovertemplate="%{x}: %{y:.0%}<extra>" + title + "</extra>",
        )
    figure.update_layout(
        height=320, margin={"l": 10, "r": 10, "t": 10, "b": 10}, yaxis={"range": [0, 1.02], "tickformat": ".0%"},
        xaxis={"type": "category", "tickangle": -30}, legend={"orientation": "h", "y": 1.14}, barmode="group",
    )  # fmt: skip
    st.plotly_chart(figure, config={"displayModeBar": False}, key="stackgan.bars")


def _wrong(model: Model, heard: Any, title: str) -> None:
    """The first pictures in which the judge misses something."""
    st.header(f"{title}: what went wrong", anchor=False)
    places = np.flatnonzero(heard.wrong)[:WRONG]
    if not len(places):
        st.success("The judge found nothing amiss.", icon=":material/check:")
        return
    grid = st.grid(min_column_width=190)
    for place in places:
        with grid.cell(), st.container(gap="xxsmall"):
            sentence = heard.sentences[place]
            picture_view.show(heard.drawn.pictures[place], alt=f"Drawn from: {sentence}", target=128)
            st.caption(f"*{sentence}*  \n{instead(model, heard.told[place], heard.read[place])}")
    st.caption(f"The first {len(places)} of {int(heard.wrong.sum())} that the judge does not find fully obeyed.")


def instead(model: Model, told: np.ndarray, read: np.ndarray) -> str:
    """What the judge saw in place of what was asked for."""
    missed = [
        f"{trait.values[read[at]]} instead of **{trait.values[told[at]]}** ({trait.title.lower()})"
        for at, trait in enumerate(models.world_of(model).TRAITS)
        if told[at] not in (NONE, read[at])
    ]
    more = f", and {len(missed) - FEW} more" if len(missed) > FEW else ""
    return f"The judge saw {', '.join(missed[:FEW])}{more}."
