"""Your runs: everything that was trained here, to find again, compare, go on with, or throw away."""

import streamlit as st

from engine import catalog
from engine.core import desks
from engine.language.words import N_, _
from engine.runs import store
from engine.runs.run import WAITING, Run
from playground.classroom import desk, seat
from playground.runs import compare
from playground.runs import run_cards as runs_list
from playground.runs.compare import MOST
from playground.shell import frame, links, wording

PER_PAGE, LENT = 10, 12  # LENT: of a desk to look at, the newest
TICK = 2.0

STATES = {
    "all": N_("All"),
    "work": N_("At work"),
    "done": N_("Finished"),
    "halted": N_("Stopped or broken"),
}


def matches(run: Run, wanted: str) -> bool:
    status = run.status()
    at_work = status.active or status.state == WAITING
    return {
        "all": True,
        "work": at_work,
        "done": status.state == "finished",
        "halted": not at_work and status.state != "finished",
    }[wanted]


def at_work(every: list[Run]) -> bool:
    return any(matches(run, "work") for run in every)


def invitation() -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        st.markdown(_("## :material/stacked_line_chart: Nothing has been trained here yet"), text_alignment="center")
        st.caption(
            _("Open a lesson and press Train: the run will wait for you here, whatever happens."),
            text_alignment="center",
        )
        for card in links.lessons()[:3]:
            st.page_link(links.page_of(card.name), label=_("Open {title}", title=_(card.title)), icon=card.icon)
        st.space("small")


def filtered(every: list[Run]) -> list[Run]:
    lessons = list(dict.fromkeys(run.lesson for run in every))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            _("Find"),
            placeholder=_("Find by name"),
            icon=":material/search:",
            key="runs.find",
            label_visibility="collapsed",
            width=260,
        )
        state = st.segmented_control(
            _("State"),
            list(STATES),
            format_func=lambda state: _(STATES[state]),
            default="all",
            required=True,
            key="runs.state",
            label_visibility="collapsed",
            wrap=True,
        )
        lesson = None
        if len(lessons) > 1:
            lesson = st.selectbox(
                _("Lesson"),
                [None, *lessons],
                format_func=lambda name: _(catalog.card(name).title) if name else _("All lessons"),
                key="runs.lesson",
                label_visibility="collapsed",
                width=200,
            )
    return [
        run
        for run in every
        if matches(run, state) and lesson in (None, run.lesson) and text.casefold() in run.title.casefold()
    ]


def listing(ticking: bool) -> None:
    with frame.guard():
        every = store.every()
        if at_work(every) != ticking:
            st.rerun()
        shown_to_all()
        open_to_look()
        damaged()
        if not every:
            return invitation()
        picked = [run for run in every if st.session_state.get(runs_list.pick_key(run))][:MOST]
        found = filtered(every)
        pages = -(-len(found) // PER_PAGE)
        place = st.container()
        number = min(st.pagination(pages, key="runs.page"), pages) if pages > 1 else 1
        with place:
            for run in found[(number - 1) * PER_PAGE : number * PER_PAGE]:
                with frame.guard():
                    runs_list.list_entry(run, may_pick=len(picked) < MOST)
        st.caption(
            _("{found} of {all} runs.", found=len(found), all=len(every))
            if found
            else _("No run fits. Look for another name, or choose All.")
        )
        with st.bottom:
            pick_bar(picked)


def shown_to_all() -> None:
    """What the teacher shows to everyone: to look at, not to steer."""
    found = store.shown()
    if found:
        st.markdown(_(":material/groups: **Shown to the class**"))
        grid = st.grid(4, min_column_width=200, border=True)
        for run in found:
            with grid.cell(), frame.guard():
                runs_list.small_card(run)


def open_to_look() -> None:
    """The desks at which a link lets this visitor look."""
    lent = store.lent()
    for number, place in enumerate(desks.open_to_look()):
        runs = [run for run in lent if desks.of(run.path) == place]
        with st.container(horizontal=True, vertical_alignment="center"):
            name = wording.safe(desks.full_name(place))
            if len(runs) > LENT:
                said = _(
                    ":material/visibility: **{name}**, to look at, the newest {shown} of {all} runs",
                    name=name,
                    shown=LENT,
                    all=len(runs),
                )
            else:
                said = _(":material/visibility: **{name}**, to look at", name=name)
            st.markdown(said, width="content")
            st.button(
                _("Look no longer"),
                type="tertiary",
                key=f"runs.away.{number}",
                on_click=seat.look_no_longer,
                args=(place,),
            )
        grid = st.grid(4, min_column_width=200, border=True)
        for run in runs[:LENT]:
            with grid.cell(), frame.guard():
                runs_list.small_card(run)


def damaged() -> None:
    """What a power cut or a full disk has left of runs."""
    for run in store.damaged():
        with frame.guard():
            runs_list.damaged_entry(run)


def pick_bar(picked: list[Run]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            _("Compare {n} runs", n=len(picked)) if len(picked) > 1 else _("Compare"),
            type="primary",
            icon=":material/compare_arrows:",
            disabled=len(picked) < 2,
            key="runs.compare",
        ):
            st.query_params["compare"] = ",".join(run.id for run in picked)
            st.rerun()
        if picked:
            st.button(_("Untick all"), key="runs.clear", type="tertiary", on_click=clear_picks, args=(picked,))
        else:
            st.caption(_("Tick two to {most} runs to lay them side by side.", most=MOST), width="content")


def clear_picks(picked: list[Run]) -> None:
    for run in picked:
        st.session_state[runs_list.pick_key(run)] = False


def comparison(ids: list[str]) -> None:
    if st.button(_("All runs"), icon=":material/arrow_back:", type="tertiary", key="runs.back"):
        del st.query_params["compare"]
        st.rerun()
    several = []
    for id in ids[:MOST]:
        with frame.guard():
            several.append(store.get(id))
    if several:
        compare.compare(several)


with frame.guard():
    if "compare" in st.query_params:
        st.title(_("Runs side by side"), anchor=False)
        comparison(st.query_params["compare"].split(","))
    else:
        st.title(_("Your runs"), anchor=False)
        st.markdown(
            _("Everything that was trained here, newest first. A run outlives its tab, its page and the server.")
        )
        desk.desk_header()
        busy = at_work(store.every())
        st.fragment(listing, run_every=TICK if busy else None)(busy)
