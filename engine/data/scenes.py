"""Scenes that Atelier draws itself: pictures to paint over, by day and by night, in summer and in autumn.

A name and a seed compose a scene; light and season only change how it looks. So a street by day and a street by night
may show the very same houses, and the labels of what stands where hold for both.
"""

from typing import TYPE_CHECKING

from engine.data.paintings import About, check_wish
from engine.errors import Trouble

if TYPE_CHECKING:  # the drawing brings numpy and Pillow, which a page that only lists scenes does not need
    from collections.abc import Callable

    from numpy import ndarray

    from engine.data.scenes_stage import Stage

LABELS = (
    "sky",
    "cloud",
    "sun or moon",
    "water",
    "ground",
    "road",
    "mountain",
    "tree",
    "house",
    "boat",
    "animal",
    "thing",
    "room",
)
"""What a label map counts into."""

LIGHTS = ("day", "dusk", "night")
SEASONS = ("summer", "autumn")

SCENES = {
    "harbour": About("Harbour", "Gabled houses and sailing boats, all of them twice: above the water and in it."),
    "lake": About("Mountain lake", "Snow, forest and a calm lake: large quiet planes and one small boat."),
    "village": About(
        "Village street", "Houses in perspective lead to a church: many straight lines that a style may bend."
    ),
    "skyline": About("Skyline", "Towers behind a river, layer upon layer in the haze."),
    "hill": About("Tree on a hill", "One great tree, a path and fields: a shape that survives almost any style."),
    "cat": About("Cat at the window", "A face with fur and whiskers, to see how much likeness a style leaves."),
    "still-life": About("Still life", "Fruit, a jug of flowers and a candle: round things with soft shading."),
}

OUTDOORS = ("harbour", "lake", "village", "skyline", "hill")
"""Scenes in which light and season change nearly every point."""


def _scenes() -> "dict[str, Callable[[Stage], None]]":
    from engine.data import scenes_cat, scenes_outdoors, scenes_table

    return {
        "harbour": scenes_outdoors.harbour,
        "lake": scenes_outdoors.lake,
        "village": scenes_outdoors.village,
        "skyline": scenes_outdoors.skyline,
        "hill": scenes_outdoors.hill,
        "cat": scenes_cat.cat,
        "still-life": scenes_table.still_life,
    }


def make(name: str, size: int = 512, seed: int = 0, light: str = "day", season: str = "summer") -> "ndarray":
    """One scene, uint8 (size, size, 3). Another size shows the same scene; another seed composes it anew."""
    return labelled(name, size, seed, light, season)[0]


def labelled(
    name: str, size: int = 512, seed: int = 0, light: str = "day", season: str = "summer"
) -> "tuple[ndarray, ndarray]":
    """A scene as `make` draws it, and what each of its points shows: uint8 (size, size), into LABELS."""
    check_wish("scene", name, SCENES, size, seed)
    for word, given, known in (("light", light, LIGHTS), ("season", season, SEASONS)):
        if given not in known:
            raise Trouble(f"There is no {word} '{given}' in scenes.", f"Choose one of: {', '.join(known)}.")
    from engine.data.scenes_stage import Stage

    stage = Stage(name, size, seed, light, season)
    _scenes()[name](stage)
    return stage.finished()
