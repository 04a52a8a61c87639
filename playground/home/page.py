"""Home: what the house holds, one card per lesson, and what the reader did last."""

import streamlit as st

from engine.core.card import Card
from engine.language.words import N_, _
from engine.runs import store
from playground.shell import frame, links

SHELF = links.PLAYGROUND / "pictures"
RECENT = 4

WAYS = (
    ("visibility", N_("See"), N_("Every page shows a real model at work within seconds, also without a network.")),
    ("tune", N_("Steer"), N_("Move a slider and the picture follows. Some knobs turn while the network trains.")),
    ("broken_image", N_("Break"), N_("Make the famous mistakes on purpose and see what each one looks like.")),
    ("build", N_("Repair"), N_("Change one thing, run it again, and lay the two runs side by side.")),
)


def lesson_card(card: Card, wide: bool) -> None:
    picture = SHELF / f"{card.name}.png"
    left, right = (
        st.columns([1, 1], gap="medium", vertical_alignment="center")
        if wide and picture.is_file()
        else (st.container(), st.container(gap="xsmall"))
    )
    if picture.is_file():
        with left:
            st.image(
                picture.read_bytes(),
                _(card.portrait),
                width="stretch",
                output_format="PNG",
                alt=_("Made by the model of the lesson {title}", title=_(card.title)),
            )
    with right:
        with st.container(horizontal=True, gap="small"):
            st.badge(_(card.group), icon=card.icon, color="violet")
            st.badge(_("{minutes} minutes", minutes=card.minutes), icon=":material/schedule:", color="gray")
        st.header(_(card.title), anchor=False)
        st.markdown(_(card.summary))
        st.markdown(_(card.invitation))
        st.page_link(
            links.page_of(card.name),
            label=_("**Open {title}**", title=_(card.title)),
            icon=":material/arrow_forward:",
            icon_position="right",
        )


def latest_runs() -> None:
    recent = store.every()[:RECENT]
    if not recent:
        return
    from playground.runs import run_cards  # brings numpy and Pillow, without which a first visit paints sooner

    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.header(_("Your latest runs"), anchor=False, width="content")
        st.page_link(links.RUNS, label=_("All runs"), icon=":material/arrow_forward:", icon_position="right")
    grid = st.grid(RECENT, min_column_width=200, border=True)
    for run in recent:
        with grid.cell(), frame.guard():
            run_cards.small_card(run)


def ways_in() -> None:
    with st.container(horizontal=True, gap="medium"):
        st.page_link(links.GENERATIVE, label=_("What is a generative model?"), icon=":material/lightbulb:")
        st.page_link(links.COURSE, label=_("By the course"), icon=":material/menu_book:")


def ways() -> None:
    st.header(_("In every lesson"), anchor=False)
    grid = st.grid(len(WAYS), min_column_width=180)
    for icon, word, meaning in WAYS:
        with grid.cell(), st.container(gap="xxsmall"):
            st.markdown(f":primary[:material/{icon}:] **{_(word)}**")
            st.caption(_(meaning))


st.title(_("See, steer, break and repair the networks that make pictures."), anchor=False)
ways_in()
with frame.guard():
    shown = links.lessons()
    gallery = st.grid(min(3, len(shown)) or 1, min_column_width=250, border=True)
    for card in shown:
        with gallery.cell():
            lesson_card(card, wide=len(shown) == 1)
with frame.guard():
    latest_runs()
ways()
