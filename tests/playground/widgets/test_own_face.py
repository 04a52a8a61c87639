"""A reader's own face: asked for first, cut where the box lies, refused in sentences, and never written down."""

import hashlib
import io
import math

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from engine.core.errors import Trouble
from engine.data.drawn import faces
from engine.data.public import sets
from playground.components.crop import crop
from playground.components.crop.crop import Box
from playground.widgets.own import found_faces, own_face


def dotted(places: list[tuple[float, float]], height: int = 300, width: int = 400) -> np.ndarray:
    """White discs, 9 pixels wide, on black."""
    y, x = np.mgrid[:height, :width] + 0.5
    near = [np.hypot(x - across, y - down) < 4.5 for across, down in places]
    return np.where(np.any(near, axis=0), 255, 0).astype(np.uint8)[:, :, None].repeat(3, axis=2)


def brightest(picture: np.ndarray, near: tuple[float, float]) -> tuple[float, float]:
    """The centre of what is white within 6 pixels of a place."""
    y, x = np.mgrid[: len(picture), : picture.shape[1]] + 0.5
    weight = picture[:, :, 0] * (np.hypot(x - near[0], y - near[1]) < 6.0)
    return (weight * x).sum() / weight.sum(), (weight * y).sum() / weight.sum()


def on_the_picture(box: Box, right: float, down: float) -> tuple[float, float]:
    """Where a place in the box, in shares of its side from its centre, lies on the picture. Degrees lean it clockwise."""
    angle = math.radians(box.degrees)
    across = box.side * (right * math.cos(angle) - down * math.sin(angle))
    return box.x + across, box.y + box.side * (right * math.sin(angle) + down * math.cos(angle))


GRID = [(right, down) for right in (-0.375, 0, 0.375) for down in (-0.375, 0, 0.375)]


@pytest.mark.parametrize(
    "box", [Box(200, 150, 160), Box(180.4, 140.7, 128.3), Box(200, 150, 160, 20), Box(190, 160, 150, -30)], ids=str
)
def test_what_lies_at_a_place_in_the_box_lies_there_in_the_crop(box):
    cropped = own_face.cut(dotted([on_the_picture(box, *place) for place in GRID]), box)
    assert cropped.shape == (64, 64, 3) and cropped.dtype == np.uint8
    for right, down in GRID:
        expected = 64 * (right + 0.5), 64 * (down + 0.5)
        assert brightest(cropped, expected) == pytest.approx(expected, abs=0.5)


def test_without_tilt_it_is_cut_as_the_training_pictures_were():
    picture = np.random.default_rng(0).integers(0, 256, (109, 89, 3), np.uint8)
    left, top, right, bottom = sets.FACE_BOX
    box = Box((left + right) / 2, (top + bottom) / 2, right - left)
    theirs = Image.fromarray(picture).resize((64, 64), Image.Resampling.LANCZOS, box=sets.FACE_BOX)
    assert (own_face.cut(picture, box) == np.asarray(theirs)).all()


def test_a_box_that_leans_as_the_picture_does_finds_the_upright_one():
    upright = faces.draw({"smile": 1}, 256)
    leaning = np.asarray(Image.fromarray(upright).rotate(-15, Image.Resampling.BICUBIC, center=(128, 128)))
    wanted = own_face.cut(upright, Box(128, 128, 150)).astype(int)
    assert np.abs(own_face.cut(leaning, Box(128, 128, 150, 15)) - wanted).mean() < 3
    assert np.abs(own_face.cut(leaning, Box(128, 128, 150, -15)) - wanted).mean() > 12


def test_tilts_to_either_side_mirror_each_other():
    half = np.random.default_rng(1).integers(0, 256, (200, 100, 3), np.uint8)
    even = np.concatenate([half, half[:, ::-1]], axis=1)
    left, right = (own_face.cut(even, Box(100, 100, 90, degrees)).astype(int) for degrees in (-12, 12))
    assert np.abs(left - right[:, ::-1]).max() <= 2


def test_fine_stripes_become_grey_and_no_false_pattern():
    stripes = np.zeros((640, 640, 3), np.uint8)
    stripes[:, ::2] = 255
    for degrees in (0, 10):
        assert np.ptp(own_face.cut(stripes, Box(320, 320, 500, degrees)).astype(int)) <= 8


@pytest.mark.parametrize("degrees", [-30, 0, 30])
@pytest.mark.parametrize("place", [(0, 0), (120, 0), (0, 80), (120, 80), (60, 40)])
def test_beyond_the_edge_nothing_is_black(place, degrees):
    light = np.full((80, 120, 3), 200, np.uint8)
    assert np.abs(own_face.cut(light, Box(*place, 150, degrees)).astype(int) - 200).max() <= 1


def test_the_edge_is_a_mirror():
    picture = np.random.default_rng(2).integers(0, 256, (128, 128, 3), np.uint8)
    cropped = own_face.cut(picture, Box(0, 64, 64), size=64)
    assert (cropped[:, :32] == cropped[:, :31:-1]).all()


def test_a_picture_of_one_pixel_can_be_cut():
    assert (own_face.cut(np.full((1, 1, 3), 77, np.uint8), Box(0.5, 0.5, 1)) == 77).all()


def dark_spot(picture: np.ndarray, place: tuple[float, float], reach: int = 5) -> tuple[float, float]:
    x, y = (round(64 * share) for share in place)
    grey = picture.mean(2)[y - reach : y + reach, x - reach : x + reach]
    weight = np.clip(np.percentile(grey, 20) - grey, 0, None)
    down, right = np.mgrid[: 2 * reach, : 2 * reach] + 0.5
    return x - reach + (weight * right).sum() / weight.sum(), y - reach + (weight * down).sum() / weight.sum()


def test_the_marks_lie_on_the_eyes_and_the_mouth_of_the_drawn_faces():
    guide = own_face.GUIDES["faces"]
    crowd = np.stack([faces.draw({"skin": skin, "smile": 0.3, "eye_openness": 1}) for skin in (0.0, 0.2, 0.4)])
    mean = crowd.mean(0)
    for eye in guide.eyes:
        assert dark_spot(mean, eye) == pytest.approx([64 * share for share in eye], abs=1.5)
    assert dark_spot(mean, guide.mouth)[0] == pytest.approx(64 * guide.mouth[0], abs=1)
    assert dark_spot(mean, guide.mouth)[1] == pytest.approx(64 * guide.mouth[1], abs=2)


def test_the_marks_for_photographs_lie_where_their_mean_has_eyes_and_mouth():
    """Measured on the mean of the 8,000 training faces: pupils at (23.0, 28.4) and (41.0, 28.4), lips meet at (31.9, 47.5)."""
    guide = own_face.GUIDES["faces-photo"]
    assert [64 * share for eye in guide.eyes for share in eye] == pytest.approx([23.0, 28.4, 41.0, 28.4], abs=0.5)
    assert [64 * share for share in guide.mouth] == pytest.approx([31.9, 47.5], abs=0.5)


def test_the_box_starts_in_the_middle():
    assert crop.first_box(np.zeros((300, 500, 3), np.uint8)) == Box(250, 150, 180)


def test_the_browser_gets_a_small_copy():
    data = crop.described(
        np.random.default_rng(3).integers(0, 256, (2000, 1500, 3), np.uint8), guide=None, start=Box(1, 2, 30), alt="A"
    )
    assert (data["width"], data["height"]) == (1500, 2000)
    assert len(data["jpeg"]) < 640 * 480 * 3 and data["box"]["side"] == 30


@pytest.mark.parametrize(
    "forged",
    [
        None,
        "box",
        [1, 2, 3, 4],
        {"x": 1, "y": 2, "side": 30, "degrees": 0},
        {"picture": "another", "x": 1, "y": 2, "side": 30, "degrees": 0},
        {"picture": "this", "x": "1", "y": 2, "side": 30, "degrees": 0},
        {"picture": "this", "x": float("nan"), "y": 2, "side": 30, "degrees": 0},
        {"picture": "this", "x": 1, "y": 2, "side": float("inf"), "degrees": 0},
        {"picture": "this", "x": 1, "y": 2, "degrees": 0},
    ],
    ids=str,
)
def test_what_is_no_box_counts_as_none(forged):
    assert crop.sound(forged, np.zeros((100, 200, 3), np.uint8), of="this") is None


def test_a_box_is_kept_within_its_limits():
    picture = np.zeros((100, 200, 3), np.uint8)
    sent = {"picture": "this", "x": -1e9, "y": 1e9, "side": 1e30, "degrees": -400}
    assert crop.sound(sent, picture, of="this") == Box(0, 100, 250, -30)
    assert crop.sound(sent | {"side": -5}, picture, of="this").side == 16
    assert crop.sound(sent | {"side": 0}, picture[:10, :12], of="this").side == 10


def page():
    import streamlit as st

    from playground.widgets.own.own_face import own_face

    face = own_face("mine", "faces")
    st.text("none" if face is None else f"{face.shape} {face.dtype} {face.mean():.0f}")


@pytest.fixture
def at(monkeypatch):
    """The box is laid by hand, unless a test says who is found."""
    monkeypatch.setattr(found_faces, "_find", lambda picture: [])
    return AppTest.from_function(page, default_timeout=120).run()


def png(picture: np.ndarray, form: str = "PNG", **options) -> bytes:
    content = io.BytesIO()
    Image.fromarray(picture).save(content, form, **options)
    return content.getvalue()


def inside(folder) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def agree(at):
    return at.button("mine.agree").click().run()


def bring(at, content: bytes, name: str = "me.png", kind: str = "image/png"):
    agree(at)
    at.file_uploader[0].set_value((name, content, kind)).run()
    return at


def said(at) -> str:
    return at.text[0].value


def test_consent_comes_before_anything_that_takes_a_picture(at):
    words = " ".join(one.value for one in at.markdown)
    for promise in ("stays on", "only to compute its code", "not stored", "gone when you close the page", "Ask first"):
        assert promise in words
    assert not at.file_uploader and not at.get("camera_input") and said(at) == "none"
    agree(at)
    assert len(at.file_uploader) == 1 and not at.get("camera_input")
    assert not at.exception


def test_a_picture_becomes_a_small_face(at):
    bring(at, png(faces.draw({}, 256)))
    assert said(at).startswith("(64, 64, 3) uint8") and not at.file_uploader
    assert "64 × 64" in at.image[0].captions[0]
    assert not at.error and not at.exception


def test_a_sideways_phone_picture_comes_out_upright(at):
    exif = Image.Exif()
    exif[274] = 6  # turn by a quarter to see it upright
    bring(at, png(np.zeros((100, 300, 3), np.uint8), "JPEG", exif=exif), "me.jpg", "image/jpeg")
    kept = at.session_state["mine.picture"]
    assert kept.shape == (300, 100, 3)


def test_a_large_picture_is_kept_small(at):
    bring(at, png(np.zeros((1500, 2400, 3), np.uint8)))
    assert at.session_state["mine.picture"].shape == (640, 1024, 3)


def test_what_is_no_picture_is_refused_in_a_sentence_and_another_can_follow(at):
    bring(at, b"%PDF-1.7 not a face")
    assert "is a PDF document, which cannot be used." in at.error[0].value
    assert said(at) == "none" and not at.exception
    at.file_uploader[0].set_value(("me.png", png(faces.draw({}, 128)), "image/png")).run()
    assert said(at).startswith("(64, 64, 3)") and not at.error


def test_nothing_is_written_down(at, home):
    before = inside(home)
    bring(at, png(faces.draw({}, 256)))
    assert said(at) != "none"
    at.run()
    assert inside(home) == before


def test_the_picture_stays_for_the_next_run_and_the_file_does_not(at):
    bring(at, png(faces.draw({}, 128)))
    before = said(at)
    at.run()
    assert said(at) == before and not at.file_uploader


def test_forgetting_drops_the_picture_and_the_consent(at):
    bring(at, png(faces.draw({}, 128)))
    at.session_state["mine.kept.model"] = [[0.5]]
    at.button("mine.forget").click().run()
    assert said(at) == "none" and not at.file_uploader
    assert at.button("mine.agree")
    names = ("picture", "box.faces.0", "agreed", "file", "crop.faces.0", "found", "kept.model")
    assert not [name for name in names if f"mine.{name}" in at.session_state]


def test_another_picture_is_asked_for_without_asking_for_consent_again(at):
    bring(at, png(faces.draw({}, 128)))
    at.session_state["mine.kept.model"] = [[0.5]]
    at.button("mine.another").click().run()
    assert said(at) == "none" and len(at.file_uploader) == 1
    assert at.session_state["mine.kept.model"] == [[0.5]], "a walk leads from one's own face to another's"


def test_the_camera_comes_only_when_it_is_chosen(at):
    agree(at)
    at.button_group[0].set_value("camera").run()
    assert at.get("camera_input") and not at.file_uploader
    assert any("Without a camera, upload" in one.value for one in at.caption)


def test_a_page_that_gets_no_camera_says_what_to_do(monkeypatch):
    monkeypatch.setattr(own_face, "safe_for_camera", lambda url: False)
    at = AppTest.from_function(page, default_timeout=120).run()
    agree(at)
    at.button_group[0].set_value("camera").run()
    assert "only to pages at an https address" in at.error[0].value and "upload it here" in at.error[0].value
    assert not at.get("camera_input") and not at.exception


@pytest.mark.parametrize(
    ("url", "here", "safe"),
    [
        ("http://localhost:8501/", True, True),
        ("http://127.0.0.1:8501/concepts", True, True),
        ("http://[::1]:8501/", True, True),
        ("http://atelier.localhost/", True, True),
        ("http://192.168.0.7:8501/", False, False),
        ("http://classroom:8501/", False, False),
        ("https://atelier.example/", False, True),
        (None, False, True),
    ],
)
def test_where_the_page_comes_from(url, here, safe):
    assert (own_face.local(url), own_face.safe_for_camera(url)) == (here, safe)


class Seen:
    """A face as the finder tells of it."""

    def __init__(self, left, right):
        self.left, self.right = left, right


@pytest.mark.parametrize("guide", ["faces-photo", "faces"])
@pytest.mark.parametrize(
    ("left", "right"), [((150, 140), (210, 140)), ((150, 150), (200, 130)), ((160, 120), (190, 135))]
)
def test_a_box_around_found_eyes_lays_them_where_the_model_expects_them(guide, left, right):
    box = found_faces.box_of((left, right), own_face.GUIDES[guide])
    cropped = own_face.cut(dotted([left, right]), box)
    for eye in own_face.GUIDES[guide].eyes:
        expected = 64 * eye[0], 64 * eye[1]
        assert brightest(cropped, expected) == pytest.approx(expected, abs=0.8)


def test_a_small_face_of_a_wide_picture_is_shown_enlarged_and_a_large_one_as_it_is():
    wide = np.zeros((400, 1000, 3), np.uint8)
    left, top, right, bottom = found_faces.around(Box(900, 200, 80), wide)
    assert right == 997 and right - left < 250 and bottom - top < 250 and left < 860 and top < 160
    assert found_faces.around(Box(500, 200, 300), wide) == (0, 0, 1000, 400)
    left, top, right, bottom = found_faces.around(Box(500, 200, 200), wide)
    assert right - left < 500 and (top, bottom) == (0, 400), "of a wide picture half a height is still small"


def test_a_found_face_is_cut_out_by_itself_and_of_several_one_is_chosen(at, monkeypatch):
    picture = np.zeros((200, 400, 3), np.uint8)
    picture[:, 200:] = 200
    both = [Seen((80, 80), (110, 80)), Seen((300, 90), (325, 90))]
    monkeypatch.setattr(found_faces, "_find", lambda picture: both)
    bring(at, png(picture))
    assert "2 faces were found" in " ".join(one.value for one in at.caption)
    assert said(at).endswith("uint8 0")
    at.button("mine.which.1").click().run()
    assert said(at).endswith("uint8 200") and not at.exception
    at.button("mine.forget").click().run()
    names = ("picture", "found", "box.faces.0", "box.faces.1", "which", "agreed")
    assert not [name for name in names if f"mine.{name}" in at.session_state], "forget means forget"


def test_without_a_finder_the_hand_lays_the_box(at, monkeypatch):
    def gone(picture):
        raise Trouble("The finder is not here.", "Bring it back.")

    monkeypatch.setattr(found_faces, "_find", gone)
    bring(at, png(faces.draw({}, 128)))
    assert said(at).startswith("(64, 64, 3)") and not at.error and not at.exception
    assert "lay the box around it" in " ".join(one.value for one in at.caption)
