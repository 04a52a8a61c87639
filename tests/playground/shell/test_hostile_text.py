"""Text is text: whatever stands in an address, in a name or in a file, no page reads it as Markdown."""

import json
import re

import pytest

from engine.core import desks, files
from engine.data.uploads import albums, single
from engine.runs.run import Status
from playground.shell import links, wording
from tests.engine.core.test_desks import squares
from tests.playground import fabricate, parameters
from tests.playground.conftest import arrived
from tests.playground.lessons.test_every_lesson import VIEWS

HOSTILE = "![p](http://foreign.example/p.png) [l](http://foreign.example) <img src=//foreign.example/i> :material/bug: www.foreign.example"

READ = re.compile(
    r"(?<!\\)!?(?<!\\)\[[^\]]*(?<!\\)\]\(http://foreign|https?://foreign|www\.foreign|(?<!\\)<img|:material/bug:"
)
"""What of it Streamlit would read, had nobody quoted it."""

MARKDOWN = ("markdown", "caption", "error", "warning", "info", "success", "toast", "title", "header", "subheader")
LABELLED = ("button", "checkbox", "toggle", "radio", "button_group", "download_button", "expander", "page_link")


def check(at) -> None:
    said = [(kind, element.value) for kind in MARKDOWN for element in at.get(kind)]
    said += [
        (kind, getattr(element, "label", None) or str(element.proto)) for kind in LABELLED for element in at.get(kind)
    ]
    said += [
        ("caption of a picture", image.caption)
        for kind in ("imgs", "image")
        for one in at.get(kind)
        for image in getattr(one.proto, "imgs", ())
    ]
    for kind, text in said:
        assert not READ.search(str(text)), f"{kind}: {text}"
    assert not at.exception


@pytest.fixture
def belongings():
    """Whatever can have a name here has a hostile one."""
    title = HOSTILE[:80]
    run = fabricate.run(title=title, message=HOSTILE, parent=fabricate.run(title=title).id)
    failed = fabricate.run("failed", title=title, message=HOSTILE, advice=HOSTILE)
    for one in (run, failed):
        files.put_json(one.path / "previews" / "captions.json", {"reconstructions": HOSTILE})
        status = one.status()
        one.write_status(Status(**{**vars(status), "device": HOSTILE, "metrics": {"training loss": 1.0, HOSTILE: 2.0}}))
    single.keep(squares(1)[0], HOSTILE)
    albums.save(squares(12), HOSTILE)
    return run, failed


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


@pytest.mark.parametrize("lesson", [card.name for card in links.lessons()])
def test_no_parameter_of_a_lesson_is_read_as_markdown(lesson, belongings):
    views = [view for one, view in VIEWS if one == lesson]
    page = links.page_of(lesson)
    for view in (views[0], views[-1], HOSTILE):
        app = arrived()
        app.switch_page(page)
        for name in parameters.of_lesson(lesson):
            app.query_params[name] = HOSTILE
        app.query_params["view"] = view
        check(app.run())


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
