"""A page with the components of the lessons that paint, which says what Python got from them. `?show=square&count=3` chooses."""

import site
import time
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import numpy as np
import streamlit as st

from playground.components.gallery.gallery import Item, gallery, packed
from playground.components.mask.mask import mask
from playground.components.square.square import Corner, square

NAMES = ("Red", "Green", "Blue", "Grey", "White")
COLOURS = ((220, 40, 40), (40, 180, 60), (40, 60, 220), (120, 120, 120), (250, 250, 250))


def plain(colour: tuple[int, int, int], height: int = 60, width: int = 60) -> np.ndarray:
    return np.full((height, width, 3), colour, np.uint8)


def keep(name: str, value: object) -> None:
    st.session_state[name] = value


def show_square(count: int) -> None:
    weights = st.session_state.setdefault("weights", [1.0] * count)
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    corners = [Corner(name, plain(colour)) for name, colour in zip(NAMES[:count], COLOURS, strict=False)]
    if st.query_params.get("slow"):
        time.sleep(0.4)
    square(corners, key="square", weights=weights, on_move=lambda weights: keep("weights", weights))
    if st.button("All red"):
        keep("weights", [1.0] + [0.0] * (count - 1))
        st.rerun()
    st.text("weights " + " ".join(f"{weight:.3f}" for weight in weights))
    st.text(f"runs {st.session_state.runs}")


def show_mask() -> None:
    y, x = np.mgrid[0:200, 0:300]
    picture = np.stack([x * 255 // 300, y * 255 // 200, np.full_like(x, 90)], 2).astype(np.uint8)
    if st.button("Right half"):
        areas = np.zeros((200, 300), np.uint8)
        areas[:, 150:] = 2
        keep("areas", areas)
    mask(
        picture,
        key="mask",
        titles=NAMES[:2],
        areas=st.session_state.get("areas"),
        on_draw=lambda areas: keep("areas", areas),
        alt="A gradient",
    )
    areas = st.session_state.get("areas")
    if areas is None:
        st.text("no areas")
    else:
        st.text("shares " + " ".join(f"{(areas == label).mean():.3f}" for label in range(3)))
        rows, columns = np.nonzero(areas)
        st.text(f"box {rows.min()} {rows.max()} {columns.min()} {columns.max()}")


def show_gallery() -> None:
    chosen = st.session_state.setdefault("chosen", ["red"])

    def pick(reference: str, add: bool) -> None:
        others = [one for one in chosen if one != reference]
        keep("chosen", (others if reference in chosen else [*chosen, reference]) if add else [reference])

    items = [
        Item(name.lower(), name, "Colours" if number < 3 else "Greys", f"Plain {name.lower()}")
        for number, name in enumerate(NAMES)
    ]
    pictures = packed([plain(colour) for colour in COLOURS])
    gallery(items, pictures, key="gallery", label="Styles", chosen=chosen, on_pick=pick, most=3)
    st.text("chosen " + " ".join(st.session_state["chosen"]))
    if st.button("Look again"):
        st.text("looked again")


def main() -> None:
    show = st.query_params.get("show", "square")
    if show == "square":
        show_square(int(st.query_params.get("count", "4")))
    else:
        {"mask": show_mask, "gallery": show_gallery}[show]()


if __name__ == "__main__":
    main()
