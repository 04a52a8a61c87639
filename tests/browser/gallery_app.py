"""A page with a gallery that says what Python got from it, for tests/browser/test_gallery.py. It counts its script runs.

?show=one     one of 48 faces
?show=three   up to three
?show=groups  with a smile, without
?show=sum     A, B and C, one each
?show=small   grey pictures of 8 x 8, with titles, 0 picked at first
"""

import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[2]))

import numpy as np
import streamlit as st

from engine.data import faces
from playground.parts.components.gallery import Picked, gallery


@st.cache_data
def drawn(seed: int) -> np.ndarray:
    return faces.make(48, seed)[0]


def tiny() -> np.ndarray:
    """Each a chessboard whose light squares tell its number."""
    board = np.indices((8, 8)).sum(0) % 2
    return np.stack([board * (100 + 20 * k) for k in range(6)]).astype(np.uint8)[..., None]


def choose(show: str) -> Picked:
    pictures = drawn(1 if st.toggle("Other pictures") else 0)
    called = [f"face {k + 1}" for k in range(len(pictures))]
    if show == "three":
        return gallery(pictures, key="gallery", most=3, chosen=(4,))
    if show == "groups":
        smile = "with a grin" if st.toggle("Another name") else "with a smile"
        return gallery(
            pictures, key="gallery", groups=(smile, "without"), titles=called, chosen={"without": (7,)}, alt="Faces"
        )
    if show == "sum":
        return gallery(pictures, key="gallery", groups=("A", "B", "C"), one_each=True, titles=called)
    if show == "small":
        return gallery(tiny(), key="gallery", chosen=(0,), titles=["dark", *"abcde"])
    return gallery(pictures, key="gallery", alt="Faces")


def main() -> None:
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    if not st.toggle("Hide the gallery"):
        picked = choose(st.query_params.get("show", "one"))
        st.text(f"picked: {picked.groups}")
        st.text(f"one: {picked.one}")
    st.button("Run again")
    st.text(f"script runs: {st.session_state.runs}")


if __name__ == "__main__":
    st.set_page_config(page_title="Gallery", layout="wide")
    main()
