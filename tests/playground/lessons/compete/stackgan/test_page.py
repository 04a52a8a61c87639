"""The lesson on pictures from sentences without a browser: what is typed, what buttons say, and what is counted."""

import json
from random import Random

import numpy as np
import pytest

from engine.data.sentences import faces as sentences_faces
from engine.data.sentences import shapes, worlds
from engine.data.sentences.languages.korean import KOREAN
from engine.data.sentences.shapes import EXAMPLES, TRAITS
from engine.data.sentences.traits import NONE
from engine.language.words import speaking
from engine.lessons.helpers.judge import model as judge_model
from engine.runs import jobs, store
from engine.weights import shelf
from playground.components.shared import difference
from playground.lessons.compete.stackgan import models as stackgan_models
from playground.lessons.compete.stackgan import obedience, reference_picture
from playground.lessons.compete.stackgan.models import NOISES
from playground.lessons.compete.stackgan.obedience import WHOLE, WRONG
from playground.widgets import models as widgets_models
from tests.playground.lessons.compete.stackgan import telling
from tests.playground.lessons.test_every_lesson import opened as lesson
from tests.playground.lessons.test_every_lesson import value
from tests.playground.reading import words

SAY = "stackgan.say.shapes"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """A tiny model of the reader's own, and nothing else."""
    folder = tmp_path / "pretrained"
    folder.mkdir()
    for name in ("judge-shapes", "judge-faces"):
        (folder / f"{name}.safetensors").symlink_to(shelf.find(name))
    monkeypatch.setattr(shelf, "FOLDER", folder)
    return telling.a_run()


def opened(app, view: str = "draw", **link: str):
    return lesson(app, "stackgan", view=view, **link)


def type_in(at, sentence: str):
    return at.text_input(key=SAY).set_value(sentence).run()


def sources(at) -> list[str]:
    return [picture.url for image in at.image for picture in image.proto.imgs]


def drawn(at, key: str = "stackgan.stages") -> dict | None:
    """What the pictures in two stages are shown with; None where there are none."""
    sent = [json.loads(one.proto.json) for one in at.get("bidi_component") if one.proto.json]
    return next((data for data in sent if data.get("name") == key), None)


def urls(at) -> set[str]:
    shown = drawn(at)
    return {shown["low"]["url"], shown["high"]["url"]}


def told(at, trait: str):
    return at.button_group(key=f"stackgan.tell.shapes.{trait}")


def test_a_typed_sentence_is_drawn_and_stands_in_the_address(app, mine):
    at = opened(app)
    assert not at.exception and not at.error
    before = urls(at)
    assert len(drawn(at)["alts"]) == NOISES and len(before) == 2
    type_in(at, "a small white heart on black")
    assert not at.exception and not before & urls(at)
    assert at.query_params["say"] == "a small white heart on black"


def test_a_link_brings_its_sentence_and_its_noise(app, mine):
    one = urls(opened(app, say="a blue star on grey", dice="7"))
    assert value(app, SAY) == "a blue star on grey" and value(app, "stackgan.dice") == 7
    app.button(key="stackgan.roll").click().run()
    assert app.query_params["dice"] == "8" and not one & urls(app)


def test_unknown_words_are_named_with_what_becomes_of_them(app, mine):
    at = type_in(opened(app), "a huge crimson ball and a wizard")
    said = words(at)
    assert not at.error
    assert "**crimson** is not known; read as **red**" in said and "**ball** is not known; read as **circle**" in said
    assert "**wizard** is not known: left out" in said and "**huge**" not in said
    assert told(at, "first_colour").value == TRAITS[2].values.index("red")


def test_what_is_denied_is_drawn_and_judged_as_its_opposite(app, mine):
    at = type_in(opened(app), "a red circle that is not big and not blue")
    assert "**not big** is not known; read as **small**" in words(at) and told(at, "first_size").value == 0
    assert "**not blue** is not known: left out." in words(at) and "just two ways" in words(at)
    [said] = [element.value for element in at.markdown if element.value.startswith("The judge finds")]
    assert "Size of the first: small" in said and "big" not in said and "blue" not in said


def test_a_korean_sentence_is_drawn_and_the_words_that_carry_its_meaning_are_marked(app, mine):
    english = urls(type_in(opened(app), "a big red circle above a small blue square on green"))
    at = type_in(app, "초록 바탕에 마법사와 작은 파란 네모 위의 큰 빨간 공이 있다")
    [read] = [element.value for element in at.markdown if element.value.startswith("Read as:")]
    assert ":violet-badge[빨간 → red]" in read and ":gray-badge[있다]" in read
    assert ":orange-badge[~~공이~~ circle]" in read and ":red-badge[~~마법사와~~]" in read
    assert "**마법사와** is not known: left out." in words(at)
    assert "To the model this is: **a big red circle above a small blue square on green**" in words(at)
    assert urls(at) == english and told(at, "first_colour").value == TRAITS[2].values.index("red")


def test_a_word_that_says_nothing_in_its_place_is_named(app, mine):
    at = type_in(opened(app), "초록 동그라미")
    assert "**초록** says nothing here." in words(at) and not at.error


def test_a_korean_visitor_is_offered_korean_sentences(app, mine):
    at = opened(app, lang="ko")
    offered = KOREAN.examples[shapes]
    assert value(at, SAY) == offered[0] and not at.error
    assert [at.button(key=f"stackgan.example.shapes.{number}").label for number in range(len(offered))] == [*offered]
    assert any(":violet-badge[빨간 red]" in element.value for element in at.markdown)
    with speaking("ko"):  # as this browser shows its choices
        told(at, "ground").set_value(TRAITS[-1].values.index("pink")).run()
    assert value(at, SAY) == "분홍 바탕에 작은 파란 네모 위의 큰 빨간 원"
    assert offered[0] in " ".join(error.value for error in type_in(at, "wxyz").error)


def test_emoji_are_named_like_any_other_word(app, mine):
    at = type_in(opened(app), "a red \N{DOG FACE} star")
    assert "**\N{DOG FACE}** is not known: left out." in words(at) and not at.error


def test_a_link_with_a_long_text_says_how_much_of_it_is_read(app, mine):
    at = opened(app, say="a red star and " * 40)
    assert "Only its beginning is read" in at.warning[0].value and len(at.query_params["say"]) <= 200
    assert not at.error and drawn(at)


def test_a_sentence_without_a_known_word_is_a_sentence_and_buttons_mend_it(app, mine):
    at = type_in(opened(app), "wxyz")
    assert [error.value for error in at.error if "None of these words is known" in error.value]
    assert not drawn(at)
    told(at, "first_colour").set_value(0).run()
    assert not at.error and value(at, SAY) == "a red circle" and len(drawn(at)["alts"]) == NOISES


def test_an_empty_sentence_says_what_to_try(app, mine):
    at = type_in(opened(app), "")
    assert "The sentence is empty" in at.error[0].value and EXAMPLES[0] in at.error[0].value


def test_buttons_build_the_sentence_and_follow_it(app, mine):
    at = type_in(opened(app), "a small white heart left of a big purple star on black")
    names = {trait.name: trait for trait in TRAITS}
    for name, word in {
        "layout": "left of",
        "first_shape": "heart",
        "second_colour": "purple",
        "ground": "black",
    }.items():
        assert told(at, name).value == names[name].values.index(word)
    told(at, "second_colour").set_value(names["second_colour"].values.index("orange")).run()
    assert value(at, SAY) == "a small white heart left of a big orange star on black"
    told(at, "ground").set_value(None).run()
    assert value(at, SAY) == "a small white heart left of a big orange star"


def test_a_shape_alone_has_no_buttons_for_a_second(app, mine):
    at = opened(app)
    told(at, "layout").set_value(0).run()
    assert value(at, SAY) == "a big red circle on green"
    assert not [group for group in at.button_group if "second" in (group.key or "")]
    told(at, "layout").set_value(1).run()
    assert value(at, SAY) == "a big red circle above a square on green"


@pytest.mark.parametrize("world", [shapes, sentences_faces], ids=["shapes", "faces"])
def test_whatever_buttons_say_is_understood_as_they_said_it(world):
    dice = Random(0)
    for _ in range(300):
        row = np.array([dice.choice((NONE, *range(len(trait.values)))) for trait in world.TRAITS])
        row = world.sayable(row)
        assert (world.understood(world.say(row)) == row).all()
        assert all(row[at] == NONE for at in world.silent(row))


def test_a_pair_that_was_never_met_is_said_to_be_one(app, mine):
    at = opened(app)
    assert "no picture that it learnt from" not in words(at)
    last = len(EXAMPLES) - 1
    at.button(key=f"stackgan.example.shapes.{last}").click().run()
    assert value(at, SAY) == EXAMPLES[last]
    assert "star + red" in words(at) and "no picture that it learnt from" in words(at)
    flagged = [at.button(key=f"stackgan.example.shapes.{number}").help for number in range(last + 1)]
    assert ["never met" in help for help in flagged] == [False] * last + [True]


def test_the_judge_counts_each_part_that_is_told(app, mine):
    at = type_in(opened(app), "a red circle")
    [said] = [element.value for element in at.markdown if element.value.startswith("The judge finds")]
    assert "Colour of the first: red" in said and "Ground" not in said and said.count(f" of {NOISES}") == 3


def test_a_run_in_its_first_stage_says_that_the_second_is_to_come(app, mine):
    early = telling.a_run("Early", step=10, steps=100)
    assert "has not learnt anything yet" in words(opened(app, model=early.id))
    at = app.selectbox(key="stackgan.model").set_value(mine.id).run()
    assert "has not learnt anything yet" not in words(at)


def test_what_the_program_draws_is_what_the_sentence_says(app, mine):
    at = opened(app)
    assert not sources(at)
    at.toggle(key="stackgan.truth").set_value(True).run()
    assert not at.exception and len(sources(at)) == 1


@pytest.mark.parametrize("name", ["shapes", "faces"])
def test_a_judge_agrees_with_the_program(name):
    world = worlds.of(name)
    row = world.understood(world.EXAMPLES[1].split())
    seen = worlds.seen(name, judge_model.of_set(name).probabilities(reference_picture.drawn(name, row, 20, 0)))
    assert (seen == row)[:, row != NONE].mean() > 0.85


def test_each_word_is_left_out_once(app, mine):
    at = opened(app, "words", say="a red circle on green")
    assert not at.exception and not at.error
    shown = drawn(at, "stackgan.words")
    assert shown["alts"] == [f"Without {word}" for word in ("a", "red", "circle", "on", "green")]
    at.button_group(key="stackgan.order").set_value("change").run()
    bars = [note["bar"] for note in drawn(at, "stackgan.words")["notes"]]
    assert bars == sorted(bars, reverse=True) and bars[0] == 1


def test_pixels_glow_where_two_pictures_differ_and_else_the_first_is_grey():
    one = np.zeros((2, 2, 3), np.uint8)
    one[0, 0] = 90, 100, 110
    other = one.copy()
    other[1, 1] = 255
    glowing = difference.over_grey(one, other)
    assert glowing[0, 0].tolist() == [55, 55, 55] and glowing[0, 1].tolist() == [0, 0, 0]
    assert glowing[1, 1].tolist() == difference.GLOW[-1].tolist()


def test_a_walk_leads_from_one_sentence_to_another(app, mine):
    at = opened(app, "words", say="a red circle on green", to="a blue star on pink")
    before = sources(at)[-1]
    at.text_input(key="stackgan.to.shapes").set_value("a white heart on black").run()
    assert not at.exception and sources(at)[-1] != before and at.query_params["to"] == "a white heart on black"
    assert "**a white heart on black**" in words(at)


def test_the_ends_of_a_walk_are_the_sentences_own_pictures(mine):
    model = widgets_models.of_run(mine.id)
    mind = stackgan_models.illustrator(model)
    ends = mind.meaning([("a", "red", "circle"), ("a", "blue", "star")])
    walked = stackgan_models.painted(model, np.stack([ends[0], ends.mean(0), ends[1]]), 3, 2)[1]
    for at, sentence in ((0, ("a", "red", "circle")), (4, ("a", "blue", "star"))):
        assert (np.abs(walked[at : at + 2].astype(int) - stackgan_models.drawn(model, (sentence,), 3, 2)[1]) <= 1).all()


def test_obedience_is_counted_when_it_is_asked_for(app, mine, monkeypatch):
    monkeypatch.setattr(worlds, "load", telling.few)
    at = opened(app, "obedience")
    assert not at.exception and not at.metric and "Nothing was asked yet" in words(at)
    assert "red star, blue heart, yellow square" in words(at)
    at.button(key="stackgan.measure").click().run()
    assert not at.exception and not at.error
    assert [metric.label.split(",")[0] for metric in at.metric] == ["Held out", "Pair never met"]
    assert "instead of" in words(at) and len(sources(at)) == 2 * WRONG


def test_a_shipped_models_scores_are_shown_at_once(app, mine):
    score = {"value": 0.75, "low": 0.7, "high": 0.8}
    names = [*WHOLE.values(), "obedience, Ground", "pairs never met, Ground"]
    whole, parts = obedience.card_shares({"scores": [{"name": name, **score} for name in names]})
    assert list(whole) == ["Held out", "Pair never met"] and whole["Held out"].value == 0.75
    assert parts["Pair never met"] == {"Ground": (0.75, 0.7, 0.8)} == parts["Held out"]
    assert obedience.card_shares({"scores": []}) is None is obedience.card_shares({})


def test_faces_have_a_sentence_and_buttons_of_their_own(app, mine):
    faces = telling.a_run("Faces", data="faces")
    at = opened(app, model=faces.id)
    assert value(at, "stackgan.say.faces") == sentences_faces.EXAMPLES[0] and not at.error
    at.button_group(key="stackgan.tell.faces.glasses").set_value(0).run()
    assert value(at, "stackgan.say.faces") == "a smiling person with curly black hair and no glasses"
    at.button_group(key="stackgan.tell.faces.hair_style").set_value(0).run()
    assert value(at, "stackgan.say.faces") == "a smiling bald person with no glasses"


def test_only_pictures_that_can_be_told_are_learnt_from(app, mine, monkeypatch):
    monkeypatch.setattr(jobs, "launch", lambda run: None)
    at = opened(app, "train", data="faces", steps="60")
    assert not at.exception and len(at.selectbox(key="form.stackgan.data").options) == 2 and not at.get("file_uploader")
    at.button(key="stackgan.go").click().run()
    assert store.get(at.query_params["run"]).config.data == "faces"


def test_a_finished_run_leads_to_drawing(app, mine):
    at = opened(app, "train", run=mine.id)
    at.button(key="stackgan.to.draw").click().run()
    assert not at.exception and value(at, "stackgan.view") == "draw" and value(at, "stackgan.model") == mine.id


def test_it_is_explained_at_three_depths(app, mine):
    at = opened(app, "train")
    for depth in ("The idea", "The mathematics"):
        at.button_group(key="stackgan.how").set_value(depth).run()
        assert not at.exception
    assert len(at.get("latex")) == 6
