"""What a model with an encoder and a decoder is asked to learn how fast it answers."""

from pathlib import Path

import numpy as np

from engine.language.words import N_
from engine.lessons.encode import codec as encode_codec
from engine.lessons.recipe import OFTEN, Answers


def answers(path: Path) -> Answers:
    codec = encode_codec.load(path)
    picture = np.zeros((1, codec.size, codec.size, codec.channels), np.uint8)
    code = codec.encode(picture)
    return [
        (N_("encode one picture"), lambda: codec.encode(picture), OFTEN),
        (N_("decode one picture"), lambda: codec.decode(code), OFTEN),
    ]
