"""`python -m engine bench`: how fast this machine is."""

import argparse
from collections.abc import Callable


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command, with the tool of `engine.cli`."""
    bench = command(
        "bench", bench_machine, "Measure how fast each lesson trains and each model answers on this machine."
    )
    bench.add_argument("--json", action="store_true", help="Print JSON instead of a table.")


def bench_machine(wanted: argparse.Namespace) -> None:
    from engine.bench import measure as bench_measure
    from engine.bench import table

    found = bench_measure.measure()
    print(bench_measure.as_json(found) if wanted.json else table.as_table(found))
