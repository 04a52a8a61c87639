"""Curves on their way to the page: thinned without losing a peak, and grouped by what shares a unit."""

import json
import math

import numpy as np
import pytest

from engine import catalog, recipes
from engine.core.card import Chart
from engine.events import Step
from engine.lessons.helpers.eye import model
from playground.components.curves import curves
from playground.components.curves.curves import Line, averages, group, thin
from tests.engine.lessons.test_every_loop import SETTINGS, pictures, random_teacher, small


def walk(count: int) -> tuple[list[int], list[float]]:
    return list(range(1, count + 1)), np.random.default_rng(0).normal(size=count).cumsum().tolist()


@pytest.mark.parametrize("count", [0, 1, 2, 599, 600])
def test_a_short_line_stays_as_it_is(count):
    xs, ys = walk(count)
    assert thin(xs, ys) == (xs, ys)


@pytest.mark.parametrize("count", [601, 1201, 10_000, 200_003])
def test_a_long_line_keeps_its_ends_and_extremes_in_few_points(count):
    xs, ys = walk(count)
    thin_xs, thin_ys = thin(xs, ys)
    assert 200 < len(thin_xs) <= 600
    assert thin_xs == sorted(set(thin_xs))
    assert (thin_xs[0], thin_xs[-1]) == (1, count)
    assert (min(thin_ys), max(thin_ys)) == (min(ys), max(ys))
    assert all(ys[x - 1] == y for x, y in zip(thin_xs, thin_ys, strict=True))


def test_a_single_spike_survives():
    ys = [0.0] * 50_000
    ys[31_337], ys[40_000] = 9.0, -9.0
    _, kept = thin(range(50_000), ys, points=100)
    assert 9.0 in kept and -9.0 in kept and len(kept) <= 100


def test_what_is_drawn_already_stays_while_a_line_grows():
    xs, ys = walk(5000)
    before = list(zip(*thin(xs[:4900], ys[:4900]), strict=True))
    after = list(zip(*thin(xs, ys), strict=True))
    assert before[:-3] == after[: len(before) - 3]


def test_numbers_that_are_none_leave_the_rest_in_peace():
    xs, ys = walk(4000)
    ys[100:200] = [math.nan] * 100
    ys[3000] = math.inf
    _, kept = thin(xs, ys)
    finite = [y for y in ys if math.isfinite(y)]
    found = [y for y in kept if math.isfinite(y)]
    assert (min(found), max(found)) == (min(finite), max(finite))
    assert any(math.isnan(y) for y in kept), "a long gap stays a gap"


def test_averages_are_means_of_stretches_with_both_ends():
    xs = list(range(1002))
    ys = [7.0, *([1.0, 3.0] * 500), -7.0]
    mean_xs, mean_ys = averages(xs, ys)
    assert (mean_xs[0], mean_xs[-1], mean_ys[0], mean_ys[-1]) == (0, 1001, 7, -7)
    assert set(mean_ys[1:-1]) == {2.0}
    assert mean_xs[1] == np.mean([1, 2, 3, 4])


def test_what_goes_to_the_browser_is_json_for_any_number():
    ys = [1.23456789, math.nan, math.inf, -math.inf, 1e-12] * 200
    packed = curves._packed(Line("loss", range(1000), ys, dashed=True), place=3)
    again = json.loads(json.dumps(packed, allow_nan=False))
    assert again["ys"][0] == 1.234568 and None in again["ys"] and 1e-12 in again["ys"]
    assert (again["dashed"], again["colour"]) == (True, 3)


def test_a_partner_shares_its_colour_and_is_dashed():
    numbers = ([1, 2], [0.5, 0.4])
    [(_, lines)] = group(
        {"KL": numbers, "held-out KL": numbers, "training loss": numbers, "held-out loss": numbers},
        [Chart("Costs", ("training loss", "held-out loss", "KL", "held-out KL"))],
    )
    assert [(line.name, line.dashed, line.colour) for line in lines] == [
        ("training loss", False, 0),
        ("held-out loss", True, 0),
        ("KL", False, 1),
        ("held-out KL", True, 1),
    ]


def test_curves_that_no_chart_names_come_last_and_charts_without_curves_not_at_all():
    numbers = ([1], [1.0])
    charts = [Chart("Empty", ("nothing",)), Chart("Dimensions", ("KL of z*",), "nats")]
    grouped = group({"surprise": numbers, "KL of z1": numbers, "KL of z2": numbers, "KL": numbers}, charts)
    found = [(chart.title, [line.name for line in lines]) for chart, lines in grouped]
    assert found == [("Dimensions", ["KL of z1", "KL of z2"]), ("More curves", ["surprise", "KL"])]


TELLS_MORE = {"autoencoder": {"sparsity": 0.1}, "pix2pix": {"fixed": "l2"}}
"""Settings with which a loop reports numbers that it has no reason to report otherwise."""


@pytest.mark.parametrize("lesson", catalog.CARDS)
def test_a_lesson_draws_every_number_that_its_loop_reports_and_no_other(lesson, monkeypatch):
    monkeypatch.setattr(model, "teacher", lambda: random_teacher)
    card = catalog.card(lesson)
    settings = SETTINGS[lesson][0] | TELLS_MORE.get(lesson, {})
    config = small(lesson, settings, steps=3, batch=8, preview_every=1)  # as many as a loop has phases
    events = recipes.of(lesson).train(config, pictures(config))
    names = {name for event in events if isinstance(event, Step) for name in event.metrics}
    grouped = group({name: ([1], [1.0]) for name in names}, card.charts)
    assert [chart for chart, _ in grouped] == list(card.charts), "each chart has lines, and none is left over"
    for chart, lines in grouped:
        unknown = [wanted for wanted in chart.lines if not any(curves.matches(line.name, wanted) for line in lines)]
        assert not unknown
