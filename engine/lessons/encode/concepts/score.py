"""How like the copies of held-out faces are."""

import numpy as np

from engine.data.pictures import Pictures
from engine.language.words import N_
from engine.lessons.encode.codec import Codec
from engine.lessons.encode.concepts.config import ConceptsConfig
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.score import Score, mean_score


def measure(codec: Codec, data: Pictures, config: ConceptsConfig) -> list[Score]:
    copies = np.concatenate([codec.reconstruct(some) for some in np.array_split(data.held_out, 10)])
    judge = judge_model.of_set(config.data)
    return [
        mean_score("PSNR", codec.psnr(copies, data.held_out), "dB", N_("copy against original")),
        mean_score(
            "unlikeness to the judge",
            judge.unlikeness(copies, data.held_out),
            "",
            N_("distance of features, as LPIPS, in the judge's network, which took no part in training; 0 to 16"),
        ),
        mean_score(
            "the same between strangers",
            judge.unlikeness(np.roll(data.held_out, 1, axis=0), data.held_out),
            "",
            N_("two different held-out pictures, for comparison"),
        ),
    ]
