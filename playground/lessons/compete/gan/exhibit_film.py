"""The film of an exhibit: what a broken run and its cure drew on their way, with the curve that tells and the verdict of each step."""

import re

import streamlit as st

from engine import catalog
from engine.core.finding import Finding
from engine.core.preset import Preset
from engine.language import words
from engine.language.words import N_, _
from engine.lessons.compete import films
from engine.lessons.compete.films import Film
from playground.components.curves import curves
from playground.components.curves.curves import Guess, Line
from playground.components.film.film import Pane, reel
from playground.shell import wording
from playground.widgets import picture_view

TALL = 150

SIDES = {"broken": N_("Broken"), "mended": N_("Mended")}

_SENTENCE = re.compile(r"(?<=[.!?]) ")


def name_of(exhibit: Preset) -> str | None:
    """The exhibit's film, where one is shipped."""
    name = films.name_of(exhibit)
    return name if name in films.names() else None


def show(exhibit: Preset, name: str) -> None:
    film = films.of(name)
    key = f"museum.film.{name}"
    ask = st.session_state.get("museum.predict", False) and not st.session_state.get(f"{key}.seen")
    if not ask:
        panes = [
            Pane(title, said, _("{run}: pictures from always the same noise", run=title))
            for title, said in zip(titles(exhibit), verdicts(exhibit, name, words.current()), strict=True)
        ]
        content = picture_view.address(film.sheet.read_bytes(), "webp")
        sheet = {"url": content, "columns": len(film.sides), "side": list(film.side)}
        reel(sheet, panes, film.steps, key=key, group=key)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        curve(exhibit, film, key, blank=ask)
        if ask:
            st.button(
                _("Show what happened"), icon=":material/visibility:", type="primary", key=f"{key}.show",
                on_click=_reveal, args=(f"{key}.seen",),
            )  # fmt: skip
    with right:
        st.toggle(
            _("Predict, then see"),
            key="museum.predict",
            help=_("The film waits until you have drawn, or chosen, what the curve will do."),
        )
        if not ask:
            explained(exhibit)
        else:
            st.markdown(_("**{title}**: what will its curve do? Draw it on the chart.", title=_(exhibit.title)))
            st.code(" ".join(film.sides[0].command.split()[4:]) or "-", language=None, wrap_lines=True)


def _reveal(key: str) -> None:
    st.session_state[key] = True


def titles(exhibit: Preset) -> list[str]:
    """What the panes are called."""
    if not exhibit.cured:
        return [_(exhibit.title)]
    return [_(SIDES.get(side, side)) for side in exhibit.sides]


@st.cache_data(max_entries=60, show_spinner=False)
def verdicts(_exhibit: Preset, name: str, language: str) -> list[list[str]]:
    """What the curves of each side meant at each frame."""
    film = films.of(name)
    with words.speaking(language):
        return [
            [spoken(catalog.verdict(_exhibit.lesson, config, film.until(side, step))) for step in film.steps]
            for side, config in enumerate(catalog.configs_of(_exhibit))
        ]


def spoken(findings: list[Finding]) -> str:
    """The gravest of them, with a sign before it."""
    if not findings:
        return ""
    first = findings[0]
    sign = "…" if first.early else "✓" if first.good else "⚠"
    # Beneath a film there is room for a sentence, or for two where the number comes in the second.
    sentences = _SENTENCE.split(_(first.said))
    count = 1 if re.search(r"\d", sentences[0]) else 2
    return f"{sign} {' '.join(sentences[:count])}"


def curve(exhibit: Preset, film: Film, key: str, *, blank: bool) -> None:
    """The curve that tells, of both sides over one another, with the reader's guess."""
    name = exhibit.telling
    lines = [side.lines[name] for side in film.sides]
    highest = max(max(values) for _steps, values in lines)
    lowest = min(0.0, min(min(values) for _steps, values in lines))
    curves.curves(
        [] if blank else [Line(title, *line) for title, line in zip(titles(exhibit), lines, strict=True)],
        key=f"{key}.curve",
        title=_(name)[:1].upper() + _(name)[1:],
        height=TALL,
        group=key,
        log=not blank and lowest > 0 and highest > 100 * lowest,
        alt=_("{curve} of {n} runs over their steps", curve=_(name), n=len(film.sides)),
        guess=Guess(film.steps[-1], (lowest, highest if highest < 0.8 else max(1.0, highest)), blank),
    )


def explained(exhibit: Preset) -> None:
    """What there is to see, why, and what mends it."""
    said = [("visibility", _("What you see"), exhibit.symptom), ("help", _("Why"), exhibit.cause)]
    cure = _("Cure") if exhibit.sides == ("broken", "mended") else _("Beside it")
    said += [("healing", cure, exhibit.cure)] if exhibit.cure else []
    said += [("straighten", _("Measured"), exhibit.found)] if exhibit.found else []
    for icon, title, text in said:
        st.markdown(f":material/{icon}: **{title}.** {wording.safe(_(text))}")
