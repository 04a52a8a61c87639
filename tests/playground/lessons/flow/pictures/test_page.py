"""Pictures out of noise, on its page: made, guided, changed. The model's weights came by chance."""

import numpy as np
import pytest

from engine.weights import shelf
from playground.lessons.flow.pictures import edit, make
from tests.playground import fabricate
from tests.playground.lessons.test_every_lesson import opened, value
from tests.playground.reading import words


@pytest.fixture
def run():
    return fabricate.flow()


def captions(at) -> str:
    return " ".join(image.caption for element in at.image for image in element.proto.imgs)


def test_nine_pictures_are_made_as_asked_and_guidance_is_judged_in_words(app, run):
    at = opened(app, "pictures", model=run.id)
    assert not at.exception and not at.error and value(at, "pictures.model") == run.id
    assert "asked 16 times" in captions(at) and "About right" in words(at)
    at.button_group(key="flow.sampler").set_value("heun").run()
    at.select_slider(key="flow.steps").set_value(4).run()
    at.slider(key="flow.guidance").set_value(9.0).run()
    assert not at.exception and not at.error
    assert "asked 8 times" in captions(at) and "Overcooked" in words(at)
    at.selectbox(key=f"flow.wanted.{run.id}").set_value(1).run()
    assert "asked for B, with guidance 0, 1, 2, 4, 8, 16" in captions(at)


def test_a_model_opens_on_a_seed_that_shows_what_it_can_do_and_says_so(app, run, monkeypatch):
    assert set(make.OPENS_ON) <= set(shelf.shipped())
    monkeypatch.setitem(make.OPENS_ON, run.id, 7)
    at = opened(app, "pictures", model=run.id)
    seed = at.number_input(key=f"flow.seed.{run.id}")
    assert seed.value == 7 and "one of the better of twelve" in words(at)
    at.button(key="flow.roll").click().run()
    assert at.number_input(key=f"flow.seed.{run.id}").value == 8 and "one of the better" not in words(at)


def test_pictures_are_changed_in_three_ways(app, run):
    at = opened(app, "pictures", model=run.id, view="edit")
    assert not at.exception and "Six ways to fill it" in captions(at)
    at.selectbox(key="hole.kind").set_value("hand").run()
    assert not at.exception and "Draw a hole into the picture" in words(at)
    at.button_group(key="flow.way").set_value("sketch").run()
    assert "Draw something with a few thick strokes" in words(at)
    at.button_group(key="sketch.source").set_value("made").run()
    assert not at.exception and "Strength under your hand" in words(at)
    at.button_group(key="flow.way").set_value("between").run()
    at.selectbox(key="between.kind").set_value("pictures").run()
    assert not at.exception and "Walked backwards" in words(at)


@pytest.mark.parametrize("kind", ["right", "left", "bottom", "middle"])
def test_ready_holes_leave_something_known(kind):
    share = edit.ready(kind, 28).mean()
    assert 0.2 < share < 0.6


def test_a_hole_drawn_by_hand_is_a_hole_in_the_pixels(app, run):
    drawn = np.zeros((280, 280), np.uint8)
    drawn[:140] = 1
    app.session_state["hole.drawn.28"] = drawn
    app.session_state["hole.kind"] = "hand"
    at = opened(app, "pictures", model=run.id, view="edit")
    assert not at.exception and "Six ways to fill it" in captions(at)
