"""Picks over several pages: what was picked stays, what is taken back goes, and of too many the newest count."""

import pytest

from playground.widgets.lineup_pages import merged


@pytest.mark.parametrize(
    ("before", "here", "most", "after"),
    [
        ([], (3,), 9, [(1, 3)]),
        ([(2, 5)], (3,), 9, [(2, 5), (1, 3)]),
        ([(1, 3), (2, 5)], (), 9, [(2, 5)]),
        ([(1, 3), (2, 5)], (0, 3), 9, [(1, 3), (2, 5), (1, 0)]),
        ([(2, 5)], (3,), 1, [(1, 3)]),
        ([(2, 5)], (), 1, [(2, 5)]),
        ([(1, 3)], (4,), 1, [(1, 4)]),
    ],
)
def test_what_is_picked_on_page_one_joins_what_other_pages_hold(before, here, most, after):
    assert merged(before, 1, here, most) == after
