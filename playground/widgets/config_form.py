"""A lesson's settings as a form, made from its config. The page's address follows the form, so that a link repeats it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import epochs
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.shell import frame, links, wording
from playground.widgets import picture_sets, setting

FOLDED = (
    "width",
    "hidden",
    "activation",
    "sparsity",
    "path",
    "optimiser",
    "learning_rate",
    "cool_down",
    "batch",
    "preview_every",
    "seed",
)
"""Settings that a first visit does not need: they wait in a fold."""

COLUMN = 185
"""Pixels that a group of settings needs: four groups stand side by side on a projector."""

Hidden = tuple[str, ...] | Callable[[Mapping[str, Any]], Iterable[str]]
"""Names to leave out, or a function from the values so far to such names."""


def config_form(
    cls: type,
    key: str,
    *,
    start: Any = None,
    hidden: Hidden = (),
    folded: Sequence[str] = FOLDED,
    sets: Iterable[str] | None = None,
    button: str | None = N_("Train"),
    expanded: bool = True,
) -> Any | None:
    """Draw the form. Returns the config when the reader asks for training and everything for it is at hand, else None.

    key     the lesson's name
    start   the config that a first visit begins with
    hidden  settings that play no role: they keep their value from `start`
    sets    the data sets to choose from, where not all that the config knows
    button  its words; None where there is nothing to ask for: then the config comes back whenever it is sound
    expanded  whether the form is open at first: a page that shows something else keeps it folded
    """
    start = start or cls()
    follow_link(cls, key, start)
    values = {name: get_setting(key, name) for name in configs.kinds(cls)}
    left_out = set(hidden if isinstance(hidden, tuple) else hidden(values))
    values |= {name: getattr(start, name) for name in left_out}
    # A fold for each of the two: what was closed beside a run or a game must not be closed where it is all there is.
    fold = f"{key}.{'open' if expanded else 'folded'}"
    st.session_state.setdefault(fold, expanded)
    # Where nothing else is to be seen yet, the form is what the front of the room looks at.
    place = stage() if expanded and button else st.container()
    with place, st.expander(_("Settings"), icon=":material/tune:", key=fold, on_change="rerun"):
        values |= _draw_settings(cls, key, [name for name in values if name not in left_out], folded, sets)
        with frame.guard():
            config = cls(**values)
            links.show_in_link(config)
            if button is None:
                return config
            ready = "data" not in values or picture_sets.at_hand(config.data, key=widget_key(key, "data"))
            with st.container(horizontal=True, vertical_alignment="center"):
                go = st.button(
                    _(button), type="primary", icon=":material/play_arrow:", disabled=not ready, key=f"{key}.go"
                )
                _tell_epochs(config)
            return config if go else None
    return None


def _tell_epochs(config: Any) -> None:
    """Courses count epochs, loops count steps."""
    rounds = epochs.of(config, getattr(config, "steps", 0))
    if rounds:
        st.caption(
            _(
                "{steps:,} steps are {rounds:,.3g} epochs: each picture is seen so often.",
                steps=config.steps,
                rounds=rounds,
            ),
            width="content",
        )


def _draw_settings(
    cls: type, key: str, names: Sequence[str], folded: Sequence[str], sets: Iterable[str] | None
) -> dict[str, Any]:
    """Ask for these settings, group by group, those to be folded in a fold of their own. What the widgets say."""
    about, kinds = configs.knobs(cls), configs.kinds(cls)
    values = {}

    def draw(name: str) -> None:
        place = widget_key(key, name)
        if name == "data":
            values[name] = picture_sets.choose(about[name], key=place, sets=sets)
        else:
            values[name] = setting.ask(about[name], kinds[name], key=place, value=get_setting(key, name))

    grid = st.grid(min_column_width=COLUMN)
    shown = [name for name in names if name not in folded]
    for group in dict.fromkeys(about[name].group for name in shown):
        with grid.cell():
            st.markdown(f"**{_(group)}**")
            for name in shown:
                if about[name].group == group:
                    draw(name)
    last = [name for name in folded if name in names]
    if last:
        with st.expander(_("More settings"), type="compact"):
            grid = st.grid(min_column_width=COLUMN)
            for name in last:
                with grid.cell():
                    draw(name)
    return values


def fill(key: str, config: Any, keep: Iterable[str] = ()) -> None:
    """Put a config's values into the form: for presets, as `st.button(..., on_click=fill, args=(key, config))`.

    keep  names whose values in the form stay as they are
    """
    set_settings(key, **{name: value for name, value in configs.to_dict(config).items() if name not in keep})


def follow_link(cls: type, key: str, start: Any) -> None:
    """On a new visit the address counts; where it says nothing, what the reader had chosen earlier stays."""
    if st.session_state.get(f"{key}.visit") != links.visit():
        given = {name: text for name, text in st.query_params.items() if name in configs.kinds(cls)}
        if given or "run" in st.query_params:
            fill(key, cls())
        for name, text in given.items():
            try:
                set_settings(key, **{name: getattr(configs.from_dict(cls, {name: text}), name)})
            except Trouble as trouble:
                st.warning(
                    _(
                        "The link's setting '{label}' was left out. {why}",
                        label=_(configs.knobs(cls)[name].label),
                        why=wording.safe(f"{_(trouble.what)} {_(trouble.advice)}"),
                    )
                )
    for name, value in configs.to_dict(start).items():
        st.session_state.setdefault(widget_key(key, name), value)
    st.session_state[f"{key}.visit"] = links.visit()


def current_config(cls: type, key: str) -> Any:
    """All settings as they stand, also those that are chosen beside the form."""
    return cls(**{name: get_setting(key, name) for name in configs.kinds(cls)})


def get_setting(key: str, name: str) -> Any:
    """One setting as it stands."""
    return st.session_state[widget_key(key, name)]


def set_settings(key: str, **values: Any) -> None:
    """Settings that are chosen beside the form. Their widgets, where they have some, must not have been drawn yet."""
    for name, value in values.items():
        st.session_state[widget_key(key, name)] = value


def widget_key(key: str, name: str) -> str:
    """Where a setting is kept: in rooms of their own, so that no other widget of the lesson can be called like one."""
    return f"form.{key}.{name}"
