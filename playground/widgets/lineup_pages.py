"""A line-up of which only a part is shown at a time: what is picked stays picked while others are looked at."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import streamlit as st

from engine.language.words import _
from playground.components.lineup.lineup import ALONE, Picked, lineup


def pick(
    decoder: str,
    codes_of: Callable[[Sequence[int]], np.ndarray],
    shown: Sequence[int],
    key: str,
    *,
    groups: Sequence[str] = (ALONE,),
    most: int = 1,
    chosen: Mapping[str, Sequence[int]] | None = None,
    side: int = 66,
    title: str | None = None,
) -> dict[str, list[int]]:
    """Show some faces. Of each group the numbers of all that is picked, shown or not, in the order in which they were picked.

    codes_of  numbers of faces -> their codes (n, d)
    shown     the numbers of the faces to show: a page of them, or what a search has found
    most      how many faces each group holds
    chosen    what is picked at first, shown or not
    """
    name = f"{key}.picks"
    picks: dict[str, list[int]] = st.session_state.setdefault(name, {})
    for group in groups:
        picks.setdefault(group, [int(one) for one in (chosen or {}).get(group, ())])
    numbers = [int(number) for number in shown]
    sight = numbers, list(groups)
    seen, visit = st.session_state.get(f"{key}.visit", (sight, 0))
    visit += seen != sight  # a page that is turned to is drawn anew: its picks may have changed elsewhere
    st.session_state[f"{key}.visit"] = sight, visit
    here = {group: [numbers.index(one) for one in picks[group] if one in numbers] for group in groups}

    def keep(found: Picked) -> None:
        for group in groups:
            picks[group] = merged(picks[group], numbers, [numbers[place] for place in found.groups[group]], most)

    if numbers:
        lineup(
            decoder,
            codes_of(numbers),
            f"{key}.{visit}",
            groups=groups,
            most=most,
            chosen=[here[group] for group in groups],
            beyond={group: len(picks[group]) - len(here[group]) for group in groups},
            side=side,
            title=title or _("Faces"),
            on_pick=keep,
        )
    else:
        st.info(_("Nobody is like that. Search for less."), icon=":material/search_off:")
    elsewhere = sum(one not in numbers for group in groups for one in picks[group])
    if elsewhere:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(_("{n} more picked on other pages.", n=elsewhere), width="content")
            st.button(_("Forget those"), type="tertiary", key=f"{key}.forget", on_click=_forget, args=(name, numbers))
    return {group: list(picks[group]) for group in groups}


def put(key: str, picks: Mapping[str, Sequence[int]]) -> None:
    """Pick these instead of all that is picked."""
    st.session_state[f"{key}.picks"] = {group: [int(one) for one in some] for group, some in picks.items()}
    seen, visit = st.session_state.get(f"{key}.visit", ([], 0))
    st.session_state[f"{key}.visit"] = seen, visit + 1


def merged(before: Sequence[int], shown: Sequence[int], here: Sequence[int], most: int) -> list[int]:
    """What was picked out of sight, and what is picked of those that are shown; of too many the newest."""
    kept = [one for one in before if one not in shown or one in here]
    return [*kept, *(one for one in here if one not in kept)][-most:]


def _forget(name: str, shown: Sequence[int]) -> None:
    for group, some in st.session_state[name].items():
        st.session_state[name][group] = [one for one in some if one in shown]
