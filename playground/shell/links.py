"""Where things are: the pages, the link that replays a run, and the settings that a link carries."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from engine import catalog
from engine.core import config as configs
from engine.core import settings
from engine.core.card import Card
from engine.language.words import N_, _
from engine.runs.run import Run
from playground.components.copy_link.copy_link import copy

PLAYGROUND = Path(__file__).resolve().parent.parent
HOME, RUNS, CLASS = "home/page.py", "runs/page.py", "classroom/page.py"
COURSE, GENERATIVE = "home/course.py", "home/generative.py"


def page_of(lesson: str) -> str:
    """The lesson's page, as `st.page_link` and `st.switch_page` want it."""
    return f"lessons/{catalog.card(lesson).group.lower()}/{lesson}/page.py"


def page_at(address: str) -> str:
    """The page of an address, as `page_of`."""
    return {"course": COURSE, "generative": GENERATIVE}.get(address) or page_of(address)


def taken_apart(link: str) -> tuple[str, dict[str, str]]:
    """Of a link as in an address, page?view=...&preset=...: the page's address, and what is asked of it."""
    parts = urlsplit(link)
    return parts.path, dict(parse_qsl(parts.query))


def lessons() -> list[Card]:
    """The lessons that have a page, in the catalogue's order."""
    return [card for card in catalog.CARDS.values() if (PLAYGROUND / page_of(card.name)).is_file()]


def groups() -> dict[str, list[Card]]:
    """The lessons by group; a group is there once it has a lesson."""
    by_group = {group: [card for card in lessons() if card.group == group] for group in catalog.GROUPS}
    return {group: cards for group, cards in by_group.items() if cards}


def pages() -> dict[str, list[st.Page]]:
    """The menu. The teacher's page is in it where a passphrase opens one."""
    runs = [st.Page(PLAYGROUND / RUNS, title=_("All runs"), icon=":material/stacked_line_chart:", url_path="runs")]
    if settings.passphrase():
        runs.append(st.Page(PLAYGROUND / CLASS, title=_("Class"), icon=":material/groups:", url_path="class"))
    return {
        "": [
            st.Page(PLAYGROUND / HOME, title=_("Home"), icon=":material/home:", default=True),
            st.Page(
                PLAYGROUND / GENERATIVE,
                title=_("What is a generative model?"),
                icon=":material/lightbulb:",
                url_path="generative",
            ),
            st.Page(PLAYGROUND / COURSE, title=_("By the course"), icon=":material/menu_book:", url_path="course"),
        ],
        **{
            _(group): [
                st.Page(PLAYGROUND / page_of(card.name), title=_(card.title), icon=card.icon, url_path=card.name)
                for card in cards
            ]
            for group, cards in groups().items()
        },
        _("Your runs"): runs,
    }


def count_visit(page: str) -> None:
    """Count visits to pages. On a new visit the link's settings count, later the reader's own hand."""
    if st.session_state.get("page") != page:
        st.session_state["visit"] = st.session_state.get("visit", 0) + 1
        st.session_state["page"] = page


def visit() -> int:
    return st.session_state.get("visit", 0)


@contextmanager
def newly(what: str) -> Generator[bool]:
    """Whether this visit is new: then the address counts, later the reader's own hand. Noted at the end only: a script run that is
    broken off before has taken up nothing."""
    yield st.session_state.get(f"{what}.visit") != visit()
    st.session_state[f"{what}.visit"] = visit()


def settings_of(config: Any) -> dict[str, str]:
    """What a link has to say of a config: only what differs from the defaults, as text."""
    return {name: as_text(value) for name, value in configs.changes(config).items()}


def as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return repr(value) if isinstance(value, float) else str(value)


def to_run(run: Run) -> dict[str, str]:
    """The query of a link that shows the run here, and can repeat it elsewhere."""
    return settings_of(run.config) | {"run": run.id}


def to_repeat(run: Run) -> str:
    """The link that fills the form as it was for this run, page?view=train&..., without the run itself."""
    return f"{run.lesson}?{urlencode({'view': 'train'} | settings_of(run.config))}"


NOT_HERE = {
    "run": N_("This link names a run that is not on this computer."),
    "painting": N_("This link names a painting that is not on this computer."),
    "dream": N_("This link names a dream that is not on this computer."),
}
NOT_ON_THIS_DESK = {
    "run": N_("This link names a run that is not on your desk: it lies on another one, or was deleted."),
    "painting": N_("This link names a painting that is not on your desk: it lies on another one, or was deleted."),
    "dream": N_("This link names a dream that is not on your desk: it lies on another one, or was deleted."),
}


def elsewhere(what: str = "run", after: str = N_("Its settings are in the form: train to repeat it.")) -> None:
    """What a link says that names a run which is not here. Whether another desk has it, nobody learns."""
    said = (NOT_ON_THIS_DESK if settings.in_class() else NOT_HERE)[what]
    st.info(f"{_(said)} {_(after)}", icon=":material/link_off:")


def show_in_link(config: Any) -> None:
    """Let the page's address say these settings, and leave the rest of it alone."""
    wanted = settings_of(config)
    stale = [name for name in configs.kinds(config) if name in st.query_params and name not in wanted]
    for name in stale:
        del st.query_params[name]
    fresh = {name: text for name, text in wanted.items() if st.query_params.get(name) != text}
    if fresh:
        st.query_params.update(fresh)


def copy_link(run: Run) -> None:
    """A button that puts the run's address on the clipboard: lesson, settings and the run itself. It opens nobody's desk."""
    copy(_("Copy link"), run.lesson, to_run(run), key=f"copy.{run.id}")
