"""One face moved along several vectors by one slider, side by side: what each way to find a concept does to it."""

from collections.abc import Sequence

import numpy as np

from playground.components.shared import assets
from playground.components.shared.encoding import floats, numbers

_component = assets.component("trio", "weights/nets.js", "shared/network.js")


def trio(
    weights_name: str,
    z: np.ndarray,
    vectors: Sequence[np.ndarray],
    titles: Sequence[str],
    key: str,
    notes: Sequence[str] = (),
) -> None:
    """Show it, for a decoder that `hold` has given the page under this name; `z` (d,) is the face before.

    `notes` say more of each vector, below its title.
    """
    data = {
        "name": key,
        "palette": {"light": [], "dark": []},
        "weights": weights_name,
        "z": floats(z),
        "vectors": numbers(np.array(vectors, np.float32)),
        "titles": list(titles),
        "notes": list(notes),
    }
    _component(key=key, data=data)
