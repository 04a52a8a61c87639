"""Commands about what lies in pretrained/: `ship`, `lighten`, `race` and `film`."""

import argparse
from collections.abc import Callable

from engine.core.errors import Trouble
from engine.language.retold import retold
from engine.language.words import _
from engine.runs import store


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands, with the tool of `engine.cli`."""
    ship = command("ship", ship_run, "Score a finished run and put its weights into pretrained/.")
    ship.add_argument("run", metavar="RUN")
    ship.add_argument("name", metavar="NAME", help="The model's name in the catalogue.")

    light = command("lighten", lighten_models, "Write shipped weights anew in 8 bits, where no held-out score notices.")
    light.add_argument("names", metavar="NAME", nargs="*", help="Shipped models; none: all of them.")

    race = command("race", race_runs, "Compare two runs over seconds of training, and put the race into pretrained/.")
    race.add_argument("first", metavar="RUN")
    race.add_argument("second", metavar="RUN")
    race.add_argument("name", metavar="NAME", help="What the race shall be called.")

    film = command(
        "film", film_exhibits, "Train exhibits of a lesson, broken and mended, and put their films into pretrained/."
    )
    film.add_argument("lesson", metavar="LESSON")
    film.add_argument("names", metavar="NAME", nargs="*", help="Presets of the lesson; none: all of them.")
    film.add_argument("--steps", type=int, default=300, help="Steps of each run.")


def ship_run(wanted: argparse.Namespace) -> None:
    from engine.shipping import ship

    card = ship.ship(store.get(wanted.run), wanted.name)
    for score in card["scores"]:
        print(
            _(
                "{name}: {value:.2f} {unit} ({low:.2f} to {high:.2f})",
                name=retold(score["name"]),
                unit=_(score["unit"]),
                **{part: score[part] for part in ("value", "low", "high")},
            )
        )


def lighten_models(wanted: argparse.Namespace) -> None:
    from engine.shipping import lighten
    from engine.weights import shelf

    for name in wanted.names or shelf.shipped():
        try:
            card = lighten.lighten(name)
        except Trouble as trouble:
            print(_("{name}: stays as it is. {trouble}", name=name, trouble=f"{_(trouble.what)} {_(trouble.advice)}"))
        else:
            size = shelf.find(name).stat().st_size / 1e6
            print(_("{name}: {bits} bits, {size:.2f} MB", name=name, bits=card["bits"], size=size), flush=True)


def race_runs(wanted: argparse.Namespace) -> None:
    from engine.shipping import race as shipping_race

    found = shipping_race.ship(wanted.first, wanted.second, wanted.name)
    print(_("After {n:.0f} seconds:", n=found["seconds"]))
    for racer in found["racers"]:
        last = ", ".join(f"{retold(name)} {line['values'][-1]:.3g}" for name, line in racer["curves"].items())
        said = _("{title}: step {step:,}, {numbers}", title=racer["title"], step=racer["steps"], numbers=last)
        print(f"  {said}")


def film_exhibits(wanted: argparse.Namespace) -> None:
    from engine import catalog
    from engine.shipping import films, readme

    names = wanted.names or [preset.name for preset in catalog.card(wanted.lesson).presets]
    made: dict = {}
    for name in names:
        size = films.ship(catalog.preset(wanted.lesson, name), wanted.steps, made)
        print(_("{name}: {size:.0f} kB", name=name, size=size / 1e3), flush=True)
    readme.write_readme()
