"""Who may import whom, and how large files and folders may grow: each rule once over the whole tree."""

import pytest

from engine.core import settings
from tests.architecture import rules
from tests.architecture.house import House


@pytest.fixture(scope="module")
def house():
    return House(settings.ROOT)


RULES = (
    rules.upward,
    rules.across_families,
    rules.lessons_in_circles,
    rules.files_in_circles,
    rules.rooms_in_circles,
    rules.without_engine,
    rules.pages_with_torch,
    rules.pages_that_open_with_plotly,
    rules.engine_with_a_screen,
    rules.crowded,
    rules.long_files,
    rules.long_functions,
    rules.without_a_word,
    rules.names_of_form_settings,
    rules.hidden_translators,
    rules.pictures_that_may_be_gone,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_nobody_breaks_the_rule(house, rule):
    broken = list(rule(house))
    assert not broken, "\n".join(broken)


def test_light_files_bring_nothing_heavy(house):
    assert rules.heavy(house) == {}
