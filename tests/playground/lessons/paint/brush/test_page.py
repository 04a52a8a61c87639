"""The lesson on a brush of one's own without a browser: choosing a style, starting a run, painting with what it has learnt."""

import io

import numpy as np
import pytest
from PIL import Image

from engine.core import config as configs
from engine.data import gallery
from engine.lessons.paint.brush import model
from engine.lessons.paint.brush.config import BrushConfig
from engine.lessons.paint.brush.network import Brush
from engine.runs import jobs, store
from engine.runs.run import Run, Status
from engine.weights import checkpoint
from playground.components.shared import difference
from playground.lessons.paint.brush import models, paint
from playground.lessons.paint.brush.choice import FIRST_CONTENT
from playground.widgets import models as widgets_models
from playground.widgets import picture_shelf
from tests import stand_in
from tests.playground.lessons.test_every_lesson import opened as lesson
from tests.playground.lessons.test_every_lesson import value
from tests.playground.reading import words

QUILT = "painting:quilt"


@pytest.fixture(autouse=True)
def none_shipped(monkeypatch):
    """The shelf holds the reader's own brushes alone."""
    monkeypatch.setattr(models, "SHIPPED", ())
    monkeypatch.setattr(widgets_models, "shipped", lambda lesson, titled: [])


def a_brush(state: str = "finished", title: str = "Patchwork brush", step: int = 40) -> Run:
    """A run whose tiny brush never learnt."""
    made = store.create("brush", BrushConfig(style=QUILT, width=8, blocks=1, steps=40), title=title)
    card = {"lesson": "brush", "config": configs.to_dict(made.config), "step": step}
    checkpoint.save_weights(made.weights, {"brush": Brush(8, 1)}, card)
    made.write_status(Status(state=state, step=step, steps=40))
    stand_in.for_worker(made, state)
    return made


def opened(app, view: str, **link: str):
    return lesson(app, "brush", view=view, **link)


def captions(at) -> list[str]:
    return [picture.caption for image in at.image for picture in image.proto.imgs]


def labels(at) -> set[str]:
    return {button.label for button in at.button}


def test_a_first_visit_shows_a_style_and_offers_to_learn_it(app):
    at = opened(app, "train")
    assert not at.exception and not at.error
    assert "What the brush will learn: Heavy sea" in captions(at)[0]
    assert "brush.go" in {button.key for button in at.button}


def test_a_fingerprint_is_shown_by_its_texture(app):
    at = opened(app, "train", style="vangogh-starry-night")
    assert not at.exception and not at.error
    assert "Vincent van Gogh" in captions(at)[0] and "A texture stands for the painting" in captions(at)[0]


@pytest.mark.parametrize(
    ("view", "link", "said"),
    [
        ("train", {"style": "painting:nobody"}, "There is no style called 'painting:nobody'"),
        ("train", {"style": "own:../../etc"}, "There is no style called"),
        ("paint", {"content": "scene:nowhere"}, "There is no picture called 'scene:nowhere'"),
        ("train", {"width": "9000"}, "outside its range"),
    ],
)
def test_what_a_link_names_wrongly_is_told_and_replaced(app, view, link, said):
    at = opened(app, view, **link)
    assert not at.exception and not at.error
    assert said.replace(":", "") in words(at).replace("\\", "").replace(":", "")
    assert value(at, "form.brush.style") == BrushConfig().style and value(at, "form.brush.width") == BrushConfig().width


def test_train_starts_a_run_with_what_is_chosen(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", launched.append)
    at = opened(app, "train", style=QUILT, steps="50", width="16", start="nearest")
    at.button(key="brush.go").click().run()
    assert not at.exception
    (run,) = launched
    assert at.query_params["run"] == run.id and run.title == "Patchwork brush"
    assert run.config == BrushConfig(style=QUILT, steps=50, width=16, start="nearest")
    assert "New brush" in labels(at)
    at.button(key="brush.new").click().run()
    assert "run" not in at.query_params and value(at, "form.brush.style") == QUILT


def test_a_run_leads_to_its_brush(app):
    a_brush(title="Newer")
    older = a_brush(title="Mine")
    a_brush(title="Newest")
    at = opened(app, "train", run=older.id)
    at.button(key="brush.to.paint").click().run()
    assert not at.exception and not at.error
    assert value(at, "brush.view") == "paint" and value(at, "brush.model") == older.id
    assert any("Mine" in one.value and "after 40 steps" in one.value for one in at.caption)


def test_the_view_to_paint_takes_the_run_of_the_address(app):
    wanted = a_brush(title="Wanted")
    a_brush(title="Other")
    at = opened(app, "paint", run=wanted.id)
    assert value(at, "brush.model") == wanted.id


def test_without_a_brush_the_page_leads_to_training(app):
    at = opened(app, "paint")
    at.button(key="brush.to.train").click().run()
    assert not at.exception and value(at, "brush.view") == "train"


def test_what_is_shown_is_what_the_brush_paints(app):
    run = a_brush()
    at = opened(app, "paint", content="scene:lake")
    assert not at.exception and not at.error
    assert "Mountain lake (drawn by Atelier, MIT). Painted in **one pass" in words(at)
    paint._painted.clear()
    shown = paint._painted(str(run.weights), run.weights.stat().st_mtime, "scene:lake", 256).picture
    assert (shown == model.load(run.weights).paint(gallery.picture("scene:lake", 256))).all()
    assert at.query_params["content"] == "scene:lake" and at.query_params["model"] == run.id


def test_the_painting_alone_and_in_another_size(app):
    a_brush()
    at = opened(app, "paint", content="scene:lake")
    at.button_group(key="brush.shown").set_value("painting").run()
    at.button_group(key="brush.size").set_value(256).run()
    assert not at.exception and not at.error
    assert len(captions(at)) == 1 and "in one pass" in captions(at)[0].replace("*", "")


def test_a_brush_that_still_learns_paints_already(app):
    run = a_brush("training", step=20)
    jobs.mark(run)
    at = opened(app, "paint")
    assert not at.exception and not at.error
    assert "after 20 steps" in words(at) and "It still learns" in words(at)


def test_the_picture_is_faded_and_its_painting_hardly_changes(app):
    a_brush()
    at = opened(app, "paint", content="scene:village")
    at.session_state["brush.fade"] = True
    at.run()
    assert not at.exception and not at.error
    faded, painted = captions(at)[-2:]
    levels = [int(caption.split(" levels")[0].rsplit(" ", 1)[1]) for caption in (faded, painted)]
    assert levels[0] > 20 and levels[1] < levels[0] / 4
    at.slider(key="brush.contrast").set_value(100).run()
    assert captions(at)[-2].startswith("The picture, faded: 0 levels")


def test_fading_keeps_each_colours_mean():
    picture = np.random.default_rng(0).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    pale = paint.faded(picture, 0.25)
    assert pale.mean((0, 1)) == pytest.approx(picture.mean((0, 1)), abs=0.3)
    assert pale.std() < 0.3 * picture.std()
    assert difference.apart(picture, picture) == 0


def test_a_brush_that_is_gone_is_not_offered(app):
    gone = a_brush(title="Gone")
    kept = a_brush(title="Kept")
    gone.weights.unlink()
    at = opened(app, "paint", model=gone.id)
    assert not at.exception and value(at, "brush.model") == kept.id


def test_the_same_pair_can_be_painted_stroke_by_stroke(app):
    a_brush()
    at = opened(app, "paint", content="scene:lake")
    at.button(key="brush.slowly").click().run()
    assert at.query_params["styles"] == QUILT and at.query_params["content"] == "scene:lake"
    assert value(at, "style.view") == "train"


def brought(at, which: str, picture: np.ndarray):
    """Open the drawer beside a gallery, and put a picture into it."""
    at.session_state[f"paint.own.brush.{which}"] = True
    at.run()
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    at.file_uploader[0].set_value(("mine.png", file.getvalue(), "image/png")).run()
    assert not at.exception and not at.error
    return at


def test_a_style_is_brought_and_trained_on(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", launched.append)
    picture = np.random.default_rng(0).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    at = brought(opened(app, "train"), "style", picture)
    assert "mine" in captions(at)[0]
    at.button(key="brush.go").click().run()
    (run,) = launched
    assert (gallery.picture(run.config.style) == picture).all()


def test_a_picture_is_brought_and_painted(app):
    a_brush()
    at = brought(opened(app, "paint"), "content", np.full((50, 90, 3), 130, np.uint8))
    assert "mine (yours). Painted in" in words(at)


def test_everything_that_can_be_chosen_has_a_title():
    assert {FIRST_CONTENT} <= {item.reference for item in picture_shelf.contents()}
    assert BrushConfig().style in {item.reference for item in picture_shelf.styles()}


def test_it_is_explained_at_three_depths(app):
    at = opened(app, "train")
    for depth in ("The idea", "The mathematics"):
        at.button_group(key="brush.how").set_value(depth).run()
        assert not at.exception
    assert len(at.get("latex")) == 4
