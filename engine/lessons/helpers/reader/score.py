"""How often a reader finds the right sentence, and its contact sheet."""

import numpy as np

from engine.data import sheets
from engine.data.sentences import worlds
from engine.data.sentences.worlds import PicturesWithSentences
from engine.lessons.helpers.reader import model
from engine.lessons.helpers.reader.config import ReaderConfig
from engine.lessons.helpers.reader.model import Pair
from engine.lessons.score import Score, Wish, of_wish

ASKED = 700
"""Held-out pictures that are asked about."""

AMONG, ACROSS = 300, 8
"""Pictures that a shown sentence is compared with, and sentences shown."""


def measure(pair: Pair, data: PicturesWithSentences, config: ReaderConfig) -> list[Score]:
    world = worlds.of(data.name)
    found = model.found(pair, world, data.held_out.only(np.arange(min(ASKED, len(data.held_out.rows)))))
    words = "of a held-out picture and all sentences that differ in this alone, the right one fits best"
    scored = []
    for column, trait in enumerate(world.TRAITS):
        right = [one[column] for one in found if column in one]
        scored.append(of_wish(f"right sentence found, {trait.title}", Wish(trait.title, sum(right), len(right)), words))
    return scored


def sheet(pair: Pair, data: PicturesWithSentences) -> tuple[np.ndarray, str]:
    """Below each sentence the pictures that it fits best and worst."""
    world, some = worlds.of(data.name), data.held_out.only(np.arange(AMONG))
    sentences = [world.say(row) for row in some.rows[:ACROSS]]
    order = model.fits(pair, some.pictures, sentences).argsort(0)
    said = "; ".join(" ".join(words) for words in sentences)
    words = f"Of {AMONG} held-out pictures, the two that fit each sentence best, and the two that fit it worst: {said}"
    return sheets.sheet([some.pictures[order[place]] for place in (-1, -2, 1, 0)]), words
