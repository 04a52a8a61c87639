"""The visitor's desk in a class: its name, how full it is, its links, and the desks before it. On a laptop nothing of it shows."""

import streamlit as st

from engine import catalog
from engine.core import desks, settings
from engine.language.words import _, _n
from engine.runs import quotas, store
from playground.classroom import seat
from playground.components.copy_link import copy_link
from playground.shell import wording


def remember_desk() -> None:
    """After the page: let the browser remember the desk."""
    if settings.in_class():
        _keep(key="desk.keeper", data={"cookies": seat.kept(), "fresh": st.session_state.get(seat.FRESH, False)})


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
            st.markdown(
                _(":material/desk: Your desk: **{name}**", name=wording.safe(desks.name(here))), width="content"
            )
            _link(_("Copy my desk's link"), {seat.PARAM: st.session_state[seat.KEY]}, _("Copied. Keep it to yourself"))
            if store.every():
                _link(_("Copy a link to look"), {seat.LOOK: desks.look_key(here)}, _("Copied. It changes nothing here"))
                st.button(
                    _("Withdraw links to look"),
                    icon=":material/link_off:",
                    type="tertiary",
                    key="desk.withdraw",
                    help=_(
                        "All links to look that were given out so far show nothing any more, also to who looks just now."
                    ),
                    on_click=_withdraw,
                )
            with st.popover(_("Name"), icon=":material/edit:"):
                name = st.text_input(
                    _("What this desk is called"), placeholder=_("Ada and Ben"), max_chars=40, key="desk.name"
                )
                st.caption(_("The teacher sees this name. Left empty, the made-up one comes back."))
                if st.button(_("Keep the name"), key="desk.rename"):
                    desks.rename(name)
                    st.rerun()
            _earlier()
        st.caption(
            _(
                "{outlook} Nobody else sees what is on it, but for the teacher and who has a link of it. With your desk's link "
                "one sits at it: use it to go on at another computer. With a link to look one sees your runs, and changes nothing.",
                outlook=_outlook(found),
            )
        )


def _link(label: str, query: dict[str, str], done: str) -> None:
    copy_link.copy(label, "runs", query, key=f"desk.link.{'.'.join(query)}", done=done)


def _withdraw() -> None:
    desks.withdraw_look_keys()
    st.toast(_("Withdrawn. Whoever is to look copies a new link from you."), icon=":material/link_off:")


def _earlier() -> None:
    """The way back to the desks at which this browser sat before."""
    keys = st.session_state.get(seat.EARLIER, [])
    if keys:
        with st.popover(_n("Your earlier desk", "Your earlier desks", len(keys)), icon=":material/history:"):
            for number, key in enumerate(keys):
                name = wording.safe(desks.full_name(desks.of_key(key) or desks.ONLY))
                st.button(_("Back to {name}", name=name), key=f"desk.back.{number}", on_click=seat.move, args=(key,))


def _outlook(found: quotas.Outlook) -> str:
    said = _("Your desk is {used:,.0f} of {limit:,.0f} MB full.", used=found.used / 1e6, limit=found.limit / 1e6)
    if found.full:
        return f"{said} {_('Before the next run, delete or unpin one under All runs.')}"
    if not found.going:
        return said
    removed = [f"'{wording.safe(run.title)}' ({wording.size(run.size())})" for run in found.going]
    if len(removed) == 1:
        going = _("The next run removes {run}, the oldest that is not pinned.", run=removed[0])
        return f"{said} {going}"
    shown = ", ".join(removed[:3])
    if len(removed) > 3:
        shown = _("{names} and {n} more", names=shown, n=len(removed) - 3)
    going = _("The next run removes the {n} oldest that are not pinned: {names}.", n=len(removed), names=shown)
    return f"{said} {going}"


_keep = st.components.v2.component(
    "atelier.desk",
    html="<span hidden></span>",
    js="""
// What has changed since this page was loaded, and no more: another tab may have changed the rest, and its cookies are newer.
const ONE = "atelier_desk";

export default function ({ data }) {
  const written = (window.atelierDesk ??= {});
  const kept = (name) => document.cookie.split("; ").find((one) => one.startsWith(name + "="))?.split("=")[1] ?? "";
  for (const [name, value] of Object.entries(data.cookies)) {
    if (written[name] === value) continue;
    written[name] = value;
    if (kept(name) === value) continue;
    if (name === ONE && data.fresh && /^[0-9a-f]{32}$/.test(kept(name)) && !sessionStorage.getItem(name)) {
      sessionStorage.setItem(name, "reloaded");  // once: a server that never gets the cookie must not be asked for ever
      return window.location.reload();  // two tabs were opened at the same time: the desk of the first one counts
    }
    document.cookie = `${name}=${value}; path=/; max-age=${value ? 31536000 : 0}; SameSite=Lax`;
  }
}
""",
)
