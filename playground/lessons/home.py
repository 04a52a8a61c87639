"""Home: what the house holds, one card per lesson."""

import streamlit as st

from engine import runs
from engine.catalog import Card
from playground.parts import links, page, pictures

SHELF = links.LESSONS.parent / "pictures"


def lesson_card(card: Card, side_by_side: bool) -> None:
    picture = SHELF / f"{card.name}.png"
    with st.container(border=True, height="stretch"):
        left, right = (
            st.columns([2, 3], gap="medium", vertical_alignment="center")
            if side_by_side
            else (st.container(), st.container())
        )
        if picture.is_file():
            with left:
                pictures.show_file(picture, alt=f"Made by the {card.title.lower()} of this lesson")
        with right:
            with st.container(horizontal=True, gap="small"):
                st.badge(card.group, color="violet")
                st.badge(f"{card.minutes} min", icon=":material/schedule:", color="gray")
            st.subheader(card.title, anchor=False)
            st.markdown(f"{card.summary} {card.invitation}")
            st.page_link(
                links.page_of(card.name),
                label="**Open the lesson**",
                icon=":material/arrow_forward:",
                icon_position="right",
            )


with page.guard():
    st.title("See, steer, break and repair the networks that make pictures", anchor=False)
    shown = links.lessons()
    for card in shown:
        lesson_card(card, True)
    recent = runs.every()[:4]
