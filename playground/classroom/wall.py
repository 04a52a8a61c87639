"""The teacher's wall: a card for each desk with the newest pictures of its runs, looked at anew every two seconds."""

import contextlib
import hashlib
import os
from collections import Counter
from pathlib import Path

import streamlit as st

from engine.core import desks, settings
from engine.language.words import N_, _, _n
from engine.runs import overview
from engine.runs.overview import Glance, Seat
from engine.runs.places import choice
from engine.runs.run import ACTIVE, STATE_WORDS, WAITING
from playground.classroom import games
from playground.classroom.passphrase import PassphraseGate
from playground.shell import frame, wording
from playground.widgets import picture_view

TICK = 2.0
SIDE, ACROSS = 120, 60
"""Pixels of each picture, and how many of the screen's it takes."""

LONG = 24
"""Letters of a title: one line of a card."""

WALLS = {"desks": N_(":material/table_restaurant: Desks"), "games": N_(":material/sports_esports: Games that run")}

MARKS = {
    "waiting": ":orange[:material/hourglass_top:]",
    "starting": ":violet[:material/rocket_launch:]",
    "training": ":violet[:material/model_training:]",
    "paused": ":orange[:material/pause_circle:]",
    "finished": ":green[:material/check_circle:]",
    "failed": ":red[:material/error:]",
    "interrupted": ":red[:material/power_off:]",
    "damaged": ":red[:material/heart_broken:]",
}


GATE = PassphraseGate()


def ask_passphrase(admitted: str) -> None:
    """Ask for the passphrase. Whoever knows it is admitted until the page is loaded anew."""
    with st.container(width=420):
        st.markdown(_("Here the teacher sees all desks of the class, and can stop a run or show one to everyone."))
        with st.form("class.door", clear_on_submit=True):
            given = st.text_input(_("The teacher's passphrase"), type="password", key="class.passphrase", max_chars=200)
            go = st.form_submit_button(_("Open"), type="primary", icon=":material/key:")
        if go and GATE.admit(given, settings.passphrase(), _address()):
            st.session_state[admitted] = True
            st.rerun()
        if go:
            st.error(_("This is not the passphrase."), icon=":material/key_off:")


def _address() -> str:
    """Whose tries are counted together."""
    return st.context.ip_address or "this computer"


def wall() -> None:
    st.fragment(_wall, run_every=TICK)()


def _wall() -> None:
    with frame.guard():
        seats = overview.look()
        if not seats:
            st.info(_("Nobody has made anything yet. As soon as somebody starts a run, the desk appears here."))
            return
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="lesson-views"
        ):
            what = st.segmented_control(
                _("What hangs on the wall"),
                list(WALLS),
                default=next(iter(WALLS)),
                format_func=lambda one: _(WALLS[one]),
                required=True,
                key="wall.what",
                label_visibility="collapsed",
            )
            st.markdown(_sum(seats), width="content")
        if what == "games":
            games.show(seats)
            return
        grid = st.grid(min_column_width=270, border=True)
        for seat in seats:
            with grid.cell(), frame.guard():
                _card(seat)
        st.caption(
            _(
                "Each card is a desk, with the newest picture of each of its latest runs in the order of the list, newest first. Under Runs, stop one or "
                "show it to the class: then everyone finds it under All runs and may use its model, but not steer it."
            )
        )


def _sum(seats: list[Seat]) -> str:
    count = Counter(glance.status.state for seat in seats for glance in seat.runs)
    busy = sum(count[state] for state in ACTIVE)
    return " · ".join(
        (
            _n("**{n}** desk", "**{n}** desks", len(seats)),
            _("**{busy}** of {places} places at work", busy=busy, places=choice.chosen().room()),
            _("**{n}** waiting", n=count[WAITING]),
        )
    )


def _card(seat: Seat) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{wording.safe(seat.name)}**", width="content")
        more = st.popover(_("Runs"), type="tertiary", key=f"wall.{_short(seat.desk)}", on_change="rerun")
    newest = [glance.picture for glance in seat.runs if glance.picture][: overview.NEWEST]
    with contextlib.suppress(FileNotFoundError):  # thinned out meanwhile: the next look finds another
        if newest:
            stamps = tuple((str(path), os.stat(path).st_mtime) for path in newest)
            alt, wide = _("Newest pictures of {name}", name=seat.name), ACROSS * len(newest)
            st.image(picture_view.address(_strip(stamps)), width=wide, alt=alt)
    st.markdown("  \n".join(map(_line, seat.runs)) or f":gray[{_('Nothing is trained here yet.')}]")
    if more.open:
        with more, frame.guard():
            for glance in seat.runs:
                _hand(glance)


def _line(glance: Glance) -> str:
    status = glance.status
    title = wording.safe(glance.title if len(glance.title) <= LONG else glance.title[: LONG - 1] + "…")
    said = f"{status.step / status.steps:.0%}" if status.steps and status.step < status.steps else ""
    if glance.place:
        said = _("{place} in line", place=wording.ordinal(glance.place))
    if status.node and status.active:
        said = _("{said} on {node}", said=said, node=wording.safe(status.node))
    mark = MARKS.get(status.state, ":gray[:material/stop_circle:]")
    parts = [mark, title, f":gray[:small[{said}]]" if said else "", ":blue[:material/groups:]" if glance.shown else ""]
    return " ".join(filter(None, parts))


def _hand(glance: Glance) -> None:
    """Stop a run, or show it to the class."""
    run, status = glance.run, glance.status
    st.markdown(f"**{wording.safe(glance.title)}**  \n:gray[{_(STATE_WORDS[status.state])}]")
    with st.container(horizontal=True):
        busy = status.active or status.state == WAITING
        if busy and st.button(_("Stop"), icon=":material/stop:", key=f"wall.stop.{run.id}"):
            overview.stop(run)
            st.rerun()
        label = _("No longer show") if glance.shown else _("Show to the class")
        if st.button(label, icon=":material/groups:", key=f"wall.show.{run.id}"):
            desks.show(run.path, not glance.shown)
            st.rerun()


def _short(desk: str) -> str:
    """A name for widgets: what stands in a page's source must lead to no desk."""
    return hashlib.sha256(f"wall {desk}".encode()).hexdigest()[:12]


@st.cache_data(max_entries=400, show_spinner=False)
def _strip(stamps: tuple[tuple[str, float], ...]) -> bytes:
    return picture_view.png(picture_view.film_strip([picture_view.read(Path(path)) for path, _ in stamps], SIDE))
