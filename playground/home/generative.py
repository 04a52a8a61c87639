"""What a generative model is: beside a discriminative one, and what kinds there are."""

import streamlit as st

from playground.shell import frame

SIDES = (
    (
        "Discriminative",
        "Which of the two is it?",
        "It gets a picture of a dog or a cat and says which. For that it needs only what sets the two apart: a line between them.",
        r"p(\text{dog} \mid \text{picture})",
    ),
    (
        "Generative",
        "What do dogs look like? Show me a new one.",
        "It learns what pictures there are and how often: where all dogs lie, not only where cats begin. From that it draws new ones.",
        r"p(\text{picture})",
    ),
)


def two_kinds() -> None:
    grid = st.grid(len(SIDES), min_column_width=260, border=True)
    for kind, question, words, formula in SIDES:
        with grid.cell():
            st.markdown(f"**{kind}:** *{question}*")
            st.latex(formula)
            st.markdown(words)


st.title("What is a generative model?", anchor=False)
st.markdown(
    "A network that has seen many pictures and makes new ones of the same kind. It replaces nobody: it is **augmented "
    "intelligence**, a tool that lets a person make more than before."
)
with frame.guard():
    two_kinds()
