"""Paintings that Atelier draws itself, to take a style from: nobody else's work, so no licence question."""

from importlib import import_module
from typing import TYPE_CHECKING

from engine.data.drawn.about import About, check_wish

if TYPE_CHECKING:
    from numpy import ndarray

PAINTINGS = {
    "flow-field": About(
        "Night current", "Thick strokes follow a current with eddies, so direction is most of the style."
    ),
    "stained-glass": About(
        "Cathedral window", "Glowing glass in black lead: strong outlines, and every pane has streaks."
    ),
    "woodcut": About(
        "Sunrise in wood", "Black ink on warm paper: shade is made of cut lines, wider where it is darker."
    ),
    "pointillism": About("River bank in dots", "Dots of pure colour, side by side: the eye mixes them from afar."),
    "suprematism": About(
        "Beams and bars", "Flat shapes float in two directions on white: much emptiness, few colours."
    ),
    "waves": About(
        "Heavy sea", "Blue scales of water with dark outlines and foam, like an old colour print from Japan."
    ),
    "mosaic": About("Flowers on the sea", "Small stones in rows that follow the drawing, with mortar between them."),
    "watercolour": About(
        "Wet flowers", "Transparent blots with dark edges, and pigment in the hollows of rough paper."
    ),
    "cubism": About(
        "Guitar in facets", "One thing seen from many sides: facets in ochre and grey, each shaded to an edge."
    ),
    "sumi-e": About("Bamboo in ink", "One colour only: wet grey strokes far away, dry black ones near."),
    "quilt": About("Patchwork", "Printed cottons pieced in stars and pinwheels, puffed up between the stitches."),
    "crayons": About("Crayon garden", "Wax rubbed to and fro; the tooth of the paper keeps its hollows white."),
    "op-art": About("Bulging net", "Squares and discs in two warring colours: a flat net that seems to swell."),
}


def make(name: str, size: int = 512, seed: int = 0) -> "ndarray":
    """One painting, uint8 (size, size, 3). Another size shows the same painting; another seed composes it anew."""
    check_wish("painting", name, PAINTINGS, size, seed)
    module = name.replace("-", "_")
    return getattr(import_module(f"engine.data.drawn.paintings.{module}"), module)(size, seed)
