"""A run as it happens: progress, curves, pictures, and everything a reader can do with it."""

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from engine import catalog, configs, health, jobs, quotas, runs
from engine.errors import Trouble
from engine.runs import Run, Status
from playground.parts import config_form, exporting, knobs, links, live, page, preview_strip, records, rewind, words
from playground.parts.components import curves
from playground.parts.records import Grown

CROWDED = 3
"""So many sliders side by side have no room for long labels."""

TICK = 0.5
"""Seconds between two looks at a run that is at work."""

BADGES: dict[str, tuple[Any, str]] = {
    "new": ("gray", ":material/fiber_new:"),
    "waiting": ("orange", ":material/hourglass_top:"),
    "starting": ("violet", ":material/rocket_launch:"),
    "training": ("violet", ":material/model_training:"),
    "paused": ("orange", ":material/pause_circle:"),
    "finished": ("green", ":material/check_circle:"),
    "stopped": ("gray", ":material/stop_circle:"),
    "failed": ("red", ":material/error:"),
    "interrupted": ("red", ":material/power_off:"),
}


def begin(lesson: str, config: Any, parent: str | None = None, title: str | None = None) -> Run:
    """Create a run, write its name into the page's address, and only then start it.

    Streamlit may cut a script off at any of its calls: the run is then in the address, and waits there to be started.
    """
    quotas.admit()
    run = runs.create(lesson, config, title=title, parent=parent)
    start(run)
    return run


def leave() -> None:
    """Be before the form again. The run stays under All runs."""
    st.query_params.pop("run", None)


def start(run: Run) -> None:
    st.query_params["run"] = run.id
    jobs.launch(run)


def run_panel(run_id: str, *, hidden: config_form.Hidden = ()) -> None:
    """Everything about one run. It looks again every second while the run is at work, and rests otherwise."""
    with page.guard():
        try:
            run = runs.get(run_id)
        except Trouble:
            links.elsewhere()
            return
        busy = at_work(run.status())
        st.fragment(_panel, run_every=TICK if busy else None)(run, busy, hidden)


def at_work(status: Status) -> bool:
    return status.active or status.state == runs.WAITING


def standing(run: Run) -> Status:
    """How far it is; one that waits begins, if there is a free place by now."""
    status = run.status()
    if status.state == runs.WAITING:
        jobs.glance()
        status = run.status()
    return status


def _panel(run: Run, ticking: bool, hidden: config_form.Hidden) -> None:
    with page.guard():
        status = standing(run)
        if at_work(status) != ticking:
            # The timer belongs to the whole page: it starts and ends there.
            st.rerun()
        with st.container(border=True, key="run-panel"):
            _head(run, status)
            progress(run, status)
            _live_knobs(run, status, hidden)
            _turns(run, status)
            grown = records.read(run)
            left, right = st.columns([6, 5], gap="medium")
            with left:
                preview_strip.film(run, key=f"film.{run.id}")
                verdict(run, grown)
            with right:
                _curves(run, grown)
            again(run, hidden)
            rewind.rewind(run, hidden, _branch)


def _branch(run: Run) -> None:
    start(run)
    config_form.fill(run.lesson, run.config)
    st.rerun()


def _head(run: Run, status: Status) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            st.markdown(f"**{words.safe(run.title)}**")
            state_badge(status)
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="small"):
            _controls(run, status)
            links.copy_link(run)
            exporting.menu(run, key="export")
    _ancestry(run)


def state_badge(status: Status) -> None:
    colour, icon = BADGES[status.state]
    st.badge(runs.STATE_WORDS[status.state], icon=icon, color=colour)


def _ancestry(run: Run) -> None:
    """What this run changes of the one that it repeats, and the way to see both."""
    try:
        parent = runs.get(run.parent) if run.parent else None
    except Trouble:
        return
    if parent is None:
        return
    changed = differences([parent, run])
    said = "; ".join(f"{label}: {before} → {after}" for label, (before, after) in changed.items())
    how = "Repeats" if run.branched is None else f"Goes on from step {run.branched:,} of"
    change = {0: "with nothing changed", 1: "with one change"}.get(len(changed), f"with {len(changed)} changes")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{how} *{words.safe(parent.title)}*, {change}. {words.safe(said)}", width="content")
        if st.button("Compare the two", icon=":material/compare_arrows:", type="tertiary", key="panel.compare"):
            st.switch_page(links.RUNS, query_params={"compare": f"{parent.id},{run.id}"})


def differences(several: list[Run]) -> dict[str, list[str]]:
    """Label of each setting that is not the same everywhere -> its value in each run, in words."""
    kinds = [configs.kinds(run.config) for run in several]
    found = {}
    for name in dict.fromkeys(name for kind in kinds for name in kind):
        said = [
            configs.in_words(run.config, name) if name in kind else "–"
            for run, kind in zip(several, kinds, strict=True)
        ]
        if len(set(said)) > 1:
            label = next(
                configs.knobs(run.config)[name].label for run, kind in zip(several, kinds, strict=True) if name in kind
            )
            found[label] = said
    return found


def progress(run: Run, status: Status) -> None:
    """How far it is; what keeps it waiting, or what went wrong."""
    share = min(1.0, status.step / status.steps) if status.steps else 0.0
    said = [f"Step {status.step:,} of {status.steps:,}"]
    if status.state == "training" and status.rate and status.seconds_left is not None:
        said += [words.rate(status.rate), f"{words.duration(status.seconds_left)} left"]
    elif status.seconds:
        said.append(f"{words.duration(status.seconds)} in all")
    if status.device:
        said.append(status.device)
    st.progress(share, " · ".join(said))
    if status.state == runs.WAITING:
        place = jobs.place(run) or 1
        st.caption(
            f"{words.ordinal(place).capitalize()} in the queue: it starts by itself when "
            f"{'a run' if place == 1 else f'{place} runs'} ahead of it end{'s' if place == 1 else ''}. You may close this page."
        )
    if status.state == "failed":
        page.tell(Trouble(status.message, status.advice))
        if run.error:
            with st.expander("Details for whoever mends it"):
                st.code(run.error, language=None, wrap_lines=True)
    if status.state == "interrupted":
        st.warning(f"**{status.message}** {status.advice}", icon=":material/power_off:")


def looked_at(run: Run) -> bool:
    """Whether the run is another desk's, shown to the class: then nobody here steers it."""
    if not run.mine:
        st.badge(
            "shown to the class",
            icon=":material/groups:",
            color="blue",
            help="It lies on another desk. Look at it, use its model, or run it again with a change: that run is yours.",
        )
    return not run.mine


def _controls(run: Run, status: Status) -> None:
    if looked_at(run):
        return
    if status.state == "new":
        _button("Start", ":material/play_arrow:", jobs.launch, run, primary=True)
    elif status.state == runs.WAITING:
        _button("Leave the queue", ":material/close:", jobs.stop, run)
    elif status.state in ("starting", "training"):
        _button("Pause", ":material/pause:", jobs.pause, run)
        _button("Stop", ":material/stop:", jobs.stop, run)
    elif status.state == "paused":
        _button("Go on", ":material/play_arrow:", jobs.go_on, run, primary=True)
        _button("Stop", ":material/stop:", jobs.stop, run)
    elif status.step < status.steps:
        _button("Resume", ":material/play_arrow:", jobs.resume, run, primary=status.state != "failed")
    else:
        with st.popover("Train on", icon=":material/fast_forward:"):
            goal = st.number_input(
                "Steps in all", min_value=status.step + 1, value=status.step * 2, step=max(1, status.steps // 2)
            )
            _button("Go on to there", ":material/play_arrow:", functools.partial(jobs.resume, steps=goal), run)


def _button(label: str, icon: str, act: Any, run: Run, primary: bool = False) -> None:
    if st.button(label, icon=icon, type="primary" if primary else "secondary", key=f"panel.{label}"):
        act(run)
        st.rerun()


def _live_knobs(run: Run, status: Status, hidden: config_form.Hidden) -> None:
    """The settings that may move while training runs."""
    config = run.config
    left_out = set(hidden if isinstance(hidden, tuple) else hidden(configs.to_dict(config)))
    names = [name for name, about in configs.knobs(config).items() if about.live and name not in left_out]
    if not run.mine or not names or status.state not in ("training", "paused"):
        return
    now = live.now(run)
    moves = " (moves while it trains)" if len(names) < CROWDED else ""
    for column, name in zip(st.columns(len(names)), names, strict=True):
        key = live.place(run, name, now[name])
        with column:
            knobs.ask(
                configs.knobs(config)[name],
                configs.kinds(config)[name],
                key=key,
                value=now[name],
                label=configs.knobs(config)[name].label + moves,
                on_change=_turn,
                args=(run, name, key),
            )


def _turns(run: Run, status: Status) -> None:
    """Of two players that take turns, one may take a single step while the run is paused."""
    config = run.config
    if not run.mine or status.state != "paused" or "turn" not in configs.knobs(config):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for turn, label in {"discriminator": "Train D once", "generator": "Train G once"}.items():
            if st.button(label, icon=":material/step_over:", key=f"panel.once.{turn}"):
                run.step_once(turn=turn)
        st.caption("The other one stands still: its weights do not change.", width="content")


def _turn(run: Run, name: str, key: str) -> None:
    live.turn(run, **{name: st.session_state[key]})


def _curves(run: Run, grown: Grown) -> None:
    curves.show(grown.lines, catalog.card(run.lesson).charts, key=f"curves.{run.id}", marks=marks(run, grown))


def marks(run: Run, grown: Grown) -> list[tuple[int, str]]:
    """(step, words) for what somebody moved while the run was at work: lines on its charts."""
    return [(step, ", ".join(_turned(run, values))) for step, values in _settled(grown.turns)]


def verdict(run: Run, grown: Grown) -> None:
    """What the curves mean, in words."""
    for finding in health.verdict(run.lesson, run.config, grown.lines):
        mark = ":green[:material/check_circle:]" if finding.good else ":orange[:material/warning:]"
        said = " ".join(
            filter(None, (f"**{words.safe(finding.said)}**", words.safe(finding.cause), words.safe(finding.cure)))
        )
        st.markdown(f"{mark} {said}")


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
        yield f"{configs.knobs(config)[name].label.lower()} {configs.in_words(config, name)}"


def again(run: Run, hidden: config_form.Hidden) -> None:
    """The smallest experiment: the same run with one setting changed."""
    with st.expander("Run again with one change", icon=":material/science:"):
        config = run.config
        about, kinds = configs.knobs(config), configs.kinds(config)
        left_out = set(hidden if isinstance(hidden, tuple) else hidden(configs.to_dict(config)))
        names = [name for name in kinds if name not in left_out]
        left, right = st.columns(2)
        with left:
            name = st.selectbox(
                "What to change", names, format_func=lambda name: about[name].label, key=f"again.{run.id}"
            )
        with right:
            value = knobs.ask(
                about[name], kinds[name], key=f"again.{run.id}.{name}", value=getattr(config, name), label="New value"
            )
        changed = dataclasses.replace(config, **{name: value})
        same = changed == config
        if st.button("Run", icon=":material/play_arrow:", disabled=same, key=f"again.{run.id}.go"):
            begin(run.lesson, changed, parent=run.id)
            config_form.fill(run.lesson, changed)
            st.rerun()
        if same:
            st.caption("Choose a value other than this run's, and compare the two under Your runs.")
