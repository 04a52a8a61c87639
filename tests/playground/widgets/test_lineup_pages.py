"""Picks of which only some are shown: what was picked stays, what is taken back goes, and of too many the newest count."""

import pytest

from playground.widgets.lineup_pages import merged


@pytest.mark.parametrize(
    ("before", "here", "most", "after"),
    [
        ([], (13,), 9, [13]),
        ([25], (13,), 9, [25, 13]),
        ([13, 25], (), 9, [25]),
        ([13, 25], (10, 13), 9, [13, 25, 10]),
        ([25], (13,), 1, [13]),
        ([25], (), 1, [25]),
        ([13], (14,), 1, [14]),
    ],
)
def test_what_is_picked_of_those_shown_joins_what_is_picked_of_others(before, here, most, after):
    assert merged(before, range(10, 20), here, most) == after
