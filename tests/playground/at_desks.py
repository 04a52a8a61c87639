"""The app as the holders of two desks see it, and what one of them must never see of the other."""

import re

from engine import catalog
from engine.core import desks
from engine.data.uploads import albums, own_pairs, single
from engine.runs import store
from engine.runs.run import Status
from playground.classroom import seat
from tests.engine.core.test_desks import squares

KEY_A, KEY_B = "a" * 32, "b" * 32
A, B = desks.of_key(KEY_A), desks.of_key(KEY_B)
SECRET = "zanzibar"
"""In the title of whatever must not be seen."""


def seated(app, key: str = KEY_B, page: str = "runs/page.py", **link: str):
    """The app as the holder of a desk's key sees it."""
    app.session_state[seat.KEY] = key
    app.switch_page(page)
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def all_of(at) -> str:
    """Everything that the page sends to the browser, as it goes over the wire."""
    kinds = ("button", "image", "markdown", "caption", "download_button", "page_link")
    sent = [element.proto for element in (*at.main, *(one for kind in kinds for one in at.get(kind)))]
    return b"\n".join(proto.SerializeToString() for proto in sent if proto).decode(errors="replace")


def belongings(lesson: str) -> dict[str, str]:
    """A finished run of a lesson on desk A with pictures of its own, and the link that names all of it."""
    with desks.at(A):
        picture, album = single.keep(squares(1)[0]), albums.save(squares(12), SECRET).id
        pair = own_pairs.save(list(zip(squares(8), squares(8, 1), strict=True)))
        run = store.create(lesson, configs_of(lesson), title=f"{SECRET} of {lesson}")
    run.write_status(Status(state="finished", step=7, steps=run.config.steps))
    named = dict.fromkeys(("run", "model", "beside", "broken", "mended", "compare", "parent"), run.id)
    named |= dict.fromkeys(("content", "map", "areas", "style", "styles"), f"own:{picture}")
    return named | {"data": f"album:{album}", "a": album, "b": album, "pairs": pair}


def configs_of(lesson: str):
    return catalog.card(lesson).config()


def unlike(link: dict[str, str]) -> dict[str, str]:
    """The same link to things that are nowhere: each last digit is another one."""
    return {name: value[:-1] + ("0" if value[-1] != "0" else "1") for name, value in link.items()}


def without(said: str, link: dict[str, str]) -> str:
    """What a page says, but for the names that the link itself gave, and for how long things took."""
    names = {part for value in link.values() for part in (value, value.partition(":")[2]) if part}
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, "…")
    return re.sub(r"[\d.,]+ (ms|s|seconds?|min|minutes?|GB|MB)\b", "…", said)
