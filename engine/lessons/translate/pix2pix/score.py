"""How good a pix2pix generator is on held-out pairs, and its contact sheet."""

import numpy as np

from engine.data import label_colours, sheets
from engine.data import pairs as data_pairs
from engine.data.label_colours import FACADE_LABELS, PALETTES, labels_of
from engine.data.pairs import Pairs
from engine.lessons.score import Score
from engine.lessons.translate.model import Translator
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.scoring import apart, distance, smaller


def measure(model: Translator, data: Pairs, config: PairConfig) -> list[Score]:
    """Wrong pixels; beside it, what the mean colour of each label would score."""
    if config.side != data.given.shape[1]:
        data = smaller(data, config.side)
    pairs = zip(data.given_held_out, data.wanted_held_out, strict=True)  # with noise and colours, as it learnt
    made = [model.translate(one, seed=0, palette=model.palette_of(one, wanted)) for one, wanted in pairs]
    found = [apart("error of a pixel", data.wanted_held_out, made, "levels of light")]
    if data.name in PALETTES:
        flat = flat_colours(data)
        found.append(apart("the same, flat colours", data.wanted_held_out, flat, "the mean colour of each label"))
    words = f"cubic kernel, jackknife; {len(made)} held-out pictures, in the features of the shipped eye"
    return [*found, distance("KID", made, data.wanted_held_out, words)]


def flat_colours(data: Pairs) -> np.ndarray:
    """The best that a painter without any idea of form could do with the held-out maps."""
    palette = PALETTES[data.name]
    known = np.stack([labels_of(one, palette) for one in data.given])
    colours = [
        data.wanted[known == label].mean(0) if (known == label).any() else np.zeros(3) for label in range(len(palette))
    ]
    found = np.stack([labels_of(one, palette) for one in data.given_held_out])
    return np.array(colours).round().astype(np.uint8)[found]


SHOWN = 10


def sheet(model: Translator, data: Pairs) -> tuple[np.ndarray, str]:
    given = maps(data.name)
    made = [model.translate(one, seed=number) for number, one in enumerate(given)]
    return sheets.sheet([given, np.stack(made)]), "Above maps that were not learnt from, below what is made of them"


def maps(name: str) -> np.ndarray:
    """Label maps that Atelier draws."""
    if name == "facades":
        from engine.data.drawn import facades

        return label_colours.coloured(np.stack([facades.layout(seed) for seed in range(SHOWN)]), FACADE_LABELS)
    return data_pairs.load(name).given_held_out[:SHOWN]
