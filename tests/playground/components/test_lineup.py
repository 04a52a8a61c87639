"""What Python makes of a line-up: the data for the browser, and picks that come from outside."""

import numpy as np
import pytest

from engine.core.errors import Trouble
from playground.components.lineup import lineup
from playground.components.lineup.lineup import Picked, sound

FIRST = {"A": [0], "B": [1], "C": []}


def test_before_a_pick_the_first_choice_counts():
    assert sound(None, "now", FIRST, 9, 1) == {"A": (0,), "B": (1,), "C": ()}


def test_picks_of_other_faces_are_forgotten():
    assert sound({"stamp": "before", "groups": {"A": [5]}}, "now", FIRST, 9, 1)["A"] == (0,)


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ({"A": [3], "B": [], "C": [4]}, {"A": (3,), "B": (), "C": (4,)}),
        ({"A": [3.0]}, {"A": (3,), "B": (), "C": ()}),
        ({"A": [9, -1, "2", None, True, 2.5]}, {"A": (), "B": (), "C": ()}),
        ({"A": [3, 4], "B": [3, 5]}, {"A": (3,), "B": (5,), "C": ()}),
        ({"A": "3", "Z": [1]}, {"A": (), "B": (), "C": ()}),
    ],
)
def test_only_faces_that_are_there_can_be_picked_each_once(given, understood):
    assert sound({"stamp": "now", "groups": given}, "now", FIRST, 9, 1) == understood


@pytest.mark.parametrize("sent", [5, "text", [], {"stamp": "now"}, {"stamp": "now", "groups": 3}])
def test_nonsense_is_no_pick(sent):
    assert sound(sent, "now", FIRST, 9, 1) == {"A": (0,), "B": (1,), "C": ()}


def test_the_single_pick():
    assert Picked({"picked": (4,)}).one == 4 and Picked({"picked": ()}).one is None


@pytest.mark.parametrize("codes", [np.zeros((0, 3)), np.zeros(3)])
def test_no_face_is_a_sentence(codes):
    with pytest.raises(Trouble, match="no face to pick from"):
        lineup.lineup("faces", codes, "key")


def test_several_can_be_picked_for_a_group_at_first(monkeypatch):
    told = {}
    monkeypatch.setattr(lineup, "_component", lambda key, data, **_: told.update(data) or {})
    picked = lineup.lineup("faces", np.zeros((6, 2)), "key", groups=("A", "B", "C"), most=3, chosen=([0, 2], 4))
    assert picked.groups == {"A": (0, 2), "B": (4,), "C": ()} and told["first"] == {"A": [0, 2], "B": [4], "C": []}
