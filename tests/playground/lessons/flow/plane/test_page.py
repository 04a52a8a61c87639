"""The page of Flow on points: what the browser is given, what it may say, and that a drawing becomes what a run learns."""

import base64
import json

import numpy as np
import pytest

from engine import catalog
from engine.data.drawn import points
from engine.lessons.flow.plane import model
from engine.lessons.flow.plane.config import FlowConfig
from engine.runs import store
from engine.weights import shelf
from playground.components.flow import flow
from playground.runs import start


@pytest.fixture
def given(monkeypatch):
    """The models that the page hands to the flow, and the function by which the flow answers."""
    seen = []
    monkeypatch.setattr(flow, "flow", lambda path, card, *, key, on_draw: seen.append((path.stem, on_draw)))
    return seen


def unpacked(packed) -> np.ndarray:
    return np.frombuffer(base64.b64decode(packed["shorts"]), "<i2") * packed["scale"]


def opened(app, **link: str):
    app.switch_page("lessons/flow/plane/page.py")
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("name", catalog.CARDS["plane"].weights)
def test_the_browser_gets_the_models_weights_and_the_points_that_it_learnt(name):
    path = shelf.find(name)
    data = json.loads(json.dumps(flow.described(path, shelf.card(path), "flow")))
    weights = model.load(path).field.state_dict().values()
    for packed, wanted in zip(data["field"]["layers"], weights, strict=True):
        assert np.abs(unpacked(packed) - wanted.numpy().ravel()).max() < 1e-4
    assert data["field"]["sizes"] == [9, 64, 64, 64, 2]
    shape = shelf.card(path)["config"]["shape"]
    real = points.load(shape, 1).held_out[: flow.SHOWN]
    assert np.allclose(unpacked(data["real"]), real.ravel(), atol=1e-3)


@pytest.mark.parametrize(
    ("sent", "understood"),
    [("00yy.UU", "00yy.UU"), ("", ""), (None, ""), ({"a": 1}, ""), ("00" * 700, ""), ("<b>", "")],
)
def test_what_a_browser_says_was_drawn_is_a_drawing_or_nothing(sent, understood):
    assert flow.sound(sent) == understood


def test_a_drawing_becomes_what_a_run_learns_and_presets_leave_it(app, given, monkeypatch):
    begun = []
    monkeypatch.setattr(start, "begin", lambda lesson, config: begun.append((lesson, config)))
    at = opened(app)
    assert given[-1][0] == "flow-spiral"
    for name, value in {"shape": "drawn", "drawing": "00yy"}.items():
        at.session_state[f"form.plane.{name}"] = value  # as `remember` writes it
    at.button_group(key="plane.view").set_value("train").run()
    at.button(key="plane.go").click().run()
    assert not at.exception and begun == [("plane", FlowConfig(shape="drawn", drawing="00yy"))]
    assert at.query_params["drawing"] == "00yy"
    at.button_group(key="plane.preset").set_value("leap").run()
    assert at.session_state["form.plane.drawing"] == "00yy" and at.session_state["form.plane.walk"] == 1


def test_nothing_drawn_is_said_and_nothing_is_begun(app, monkeypatch):
    begun = []
    monkeypatch.setattr(start, "begin", lambda *given: begun.append(given))
    at = opened(app, view="train", shape="drawn")
    at.button(key="plane.go").click().run()
    assert "Nothing has been drawn yet" in at.info[0].value and not begun


def test_a_run_of_this_lesson_has_a_panel(app):
    run = store.create("plane", FlowConfig(steps=10))
    at = opened(app, run=run.id)
    assert not at.exception and at.session_state["plane.view"] == "train"
    assert at.button(key="run.Start")
