"""Measures how many times faster the lessons are than textbook code, and renews the first section of RESULTS.md and ratios.json.

python -m tests.benchmarks.speed        some minutes; nothing else should run meanwhile
"""

import json
import platform
from datetime import date
from pathlib import Path

import torch

from engine.bench import peak
from engine.bench import ratios as bench_ratios
from engine.nn import device

HERE = Path(__file__).resolve().parent

BEGIN, END = "## Beside textbook code", "## The app"

NOTES = """Both sides take turns in one run, in float32 and contiguous memory for the textbook, which fetches every loss and tracks every
gradient as tutorials do. *To reach* was set for processors with units for 16-bit matrices (AMX) or GPUs. {units}

Painting with VGG-19 is the same work on both sides; where 16 bits do not pay, ours takes a quarter of the multiplications for its
3x3 convolutions (engine/nn/winograd.py). In training (DCGAN, VAE) weights change with each step, networks are the same, and nearly all
time goes into the same matrix products: metrics fetched late, fused optimisers, pictures as uint8 in memory and channels_last save
what is left beside these. Where ours are others (the compact eye, photo2monet, the lesson's CycleGAN), most of the ratio comes from
networks that need less work for the same task; their quality is told in pretrained/README.md. The instant painter does more than the
network it is compared with: it takes any style at once."""

PEAK = """What the two heaviest works multiply, counted, as a share of what this machine reaches in one large product of two matrices. With
fewer multiplications for the same picture the share falls, and so does the time."""


def table(rows: list[dict]) -> str:
    lines = [
        "| work | textbook | Atelier | textbook, ms | Atelier, ms | ratio | to reach |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        reach = f"{row['reach']:g}x" + (f", {row['most ms']:g} ms" if row["most ms"] else "")
        held = row["ratio"] >= row["reach"] and row["ms"] <= (row["most ms"] or row["ms"])
        lines.append(
            f"| {row['work']} | {row['textbook']} | {row['ours']} | {row['textbook ms']:,.1f} | {row['ms']:,.1f}"
            f" | **{row['ratio']:.1f}x** | {reach}: {'reached' if held else 'missed'} |"
        )
    return "\n".join(lines)


def shares(rows: list[dict]) -> str:
    lines = ["| work | multiplied and added a second | a large matrix product | share |", "|---|---|---|---|"]
    lines += [
        f"| {row['work']} | {row['rate'] / 1e9:,.0f} GFLOP | {row['peak'] / 1e9:,.0f} GFLOP | {row['share']:.0%} |"
        for row in rows
    ]
    return "\n".join(lines)


def section(rows: list[dict]) -> str:
    half = device.half_pays(device.pick().type)
    units = f"This machine {'has such units' if half else 'has none that pay: everything ran in float32'}."
    about = f"{date.today()}, {device.describe()}, torch {torch.__version__}, Python {platform.python_version()}."
    return f"{BEGIN}\n\nWritten by `python -m tests.benchmarks.speed`. {about}\n\n{table(rows)}\n\n{NOTES.format(units=units)}\n\n{PEAK}\n\n{shares(peak.measure())}\n\n"


def main() -> None:
    device.hold_memory()
    quick = {row["work"]: round(row["ratio"], 2) for row in bench_ratios.measure(quick=True)}
    rows = bench_ratios.measure()
    (HERE / "ratios.json").write_text(
        json.dumps({"device": device.describe(), "quick": quick}, indent=1) + "\n", "utf-8"
    )
    path = HERE / "RESULTS.md"
    before = path.read_text("utf-8") if path.exists() else "# How fast Atelier is\n\n"
    head = before.split(BEGIN)[0].split(END)[0]
    rest = before[before.index(END) :] if END in before else ""
    path.write_text(head + section(rows) + rest, "utf-8")
    print(section(rows))


if __name__ == "__main__":
    main()
