"""Back to a kept moment of a run: a branch begins there and goes on with one thing changed. The run itself stays as it is."""

from collections.abc import Callable

import streamlit as st

from engine.core import config as configs
from engine.core.config import STRUCTURE
from engine.language.words import _
from engine.runs import branch, quotas
from engine.runs.run import Run
from playground.widgets import config_form, setting

NOTHING = "nothing"


def rewind(run: Run, hidden: config_form.Hidden, start: Callable[[Run], None]) -> None:
    """`start` takes the branch, shows it and launches it."""
    moments = run.moments()
    if not moments:
        return
    asked = st.session_state.get(_asked(run))
    title = _("Rewind and branch") if asked is None else _("Rewind and branch: step {step:,} is chosen", step=asked)
    with st.expander(
        title, icon=":material/alt_route:", key=f"rewind.{run.id}.fold.{asked}", expanded=asked is not None
    ):
        config = run.config
        about, kinds = configs.knobs(config), configs.kinds(config)
        left_out = set(hidden if isinstance(hidden, tuple) else hidden(configs.to_dict(config)))
        free = [name for name in kinds if about[name].group not in STRUCTURE and name not in left_out]
        left, middle, right = st.columns([2, 2, 2])
        with left:
            step = asked if asked in moments else moments[-1]
            if len(moments) > 1:
                step = st.select_slider(
                    _("Go back to"),
                    moments,
                    value=step,
                    format_func=lambda step: _("step {step:,}", step=step),
                    key=f"rewind.{run.id}.{moments[-1]}.{asked}",
                    help=_("Both networks, their optimisers and chance itself were kept at these steps."),
                )
        with middle:
            name = st.selectbox(
                _("And change"),
                [NOTHING, *free],
                format_func=lambda name: _("Nothing") if name == NOTHING else _(about[name].label),
                key=f"rewind.{run.id}.name",
            )
        changes = {}
        with right:
            if name != NOTHING:
                value = setting.ask(
                    about[name],
                    kinds[name],
                    key=f"rewind.{run.id}.{name}",
                    value=getattr(config, name),
                    label=_("New value"),
                )
                changes = {name: value}
        if st.button(_("Branch from here"), icon=":material/alt_route:", key=f"rewind.{run.id}.go"):
            quotas.admit()
            start(branch.branch(run, step, changes))
        st.caption(_("A branch is a run of its own, with the same past up to that step. This run stays as it is."))


def goes_back_to(run: Run) -> Callable[[int], None]:
    """What a film calls with the step that it was stopped at: the moment that was kept last before it is chosen."""

    def choose(step: int) -> None:
        moments = run.moments()
        if moments:
            st.session_state[_asked(run)] = max((one for one in moments if one <= step), default=moments[0])

    return choose


def _asked(run: Run) -> str:
    return f"rewind.{run.id}.asked"
