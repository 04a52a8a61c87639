"""Two runs on the same pictures, compared over seconds of training: their curves, and what each had drawn by the same second."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import sheets
from engine.language.words import _
from engine.runs.run import Run
from engine.weights import shelf

CURVES = ("KID", "coverage", "diversity")
"""What loops on pictures measure alike."""

TIMES = 5
"""Moments at which pictures are compared, evenly spread, the last at the end."""

ACROSS = 8
"""Pictures in a row of what a loop shows. Between them is a line of a pixel, and around each there may be a rim."""

SHOWN = 6
"""Pictures of each racer at each of them."""

FOLDER = shelf.FOLDER / "races"
QUALITY = 88


def race(entrants: Sequence[Run]) -> dict[str, Any]:
    """The curves of each over its own seconds, and what they need to be understood; until the shorter one ends."""
    for run in entrants:
        if not run.curves().refresh().lines.get("KID"):
            raise Trouble(
                _("'{title}' has no curves of made pictures yet.", title=run.title), "Wait for its first look."
            )
    alike = {(run.config.data, side_of(run)) for run in entrants}
    if len(alike) > 1:
        raise Trouble(
            "These two learn from different pictures, or end at different sizes.", "Race two on the same set and size."
        )
    lines = [timed(run) for run in entrants]
    end = min(max(one["KID"]["seconds"]) for one in lines)
    return {
        "seconds": end,
        "data": entrants[0].config.data,
        "device": entrants[0].status().device,
        "racers": [about(run, one, end) for run, one in zip(entrants, lines, strict=True)],
    }


def timed(run: Run) -> dict[str, dict[str, list[float]]]:
    """Curve -> the seconds at which it was measured, and its values."""
    curves = run.curves().refresh()
    found = {}
    for name in CURVES:
        steps, values = curves.lines[name]
        seconds = np.interp(steps, curves.steps, curves.seconds)
        found[name] = {
            "seconds": [round(float(one), 1) for one in seconds],
            "values": [round(one, 5) for one in values],
        }
    return found


def about(run: Run, lines: Mapping[str, dict[str, list[float]]], end: float) -> dict[str, Any]:
    """One racer until the end of the race."""
    curves = run.curves().refresh()
    kept = {
        name: {key: [v for v, at in zip(line[key], line["seconds"], strict=True) if at <= end + 0.05] for key in line}
        for name, line in lines.items()
    }
    return {
        "lesson": run.lesson,
        "title": run.title,
        "command": configs.command(run.lesson, run.config),
        "steps": int(np.interp(end, curves.seconds, curves.steps)),
        "pictures": int(np.interp(end, curves.seconds, curves.steps)) * run.config.batch,
        "curves": kept,
    }


def winner(found: Mapping[str, Any], curve: str = "KID") -> int | None:
    """The racer whose curve is better at the end, by what it was at its last three looks; None if they are about equal."""
    lately = [float(np.median(one["curves"][curve]["values"][-3:])) for one in found["racers"]]
    if abs(lately[0] - lately[1]) < 0.05 * max(map(abs, lately)):
        return None
    return int(np.argmin(lately) if curve == "KID" else np.argmax(lately))


def head_start(found: Mapping[str, Any], curve: str = "KID") -> tuple[float, float, float] | None:
    """For how many seconds who is behind at the end was ahead, and the values then, its own first; None where it never was.

    At each look of the one behind, the other counts by what it had reached at its own last look before.
    """
    ahead = winner(found, curve)
    if ahead is None:
        return None
    first, other = (found["racers"][number]["curves"][curve] for number in (1 - ahead, ahead))
    last = None
    for second, value in zip(first["seconds"], first["values"], strict=True):
        known = [one for at, one in zip(other["seconds"], other["values"], strict=True) if at <= second]
        if not known:
            continue
        better = value < known[-1] if curve == "KID" else value > known[-1]
        if not better:
            break
        last = (second, value, known[-1])
    return last


def moments(end: float) -> list[float]:
    """The seconds at which pictures are compared."""
    return [end * (number + 1) / TIMES for number in range(TIMES)]


def strip(entrants: Sequence[Run], end: float) -> np.ndarray:
    """For each moment a row: pictures of the first racer from always the same noise, then of the second. uint8 (h, w, c)."""
    rows = []
    for second in moments(end):
        row = np.concatenate([drawn_by(run, second)[:SHOWN] for run in entrants])
        rows.append(row)
    return sheets.sheet(rows)


def drawn_by(run: Run, second: float) -> np.ndarray:
    """The newest pictures (n, s, s, c) that a run had drawn by this second; its first ones where it had none yet."""
    curves = run.curves().refresh()
    kept = [one for one in run.previews() if one.name == "fixed"]
    if not kept:
        raise Trouble(_("'{title}' has kept no pictures.", title=run.title), "Race another run.")
    in_time = [one for one in kept if np.interp(one.step, curves.steps, curves.seconds) <= second + 0.05]
    with Image.open((in_time or kept)[-1 if in_time else 0].path) as image:
        sheet = np.asarray(image.convert("RGB"))
    side = side_of(run)
    cell = (sheet.shape[1] + 1) // ACROSS
    rim = (cell - 1 - side) // 2
    return np.stack([sheet[rim : rim + side, at : at + side] for at in range(rim, sheet.shape[1], cell)])


def side_of(run: Run) -> int:
    """Pixels per side of what a run draws in the end."""
    if run.config.size != "own":
        return int(run.config.size)
    from engine.data import cards, library

    return (
        cards.SETS[run.config.data].size
        if run.config.data in cards.SETS
        else library.pictures_of(run.config.data).shape[1]
    )


def names() -> list[str]:
    """The shipped races."""
    return sorted(file.stem for file in FOLDER.glob("*.json"))


def shipped(name: str) -> tuple[dict[str, Any], Path]:
    """A shipped race, and where its pictures are."""
    path = FOLDER / f"{name}.json"
    if not path.is_file():
        raise Trouble(
            _("There is no race called '{name}' here.", name=name[:80]),
            "Put the folder pretrained/races/ back as it was.",
        )
    return json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".webp")
