"""Two ways to spend the same seconds: a progressive GAN against a DCGAN, by curves over seconds and by pictures at equal times."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import naming
from engine.language.words import N_, _
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.progan.config import ProgressiveConfig
from engine.runs import jobs, store
from engine.runs import race as runs_race
from engine.runs.race import CURVES, SHOWN
from engine.runs.run import Run
from playground.components.big.big import stage
from playground.components.curves import curves as charts
from playground.components.curves.curves import Line
from playground.runs import controls, previews, start
from playground.shell import frame, wording
from playground.widgets import models, picture_view
from playground.widgets.models import OWN

SHIPPED = "progan-against-dcgan"

NAMES = {"progan": N_("Progressive GAN"), "gan": N_("DCGAN")}

LENGTHS = {1: N_("About a minute each"), 4: N_("About five minutes each")}
"""How many times as long as the shortest race, on two cores."""

TICK = 2.0

BETTER = {
    "KID": N_("KID: lower is better"),
    "coverage": N_("coverage: higher is better"),
    "diversity": N_("diversity: 1 is best"),
}


def show() -> None:
    with frame.guard():
        _start()
    running = entered()
    busy = any(controls.at_work(run.status()) for run in running)
    if running:
        st.fragment(_entered, run_every=TICK if busy else None)(busy)
    with frame.guard():
        ready_made()
    st.header(_("Two of your runs"), anchor=False)
    st.fragment(own)()


def _start() -> None:
    """One button for both runs."""
    with st.container(horizontal=True, vertical_alignment="center"):
        go = st.button(_("Race"), icon=":material/sports_score:", type="primary", key="race.go")
        length = st.segmented_control(
            _("Length"),
            list(LENGTHS),
            default=next(iter(LENGTHS)),
            format_func=lambda one: _(LENGTHS[one]),
            required=True,
            key="race.length",
            label_visibility="collapsed",
        )
    if not entered():
        st.caption(
            _(
                "One click trains both on the cartoon faces at 32 pixels, with the settings of the shipped race. They take turns, or run beside each other where this "
                "machine has room; each is timed by its own seconds."
            )
        )
    if go:
        st.session_state["race.entered"] = [run.id for run in start.begin_together(racers(length or 1))]
        st.rerun()


def racers(times: int) -> dict[str, Any]:
    """The settings of the shipped race, shortened."""
    return {
        "progan": ProgressiveConfig(size="32", phase=30 * times, steps=300 * times, preview_every=15 * times),
        "gan": GANConfig(data="faces", size="32", flip=True, steps=650 * times),
    }


def entered() -> list[Run]:
    """The two that the button started in this visit, if they are still there."""
    known = {run.id: run for lesson in NAMES for run in store.every(lesson)}
    ids = st.session_state.get("race.entered", [])
    return [known[id] for id in ids if id in known]


def ready_made() -> None:
    found, strip = runs_race.shipped(SHIPPED)
    st.header(_("The shipped race"), anchor=False)
    with stage():
        in_words(found)
        chart(found, key="race.shipped")
    picture_view.show(picture_view.read(strip), between(found), width="stretch", target=1)
    with st.expander(_("How it was made"), icon=":material/terminal:"):
        st.markdown(
            _(
                "Both began at the same moment on {device}, on the same pictures, and end at the same size. The seconds "
                "are those of training, looks included. Small pictures of the progressive GAN are enlarged before they are compared.",
                device=wording.safe(found["device"]),
            )
        )
        st.code("\n".join(racer["command"] for racer in found["racers"]), language="bash")


def in_words(found: Mapping[str, Any]) -> None:
    """Who won, and what each did with the time."""
    first, second = found["racers"]
    ahead = {curve: runs_race.winner(found, curve) for curve in ("KID", "coverage")}
    the = {number: _("the {racer}", racer=named(racer)) for number, racer in enumerate(found["racers"])}
    by = {curve: _("neither") if number is None else the[number] for curve, number in ahead.items()}
    time = wording.duration(found["seconds"])
    if ahead["KID"] == ahead["coverage"]:
        said = _("After {time}, by KID and by coverage, **{racer}** is ahead.", time=time, racer=by["KID"])
    else:
        said = _(
            "After {time}, by KID **{racer}** is ahead, by coverage **{other}**.",
            time=time,
            racer=by["KID"],
            other=by["coverage"],
        )
    took = _(
        "In this time the {racer} took {steps:,} steps on {pictures:,} pictures, the {other} {other_steps:,} on {other_pictures:,}.",
        racer=named(first),
        steps=first["steps"],
        pictures=first["pictures"],
        other=named(second),
        other_steps=second["steps"],
        other_pictures=second["pictures"],
    )
    st.markdown(f"{said} {took}")

    early = runs_race.head_start(found)
    if early and ahead["KID"] is not None:
        second, value, against = early
        st.markdown(
            _(
                ":material/flag: **Early on it was the other way round:** after {time} the {racer} was ahead, with a KID of {value:.3g} against {against:.3g}.",
                time=wording.duration(second),
                racer=named(found["racers"][1 - ahead["KID"]]),
                value=value,
                against=against,
            )
        )
    if ahead["KID"] is not None and found["racers"][ahead["KID"]]["lesson"] == "gan":
        st.caption(
            _(
                "For each picture the progressive GAN computes several times as much as the older recipe, so it takes fewer steps. The paper trained for "
                "days, for pictures of 1024 pixels. In minutes and at this size, growing pays only at the very beginning, while its pictures are small."
            )
        )


def named(racer: Mapping[str, Any]) -> str:
    return _(NAMES[racer["lesson"]])


def chart(found: Mapping[str, Any], key: str) -> None:
    curve = st.segmented_control(
        _("Curve"),
        CURVES,
        format_func=_,
        default=CURVES[0],
        required=True,
        key=f"{key}.curve",
        label_visibility="collapsed",
    )
    series = [
        Line(named(racer), racer["curves"][curve]["seconds"], racer["curves"][curve]["values"])
        for racer in found["racers"]
    ]
    charts.curves(
        series,
        key=f"{key}.{curve}",
        title=_(BETTER[curve]),
        x_label=_("Seconds"),
        log=curve == "KID",
        alt=_("{curve} of both over seconds of training", curve=_(curve)),
    )


def between(found: Mapping[str, Any]) -> str:
    """The caption of the pictures."""
    times = ", ".join(wording.duration(second) for second in runs_race.moments(found["seconds"]))
    first, second = map(named, found["racers"])
    return _(
        "Rows from above: after {times}. The {n} pictures on the left are the {first}'s, those on the right the {second}'s; "
        "each column is one noise.",
        times=times,
        n=SHOWN,
        first=first,
        second=second,
    )


def _entered(watched: bool) -> None:
    """The two that the button started, as they run."""
    running = entered()
    if watched and not any(controls.at_work(run.status()) for run in running):
        st.rerun()  # with the whole page: nothing moves any more
    for column, run in zip(st.columns(2), running, strict=False):
        with column:
            progress(run)
    if len(running) == len(NAMES) and all("KID" in run.status().metrics for run in running):
        compared(running, "race.entered")
    elif watched:
        st.caption(_("As soon as each has looked at its pictures, their curves stand here."))


def progress(run: Run) -> None:
    """How far a racer is, and what it paints now."""
    status = controls.current_status(run)
    share = status.step / status.steps if status.steps else 0.0
    st.progress(min(1.0, share), f"**{_(NAMES[run.lesson])}**: {jobs.summary(status)}")
    picture = previews.newest(run)
    if picture is not None:
        picture_view.show(
            picture, alt=_("Newest pictures of the {racer}", racer=_(NAMES[run.lesson])), width="stretch", target=400
        )


def own() -> None:
    """Any two runs of the reader's, one of each kind."""
    ready = {lesson: raced(lesson) for lesson in NAMES}
    if not all(ready.values()):
        lacking = [_(name) for lesson, name in NAMES.items() if not ready[lesson]]
        need = (
            _("You need a {name} that has trained here on faces.", name=lacking[0])
            if len(lacking) == 1
            else _("You need a Progressive GAN and a DCGAN that has trained here on faces.")
        )
        how = _(
            "Press *Race*, or train the progressive GAN under *Train* and the DCGAN in the lesson *GAN on pictures*, on the same pictures."
        )
        st.info(f"{need} {how}")
        return
    entrants = []
    for column, (lesson, several) in zip(st.columns(2), ready.items(), strict=True):
        titles = dict(zip([run.id for run in several], models.told_apart(several), strict=True))
        with column:
            id = st.selectbox(_(NAMES[lesson]), list(titles), format_func=titles.__getitem__, key=f"race.{lesson}")
            entrants.append(next(run for run in several if run.id == id))
    compared(entrants, "race.own")


def compared(entrants: list[Run], key: str) -> None:
    try:
        found = runs_race.race(entrants)
        strip = runs_race.strip(entrants, found["seconds"])
    except Trouble as trouble:
        st.info(f"**{wording.safe(_(trouble.what))}** {wording.safe(_(trouble.advice))}")
        return
    in_words(found)
    chart(found, key=key)
    picture_view.show(strip, between(found), width="stretch", target=1)
    unlike = unfair(entrants)
    if unlike:
        st.caption(_("Not the same in both: {differences}.", differences=unlike))


def raced(lesson: str) -> list[Run]:
    """The newest runs of a lesson that have looked at their pictures."""
    return [run for run in store.every(lesson)[:OWN] if "KID" in run.status().metrics]


def unfair(entrants: list[Run]) -> str:
    """What makes the race less fair, in words."""
    about = ("pictures", "flip", "augment")
    found = []
    for name in about:
        one, other = (_(naming.in_words(run.config, name)) for run in entrants)
        if one != other:
            label = _(configs.knobs(entrants[0].config)[name].label).lower()
            found.append(_("{setting} ({one} and {other})", setting=label, one=one, other=other))
    devices = [run.status().device for run in entrants]
    return ", ".join(found + ([_("the machine")] if devices[0] != devices[1] else []))
