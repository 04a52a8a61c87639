"""Every row of the course notes: its link opens, shows the values that it promises, and what it trains takes its first steps."""

import math
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest
import torch

from engine import catalog, recipes
from engine.core import config as configs
from engine.events import Step
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import vgg
from engine.lessons.helpers.eye.model import Eye
from playground.lessons.paint import eye_download
from playground.lessons.paint.style import start
from playground.shell import links
from tests.course import rows
from tests.data import promises
from tests.engine.lessons.test_every_loop import pictures, random_eye, random_teacher

STEPS = 3

SMALLEST = {"width": 4, "critic_width": 4, "blocks": 1, "side": 32, "batch": 8, "preview_every": 1_000}
"""What makes a training small without making it another one."""

TRAINING = ("train", "museum")
"""Views that train what a link chooses."""

LINKS = [(link, *links.taken_apart(link)) for link in rows.links()]

RICH = [link for link, _, asked in LINKS if set(asked) != {"view"}]
"""Links to more than a view: those to views alone are walked in test_every_lesson.py."""


def config_of(lesson: str, asked: dict[str, str]):
    """The settings that a link's page shows."""
    cls = catalog.card(lesson).config
    chosen = catalog.preset(lesson, asked["preset"]).settings if "preset" in asked else {}
    own = {name: value for name, value in asked.items() if name in configs.kinds(cls)}
    return configs.from_dict(cls, {**chosen, **own})


def chosen(lesson: str, asked: dict[str, str]) -> dict[str, object]:
    """What a link says of the settings, by name."""
    preset = catalog.preset(lesson, asked["preset"]).settings if "preset" in asked else {}
    config = config_of(lesson, asked)
    return {name: getattr(config, name) for name in configs.kinds(config) if name in preset or name in asked}


def smallest(config):
    known = configs.knobs(config)
    small = {
        name: max(value, int(known[name].low or 0))
        for name, value in {**SMALLEST, "steps": STEPS}.items()
        if name in known
    }
    if isinstance(getattr(config, "size", None), int):
        small["size"] = 64
    return replace(config, **small)


CONFIGS = sorted(
    {
        (lesson, smallest(config_of(lesson, asked)))
        for _, lesson, asked in LINKS
        if asked.get("view") in TRAINING and lesson in catalog.CARDS
    },
    key=repr,
)


def test_every_thing_in_the_notes_has_its_row():
    found = rows.every()
    wanted = [f"{section}.{number}" for section, count in rows.SECTIONS.items() for number in range(1, count + 1)]
    assert Counter(row.id for row in found) == Counter(wanted)
    assert {row.status for row in found} <= set(rows.STATUSES)
    assert all(row.what and row.where for row in found)


def test_whatever_the_house_has_can_be_opened():
    unreachable = [row.id for row in rows.every() if row.status == "has" and not row.link]
    assert not unreachable


def test_every_link_leads_to_a_page_and_a_view_of_it():
    views = promises.views()
    addresses = promises.pages()["addresses"]
    for link, page, asked in LINKS:
        assert page in addresses, link
        assert page not in views or asked["view"] in views[page], link


@pytest.fixture
def with_vgg19(monkeypatch):
    """As though VGG-19 had been fetched. What a painting costs with it is not asked."""
    monkeypatch.setattr(eye_download, "at_hand", lambda eye: True)
    monkeypatch.setattr(start, "cost", lambda config: None)


@pytest.mark.parametrize("link", RICH)
def test_a_rows_link_shows_what_it_promises(app, with_vgg19, link):
    page, asked = links.taken_apart(link)
    app.switch_page(links.page_at(page))
    for name, value in asked.items():
        app.query_params[name] = value
    at = app.run()
    assert not at.exception and not at.error
    if page not in catalog.CARDS:
        return
    assert at.session_state[f"{page}.view"] == asked["view"]
    if asked["view"] == "train":
        for name, value in chosen(page, asked).items():
            assert at.session_state[f"form.{page}.{name}"] == value, name
    elif "preset" in asked:
        assert at.session_state[f"{page}.exhibit"] == asked["preset"]


@pytest.fixture
def quick_eyes(monkeypatch):
    """What an eye sees is tested elsewhere, and VGG-19 is not on every machine."""
    monkeypatch.setattr(eye_model, "teacher", lambda: random_teacher)
    monkeypatch.setattr(eye_model, "load", lambda name: random_vgg19() if name == "vgg19" else random_eye(name))


@cache
def random_vgg19() -> Eye:
    """All sixteen layers, narrow ones: which picture they would see is not asked."""
    with pytest.MonkeyPatch.context() as patch, torch.random.fork_rng(devices=()):
        patch.setattr(vgg, "BLOCKS", ((4, 4), (4, 4), (4,) * 4, (4,) * 4, (4,) * 4))
        torch.manual_seed(0)
        return Eye("vgg19", vgg.VGG19(16, [0.5] * 3, [0.2] * 3))


@pytest.mark.parametrize(("lesson", "config"), CONFIGS, ids=[f"{lesson}-{n}" for n, (lesson, _) in enumerate(CONFIGS)])
def test_what_a_row_trains_takes_its_first_steps(quick_eyes, lesson, config):
    events = (event for event in recipes.of(lesson).train(config, pictures(config)) if isinstance(event, Step))
    taken = list(islice(events, STEPS))
    assert [event.step for event in taken] == list(range(1, STEPS + 1))
    assert all(math.isfinite(float(value)) for event in taken for value in event.metrics.values())
