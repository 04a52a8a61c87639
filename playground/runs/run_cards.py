"""A run as one line of a list, and as a small card."""

import streamlit as st

from engine import catalog
from engine.core import config as configs
from engine.core import desks, settings
from engine.data import naming
from engine.language.retold import retold
from engine.language.words import _
from engine.runs import jobs, store
from engine.runs.run import WAITING, Run, Status
from playground.runs import controls, exporting
from playground.shell import frame, links, wording
from playground.widgets import picture_view

THUMBNAIL = 72


def small_card(run: Run) -> None:
    """What it was, how it stands, and the way back to it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        thumbnail(run)
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{wording.safe(run.title)}**")
            controls.state_badge(run.status())
    open_link(run, f"{_('Open')} · {wording.ago(run.created)}")


def list_entry(run: Run, *, may_pick: bool) -> None:
    """One run among many: pick it for comparing, open it, or do more with it."""
    status = run.status()
    with (
        st.container(border=True),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        picked = st.session_state.get(pick_key(run), False)
        st.checkbox(
            _("Compare {title}", title=wording.safe(run.title)),
            key=pick_key(run),
            disabled=not (may_pick or picked),
            label_visibility="collapsed",
            persist_state="page",
            width="content",
        )
        thumbnail(run)
        with st.container(width="stretch", gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"**{wording.safe(run.title)}**", width="content")
                controls.state_badge(status)
                if run.pinned:
                    st.badge(_("pinned"), icon=":material/push_pin:", color="gray")
                if settings.in_class() and desks.is_shown(run.path):
                    st.badge(_("shown to the class"), icon=":material/groups:", color="blue")
            st.caption(" · ".join(_facts(run, status)))
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            open_link(run, _("Open"))
            more = st.popover(_("More"), icon=":material/more_horiz:", key=f"more.{run.id}", on_change="rerun")
            if more.open:
                with more, frame.guard():
                    _more(run, status)


def damaged_entry(run: Run) -> None:
    """A run of which nothing can be told but its folder's name: it can be deleted."""
    status = run.status()
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{wording.safe(run.id)}**", width="content")
            controls.state_badge(status)
        st.caption(f"{retold(status.message)} {retold(status.advice)}")
        _delete(run, status)


def open_link(run: Run, label: str) -> None:
    """The way to the run's lesson, where the lesson has a page."""
    if run.lesson in [card.name for card in links.lessons()]:
        st.page_link(
            links.page_of(run.lesson), label=label, icon=":material/open_in_full:", query_params=links.to_run(run)
        )


def thumbnail(run: Run, side: int = THUMBNAIL) -> None:
    """A corner of the newest picture, or nothing yet."""
    kept = run.previews()
    if kept:
        corner = picture_view.thumbnail(picture_view.read(kept[-1].path), 2 * side)
        picture_view.show(
            corner,
            alt=_("From step {step:,} of {title}", step=kept[-1].step, title=run.title),
            width=side,
            target=2 * side,
        )


def pick_key(run: Run) -> str:
    return f"pick.{run.id}"


def _facts(run: Run, status: Status) -> list[str]:
    said = [
        wording.ago(run.created).capitalize(),
        _("step {step:,} of {steps:,}", step=status.step, steps=status.steps),
    ]
    if status.state == WAITING:
        said.append(_("{ordinal} in the queue", ordinal=wording.ordinal(jobs.place(run) or 1)))
    if status.node and status.active:
        said.append(_("on node {node}", node=wording.safe(status.node)))
    telling = [name for chart in catalog.card(run.lesson).charts[:2] for name in chart.lines[:2]]
    said += [
        f"{wording.safe(_(name))} {wording.number(status.metrics[name])}" for name in telling if name in status.metrics
    ]
    if "data" in configs.kinds(run.config):
        said.append(wording.safe(naming.in_words(run.config, "data")))
    return said


def _more(run: Run, status: Status) -> None:
    name = st.text_input(_("Name"), value=run.title, max_chars=80, key=f"name.{run.id}")
    with st.container(horizontal=True):
        if st.button(_("Rename"), icon=":material/edit:", key=f"rename.{run.id}", disabled=name == run.title):
            run.rename(name)
            st.rerun()
        if status.state == "new":
            _act(_("Start"), ":material/play_arrow:", jobs.launch, run)
        elif status.over:
            _act(
                _("Resume") if status.step < status.steps else _("Train as long again"),
                ":material/play_arrow:",
                jobs.resume,
                run,
            )
        else:
            _act(_("Stop"), ":material/stop:", jobs.stop, run)
        if settings.in_class():
            _pin(run)
    _delete(run, status)
    st.caption(_("Export"))
    exporting.downloads(run, key="list")


def _pin(run: Run) -> None:
    """A pinned run stays when the desk is full."""
    label = _("Unpin") if run.pinned else _("Pin")
    if st.button(
        label, icon=":material/push_pin:", key=f"pin.{run.id}", help=_("A full desk never removes a pinned run.")
    ):
        run.wish("pinned", not run.pinned)
        st.rerun()


def _act(label: str, icon: str, act, run: Run) -> None:
    if st.button(label, icon=icon, key=f"act.{run.id}"):
        act(run)
        st.rerun()


def _delete(run: Run, status: Status) -> None:
    """Asks first: a deleted run does not come back."""
    asking = f"asking.{run.id}"
    if not st.session_state.get(asking):
        at_work = status.active or status.state == WAITING
        st.button(
            _("Delete …"),
            icon=":material/delete:",
            type="tertiary",
            key=f"delete.{run.id}",
            disabled=at_work,
            help=_("Stop it first.") if at_work else None,
            on_click=st.session_state.update,
            args=({asking: True},),
        )
        return
    st.warning(_("Delete this run and its {size} for good?", size=wording.size(run.size())), icon=":material/delete:")
    with st.container(horizontal=True):
        if st.button(_("Yes, delete it"), type="primary", key=f"really.{run.id}"):
            store.delete(run)
            st.session_state.pop(asking)
            st.rerun()
        st.button(_("Keep it"), key=f"keep.{run.id}", on_click=st.session_state.update, args=({asking: False},))
