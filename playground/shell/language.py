"""Which language a visitor reads: the link's, then the visitor's own choice, the teacher's for the class, the browser's."""

import streamlit as st

from engine.core import files, settings
from engine.language import pseudo, words
from engine.language.words import LANGUAGES, _
from playground.shell.by_session import BySession

PARAM, COOKIE = "lang", "atelier_language"
CHOSEN, SWITCH, CLASS_SWITCH = "language.chosen", "language.switch", "language.class"

FOLDS = (".open", ".folded")
"""How the names of folds end that remember whether they are open: by its words Streamlit takes such a one for another fold."""

_spoken = BySession[str]()


def speak() -> None:
    """Before anything is drawn: whoever is served now is spoken to in this language."""
    words.ask(_spoken.get)
    asked = st.query_params.get(PARAM)
    if asked in (*LANGUAGES, pseudo.NAME) and asked != st.session_state.get(f"{CHOSEN}.asked"):
        choose(asked)
    st.session_state[f"{CHOSEN}.asked"] = asked
    wished = _wished()
    if _spoken.keep(wished) not in (None, wished):
        _hold_choices()


def _hold_choices() -> None:
    """A browser names what was chosen by the words that it showed. In another language there are no such words, and the choice would
    be lost: so each is set anew, as the script may do before the widgets are drawn. Buttons and files are never plain values."""
    for key, value in list(st.session_state.items()):
        if (
            str(key).endswith(FOLDS)
            or _is_plain(value)
            or (isinstance(value, list | tuple) and value and all(map(_is_plain, value)))
        ):
            st.session_state[key] = value


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def choose(name: str) -> None:
    st.session_state[CHOSEN] = name


def _wished() -> str:
    own = st.session_state.get(CHOSEN), st.context.cookies.get(COOKIE)
    chosen = next((wish for wish in own if wish in (*LANGUAGES, pseudo.NAME)), None)
    # The class's lies on disk: only who has chosen nothing asks for it, with each click.
    return chosen or words.nearest(of_class()) or words.nearest(st.context.locale or "") or words.SOURCE


def switch() -> None:
    """A small choice below the menu. What is on the page stays as it is."""
    st.session_state[SWITCH] = words.current() if words.current() in LANGUAGES else None
    with st.sidebar:
        st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            required=words.current() in LANGUAGES,
            key=SWITCH,
            on_change=_switched,
            label_visibility="collapsed",
        )
    _remember(
        key="language.keeper",
        data={"name": COOKIE, "value": st.session_state.get(CHOSEN, ""), "language": words.current()},
    )


def _switched() -> None:
    choose(st.session_state[SWITCH])
    if PARAM in st.query_params:
        st.query_params[PARAM] = st.session_state[SWITCH]
        st.session_state[f"{CHOSEN}.asked"] = st.session_state[SWITCH]


def of_class() -> str:
    """What the teacher chose for those who have chosen nothing; empty where it is each browser's own."""
    return str(files.read_object(_file()).get("language", "")) if settings.in_class() else ""


def choose_for_class() -> None:
    """The teacher's choice, on the class's page."""
    st.session_state.setdefault(CLASS_SWITCH, of_class())
    st.segmented_control(
        _("The class's language"),
        ["", *LANGUAGES],
        format_func=lambda name: LANGUAGES.get(name) or _("Each browser's own"),
        required=True,
        key=CLASS_SWITCH,
        help=_("Who chooses another one below the menu keeps it."),
        on_change=lambda: files.put_json(_file(), {"language": st.session_state[CLASS_SWITCH]}),
    )


def _file():
    return settings.home() / "class.json"


_remember = st.components.v2.component(
    "atelier.language",
    html="<span hidden></span>",
    js="""
export default function ({ data }) {
  document.documentElement.lang = data.language;  // by it a screen reader chooses its voice
  if (data.value) document.cookie = `${data.name}=${data.value}; path=/; max-age=31536000; SameSite=Lax`;
}
""",
)
