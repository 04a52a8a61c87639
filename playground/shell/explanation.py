"""How it works, in three depths: one sentence, the idea with a diagram, the mathematics."""

from dataclasses import dataclass

import streamlit as st

from engine.language.words import N_, _


@dataclass(frozen=True)
class Explanation:
    sentence: str
    idea: str
    """A few paragraphs without a formula."""
    diagram: str = ""
    """A Mermaid flowchart: drawn in the reader's browser, in the colours of the theme, without a network."""
    diagram_alt: str = ""
    mathematics: tuple[tuple[str, str], ...] = ()
    """(formula in LaTeX, what it says in words), in the order in which they are read."""
    reading: tuple[tuple[str, str], ...] = ()
    """(title, link) of the papers."""


LARGE = '%%{init: {"themeVariables": {"fontSize": "24px"}, "flowchart": {"nodeSpacing": 30, "rankSpacing": 34}}}%%\n'
"""A wide diagram is scaled down to the popover: its words have to be large to begin with."""

DEPTHS = (N_("In a sentence"), N_("The idea"), N_("The mathematics"))


def how_it_works(explanation: Explanation, *, key: str) -> None:
    depth = st.segmented_control(
        _("How deep?"),
        DEPTHS,
        default=DEPTHS[0],
        format_func=_,
        required=True,
        key=f"{key}.how",
        label_visibility="collapsed",
    )
    if depth == DEPTHS[0]:
        st.markdown(f"**{_(explanation.sentence)}**")
    elif depth == DEPTHS[1]:
        if explanation.diagram:
            st.mermaid_chart(LARGE + _(explanation.diagram), alt=_(explanation.diagram_alt))
        st.markdown(_(explanation.idea))
    else:
        for formula, words in explanation.mathematics:
            st.latex(formula)
            st.markdown(_(words))
        if explanation.reading:
            st.caption(_("To read on:") + " " + " · ".join(f"[{title}]({link})" for title, link in explanation.reading))
