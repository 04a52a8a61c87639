"""`python -m engine bench`: how fast this machine is."""

import argparse


def bench_machine(wanted: argparse.Namespace) -> None:
    from engine.bench import measure as bench_measure

    found = bench_measure.measure()
    print(bench_measure.as_json(found) if wanted.json else bench_measure.as_table(found))
