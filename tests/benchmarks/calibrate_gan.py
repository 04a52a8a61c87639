"""How far the verdicts on GANs can be trusted: `python -m tests.benchmarks.calibrate_gan` trains runs that are broken on purpose
and healthy ones, and writes CALIBRATION.md beside itself: what was caught, how early, and what was blamed without reason.

A run counts as 1,000 steps. A broken one is caught if any of its looks before step 300 finds something wrong. A healthy one
is blamed if any look of the whole run does. Verdicts are asked for at every look, as the page does.

The thresholds in engine/lessons/compete/verdict.py were set while looking at the first seeds. The last one is for seeing whether they hold.
"""

import bisect
import json
import time
from datetime import date
from pathlib import Path

import torch

from engine import catalog, recipes
from engine.core import config as configs
from engine.data import library
from engine.events import Step
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.presets import PRESETS, SMALL
from engine.nn import device

STEPS, EARLY = 1_000, 300
SEEDS, UNSEEN = (0, 1), 2
"""Those by which the thresholds were set, and one that took no part."""
HEALTHY = {
    "defaults": {},
    "hinge, spectral norm": {"objective": "hinge", "spectral": True},
    "least squares": {"objective": "least-squares"},
    "label smoothing, dropout": {"smoothing": 0.1, "dropout": 0.2},
    "augmented": {"augment": True},
    "32 noise numbers, uniform": {"prior": "uniform", "latent": 32},
    "sigmoid": {"output": "sigmoid"},
    "enlarged, then convolved": {"grow": "resize"},
    "k = 2": {"k": 2},
    "cartoon faces, 32 px": {"data": "faces", "size": "32", "flip": True, "grow": "resize"},
}
"""Faces grown by transposed convolutions are not among them: a grid can be seen on their skin, and the verdict says so."""
FOUND = Path(__file__).with_name("calibration.jsonl")
"""One line for each run that is done, so that an interrupted calibration goes on. Not kept in the repository."""


def watch(config: GANConfig, until: int) -> dict:
    """Train, and keep every number that the loop reports, with the seconds at each look."""
    data = library.load(config.data, config.pictures)
    lines: dict = {}
    seconds: dict = {}
    began = time.perf_counter()
    for event in recipes.of("gan").train(config, data):
        if not isinstance(event, Step):
            continue
        for name, value in event.metrics.items():
            steps, values = lines.setdefault(name, ([], []))
            steps.append(event.step)
            values.append(round(float(value), 4))
        if "coverage" in event.metrics:
            seconds[event.step] = round(time.perf_counter() - began, 1)
        if event.step >= until:
            break
    return {"lines": lines, "seconds": seconds}


def first_alarm(config: GANConfig, row: dict) -> tuple[int, str, float] | None:
    """What a page would have said first, asked at every look: step, words, seconds."""
    for step, seconds in row["seconds"].items():
        shown = {}
        for name, (steps, values) in row["lines"].items():
            count = bisect.bisect_right(steps, int(step))
            if count:
                shown[name] = (steps[:count], values[:count])
        for finding in catalog.verdict("gan", config, shown):
            if not finding.good:
                return int(step), finding.said, seconds
    return None


def wanted() -> list[tuple[str, str, dict, int]]:
    """Kind, name, settings, steps to train."""
    broken = [
        ("broken", preset.title, {**preset.settings, "seed": seed}, EARLY)
        for preset in PRESETS
        if preset.cured
        for seed in (*SEEDS, UNSEEN)
    ]
    cured = [
        ("cured", preset.title, {**preset.settings, **preset.cured, "seed": seed}, STEPS)
        for preset in PRESETS
        if preset.cured
        for seed in SEEDS[:1]
    ]
    healthy = [
        ("healthy", name, {**SMALL, **settings, "seed": seed}, STEPS)
        for name, settings in HEALTHY.items()
        for seed in (*SEEDS, UNSEEN)
    ]
    return [*broken, *cured, *healthy]


def main() -> None:
    done = {}
    if FOUND.exists():
        done = {row["key"]: row for row in map(json.loads, FOUND.read_text().splitlines())}
    rows = []
    for kind, name, settings, until in wanted():
        key = json.dumps([kind, name, settings, until], sort_keys=True)
        config = configs.from_dict(GANConfig, {**settings, "steps": STEPS})
        if key not in done:
            done[key] = {"key": key, **watch(config, until)}
            with FOUND.open("a") as file:
                file.write(json.dumps(done[key]) + "\n")
        alarm = first_alarm(config, done[key])
        print(kind, name, settings["seed"], alarm, flush=True)
        rows.append((kind, name, json.dumps(settings, sort_keys=True), alarm))
    Path(__file__).with_name("CALIBRATION.md").write_text(as_markdown(rows))


def seed_of(row: tuple) -> int:
    return json.loads(row[2])["seed"]


def counted(rows: list[tuple]) -> list[str]:
    broken = [alarm is not None for kind, _, _, alarm in rows if kind == "broken"]
    sound = list({settings: alarm is not None for kind, _, settings, alarm in rows if kind != "broken"}.values())
    return [
        f"- {sum(broken)} of {len(broken)} runs that were broken on purpose were caught before step {EARLY} of {STEPS:,}: {sum(broken) / len(broken):.0%}.",
        f"- {sum(sound)} of {len(sound)} different healthy and cured runs were blamed at some look: {sum(sound) / len(sound):.0%}.",
    ]


def as_markdown(rows: list[tuple]) -> str:
    lines = [
        "# How far the verdicts on GANs can be trusted",
        "",
        "Written by `python -m tests.benchmarks.calibrate_gan`, which says how.",
        f"{date.today()}, {device.describe()}, torch {torch.__version__}.",
        "",
        f"Seeds {' and '.join(map(str, SEEDS))}, by which the thresholds were set:",
        *counted([row for row in rows if seed_of(row) in SEEDS]),
        "",
        f"Seed {UNSEEN}, which took no part:",
        *counted([row for row in rows if seed_of(row) == UNSEEN]),
        "",
        "Many cures lead to the same settings: such runs are listed each time and count once.",
        "",
        "| kind | run | seed | first alarm | at step | after |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        kind, name, _, alarm = row
        step, said, seconds = alarm or ("", "none", None)
        after = "" if seconds is None else f"{seconds:.0f} s"
        lines.append(f"| {kind} | {name} | {seed_of(row)} | {said} | {step} | {after} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
