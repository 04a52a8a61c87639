"""The figures of a machine as tables for a terminal."""

from collections.abc import Iterable, Sequence
from typing import Any

from engine.language.columns import line
from engine.language.retold import retold
from engine.language.words import _, _p


def as_table(found: dict[str, Any]) -> str:
    tables = (
        _training(found["training"]),
        _first_sight(found["first sight"]),
        _beside_textbooks(found["beside textbooks"]),
        _share_of_the_peak(found["share of the peak"]),
        _answers(found["answers"]),
    )
    head = _("{device}, torch {version}", device=retold(found["device"]), version=found["torch"])
    return "\n\n".join([head, *tables])


def _table(places: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(line(cells, places) for cells in (head, *rows))


def _training(rows: Iterable[dict[str, Any]]) -> str:
    return _table(
        "<32 >10 >12",
        (_("lesson"), _("steps/s"), _("pictures/s")),
        ((row["lesson"], f"{row['steps per second']:.1f}", f"{row['pictures per second']:,.0f}") for row in rows),
    )


def _first_sight(rows: Iterable[dict[str, Any]]) -> str:
    return _table(
        "<32 >10 >12",
        (_("first recognised"), _("step"), _("seconds")),
        ((retold(row["what"]), str(row["step"] or "-"), f"{row['seconds'] or float('nan'):.0f}") for row in rows),
    )


def _beside_textbooks(rows: Iterable[dict[str, Any]]) -> str:
    return _table(
        "<50 >12 >9 >7 >9",
        (_("beside textbook code"), _("textbook ms"), _("ms"), _p("ratio", "times"), _("to reach")),
        (
            (retold(row["work"]), *(f"{row[name]:.1f}" for name in ("textbook ms", "ms", "ratio", "reach")))
            for row in rows
        ),
    )


def _share_of_the_peak(rows: Iterable[dict[str, Any]]) -> str:
    return _table(
        "<50 >12 >9 >7",
        (
            _("of what the machine multiplies at most"),
            "GFLOP/s",
            _p("of a machine", "peak"),
            _p("of the peak", "share"),
        ),
        (
            (retold(row["work"]), f"{row['rate'] / 1e9:,.0f}", f"{row['peak'] / 1e9:,.0f}", f"{row['share']:.0%}")
            for row in rows
        ),
    )


def _answers(rows: Iterable[dict[str, Any]]) -> str:
    return _table(
        "<32 <24 >8",
        (_("model"), _("answer"), _("ms")),
        ((row["model"], retold(row["answer"]), f"{row['ms']:.2f}") for row in rows),
    )
