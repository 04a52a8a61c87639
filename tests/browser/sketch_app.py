"""A page with sketch pads that says what Python got from them. `?show=labels` is the pad with colours."""

import hashlib
import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[2]))

import streamlit as st

from playground.parts.components.sketch import sketch

PENS = [("Sky", "#4cb7f7"), ("Meadow", "#8fd14a"), ("Brick", "#a82c00")]

show = st.query_params.get("show", "digit")
if show == "labels":
    drawing = sketch(key="pad", size=256, side=360, colours=PENS, background="#ffffff", alt="A map of labels")
elif show == "centred":
    drawing = sketch(key="pad", centre=True, alt="A digit, centred")
else:
    drawing = sketch(key="pad", alt="A digit")

if drawing is None:
    st.text("nothing drawn")
else:
    colours = {tuple(int(value) for value in pixel) for pixel in drawing.reshape(-1, drawing.shape[2])}
    digest = hashlib.sha256(drawing.tobytes()).hexdigest()[:12]
    rows, columns = (drawing != drawing[0, 0]).any(2).nonzero()
    st.text(f"shape {drawing.shape}")
    st.text(f"box {rows.min()} {rows.max()} {columns.min()} {columns.max()}")
    st.text(f"colours {len(colours)}")
    st.text(f"print {digest}")
    if len(colours) <= 4:
        st.text(f"exactly {sorted('#{:02x}{:02x}{:02x}'.format(*colour) for colour in colours)}")
    st.image(drawing.squeeze(), width=140, output_format="PNG")
