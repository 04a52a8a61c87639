"""What a trained GAN shows: inventions, sums of noise, the question of memory and the discriminator's eye; and a page of wishes."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine.data import cards, library, marks
from engine.data.pictures import Pictures
from engine.lessons import latent
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.cgan import naming, obedience
from engine.lessons.compete.gan import model as gan_model
from engine.lessons.compete.gan.network import Generator
from engine.lessons.helpers.judge import model as judge_model
from engine.weights import shelf
from playground.components.lineup import lineup
from playground.lessons.compete import inventions
from playground.lessons.compete.cgan import names
from playground.lessons.compete.gan import arithmetic, discriminator, memory
from playground.lessons.compete.gan.arithmetic import EACH, POOL, SHOWN
from playground.widgets import models
from playground.widgets.models import Model
from tests.playground import fabricate
from tests.playground.lessons.test_every_lesson import opened, value
from tests.playground.reading import words

VIEWS = ("invent", "sums", "walk", "memory", "eye")


@pytest.fixture
def few(monkeypatch):
    """Training takes minutes' worth of pictures; these tests need sixty. They are random, so none is like another."""

    def load(name: str, count: int | None = None, seed: int = 0) -> Pictures:
        about, chance = cards.SETS[name], np.random.default_rng(0)
        shape = (about.size, about.size, about.channels)
        train, held_out = (chance.integers(0, 256, (60, *shape), dtype=np.uint8) for _ in range(2))
        return Pictures(name, train, held_out)

    for way in ("load", "pictures_of"):
        monkeypatch.setattr(library, way, load)
    memory._memory.clear()
    yield load
    memory._memory.clear()


def shown(view: str, **settings_) -> AppTest:
    run = fabricate.generator("gan", **settings_)
    at = AppTest.from_file(str(Path(__file__).with_name("inventions_app.py")), default_timeout=120)
    at.query_params["view"], at.query_params["model"] = view, run.id
    return at.run()


def model(**settings_) -> Model:
    return models.of_run(fabricate.generator("gan", **settings_).id)


def captions(at) -> list[str]:
    """One for each picture on the page."""
    return [caption for image in at.image for caption in image.captions]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("data", ["glyphs", "faces"])
def test_each_view_stands(few, view, data):
    at = shown(view, data=data)
    assert not at.exception and not at.error and words(at)


def test_a_model_opens_on_a_picture_that_shows_what_it_can_do_and_says_so(monkeypatch):
    assert set(inventions.OPENS_ON) <= set(shelf.shipped())
    monkeypatch.setattr(inventions, "OPENS_ON", {})
    assert "one of the better" not in words(shown("invent"))
    shipped = AppTest.from_file(str(Path(__file__).with_name("inventions_app.py")), default_timeout=120)
    monkeypatch.setattr(inventions, "OPENS_ON", {"gan-hangul": 11})
    shipped.query_params["view"], shipped.query_params["model"] = "invent", "gan-hangul"
    assert "one of the better of them" in words(shipped.run()) and not shipped.exception


@pytest.mark.parametrize(
    ("objective", "said"),
    [("minimax", "probability"), ("least-squares", "1 for real"), ("hinge", "Above 0"), ("wgan-gp", "Only the order")],
)
def test_the_eye_says_how_to_read_its_number(objective, said):
    at = shown("eye", objective=objective)
    assert not at.exception and said in words(at) and "mistakes of this one generator" in words(at)


def test_the_eye_sorts_from_made_to_real():
    at = shown("eye")
    scores = [float(caption.split()[-1]) for caption in captions(at)]
    assert len(scores) == 2 * discriminator.EACH + discriminator.STATIC and scores == sorted(scores)
    assert sum("held-out" in caption for caption in captions(at)) == discriminator.EACH


def test_pairs_sorted_right():
    assert discriminator.sorted_right({"held-out": np.array([3.0, 1.0]), "made": np.array([1.0, 2.0])}) == 2.5 / 4


def test_without_the_set_the_eye_has_no_real_pictures_beside(monkeypatch):
    monkeypatch.setattr(library, "standing", lambda name: "missing")
    discriminator.held_out.clear()
    at = shown("eye", data="mnist")
    assert not at.exception and not at.error and "are not on this computer" in words(at)


def test_no_photograph_of_a_person_is_shown_only_its_distance(few, monkeypatch):
    monkeypatch.setattr(library, "standing", lambda name: "ready")
    at = shown("memory", data="faces-photo")
    assert not at.exception and "**not shown**" in words(at)
    assert captions(at) == ["The invention."]
    assert float(at.metric[0].value) > 0 and float(at.metric[1].value) > 0


def test_the_eye_scores_photographs_but_shows_none(few, monkeypatch):
    monkeypatch.setattr(library, "standing", lambda name: "ready")
    discriminator.held_out.clear()
    at = shown("eye", data="faces-photo")
    assert not at.exception and captions(at) and not [one for one in captions(at) if "held-out" in one]
    assert "200 made" in words(at) and "60 held-out" in words(at)
    discriminator.held_out.clear()


def test_where_the_training_pictures_are_missing_memory_says_so_calmly_and_leads_to_another_model(few, monkeypatch):
    monkeypatch.setattr(library, "standing", lambda name: "ready" if name == "glyphs" else "missing")
    at = shown("memory", data="faces-photo")
    assert not at.exception and not at.error
    assert "cannot be told on this computer" in words(at) and "ATELIER_DATA" in words(at)
    at.button(key="memory.other").click().run()
    assert not at.exception and not at.error and at.metric and value(at, "gan.model") == "gan-glyphs"


FAR = [(one.name, one.data) for one in models.shipped("gan") if not cards.SETS[one.data].built_in]
"""Shipped models whose pictures have to be fetched."""


@pytest.mark.parametrize(("name", "data"), FAR)
def test_shipped_models_are_asked_also_where_their_pictures_are_not(name, data, monkeypatch):
    monkeypatch.setattr(library, "standing", lambda name: "missing")
    discriminator.held_out.clear()
    at = AppTest.from_file(str(Path(__file__).with_name("inventions_app.py")), default_timeout=120)
    at.query_params["view"], at.query_params["model"] = "memory", name
    at.run()
    assert not at.exception and not at.error and captions(at) == ["The invention."]
    assert "8,000 training pictures" in words(at)
    assert ("came along with the model" if cards.showable(data) else "**not shown**") in words(at)
    near, usual = (float(metric.value) for metric in at.metric)
    assert 0.3 * usual < near < 3 * usual
    at.query_params["view"] = "eye"
    at.run()
    assert not at.exception and not at.error
    assert (
        "300 held-out" in words(at) and "what the discriminator said of held-out ones came along" in words(at).lower()
    )


def test_a_model_whose_album_is_deleted_is_not_asked_either(monkeypatch):
    monkeypatch.setattr(Model, "data", property(lambda model: f"album:{'0' * 32}"))
    at = shown("memory")
    assert not at.exception and not at.error and "cannot be told on this computer" in words(at)


def test_a_generator_that_copies_is_suspected(few, monkeypatch):
    copied = few("glyphs").train[:1]
    monkeypatch.setattr(models, "painted", lambda _, codes: copied.repeat(len(codes), 0))
    at = shown("memory")
    assert "suspiciously near" in words(at) and float(at.metric[0].value) < 0.01 < float(at.metric[1].value)


def test_a_stranger_is_not_suspected(few, monkeypatch):
    stranger = few("glyphs").held_out[-1:]
    monkeypatch.setattr(models, "painted", lambda _, codes: stranger.repeat(len(codes), 0))
    at = shown("memory")
    assert "no sign of memory" in " ".join(said.value for said in at.success)


def test_directions_are_those_of_the_first_layer_and_of_the_noise():
    one = model()
    found = inventions.directions(str(one.path), one.stamp)
    assert found.vectors.shape == (8, one.dimensions)
    network = gan_model.load(one.path).generator
    assert isinstance(network, Generator)
    noise = models.noise(one, 400, 0)
    far = [np.abs(answers(network, noise + vector) - answers(network, noise)).mean() for vector in found.vectors]
    assert far[0] == max(far) and far[0] > 1.2 * far[-1]


def answers(network: Generator, noise: np.ndarray) -> np.ndarray:
    """What the first layer says, after batch norm."""
    import torch

    with torch.no_grad():
        return network.layers[2](network.layers[1](network.layers[0](torch.from_numpy(noise)))).numpy()


def test_the_judge_proposes_what_shows_the_wish_and_what_does_not(monkeypatch):
    one = model()
    said = np.full((POOL, 36), 0.01, np.float32)
    chance = np.random.default_rng(0)
    said[np.arange(POOL), chance.integers(0, 5, POOL)] = 0.9
    monkeypatch.setattr(arithmetic, "_in_words", lambda *_: said)
    noise, picks, mark = arithmetic.proposal(one)
    pool = models.noise(one, POOL, 0)
    place = {tuple(row): number for number, row in enumerate(pool.round(5).tolist())}
    a, b, c = ([int(said[place[tuple(noise[at].round(5).tolist())]].argmax()) for at in group] for group in picks)
    column = marks.index("glyphs", mark.name)
    assert set(a) == {column} and len(set(b)) == 1 and set(b) == set(c) != {column}
    assert len(noise) == SHOWN and len({*picks[0], *picks[1], *picks[2]}) == 3 * EACH


def test_without_a_judge_the_reader_begins_alone():
    at = shown("sums", data="cifar10")
    assert not at.exception and not at.error and "sums.mark" not in " ".join(str(box.key) for box in at.selectbox)


def test_the_sum_lies_on_the_plane_of_its_parts():
    chance = np.random.default_rng(0)
    a, b, c = chance.normal(size=(3, 9))
    sheet = latent.plane(a, b, c)
    ((u, v),) = sheet.place((a - b + c)[None])
    assert np.allclose(sheet.at(np.array([u]), np.array([v]))[0], a - b + c, atol=1e-5)


def test_walks_of_a_generator_need_no_codes_of_pictures():
    at = shown("walk")
    assert not at.exception and not at.error
    assert set(at.button_group(key="walk.source").options) == {"Fresh noise", "Picked by hand"}
    at.button_group(key="walk.what").set_value("Plane").run()
    assert not at.exception and "the two that A, B and C span" in words(at)
    at.button_group(key="walk.source").set_value("hand").run()
    assert not at.exception and "A walk needs two key frames" in words(at)


def test_other_noise_is_one_press_away():
    at = shown("invent")
    at.button(key="invent.roll").click().run()
    assert not at.exception and at.session_state["invent.seed"] == 1


def test_no_spread_is_one_picture_over_and_over(monkeypatch):
    seen = []
    monkeypatch.setattr(inventions, "lineup", lambda weights, noise, *_, **__: seen.append(noise) or lineup.Picked({}))
    at = shown("invent")
    at.slider(key="invent.spread").set_value(0.0).run()
    assert not at.exception and seen[0].std() > 0.5 and not seen[-1].any()


@pytest.mark.parametrize("label", ["joined", "embedding", "projection"])
def test_the_page_of_wishes_takes_a_readers_own_run(app, label):
    run = fabricate.generator("cgan", label=label, title="Mine")
    at = opened(app, "cgan", model=run.id)
    assert not at.exception and not at.error and "Mine" in words(at)
    assert value(at, "cgan.model") == run.id


def test_marks_of_faces_are_wishes_too(app):
    run = fabricate.generator("cgan", data="faces")
    at = opened(app, "cgan", model=run.id)
    assert not at.exception and "one mark alone" in words(at)


@pytest.mark.parametrize("data", ["glyphs", "faces"])
def test_obedience_is_what_the_judge_says(app, data):
    run = fabricate.generator("cgan", data=data)
    at = opened(app, "cgan", view="obedience", model=run.id)
    assert not at.exception and not at.error
    model, judge = gan_model.load(run.weights), judge_model.of_set(data)
    parts = [obedience.measure(model, judge, 200, seed) for seed in range(5)]
    found = obedience.merged(parts, data == "glyphs")
    assert found.all.of == sum(part.all.of for part in parts) and len(found.pictures) == 1_000
    assert [len(places) for places in found.wrong] == [wish.of - wish.right for wish in found.wishes]
    assert at.metric[0].value == f"{found.all.share:.1%}"
    low, high = found.all.interval
    assert f"interval from {low:.1%} to {high:.1%}" in words(at)
    assert len(captions(at)) == 3 + names.SHOWN
    named = naming.measure(gan_model.load(run.weights), *whats_known(data))
    assert f"{named.right.share:.0%} of what it says is right" in words(at)


def whats_known(data):
    pictures = models.held_out(data, names.COUNT)[0]
    said = judge_model.of_set(data).probabilities(pictures)
    return pictures, said[:, compete_wishes.columns_of(data)] if data in compete_wishes.WISHES else said


def test_without_a_judge_obedience_is_not_claimed(app):
    run = fabricate.generator("cgan", data="cifar10")
    at = opened(app, "cgan", view="obedience", model=run.id)
    assert not at.exception and "nobody could say whether it obeys" in words(at) and not at.metric


@pytest.mark.parametrize("model", ["cgan-glyphs", "cgan-hangul"])
def test_shipped_letters_obey(app, model):
    at = opened(app, "cgan", view="obedience", model=model)
    assert not at.exception and float(at.metric[0].value.rstrip("%")) >= 90


def test_settings_that_play_no_role_are_left_out(app):
    at = opened(app, "cgan", view="train")
    keys = {str(one.key) for one in [*at.slider, *at.select_slider, *at.number_input]}
    assert "form.cgan.penalty" not in keys and "form.cgan.smoothing" in keys
    at.selectbox(key="form.cgan.objective").set_value("wgan-gp").run()
    keys = {str(one.key) for one in [*at.slider, *at.select_slider, *at.number_input]}
    assert "form.cgan.penalty" in keys and "form.cgan.smoothing" not in keys
