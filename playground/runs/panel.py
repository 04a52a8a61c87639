"""A run as it happens: progress, curves, pictures, and everything a reader can do with it."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from engine import catalog
from engine.core import config as configs
from engine.core import stages
from engine.core.errors import Trouble
from engine.data import epochs, naming
from engine.language.retold import retold
from engine.language.words import N_, _, _n
from engine.runs import branch, jobs, store
from engine.runs.places import choice
from engine.runs.run import WAITING, Run, Status
from playground.components.big.big import stage
from playground.components.curves import curves as charts
from playground.components.curves.curves import Guess
from playground.runs import exporting, live_knobs, previews, records, rewind
from playground.runs.compare import differences
from playground.runs.controls import at_work, buttons, current_status, state_badge
from playground.runs.records import Grown
from playground.runs.start import begin, start
from playground.runs.verdict import verdict
from playground.shell import frame, links, wording
from playground.widgets import config_form, setting

CROWDED = 3
"""So many sliders side by side have no room for long labels."""

TICK = 0.5
"""Seconds between two looks at a run that is at work."""


def run_panel(run_id: str, *, hidden: config_form.Hidden = ()) -> None:
    """Everything about one run. It looks again every second while the run is at work, and rests otherwise."""
    with frame.guard():
        try:
            run = store.get(run_id)
        except Trouble:
            links.elsewhere()
            return
        busy = at_work(run.status())
        st.fragment(_panel, run_every=TICK if busy else None)(run, busy, hidden)


def _panel(run: Run, ticking: bool, hidden: config_form.Hidden) -> None:
    with frame.guard():
        status = current_status(run)
        if at_work(status) != ticking:
            # The timer belongs to the whole page: it starts and ends there.
            st.rerun()
        with st.container(border=True, key="run-panel"):
            _head(run, status)
            with stage():
                progress(run, status)
                _live_knobs(run, status, hidden)
                _turns(run, status)
                grown = records.read(run)
                _seen(run, status, grown)
            again(run, hidden)
            rewind.rewind(run, hidden, _branch)


def _branch(run: Run) -> None:
    start(run)
    config_form.fill(run.lesson, run.config)
    st.rerun()


def _head(run: Run, status: Status) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            st.markdown(f"**{wording.safe(run.title)}**")
            state_badge(status)
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            buttons(run, status)
            links.copy_link(run)
            exporting.menu(run, key="export")
    _ancestry(run)


def _ancestry(run: Run) -> None:
    """What this run changes of the one that it repeats, and the way to see both."""
    try:
        parent = store.get(run.parent) if run.parent else None
    except Trouble:
        return
    if parent is None:
        return
    changed = differences([parent, run])
    said = "; ".join(f"{_(label)}: {before} → {after}" for label, (before, after) in changed.items())
    change = _n("with one change", "with {n} changes", len(changed)) if changed else _("with nothing changed")
    title = wording.safe(parent.title)
    if run.branched is None:
        how = _("Repeats *{title}*, {change}.", title=title, change=change)
    else:
        how = _("Goes on from step {step:,} of *{title}*, {change}.", step=run.branched, title=title, change=change)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{how} {wording.safe(said)}", width="content")
        if st.button(_("Compare the two"), icon=":material/compare_arrows:", type="tertiary", key="panel.compare"):
            st.switch_page(links.RUNS, query_params={"compare": f"{parent.id},{run.id}"})


def progress(run: Run, status: Status) -> None:
    """How far it is; what keeps it waiting, or what went wrong."""
    share = min(1.0, status.step / status.steps) if status.steps else 0.0
    said = [_("Step {step:,} of {steps:,}", step=status.step, steps=status.steps)]
    stage = stages.at(run.path, status.step)
    if stage and not status.over:
        said.append(wording.safe(retold(stage)))
    rounds = epochs.of(run.config, status.step)
    if rounds is not None:
        said.append(_("epoch {rounds:,.3g}", rounds=rounds))
    if status.state == "training" and status.rate:
        said.append(wording.rate(status.rate))
        if status.left:
            said.append(_("{time} left", time=wording.duration(status.left)))
    elif status.seconds:
        said.append(_("{time} in all", time=wording.duration(status.seconds)))
    if status.node:
        said.append(_("on node {node}", node=wording.safe(status.node)))
    if status.device:
        said.append(wording.safe(retold(status.device)))
    st.progress(share, " · ".join(said))
    if status.state == WAITING:
        place = jobs.place(run) or 1
        st.caption(
            _n(
                "{ordinal} in the queue: it starts by itself when a run ahead of it ends. You may close this page.",
                "{ordinal} in the queue: it starts by itself when {n} runs ahead of it end. You may close this page.",
                place,
                ordinal=wording.ordinal(place).capitalize(),
            )
        )
        trouble = choice.why_nothing_begins()
        if trouble:
            st.warning(f"**{retold(trouble.what)}** {retold(trouble.advice)}", icon=":material/lan:")
    if status.state == "failed":
        frame.tell(Trouble(status.message, status.advice))
        if run.error:
            with st.expander(_("Details for whoever mends it")):
                st.code(run.error, language=None, wrap_lines=True)
    if status.state == "interrupted":
        message, advice = wording.safe(retold(status.message)), wording.safe(retold(status.advice))
        st.warning(f"**{message}** {advice}", icon=":material/power_off:")


def _live_knobs(run: Run, status: Status, hidden: config_form.Hidden) -> None:
    """The settings that may move while training runs."""
    config = run.config
    left_out = set(hidden if isinstance(hidden, tuple) else hidden(configs.to_dict(config)))
    names = [name for name, about in configs.knobs(config).items() if about.live and name not in left_out]
    if not run.mine or not names or status.state not in ("training", "paused"):
        return
    now = live_knobs.current_settings(run)
    for column, name in zip(st.columns(len(names)), names, strict=True):
        label = _(configs.knobs(config)[name].label)
        key = live_knobs.widget_key(run, name, now[name])
        with column:
            setting.ask(
                configs.knobs(config)[name],
                configs.kinds(config)[name],
                key=key,
                value=now[name],
                label=_("{label} (moves while it trains)", label=label) if len(names) < CROWDED else label,
                on_change=_turn,
                args=(run, name, key),
            )


def _turns(run: Run, status: Status) -> None:
    """Of two players that take turns, one may take a single step while the run is paused."""
    config = run.config
    if not run.mine or status.state != "paused" or "turn" not in configs.knobs(config):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for turn, label in {"discriminator": N_("Train D once"), "generator": N_("Train G once")}.items():
            if st.button(_(label), icon=":material/step_over:", key=f"panel.once.{turn}"):
                run.step_once(turn=turn)
        st.caption(_("The other one stands still: its weights do not change."), width="content")


def _turn(run: Run, name: str, key: str) -> None:
    live_knobs.move(run, **{name: st.session_state[key]})


def _seen(run: Run, status: Status, grown: Grown) -> None:
    """What it has drawn beside the chart that the lesson puts in front, the other charts below: one slider moves through all of them."""
    key, lesson = f"curves.{run.id}", catalog.card(run.lesson).charts
    events = marks(run, grown)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        may_branch = lesson_rewinds(run) and run.mine
        previews.film(run, key=f"film.{run.id}", group=key, on_branch=rewind.goes_back_to(run) if may_branch else None)
    with right:
        guess = Guess(status.steps) if status.steps else None
        charts.show_front(grown.lines, lesson, key=key, marks=events, guess=guess)
        verdict(run, grown)
    charts.show_rest(grown.lines, lesson, key=key, marks=events)


def lesson_rewinds(run: Run) -> bool:
    """Whether its runs keep moments to branch from."""
    return catalog.card(run.lesson).rewinds


def marks(run: Run, grown: Grown) -> list[tuple[int, str]]:
    """(step, words) for what changed while the run was at work, by itself or by somebody's hand: lines on its charts."""
    reached = max((steps[-1] for steps, _values in grown.lines.values() if steps), default=0)
    entered = [(step, retold(name)) for step, name in stages.of(run.path) if 1 < step <= reached]
    return sorted(entered + [(step, ", ".join(_turned(run, values))) for step, values in _settled(grown.turns)])


def _settled(turns: Sequence[tuple[int, dict[str, Any]]]) -> list[tuple[int, dict[str, Any]]]:
    """A knob passes many places on its way: of turns close together, the last one counts."""
    last = turns[-1][0] if turns else 0
    kept: list[tuple[int, dict[str, Any]]] = []
    for step, values in turns:
        if kept and step - kept[-1][0] <= last // 50:
            values = kept.pop()[1] | values
        kept.append((step, values))
    return kept


def _turned(run: Run, values: Mapping[str, Any]) -> Iterator[str]:
    """What somebody moved while it trained, in words."""
    config = dataclasses.replace(run.config, **values)
    for name in values:
        yield f"{_(configs.knobs(config)[name].label).lower()} {naming.in_words(config, name)}"


def again(run: Run, hidden: config_form.Hidden) -> None:
    """The smallest experiment: the same run with one setting changed."""
    with st.expander(_("Run again with one change"), icon=":material/science:"):
        config = run.config
        about, kinds = configs.knobs(config), configs.kinds(config)
        left_out = set(hidden if isinstance(hidden, tuple) else hidden(configs.to_dict(config)))
        names = [name for name in kinds if name not in left_out]
        left, right = st.columns(2)
        with left:
            name = st.selectbox(
                _("What to change"), names, format_func=lambda name: _(about[name].label), key=f"again.{run.id}"
            )
        with right:
            value = setting.ask(
                about[name],
                kinds[name],
                key=f"again.{run.id}.{name}",
                value=getattr(config, name),
                label=_("New value"),
            )
        changed = dataclasses.replace(config, **{name: value})
        same = changed == config
        if st.button(_("Run"), icon=":material/play_arrow:", disabled=same, key=f"again.{run.id}.go"):
            begin(run.lesson, changed, parent=run.id, title=branch.named(run, {name: value}))
            config_form.fill(run.lesson, changed)
            st.rerun()
        if same:
            st.caption(_("Choose a value other than this run's, and compare the two under Your runs."))
