"""Painting at once: one pass through a network that knows any style, with a strength, a blend and areas."""

import time
from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from engine.lessons.paint.inputs import Style, joined
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.inputs import for_style
from playground.components.big.big import stage
from playground.components.making.making import Making, making
from playground.components.wipe.wipe import wipe
from playground.lessons.paint.style import areas as style_areas
from playground.lessons.paint.style import beside, own_card
from playground.lessons.paint.style import choice as style_choice
from playground.lessons.paint.style.choice import Choice, file_name, in_words
from playground.shell import frame, gate, picture_file, wording
from playground.shell.caching import of_desk
from playground.widgets import picture_shelf, setting
from playground.widgets.picture_view import at_most, took, width_of

STRENGTH = "paint.strength"

SHOWN = {
    "painting": N_(":material/brush: Painting"),
    "both": N_(":material/compare: Before and after"),
    "areas": N_(":material/gesture: Draw areas"),
}


@dataclass(frozen=True)
class Painted:
    """uint8 (h, w, 3), and how long it took."""

    picture: np.ndarray
    seconds: float


@st.cache_resource(show_spinner=False)
def painter():
    """The network, shared by all visitors. It brings torch."""
    from engine.lessons.paint.instant import model

    ready = model.load()
    blank = np.full((64, 64, 3), 128, np.uint8)
    ready.paint(blank, [Style("", 1.0, blank, None)])  # the first pass prepares what all later ones use
    return ready


@of_desk(st.cache_data, max_entries=64, show_spinner=False)
@gate.heavy("Painting", seconds=1)
def painted(content: str, styles: tuple[tuple[str, float], ...], areas: str, strength: float, size: int) -> Painted:
    stand = for_style(StyleConfig(content=content, styles=joined(list(styles)), areas=areas, size=size))
    ready = painter()
    began = time.perf_counter()
    picture = ready.paint(stand.content, list(stand.styles), strength, stand.areas)
    return Painted(picture, time.perf_counter() - began)


def of(choice: Choice) -> Painted:
    """Painted by the server."""
    return painted(choice.content, choice.styles, choice.areas, strength(), picture_shelf.SHOWN)


def strength() -> float:
    return st.session_state.get(STRENGTH, 100) / 100


def show() -> None:
    """The painting first: on a server's first visit the galleries take a moment to be hung."""
    drawing = st.session_state.get("paint.shown") == "areas"
    left, right = st.columns([1, 1] if drawing else [7, 5], gap="medium")
    below = st.container()
    stands, choice = False, style_choice.current()
    style_choice.show_in_link()
    with left:
        shown = _what()
        if drawing:
            style_areas.areas(choice, key="paint.areas")
    with right if drawing else left, stage(), frame.guard():
        _painting(choice, both=shown == "both")
        stands = True
    with below if drawing else right:
        style_choice.galleries(across=drawing)
    if stands:
        beside.beside(choice, of)


def _painting(choice: Choice, *, both: bool) -> None:
    place, room = st.container(gap="xsmall"), st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _strength()
        actions = st.container(horizontal=True, width="content")
    with place:
        made_here = own_card.making(choice, strength())
        _shown(choice, made_here or of(choice), both=both)
    with actions:
        _actions(choice)
    with room:
        style_choice.blend()  # last: the hand is answered when the painting is there


def _what() -> str:
    return setting.what_to_show(SHOWN, "painting", key="paint.shown")


def _strength() -> None:
    if STRENGTH not in st.session_state:
        asked = st.query_params.get("strength", "")
        st.session_state[STRENGTH] = min(100, int(asked)) if asked.isdigit() else 100
    share = st.slider(
        _("Strength of the style"),
        0,
        100,
        format="%d%%",
        key=STRENGTH,
        persist_state="session",
        help=_("0% gives the picture back as the network sees it; 100% gives all its features the style's statistics."),
    )
    if share == 100:
        st.query_params.pop("strength", None)
    else:
        st.query_params["strength"] = str(share)


def _shown(choice: Choice, result: Painted | Making, *, both: bool) -> None:
    """The painting; or a place for it, where the visitor's own graphics card makes it and says how long that took."""
    title, styles = picture_shelf.title(choice.content), in_words(choice)
    alt = _("{title} {styles}", title=title, styles=styles)
    said = {"title": wording.safe(title), "styles": wording.safe(styles)}
    if isinstance(result, Painted):
        after = _("{title} {styles}, painted in one pass: {time}.", **said, time=took(result.seconds))
    else:
        after = _("{title} {styles}, painted in one pass.", **said)
    if both:
        before = picture_shelf.large(choice.content)
        caption = f"{wording.safe(picture_shelf.credit(choice.content))}. {after}"
        painting = result.picture if isinstance(result, Painted) else result
        wipe(before, painting, caption, key="paint.wipe", alt=alt, names=(_("Picture"), _("Painting")))
    elif isinstance(result, Painted):
        at_most(result.picture, after, alt=alt)
    else:
        making(result, after, key="paint.made", alt=alt, wide=width_of(result.given.shape[:2]))


def _actions(choice: Choice) -> None:
    link = picture_file.here("style")
    name = f"{file_name(choice)}-at-once"
    picture_file.download(lambda: of(choice).picture, name, link, key="paint.download.instant")
    if choice.areas:
        st.button(_("Forget the areas"), icon=":material/layers_clear:", key="paint.forget", on_click=_forget_areas)


def _forget_areas() -> None:
    style_choice.choose(areas="")
