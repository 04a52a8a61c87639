"""Inside: what single units say while the machine reads, which of them count something, and where a head looks."""

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons.write.letters import sampling
from engine.lessons.write.letters import units as letters_units
from engine.lessons.write.letters.units import COUNTS, Find
from playground.components.big.big import stage
from playground.components.reading.reading import reading
from playground.lessons.write.letters import models, write
from playground.shell.caching import of_desk
from playground.widgets.models import Model

LISTENED, SHOWN = 4_000, 700
"""Letters over which units are compared with counts, and letters that are shown."""

CLEAR = 0.5
"""Below this correlation a unit does not count anything worth saying."""


def show(model: Model) -> None:
    text = _held_out(model)
    found = [one for one in _found(str(model.path), model.stamp, model, text) if abs(one.agreement) > CLEAR]
    with stage():
        reading(
            write.packed(model),
            key="letters.reading",
            name=f"{model.name}.{model.stamp:.0f}",
            text=text[:SHOWN],
            found=[(_(COUNTS[one.count][0]), one.unit, one.agreement) for one in found],
            units=len(models.opened(model).machine().units),
        )
    st.caption(
        _(
            "Nobody told a unit what to stand for. The page compared all {n:,} units with counts over {letters:,} letters that the machine never "
            "learnt from, and offers those that follow one best. Most units are a mixture that has no name.",
            n=len(models.opened(model).machine().units),
            letters=LISTENED,
        )
    )


def _held_out(model: Model) -> str:
    """A text to read: held out where there is one, else what it writes itself."""
    text = models.text_of(models.config_of(model))
    if text is not None:
        return text.held_out[:LISTENED]
    return models.opened(model).write("", sampling.dice(0, LISTENED))


@of_desk(st.cache_data, max_entries=24, show_spinner="Looking for units that count")
def _found(path: str, stamp: float, _model: Model, text: str) -> list[Find]:
    said = np.stack([units for _scores, units in models.opened(_model).reading(text)])
    return letters_units.found(text, said)
