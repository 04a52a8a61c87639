"""The museum of failures under AppTest: every exhibit by its link, broken and mended runs, the way to the settings."""

import pytest

from engine import catalog
from engine.core import settings
from engine.runs import jobs, store
from tests.playground.lessons.test_every_lesson import opened, value
from tests.playground.reading import words


@pytest.fixture(autouse=True)
def no_workers(monkeypatch):
    """Launching marks the run as waiting; no process is started."""
    monkeypatch.setattr(jobs, "_start", lambda run: None)


@pytest.mark.parametrize("preset", catalog.card("gan").presets, ids=lambda preset: preset.name)
def test_a_link_leads_to_an_exhibit(app, preset):
    at = opened(app, "gan", view="museum", preset=preset.name)
    assert not at.exception and not at.error
    assert all(said in words(at) for said in (preset.symptom, preset.cause, preset.cure, preset.found))


def test_an_exhibit_is_broken_and_mended_side_by_side(app):
    preset = next(one for one in catalog.card("gan").presets if one.name == "swapped")
    at = opened(app, "gan", view="museum", preset="swapped")
    at.button(key="museum.broken.swapped").click().run()
    assert not at.exception
    (broken,) = store.every("gan")
    assert broken.config == catalog.config_of(preset) and at.query_params["broken"] == broken.id
    at.button(key="museum.mended.swapped").click().run()
    assert not at.exception
    mended = next(run for run in store.every("gan") if run.id != broken.id)
    assert mended.config == catalog.cured_config_of(preset) and mended.parent == broken.id
    assert broken.status().state == "stopped", "the place is the mended one's now"
    assert "A · Labels swapped, broken" in words(at) and "B · Labels swapped, mended" in words(at)


def test_two_ways_of_which_none_is_wrong_are_called_by_their_names(app):
    preset = catalog.preset("gan", "sigmoid")
    at = opened(app, "gan", view="museum", preset="sigmoid")
    assert at.button(key="museum.broken.sigmoid").label == "Train: sigmoid"
    at.button(key="museum.broken.sigmoid").click().run()
    (sigmoid,) = store.every("gan")
    at.button(key="museum.mended.sigmoid").click().run()
    assert not at.exception
    tanh = next(run for run in store.every("gan") if run.id != sigmoid.id)
    assert (sigmoid.title, tanh.title) == ("Sigmoid or tanh, sigmoid", "Sigmoid or tanh, tanh")
    assert tanh.config == catalog.cured_config_of(preset)
    assert sigmoid.status().state == "waiting", "nobody stops one of two that are compared"


def test_an_exhibit_whose_pictures_are_not_here_leads_to_where_they_are_fetched(app, monkeypatch):
    monkeypatch.setattr(settings, "data_folders", lambda: [])
    at = opened(app, "gan", view="museum", preset="frogs")
    assert "Its pictures are not on this computer" in words(at)
    assert [button.key for button in at.button if str(button.key).startswith("museum.")] == ["museum.open.frogs"]


def test_what_is_not_broken_is_trained_and_called_by_its_own_name(app):
    at = opened(app, "gan", view="museum", preset="healthy")
    button = at.button(key="museum.broken.healthy")
    assert button.label == "Train it" and "broken" not in button.proto.icon
    button.click().run()
    (run,) = store.every("gan")
    assert run.title == "A good start"


def test_a_link_with_another_exhibits_run_does_not_show_it(app):
    other = store.create("gan", catalog.config_of(catalog.preset("gan", "lazy")))
    at = opened(app, "gan", view="museum", preset="swapped", broken=other.id)
    assert not at.exception and "A · " not in words(at)


def test_an_exhibits_settings_open_in_the_form(app):
    at = opened(app, "gan", view="museum", preset="strong")
    at.button(key="museum.open.strong").click().run()
    assert not at.exception and value(at, "gan.view") == "train"
    for name, wanted in catalog.preset("gan", "strong").settings.items():
        assert value(at, f"form.gan.{name}") == wanted


def test_a_run_with_one_change_stands_beside_the_one_that_it_repeats(app):
    parent = store.create("gan", catalog.config_of(catalog.preset("gan", "healthy")), title="Before")
    run = store.create("gan", catalog.config_of(catalog.preset("gan", "strong")), title="After", parent=parent.id)
    at = opened(app, "gan", view="train", run=run.id)
    assert not at.exception and "A · Before" in words(at) and "B · After" in words(at)
