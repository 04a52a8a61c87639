"""A race of two runs, put into pretrained/."""

from typing import Any

from PIL import Image

from engine.core import files
from engine.runs import race as runs_race
from engine.runs import store
from engine.runs.race import QUALITY
from engine.shipping import readme


def ship(first: str, second: str, name: str) -> dict[str, Any]:
    """Write pretrained/races/NAME.json and NAME.webp from two runs, and renew pretrained/README.md."""
    entrants = [store.get(first), store.get(second)]
    found = runs_race.race(entrants)
    runs_race.FOLDER.mkdir(exist_ok=True)
    files.put_json(runs_race.FOLDER / f"{name}.json", found)
    Image.fromarray(runs_race.strip(entrants, found["seconds"])).save(
        runs_race.FOLDER / f"{name}.webp", quality=QUALITY, method=6
    )
    readme.write_readme()
    return found
