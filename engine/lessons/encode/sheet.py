"""The contact sheet of a model with an encoder and a decoder."""

import numpy as np

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.lessons.encode import codec as encode_codec


def sheet(codec: encode_codec.Codec, data: Pictures) -> tuple[np.ndarray, str]:
    """What the model makes of held-out pictures and of codes drawn by chance. Its own pictures only."""
    made = np.concatenate([codec.reconstruct(data.held_out[:48]), codec.sample(48)])
    return sheets.grid(
        made, across=16
    ), "Three rows of reconstructed held-out pictures, three rows decoded from random codes"
