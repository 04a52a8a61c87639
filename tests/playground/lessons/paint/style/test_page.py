"""The lesson on style transfer without a browser: the choice, painting at once and step by step, looking inside, areas, VGG-19."""

import io

import numpy as np
import pytest
from PIL import Image

from engine import catalog
from engine.lessons.helpers.eye import model
from engine.lessons.paint import fingerprints
from engine.lessons.paint.inputs import parts
from engine.lessons.paint.style import cost
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import jobs, store
from engine.runs.run import WAITING
from playground.lessons.paint.style import at_once, choice, inside, panel, start
from playground.lessons.paint.style.panel import FRAMES
from playground.runs import previews
from playground.widgets import picture_shelf
from tests.playground import fabricate
from tests.playground.lessons import test_every_lesson
from tests.playground.lessons.test_every_lesson import opened
from tests.playground.reading import words

SEA = "painting:waves"
QUILT = "painting:quilt"


class Double:
    """Paints by mixing the content with the styles' mean colours: quick, and as steerable as the real one."""

    def paint(self, content, styles, strength, areas=None):
        weight = np.array([style.weight for style in styles])
        means = [(20, 60, 140) if one.picture is None else one.picture.reshape(-1, 3).mean(0) for one in styles]
        mixed = np.tensordot(weight / weight.sum(), means, 1)
        found = (content * (1 - strength) + mixed * strength).round().astype(np.uint8)
        if areas is None:
            return found
        rows, columns = (
            np.arange(length) * known // length for length, known in zip(content.shape, areas.shape, strict=False)
        )
        return np.where(areas[rows][:, columns, None] > 0, found, content)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """No weights are loaded, no process is started, nothing is timed."""
    monkeypatch.setattr(at_once, "painter", Double)
    monkeypatch.setattr(jobs, "_start", lambda run: None)
    monkeypatch.setattr(cost, "estimate", lambda config: cost.Estimate(75.0, 900_000_000))
    at_once.painted.clear()
    start.estimated.clear()


def lesson(app, view: str = "once", **link: str):
    return opened(app, "style", view=view, **{"styles": SEA, "content": "scene:lake", **link})


def alts(at) -> list[str]:
    return [picture.alt for image in at.image for picture in image.proto.imgs]


def offered(at) -> list[str]:
    return [button.proto.label for button in at.get("download_button")]


# The choice


def test_a_first_visit_shows_a_painting_without_a_click(app):
    at = opened(app, "style")
    assert not at.exception and not at.error
    assert test_every_lesson.value(at, "style.view") == "once"
    assert any("in the style of" in alt for alt in alts(at))
    assert "Download PNG" in offered(at)


def test_the_choice_is_in_the_address_and_outlives_other_pages(app):
    at = lesson(app)
    assert (test_every_lesson.value(at, "form.style.content"), test_every_lesson.value(at, "form.style.styles")) == (
        "scene:lake",
        SEA,
    )
    at.switch_page("lessons/encode/vae/page.py").run()
    at.query_params.clear()
    at.switch_page("lessons/paint/style/page.py").run()
    assert (test_every_lesson.value(at, "form.style.content"), test_every_lesson.value(at, "form.style.styles")) == (
        "scene:lake",
        SEA,
    )
    assert at.query_params["content"] == "scene:lake" and at.query_params["styles"] == SEA


def test_settings_of_the_form_outlive_other_views_and_pages(app):
    at = lesson(app, "train")
    at.select_slider(key="form.style.size").set_value(256).run()
    at.button_group(key="style.view").set_value("once").run()
    at.switch_page("lessons/encode/vae/page.py").run()
    at.query_params.clear()
    at.switch_page("lessons/paint/style/page.py").run()
    at.button_group(key="style.view").set_value("train").run()
    assert not at.exception and at.select_slider(key="form.style.size").value == 256


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ({"content": "scene:nowhere"}, "There is no picture called 'scene:nowhere'"),
        ({"content": "own:../../etc"}, "There is no picture called"),
        ({"styles": "painting:nobody"}, "There is no style called 'painting:nobody'"),
        ({"styles": "+".join([SEA] * 5)}, "5 styles were given."),
        ({"styles": f"{SEA}*0"}, "All styles have the weight 0."),
    ],
)
def test_what_a_link_names_wrongly_is_told_and_replaced(app, link, says):
    at = lesson(app, **link)
    assert not at.exception and not at.error
    assert says in words(at).replace("\\", "") and "Another one takes its place." in words(at)
    assert any(" in " in alt for alt in alts(at))


class Session(dict):
    __getattr__ = dict.__getitem__


@pytest.fixture
def chosen(monkeypatch):
    """The choice without a page: returns what is chosen."""
    import streamlit as st

    state = Session({f"form.style.{name}": value for name, value in vars(StyleConfig(styles=SEA)).items()})
    monkeypatch.setattr(st, "session_state", state)
    return choice.current


def test_a_click_takes_one_style_and_the_corner_blends_up_to_four(chosen):
    choice.take_style(QUILT, add=True)
    assert chosen().styles == ((SEA, 1.0), (QUILT, 1.0))
    for name in ("painting:mosaic", "painting:cubism", "painting:sumi-e"):
        choice.take_style(name, add=True)
    assert chosen().references == [SEA, QUILT, "painting:mosaic", "painting:cubism"]
    choice.take_style(SEA, add=True)
    assert SEA not in chosen().references
    choice.take_style(QUILT, add=False)
    assert chosen().styles == ((QUILT, 1.0),)
    choice.take_style(QUILT, add=True)
    assert chosen().styles == ((QUILT, 1.0),), "the last style cannot be taken out"


def test_a_new_style_gets_an_even_share_and_one_that_is_left_alone_gets_all(chosen):
    choice.take_style(QUILT, add=True)
    choice.set_weight([0.8, 0.2])
    choice.take_style("painting:mosaic", add=True)
    shares = [weight for _, weight in chosen().styles]
    assert shares == pytest.approx([0.533, 0.133, 0.333], abs=0.001)
    choice.set_weight([0.0, 1.0, 0.0])
    choice.take_style(QUILT, add=True)
    assert chosen().styles == ((SEA, 1.0), ("painting:mosaic", 1.0))


def test_other_content_drops_the_areas_and_fewer_styles_trim_them(chosen):
    choice.take_style(QUILT, add=True)
    labels = np.zeros((20, 30), np.uint8)
    labels[:, :10], labels[:, 20:] = 1, 2
    choice.choose(areas=picture_shelf.keep_areas(labels))
    choice.take_style(QUILT, add=True)
    kept = picture_shelf.areas(chosen().areas)
    assert (kept == np.minimum(labels, 1)).all()
    choice.take_content("scene:cat")
    assert chosen().content == "scene:cat" and chosen().areas == ""


def test_titles_join_as_a_person_would_say_them():
    assert picture_shelf.in_words([(SEA, 1.0)]) == "Heavy sea"
    assert picture_shelf.in_words([(SEA, 1.0), (QUILT, 0.5)]) == "Heavy sea and Patchwork"
    assert picture_shelf.in_words(parts(f"{SEA}+{QUILT}*0+painting:mosaic")) == "Heavy sea and Flowers on the sea"


# At once


def test_strength_is_followed_and_stands_in_the_address(app):
    at = lesson(app)
    full = test_every_lesson.value(at, at_once.STRENGTH)
    at.slider(key=at_once.STRENGTH).set_value(40).run()
    assert not at.exception and full == 100 and at.query_params["strength"] == "40"
    again = lesson(app, strength="40")
    assert test_every_lesson.value(again, at_once.STRENGTH) == 40


def test_strength_and_weights_reach_the_painter():
    none = at_once.painted("scene:lake", ((SEA, 1.0),), "", 0.0, 96).picture
    sea = at_once.painted("scene:lake", ((SEA, 1.0),), "", 1.0, 96).picture
    both = at_once.painted("scene:lake", ((SEA, 3.0), (QUILT, 1.0)), "", 1.0, 96).picture
    assert (none == picture_shelf.large("scene:lake", 96)).all()
    assert len(np.unique(sea.reshape(-1, 3), axis=0)) == 1 and (both != sea).any()


def test_areas_leave_the_rest_as_it_is(app):
    labels = np.zeros((64, 64), np.uint8)
    labels[:, 32:] = 1
    picture = at_once.painted("scene:lake", ((SEA, 1.0),), picture_shelf.keep_areas(labels), 1.0, 96).picture
    before = picture_shelf.large("scene:lake", 96)
    assert (picture[:, :48] == before[:, :48]).all() and (picture[:, 48:] != before[:, 48:]).any()


def test_before_and_after_lie_over_one_another(app):
    at = lesson(app)
    at.button_group(key="paint.shown").set_value("both").run()
    assert not at.exception
    (said,) = (one.value for one in at.caption if "painted in one pass" in one.value)
    assert said.startswith("Mountain lake (drawn by Atelier, MIT). Mountain lake in the style of")


def test_areas_are_offered_and_forgotten(app):
    reference = picture_shelf.keep_areas(np.ones((32, 32), np.uint8))
    at = lesson(app, areas=reference)
    at.button_group(key="paint.shown").set_value("areas").run()
    assert not at.exception and not at.error
    at.button(key="paint.forget").click().run()
    assert test_every_lesson.value(at, "form.style.areas") == "" and "areas" not in at.query_params


def test_beside_it_the_same_is_painted_step_by_step(app):
    at = lesson(app)
    at.toggle(key="paint.beside").set_value(True).run()
    assert "About **1 min 15 s**" in words(at)
    at.button(key="paint.beside.go").click().run()
    (run,) = store.every("style")
    assert at.query_params["beside"] == run.id and run.status().state == WAITING
    assert (run.config.content, run.config.styles) == ("scene:lake", SEA)
    assert "Step by step" in words(at)


def test_both_losses_and_both_times_are_told(app):
    run = fabricate.painting("finished", content="scene:lake", styles=SEA)
    at = lesson(app)
    at.toggle(key="paint.beside").set_value(True).run()
    assert not at.exception and not at.error
    table = next(one.value for one in at.markdown if one.value.startswith("| |"))
    rows = {row.split("|")[1].strip(): [cell.strip() for cell in row.split("|")[2:4]] for row in table.splitlines()}
    assert rows["Content loss"][1] == "0.495" and rows["Style loss"][1] == "0.025"
    assert all(float(rows[name][0]) > 0 for name in ("Content loss", "Style loss"))
    assert rows["Time"][1] == "2 s"
    at.button(key="paint.beside.open").click().run()
    assert at.query_params["run"] == run.id and test_every_lesson.value(at, "style.view") == "train"


# Before a painting begins


def test_the_cost_is_told_before_it_begins(app):
    at = lesson(app, "train")
    assert not at.exception and not at.error
    assert "About **1 min 15 s** and **0.9 GB**" in words(at)
    assert not store.every("style")


def test_paint_starts_a_run_with_the_choice_and_the_form(app):
    at = lesson(app, "train", styles=f"{SEA}*0.25+{QUILT}*0.75", size="256")
    at.selectbox(key="form.style.colours").set_value("luminance").run()
    at.button(key="style.go").click().run()
    assert not at.exception
    (run,) = store.every("style")
    config = run.config
    assert (config.content, config.styles) == ("scene:lake", f"{SEA}*0.25+{QUILT}*0.75")
    assert (config.size, config.colours) == (256, "luminance")
    assert run.title == "Mountain lake in the style of Heavy sea and Patchwork"
    assert at.query_params["run"] == run.id and "Heavy sea" in words(at)


@pytest.fixture
def fingerprint(monkeypatch):
    """One painting is known by its fingerprint."""

    about = fingerprints.about("vangogh-starry-night")
    monkeypatch.setattr(fingerprints, "names", lambda: [about.name])
    monkeypatch.setattr(picture_shelf, "small", lambda reference: np.full((64, 64, 3), 90, np.uint8))
    return about


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ({"eye": "vgg19"}, "only the compact eye can read"),
        ({"colours": "match"}, "there is no picture to tint"),
        ({"start": "style"}, "which is no picture to start from"),
    ],
)
def test_what_a_fingerprint_cannot_do_is_told_before_it_begins(fingerprint, link, says):
    config = StyleConfig(**{"styles": fingerprint.name, **link})
    assert says in str(start.obstacle(config))
    assert start.obstacle(StyleConfig(styles=fingerprint.name)) is None
    assert start.obstacle(StyleConfig(**{"styles": SEA, **link})) is None


def test_the_button_waits_until_the_hindrance_is_gone(app, fingerprint):
    at = lesson(app, "train", styles=fingerprint.name, colours="match")
    assert at.button(key="style.go").disabled and "there is no picture to tint" in words(at)
    at.selectbox(key="form.style.colours").set_value("style").run()
    assert not at.button(key="style.go").disabled and not at.error


def test_a_painting_known_by_its_fingerprint_hangs_in_the_gallery_with_its_painter(fingerprint):
    (item,) = [item for item in picture_shelf.styles() if item.group == picture_shelf.FAMOUS]
    assert (item.reference, item.title, item.words) == (fingerprint.name, "The Starry Night", "Vincent van Gogh, 1889")
    assert picture_shelf.credit(fingerprint.name) == "The Starry Night (Vincent van Gogh, 1889)"


def test_without_network_vgg19_is_a_sentence(app):
    at = lesson(app, "train", eye="vgg19")
    assert "VGG-19 is not on this machine" in words(at) and "ATELIER_OFFLINE forbids downloads" in words(at)
    assert not [button for button in at.button if button.key in ("style.go", "paint.fetch")]


def test_vgg19_is_offered_with_size_source_and_licence_and_fetched_by_a_click(app, monkeypatch):
    monkeypatch.delenv("ATELIER_OFFLINE")
    asked = []

    def fetch(name, progress):
        asked.append(name)
        progress(300_000_000, 574_673_361)
        model.kept("vgg19").parent.mkdir(parents=True, exist_ok=True)
        model.kept("vgg19").write_bytes(b"weights")

    monkeypatch.setattr(model, "fetch", fetch)
    at = lesson(app, "train", eye="vgg19")
    said = words(at).replace("\\", "")
    assert "VGG-19 is not on this computer yet" in said and "licence: CC BY 4.0" in said and "torchvision" in said
    assert at.button(key="paint.fetch").label == "Download 574.7 MB"
    at.button(key="paint.fetch").click().run()
    assert asked == ["vgg19"] and not at.exception
    assert not at.button(key="style.go").disabled


def test_a_layer_that_the_compact_eye_lacks_is_told_before_it_begins():
    assert "no layer relu5_2" in str(start.obstacle(StyleConfig(content_layer="relu5_2")))
    assert start.obstacle(StyleConfig(content_layer="relu5_2", eye="vgg19", styles=SEA)) is None


def test_a_notebooks_weights_are_translated_and_filled_in(app):
    app.session_state["paint.weights"] = True
    at = lesson(app, "train", size="64")
    assert not at.exception and not at.error
    told = {metric.label: metric.value for metric in at.metric}
    assert told["Rate of gradient descent"] == "0.001538"
    at.button(key="paint.weights.fill").click().run()
    assert not at.exception
    for label, name in (("Content", "content_weight"), ("Style", "style_weight"), ("Smoothness", "smooth_weight")):
        filled = test_every_lesson.value(at, f"form.style.{name}")
        assert filled > 0 and filled == pytest.approx(float(told[label]), rel=0.01)
    assert test_every_lesson.value(at, "form.style.descent") == 0.00154


def test_presets_leave_the_reader_her_pictures(app):
    at = lesson(app, "train", preset="keeps-all")
    assert (
        test_every_lesson.value(at, "form.style.content_layer") == "relu1_1"
        and test_every_lesson.value(at, "form.style.start") == "noise"
    )
    assert (test_every_lesson.value(at, "form.style.content"), test_every_lesson.value(at, "form.style.styles")) == (
        "scene:lake",
        SEA,
    )
    at.button(key="style.cure").click().run()
    assert (
        test_every_lesson.value(at, "form.style.content_layer") == "relu4_1"
        and test_every_lesson.value(at, "form.style.content") == "scene:lake"
    )


# While it is painted, and afterwards


@pytest.mark.parametrize(
    ("state", "says", "offers", "not_offered"),
    [
        ("new", "not started", {"Start"}, {"Stop", "Resume"}),
        ("waiting", "waiting for its turn", {"Leave the queue"}, {"Resume", "Repaint a part"}),
        ("training", "1 s left", {"Stop"}, {"Resume", "Repaint a part"}),
        ("stopped", "stopped", {"Resume", "Repaint a part"}, {"Stop"}),
        ("failed", "failed", {"Resume"}, {"Stop"}),
        ("interrupted", "interrupted", {"Resume"}, {"Stop"}),
        ("finished", "finished", {"Go on to there", "Repaint a part"}, {"Stop", "Resume"}),
    ],
)
def test_each_state_of_a_painting_offers_what_fits(app, state, says, offers, not_offered):
    run = fabricate.painting(state, content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=run.id)
    assert not at.exception
    bars = " ".join(bar.proto.text for bar in at.get("progress"))
    labels = {button.label for button in at.button}
    assert says in words(at) + bars
    assert offers <= labels and not not_offered & labels


def test_the_picture_follows_the_newest_and_goes_back_to_any_step(app):
    run = fabricate.painting("stopped", steps=80, content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=run.id)
    assert alts(at) == ["The painting at step 40"]
    at.select_slider(key=f"paint.film.{run.id}.40").set_value(8).run()
    assert alts(at) == ["The painting at step 8"]
    at.toggle(key="paint.panel.both").set_value(True).run()
    assert alts(at) == [] and "Mountain lake (drawn by Atelier, MIT). Step 8." in words(at)


def test_before_the_first_stroke_the_content_is_shown(app):
    run = fabricate.painting("starting", content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=run.id)
    assert alts(at) == ["Mountain lake"] and "The first strokes come in a moment." in str(at.image[0].captions)


def test_shares_reach_the_painting_at_once(app):
    run = fabricate.painting("training", content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=run.id)
    assert not at.exception
    at.slider(key=f"live.{run.id}.style_share").set_value(80.0).run()
    assert run.turned() == {"style_share": 80.0}
    at.slider(key=f"live.{run.id}.content_share").set_value(20.0).run()
    assert run.turned() == {"style_share": 80.0, "content_share": 20.0}
    run.turn(style_share=30.0, style_weight=2.5)  # by another page
    at.run()
    assert at.slider(key=f"live.{run.id}.style_share").value == 30.0
    assert at.number_input(key=f"live.{run.id}.style_weight").value == 2.5


def test_raw_weights_are_shown_typed_and_given_back_to_the_share(app):
    run = fabricate.painting("training", content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=run.id)
    assert any(one.label == "Raw weights: 3.25 · 8.5 · 5" for one in at.expander)
    key = f"live.{run.id}.style_weight"
    assert at.number_input(key=key).value is None
    at.number_input(key=key).set_value(12.5).run()
    assert run.turned() == {"style_weight": 12.5}
    at.number_input(key=key).set_value(None).run()
    assert run.turned() == {"style_weight": -1.0}


def test_a_stopped_painting_goes_on_and_a_finished_one_further(app):
    stopped = fabricate.painting("stopped", content="scene:lake", styles=SEA)
    lesson(app, "train", run=stopped.id).button(key="run.Resume").click().run()
    assert stopped.status().state == WAITING
    jobs.stop(stopped)
    finished = fabricate.painting("finished", content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=finished.id)
    at.number_input(key=f"run.goal.{finished.id}.40").set_value(90).run()
    at.button(key="run.Go on to there").click().run()
    assert finished.config.steps == 90 and finished.status().state == WAITING


def test_stop_leaves_its_wish(app):
    run = fabricate.painting("training", content="scene:lake", styles=SEA)
    lesson(app, "train", run=run.id).button(key="run.Stop").click().run()
    assert run.wishes("stop")


def test_picture_film_and_more_can_be_taken_away(app):
    run = fabricate.painting("finished", content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=run.id)
    assert {"Download PNG", "Film (GIF)", "Curves (CSV)"} <= set(offered(at))
    assert "The file has 96 × 64 pixels." in words(at)


def test_the_film_shows_the_painting_from_its_first_picture_to_its_last():
    run = fabricate.painting("finished", steps=400)
    with Image.open(io.BytesIO(panel.film(run))) as film:
        reds = []
        for frame in range(film.n_frames):
            film.seek(frame)
            reds.append(film.convert("RGB").getpixel((10, 10))[0])
        assert film.format == "GIF" and 20 < film.n_frames <= FRAMES + 15
    assert reds[0] < reds[-1] and len(set(reds)) > 10


def test_a_part_of_a_painting_is_painted_anew(app):
    run = fabricate.painting("finished", content="scene:lake", styles=SEA)
    at = lesson(app, "train", run=run.id)
    at.button(key="paint.repaint").click().run()
    assert not at.exception and not at.error
    content = test_every_lesson.value(at, "form.style.content")
    assert content.startswith("own:") and "run" not in at.query_params
    assert (picture_shelf.large(content) == previews.newest(run)).all()
    assert at.button_group(key="paint.canvas").value == "areas"


def test_a_painting_of_another_computer_is_no_error(app):
    at = lesson(app, "train", run="style-20200101-000000-abcdef")
    assert "not on this computer" in at.info[0].value and not at.error
    at.button(key="paint.new").click().run()
    assert "run" not in at.query_params and at.button(key="style.go")


# Look inside


def test_sixteen_channels_show_what_they_see_in_the_readers_picture(app):
    at = lesson(app, "inside")
    channels = [caption for image in at.image for caption in image.captions if caption.startswith("Channel ")]
    assert len(set(channels)) == 16
    at.button_group(key="paint.maps.layer").set_value("relu1_1").run()
    assert not at.exception and not at.error
    others = [caption for image in at.image for caption in image.captions if caption.startswith("Channel ")]
    assert len(set(others)) == 16 and others != channels


def test_gram_matrices_of_style_painting_and_content_stand_side_by_side(app):
    at = lesson(app, "inside")
    assert not at.exception and not at.error
    captions = [caption.replace("\\", "") for image in at.image for caption in image.captions]
    captions = [caption for caption in captions if not caption.startswith(("Channel ", "relu"))]
    assert captions == ["Style: Heavy sea", "Painting, made at once", "Content: Mountain lake"]
    assert "Distance from the style in this layer" in words(at)
    at.button_group(key="paint.gram.layer").set_value("relu1_1").run()
    assert not at.exception and "**relu1_1: single strokes and colours" in words(at)


def test_the_newest_painting_of_this_pair_is_looked_into(app):
    fabricate.painting("finished", content="scene:lake", styles=SEA)
    fabricate.painting("finished", content="scene:lake", styles=QUILT)
    at = lesson(app, "inside")
    captions = [caption for image in at.image for caption in image.captions]
    assert "Painting, at step 40" in captions


def test_heat_is_dark_in_the_middle_blue_below_and_yellow_above():
    picture = inside.heat(np.array([[0.0, 1.0], [-1.0, 9.0]]))
    assert picture[0, 0].max() < 60
    assert picture[0, 1, 0] > 200 > picture[0, 1, 2] and (picture[1, 1] == picture[0, 1]).all()
    assert picture[1, 0, 2] > 200 > picture[1, 0, 0]


def test_an_experiment_is_one_click_away_and_keeps_the_pictures(app):
    at = lesson(app, "inside")
    at.button(key="paint.try.texture").click().run()
    assert not at.exception and not at.error
    (run,) = store.every("style")
    assert (run.config.content, run.config.styles, run.config.content_share) == ("scene:lake", SEA, 0.0)
    assert at.query_params["run"] == run.id and test_every_lesson.value(at, "style.view") == "train"


def test_the_lesson_is_known():
    assert catalog.card("style").config is StyleConfig
