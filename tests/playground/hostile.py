"""Hostile text, everything here that can have a name with such a name, and whether any of it is read as Markdown."""

import re

from engine.core import files
from engine.data.uploads import albums, single
from engine.runs.run import Status
from tests.engine.core.test_desks import squares
from tests.playground import fabricate

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
