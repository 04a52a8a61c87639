"""The page of DeepDream: choosing, the links that lead there, a dream's panel, and any channel at once."""

import json

import numpy as np
import pytest
from PIL import Image

from engine.lessons.helpers.eye.fields import CHANNELS
from engine.lessons.paint.dream import channels, moods
from engine.lessons.paint.dream.channels import Sheet
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.moods import MOODS
from engine.runs import jobs, store
from engine.runs.run import Run, Status
from playground.lessons.paint.dream import choice
from tests import stand_in
from tests.playground.reading import words


@pytest.fixture(autouse=True)
def drawn(monkeypatch):
    """Sheets of three channels for each layer, as if drawn by the eye that is here."""
    pictures = np.arange(3, dtype=np.uint8)[:, None, None, None].repeat(112, 1).repeat(112, 2).repeat(3, 3) * 80
    sheets = {layer: Sheet(layer, (2, 5, 11), pictures) for layer in CHANNELS}
    monkeypatch.setattr(channels, "sheets", lambda: sheets)
    for cached in (choice._sheets, choice._gallery_sheet):
        cached.clear()
    yield
    for cached in (choice._sheets, choice._gallery_sheet):
        cached.clear()


def opened(app, **link: str):
    app.switch_page("lessons/paint/dream/page.py")
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def value(at, name: str):
    return at.session_state[f"form.dream.{name}"]


def a_dream(state: str, steps: int = 40, step: int = 20, **settings) -> Run:
    """A dream's folder as a worker leaves it, with three pictures."""
    config = DreamConfig(content="scene:lake", size=64, steps=steps, **settings)
    run = store.create("dream", config, title="Mountain lake, dreamt")
    for at in (1, 10, step):
        picture = np.full((48, 64, 3), 5 * at, np.uint8)
        Image.fromarray(picture).save(run.path / "previews" / f"{at:08d}-picture.png")
    (run.path / "previews" / "captions.json").write_text(json.dumps({"picture": "What excites relu4_1."}))
    lines = [{"step": at, "seconds": at / 10, "metrics": {"excitement": 1 + at / 10}} for at in range(1, step + 1)]
    (run.path / "events.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    stand_in.for_worker(run, state)
    run.write_status(Status(state=state, step=step, steps=steps, seconds=3.0, metrics={"excitement": 3.0}))
    return run


def captions(at) -> list[str]:
    return [picture.caption for image in at.image for picture in image.proto.imgs]


def labels(at) -> set[str]:
    return {button.label for button in at.button}


def test_a_first_visit_shows_a_dream_and_offers_ones_own(app):
    at = opened(app)
    assert not at.exception and not at.error
    assert "**Whole things.** The deepest layer knows things." in words(at)
    assert "It strengthens whatever excites **relu5_1**, in 48 steps." in words(at)
    assert "dream.go" in {button.key for button in at.button}


def test_a_mood_is_shown_only_with_all_its_settings(app):
    at = opened(app, content="scene:cat")
    assert "Whole things" not in words(at) and "What it will dream on: Cat at the window" in captions(at)[0]


def test_dreams_of_another_eye_are_not_shown(app, monkeypatch):
    monkeypatch.setattr(channels, "stale", lambda: True)
    at = opened(app)
    assert not at.exception and "Whole things" not in words(at)
    assert "What it will dream on: Summer Palace" in captions(at)[0]


@pytest.mark.parametrize("mood", MOODS, ids=lambda mood: mood.name)
def test_what_came_of_each_mood_is_shown_by_a_link_with_its_settings(app, mood):
    plain = DreamConfig()
    said = {name: str(value) for name, value in vars(mood.config).items() if value != getattr(plain, name)}
    at = opened(app, **said)
    assert not at.exception and not at.warning and not at.error
    shown = words(at) + " ".join(captions(at))
    assert f"**{mood.title}.** {mood.words}" in shown
    assert moods.kept(mood.name) and len(moods.kept(mood.name)) < 150_000


def test_a_second_picture_leads(app):
    at = opened(app, guide="scene:cat")
    assert "Led by: Cat at the window" in {popover.proto.popover.label for popover in at.get("popover")}
    assert "**what relu5_1 sees in Cat at the window**" in words(at)


def test_a_link_chooses_picture_layer_and_channel(app):
    at = opened(app, content="scene:cat", layer="relu2_1", channel="5")
    assert not at.exception and not at.warning
    assert (value(at, "content"), value(at, "layer"), value(at, "channel")) == ("scene:cat", "relu2_1", 5)
    assert "whatever excites **channel 5 of relu2_1**" in words(at)
    assert at.query_params["layer"] == "relu2_1" and at.query_params["channel"] == "5"


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ({"content": "scene:nowhere"}, "There is no picture called 'scene:nowhere'"),
        ({"guide": "scene:nowhere"}, "'scene:nowhere' on this computer. Nothing leads the dream."),
        ({"layer": "relu1_1", "channel": "64"}, "relu1_1 has no channel 64. It dreams of all of them."),
        ({"channel": "9999"}, "Channel is 9999, outside its range."),
        ({"layer": "relu9_9"}, "which does not exist"),
    ],
)
def test_what_a_link_names_wrongly_is_told_and_left_out(app, link, said):
    at = opened(app, **link)
    assert not at.exception and not at.error
    assert said.replace(":", "").replace("_", "") in words(at).replace("\\", "").replace(":", "").replace("_", "")
    assert (value(at, "content"), value(at, "guide"), value(at, "channel")) == ("photo:china", "", -1)


def test_another_layer_begins_with_all_its_channels(app):
    at = opened(app, channel="5")
    at.button_group(key="dream.form.layer").set_value("relu3_1").run()
    assert not at.exception
    assert (value(at, "layer"), value(at, "channel")) == ("relu3_1", -1)


def test_without_sheets_a_channel_is_a_number(app, monkeypatch):
    monkeypatch.setattr(channels, "sheets", dict)
    at = opened(app)
    assert "python -m engine dream-gallery" in words(at)
    at.number_input(key="dream.form.channel.relu5_1.number").set_value(300).run()
    assert not at.exception and value(at, "channel") == 300


def test_noise_can_be_dreamt_on(app):
    at = opened(app, content="noise", channel="5")
    assert not at.exception and "What it will dream on: noise." in words(at)


def test_dream_starts_a_run_with_what_is_chosen(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", launched.append)
    at = opened(app, content="scene:lake", layer="relu3_1", channel="11", size="128")
    at.button(key="dream.go").click().run()
    assert not at.exception
    (run,) = launched
    assert at.query_params["run"] == run.id and run.title == "Mountain lake, dreamt by channel 11 of relu3_1"
    assert run.config == DreamConfig(content="scene:lake", layer="relu3_1", channel=11, size=128)


def test_a_dream_that_was_stopped_keeps_its_picture_and_can_go_on(app, monkeypatch):
    resumed = []
    monkeypatch.setattr(jobs, "resume", lambda run, steps=None: resumed.append(run))
    run = a_dream("stopped")
    at = opened(app, run=run.id)
    assert not at.exception and not at.error
    assert "Step 20. What excites relu4" in captions(at)[0]
    assert {"Resume", "Dream on this picture", "New dream"} <= labels(at) and "Stop" not in labels(at)
    assert {"Download PNG"} <= {one.proto.label for one in at.get("download_button")}
    at.button(key="run.Resume").click().run()
    assert [one.id for one in resumed] == [run.id]


def test_the_film_goes_back_to_any_kept_step(app):
    at = opened(app, run=a_dream("stopped").id)
    film = next(slider for slider in at.select_slider if slider.label == "Film")
    film.set_value(10).run()
    assert "Step 10. What excites relu4" in captions(at)[0]


def test_layer_channel_and_sliders_are_turned_live(app):
    run = a_dream("training", channel=5)
    at = opened(app, run=run.id)
    assert not at.exception and "Stop" in labels(at)
    at.button_group(key=f"live.{run.id}.layer").set_value("relu2_1").run()
    assert not at.exception
    assert run.turned() == {"layer": "relu2_1", "channel": -1}, "a channel's number means nothing in another layer"
    at.slider(key=f"live.{run.id}.keep").set_value(0.5).run()
    at.select_slider(key=f"live.{run.id}.strength").set_value(0.1).run()
    at.slider(key=f"live.{run.id}.jitter").set_value(4).run()
    at.slider(key=f"live.{run.id}.dive").set_value(2.0).run()
    assert run.turned() == {"layer": "relu2_1", "channel": -1, "keep": 0.5, "strength": 0.1, "jitter": 4, "dive": 2.0}
    assert at.button_group(key=f"live.{run.id}.layer").value == "relu2_1"
    run.turn(keep=0.25)  # by another page
    assert at.run().slider(key=f"live.{run.id}.keep").value == 0.25


def test_a_dream_becomes_the_picture_to_dream_on(app):
    at = opened(app, run=a_dream("finished", step=40).id)
    at.button(key="dream.deeper").click().run()
    assert not at.exception and "run" not in at.query_params
    assert value(at, "content").startswith("own:")
    assert "What it will dream on: Mountain lake, dreamt" in captions(at)[0]


def test_a_dream_that_is_not_here_is_a_sentence(app):
    at = opened(app, run="dream-20260101-000000-abc")
    assert "names a dream that is not on this computer" in words(at)
    at.button(key="dream.new").click().run()
    assert "run" not in at.query_params and "dream.go" in {button.key for button in at.button}


@pytest.fixture
def quick(monkeypatch):
    """Dreams at once, without an eye. What was dreamt is kept."""
    asked = []

    def at_once(config, picture=None):
        asked.append(config)
        return np.full((32, 32, 3), 90, np.uint8)

    monkeypatch.setattr(channels, "at_once", at_once)
    return asked


def test_the_channels_view_shows_the_sheet_before_anything_is_computed(app, quick):
    at = opened(app, view="channels")
    assert not at.exception and not at.error and quick == []
    assert captions(at) == ["What excites channel 2 of relu5_1.", "Summer Palace, undreamt."]
    assert "These 3 of its 512 channels stand for the others." in words(at)


def test_any_channel_dreams_at_once_alone_and_on_the_picture(app, quick):
    at = opened(app, view="channels", content="scene:cat")
    at.number_input(key="dream.any").set_value(333).run()
    assert not at.exception
    assert captions(at) == [
        "What excites channel 333 of relu5_1.",
        "The same channel, dreamt on Cat at the window.",
    ]
    assert [(config.content, config.channel) for config in quick] == [("noise", 333), ("scene:cat", 333)]
    assert at.query_params["channel"] == "333"


@pytest.mark.parametrize(("button", "content"), [("dream.large", "scene:cat"), ("dream.noise", "noise")])
def test_a_channel_is_dreamt_large(app, quick, monkeypatch, button, content):
    monkeypatch.setattr(jobs, "launch", lambda run: None)
    at = opened(app, view="channels", content="scene:cat", layer="relu3_1", channel="11")
    at.button(key=button).click().run()
    assert not at.exception
    (run,) = store.every("dream")
    assert (run.config.content, run.config.layer, run.config.channel) == (content, "relu3_1", 11)
    assert at.query_params["run"] == run.id and at.query_params["view"] == "train"


def test_what_excites_channels_is_explained_at_three_depths(app):
    at = opened(app)
    for depth in ("The idea", "The mathematics"):
        at.button_group(key="dream.how").set_value(depth).run()
        assert not at.exception
    assert len(at.get("latex")) >= 4
