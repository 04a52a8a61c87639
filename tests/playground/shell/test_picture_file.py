"""What a picture's file says of how it was made, and what is believed of that."""

import io

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.runs import exports
from playground.components.wipe import wipe
from playground.shell import picture_file


def saying(text: str) -> bytes:
    said, content = PngInfo(), io.BytesIO()
    said.add_text(picture_file.SAID, text)
    Image.new("RGB", (4, 4)).save(content, "PNG", pnginfo=said)
    return content.getvalue()


def test_a_file_holds_its_picture_and_its_settings():
    picture = np.random.default_rng(0).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    content = picture_file.png(picture, "style?view=train&content=scene%3Alake")
    with Image.open(io.BytesIO(content)) as image:
        assert (np.asarray(image) == picture).all()
    assert picture_file.link_in(content) == ("style", {"view": "train", "content": "scene:lake"})


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_a_film_holds_its_pictures_and_its_settings(kind):
    pictures = np.random.default_rng(0).integers(0, 256, (3, 20, 30, 3), dtype=np.uint8)
    link = "style?view=train&content=scene%3Alake&" + "x" * 300 + "=1"
    before = exports.film(pictures, kind)
    after = picture_file.signed(before, link)
    assert picture_file.link_in(before) is None
    found = picture_file.link_in(after)
    assert found and found[0] == "style" and found[1]["content"] == "scene:lake"
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert getattr(one, "n_frames", 1) == getattr(other, "n_frames", 1)
        for number in range(getattr(one, "n_frames", 1)):
            one.seek(number), other.seek(number)
            assert (np.asarray(one.convert("RGB")) == np.asarray(other.convert("RGB"))).all()


@pytest.mark.parametrize(
    "text",
    [
        "runs?delete=all",
        "http://evil.example/style?view=train",
        "//evil.example/style",
        "http://[",
        "style?" + "a=b&" * 2_000,
        "",
    ],
)
def test_what_names_no_lesson_is_not_believed(text):
    assert picture_file.link_in(saying(text)) is None


def test_what_belongs_to_a_desk_does_not_travel():
    assert picture_file.link_in(saying("gan?view=train&run=1&desk=2&look=3&steps=5")) == (
        "gan",
        {"view": "train", "steps": "5"},
    )


def test_no_picture_says_nothing():
    assert picture_file.link_in(b"no picture") is None
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, "JPEG")
    assert picture_file.link_in(content.getvalue()) is None


def test_a_wipe_tells_how_far_its_pictures_are_apart():
    before, after = np.zeros((30, 60, 3), np.uint8), np.full((30, 60, 3), 12, np.uint8)
    found = wipe.described(before, after, alt="x", names=("A", "B"), tall=100, wide=640)
    assert found["apart"] == "12.0 levels of 255" and found["wide"] == 200 and len(found["jpegs"]) == 2
    other = wipe.described(before[:15, :30], after, alt="x", names=("A", "B"))
    assert other["apart"] == "" and other["made"] != found["made"], (
        "pictures of two sizes are compared in the browser alone"
    )
