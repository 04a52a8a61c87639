"""The visitor's desk in a class: which it is, its name, how full it is, and the link that opens it. On a laptop nothing of it shows.

A desk's key comes by the link that opens it (?desk=...) or by the browser's cookie; who has neither gets a new one. It then
stays with the session, and the browser keeps it for the next time.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engine import catalog
from engine.core import desks, settings
from engine.core.errors import Trouble
from engine.runs import quotas
from playground.components.copy_link import copy_link
from playground.shell import wording

PARAM, COOKIE = "desk", "atelier_desk"
KEY = "desk.key"

MOST_SESSIONS = 10_000

_desk_of: dict[str, str] = {}
"""Session -> its desk. Kept beside st.session_state, at which Streamlit may cut a script off: the engine asks in the midst of its work."""


def seat_visitor() -> None:
    """Before any page: seat the visitor."""
    desks.ask(visitor)
    if not settings.in_class():
        return
    asked = st.query_params.get(PARAM)
    if KEY not in st.session_state:
        st.session_state[KEY], st.session_state["desk.fresh"] = _found(asked)
    _seat(st.session_state[KEY])
    if asked is not None:
        # Out of the address bar, so that nobody hands the desk on with the page's address.
        del st.query_params[PARAM]
        if st.session_state[KEY] != asked:
            st.toast("This link to a desk is not whole, so it was left out. Copy it anew.", icon=":material/link_off:")


def remember_desk() -> None:
    """After the page: let the browser remember the desk."""
    if settings.in_class():
        key, fresh = st.session_state[KEY], st.session_state["desk.fresh"]
        _keep(key="desk.keeper", data={"name": COOKIE, "key": key, "fresh": fresh})


def _found(asked: str | None) -> tuple[str, bool]:
    """The key that the link or the browser names, else a new one; and whether it is new."""
    for key in (asked, cookie()):
        if key and desks.of_key(key):
            return key, False
    return desks.new_key(), True


def cookie() -> str | None:
    kept = st.context.cookies.get(COOKIE)
    return kept if isinstance(kept, str) else None


def _seat(key: str) -> None:
    context, desk = get_script_run_ctx(suppress_warning=True), desks.of_key(key)
    if context and desk:
        if len(_desk_of) > MOST_SESSIONS:
            _desk_of.clear()  # whoever is still here is seated anew at the next run
        _desk_of[context.session_id] = desk


def visitor() -> str | None:
    """The desk of whoever is being served. None outside of a page's script, where nobody is."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return None
    if context.session_id not in _desk_of:
        if KEY not in st.session_state:
            raise Trouble("This page does not know whose desk it is at.", "Reload it.")
        _seat(st.session_state[KEY])
    return _desk_of.get(context.session_id)


def warn_of_removals(page: str) -> None:
    """Said beforehand, on every lesson: what the next run will remove."""
    if page in catalog.CARDS:
        found = quotas.outlook()
        if found and (found.full or found.going):
            st.caption(":material/inventory_2: " + _outlook(found))


def desk_header() -> None:
    """The head of All runs: whose desk this is, how full it is, its link and its name."""
    found = quotas.outlook()
    if not found:
        return
    here = desks.current()
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":material/desk: Your desk: **{wording.safe(desks.name(here))}**", width="content")
            copy_link.copy(
                "Copy my desk's link",
                "runs",
                {PARAM: st.session_state[KEY]},
                key="desk.link",
                done="Copied. Keep it to yourself",
            )
            with st.popover("Name", icon=":material/edit:"):
                name = st.text_input(
                    "What this desk is called", placeholder="Ada and Ben", max_chars=40, key="desk.name"
                )
                st.caption("The teacher sees this name. Left empty, the made-up one comes back.")
                if st.button("Keep the name", key="desk.rename"):
                    desks.rename(name)
                    st.rerun()
        st.caption(
            f"{_outlook(found)} Nobody else sees what is on it, but for the teacher. Whoever has its link sits at it: use it to go on "
            "at another computer."
        )


def _outlook(found: quotas.Outlook) -> str:
    said = f"Your desk is {found.used / 1e6:,.0f} of {found.limit / 1e6:,.0f} MB full."
    if found.full:
        return f"{said} Before the next run, delete or unpin one under All runs."
    if not found.going:
        return said
    removed = [f"'{wording.safe(run.title)}' ({wording.size(run.size())})" for run in found.going]
    if len(removed) == 1:
        return f"{said} The next run removes {removed[0]}, the oldest that is not pinned."
    shown = ", ".join(removed[:3]) + (f" and {len(removed) - 3} more" if len(removed) > 3 else "")
    return f"{said} The next run removes the {len(removed)} oldest that are not pinned: {shown}."


_keep = st.components.v2.component(
    "atelier.desk",
    html="<span hidden></span>",
    js="""
// Once for each page that is loaded: another tab may have opened another desk since, and its cookie is the newer one.
export default function ({ data }) {
  if (window.atelierDesk) return;
  window.atelierDesk = data.key;
  const kept = document.cookie.split("; ").find((one) => one.startsWith(data.name + "="))?.split("=")[1];
  if (kept === data.key) return;
  if (data.fresh && /^[0-9a-f]{32}$/.test(kept) && !sessionStorage.getItem(data.name)) {
    sessionStorage.setItem(data.name, "reloaded");  // once: a server that never gets the cookie must not be asked for ever
    return window.location.reload();  // two tabs were opened at the same time: the desk of the first one counts
  }
  document.cookie = `${data.name}=${data.key}; path=/; max-age=31536000; SameSite=Lax`;
}
""",
)
