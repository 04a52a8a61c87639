"""The lessons' pages, view by view: what they show with shipped weights, with none, and by the links that lead to them, hostile ones too:
what a view needs is loaded and made once for all that open it."""

import ast
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine import catalog
from engine.core import config as configs
from engine.core import settings
from engine.language import words as languages
from engine.lessons.encode.usefulness import Accuracy
from engine.lessons.encode.vae.config import VAEConfig
from engine.runs import store
from engine.weights import shelf
from playground.lessons.encode import usefulness
from playground.lessons.encode.twins import TWIN
from playground.lessons.encode.vae import encode
from playground.lessons.translate.twins import TWINS
from playground.shell import language, links, source_code, views
from playground.widgets import models
from tests.data import promises
from tests.playground import at_desks, fabricate, hostile, parameters
from tests.playground.conftest import arrived
from tests.playground.left_in_english import english
from tests.playground.reading import words

VIEWS = [(lesson, view) for lesson, views in promises.views().items() for view in views]


def opened(app, lesson: str, **link: str):
    app.switch_page(links.page_of(lesson))
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def value(at, key: str):
    return at.session_state[key]


def test_no_page_shows_what_is_written_for_who_reads_its_code():
    """Streamlit writes a string that stands alone in a page's script onto the page."""
    shown = [
        f"{page.parent.name}: {node.value.value}"
        for page in Path(views.__file__).parents[1].rglob("page.py")
        for node in ast.parse(page.read_text(encoding="utf-8")).body[1:]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    assert not shown


@pytest.mark.parametrize(("lesson", "view"), VIEWS)
def test_every_view_stands_offline_with_what_is_shipped_in_english_and_in_korean(app, lesson, view):
    at = opened(app, lesson, view=view)
    assert not at.exception and not at.error
    assert value(at, f"{lesson}.view") == view
    for box in at.selectbox:
        assert len(set(box.options)) == len(box.options), f"no two choices of {box.key} may read alike"
    before = {key: at.session_state[key] for key in at.session_state if key.startswith("form.")}
    at.button_group(key=language.SWITCH).set_value("ko").run()
    assert not at.exception and not at.error
    assert english(at) == []
    assert value(at, f"{lesson}.view") == view
    assert {key: at.session_state[key] for key in before} == before, "what was set stays set"


def test_the_views_of_every_lesson_are_tried():
    assert {lesson for lesson, _ in VIEWS} == {card.name for card in links.lessons()}


@pytest.mark.parametrize("lesson", [card.name for card in links.lessons()])
def test_no_address_leads_to_another_desk_or_tells_what_lies_there(lesson, monkeypatch):
    """Each view, with everything of desk A in the link; then with names of nothing: desk B gets the same words for both."""
    monkeypatch.setenv("ATELIER_CLASS", "1")
    link = at_desks.belongings(lesson)
    asked = configs.kinds(at_desks.configs_of(lesson))
    link = {name: link[name] for name in link if name not in ("data", "a", "b", "pairs") or name in asked}
    for view in [view for one, view in VIEWS if one == lesson]:
        said = []
        for names in (at_desks.unlike(link), link):
            at = at_desks.seated(arrived(), page=links.page_of(lesson), view=view, **names)
            assert not at.exception and at_desks.SECRET not in at_desks.all_of(at)
            shown = [len(at.get(kind)) for kind in ("image", "imgs", "download_button")]
            said.append((at_desks.without(words(at), names), shown))
        assert said[0] == said[1], view


@pytest.mark.parametrize("lesson", [card.name for card in links.lessons()])
def test_no_parameter_is_read_as_markdown(lesson):
    hostile.belongings()
    views = [view for one, view in VIEWS if one == lesson]
    for view in (views[0], views[-1], hostile.HOSTILE):
        app = arrived()
        app.switch_page(links.page_of(lesson))
        for name in parameters.of_lesson(lesson):
            app.query_params[name] = hostile.HOSTILE
        app.query_params["view"] = view
        hostile.check(app.run())


def test_a_list_of_several_kinds_says_of_each_model_which_it_is(app):
    [titles] = [box.options for box in opened(app, "vae", view="walk").selectbox if box.key == "vae.walker"]
    mnist = {title.partition(" · ")[0] for title in titles if " · MNIST" in title}
    assert mnist == {"VAE", "Autoencoder", "Denoiser"}
    assert all(" · " in title for title in titles)


def test_of_all_models_no_two_read_alike_whatever_list_they_stand_in():
    everyone = [model for card in catalog.CARDS.values() for model in models.shipped(card.name)]
    twins = [replace(model, name=f"{model.name}-twin") for model in everyone]
    titles = [model.title for model in models.labelled([*everyone, *twins])]
    assert len(titles) > 60 and len(set(titles)) == len(titles)


def test_one_view_leads_to_another_and_the_address_follows(app):
    at = opened(app, "vae")
    assert at.query_params["view"] == "explore"
    at.button_group(key="vae.view").set_value("walk").run()
    assert not at.exception and at.query_params["view"] == "walk"


@pytest.mark.parametrize(
    "lesson",
    [
        *("autoencoder", "vae", "concepts", "gan", "points", "cgan", "progan", "stackgan"),
        *("pictures", "cyclegan", "pix2pix", "letters"),
    ],
)
def test_who_comes_from_a_lessons_first_view_finds_a_button_that_trains(app, lesson):
    at = opened(app, lesson)
    at.button_group(key=f"{lesson}.view").set_value("train").run()
    assert not at.exception and not at.error
    assert not at.button(key=f"{lesson}.go").disabled
    folded = [button.key for fold in at.expander if not fold.proto.expanded for button in fold.button]
    assert f"{lesson}.go" not in folded


SHELVED = [
    preset
    for preset in [preset for card in catalog.CARDS.values() for preset in card.presets]
    if preset.lesson != "gan"
]
"""Presets on a shelf above the form. Those of GANs have a museum of their own: see test_museum.py."""


@pytest.mark.parametrize("preset", SHELVED, ids=lambda preset: f"{preset.lesson}-{preset.name}")
def test_a_link_fills_the_form_with_a_preset_and_its_cure(app, preset):
    at = opened(app, preset.lesson, view="train", preset=preset.name)
    assert not at.exception and preset.symptom in words(at) and preset.cause in words(at)
    for name, wanted in preset.settings.items():
        assert value(at, f"form.{preset.lesson}.{name}") == wanted
    if preset.cured:
        at.button(key=f"{preset.lesson}.cure").click().run()
        for name, wanted in {**preset.settings, **preset.cured}.items():
            assert value(at, f"form.{preset.lesson}.{name}") == wanted


def test_an_unknown_preset_is_a_sentence(app):
    at = opened(app, "vae", view="train", preset="nothing")
    assert "no preset called 'nothing' here" in words(at)


def test_settings_in_a_link_fill_the_form(app):
    at = opened(app, "vae", view="train", beta="4.0", latent="8")
    assert value(at, "form.vae.beta") == 4.0 and value(at, "form.vae.latent") == 8


def test_a_run_that_is_not_here_is_a_sentence(app):
    at = opened(app, "autoencoder", run="autoencoder-20260101-000000-abc")
    assert "names a run that is not on this computer" in words(at)


def test_the_variance_is_asked_for_only_where_it_counts(app):
    at = opened(app, "vae", view="train")
    assert "form.vae.variance" not in {widget.key for widget in at.select_slider}
    at.selectbox(key="form.vae.likelihood").set_value("gaussian").run()
    assert "form.vae.variance" in {widget.key for widget in at.select_slider}


def test_the_calculator_translates_a_famous_convention(app):
    at = opened(app, "vae", view="train")
    at.selectbox(key="beta.known").set_value("Mean over pixels, KL weight 0.00025").run()
    assert [metric.value for metric in at.metric if metric.label.startswith("The same")] == ["0.196"]


@pytest.mark.parametrize("lesson", ["autoencoder", "vae"])
def test_codes_are_judged_by_a_classifier_with_few_labels(app, lesson, monkeypatch):
    said = [[Accuracy(1, 0.4, 0.1), Accuracy(3, share, 0.1)] for share in (0.75, 0.5)]
    monkeypatch.setattr(usefulness, "_measured", lambda path, stamp, data: (*said, True))
    at = opened(app, lesson, view="use")
    assert not at.exception and "With 3 labels of each class: **75%** by" in words(at) and "**50%** by" in words(at)


def test_encoding_a_picked_picture_shows_its_costs_from_beta_to_beta(app, monkeypatch):
    seen = {}
    monkeypatch.setattr(encode, "cloud", lambda stages, **more: seen.update({stage.short: stage for stage in stages}))
    at = opened(app, "vae", view="encode")
    at.button_group(key="encode.source").set_value("pick").run()
    assert not at.exception and not at.error
    assert list(seen) == ["plain", "0", "0.1", "1", "4", "16"]
    assert seen.pop("plain").costs is None
    for beta, stage in seen.items():
        assert stage.costs.reconstruction > 0 and stage.costs.kl > 0
        assert stage.costs.paid == pytest.approx(float(beta) * stage.costs.kl)


def test_a_damaged_weights_file_takes_away_one_choice_and_not_the_page(app):
    fabricate.run("finished", title="Damaged")
    at = opened(app, "autoencoder", view="map")
    assert not at.exception and not at.error
    assert not [option for option in at.selectbox(key="autoencoder.model").options if "Damaged" in option]


def test_own_runs_stand_beside_what_is_shipped(app):
    run = store.create("vae", VAEConfig(), title="Mine")
    run.weights.write_bytes(shelf.find("vae-glyphs").read_bytes())
    at = opened(app, "vae", model=run.id)
    assert not at.exception and value(at, "vae.model") == run.id
    assert "Your run: Mine" in at.selectbox(key="vae.model").options


def test_a_finished_run_leads_to_its_model(app):
    run = fabricate.run("finished", noise="none")
    run.weights.write_bytes(shelf.find("autoencoder-glyphs").read_bytes())
    at = opened(app, "autoencoder", run=run.id)
    at.button(key="autoencoder.to.map").click().run()
    assert not at.exception
    assert value(at, "autoencoder.view") == "map" and value(at, "autoencoder.model") == run.id


@pytest.mark.parametrize(
    ("lesson", "view"),
    [
        pair
        for pair in VIEWS
        if pair[1] not in ("train", "museum", "race") and pair[0] not in ("points", "style", "dream")
    ],
)
def test_without_any_model_a_page_says_how_to_get_one(app, lesson, view, tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    at = opened(app, lesson, view=view)
    assert not at.exception and "There is no model for this yet" in words(at)


@pytest.mark.parametrize(
    "lesson",
    [
        *("autoencoder", "vae", "concepts", "points", "gan", "cgan", "progan", "stackgan"),
        *("pictures", "cyclegan", "pix2pix", "style", "dream", "brush", "letters"),
    ],
)
def test_the_code_that_a_page_shows_is_where_it_says(lesson):
    text = (links.PLAYGROUND / links.page_of(lesson)).read_text(encoding="utf-8")
    start = text.index("CODE = (")
    scope = {"N_": languages.N_, "source_code": source_code, "TWIN": TWIN, "TWINS": TWINS}
    exec(text[start : text.index("\n)\n", start) + 2], scope)
    twins = [place for place in scope["CODE"] if isinstance(place, source_code.Twin)]
    places = [place for place in scope["CODE"] if isinstance(place, tuple)]  # a text is a heading
    places += [place for twin in twins for place in (twin.one, twin.other)]
    assert len(places) >= 5
    for place in places:
        assert source_code.excerpt(*place).text.startswith(("def ", "class "))


LIGHT = [
    *(("vae", "explore"), ("vae", "compare"), ("autoencoder", "map"), ("concepts", "faces"), ("points", "live")),
    *(("cgan", "draw"), ("progan", "race"), ("progan", "train"), ("stackgan", "train"), ("pictures", "train")),
    *(("dream", "train"), ("dream", "channels"), ("brush", "train"), ("cyclegan", "train"), ("pix2pix", "train")),
    *(("letters", "write"), ("letters", "learn"), ("letters", "inside"), ("letters", "train")),
]


def test_the_first_picture_needs_no_torch(home):
    """The browser decodes: torch is imported when the server must decode itself."""
    script = f"""
import sys
from streamlit.testing.v1 import AppTest
from playground.home import warmup
from playground.shell import links
warmup.start = lambda: None
for lesson, view in {LIGHT}:
    at = AppTest.from_file("playground/Home.py", default_timeout=120).run()
    at.switch_page(links.page_of(lesson))
    at.query_params["view"] = view
    at.run()
    assert not at.exception and not at.error and at.session_state[f"{{lesson}}.view"] == view
    assert "torch" not in sys.modules, f"torch was imported for {{lesson}}, {{view}}"
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=settings.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
