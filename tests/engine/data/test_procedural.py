"""The built-in picture sets: the same seed draws the same pictures, and each label says what is really there."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.data import library
from engine.data.drawn import faces as drawn_faces
from engine.data.drawn import glyphs, handwriting, hangul
from engine.data.drawn.faces import ATTRIBUTES, BLOCK

# For each attribute two values, and the only pixels that may differ: rows from, to, columns from, to.
WHERE = {
    "smile": (-1, 1, (22, 54, 15, 49)),
    "glasses": (0, 1, (26, 42, 13, 51)),
    "hair_style": (0, 2, (0, 34, 8, 56)),
    "hair_colour": (0, 3, (6, 36, 13, 51)),
    "skin": (0, 1, (12, 62, 12, 52)),
    "beard": (0, 1, (29, 57, 15, 49)),
    "hat": (0, 1, (0, 30, 11, 53)),
    "eye_openness": (0, 1, (27, 39, 20, 44)),
    "gaze": (-1, 1, (28, 39, 20, 44)),
    "tilt": (-1, 1, (0, 64, 0, 64)),
    "clothes": (0, 2, (53, 64, 0, 64)),
    "background": (0, 4, (0, 64, 0, 64)),
}


@pytest.fixture(scope="module")
def many_faces():
    return drawn_faces.make(3000, 0)


@pytest.mark.parametrize("make", [glyphs.make, hangul.make, drawn_faces.make])
def test_a_seed_draws_the_same_pictures_again_and_another_seed_draws_others(make):
    first, again, other = make(50, 7)[0], make(50, 7)[0], make(50, 8)[0]
    assert np.array_equal(first, again)
    assert all((first[i] != other[i]).any() for i in range(50))


def test_a_longer_set_begins_with_the_shorter_one():
    for written in (glyphs, hangul):
        short, short_labels = written.make(30, 3)
        long, long_labels = written.make(handwriting.BLOCK + 50, 3)
        assert np.array_equal(short, long[:30]) and np.array_equal(short_labels, long_labels[:30])
    short, short_values = drawn_faces.make(30, 3)
    long, long_values = drawn_faces.make(BLOCK + 50, 3)
    assert np.array_equal(short, long[:30])
    assert all(np.array_equal(short_values[name], long_values[name][:30]) for name in ATTRIBUTES)


@pytest.mark.parametrize("make", [glyphs.make, hangul.make, drawn_faces.make])
def test_no_two_pictures_are_alike(make):
    pictures = make(600, 0)[0]
    assert len({picture.tobytes() for picture in pictures}) == 600


@pytest.mark.parametrize("module", ["engine.data.drawn.glyphs", "engine.data.drawn.hangul", "engine.data.drawn.faces"])
def test_drawing_needs_no_torch(module):
    code = f"import sys, {module} as drawn; drawn.make(2, 0); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_glyphs_come_in_the_promised_form():
    pictures, labels = glyphs.make(400, 0)
    assert pictures.shape == (400, 28, 28, 1) and pictures.dtype == np.uint8
    assert labels.shape == (400,) and labels.dtype == np.int64
    assert (pictures.max((1, 2, 3)) > 180).all() and (pictures.min((1, 2, 3)) == 0).all()
    assert len(glyphs.CLASSES) == 36 and glyphs.CLASSES[:11] == tuple("0123456789A")


@pytest.mark.parametrize("classes", [glyphs.CLASSES, glyphs.CLASSES[:10], ("X", "3", "A")])
def test_glyph_classes_are_balanced_and_shuffled(classes):
    _, labels = glyphs.make(500, 0, classes)
    counts = np.bincount(labels, minlength=len(classes))
    assert len(counts) == len(classes) and counts.max() - counts.min() <= 1
    assert abs(np.corrcoef(labels, np.arange(500))[0, 1]) < 0.15
    assert abs(np.corrcoef(labels[:-1], labels[1:])[0, 1]) < 0.5


def test_glyphs_show_their_label():
    """A picture is closer to pictures of its own class than to others: the nearest of 3,600 names most of 360."""
    known, known_labels = (part[:3600] for part in glyphs.make(3600, 0))
    asked, asked_labels = glyphs.make(360, 1)
    known, asked = (part.reshape(len(part), -1).astype(np.float32) for part in (known, asked))
    distance = (known**2).sum(1) - 2 * asked @ known.T
    assert (known_labels[distance.argmin(1)] == asked_labels).mean() > 0.85


def test_a_label_counts_into_the_classes_that_were_asked_for():
    pictures, labels = glyphs.make(200, 0, ("1", "W"))
    ink = (pictures > 64).any((1, 3)).sum(1)  # columns with ink: a W is wider than a 1
    assert ink[labels == 1].mean() > ink[labels == 0].mean() + 5


def test_glyphs_are_centred_and_as_large_as_mnist_digits():
    ink = glyphs.make(1000, 0)[0][..., 0] / 255
    middle = np.stack([(ink * place).sum((1, 2)) / ink.sum((1, 2)) for place in np.mgrid[:28, :28]])
    assert abs(middle.mean(1) - 13.5).max() < 0.3 and abs(middle - 13.5).max() < 3.5
    assert 18.5 < (ink > 0.25).any(2).sum(1).mean() < 21
    assert 0.11 < ink.mean() < 0.17 and 0.28 < ink.std() < 0.36  # MNIST: 0.131 and 0.308
    edge = np.concatenate([ink[:, 0], ink[:, -1], ink[:, :, 0], ink[:, :, -1]], axis=1)
    assert (edge > 0.25).any(1).mean() < 0.1


def test_glyphs_vary_from_thin_to_bold():
    pictures, labels = glyphs.make(1000, 0, ("H",))
    ink = pictures.mean((1, 2, 3))
    assert np.quantile(ink, 0.95) > 1.8 * np.quantile(ink, 0.05)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: glyphs.make(4, 0, ("1", "é")), "There is no glyph 'é'. Choose from the digits 0 to 9"),
        (lambda: glyphs.make(4, 0, ()), "No glyph was chosen."),
        (lambda: glyphs.make(0, 0), "0 pictures were asked for. Ask for 1 or more."),
        (lambda: drawn_faces.make(-3, 0), "-3 faces were asked for. Ask for 1 or more."),
        (lambda: drawn_faces.draw({"smil": 1}), "Faces have no attribute 'smil'. They have: smile, glasses, "),
        (
            lambda: drawn_faces.draw({"smile": 2}),
            "'smile' is 2, which is out of range. It goes from -1 (frown) to 1 (grin).",
        ),
        (
            lambda: drawn_faces.draw({"gaze": float("nan")}),
            "'gaze' is nan, which is out of range. It goes from -1 (looks",
        ),
        (lambda: drawn_faces.draw({"skin": "dark"}), "'skin' is 'dark', which is not a number."),
        (lambda: drawn_faces.draw({"hat": 0.5}), "'hat' is 0.5, but it is a yes or no. Give 0 (no hat) or 1."),
        (
            lambda: drawn_faces.draw({"hair_style": 8}),
            "'hair_style' is 8, which is none of its choices. Choose from: 0 bald",
        ),
        (lambda: drawn_faces.draw({"hair_style": 0.5}), "'hair_style' is 0.5, which is none of its choices."),
        (lambda: drawn_faces.draw({}, size=4000), "A face 4000 pixels wide cannot be drawn. Ask for 16 to 512 pixels."),
    ],
)
def test_wrong_wishes_get_a_sentence(ask, sentence):
    with pytest.raises(Trouble) as caught:
        ask()
    assert sentence in str(caught.value)


def test_faces_come_in_the_promised_form(many_faces):
    pictures, values = many_faces
    assert pictures.shape == (3000, 64, 64, 3) and pictures.dtype == np.uint8
    assert list(values) == list(ATTRIBUTES)
    for name, attribute in ATTRIBUTES.items():
        assert values[name].shape == (3000,) and values[name].dtype == np.float32
        assert attribute.low <= values[name].min() and values[name].max() <= attribute.high
        if attribute.kind == "choice":
            counts = np.bincount(values[name].astype(int), minlength=len(attribute.choices))
            assert len(counts) == len(attribute.choices) and counts.min() > 0.7 * counts.mean()
        elif attribute.kind == "yes or no":
            assert set(values[name]) == {0, 1} and abs(values[name].mean() - attribute.share) < 0.04
        else:
            assert values[name].min() < attribute.low + 0.05 and values[name].max() > attribute.high - 0.05


def test_no_attribute_can_be_guessed_from_another(many_faces):
    columns, owners = [], []
    for name, value in many_faces[1].items():
        choices = ATTRIBUTES[name].choices
        columns += [value == number for number in range(len(choices))] if choices else [value]
        owners += [name] * max(1, len(choices))
    together = np.abs(np.corrcoef(np.array(columns, np.float64)))
    others = np.array(owners)[:, None] != np.array(owners)[None]
    assert together[others].max() < 0.08


def test_a_face_can_be_drawn_again_from_its_attributes(many_faces):
    pictures, values = many_faces
    for number in range(20):
        again = drawn_faces.draw({name: float(value[number]) for name, value in values.items()})
        assert np.array_equal(again, pictures[number])


def test_every_attribute_is_checked_for_where_it_shows():
    assert set(WHERE) == set(ATTRIBUTES)


@pytest.mark.parametrize("name", WHERE)
def test_an_attribute_changes_the_picture_where_it_should_and_nowhere_else(name):
    low, high, (top, bottom, left, right) = WHERE[name]
    before, after = (drawn_faces.draw({name: value}).astype(int) for value in (low, high))
    changed = np.abs(before - after).max(2)
    assert (changed[top:bottom, left:right] > 40).sum() > 25
    changed[top:bottom, left:right] = 0
    assert changed.max() == 0


def test_a_smile_turns_the_mouth_and_leaves_the_eyes_alone():
    sad, glad = (drawn_faces.draw({"smile": smile}).astype(int) for smile in (-1, 1))
    changed = np.abs(sad - glad).max(2)
    assert (changed[41:52, 24:40] > 40).mean() > 0.35
    assert changed[32:37, 20:44].max() == 0


def test_smiling_is_seen_through_every_beard():
    for hair in range(5):
        for skin in (0, 0.5, 1):
            look = {"beard": 1, "hair_colour": hair, "skin": skin}
            sad, flat, glad = (drawn_faces.draw({**look, "smile": smile}).astype(int) for smile in (-1, 0, 1))
            for one, other in ((sad, flat), (flat, glad)):
                assert (np.abs(one - other).max(2)[41:53, 23:41] > 30).sum() > 15


def test_a_slider_moves_the_picture_little_by_little():
    for name in ("smile", "skin", "eye_openness", "gaze", "tilt"):
        attribute = ATTRIBUTES[name]
        steps = [
            drawn_faces.draw({name: value}).astype(int) for value in np.linspace(attribute.low, attribute.high, 81)
        ]
        jumps = [np.abs(one - other).mean() for one, other in pairwise(steps)]
        whole = np.abs(steps[0] - steps[-1]).mean()
        assert max(jumps) < 0.2 * whole + 0.3


def test_eyes_look_where_the_gaze_says():
    def pupil_column(gaze):
        dark = (drawn_faces.draw({"gaze": gaze, "eye_openness": 1})[32:37, 22:29].max(2) < 100).sum(0)
        return (dark * np.arange(7)).sum() / dark.sum()

    assert pupil_column(-1) + 0.4 < pupil_column(0) < pupil_column(1) - 0.4


def test_the_head_leans_where_the_tilt_says():
    def hat_column(tilt):
        plain, hatted = (drawn_faces.draw({"tilt": tilt, "hat": hat}).astype(int) for hat in (0, 1))
        columns = np.abs(plain - hatted)[:16].sum((0, 2))
        return (columns * np.arange(64)).sum() / columns.sum()

    assert hat_column(-1) + 3 < hat_column(0) < hat_column(1) - 3


def test_every_choice_looks_different_from_every_other():
    for name in ("hair_style", "hair_colour", "clothes", "background"):
        looks = [drawn_faces.draw({name: number}).astype(int) for number in range(len(ATTRIBUTES[name].choices))]
        for number, look in enumerate(looks):
            for other in looks[number + 1 :]:
                assert (np.abs(look - other).max(2) > 25).sum() > 60


def test_hair_stays_under_the_hat():
    bald = drawn_faces.draw({"hat": 1, "hair_style": 0})
    for style in range(8):
        assert np.array_equal(drawn_faces.draw({"hat": 1, "hair_style": style})[:14], bald[:14])


def test_skin_darkens_step_by_step():
    light = [
        drawn_faces.draw({"skin": skin, "hair_style": 0})[26, 32].astype(int).sum() for skin in np.linspace(0, 1, 11)
    ]
    assert all(one > other for one, other in pairwise(light))


def test_a_larger_face_is_the_same_face_in_more_detail():
    look = {"hair_style": 3, "glasses": 1, "smile": 1, "tilt": 0.6, "gaze": -1, "hat": 1, "beard": 1}
    small = drawn_faces.draw(look).astype(float)
    large = drawn_faces.draw(look, size=256)
    assert large.shape == (256, 256, 3)
    reduced = large.reshape(64, 4, 64, 4, 3).mean((1, 3))
    assert np.abs(reduced - small).mean() < 2
    assert np.abs(np.diff(large.astype(int), axis=1)).max() > np.abs(np.diff(small, axis=1)).max() * 0.9


@pytest.mark.parametrize("size", [16, 33, 100])
def test_any_size_holds_the_most_extreme_faces(size):
    for tilt in (-1, 1):
        for gaze in (-1, 1):
            picture = drawn_faces.draw({"tilt": tilt, "gaze": gaze, "hat": 1, "hair_style": 7, "smile": 1}, size)
            assert picture.shape == (size, size, 3) and picture.std() > 30


def test_held_out_pictures_alone_are_those_of_the_whole_set():
    for name in ("glyphs", "hangul", "faces"):
        pictures, labels, classes = library.held_out(name, 10)
        whole = library.load(name)
        assert np.array_equal(pictures, whole.held_out[:10])
        assert classes == whole.classes
        assert labels is None or np.array_equal(labels, whole.held_out_labels[:10])
