"""How a convolution steps over a grid, and how a transposed one paints a larger grid: cells to click, or to watch."""

from playground.components.shared import assets
from playground.components.shared.palette import palette

_component = assets.component("convolution", "convolution/grids.js")


def convolution(*, key: str) -> None:
    _component(key=key, data={"palette": palette()})
