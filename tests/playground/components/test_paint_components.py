"""What Python makes of what the square, the gallery and the mask send."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from engine.core.errors import Trouble
from playground.components.gallery import gallery
from playground.components.mask import mask
from playground.components.shared import thumbnails
from playground.components.square import square

SEA = "painting:waves"
QUILT = "painting:quilt"


@pytest.mark.parametrize("count", [2, 3, 4])
def test_weights_of_a_place_and_the_place_of_weights_belong_together(count):
    for x, y in ((0.2, 0.5), (0.9, 0.1), (0.5, 0.5)):
        weights = square.weights_at(x, y, count)
        assert sum(weights) == pytest.approx(1) and len(weights) == count
        again = square.weights_at(*square.place_of([5 * weight for weight in weights]), count)
        assert again == pytest.approx(weights)


def test_corners_of_the_square_are_the_styles_alone():
    corners = [square.weights_at(x, y, 4) for y in (0, 1) for x in (0, 1)]
    assert corners == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    assert square.place_of([0, 0, 1]) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"point": {"x": 0.25, "y": 2, "count": 3}}, (0.25, 1.0, 3)),
        ({"point": {"x": "0.5", "y": 0.5, "count": 1}}, None),
        ({"point": {"x": float("nan"), "y": 0.5, "count": 1}}, None),
        ({"point": None}, None),
        (None, None),
    ],
)
def test_a_point_is_taken_only_if_it_is_one(sent, wanted):
    assert square.reported(sent) == wanted


def test_one_style_cannot_be_blended():
    with pytest.raises(Trouble, match="1 styles cannot be blended. Choose 2 to 4."):
        square.square([square.Corner("a", np.zeros((4, 4, 3), np.uint8))], key="x", weights=[1.0], on_move=print)


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"pick": {"reference": "a", "add": True}}, ("a", True)),
        ({"pick": {"reference": "a"}}, ("a", False)),
        ({"pick": {"reference": "../b"}}, None),
        ({"pick": "a"}, None),
        (None, None),
    ],
)
def test_a_pick_is_taken_only_from_what_hangs_there(sent, wanted):
    assert gallery.reported(sent, {"a"}) == wanted


def encoded(labels: np.ndarray, form: str = "PNG") -> str:
    content = io.BytesIO()
    Image.fromarray(labels).save(content, form)
    return base64.b64encode(content.getvalue()).decode()


def test_a_drawn_map_is_opened():
    labels = np.arange(12, dtype=np.uint8).reshape(3, 4) % 5
    found, sound = mask.opened({"png": encoded(labels)}, (4, 3))
    assert sound and (found == labels).all()
    colour, _ = mask.opened({"png": encoded(np.repeat(labels[:, :, None], 3, 2))}, (4, 3))
    assert (colour == labels).all()


@pytest.mark.parametrize("sent", [{"png": ""}, {"png": encoded(np.zeros((3, 4), np.uint8))}])
def test_an_empty_map_is_none(sent):
    assert mask.opened(sent, (4, 3)) == (None, True)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        {"png": 7},
        {"png": "no base64"},
        {"png": encoded(np.zeros((4, 4), np.uint8))},
        {"png": encoded(np.full((3, 4), 9, np.uint8))},
        {"png": encoded(np.ones((3, 4), np.uint8), "JPEG")},
        {"png": encoded(np.ones((3, 4), np.uint8))[:40]},
        {"png": "A" * 10_000_000},
    ],
    ids=lambda sent: str(sent)[:24],
)
def test_whatever_else_a_mask_sends_changes_nothing(sent):
    assert mask.opened(sent, (4, 3)) == (None, False)


@pytest.mark.parametrize(("shape", "size"), [((300, 400, 3), (400, 300)), ((2000, 1000, 3), (256, 512))])
def test_the_map_is_as_fine_as_the_picture_up_to_a_bound(shape, size):
    assert mask.size_of(np.zeros(shape, np.uint8)) == size


def test_a_map_is_known_again_by_its_number():
    labels = np.zeros((2, 3), np.uint8)
    labels[1, 2] = 2
    assert mask.check_of(labels) == 12


def test_small_pictures_are_the_middles_of_large_ones():
    wide = np.zeros((10, 30, 3), np.uint8)
    wide[:, 10:20] = 200
    assert (thumbnails.middle(wide, 5) == 200).all()
    laid = thumbnails.sheet([wide, wide, wide], across=2, side=4)
    assert laid.shape == (8, 8, 3) and (laid[:4] == 200).all() and not laid[4:, 4:].any()
