"""Your runs: finding, renaming, resuming, deleting and comparing, with none, a few and hundreds."""

import pytest

from engine.runs import jobs, store
from engine.runs.run import WAITING
from tests.playground import fabricate


@pytest.fixture(autouse=True)
def no_workers(monkeypatch):
    monkeypatch.setattr(jobs, "_start", lambda run: None)


@pytest.fixture
def listed(app):
    """The page of all runs, as often as a test asks for it."""

    def go():
        app.run()
        return app.switch_page("runs/page.py").run()

    return go


def titles(at) -> list[str]:
    return [box.label.removeprefix("Compare ") for box in at.checkbox]


def more(at, run):
    """Open what else can be done with a run."""
    at.session_state[f"more.{run.id}"] = True
    return at.run()


def tick(at, *several):
    for run in several:
        at.checkbox(f"pick.{run.id}").check()
    return at.run()


def test_without_runs_the_page_says_how_to_make_one(listed):
    at = listed()
    assert any("Nothing has been trained here yet" in element.value for element in at.markdown)
    assert not at.error and not at.checkbox


def test_runs_are_listed_newest_first_with_state_numbers_and_a_picture(listed):
    for state in ("finished", "stopped", "failed", "interrupted", "new"):
        fabricate.run(state, title=f"a {state} one")
    at = listed()
    assert titles(at) == [f"a {state} one" for state in ("new", "interrupted", "failed", "stopped", "finished")]
    assert len(at.image) == 4
    facts = next(caption.value for caption in at.caption if "step 200" in caption.value)
    assert "step 200 of 200" in facts and "held-out loss 0.1" in facts and "Glyphs" in facts
    assert not at.error


def test_finding_by_name_and_state(listed):
    for name, state in (("cats", "finished"), ("dogs", "stopped"), ("cat food", "failed")):
        fabricate.run(state, title=name)
    at = listed()
    at.text_input("runs.find").set_value("CAT").run()
    assert titles(at) == ["cat food", "cats"]
    at.segmented_control("runs.state").set_value("done").run()
    assert titles(at) == ["cats"]
    at.text_input("runs.find").set_value("zebra").run()
    assert titles(at) == [] and any("No run fits" in caption.value for caption in at.caption)


def test_two_hundred_runs_come_in_pages(listed):
    for number in range(200):
        fabricate.run("finished", title=f"run {number}", steps=2, previews=())
    at = listed()
    assert titles(at) == [f"run {number}" for number in range(199, 189, -1)]
    at.pagination[0].set_value(20).run()
    assert titles(at) == [f"run {number}" for number in range(9, -1, -1)]
    at.text_input("runs.find").set_value("run 12").run()
    assert titles(at)[0] == "run 129" and titles(at)[-1] == "run 120" and not at.error


def test_renaming(listed):
    run = fabricate.run(title="old")
    at = more(listed(), run)
    at.text_input(f"name.{run.id}").set_value("  new   name ").run()
    at.button(f"rename.{run.id}").click().run()
    assert run.title == "new name" and titles(at) == ["new name"]


def test_a_run_without_a_name_is_told_so(listed):
    run = fabricate.run(title="old")
    at = more(listed(), run)
    at.text_input(f"name.{run.id}").set_value("  ").run()
    at.button(f"rename.{run.id}").click().run()
    assert run.title == "old" and "needs a name" in at.error[0].value


def test_deleting_asks_first(listed):
    run, other = fabricate.run(title="away"), fabricate.run(title="stays")
    at = more(listed(), run)
    at.button(f"delete.{run.id}").click().run()
    assert run.path.exists() and "for good" in at.warning[0].value
    at.button(f"keep.{run.id}").click().run()
    assert run.path.exists() and not at.warning
    at.button(f"delete.{run.id}").click().run()
    at.button(f"really.{run.id}").click().run()
    assert not run.path.exists() and other.path.exists()
    assert titles(at) == ["stays"] and not at.error


def test_a_run_at_work_cannot_be_deleted(listed):
    run = fabricate.run("training")
    assert more(listed(), run).button(f"delete.{run.id}").disabled


def test_stopped_runs_resume_and_waiting_ones_stop_from_the_list(listed):
    run = fabricate.run("stopped")
    at = more(listed(), run)
    at.button(f"act.{run.id}").click().run()
    assert run.status().state == WAITING
    at = more(at, run)
    at.button(f"act.{run.id}").click().run()
    assert run.status().state == "stopped"


def test_exports_are_in_the_list(listed):
    run = fabricate.run()
    offered = [button.proto.label for button in more(listed(), run).get("download_button")]
    assert "Everything in one zip" in offered and "Notebook that repeats it" in offered


def test_open_leads_to_the_lesson_with_the_runs_settings(listed):
    run = fabricate.run(bottleneck=2)
    link = next(link for link in listed().get("page_link") if link.proto.label == "Open")
    assert link.proto.page == "autoencoder"
    assert f"run={run.id}" in link.proto.query_string and "bottleneck=2" in link.proto.query_string


def test_comparing_shows_the_curves_and_what_differs(listed):
    several = [fabricate.run(title="narrow", bottleneck=2), fabricate.run(title="wide", bottleneck=32, offset=0.1)]
    at = listed()
    assert at.button("runs.compare").disabled
    at = tick(at, *several)
    at.button("runs.compare").click().run()
    assert set(at.query_params["compare"].split(",")) == {run.id for run in several}
    assert at.title[0].value == "Runs side by side"
    table = next(element.value for element in at.markdown if element.value.startswith("| Run"))
    head = table.splitlines()[0]
    assert "Bottleneck" in head and "Seed" not in head and "held-out loss" in head
    assert "| 2 |" in table and "| 32 |" in table
    assert len(at.image) == 2 and not at.error


def test_no_more_than_six_are_compared(listed):
    several = [fabricate.run(title=f"run {number}", steps=4) for number in range(7)]
    at = tick(listed(), *several[:6])
    assert at.checkbox(f"pick.{several[6].id}").disabled
    assert not at.checkbox(f"pick.{several[0].id}").disabled
    at.button("runs.clear").click().run()
    assert not any(box.value for box in at.checkbox) and at.button("runs.compare").disabled


def test_a_comparison_is_a_link_and_survives_a_deleted_run(listed, app):
    one, other = fabricate.run(title="here"), fabricate.run(title="gone")
    store.delete(other)
    app.run().switch_page("runs/page.py")
    app.query_params["compare"] = f"{one.id},{other.id}"
    app.run()
    assert "There is no run" in app.error[0].value
    assert any("here" in element.value for element in app.markdown)
    app.button("runs.back").click().run()
    assert titles(app) == ["here"]


def test_a_folder_that_cannot_be_read_does_not_take_the_page_down(listed):
    fabricate.run(title="whole")
    broken = fabricate.run(title="broken")
    (broken.path / "config.json").write_text("{")
    assert titles(listed()) == ["whole"]
