"""Translating a picture: before and after, there and back with what is lost, and what should stay as it is."""

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.shared import difference
from playground.components.wipe.wipe import wipe
from playground.lessons.translate import own_card
from playground.lessons.translate.cyclegan import batch, models, translations
from playground.lessons.translate.cyclegan import picture as cyclegan_picture
from playground.lessons.translate.cyclegan.models import GUARDED, KEY, LIMITS, SHIPPED, Way
from playground.shell import frame, picture_file, wording
from playground.widgets import picture_shelf, setting
from playground.widgets.picture_view import at_most, took

SHOWN = {
    "result": N_(":material/compare: Result"),
    "cycle": N_(":material/sync: There and back"),
    "same": N_(":material/equal: What should stay"),
}

CYCLE, SMALL = 330, 230
"""CSS pixels that a picture may be high: one of three, and one of four."""


def show(corner) -> None:
    way = models.choose(corner)
    if way is None:
        return
    cyclegan_picture.follow()
    # Four pictures side by side need the whole width; two leave room for the gallery.
    beside = st.session_state.get(f"{KEY}.shown", "result") == "result"
    left, right = st.columns([7, 5], gap="medium") if beside else (st.container(), st.container())
    with left, stage():
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            models.direction(way)
            size = cyclegan_picture.size(way)
            shown = setting.what_to_show(SHOWN, "result", key=f"{KEY}.shown")
        with frame.guard():
            _guard(way)
        with frame.guard():
            _PARTS[shown](way, cyclegan_picture.content(), size)
    with right:
        cyclegan_picture.wall()
        with frame.guard():
            batch.show(way, size, strength())


def strength() -> float:
    return st.session_state.get(cyclegan_picture.STRENGTH, 100) / 100


def _guard(way: Way) -> None:
    """Says when a picture is not what this direction was made for. It warns, and forbids nothing."""
    if not way.guarded:
        return
    from engine.lessons.helpers.guard import model

    try:
        said = model.warning(translations.guard_verdict(cyclegan_picture.content()), GUARDED[way.back])
    except Trouble as trouble:
        st.caption(_("Nobody looks whether this picture suits: {why}", why=f"{_(trouble.what)} {_(trouble.advice)}"))
        return
    if said:
        st.warning(_(said), icon=":material/shield:")


def result(way: Way, content: str, size: int) -> None:
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        share = st.slider(
            _("Strength"),
            0,
            100,
            value=100,
            format="%d%%",
            key=cyclegan_picture.STRENGTH,
            persist_state="session",
            help=_(
                "0% leaves the picture as it is, 100% translates it. Between them the network's own features count less."
            ),
        )
        actions = st.container(width="content")
    title, credit = picture_shelf.title(content), wording.safe(picture_shelf.credit(content))
    before = picture_shelf.large(content, size)
    height, width = before.shape[:2]
    after = own_card.making(way.model, before, back=way.back, strength=share / 100)
    with place:
        caption = _("{picture}: {width:,} x {height:,} pixels.", picture=credit, width=width, height=height)
        if after is None:
            # Asked for here: who waits looks where the picture will be.
            made = translations.translated(way, content, size, share / 100)
            after = made.after
            caption = _(
                "{picture}. Translated in **{time}**: {width:,} x {height:,} pixels.",
                picture=credit,
                time=took(made.seconds),
                width=width,
                height=height,
            )
        wipe(
            before,
            after,
            caption,
            key=f"{KEY}.wipe",
            alt=_("{title}, translated to {side}", title=title, side=way.sides[1]),
            names=way.sides,
        )
    if way.model.name == SHIPPED:
        st.caption(f"{_('**What it cannot do.**')} {_(LIMITS[way.back])}")
    with actions:
        link = picture_file.here(KEY, size=str(size), strength=str(share))
        picture_file.download(
            lambda: translations.translated(way, content, size, share / 100).after,
            f"{title} - {way.sides[1]}",
            link,
            key=f"{KEY}.download",
        )


def cycle(way: Way, content: str, size: int) -> None:
    there = translations.there_and_back(way, content, size)
    lost = difference.heat(there.before, there.back)
    from_what, to_what = (wording.safe(side) for side in way.sides)
    title = picture_shelf.title(content)
    one, two, three = st.columns(3)
    said_by_critic = translations.verdicts(way, there.there).map.mean()
    with one:
        at_most(
            there.there,
            _(
                "**A → B** Translated to {side}. Here the **adversarial loss** arises: the critic says **{verdict:.2f}**, and 1 would be a real one.",
                side=to_what,
                verdict=said_by_critic,
            ),
            alt=_("{title}, translated", title=title),
            tall=CYCLE,
        )
    with two:
        wipe(
            there.before,
            there.back,
            _("**A** The picture, one of {side}; and **A → B → A**, translated back.", side=from_what),
            key=f"{KEY}.cycle",
            alt=_("{title}, there and back", title=title),
            names=("A", "A → B → A"),
            tall=CYCLE,
        )
    with three:
        said = _(
            "What got lost on the way. Here the **cycle loss** arises: **{loss:.3f}** of 1, which is {difference} on average.",
            loss=lost.mean / 255,
            difference=difference.in_words(lost.mean),
        )
        at_most(lost.picture, said, alt=_("Error map"), tall=CYCLE)
    st.caption(
        _(
            "Dark: the pixel came back as it was. Lightest: {levels} levels or more beside it. Nobody ever showed the model a pair; "
            "what holds the scene in place is that it has to come back.",
            levels=difference.BRIGHTEST,
        )
    )


def same(way: Way, content: str, size: int) -> None:
    stays = translations.kept(way, content, size)
    given, made = difference.heat(stays.given, stays.given_same), difference.heat(stays.made, stays.made_same)
    from_what, to_what = (wording.safe(side) for side in way.sides)
    title = picture_shelf.title(content)
    _four(
        (
            stays.given_same,
            _("The generator to **{side}** was given the picture, which is there already.", side=from_what),
            _("{title}, left as it is", title=title),
        ),
        (
            given.picture,
            _("What it changed all the same: **{difference}**.", difference=difference.in_words(given.mean)),
            _("Error map of the picture"),
        ),
        (
            stays.made_same,
            _(
                "The generator to **{side}** was given its own translation, which should be there already.",
                side=to_what,
            ),
            _("{title}, translated twice", title=title),
        ),
        (
            made.picture,
            _("What it changed all the same: **{difference}**.", difference=difference.in_words(made.mean)),
            _("Error map of the translation"),
        ),
    )
    st.caption(
        _(
            "The identity loss asks each generator to leave alone what is on its side already. Without it colours wander: to a critic a "
            "sunset is as good as a noon."
        )
    )


def _four(*shown: tuple[np.ndarray, str, str]) -> None:
    for column, (picture, caption, alt) in zip(st.columns(4), shown, strict=True):
        with column:
            at_most(picture, caption, alt=alt, tall=SMALL)


_PARTS = {"result": result, "cycle": cycle, "same": same}
