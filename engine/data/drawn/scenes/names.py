"""Which scenes can be drawn, and what their label maps name."""

from engine.data.drawn.about import About

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
