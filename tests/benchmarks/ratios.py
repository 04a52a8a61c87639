"""Whether the lessons are still as many times faster than textbook code as ratios.json says: fails where a fast path has been lost.

python -m tests.benchmarks.ratios       some minutes; nothing else should run meanwhile
"""

import json
import sys
from pathlib import Path

from engine.bench import ratios as bench_ratios
from engine.nn import device

HERE = Path(__file__).resolve().parent

LOST = 0.5
"""A ratio that is less than this share of the recorded one has lost a fast path; chance alone does not take as much."""


def main() -> int:
    device.hold_memory()
    recorded = json.loads((HERE / "ratios.json").read_text("utf-8"))["quick"]
    lost = 0
    for row in bench_ratios.measure(quick=True):
        work, ratio = row["work"], row["ratio"]
        gone = ratio < LOST * recorded[work]
        print(f"{work:50} {ratio:6.2f}x, recorded {recorded[work]:.2f}x{': LOST' if gone else ''}")
        lost += gone
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
