"""Where things are: the pages, the link that replays a run, and the settings that a link carries."""

from pathlib import Path
from typing import Any

import streamlit as st

from engine import catalog, configs, settings
from engine.runs import Run

LESSONS = Path(__file__).resolve().parent.parent / "lessons"
RUNS = "lessons/runs.py"


def page_of(lesson: str) -> str:
    """The lesson's page, as `st.page_link` and `st.switch_page` want it."""
    return f"lessons/{lesson}.py"


def lessons() -> list[catalog.Card]:
    """The lessons that have a page, in the catalogue's order."""
    return [card for card in catalog.CARDS.values() if (LESSONS / f"{card.name}.py").is_file()]


def groups() -> dict[str, list[catalog.Card]]:
    """The lessons by group; a group is there once it has a lesson."""
    by_group = {group: [card for card in lessons() if card.group == group] for group in catalog.GROUPS}
    return {group: cards for group, cards in by_group.items() if cards}


def pages() -> dict[str, list[st.Page]]:
    """The menu. The teacher's page is in it where a passphrase opens one."""
    runs = [st.Page(LESSONS / "runs.py", title="All runs", icon=":material/stacked_line_chart:")]
    if settings.passphrase():
        runs.append(st.Page(LESSONS / "classroom.py", title="Class", icon=":material/groups:", url_path="class"))
    return {
        "": [st.Page(LESSONS / "home.py", title="Home", icon=":material/home:", default=True)],
        **{
            group: [
                st.Page(LESSONS / f"{card.name}.py", title=card.title, icon=card.icon, url_path=card.name)
                for card in cards
            ]
            for group, cards in groups().items()
        },
        "Your runs": runs,
    }


def arrive(page: str) -> None:
    """Count visits to pages. On a new visit the link's settings count, later the reader's own hand."""
    if st.session_state.get("page") != page:
        st.session_state["visit"] = st.session_state.get("visit", 0) + 1
        st.session_state["page"] = page


def visit() -> int:
    return st.session_state.get("visit", 0)


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


def elsewhere(what: str = "run", after: str = "Its settings are in the form: train to repeat it.") -> None:
    """What a link says that names a run which is not here. Whether another desk has it, nobody learns."""
    where = "on your desk: it lies on another one, or was deleted" if settings.in_class() else "on this computer"
    st.info(f"This link names a {what} that is not {where}. {after}", icon=":material/link_off:")


def show_in_link(config: Any) -> None:
    """Let the page's address say these settings, and leave the rest of it alone."""
    wanted = settings_of(config)
    stale = [name for name in configs.kinds(config) if name in st.query_params and name not in wanted]
    for name in stale:
        del st.query_params[name]
    fresh = {name: text for name, text in wanted.items() if st.query_params.get(name) != text}
    if fresh:
        st.query_params.update(fresh)


_copy = st.components.v2.component(
    "atelier.copy_link",
    html='<button type="button"><span class="icon" aria-hidden="true"></span><span class="words"></span></button>',
    css="""
button {
  display: inline-flex; align-items: center; gap: 0.4rem; cursor: pointer; white-space: nowrap;
  min-height: 2.5rem; padding: 0.25rem 0.75rem; border-radius: var(--st-button-radius);
  border: 1px solid var(--st-border-color); background: var(--st-background-color); color: var(--st-text-color);
  font: 400 0.875rem var(--st-font); transition: border-color 0.2s, color 0.2s;
}
button:hover, button.done { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
svg { width: 1.1em; height: 1.1em; display: block; }
""",
    js="""
const CHAIN = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round">'
  + '<path d="M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 0 0 13 4.6l-1.2 1.2"/>'
  + '<path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 0 0 11 19.4l1.2-1.2"/></svg>';
const TICK = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round">'
  + '<path d="M5 13l4.5 4.5L19 7"/></svg>';

// Outside https and localhost a browser has no clipboard for scripts: there the old way still works.
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("refused");
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const show = (icon, words, done) => {
    button.querySelector(".icon").innerHTML = icon;
    button.querySelector(".words").textContent = words;
    button.classList.toggle("done", done);
  };
  const say = () => show(CHAIN, data.words, false);
  if (!button.dataset.ready) { say(); button.dataset.ready = "1"; }
  button.onclick = async () => {
    const link = new URL(window.location.origin + window.location.pathname.replace(/[^/]*$/, data.page));
    link.search = new URLSearchParams(data.query).toString();
    try { await copy(link.href); show(TICK, data.done, true); }
    catch { window.prompt("Copy this link:", link.href); }
    setTimeout(say, 4000);
  };
}
""",
)


def copy_link(run: Run) -> None:
    """A button that puts the run's address on the clipboard: lesson, settings and the run itself. It opens nobody's desk."""
    copy("Copy link", run.lesson, to_run(run), key=f"copy.{run.id}")


def copy(label: str, page: str, query: dict[str, str], *, key: str, done: str = "Copied") -> None:
    """A button that puts the address of a page with this query on the clipboard."""
    _copy(key=key, data={"page": page, "query": query, "words": label, "done": done}, width="content")
