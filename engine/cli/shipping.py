"""Commands about what lies in pretrained/: `ship`, `lighten` and `race`."""

import argparse

from engine.core.errors import Trouble
from engine.runs import store


def ship_run(wanted: argparse.Namespace) -> None:
    from engine.shipping import ship

    card = ship.ship(store.get(wanted.run), wanted.name)
    for score in card["scores"]:
        print(f"{score['name']}: {score['value']:.2f} {score['unit']} ({score['low']:.2f} to {score['high']:.2f})")


def lighten_models(wanted: argparse.Namespace) -> None:
    from engine.shipping import lighten
    from engine.weights import shelf

    for name in wanted.names or shelf.shipped():
        try:
            card = lighten.lighten(name)
        except Trouble as trouble:
            print(f"{name}: stays as it is. {trouble}")
        else:
            print(f"{name}: {card['bits']} bits, {shelf.find(name).stat().st_size / 1e6:.2f} MB", flush=True)


def race_runs(wanted: argparse.Namespace) -> None:
    from engine.shipping import race as shipping_race

    found = shipping_race.ship(wanted.first, wanted.second, wanted.name)
    print(f"After {found['seconds']:.0f} seconds:")
    for racer in found["racers"]:
        last = ", ".join(f"{name} {line['values'][-1]:.3g}" for name, line in racer["curves"].items())
        print(f"  {racer['title']}: step {racer['steps']:,}, {last}")
