"""A painting while it is painted and afterwards: the picture, the shares that pull at it, its curves, and all that can be done with it."""

import functools

import numpy as np
import streamlit as st

from engine import catalog
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.language.retold import retold
from engine.language.words import N_, _
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import exports, store
from engine.runs.run import PreviewFile, Run, Status
from playground.components.curves import curves as charts
from playground.components.wipe.wipe import wipe
from playground.lessons.paint.style import choice
from playground.lessons.paint.style.choice import CHOSEN
from playground.runs import controls, exporting, live_knobs, records, start
from playground.runs import panel as runs_panel
from playground.runs.previews import TALL, download, frames, longest_of, newest, show_frame, small
from playground.runs.records import Grown
from playground.shell import frame as shell_frame
from playground.shell import links, picture_file, wording
from playground.widgets import picture_shelf, picture_view

SHARES = ("content_share", "style_share", "smooth_share")
WEIGHTS = {"content": "content_weight", "style": "style_weight", "smoothness": "smooth_weight"}
WEIGHT_OF = "weight of "

FRAMES, FRAME = 60, 360
"""Of the film to take away: how many pictures, and pixels on their longer side."""


def show(run_id: str) -> None:
    """Everything about one painting. It looks again and again while the painting grows, and rests otherwise."""
    with shell_frame.guard():
        try:
            run = store.get(run_id)
        except Trouble:
            links.elsewhere("painting", N_("Its settings are kept: paint it again."))
            return
        busy = controls.at_work(run.status())
        st.fragment(_panel, run_every=runs_panel.TICK if busy else None)(run, busy)


def _panel(run: Run, ticking: bool) -> None:
    with shell_frame.guard():
        status = controls.current_status(run)
        if controls.at_work(status) != ticking:
            st.rerun()  # the timer belongs to the whole page: it starts and ends there
        left, right = st.columns([7, 5], gap="medium")
        with left:
            _picture(run, status)
        with right:
            _head(run, status)
            runs_panel.progress(run, status)
            grown = records.read(run)
            if run.mine:
                _shares(run)
                _raw_weights(run, status, grown)
            _curves(run, grown)
        if status.over:
            runs_panel.again(run, CHOSEN)


def _picture(run: Run, status: Status) -> None:
    kept = frames(run)
    config = run.config
    if not kept and not picture_shelf.known(config.content):
        st.caption(_("The first strokes come in a moment."))
        return
    if not kept:
        picture_view.at_most(
            picture_shelf.large(config.content),
            _("The first strokes come in a moment. This is what will be painted.")
            if controls.at_work(status)
            else _("Not painted yet. This is the content."),
            alt=picture_shelf.title(config.content),
            tall=TALL,
        )
        return
    live = controls.at_work(status)
    place = st.container()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        chosen = kept[-1] if live or len(kept) == 1 else _scrub(run, kept)
        both = st.toggle(_("Before and after"), key="paint.panel.both", persist_state="session")
    with place:
        _one_or_both(run, chosen, both, live)
    _take_away(run, status, kept)


def _scrub(run: Run, kept: list[PreviewFile]) -> PreviewFile:
    """Back to any picture of a painting that rests."""
    by_step = {frame.step: frame for frame in kept}
    with st.container(width=300):
        step = st.select_slider(
            _("Film"),
            list(by_step),
            value=kept[-1].step,
            format_func=lambda step: _("step {step:,}", step=step),
            key=f"paint.film.{run.id}.{kept[-1].step}",
            help=_("Drag back to see any step again."),
            label_visibility="collapsed",
        )
    return by_step[step]


def _one_or_both(run: Run, frame: PreviewFile, both: bool, live: bool) -> None:
    config = run.config
    caption = f"{_('Step {step:,}.', step=frame.step)} {wording.safe(retold(frame.caption))}"
    if not both or not picture_shelf.known(
        config.content
    ):  # of a run shown to the class, the content stays on its desk
        show_frame(frame, caption, live)
        return
    wipe(
        picture_shelf.large(config.content, longest_of(live)),
        small(picture_view.read(frame.path), longest_of(live)),
        f"{wording.safe(picture_shelf.credit(config.content))}. {caption}",
        key=f"paint.wipe.{run.id}",
        alt=_("The painting at step {step:,}", step=frame.step),
        names=(_("Picture"), _("Painting")),
        tall=TALL,
    )


def _take_away(run: Run, status: Status, kept: list[PreviewFile]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        newest_picture = functools.partial(picture_view.read, kept[-1].path)
        picture_file.download(newest_picture, run.title, links.to_repeat(run), key=f"paint.download.{run.id}")
        if len(kept) > 1:
            download(_("Film (GIF)"), ":material/movie:", functools.partial(film, run), f"{run.id}.gif", "image/gif")
        if status.over and st.button(
            _("Repaint a part"),
            icon=":material/gesture:",
            key="paint.repaint",
            help=_(
                "This painting becomes the picture to paint: draw an area on it, and choose another style for that."
            ),
        ):
            _repaint(run)
            st.rerun()  # the whole page: the form takes the panel's place
    height, width = picture_view.read(kept[-1].path).shape[:2]
    st.caption(_("The file has {width:,} × {height:,} pixels.", width=width, height=height))


def film(run: Run) -> bytes:
    """The whole painting, from the first canvas to the last, as a GIF; the last picture stays a while."""
    kept = frames(run)
    every = -(-len(kept) // FRAMES) or 1
    shown = [small(picture_view.read(frame.path), FRAME) for frame in kept[::-1][::every][::-1]]
    made = exports.film(np.stack([*shown, *[shown[-1]] * 15]), "gif", 0.1)
    return picture_file.signed(made, links.to_repeat(run))


def _repaint(run: Run) -> None:
    picture = newest(run)
    if picture is None:
        return
    reference = picture_shelf.keep(picture, run.title)
    picture_shelf.remember(reference)
    choice.choose(content=reference, areas="")
    st.session_state["paint.canvas"] = "areas"
    start.leave()


def new() -> None:
    """Back to the form."""
    st.button(_("New painting"), icon=":material/add:", key="paint.new", on_click=start.leave)


def _head(run: Run, status: Status) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(f"**{wording.safe(run.title)}**")
        controls.state_badge(status)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        controls.buttons(run, status, _("Paint on"), may_pause=False, further=100)
        links.copy_link(run)
        exporting.menu(run, key="export")


def _shares(run: Run) -> None:
    """The three sliders. They reach the worker at its next step; a painting that rests starts with them when it goes on."""
    about, now = configs.knobs(StyleConfig), live_knobs.current_settings(run)
    for column, name in zip(st.columns(len(SHARES)), SHARES, strict=True):
        key = live_knobs.widget_key(run, name, float(now[name]))
        with column:
            st.slider(
                _(about[name].label),
                about[name].low,
                about[name].high,
                step=1.0,
                format="%.0f",
                key=key,
                on_change=_turn,
                args=(run, name, key),
                persist_state="session",
            )
    st.caption(_("**Shares**: how hard each part pulls. They move while it paints, and the picture follows."))


def _turn(run: Run, name: str, key: str) -> None:
    value = st.session_state[key]
    live_knobs.move(run, **{name: -1.0 if value is None else float(value)})


def _raw_weights(run: Run, status: Status, grown: Grown) -> None:
    """What the losses are multiplied by: it follows from the shares, unless somebody types it."""
    now = live_knobs.current_settings(run)
    said = [f"{status.metrics[WEIGHT_OF + part]:.3g}" for part in WEIGHTS if WEIGHT_OF + part in status.metrics]
    with st.expander(": ".join(filter(None, (_("Raw weights"), " · ".join(said)))), icon=":material/balance:"):
        for column, (part, name) in zip(st.columns(len(WEIGHTS)), WEIGHTS.items(), strict=True):
            key = live_knobs.widget_key(run, name, now[name] if now[name] >= 0 else None)
            with column:
                st.number_input(
                    _(part.capitalize()),
                    min_value=0.0,
                    max_value=configs.knobs(StyleConfig)[name].high,
                    value=None,
                    placeholder=_("from the share"),
                    format="%g",
                    key=key,
                    on_change=_turn,
                    args=(run, name, key),
                )
        st.caption(
            _(
                "Each loss is multiplied by its weight before the three are added. The weights follow from the shares and from how steep "
                "each loss is at the start, so that equal shares pull equally hard. A typed weight wins; an empty field follows the share again."
            )
        )


def _curves(run: Run, grown: Grown) -> None:
    lines = {name: line for name, line in grown.lines.items() if not name.startswith(WEIGHT_OF)}
    charts.show(lines, catalog.card(run.lesson).charts, key=f"curves.{run.id}", marks=runs_panel.marks(run, grown))
