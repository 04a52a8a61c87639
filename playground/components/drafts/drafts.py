"""Drafts: what a machine wrote on its way, as a film that a hand holds. What it knows by heart is underlined."""

from collections.abc import Sequence

from playground.components.shared import assets
from playground.components.shared.palette import palette

_component = assets.component("drafts")

Draft = tuple[int, str, Sequence[tuple[int, int]]]
"""The step, the text, and [from, to) of what stands in the training text word for word."""


def drafts(pieces: Sequence[Draft], *, key: str, given: int = 0) -> None:
    """Show texts one after another; the first `given` letters of each were asked for."""
    _component(
        key=key,
        data={
            "name": key,
            "palette": palette(),
            "drafts": [
                {"step": step, "passage": text, "known": [list(span) for span in known]} for step, text, known in pieces
            ],
            "given": given,
        },
    )
