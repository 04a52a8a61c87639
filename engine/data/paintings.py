"""Paintings that Atelier draws itself, to take a style from: nobody else's work, so no licence question."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import Trouble

if TYPE_CHECKING:  # the drawing brings numpy and Pillow, which a page that only lists paintings does not need
    from collections.abc import Callable

    from numpy import ndarray

SMALLEST, LARGEST = 16, 2048  # pixels of a side


@dataclass(frozen=True)
class About:
    """A drawn picture in words; `words` is one sentence for a learner."""

    title: str
    words: str


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


def _painters() -> "dict[str, Callable[[int, int], ndarray]]":
    from engine.data import paintings_brush, paintings_craft, paintings_print

    return {
        "flow-field": paintings_brush.flow_field,
        "stained-glass": paintings_craft.stained_glass,
        "woodcut": paintings_print.woodcut,
        "pointillism": paintings_brush.pointillism,
        "suprematism": paintings_print.suprematism,
        "waves": paintings_print.waves,
        "mosaic": paintings_craft.mosaic,
        "watercolour": paintings_brush.watercolour,
        "cubism": paintings_print.cubism,
        "sumi-e": paintings_brush.sumi_e,
        "quilt": paintings_craft.quilt,
        "crayons": paintings_brush.crayons,
        "op-art": paintings_print.op_art,
    }


def make(name: str, size: int = 512, seed: int = 0) -> "ndarray":
    """One painting, uint8 (size, size, 3). Another size shows the same painting; another seed composes it anew."""
    check_wish("painting", name, PAINTINGS, size, seed)
    return _painters()[name](size, seed)


def check_wish(what: str, name: str, known: Collection[str], size: int, seed: int) -> None:
    """For everything drawn in any size and from any seed."""
    if name not in known:
        raise Trouble(f"There is no {what} '{name}'.", f"Choose one of: {', '.join(known)}.")
    if not SMALLEST <= size <= LARGEST:
        raise Trouble(f"A {what} {size} pixels wide cannot be drawn.", f"Ask for {SMALLEST} to {LARGEST} pixels.")
    if seed < 0:
        raise Trouble(f"The seed of a {what} is {seed}, which is negative.", "Give a whole number from 0.")
