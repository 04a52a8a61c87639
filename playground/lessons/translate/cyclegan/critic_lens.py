"""The critic under a lens: its map of verdicts over a picture, and which pixels each verdict sees."""

import numpy as np
import streamlit as st

from engine.language.words import N_, _, _p
from engine.lessons.translate.fields import PATCHES
from playground.components.big.big import stage
from playground.components.lens import lens
from playground.lessons.translate.cyclegan import models, translations
from playground.lessons.translate.cyclegan import picture as cyclegan_picture
from playground.lessons.translate.cyclegan.models import EYE, KEY, Way, first_up
from playground.shell import frame, wording
from playground.widgets import models as widgets_models
from playground.widgets import picture_shelf

PICTURES = {"made": N_("The translation"), "given": N_("The picture itself")}

SIDES = {"1": "1", "16": "16", "70": "70", "70-padded": N_("70, padded"), "whole": N_("Whole"), EYE: N_("Trained eye")}
"""Patches in few letters."""

IN_WORDS = PATCHES | {EYE: N_("78 pixels, with the trained eye of style transfer,")}

PATCH = f"{KEY}.patch.shown"


def show(corner) -> None:
    way = models.choose(corner)
    if way is None:
        return
    cyclegan_picture.follow()
    left, right = st.columns([8, 5], gap="medium")
    with right:
        patch = _patch(way)
        shown = _picture()
        judge = _judge(way, patch)
        whose = _critic(way) if judge else "to"
        cyclegan_picture.wall(tall=172)
    with left, stage():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            models.direction(way)
            size = cyclegan_picture.size(way)
        with frame.guard():
            _lens(way, patch, judge, shown, whose, size)
    lens.explained()


def _patch(way: Way) -> str:
    """Which critic's patch. The model's own comes first; others need a run that learnt with them."""
    if PATCH not in st.session_state or st.session_state.get(f"{PATCH}.of") != way.model.name:
        st.session_state[PATCH], st.session_state[f"{PATCH}.of"] = way.patch, way.model.name
    return (
        st.segmented_control(
            _("Patch of the critic, in pixels"),
            [patch for patch in SIDES if patch != EYE or way.patch == EYE],
            format_func=lambda patch: _(SIDES[patch]),
            required=True,
            key=PATCH,
            help=_("The critic of this model sees {patch} at a time.", patch=_(IN_WORDS[way.patch]).lower()),
            wrap=True,
        )
        or way.patch
    )


def _judge(way: Way, patch: str) -> Way | None:
    """The model itself, or the reader's newest run on the same pictures whose critic has this patch."""
    if patch == way.patch:
        return way
    data = {name: way.model.card["config"][name] for name in ("data", "a", "b")}
    found = widgets_models.at_hand(
        KEY,
        lambda card: (
            models.translates(card) and models.patch(card["config"]) == patch and data.items() <= card["config"].items()
        ),
    )
    return Way(found[0], way.back) if found else None


def _picture() -> str:
    return st.segmented_control(
        _p("verb", "Judge"),
        list(PICTURES),
        format_func=lambda picture: _(PICTURES[picture]),
        default="made",
        required=True,
        key=f"{KEY}.lens.picture",
        persist_state="session",
        wrap=True,
    )


def _lens(way: Way, patch: str, judge: Way | None, shown: str, whose: str, size: int) -> None:
    made = translations.translated(way, cyclegan_picture.content(), size)
    picture = made.after if shown == "made" else made.before
    if judge:
        verdicts = translations.verdicts(judge if whose == "to" else judge.other, picture)
    else:
        verdicts = translations.receptive_fields(patch, *picture.shape[:2])
    lens.lens(picture, verdicts, key=f"{KEY}.lens", caption=_caption(way, shown))
    _in_words(way, patch, judge, shown, whose, verdicts.map)


def _critic(way: Way) -> str:
    """The critic of the side that the picture comes from, or of the one that it is translated to."""
    from_what, to_what = way.sides
    titles = {"to": first_up(to_what), "from": first_up(from_what)}
    return st.segmented_control(
        _("The critic that knows"),
        list(titles),
        format_func=titles.__getitem__,
        default="to",
        required=True,
        key=f"{KEY}.lens.critic",
        persist_state="session",
        wrap=True,
    )


def _caption(way: Way, shown: str) -> str:
    title = picture_shelf.title(cyclegan_picture.content())
    if shown == "made":
        return _("{title}, translated to {side}.", title=title, side=way.sides[1])
    return _("{title}, as it was given.", title=title)


def _in_words(way: Way, patch: str, chosen: Way | None, shown: str, whose: str, found: np.ndarray) -> None:
    if chosen is None:
        st.info(
            _(
                "No critic here has learnt with a patch of {patch} on these pictures, so only **where it would look** is shown. "
                "Train one under *Train*, and its verdicts appear here.",
                patch=_(PATCHES[patch]).lower(),
            ),
            icon=":material/grid_on:",
        )
        return
    if chosen.model.name != way.model.name:
        st.caption(
            _("These are the verdicts of {model}, which has that patch.", model=widgets_models.cited(chosen.model))
        )
    side = wording.safe(way.sides[1 if whose == "to" else 0])
    if (shown == "made") == (whose == "to"):
        wanted = (
            _(
                "It learnt to say 1 to {side} and 0 to what the generator makes of others. Where the generator is good, the critic takes it for real.",
                side=side,
            )
            if shown == "made"
            else _("It learnt to say 1 to {side}: of such a picture it should say so almost everywhere.", side=side)
        )
    else:
        wanted = _(
            "It knows only {side} and what imitates them; a picture of the other side is new to it, and its verdicts mean little.",
            side=side,
        )
    st.caption(f"{_('On average **{mean:.2f}**.', mean=found.mean())} {wanted}")
