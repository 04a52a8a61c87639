"""What Python makes of a gallery: one sheet of pictures for the browser, and picks that come back."""

import base64
import io

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from engine.data import faces
from engine.errors import Trouble
from playground.parts.components import gallery


def opened(url: str) -> np.ndarray:
    assert url.startswith("data:image/webp;base64,")
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))))


def tiny(n: int = 5, height: int = 8, width: int = 6, channels: int = 1) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (n, height, width, channels), dtype=np.uint8)


@pytest.mark.parametrize("channels", [1, 3])
def test_small_pictures_arrive_pixel_by_pixel(channels):
    pictures = tiny(channels=channels)
    laid = opened(gallery.sheet(pictures, smooth=False))
    assert laid.shape == (2 * 8, 3 * 6, 3)
    for k, picture in enumerate(pictures):
        down, right = 8 * (k // 3), 6 * (k % 3)
        assert (laid[down : down + 8, right : right + 6] == picture).all()


def test_48_faces_weigh_less_than_100_kilobytes_and_still_look_like_themselves():
    pictures = faces.make(48, 0)[0]
    url = gallery.sheet(pictures, smooth=True)
    assert len(url) < 100_000
    laid = opened(url)
    assert laid.shape == (7 * 64, 7 * 64, 3)
    tiles = laid.reshape(7, 64, 7, 64, 3).swapaxes(1, 2).reshape(49, 64, 64, 3)[:48]
    assert np.abs(tiles.astype(float) - pictures).mean() < 5


@pytest.mark.parametrize(("n", "columns"), [(1, 1), (4, 2), (5, 3), (48, 7), (500, 23)])
def test_a_sheet_is_about_square(n, columns):
    assert gallery.across(n) == columns


def page():
    import numpy as np
    import streamlit as st

    from playground.parts.components.gallery import gallery

    asked = st.session_state.get("asked", {})
    pictures = np.full((6, 8, 8, 1), asked.get("shade", 9), np.uint8)
    picked = gallery(pictures, key="grid", **asked.get("how", {}))
    st.text(str(picked.groups))
    st.text(str(picked.one))


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_function(page, default_timeout=20)


def said(at: AppTest) -> list[str]:
    assert not at.exception
    return [text.value for text in at.text]


def stamp(at: AppTest) -> str:
    digest, turn = at.session_state["grid.showing"]
    return f"{digest}.{turn}"


def test_before_a_pick_there_is_none(at):
    assert said(at.run()) == ["{'picked': ()}", "None"]


@pytest.mark.parametrize(
    ("how", "groups"),
    [
        ({"chosen": (2,)}, {"picked": (2,)}),
        ({"chosen": np.array([2, 4])}, {"picked": (2,)}),
        ({"chosen": (2, 4, 99), "most": 3}, {"picked": (2, 4)}),
        ({"groups": ("with", "without"), "chosen": {"without": (1, 3)}}, {"with": (), "without": (1, 3)}),
        (
            {"groups": ("A", "B", "C"), "one_each": True, "chosen": {"A": (1, 3), "C": (1,)}},
            {"A": (1,), "B": (), "C": ()},
        ),
    ],
)
def test_the_first_choice_counts_until_there_is_a_pick(at, how, groups):
    at.session_state["asked"] = {"how": how}
    assert said(at.run())[0] == str(groups)


def test_a_pick_counts_for_these_pictures_and_is_forgotten_with_others(at):
    at.session_state["asked"] = {"how": {"chosen": (1,)}}
    at.run()
    at.session_state["grid"] = {"picked": {"stamp": stamp(at), "groups": {"picked": [5]}}}
    assert said(at.run()) == ["{'picked': (5,)}", "5"]
    at.session_state["asked"] = {"shade": 10, "how": {"chosen": (1,)}}
    assert said(at.run()) == ["{'picked': (1,)}", "1"]


def test_pictures_that_come_back_are_a_new_showing(at):
    at.run()
    before = stamp(at)
    at.run()
    assert stamp(at) == before
    for shade in (10, 9):
        at.session_state["asked"] = {"shade": shade}
        at.run()
        assert stamp(at) != before


def test_another_first_choice_starts_anew(at):
    at.run()
    before = stamp(at)
    at.session_state["asked"] = {"how": {"chosen": (3,)}}
    assert said(at.run())[1] == "3" and stamp(at) != before


def test_forged_picks_are_none(at):
    at.session_state["asked"] = {"how": {"groups": ("with", "without")}}
    at.run()
    forged = {"with": [6, -1, "2", None, True, 4], "without": [4, 0], "nobody": [1]}
    at.session_state["grid"] = {"picked": {"stamp": stamp(at), "groups": forged}}
    assert said(at.run())[0] == "{'with': (4,), 'without': (0,)}"


def test_no_picture_is_a_sentence():
    with pytest.raises(Trouble, match=r"There is no picture to pick from\. Choose another set of pictures\."):
        gallery.gallery(np.zeros((0, 8, 8, 3), np.uint8), key="grid")


@pytest.mark.parametrize(
    ("pictures", "how", "says"),
    [
        (tiny().astype(float), {}, "Pictures are uint8"),
        (tiny()[..., 0], {}, r"not uint8 \(5, 8, 6\)"),
        (tiny(), {"groups": ("A", "B", "C", "D")}, "up to 3 groups"),
        (tiny(), {"groups": ("A", "A")}, "a name of its own"),
        (tiny(), {"groups": ("A", "B"), "chosen": (1,)}, "says for each group"),
        (tiny(), {"titles": ["one"]}, "5 pictures need 5 titles, not 1"),
    ],
)
def test_what_a_page_got_wrong_is_named(pictures, how, says):
    with pytest.raises(ValueError, match=says):
        gallery.gallery(pictures, key="grid", **how)
