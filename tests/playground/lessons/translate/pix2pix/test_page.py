"""The lesson on pix2pix without a browser: maps that are drawn, what models make of them, and pairs to learn from."""

import io
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import gallery, label_colours
from engine.data import pairs as data_pairs
from engine.data.drawn import facades
from engine.data.label_colours import FACADE_LABELS, SCENE_LABELS
from engine.data.uploads import own_pairs, single
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.setup import KNOWN, critic_of_pairs, generator
from engine.runs import jobs, store
from engine.runs.run import Run, Status
from engine.weights import checkpoint, shelf
from playground.components.labels import labels
from playground.components.mask import mask
from playground.lessons.translate.pix2pix import label_maps, models
from playground.lessons.translate.pix2pix import pairs as pix2pix_pairs
from playground.lessons.translate.pix2pix.compare import FLAGS, LAMBDAS, PATCHES
from tests.playground.conftest import arrived
from tests.playground.lessons.test_every_lesson import opened as lesson
from tests.playground.lessons.test_every_lesson import value
from tests.playground.reading import words

TINY = {"width": 4, "depth": 2, "critic_width": 4, "side": 32, "steps": 1, "patch": "16"}


def save(path, **settings) -> PairConfig:
    """Weights of tiny networks that never learnt."""
    config = PairConfig(**{**TINY, **settings})
    card = {"lesson": "pix2pix", "config": configs.to_dict(config), "step": 1}
    network = generator(config, len(FACADE_LABELS) if config.palette else 0)
    if config.palette:
        colours = torch.tensor(list(FACADE_LABELS.values())) / 255
        network.palettes.know(colours, torch.rand(KNOWN, len(FACADE_LABELS), 3))
    checkpoint.save_weights(path, {"generator": network, "critic": critic_of_pairs(config)}, card)
    return config


def a_run(**settings) -> Run:
    made = store.create("pix2pix", PairConfig(**{**TINY, **settings}), title="Mine")
    save(made.weights, **settings)
    made.write_status(Status(state="finished", step=1, steps=1))
    return made


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A pretrained/ with tiny models: of what is drawn here, one is missing."""
    folder = tmp_path / "pretrained"
    folder.mkdir()
    save(folder / "facades.safetensors", data="facades")
    save(folder / "scenes.safetensors")
    save(folder / "scenes-l1-only.safetensors", adversarial=0.0)
    save(folder / "scenes-critic.safetensors", l1=0.0)
    save(folder / "scenes-l1-10.safetensors", l1=10.0)
    for patch in ("1", "16", "whole"):
        save(folder / f"scenes-patch-{patch}.safetensors", l1=10.0, patch=patch)
    monkeypatch.setattr(shelf, "FOLDER", folder)
    return folder


def opened(app, view: str = "draw", **link: str):
    return lesson(app, "pix2pix", view=view, **link)


def away(app) -> None:
    """Leave the page: the next visit takes up what its address says."""
    app.switch_page("home/page.py").run()


def captions(at) -> list[str]:
    return [picture.caption for image in at.image for picture in image.proto.imgs]


def sources(at) -> list[str]:
    return [picture.url for image in at.image for picture in image.proto.imgs]


def test_a_layout_is_a_facade_of_whole_rectangles():
    for seed in label_maps.FACADES:
        drawn = facades.layout(seed)
        assert drawn.shape == (128, 128) and (drawn == facades.layout(seed)).all()
        shares = {name: (drawn == number).mean() for number, name in enumerate(FACADE_LABELS)}
        assert shares["wall"] > 0.2 and shares["window"] > 0.05 and shares["door"] > 0.005 and shares["moulding"] > 0.02
    assert len({facades.layout(seed).tobytes() for seed in label_maps.FACADES}) == len(label_maps.FACADES) >= 6


def test_layouts_have_any_size():
    small, large = facades.layout(3, 64), facades.layout(3, 256)
    assert small.shape == (64, 64) and (small == large[1::4, 1::4]).mean() > 0.8


@pytest.mark.parametrize("kind", label_maps.KINDS)
def test_every_sample_is_a_map_of_what_can_be_drawn(kind):
    about = label_maps.KINDS[kind]
    for reference in about.samples:
        drawn = label_maps.numbers(kind, reference)
        assert drawn.dtype == np.uint8 and drawn.shape == (128, 128)
        assert set(np.unique(drawn).tolist()) <= set(about.offered)
    assert {about.number(about.blank), about.number(about.start)} <= set(about.offered)


def test_a_drawn_map_is_kept_and_found_again():
    drawn = facades.layout(5)
    reference = label_maps.keep("facades", drawn)
    assert label_maps.known("facades", reference) and (label_maps.numbers("facades", reference) == drawn).all()
    assert not label_maps.known("facades", "own:../../etc") and not label_maps.known("scenes", "facade:0")


def test_a_spoilt_map_of_another_size_snaps_back_to_its_labels():
    drawn = facades.layout(2, 256)
    shown = label_colours.coloured(drawn, FACADE_LABELS)
    content = io.BytesIO()
    Image.fromarray(shown).save(content, "JPEG", quality=90)
    spoilt = np.asarray(Image.open(content).convert("RGB"))
    found = label_maps.from_picture("facades", spoilt)
    assert found.shape == (128, 128) and (found == drawn[1::2, 1::2]).mean() > 0.9


def jpeg(picture: np.ndarray) -> bytes:
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "JPEG", quality=75)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["facades", "scenes"])
@pytest.mark.parametrize("reference", ["photo:china", "photo:flower", "scene:village", "painting:waves"])
def test_what_is_no_map_is_refused_and_not_made_noise(kind, reference):
    with pytest.raises(Trouble, match="This is no map for this model: .*% of its pixels"):
        label_maps.brought(kind, gallery.picture(reference, 256))


@pytest.mark.parametrize("turned", [False, True])
def test_of_a_pair_side_by_side_the_map_is_taken(turned):
    house, photo = (
        label_colours.coloured(facades.layout(2, 256), FACADE_LABELS),
        gallery.picture("scene:village", 256),
    )
    both = np.concatenate([house, photo] if turned else [photo, house], 1)
    spoilt = np.asarray(Image.open(io.BytesIO(jpeg(both))))
    assert spoilt.shape == (256, 512, 3)
    assert (label_maps.brought("facades", spoilt) == facades.layout(2, 256)[1::2, 1::2]).mean() > 0.9


def test_a_map_in_the_colours_of_another_model_is_refused():
    house = label_colours.coloured(facades.layout(2, 256), FACADE_LABELS)
    with pytest.raises(Trouble, match="maps in other colours"):
        label_maps.brought("scenes", house)


def test_lines_of_a_picture_are_black_where_light_changes():
    picture = np.full((128, 128, 3), 20, np.uint8)
    picture[:, 64:] = 230
    drawn = label_maps.lines(picture)
    assert drawn[:, 63:65].all() and not drawn[:, :60].any()


def sent(drawn: np.ndarray) -> dict:
    return {"map": {"png": mask.png(drawn)}}


def test_only_a_map_of_the_right_size_and_labels_is_taken_from_the_browser():
    drawn = facades.layout(1)
    assert (labels.reported(sent(drawn), (128, 128), 12) == drawn).all()
    assert labels.reported(sent(drawn), (64, 64), 12) is None
    assert labels.reported(sent(np.full((128, 128), 12, np.uint8)), (128, 128), 12) is None
    for strange in (
        None,
        {},
        {"map": None},
        {"map": "x"},
        {"map": {"png": 3}},
        {"map": {"png": "!"}},
        {"map": {"png": ""}},
    ):
        assert labels.reported(strange, (128, 128), 12) is None


def test_a_first_visit_shows_a_picture_of_a_facade_and_what_the_model_cannot_do(app, shop):
    at = opened(app)
    assert not at.exception and not at.error
    assert value(at, "pix2pix.model") == "facades" and at.query_params["map"] == "facade:0"
    assert sources(at)[0].startswith("data:image/png") and captions(at)[0].startswith("Made of the map by *Facades")
    assert "What it cannot do" in words(at)


def test_another_map_and_another_model_give_another_picture(app, shop):
    first = sources(opened(app))[0]
    away(app)
    at = opened(app, map="facade:7")
    assert sources(at)[0] != first
    at.selectbox(key="pix2pix.model").set_value("scenes").run()
    assert not at.exception and at.query_params["map"].startswith("scene:")


def test_what_is_drawn_is_what_is_translated_and_what_the_address_says(app, shop):
    at = opened(app, model="scenes")
    drawn = np.zeros((128, 128), np.uint8)
    drawn[80:] = 4
    reference = label_maps.keep("scenes", drawn)
    at.session_state["pix2pix.map.scenes"] = reference
    at.run()
    assert not at.exception
    model = models.shipped()["scenes"]
    drawn_from = sources(at)[0]
    picture = models.made(model, label_colours.coloured(drawn, SCENE_LABELS)).picture
    assert picture.shape == (128, 128, 3)
    at.session_state["pix2pix.map.scenes"] = "scene:lake:6000"
    away(app)
    again = opened(app, model="scenes", map=reference)
    assert value(again, "pix2pix.map.scenes") == reference and sources(again)[0] == drawn_from


def test_a_map_that_is_not_here_is_told(app, shop):
    at = opened(app, map="own:" + "0" * 32)
    assert not at.exception and "There is no map called" in words(at)
    assert at.query_params["map"] == "facade:0"


def test_variants_are_draws_of_the_noise_and_can_be_left(app, shop):
    at = opened(app)
    first = sources(at)[0]
    assert "Variant" not in captions(at)[0], "nobody has asked for another one"
    at.button(key="pix2pix.again").click().run()
    second = sources(at)[0]
    assert "Variant 2" in captions(at)[0]
    at.button(key="pix2pix.calm").click().run()
    assert len({first, second, sources(at)[0]}) == 3 and "Variant" not in captions(at)[0]


def test_a_generator_without_dropout_offers_no_variants(app):
    run = a_run(noise=0.0)
    at = opened(app, model=run.id)
    assert "pix2pix.again" not in {button.key for button in at.button}


def test_colours_are_those_of_a_real_picture_or_ones_own_and_a_link_keeps_them(app):
    run = a_run(noise=0.0, data="facades", palette=True)
    at = opened(app, model=run.id)
    first = sources(at)[0]
    assert "In the colours of a real picture" in captions(at)[0]
    at.button(key="pix2pix.again").click().run()
    second = sources(at)[0]
    at.color_picker[0].set_value("#ff0000").run()
    third, link = sources(at)[0], at.query_params["colours"]
    assert len({first, second, third}) == 3 and "In the colours that you chose" in captions(at)[0]
    assert link.split("-").count("ff0000") == 1 and len(link.split("-")) == len(FACADE_LABELS)
    there = opened(arrived(), model=run.id, variant="2", colours=link)
    assert sources(there)[0] == third
    at.button(key="pix2pix.colours.undo").click().run()
    assert sources(at)[0] == second and "colours" not in at.query_params
    assert "#ff0000" not in {picker.value for picker in at.color_picker}


def test_three_generators_stand_side_by_side_with_the_truth(app, shop):
    at = opened(app, "compare", map="scene:lake:6000")
    assert not at.exception and not at.error
    said = " ".join(captions(at))
    for title in ("The map", "L1 alone", "The critic alone", "Both", "The truth"):
        assert f"**{title}.**" in said or f"**{title}**" in said
    assert said.count("levels from the truth") == 3 + 1 + 4  # the slider's, and one for each patch
    for title in ("1 pixel", "16 pixels", "70 pixels", "The whole picture"):
        assert f"**{title}.**" in said


def test_a_missing_snapshot_is_told_with_the_way_to_it(app, shop):
    at = opened(app, "compare")
    at.select_slider(key="pix2pix.lambda").set_value("scenes-l1-1").run()
    assert not at.exception and "scenes-l1-1.safetensors is missing" in words(at)
    assert "--data scenes --side 128 --l1 1`" in words(at)
    at.select_slider(key="pix2pix.lambda").set_value("scenes-critic").run()
    assert "is missing" not in words(at)


def test_whatever_is_compared_is_in_the_catalogue():
    from engine.catalog import CARDS

    assert {*LAMBDAS, *PATCHES} == set(FLAGS) < set(CARDS["pix2pix"].weights)


@pytest.mark.parametrize("data", ["edges", "grey"])
def test_models_of_other_pairs_are_given_lines_or_pictures(app, data):
    run = a_run(data=data)
    at = opened(app, model=run.id)
    assert not at.exception and not at.error
    assert "made of " in f"{captions(at)} {words(at)}".lower()
    assert ("map" if data == "edges" else "content") in at.query_params


def test_train_starts_a_run_with_the_chosen_pairs(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", launched.append)
    at = opened(app, "train", data="grey", source="faces", steps="50")
    at.button(key="pix2pix.go").click().run()
    assert not at.exception
    (run,) = launched
    assert (run.config.data, run.config.source, run.config.steps) == ("grey", "faces", 50)
    assert at.query_params["run"] == run.id
    at.button(key="pix2pix.new").click().run()
    assert "run" not in at.query_params


def test_facades_that_are_not_here_cannot_be_trained_on(app, monkeypatch):
    monkeypatch.setattr(data_pairs, "standing", lambda name: "missing" if name == "facades" else "ready")
    at = opened(app, "train", data="facades")
    assert "are not on this computer" in words(at) and at.button(key="pix2pix.go").disabled


def test_a_finished_run_leads_to_drawing(app):
    a_run(data="facades")
    run = a_run()
    a_run(data="facades")
    at = opened(app, "train", run=run.id)
    at.button(key="pix2pix.to.draw").click().run()
    assert not at.exception and value(at, "pix2pix.view") == "draw" and value(at, "pix2pix.model") == run.id
    assert at.query_params["map"].startswith("scene:")


def side_by_side(count: int, width: int = 80) -> bytes:
    """A zip of pairs."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as files:
        for number in range(count):
            both = np.zeros((40, width, 3), np.uint8)
            both[:, :40] = 10 + number
            both[:, 40:] = 200 - number
            picture = io.BytesIO()
            Image.fromarray(both).save(picture, "PNG")
            files.writestr(f"{number}.png", picture.getvalue())
    return content.getvalue()


def test_own_pairs_are_taken_from_a_zip_and_learnt_from():
    id = pix2pix_pairs.taken([("pairs.zip", side_by_side(9))])
    assert own_pairs.kept() == {id: 9}
    found = data_pairs.load("own", own=id)
    assert len(found.given) + len(found.given_held_out) == 9
    assert found.given.max() < 30 and found.wanted.min() > 150


@pytest.mark.parametrize(("width", "said"), [(60, "no pair side by side"), (80, "a network needs at least 8")])
def test_what_is_no_pair_is_refused_with_a_sentence(width, said):
    with pytest.raises(Trouble, match=said):
        pix2pix_pairs.taken([("pairs.zip", side_by_side(3, width))])


def test_it_is_explained_at_three_depths(app):
    at = opened(app, "train")
    for depth in ("The idea", "The mathematics"):
        at.button_group(key="pix2pix.how").set_value(depth).run()
        assert not at.exception
    assert len(at.get("latex")) == 4


def test_a_kept_map_is_a_picture_like_any_other():
    reference = label_maps.keep("scenes", label_maps.numbers("scenes", "scene:hill:6000"))
    picture = single.picture(reference.removeprefix("own:"))
    assert set(map(tuple, picture.reshape(-1, 3).tolist())) <= set(SCENE_LABELS.values())


def test_the_lens_judges_what_was_made_and_what_is_true(app, shop):
    at = opened(app, "lens", model="scenes", map="scene:lake:6000")
    assert not at.exception and "It learnt to say 0 to what the generator makes" in words(at)
    before = words(at)
    at.button_group(key="pix2pix.lens.picture").set_value("truth").run()
    assert not at.exception and "It learnt to say 1 to true pictures" in words(at) != before


def test_the_lens_knows_no_true_facade(app, shop):
    at = opened(app, "lens", model="facades")
    assert not at.exception and "Judge" not in [group.label for group in at.button_group]


def test_a_model_that_is_given_pictures_has_no_lens(app):
    made = a_run(data="grey")
    at = opened(app, "lens", model=made.id)
    assert not at.exception and "is given pictures, not maps" in words(at)
