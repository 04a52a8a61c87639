"""A line-up of many pages: what is picked on one stays picked while others are looked at."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import streamlit as st

from playground.components.lineup.lineup import ALONE, Picked, lineup

Place = tuple[int, int]
"""The page, and which face of it."""


def pick(
    decoder: str,
    codes_of: Callable[[int], np.ndarray],
    page: int,
    key: str,
    *,
    groups: Sequence[str] = (ALONE,),
    most: int = 1,
    chosen: Mapping[str, Sequence[Place]] | None = None,
    side: int = 66,
    title: str = "Faces",
) -> dict[str, np.ndarray]:
    """Show a page. Of each group the codes (n, d) of all that is picked on any page, in the order in which they were picked.

    codes_of  page -> the codes (n, d) of its faces
    most      how many faces each group holds over all pages
    chosen    what is picked at first, on any page
    """
    name = f"{key}.picks"
    if name not in st.session_state:
        put(key, {group: (chosen or {}).get(group, ()) for group in groups})
    picks: dict[str, list[Place]] = st.session_state[name]
    seen, visit = st.session_state.get(f"{key}.visit", (page, 0))
    visit += seen != page  # a page that is turned to is drawn anew: its picks may have moved to another one
    st.session_state[f"{key}.visit"] = page, visit
    here = {group: [place for at, place in picks[group] if at == page] for group in groups}
    codes = codes_of(page)

    def keep(found: Picked) -> None:
        for group in groups:
            picks[group] = merged(picks[group], page, found.groups[group], most)

    lineup(
        decoder,
        codes,
        f"{key}.{page}.{visit}",
        groups=groups,
        most=most,
        chosen=[here[group] for group in groups],
        beyond={group: len(picks[group]) - len(here[group]) for group in groups},
        side=side,
        title=title,
        on_pick=keep,
    )
    elsewhere = sum(at != page for group in groups for at, _ in picks[group])
    if elsewhere:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{elsewhere} more picked on other pages.", width="content")
            st.button("Forget those", type="tertiary", key=f"{key}.forget", on_click=_forget, args=(name, page))
    return {
        group: np.stack([codes_of(at)[place] for at, place in picks[group]]) if picks[group] else codes[:0]
        for group in groups
    }


def put(key: str, picks: Mapping[str, Sequence[Place]]) -> None:
    """Pick these instead of all that is picked."""
    st.session_state[f"{key}.picks"] = {group: list(places) for group, places in picks.items()}
    seen, visit = st.session_state.get(f"{key}.visit", (0, 0))
    st.session_state[f"{key}.visit"] = seen, visit + 1


def merged(before: Sequence[Place], page: int, here: Sequence[int], most: int) -> list[Place]:
    """What was picked on other pages, and what is picked on this one; of too many the newest."""
    kept = [(at, place) for at, place in before if at != page or place in here]
    return [*kept, *((page, place) for place in here if (page, place) not in kept)][-most:]


def _forget(name: str, page: int) -> None:
    for group, places in st.session_state[name].items():
        st.session_state[name][group] = [(at, place) for at, place in places if at == page]
