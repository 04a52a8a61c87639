"""The colours of classes and curves: ten that colour-blind readers tell apart, on light ground and on dark.

They follow Okabe and Ito's set, led by the house's violet, and differ in lightness where colour vision cannot help.
An eleventh class starts again at the first colour with another shape. A test measures the distances.
"""

LIGHT = (
    "#6a58d8",  # violet
    "#ef9100",  # orange
    "#008f6b",  # green
    "#dc78b4",  # pink
    "#4cb7f7",  # sky
    "#a82c00",  # brick
    "#00497d",  # navy
    "#767680",  # grey
    "#8fd14a",  # lime
    "#57204a",  # plum
)
DARK = (
    "#9385ff",
    "#f7a024",
    "#1fb489",
    "#ff9fd0",
    "#86d3ff",
    "#e2582a",
    "#2f6fc0",
    "#8a8a94",
    "#f0ea6a",
    "#c2378f",
)


def palette() -> dict[str, list[str]]:
    """Both, for a component: it knows which ground it lies on, Python does not."""
    return {"light": list(LIGHT), "dark": list(DARK)}
