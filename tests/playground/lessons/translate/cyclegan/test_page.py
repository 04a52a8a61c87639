"""The lesson on CycleGAN without a browser: translating, the way back, the guard, many pictures at once, training, the lens."""

import io
import json
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import gallery, unpaired
from engine.data.public import downloads, translation
from engine.data.uploads import albums
from engine.lessons.helpers.guard import model as guard_model
from engine.lessons.helpers.guard.model import Looks
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.model import Verdicts
from engine.lessons.translate.setup import critic, generator
from engine.runs import jobs, store
from engine.runs.run import Run, Status
from engine.weights import checkpoint, shelf
from playground.components.lens import lens
from playground.components.shared import difference
from playground.lessons.translate.cyclegan import batch, domains, train
from playground.runs import previews
from playground.shell import picture_file
from playground.widgets import models
from tests.playground.lessons.test_every_lesson import opened as lesson
from tests.playground.lessons.test_every_lesson import value
from tests.playground.reading import words

TINY = {"width": 4, "blocks": 1, "critic_width": 4, "residual": False}


def weights(path, seed: int = 0, **settings) -> None:
    """Networks that never learnt, but change what they are given."""
    torch.manual_seed(seed)
    config = CycleConfig(**TINY, **settings)
    networks = {
        "to_b": generator(config),
        "to_a": generator(config),
        "critic_b": critic(config),
        "critic_a": critic(config),
    }
    checkpoint.save_weights(path, networks, {"lesson": "cyclegan", "config": configs.to_dict(config), "step": 40})


def a_translator(title: str = "Mine", **settings) -> Run:
    made = store.create("cyclegan", CycleConfig(**TINY, **settings), title=title)
    weights(made.weights, **settings)
    made.write_status(Status(state="finished", step=40, steps=40))
    return made


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A shelf on which nothing lies but photo2monet, which never learnt; and a guard that takes all pictures for photographs."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    weights(folder / "photo2monet.safetensors", data="monet", side=64, patch="70")
    monkeypatch.setattr(shelf, "FOLDER", folder)
    monkeypatch.setattr(guard_model, "look", lambda picture: Looks(0.98, 0.01, 0.01))
    return folder


def opened(app, view: str = "translate", **link: str):
    return lesson(app, "cyclegan", view=view, **link)


def translated(at) -> str:
    """What stands beneath the two pictures of a translation."""
    return next(one.value for one in at.caption if "Translated in" in one.value)


def captions(at) -> list[str]:
    return [picture.caption for image in at.image for picture in image.proto.imgs]


def file_of(picture: np.ndarray) -> bytes:
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    return content.getvalue()


def noise(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def test_a_first_visit_translates_the_photograph_to_monet(app, shipped):
    at = opened(app)
    assert not at.exception and not at.error and not at.warning
    assert "Photographs → Paintings by Monet" in words(at).replace("\\", "")
    assert translated(at).startswith("Summer Palace") and translated(at).endswith("128 x 85 pixels.")
    assert at.query_params["content"] == "photo:china" and at.query_params["model"] == "photo2monet"


def test_the_direction_swaps_and_the_address_follows(app, shipped):
    at = opened(app)
    at.button(key="cyclegan.swap").click().run()
    assert not at.exception and not at.error
    assert "Paintings by Monet → Photographs" in words(at).replace("\\", "")
    assert at.query_params["way"] == "back"
    at.button(key="cyclegan.swap").click().run()
    assert "way" not in at.query_params


@pytest.mark.parametrize(("way", "direction"), [("back", "photo"), ("", "monet")])
def test_the_guard_is_asked_for_the_direction_at_hand_and_forbids_nothing(app, shipped, monkeypatch, way, direction):
    asked = []
    monkeypatch.setattr(
        guard_model,
        "warning",
        lambda looks, towards: asked.append((looks.photograph, towards)) or "Careful with this one.",
    )
    at = opened(app, way=way, content="scene:lake")
    assert [warning.value for warning in at.warning] == ["Careful with this one."]
    assert asked == [(0.98, direction)]
    assert translated(at)


def test_without_its_guard_the_page_translates_all_the_same(app, shipped, monkeypatch):
    def nobody(picture):
        raise Trouble("The guard is not here.", "Bring it back.")

    monkeypatch.setattr(guard_model, "look", nobody)
    at = opened(app, content="scene:hill")
    assert not at.exception and not at.error and "The guard is not here. Bring it back." in words(at)
    assert translated(at)


def test_a_model_of_other_pictures_needs_no_guard(app, shipped, monkeypatch):
    monkeypatch.setattr(guard_model, "look", lambda picture: pytest.fail("nobody asked"))
    mine = a_translator(data="day-night")
    at = opened(app, model=mine.id)
    assert not at.exception and not at.error
    assert "Scenes by day → Scenes by night" in words(at).replace("\\", "")


def test_there_and_back_shows_what_the_engine_makes_and_what_is_lost(app, shipped):
    at = opened(app, content="scene:lake")
    at.button_group(key="cyclegan.shown").set_value("cycle").run()
    assert not at.exception and not at.error
    picture = gallery.picture("scene:lake", 128)
    back = translate_model.load("monet2photo").translate(translate_model.load("photo2monet").translate(picture))
    assert len(captions(at)) == 2
    assert f"{difference.apart(picture, back):.1f} levels of 255" in captions(at)[1]


def test_what_should_stay_goes_through_the_generator_of_its_own_side(app, shipped):
    at = opened(app, content="scene:lake")
    at.button_group(key="cyclegan.shown").set_value("same").run()
    assert not at.exception and not at.error
    picture = gallery.picture("scene:lake", 128)
    to_photo, to_monet = translate_model.load("monet2photo"), translate_model.load("photo2monet")
    made = to_monet.translate(picture)
    lost = [difference.heat(picture, to_photo.translate(picture)), difference.heat(made, to_monet.translate(made))]
    assert [f"{one.mean:.1f} levels" in caption for one, caption in zip(lost, captions(at)[1::2], strict=True)] == [
        True
    ] * 2


@pytest.fixture
def nights(shipped):
    """The shipped translators that differ in one weight each, which never learnt."""
    for seed, (name, change) in enumerate(
        {
            "night": {},
            "night-cycle-0": {"cycle": 0.0},
            "night-cycle-30": {"cycle": 30.0},
            "night-no-identity": {"identity": 0.0},
        }.items()
    ):
        weights(shipped / f"{name}.safetensors", seed, side=64, patch="16", **change)


def test_each_weight_of_the_cycle_has_its_own_translator(app, nights):
    at = opened(app, "weights", content="scene:lake")
    picture = gallery.picture("scene:lake", 128)
    for name in ("night-cycle-0", "night", "night-cycle-30"):
        at.select_slider(key="cyclegan.weights.cycle").set_value(name).run()
        assert not at.exception and not at.error
        there = translate_model.load(name).translate(picture)
        back = translate_model.load(name, back=True).translate(there)
        lost = difference.heat(picture, back)
        assert any(f"**{lost.mean / 255:.3f}** of 1" in said for said in captions(at))


def test_the_identity_loss_is_switched_off_and_on(app, nights):
    at = opened(app, "weights", content="scene:lake")
    at.segmented_control(key="cyclegan.weights.part").set_value("same").run()
    assert "Without identity" not in words(at)
    with_it = captions(at)
    at.toggle(key="cyclegan.weights.identity").set_value(False).run()
    assert not at.exception and "Without identity" in words(at)
    assert captions(at) != with_it


def test_without_those_translators_the_view_says_how_to_train_them(app, shipped):
    at = opened(app, "weights")
    assert not at.exception and "--cycle 30" in at.code[0].value and "There is no model for this yet" in words(at)


def test_translators_of_one_pair_are_told_apart(app, nights):
    at = opened(app)
    titles = at.selectbox(key="cyclegan.model").options
    assert len(set(titles)) == 5 and "Day and night, cycle 30 (shipped)" in titles


def test_a_strength_of_nothing_leaves_the_picture(app, shipped):
    at = opened(app, content="scene:lake")
    at.slider(key="cyclegan.strength").set_value(0).run()
    assert not at.exception and not at.error
    picture = gallery.picture("scene:lake", 128)
    assert (translate_model.load("photo2monet").translate(picture, 0.0) == picture).all()


def test_another_size_is_translated(app, shipped):
    at = opened(app)
    at.selectbox(key="cyclegan.size.128").set_value(256).run()
    assert "256 x 171 pixels" in translated(at)


def test_a_picture_is_brought_and_translated(app, shipped):
    at = opened(app)
    at.session_state["paint.own.cyclegan"] = True
    at.run()
    at.file_uploader[0].set_value(("mine.png", file_of(noise(50, 90)), "image/png")).run()
    assert not at.exception and not at.error
    assert translated(at).startswith("mine (yours).") and translated(at).endswith("90 x 50 pixels.")


def test_a_picture_that_is_not_here_is_a_sentence(app, shipped):
    at = opened(app, content="scene:nothing")
    assert "There is no picture called" in words(at) and translated(at)


def test_a_translation_that_comes_back_offers_its_settings(app, shipped):
    """Also where the visitor has chosen otherwise meanwhile; and what belongs to a desk does not travel."""
    link = "cyclegan?view=translate&model=photo2monet&way=back&content=scene:lake&size=256&strength=40&run=1&desk=2"
    at = opened(app)
    at.session_state["paint.own.cyclegan"] = True
    at.run()
    mine = picture_file.png(noise(50, 90), link)
    at.file_uploader[0].set_value(("mine.png", mine, "image/png")).run()
    assert translated(at).startswith("mine (yours).")
    at.button(key="again.go.cyclegan").click().run()
    assert not at.exception and not at.error
    assert translated(at).startswith("Mountain lake") and "256 x" in translated(at)
    assert at.slider(key="cyclegan.strength").value == 40 and at.query_params["way"] == "back"
    assert not {"run", "desk"} & set(at.query_params) and "again.go.cyclegan" not in {one.key for one in at.button}


def test_many_pictures_become_a_zip_and_a_broken_one_stops_none(app, shipped):
    at = opened(app)
    at.session_state["cyclegan.batch"] = True
    at.run()
    first, second = noise(40, 60, seed=1), noise(200, 100, seed=2)
    files = [("a.png", file_of(first)), ("b.png", b"no picture at all"), ("a.png", file_of(second))]
    at.file_uploader[0].set_value([(name, content, "image/png") for name, content in files]).run()
    at.button(key="cyclegan.batch.go").click().run()
    assert not at.exception and not at.error
    assert "'b.png'" in words(at).replace("\\", "")
    _, found = value(at, batch.DONE)
    assert len(found.pairs) == 2 and len(found.refused) == 1
    with zipfile.ZipFile(io.BytesIO(found.packed)) as archive:
        assert archive.namelist() == ["a.png", "a-2.png", "contact-sheet.png"]
        lesson_and_settings = picture_file.link_in(archive.read("a.png"))
        assert lesson_and_settings and lesson_and_settings[1]["model"] == "photo2monet"
        made = [np.asarray(Image.open(io.BytesIO(archive.read(name)))) for name in archive.namelist()]
    assert (made[0] == translate_model.load("photo2monet").translate(first)).all()
    assert made[1].shape == (128, 64, 3)
    at.slider(key="cyclegan.strength").set_value(50).run()
    assert not [button for button in at.get("download_button") if "zip" in button.proto.label]


def test_files_get_names_that_no_other_has():
    assert batch.name_for("../../etc/a.jpg", []) == "a.png"
    assert batch.name_for("a.tif", ["a.png", "a-2.png"]) == "a-3.png"


def test_too_many_files_are_a_sentence(app, shipped, monkeypatch):
    monkeypatch.setattr(batch, "MOST", 1)
    at = opened(app)
    at.session_state["cyclegan.batch"] = True
    at.run()
    at.file_uploader[0].set_value([(f"{n}.png", file_of(noise(20, 20, n)), "image/png") for n in range(2)]).run()
    at.button(key="cyclegan.batch.go").click().run()
    assert "2 files are too many for one go. Choose up to 1." in words(at).replace("*", "")


def test_without_the_shipped_file_the_page_says_how_to_get_it_and_offers_what_is_here(app, shipped):
    (shipped / "photo2monet.safetensors").unlink()
    at = opened(app)
    assert not at.exception and not at.error
    assert "git checkout -- pretrained/photo2monet.safetensors" in words(
        at
    ) and "There is no model for this yet" in words(at)
    mine = a_translator(data="summer-autumn")
    at = opened(app)
    assert value(at, "cyclegan.model") == mine.id and "is not in the folder" in words(at)


def test_a_run_leads_to_its_translator(app, shipped):
    mine = a_translator(title="Seasons", data="summer-autumn")
    a_translator(title="Newer", data="day-night")
    at = opened(app, "train", run=mine.id)
    at.button(key="cyclegan.to.translate").click().run()
    assert not at.exception and value(at, "cyclegan.model") == mine.id
    assert "Scenes in summer → Scenes in autumn" in words(at).replace("\\", "")


def test_training_begins_with_settings_at_which_progress_is_soon_seen(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", launched.append)
    at = opened(app, "train")
    assert not at.exception and not at.error
    assert captions(at) == ["Scenes by day.", "Scenes by night."]
    at.button(key="cyclegan.go").click().run()
    (run,) = launched
    assert run.config == CycleConfig() and run.title == "Day and night"
    assert at.query_params["run"] == run.id


def test_settings_in_a_link_fill_the_form(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", launched.append)
    at = opened(app, "train", data="smile", cycle="2.5", steps="70")
    at.button(key="cyclegan.go").click().run()
    config = launched[0].config
    assert (config.data, config.cycle, config.steps) == ("smile", 2.5, 70)


def an_album(title: str, seed: int) -> str:
    return albums.save([noise(64, 64, seed + number) for number in range(10)], title).id


def test_two_collections_of_ones_own_are_needed(app, monkeypatch):
    launched = []
    monkeypatch.setattr(jobs, "launch", launched.append)
    one, other = an_album("Cats", 0), an_album("Dogs", 100)
    at = opened(app, "train", data="own")
    assert not at.exception and not at.error and at.button(key="cyclegan.go").disabled
    at.selectbox(key="form.cyclegan.a").set_value(one).run()
    at.selectbox(key="form.cyclegan.b").set_value(one).run()
    assert "the same collection" in words(at) and at.button(key="cyclegan.go").disabled
    at.selectbox(key="form.cyclegan.b").set_value(other).run()
    at.button(key="cyclegan.go").click().run()
    (run,) = launched
    assert not at.exception and (run.config.data, run.config.a, run.config.b) == ("own", one, other)
    assert run.title == "Cats and Dogs"
    assert unpaired.load("own", run.config.a, run.config.b).names == ("Cats", "Dogs")


def test_a_model_of_ones_own_collections_speaks_of_them(app, shipped):
    mine = a_translator(data="own", a=an_album("Cats", 0), b=an_album("Dogs", 100))
    at = opened(app, model=mine.id)
    assert not at.exception and "Cats → Dogs" in words(at).replace("\\", "")


def test_domains_that_are_not_here_are_not_offered(monkeypatch):
    monkeypatch.setattr(unpaired, "standing", lambda name: "missing" if name.startswith("monet") else "ready")
    drawn = ["day-night", "summer-autumn", "smile", "painterly", "fruits"]
    assert domains.offered() == [*drawn, "apple2orange", "horse2zebra", "own"]


def test_a_set_of_the_paper_is_fetched_by_a_click(app, monkeypatch):
    monkeypatch.setenv("ATELIER_OFFLINE", "0")
    fetched = []
    monkeypatch.setattr(downloads, "fetch", lambda source, progress: fetched.append(source))
    at = opened(app, "train", data="horse2zebra")
    assert not at.exception and at.button(key="cyclegan.go").disabled
    assert "Horses and zebras are not on this computer yet" in words(at) and "publish no SHA-256" in words(at)
    button = at.button(key="cyclegan.horse2zebra.fetch")
    assert button.label == "Download about 117 MB"
    button.click().run()
    assert not at.exception and fetched == [translation.ZIPS["horse2zebra"]]


def test_a_run_shows_how_far_its_gradient_reaches(app):
    run = a_translator()
    numbers = {"training loss": 1.0, "gradient 01 first": 1e-9, "gradient 02 last": 1e-3}
    run.path.joinpath("events.jsonl").write_text(json.dumps({"step": 40, "seconds": 1.0, "metrics": numbers}) + "\n")
    at = opened(app, "train", run=run.id)
    assert not at.exception and "How far does the gradient reach?" in [fold.label for fold in at.expander]
    assert "At step 40: the root mean square" in words(at)


def test_the_lens_gets_the_critics_map_and_where_each_verdict_looks():
    picture = noise(64, 96)
    verdicts = Verdicts(np.array([[0.25, 1.5]]), 16, np.array([[[-4, -4], [-4, 4]]]))
    given = lens.described(picture, verdicts, caption="A picture.")
    assert (given["height"], given["width"], given["field"]) == (64, 96, 16)
    assert (given["rows"], given["columns"]) == ([-4], [-4, 4])
    assert given["verdicts"] == [[0.25, 1.5]]
    json.dumps(given, allow_nan=False)


@pytest.mark.parametrize(("patch", "field"), [("1", 1), ("16", 16), ("70", 70), ("whole", 286)])
def test_a_critic_that_has_not_learnt_shows_its_patches_and_no_verdicts(patch, field):
    found = translate_model.untrained(patch, np.zeros((256, 192, 3), np.uint8))
    given = lens.described(noise(256, 192), found, caption="A picture.")
    assert given["verdicts"] is None and given["field"] == field
    assert (len(given["rows"]), len(given["columns"])) == found.map.shape
    if patch == "70":
        assert found.map.shape == (30, 22)


def test_the_lens_view_stands_for_each_patch_picture_and_critic(app, shipped):
    at = opened(app, "lens", content="scene:lake")
    assert not at.exception and not at.error and "On average" in words(at)
    assert value(at, "cyclegan.patch.shown") == "70"
    at.button_group(key="cyclegan.lens.picture").set_value("given").run()
    at.button_group(key="cyclegan.lens.critic").set_value("from").run()
    assert not at.exception and "of such a picture it should say so" in words(at)
    at.button_group(key="cyclegan.patch.shown").set_value("16").run()
    assert not at.exception and "No critic here has learnt with a patch of 16 pixels" in words(at)
    a_translator(title="Fine grain", data="monet", patch="16")
    at.run()
    assert not at.exception and "Fine grain" in words(at) and "No critic here" not in words(at)


def test_a_critic_with_a_trained_eye_has_a_patch_of_its_own(app):
    made = a_translator(title="Seeing", sight=True)
    at = opened(app, "lens", content="scene:lake", model=made.id)
    assert not at.exception and value(at, "cyclegan.patch.shown") == "eye" and "On average" in words(at)
    at.button_group(key="cyclegan.patch.shown").set_value("70").run()
    assert not at.exception and "No critic here has learnt with a patch of 70 pixels" in words(at)


def test_of_two_runs_with_one_title_the_older_can_be_chosen_and_stays_so(app):
    older, newer = a_translator(title="Day and night"), a_translator(title="Day and night")
    titles = [model.title for model in models.at_hand("cyclegan") if model.name in (older.id, newer.id)]
    assert len(set(titles)) == 2 and all(title.startswith("Your run: Day and night (") for title in titles)
    at = opened(app, "lens", content="scene:lake", model=older.id)
    at.button_group(key="cyclegan.lens.picture").set_value("given").run()
    assert not at.exception and value(at, "cyclegan.model") == older.id


def test_settings_that_play_no_role_are_hidden():
    values = configs.to_dict(CycleConfig())
    assert {"strokes", "scene", "near", "depth", "first_share"} <= train.hidden(values)
    seeing = train.hidden(values | {"sight": True, "guide": True, "form": "unet"})
    assert {"patch", "norm", "blocks", "grain"} <= seeing and not {"strokes", "scene", "near", "depth"} & seeing


def test_heat_is_dark_where_nothing_differs_and_light_where_much_does():
    one = np.zeros((2, 2, 3), np.uint8)
    other = one.copy()
    other[0, 0] = 200
    found = difference.heat(one, other)
    assert found.mean == difference.apart(one, other) == pytest.approx(50)
    assert (found.picture[0, 0] == difference.GLOW[-1]).all() and (found.picture[1, 1] == difference.GLOW[0]).all()


def test_it_is_explained_at_three_depths(app):
    at = opened(app, "train")
    for depth in ("The idea", "The mathematics"):
        at.button_group(key="cyclegan.how").set_value(depth).run()
        assert not at.exception
    assert len(at.get("latex")) == 6


def test_previews_are_named_in_words():
    assert [previews.titled(name) for name in ("from-a", "samples")] == ["From A", "Samples"]


@pytest.mark.parametrize("name", [name for name, about in unpaired.DOMAINS.items() if about.built_in])
def test_samples_of_both_worlds_are_drawn_at_once(name):
    one, other = unpaired.samples(name)
    assert min(len(one), len(other)) >= domains.SAMPLES and one.shape[1:] == other.shape[1:]
