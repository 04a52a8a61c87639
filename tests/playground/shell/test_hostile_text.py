"""Text is text: whatever stands in an address, in a name or in a file, no page reads it as Markdown."""

import json

import pytest

from engine.core import desks
from playground.shell import wording
from tests.playground import fabricate, hostile
from tests.playground.hostile import HOSTILE, READ, check


@pytest.fixture
def belongings():
    return hostile.belongings()


def test_what_is_quoted_is_read_as_it_is():
    for text in (
        HOSTILE,
        "1. one",
        "- two",
        "# three",
        "a -- b -> c <- d",
        "x@y.example",
        "a & b &lt;",
        "`c` $x$ ~~y~~ | z",
    ):
        assert wording.safe(text).replace("\\", "").replace(wording.BREAK, "") == text
    assert not READ.search(wording.safe(HOSTILE))
    assert "\n" not in wording.safe("a\n# b")


def test_no_name_is_read_as_markdown_where_runs_are_shown(app, belongings, monkeypatch):
    run, failed = belongings
    app.run()
    at = app.switch_page("runs/page.py").run()
    check(at)
    for page, query in (
        ("runs/page.py", {"compare": f"{run.id},{failed.id},{HOSTILE}"}),
        ("lessons/encode/autoencoder/page.py", {"view": "train", "run": run.id}),
        ("lessons/encode/autoencoder/page.py", {"view": "train", "run": failed.id}),
        ("home/page.py", {}),
    ):
        at.switch_page(page)
        for name, value in query.items():
            at.query_params[name] = value
        check(at.run())


def test_no_name_is_read_as_markdown_in_a_class(app, monkeypatch):
    from playground.classroom import wall

    monkeypatch.setenv("ATELIER_TEACHER", "open sesame")
    monkeypatch.setattr(wall, "ask_passphrase", lambda admitted: wall.wall())
    with desks.at(desks.of_key("a" * 32)):
        desks.rename(HOSTILE)
        fabricate.run(title=HOSTILE[:80])
        (desks.here() / "desk.json").write_text(json.dumps({"name": HOSTILE}))
    app.query_params["desk"] = HOSTILE
    check(app.run())
    check(app.switch_page("classroom/page.py").run())
