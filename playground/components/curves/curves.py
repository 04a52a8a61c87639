"""Training curves that keep still while they grow: zoom, log scale and hidden lines outlive every update."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.core.card import Chart
from engine.language.retold import retold
from engine.language.words import N_, _
from playground.components.big.big import desk
from playground.components.shared import assets, palette

POINTS = 600
"""Points per line: more cannot be told apart on a screen."""

TALL, SHORT = 260, 140

_component = assets.component(
    "curves", "curves/moment.js", "curves/axes.js", "curves/hand.js", "curves/guess.js", "curves/drawing.js"
)


@dataclass(frozen=True)
class Guess:
    """The reader may draw what the first line will do, up to step `until`."""

    until: int
    room: tuple[float, float] | None = None
    """Lowest and highest number of the scale, where there are none yet."""
    blank: bool = False
    """Whether the chart waits for a guess: nothing is known yet."""


@dataclass(frozen=True)
class Line:
    name: str
    xs: Sequence[float]
    """Ascending."""
    ys: Sequence[float]
    """Numbers that are not finite leave a gap."""
    dashed: bool = False
    colour: int | None = None
    """Place in the palette. By default the line's own place in its chart."""


def curves(
    series: Sequence[Line],
    *,
    key: str,
    title: str = "",
    unit: str = "",
    marks: Sequence[tuple[float, str]] = (),
    x_label: str = N_("Step"),
    height: int = TALL,
    log: bool = False,
    alt: str = "",
    group: str = "",
    guess: Guess | None = None,
) -> None:
    """One chart. `marks` are vertical lines with words: something happened there. `log` is how the scale starts.

    A film and charts of one `group` look at the same step: where one is moved, the others follow.
    """
    _component(
        key=key,
        data={
            "key": key,
            "title": _(title),
            "unit": _(unit),
            "lines": [_packed(line, place) for place, line in enumerate(series)],
            "marks": [{"x": x, "words": words} for x, words in sorted(marks)],
            "x_label": _(x_label),
            "height": height,
            "log": log,
            "alt": alt,
            "group": group,
            "guess": guess and {"until": guess.until, "room": guess.room, "blank": guess.blank},
            "palette": palette.palette(),
        },
    )


def _packed(line: Line, place: int) -> dict:
    packed = {
        "name": line.name,
        "words": retold(line.name),
        "dashed": line.dashed,
        "colour": place if line.colour is None else line.colour,
        **_points(*thin(line.xs, line.ys)),
    }
    if len(line.xs) > POINTS:
        packed["means"] = _points(*averages(line.xs, line.ys))
    return packed


def _points(xs: Sequence[float], ys: Sequence[float]) -> dict[str, list[float | None]]:
    """Short for the wire. JSON knows no infinities."""
    return {
        "xs": [float(f"{x:.10g}") for x in xs],
        "ys": [float(f"{y:.7g}") if math.isfinite(y) else None for y in ys],
    }


def thin(xs: Sequence[float], ys: Sequence[float], points: int = POINTS) -> tuple[list[float], list[float]]:
    """At most `points` of them: the first, the last, and between them the lowest and highest of each stretch.

    A stretch holds a power of two of points, counted from the start: as a line grows, what is drawn already stays.
    """
    if len(xs) <= points:
        return list(xs), list(ys)
    rows = _stretches(ys, points)
    known = np.isfinite(rows)
    lowest = np.where(known, rows, np.inf).argmin(1)
    highest = np.where(known, rows, -np.inf).argmax(1)
    starts = 1 + rows.shape[1] * np.arange(len(rows))
    kept = np.unique(np.concatenate([[0], starts + lowest, starts + highest, [len(xs) - 1]]))
    return [xs[k] for k in kept], [ys[k] for k in kept]


def averages(xs: Sequence[float], ys: Sequence[float], points: int = POINTS) -> tuple[list[float], list[float]]:
    """The means of the same stretches, for whoever draws a calm line through the many: finite numbers only."""
    found = []
    for values in (xs, ys):
        rows = _stretches(values, points)
        known = np.isfinite(rows)
        counts = known.sum(1)
        sums = np.where(known, rows, 0).sum(1)
        found.append([values[0], *np.where(counts, sums / np.maximum(counts, 1), np.nan).tolist(), values[-1]])
    return found[0], found[1]


def _stretches(values: Sequence[float], points: int) -> np.ndarray:
    """All but the first and the last, a stretch in each row. The last row is filled up with nan."""
    inner = np.asarray(values, float)[1:-1]
    length = 1
    while 2 * math.ceil(len(inner) / length) + 2 > points:
        length *= 2
    return np.append(inner, np.full(-len(inner) % length, np.nan)).reshape(-1, length)


def group(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]], charts: Sequence[Chart]
) -> list[tuple[Chart, list[Line]]]:
    """Which of these curves share a chart, as the lesson's card says. Curves that it does not name come last, together."""
    left = dict(lines)
    grouped = []
    for chart in charts:
        names = [name for wanted in chart.lines for name in left if matches(name, wanted)]
        if names:
            grouped.append((chart, _styled({name: left.pop(name) for name in names})))
    if left:
        grouped.append((Chart("More curves", tuple(left)), _styled(left)))
    return grouped


def matches(name: str, wanted: str) -> bool:
    return name.startswith(wanted[:-1]) if wanted.endswith("*") else name == wanted


def _styled(lines: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> list[Line]:
    """What is measured on held-out pictures is dashed, in the colour of the same number in training."""
    colours: dict[str, int] = {}
    styled = []
    for name, (xs, ys) in lines.items():
        subject = name.removeprefix("held-out ").removeprefix("training ")
        colour = colours.setdefault(subject, len(colours))
        styled.append(Line(name, xs, ys, dashed=name.startswith("held-out "), colour=colour))
    return styled


def show(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    charts: Sequence[Chart],
    *,
    key: str,
    marks: Sequence[tuple[float, str]] = (),
) -> None:
    """All curves of a run: the first chart tall, those of a single line two in a row."""
    grouped = group(lines, charts)
    if not grouped:
        st.caption(_("The first numbers come after a few steps."))
    several = [one for one in grouped if len(one[1]) > 1 or one is grouped[0]]
    single = [one for one in grouped if one not in several]
    for chart, series in several:
        _chart(chart, series, key, TALL, marks=marks)
    _grid(single, key, 2, 150, marks=marks)


def show_front(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    charts: Sequence[Chart],
    *,
    key: str,
    marks: Sequence[tuple[float, str]] = (),
    guess: Guess | None = None,
) -> None:
    """The chart that the lesson puts in front, on which the reader may guess."""
    grouped = group(lines, charts)
    if not grouped:
        st.caption(_("The first numbers come after a few steps."))
    for chart, series in grouped[:1]:
        _chart(chart, series, key, TALL, marks=marks, moments=key, guess=guess)


def show_rest(
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]],
    charts: Sequence[Chart],
    *,
    key: str,
    marks: Sequence[tuple[float, str]] = (),
) -> None:
    """All others, in rows below."""
    _grid(group(lines, charts)[1:], key, 3, 250, marks=marks, moments=key)


def _grid(grouped: Sequence[tuple[Chart, list[Line]]], key: str, across: int, least: int, **how: Any) -> None:
    """Small charts side by side. At the front there is no room for them."""
    if not grouped:
        return
    with desk(key):
        grid = st.grid(across, min_column_width=least, gap="medium")
    for chart, series in grouped:
        with grid.cell():
            _chart(chart, series, key, SHORT, **how)


def _chart(
    chart: Chart,
    series: list[Line],
    key: str,
    height: int,
    *,
    marks: Sequence[tuple[float, str]],
    moments: str = "",
    guess: Guess | None = None,
) -> None:
    curves(
        series,
        key=f"{key}.{chart.title}",
        title=chart.title,
        unit=chart.unit,
        marks=marks,
        height=height,
        group=moments,
        guess=guess,
    )
