"""What a step along a concept vector changes, as a judge sees it: the concept itself, and everything else.

codes (n, d) --decode--> before, codes + amount * vector --decode--> after;  effect = judge(after) - judge(before)
"""

from collections.abc import Sequence

import numpy as np

from engine.lessons.encode.codec import Codec
from engine.lessons.encode.concepts.measured import Effect
from engine.lessons.helpers.judge.model import Judge

FACES = 200
"""Held-out faces that an effect is the mean over."""


def effect(codec: Codec, judge: Judge, codes: np.ndarray, vector: np.ndarray, amount: float = 1.0) -> Effect:
    return against(judge, before(codec, judge, codes), codec.decode(codes + amount * vector))


def before(codec: Codec, judge: Judge, codes: np.ndarray) -> np.ndarray:
    """What the judge says of the faces as they are (n, k). Many effects share it."""
    return judge.probabilities(codec.decode(codes))


def against(judge: Judge, was: np.ndarray, after: np.ndarray) -> Effect:
    moved = judge.probabilities(after) - was
    return Effect(moved.mean(0), 1.96 * moved.std(0, ddof=1) / np.sqrt(len(moved)))


def matrix(
    codec: Codec, judge: Judge, codes: np.ndarray, vectors: Sequence[np.ndarray], amount: float = 1.0
) -> list[Effect]:
    """One effect per vector: the rows of the side-effect matrix."""
    was = before(codec, judge, codes)
    return [against(judge, was, codec.decode(codes + amount * vector)) for vector in vectors]
