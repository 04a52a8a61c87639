"""Commands that put finished runs into pretrained/: `ship` and `race`."""

import argparse

from engine.runs import store


def ship_run(wanted: argparse.Namespace) -> None:
    from engine.shipping import ship

    card = ship.ship(store.get(wanted.run), wanted.name)
    for score in card["scores"]:
        print(f"{score['name']}: {score['value']:.2f} {score['unit']} ({score['low']:.2f} to {score['high']:.2f})")


def race_runs(wanted: argparse.Namespace) -> None:
    from engine.shipping import race as shipping_race

    found = shipping_race.ship(wanted.first, wanted.second, wanted.name)
    print(f"After {found['seconds']:.0f} seconds:")
    for racer in found["racers"]:
        last = ", ".join(f"{name} {line['values'][-1]:.3g}" for name, line in racer["curves"].items())
        print(f"  {racer['title']}: step {racer['steps']:,}, {last}")
