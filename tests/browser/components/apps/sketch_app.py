"""A page with sketch pads that says what Python got from them. `?show=labels` is the pad with colours."""

import hashlib
import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import streamlit as st

from playground.components.sketch.sketch import sketch

PENS = [("Sky", "#4cb7f7"), ("Meadow", "#8fd14a"), ("Brick", "#a82c00")]


def main() -> None:
    show = st.query_params.get("show", "digit")
    if st.button("Run again"):
        st.session_state.again = st.session_state.get("again", 0) + 1
    if show == "labels":
        drawing = sketch(key="pad", size=256, side=360, colours=PENS, background="#ffffff", alt="A map of labels")
    elif show == "centred":
        drawing = sketch(key="pad", centre=True, alt="A digit, centred")
    else:
        drawing = sketch(key="pad", alt="A digit")
    st.text(f"again {st.session_state.get('again', 0)}")
    if drawing is None:
        st.text("nothing drawn")
        return
    colours = {tuple(int(value) for value in pixel) for pixel in drawing.reshape(-1, drawing.shape[2])}
    rows, columns = (drawing != drawing[0, 0]).any(2).nonzero()
    st.text(f"shape {drawing.shape} {drawing.dtype}")
    st.text(f"box {rows.min()} {rows.max()} {columns.min()} {columns.max()}" if len(rows) else "box none")
    st.text(f"print {hashlib.sha256(drawing.tobytes()).hexdigest()[:12]}")
    if len(colours) <= 4:
        st.text(f"colours {sorted('#{:02x}{:02x}{:02x}'.format(*colour) for colour in colours)}")
    st.image(drawing.squeeze(), width=140, output_format="PNG")


if __name__ == "__main__":
    main()
