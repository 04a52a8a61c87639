"""What Python makes of a drawing: it is opened with care, and laid out as MNIST's digits are."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from playground.components.sketch import sketch


def bar(height: int, width: int, at: tuple[int, int] = (5, 60), side: int = 112) -> np.ndarray:
    picture = np.zeros((side, side), np.uint8)
    picture[at[0] : at[0] + height, at[1] : at[1] + width] = 255
    return picture


def box(picture: np.ndarray) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(picture)
    return rows.min(), rows.max(), columns.min(), columns.max()


def mass(picture: np.ndarray) -> tuple[float, float]:
    weight = picture / picture.sum()
    middles = np.arange(len(picture)) + 0.5
    return (weight.sum(1) * middles).sum(), (weight.sum(0) * middles).sum()


def test_the_longer_side_becomes_twenty_and_the_mass_lies_in_the_middle():
    laid = sketch.centred(bar(80, 20))
    assert laid.shape == (28, 28) and laid.dtype == np.uint8 and laid.max() == 255
    assert box(laid) == (4, 23, 12, 16)
    assert mass(laid) == pytest.approx((14, 14), abs=0.501)


@pytest.mark.parametrize("at", [(0, 0), (3, 90), (32, 20)])
def test_where_it_was_drawn_makes_no_difference(at):
    assert (sketch.centred(bar(80, 20, at)) == sketch.centred(bar(80, 20, (10, 10)))).all()


def test_how_large_it_was_drawn_makes_no_difference_to_its_size():
    assert box(sketch.centred(bar(20, 20))) == box(sketch.centred(bar(100, 100, (4, 4)))) == (4, 23, 4, 23)


def test_a_lopsided_drawing_is_moved_by_its_mass_but_stays_inside():
    picture = bar(100, 100, (6, 6))
    picture[6:96, 6:96] = 0  # a thick angle, heavy at the lower right
    laid = sketch.centred(picture)
    top, bottom, left, right = box(laid)
    assert (bottom - top, right - left) == (19, 19) and (top, left) == (0, 0)


def test_a_single_dot_and_nothing_at_all():
    dot = np.zeros((112, 112), np.uint8)
    dot[50, 50] = 255
    assert box(sketch.centred(dot)) == (4, 23, 4, 23)
    assert not sketch.centred(np.zeros((112, 112), np.uint8)).any()


def png(picture: Image.Image, form: str = "PNG") -> str:
    file = io.BytesIO()
    picture.save(file, form)
    return base64.b64encode(file.getvalue()).decode()


def test_a_png_of_the_right_size_is_opened():
    assert sketch._opened(png(Image.new("RGB", (28, 28), "white")), 28).size == (28, 28)


@pytest.mark.parametrize(
    "forged",
    [
        None,
        7,
        {"png": "x"},
        "",
        "no base64 at all",
        base64.b64encode(b"no picture").decode(),
        png(Image.new("L", (29, 28))),
        png(Image.new("L", (3000, 3000))),
        png(Image.new("L", (28, 28)), "JPEG"),
        png(Image.new("L", (28, 28)))[:60],
        "A" * 10_000_000,
    ],
    ids=lambda forged: str(forged)[:12],
)
def test_whatever_else_arrives_counts_as_nothing_drawn(forged):
    assert sketch._opened(forged, 28) is None


def page():
    import streamlit as st

    from playground.components.sketch.sketch import sketch

    st.text(str(sketch(key="pad")))


def test_an_untouched_pad_is_none():
    at = AppTest.from_function(page, default_timeout=120).run()
    assert not at.exception and at.text[0].value == "None"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"background": "black"}, "A colour is written #rrggbb, not 'black'."),
        ({"colours": [("Sky", "#12")]}, "A colour is written #rrggbb, not '#12'."),
        ({"background": "#ffffff", "centre": True}, "Only white on black can be centred."),
    ],
)
def test_wrong_colours_are_named(wrong, says):
    with pytest.raises(ValueError, match=says):
        sketch.sketch(key="pad", **wrong)
