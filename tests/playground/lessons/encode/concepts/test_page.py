"""The lesson on concept vectors: sliders, locks, the lab, side effects and sums, without a browser."""

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.data import marks
from engine.data.drawn import faces
from engine.lessons.encode.concepts import directions
from engine.lessons.encode.concepts import vectors as encode_concepts_vectors
from engine.weights import shelf
from playground.lessons.encode.concepts import arithmetic, effects, face, fit, side_effects
from playground.lessons.encode.concepts import vectors as concepts_vectors
from playground.lessons.encode.concepts.vectors import KEPT
from playground.widgets import key_frames
from playground.widgets.models import Model
from playground.widgets.own import own_face
from tests.playground.lessons.test_every_lesson import opened, value
from tests.playground.reading import words

PHOTO, CARTOON = "faces-photo", "faces-cartoon"


def model(name: str = CARTOON) -> Model:
    path = shelf.find(name)
    return Model(name, name, path, shelf.card(path))


@pytest.mark.parametrize("name", [PHOTO, CARTOON])
def test_every_mark_is_a_concept_and_the_best_come_first(name):
    titles = concepts_vectors.names(model(name))
    data = model(name).data
    assert list(titles)[: len(marks.SLIDERS[data])] == list(marks.SLIDERS[data])
    assert set(titles) == {mark.name for mark in marks.MARKS[data]}


def test_a_concept_is_the_difference_of_the_means_that_travel_with_the_model():
    known = concepts_vectors.faces(model())
    having = known.train_marks[:, known.column("glasses")]
    wanted = known.train[having].mean(0) - known.train[~having].mean(0)
    assert np.allclose(concepts_vectors.vector(model(), "glasses"), wanted, atol=1e-4)


def test_a_lock_leaves_what_reads_the_other_concept_as_it_was():
    plain, locks = concepts_vectors.vector(model(PHOTO), "smile"), ["makeup", "beard"]
    free = concepts_vectors.locked(model(PHOTO), "smile", [*locks, "smile"])
    for lock in locks:
        reader = concepts_vectors.vector(model(PHOTO), lock, "logistic")
        assert abs(free @ reader) < 1e-4 * np.linalg.norm(free) * np.linalg.norm(reader)
        assert abs(plain @ reader) > 1e-3 * np.linalg.norm(plain) * np.linalg.norm(reader), (
            "there was something to lock"
        )
    assert np.array_equal(concepts_vectors.locked(model(PHOTO), "smile", []), plain)


def test_the_page_offers_sliders_and_locks(app):
    at = opened(app, "concepts", view="faces", model=CARTOON)
    assert not at.exception and not at.error
    assert value(at, "faces.chosen.faces") == list(marks.SLIDERS["faces"][:8])
    at.multiselect(key="faces.locks.faces").set_value(["hat"]).run()
    assert not at.exception and not at.error
    at.multiselect(key="faces.chosen.faces").set_value([]).run()
    assert "choose a concept" in words(at)


def test_other_faces_come_by_a_press_and_from_either_bell_curve(app):
    at = opened(app, "concepts", view="faces", model=CARTOON)
    at.button(key="faces.roll").click().run()
    assert value(at, "faces.seed") == face.FIRST + 1 and not at.exception
    at.button_group(key="faces.from").set_value("The bell curve").run()
    assert not at.exception and not at.error


def test_no_picture_of_a_person_is_shown_only_copies(app):
    at = opened(app, "concepts", view="faces", model=PHOTO)
    at.button_group(key="faces.source").set_value("copies").run()
    assert "The originals are not shown" in words(at)


def test_three_ways_stand_side_by_side_with_their_scores_and_angles(app):
    at = opened(app, "concepts", view="build", model=CARTOON)
    assert not at.exception and not at.error
    scores = [float(metric.value) for metric in at.metric]
    assert len(scores) == 3 and min(scores) > 0.8
    said = words(at)
    assert all(about.title in said for about in directions.WORDS.values())
    assert said.count("°") >= 3


def test_few_faces_make_a_worse_vector(app):
    at = opened(app, "concepts", view="build", model=PHOTO)
    full = float(at.metric[0].value)
    at.select_slider(key="lab.most").set_value(3).run()
    assert float(at.metric[0].value) < full - 0.02


def test_a_vector_is_kept_becomes_a_concept_and_goes_again(app):
    at = opened(app, "concepts", view="build", model=CARTOON)
    at.selectbox(key="lab.mark").set_value(1).run()
    at.text_input(key="lab.as.glasses").set_value("spectacles")
    at.button_group(key="lab.way").set_value("logistic")
    at.button(key="lab.keep").click().run()
    assert not at.exception
    (one,) = encode_concepts_vectors.kept(CARTOON)
    assert (one.name, one.way) == ("spectacles", "logistic") and one.auc > 0.9
    assert concepts_vectors.names(model())[KEPT + one.id] == "spectacles (kept)"
    known = concepts_vectors.faces(model())
    having = known.train_marks[:, known.column("glasses")]
    wanted = directions.logistic(known.train[having], known.train[~having])
    assert np.allclose(concepts_vectors.vector(model(), KEPT + one.id), wanted, atol=1e-5)
    at.button(key=f"lab.delete.{one.id}").click().run()
    assert not encode_concepts_vectors.kept(CARTOON)


def test_by_hand_it_asks_for_faces_first(app):
    at = opened(app, "concepts", view="build", model=CARTOON)
    at.button_group(key="lab.by").set_value("hand").run()
    assert not at.exception and "Click faces that have it" in words(at)


def test_a_search_shows_who_has_all_of_it_and_what_the_picked_share_is_counted(app):
    known = concepts_vectors.faces(model())
    smile, glasses = known.column("smile"), known.column("glasses")
    at = opened(app, "concepts", view="build", model=CARTOON)
    at.button_group(key="lab.by").set_value("hand").run()
    at.number_input(key="lab.page").set_value(3).run()
    first, other = (int(np.flatnonzero(known.held_out_marks[:, smile])[place]) for place in (0, -1))
    at.session_state[f"lab.lineup.{CARTOON}.picks"] = {"with": [first, other], "without": []}
    at.multiselect(key="lab.search").set_value(["smile", "no glasses"]).run()
    assert not at.exception and not at.error
    has = known.held_out_marks
    found = np.flatnonzero(has[:, smile] & ~has[:, glasses]).tolist()
    (numbers, _), _ = value(at, f"lab.lineup.{CARTOON}.visit")
    assert numbers == found[:48] and value(at, "lab.page") == 1
    assert value(at, f"lab.lineup.{CARTOON}.picks")["with"] == [first, other], "what was picked stays picked"
    assert "all other held-out faces count as such" in words(at)
    titles = [mark.title for mark in known.marks]
    at.multiselect(key="lab.search").set_value([titles[0], f"no {titles[0]}"]).run()
    assert "Nobody is like that." in words(at) and not at.exception and not at.error


def test_the_matrix_and_the_bias_behind_it(app, monkeypatch):
    monkeypatch.setattr(effects, "effect", lambda *_: pytest.fail("what ships needs no measuring"))
    at = opened(app, "concepts", view="effects", model=PHOTO)
    assert not at.exception and not at.error
    assert "In these data, of the faces with glasses" in words(at) and "older looks" in words(at)
    at.button(key="effects.all").click().run()
    assert not at.exception
    assert value(at, "effects.locks.faces-photo") == list(marks.SLIDERS["faces-photo"])
    assert "the largest change of a locked concept went from" in words(at)
    assert "Framed: mouth open counts as a part of a smile" in words(at)


def test_columns_hold_what_the_text_blames():
    known = model(PHOTO)
    asked = {name: effects.questions(known, name, [], 1.0) for name in ("glasses", "beard")}
    columns = [marks.MARKS["faces-photo"][i].name for i in side_effects.columns_of(known, asked, 1.0)]
    assert columns[:2] == ["glasses", "beard"]
    assert {"attractive", "male", "lipstick"} <= set(columns)


def test_an_own_lock_is_measured_and_what_ships_is_not():
    known = model(PHOTO)
    plain, locked = effects.questions(known, "glasses", ["hat"], 1.0)
    assert plain.shipped is not None and locked.shipped is None and not locked.gone
    everything = effects.questions(known, "glasses", list(marks.SLIDERS["faces-photo"]), 1.0)[1]
    assert everything.shipped is not None
    assert len(effects.questions(known, "smile", ["smile"], 1.0)) == 1, "a concept is no lock of its own"


def test_a_first_lock_finds_ready_what_does_not_depend_on_it(monkeypatch):
    known, asked = model(CARTOON), []
    monkeypatch.setattr(effects, "_before", lambda path, stamp, model: asked.append(model.name))
    concepts_vectors._vector.clear()
    effects._prepared(str(known.path), known.stamp, known)
    assert asked == [CARTOON]
    monkeypatch.setitem(directions.WAYS, "logistic", lambda *_: pytest.fail("a lock is fitted before it is asked for"))
    plain, locked = effects.questions(known, "glasses", ["hat", "smile"], 1.0)
    assert not locked.gone and not np.allclose(plain.vector, locked.vector)


def test_a_line_that_nobody_measured_waits_until_the_page_stands(app, monkeypatch):
    monkeypatch.setattr(effects, "effect", lambda *_: pytest.fail("the page is not drawn yet"))
    at = opened(app, "concepts", view="effects", model=PHOTO)
    at.multiselect(key="effects.locks.faces-photo").set_value(["hat"]).run()
    assert not at.exception and not at.error
    assert "Where the leak comes from" in words(at), "what needs no judge is there"


def test_locks_that_leave_nothing_are_told_and_take_nothing_else_away(app, monkeypatch):
    def nothing(*_):
        raise Trouble("Nothing is left of this concept: it is made of the locked ones.", "Unlock one of them.")

    monkeypatch.setattr(concepts_vectors, "locked", nothing)
    at = opened(app, "concepts", view="effects", model=CARTOON)
    at.multiselect(key="effects.locks.faces").set_value(["hat"]).run()
    assert not at.exception and not at.error
    assert "nothing is left of it. It is made of the locked ones: unlock one of them." in words(at)


def test_ones_own_face_takes_the_place_of_a_letters_faces_and_leaves_them_picked(app, monkeypatch):
    monkeypatch.setattr(own_face.found_faces, "_find", lambda picture: [])
    counted = []
    monkeypatch.setattr(arithmetic, "neighbours", lambda model, code, used: counted.append(len(used)))
    at = opened(app, "concepts", view="sums", model=CARTOON)
    picks = {letter: list(some) for letter, some in value(at, f"sums.{CARTOON}.picks").items()}
    at.session_state["faces.own.agreed"] = True
    at.session_state["faces.own.picture"] = faces.draw({"hat": 1, "glasses": 1}, 96)
    at.button_group(key="sums.own").set_value("C").run()
    assert not at.exception and not at.error
    (_, shown), _ = value(at, f"sums.{CARTOON}.visit")
    assert shown == ["A", "B"], "no face is picked for a letter that is one's own"
    at.button_group(key="sums.own").set_value(arithmetic.NOBODY).run()
    assert not at.exception and value(at, f"sums.{CARTOON}.picks") == picks
    assert (counted[0], counted[-2], counted[-1]) == (11, 10, 11), "the face that C stood for is no part of the sum"


def test_a_sum_opens_on_faces_that_work_and_another_example_takes_their_place(app):
    at = opened(app, "concepts", view="sums", model=CARTOON)
    assert not at.exception and not at.error
    picks = value(at, f"sums.{CARTOON}.picks")
    assert [len(picks[letter]) for letter in "ABC"] == [5, 5, 1]
    at.selectbox(key=f"sums.example.{CARTOON}").set_value("glasses").run()
    assert not at.exception and value(at, f"sums.{CARTOON}.picks") != picks


@pytest.mark.parametrize(
    ("name", "said"),
    [(PHOTO, "nobody labelled the colour of skin"), (CARTOON, "rolls a die for each attribute")],
)
def test_what_a_model_learnt_from_is_said_beside_it(app, name, said):
    assert said in words(opened(app, "concepts", view="faces", model=name))


def test_the_ways_to_learn_fill_the_form(app):
    at = opened(app, "concepts", view="train")
    assert "What should a copy be praised for?" in {heading.value for heading in at.header}
    at.button(key="ways.faces-critic").click().run()
    assert not at.exception
    assert value(at, "form.concepts.adversarial") > 0 and "form.concepts.critic_from" in {
        w.key for w in [*at.number_input, *at.slider, *at.select_slider]
    }
    at.button(key="ways.faces-pixels").click().run()
    assert value(at, "form.concepts.perceptual") == 0 and value(at, "form.concepts.adversarial") == 0


def test_a_walk_can_lead_from_picked_face_to_picked_face(app):
    at = opened(app, "concepts", view="walk", model=CARTOON)
    at.button_group(key="walk.source").set_value("hand").run()
    assert not at.exception and not at.error
    assert "A walk needs two key frames at least." in words(at)


def test_a_browser_that_missed_the_first_script_run_shows_what_the_address_says(app):
    """What a script sets is told once. A run that is broken off takes it along, and then the default counts."""
    at = opened(app, "concepts", view="effects", model=CARTOON).run()
    model, view = at.selectbox(key="concepts.model").proto, at.button_group(key="concepts.view").proto
    assert "cartoon" in model.options[model.default].lower() and not model.set_value
    assert "effects" in view.options[view.default[0]].content.lower() and not view.set_value


def test_a_walk_leads_from_a_face_to_what_each_concept_makes_of_it(app):
    at = opened(app, "concepts", view="walk", model=CARTOON)
    at.button_group(key="walk.source").set_value("concepts").run()
    at.multiselect(key="walk.concepts.faces").set_value(["glasses"]).run()
    assert "32 pictures from key frame to key frame." in words(at) and not at.exception and not at.error


def test_a_walks_map_of_faces_has_concepts_and_principal_directions_as_axes(app, monkeypatch):
    seen = []
    monkeypatch.setattr(key_frames, "latent_pad", lambda views, **_: seen.append(views[0]))
    at = opened(app, "concepts", view="walk", model=CARTOON)
    at.button_group(key="walk.source").set_value("clicks").run()
    assert not at.exception and not at.error and tuple(seen[-1].axes) == ("smile", "1st principal")
    at.selectbox(key="walk.up").set_value("glasses").run()
    assert not at.exception and tuple(seen[-1].axes) == ("smile", "glasses")
    known = concepts_vectors.faces(model())
    across, up = np.split(seen[-1].points, 2, axis=1)
    for places, name, other in ((across, "smile", "glasses"), (up, "glasses", "smile")):
        gaps = [
            np.ptp([places[known.held_out_marks[:, known.column(one)] == has].mean() for has in (0, 1)])
            for one in (name, other)
        ]
        assert gaps[0] > 3 * gaps[1], "who differ in it lie apart along its axis"
    at.selectbox(key="walk.across").set_value("2nd principal").run()
    assert not at.exception and not at.error


def test_a_fit_is_offered_taken_and_forgotten_with_the_picture(app, monkeypatch):
    monkeypatch.setattr(fit, "STEPS", 5)
    monkeypatch.setattr(own_face.found_faces, "_find", lambda picture: [])
    at = opened(app, "concepts", view="faces", model=CARTOON)
    at.session_state["faces.own.agreed"] = True
    at.session_state["faces.own.picture"] = faces.draw({"hat": 1, "glasses": 1}, 96)
    at.button_group(key="faces.source").set_value("own").run()
    at.button(key="faces.own.begin").click().run()
    assert not at.exception and not at.error
    assert "Won: likeness" in words(at).replace("*", "") and "Lost: the code lies" in words(at).replace("*", "")
    before, after = (at.session_state[fit.KEY].looks[place].code for place in (0, -1))
    assert not np.array_equal(before, after)
    at.button(key="faces.own.forget").click().run()
    assert fit.KEY not in at.session_state and "faces.own.picture" not in at.session_state
