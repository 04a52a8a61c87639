"""A page with a crop box that says what Python got, and with `?show=face` the whole way of a reader's own face."""

import hashlib
import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import numpy as np
import streamlit as st

from engine.data.drawn import faces
from playground.components.crop.crop import crop_box
from playground.widgets.own import found_faces, own_face

FACE = 256
CORNER = (340, 120)  # where the drawn face lies on its canvas: left and top


def picture() -> np.ndarray:
    """A drawn face on a larger sheet whose colour runs from left to right."""
    sheet = np.empty((480, 800, 3), np.uint8)
    sheet[:] = np.linspace(60, 200, 800)[None, :, None] * np.array([1.0, 0.8, 0.6])
    left, top = CORNER
    sheet[top : top + FACE, left : left + FACE] = faces.draw({"smile": 1, "glasses": 0}, FACE)
    return sheet


def main() -> None:
    if st.query_params.get("show") == "face":
        found_faces._find = lambda picture: []  # here the hand lays the box: what is found has tests of its own
        face = own_face.own_face("own", "faces")
        st.text("no face yet" if face is None else f"print {_print(face)}")
        return
    if st.button("Run again"):
        st.session_state.again = st.session_state.get("again", 0) + 1
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    canvas = picture()
    box = crop_box(canvas, "crop", guide=own_face.GUIDES["faces"])
    face = own_face.cut(canvas, box)
    st.text(f"box {box.x:.2f} {box.y:.2f} {box.side:.2f} {box.degrees:.2f}")
    st.text(f"again {st.session_state.get('again', 0)}")
    st.text(f"runs {st.session_state.runs}")
    st.text(f"print {_print(face)}")


def _print(face: np.ndarray) -> str:
    return hashlib.sha256(face.tobytes()).hexdigest()[:12]


if __name__ == "__main__":
    main()
