"""The patch lens: what a critic says of each patch of a picture, and which pixels each of its verdicts sees.

    lens(made, translator.verdicts(made), key="lens", caption="Translated by the model")

A pointer, a finger or the arrow keys move it. All of that happens in the browser: nothing is sent to the server.
"""

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from playground.components.shared import assets
from playground.components.shared.palette import palette
from playground.components.shared.thumbnails import jpeg

if TYPE_CHECKING:
    from engine.lessons.translate.model import Verdicts

SHOWN = 768
"""Pixels on the longer side of the picture in the browser."""

MADE, REAL = 1, 6
"""Places in the palette: orange for made, navy for real, or in the dark a lighter blue."""

_component = assets.component("lens")

ABOUT = N_(
    "**Why a map?** A critic that looks at the whole picture can say one thing about it: real, or not. A **patch critic** is a small network that "
    "slides over the picture and judges every patch by itself. What comes out is not one number, but a small picture of verdicts.\n\n"
    "Recipes often say, without a word of why, that the discriminator's output is **16 x 16 x 1** for a picture of 256 pixels. This is such a map: "
    "four convolutions halve the picture four times, 256 → 128 → 64 → 32 → 16, and each of the 16 x 16 numbers is a verdict on its own patch. "
    "So the 'labels' in those recipes are arrays of 16 x 16 ones for real pictures and zeros for made ones: every patch of a real picture is real. "
    "The critic of the papers halves three times and then takes two steps that do not: 30 x 30 verdicts on 70 x 70 pixels each, 8 pixels apart.\n\n"
    "**How large a patch?** 1 pixel: the critic knows colours and nothing else. 16: it knows edges and grain, so textures come out sharp and "
    "repeat like tiles. 70: it knows brush strokes, windows, leaves. The whole picture: it also knows where things belong, needs many more "
    "weights and pictures, and often gets no better results.\n\n"
    "**Why it works for translation.** What belongs where is known already: it stands in the picture that is translated, and the cycle keeps it. "
    "The critic only needs to watch over the surface, and one picture holds hundreds of surfaces to learn from."
)


def explained() -> None:
    """Why a critic's answer is a map, for whoever wants to know."""
    with st.expander(_("What the map says, and why recipes speak of 16 x 16"), icon=":material/grid_on:"):
        st.markdown(_(ABOUT))


def lens(picture: np.ndarray, verdicts: "Verdicts", *, key: str, caption: str) -> None:
    """Show the picture, uint8 (h, w, 3), under its map of verdicts. A map of NaN stands for a critic that has not learnt:
    then only the patches are shown."""
    _component(key=key, data=described(picture, verdicts, caption=caption))


def described(picture: np.ndarray, verdicts: "Verdicts", *, caption: str) -> dict[str, Any]:
    """All that as plain JSON. `rows` and `columns` are the top of each row's patches and the left of each column's."""
    found = verdicts.map
    learnt = bool(np.isfinite(found).all())
    return {
        "jpeg": base64.b64encode(jpeg(picture, SHOWN, quality=90)).decode(),
        "height": picture.shape[0],
        "width": picture.shape[1],
        "field": int(verdicts.field),
        "rows": verdicts.places[:, 0, 0].tolist(),
        "columns": verdicts.places[0, :, 1].tolist(),
        "verdicts": [[round(float(value), 3) for value in row] for row in found] if learnt else None,
        "caption": caption,
        "palette": palette(),
        "made": MADE,
        "real": REAL,
    }
