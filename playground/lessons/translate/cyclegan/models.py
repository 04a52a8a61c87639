"""Translators at hand, which way they work, and what their two sides show."""

from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from engine.data import unpaired
from engine.language.words import N_, _
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.weights import shelf
from playground.shell import links, views, wording
from playground.widgets import models, uploads
from playground.widgets.models import Model

KEY = "cyclegan"

SHIPPED = "photo2monet"

BACK = f"{KEY}.back"

LIMITS = {
    False: N_(
        "Strokes have one size, so they look small on pictures much larger than 512 pixels. White skies get few of them, and now and then a pale swirl."
    ),
    True: N_(
        "It clears up light, clouds and water, but invents no detail that the painting lacks: a wall of dabs stays a wall of dabs."
    ),
}
"""Whether the shipped pair works its way back -> what it cannot do."""

GUARDED: dict[bool, Literal["monet", "photo"]] = {False: "monet", True: "photo"}
"""Whether the shipped pair works its way back -> what its guard calls the side to which it leads."""


@dataclass(frozen=True)
class Way:
    """A model, and one of its two directions."""

    model: Model
    back: bool

    @property
    def sides(self) -> tuple[str, str]:
        """From what, to what: words in the plural."""
        a, b = sides(self.model.card["config"])
        return (b, a) if self.back else (a, b)

    @property
    def other(self) -> "Way":
        return Way(self.model, not self.back)

    @property
    def side(self) -> int:
        """Pixels of the pictures from which it learnt."""
        return self.model.card["config"]["side"]

    @property
    def patch(self) -> str:
        """How large a patch its critics see."""
        return patch(self.model.card["config"])

    @property
    def guarded(self) -> bool:
        return self.model.card["config"]["data"] == "monet"

    def __str__(self) -> str:
        return " → ".join(first_up(one) for one in self.sides)


EYE = "eye"
"""Stands for the patch of critics that look with the trained eye."""


def patch(config: dict[str, Any]) -> str:
    return EYE if config.get("sight") else config["patch"]


def first_up(text: str) -> str:
    """paintings by Monet -> Paintings by Monet"""
    return text[:1].upper() + text[1:]


def sides(config: dict[str, Any]) -> tuple[str, str]:
    """What both sides of a model show."""
    about = unpaired.DOMAINS.get(config["data"])
    if about:
        return _(about.a), _(about.b)
    titles = [uploads.title(f"album:{config[name].removeprefix('album:')}") for name in ("a", "b")]
    return titles[0], titles[1] if titles[0] != titles[1] else f"{titles[1]} (B)"


def translates(card: dict[str, Any]) -> bool:
    """The guard of the domains ships beside the translators, and is none."""
    return "to_b" in card["networks"]


def at_hand() -> list[Model]:
    return models.at_hand(KEY, translates, title)


def shipped() -> dict[str, Model]:
    """The models of pretrained/ whose files are there."""
    return {model.name: model for model in models.shipped(KEY, title)}


def title(card: dict[str, Any]) -> str:
    """Its worlds, and what sets it apart from others that learnt from the same pictures."""
    config, usual = card["config"], CycleConfig()
    worlds = _(unpaired.DOMAINS[config["data"]].title)
    if config["data"] == usual.data and config["cycle"] != usual.cycle:
        return _("{domains}, cycle {weight:g}", domains=worlds, weight=config["cycle"])
    if config["data"] == usual.data and not config["identity"]:
        return _("{domains}, no identity", domains=worlds)
    return worlds


def choose(corner) -> Way | None:
    """The model in the corner, and the way it works. None where there is no model: then the page says how to get one."""
    _prefer_the_run()
    named, found = "model" in st.query_params, at_hand()
    with corner:
        model = models.choose(_("Model"), found, key=f"{KEY}.model", param="model")
    if SHIPPED not in shelf.shipped():
        st.info(
            _(
                "**The translator between photographs and Monet is not in the folder `pretrained`.** Bring the file back with "
                "`git checkout -- pretrained/{file}.safetensors`, or train a translator of your own in a few minutes.",
                file=SHIPPED,
            ),
            icon=":material/inventory_2:",
        )
    if model is None:
        views.offer(_("Train a translator"), "train", KEY)
        return None
    with links.newly(BACK) as new:
        if (new and named) or BACK not in st.session_state:
            st.session_state[BACK] = st.query_params.get("way") == "back"
    if st.session_state[BACK]:
        st.query_params["way"] = "back"
    else:
        st.query_params.pop("way", None)
    return Way(model, st.session_state[BACK])


def _prefer_the_run() -> None:
    """Who comes from a run means its model."""
    if "run" in st.query_params and "model" not in st.query_params and f"{KEY}.model" not in st.session_state:
        st.query_params["model"] = st.query_params["run"]


def direction(way: Way) -> None:
    """Which way it translates, and the button that swaps it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        st.markdown(f"**{wording.safe(str(way))}**", width="content")
        st.button(
            _("Swap"),
            icon=":material/swap_horiz:",
            key=f"{KEY}.swap",
            on_click=swap,
            help=_("Translate {one} to {other} instead.", one=way.sides[1], other=way.sides[0]),
        )


def swap() -> None:
    st.session_state[BACK] = not st.session_state.get(BACK, False)
