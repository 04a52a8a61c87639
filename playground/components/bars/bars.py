"""What a judge says of two pictures as bars: how sure it was before, and how sure it is now."""

from collections.abc import Sequence

from playground.components.shared import assets
from playground.components.shared.palette import palette

_component = assets.component("bars")


def bars(words: str, rows: Sequence[tuple[str, float, float]], key: str) -> None:
    """`words` stand above; each row is a title with the probability before and now."""
    told = [[title, round(float(before), 4), round(float(now), 4)] for title, before, now in rows]
    _component(key=key, data={"name": key, "palette": palette(), "words": words, "rows": told})
