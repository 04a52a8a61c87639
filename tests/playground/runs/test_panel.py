"""The run panel in each state that a run can be in, from fabricated run folders."""

import pytest
from streamlit.testing.v1 import AppTest

from engine.core import stages
from engine.core.errors import Trouble
from engine.core.pace import Stretch
from engine.runs import jobs, store
from engine.runs.run import WAITING
from playground.components.curves import curves
from playground.components.film import film
from playground.runs import panel, records, rewind
from tests.playground import fabricate, reading


def page():
    import streamlit as st

    from playground.runs import panel

    panel.run_panel(st.query_params["run"])


@pytest.fixture(autouse=True)
def no_workers(monkeypatch):
    """Launching marks the run as waiting; no process is started."""
    monkeypatch.setattr(jobs, "_start", lambda run: None)


def shown(run_id: str) -> AppTest:
    at = AppTest.from_function(page, default_timeout=120)
    at.query_params["run"] = run_id
    return at.run()


def labels(at) -> set[str]:
    return {button.label for button in at.button}


def words(at) -> str:
    """All sentences of a page, and what its bars say."""
    return " ".join([reading.words(at), *(bar.proto.text for bar in at.get("progress"))])


@pytest.mark.parametrize(
    ("state", "says", "offers", "not_offered"),
    [
        ("new", "not started", {"Start"}, {"Stop", "Pause", "Resume"}),
        ("waiting", "waiting for its turn", {"Leave the queue"}, {"Pause", "Resume"}),
        ("starting", "starting", {"Stop", "Pause"}, {"Resume", "Start"}),
        ("training", "20 steps per second · 5 s left", {"Stop", "Pause"}, {"Resume", "Start", "Go on"}),
        ("paused", "paused", {"Stop", "Go on"}, {"Pause", "Resume"}),
        ("stopped", "stopped", {"Resume"}, {"Stop", "Pause"}),
        ("failed", "failed", {"Resume"}, {"Stop", "Pause"}),
        ("interrupted", "interrupted", {"Resume"}, {"Stop", "Pause"}),
        ("finished", "finished", {"Go on to there"}, {"Stop", "Pause", "Resume"}),
    ],
)
def test_each_state_says_what_it_is_and_offers_what_fits(state, says, offers, not_offered):
    at = shown(fabricate.run(state, message="It broke.", advice="Mend it.").id)
    assert not at.exception
    assert says in words(at)
    assert offers <= labels(at) and not not_offered & labels(at)


def test_progress_says_step_and_device():
    at = shown(fabricate.run("training", step=50, steps=200).id)
    assert "Step 50 of 200" in words(at) and "CPU" in words(at)
    assert at.get("progress")[0].proto.value == 25


def test_a_failure_is_a_sentence_with_advice_and_the_traceback_is_folded():
    at = shown(fabricate.run("failed", message="The loss became NaN.", advice="Lower the learning rate.").id)
    assert at.error[0].value == "**The loss became NaN.** Lower the learning rate."
    fold = next(one for one in at.expander if one.label == "Details for whoever mends it")
    assert "MemoryError" in fold.code[0].value and not fold.proto.expanded


def test_an_interrupted_run_says_so_and_how_to_go_on():
    at = shown(fabricate.run("interrupted").id)
    assert "ended without a word" in at.warning[0].value and "Resume goes on" in at.warning[0].value


def test_a_waiting_run_says_its_place(monkeypatch):
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    fabricate.run("training")
    fabricate.run("waiting")
    at = shown(fabricate.run("waiting").id)
    assert "2nd in the queue: it starts by itself when 2 runs ahead of it end." in words(at)


def test_buttons_leave_their_wish_in_the_folder():
    run = fabricate.run("training")
    shown(run.id).button("run.Pause").click().run()
    assert run.wishes("pause")
    shown(run.id).button("run.Stop").click().run()
    assert run.wishes("stop")


def test_resume_puts_the_run_into_the_queue():
    run = fabricate.run("stopped")
    shown(run.id).button("run.Resume").click().run()
    assert run.status().state == WAITING


def test_a_finished_run_trains_on_to_the_given_step():
    run = fabricate.run("finished", steps=200)
    at = shown(run.id)
    at.number_input[0].set_value(450).run()
    at.button("run.Go on to there").click().run()
    assert run.config.steps == 450 and run.status().state == WAITING


def test_live_knobs_are_there_while_it_trains_and_reach_the_worker():
    run = fabricate.run("training", noise="gaussian", noise_level=0.4)
    at = shown(run.id)
    at.slider(f"live.{run.id}.noise_level").set_value(0.7).run()
    assert run.turned() == {"noise_level": 0.7}
    assert not shown(fabricate.run("finished").id).slider


def test_a_second_page_shows_a_knob_as_the_first_has_turned_it():
    run = fabricate.run("training", noise="gaussian", noise_level=0.4)
    one, other = shown(run.id), shown(run.id)
    one.slider(f"live.{run.id}.noise_level").set_value(0.7).run()
    assert other.run().slider(f"live.{run.id}.noise_level").value == 0.7
    other.slider(f"live.{run.id}.noise_level").set_value(0.2).run()
    assert one.run().slider(f"live.{run.id}.noise_level").value == 0.2 and run.turned() == {"noise_level": 0.2}


@pytest.fixture
def reels(monkeypatch):
    """What films get, by their keys."""
    seen = {}
    monkeypatch.setattr(film, "_component", lambda key, data, **how: seen.update({key: {**data, **how}}))
    return seen


def test_the_film_has_each_kept_step_and_charts_follow_it(reels, monkeypatch):
    groups = set()
    monkeypatch.setattr(curves, "_component", lambda key, data: groups.add(data["group"]))
    run = fabricate.run("stopped", step=100, steps=200)
    shown(run.id)
    reel = reels[f"film.{run.id}.reconstructions"]
    assert reel["steps"] == sorted({one.step for one in run.previews()}) and reel["newest"]
    (pane,) = reel["panes"]
    assert pane["said"][-1].startswith("Step 100.") and pane["alt"] == "Reconstructions"
    assert groups == {reel["group"]}, "one slider moves all of them"


def test_several_kinds_of_pictures_can_be_chosen(reels):
    run = fabricate.run("stopped", previews=("reconstructions", "map"))
    at = shown(run.id)
    at.segmented_control(f"film.{run.id}.name").set_value("map").run()
    assert f"film.{run.id}.map" in reels


def test_a_film_is_branched_from_at_the_moment_that_was_kept_last(reels, monkeypatch):
    run = fabricate.run("stopped", step=100, steps=200)
    monkeypatch.setattr(type(run), "moments", lambda self: [20, 60])
    chosen = {}
    monkeypatch.setattr(rewind.st, "session_state", chosen)
    rewind.goes_back_to(run)(75)
    assert list(chosen.values()) == [60]
    rewind.goes_back_to(run)(5)
    assert list(chosen.values()) == [20]


def test_everything_can_be_exported():
    at = shown(fabricate.run("finished").id)
    offered = [button.proto.label for button in at.get("download_button")]
    for wanted in ("Weights", "Curves", "Pictures", "Film (GIF)", "Film (WebP)", "Notebook", "Everything"):
        assert any(wanted in label for label in offered), wanted


def test_without_weights_or_pictures_none_are_offered():
    at = shown(fabricate.run("new").id)
    offered = " ".join(button.proto.label for button in at.get("download_button"))
    assert "Weights" not in offered and "Film" not in offered and "Notebook" in offered


def test_run_again_with_one_change_makes_a_child_and_shows_it():
    parent = fabricate.run("finished", bottleneck=16, seed=3)
    at = shown(parent.id)
    assert at.button(f"again.{parent.id}.go").disabled
    at.selectbox(f"again.{parent.id}").set_value("bottleneck").run()
    at.select_slider(f"again.{parent.id}.bottleneck").set_value(2).run()
    at.button(f"again.{parent.id}.go").click().run()
    child = store.get(at.query_params["run"])
    assert child.parent == parent.id
    assert (child.config.bottleneck, child.config.seed) == (2, 3)
    assert "Bottleneck: 16 → 2" in words(at).replace("\\", "")


def test_a_run_that_could_not_be_started_is_in_the_address_and_can_be_started_there(monkeypatch):
    """Streamlit may cut a script off at any call: a run that exists must never be unknown to the page."""

    def cut_off(run):
        raise Trouble("Cut off.", "Start it again.")

    parent = fabricate.run("finished")
    at = shown(parent.id)
    at.selectbox(f"again.{parent.id}").set_value("seed").run()
    at.number_input(f"again.{parent.id}.seed").set_value(9).run()
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "launch", cut_off)
        at.button(f"again.{parent.id}.go").click().run()
    child = store.get(at.query_params["run"])
    assert child.config.seed == 9
    at.run().button("run.Start").click().run()
    assert child.status().state == WAITING


def test_a_run_of_another_computer_is_no_error():
    at = shown("autoencoder-20200101-000000-abcdef")
    assert "not on this computer" in at.info[0].value and not at.error


def test_a_link_cannot_leave_the_folder_of_runs():
    assert "not on this computer" in shown("../../etc").info[0].value


def test_a_title_is_shown_as_it_was_typed():
    at = shown(fabricate.run("finished", title="*bold* [x](http://evil) <b>").id)
    title = at.markdown[0].value
    assert "\\*bold\\*" in title and "\\[x\\]\\(" in title and "\\<b\\>" in title


def test_the_stage_is_told_and_its_beginning_marked():
    run = fabricate.painting("training", content="scene:lake", styles="painting:waves")
    stages.note(run.path, [Stretch(10, 1, "in the large: 48 x 32 pixels"), Stretch(40, 4, "finer: 96 x 64 pixels")])
    assert panel.marks(run, records.read(run)) == [(11, "finer: 96 x 64 pixels")]
    assert "Step 20 of 40 · finer: 96 x 64 pixels" in reading.as_read(words(shown(run.id)))
