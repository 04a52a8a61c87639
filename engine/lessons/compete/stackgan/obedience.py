"""How well sentences are obeyed: a judge that took no part in the game reads what was drawn. Numpy in, numpy out."""

from dataclasses import dataclass
from random import Random

import numpy as np

from engine.data.sentences import worlds
from engine.data.sentences.traits import NONE
from engine.lessons.compete.stackgan.model import Drawn, TrainedStackGAN
from engine.lessons.helpers.judge.model import Judge
from engine.lessons.score import Wish

KINDS = {
    "held out": "Sentences that it never met; each pair of words was met in others.",
    "never met": "Sentences with a pair that it never met together, such as the colour and the shape of a thing.",
}


@dataclass(frozen=True)
class Heard:
    """What became of many sentences.

    told (n, k) what they say; read (n, k) what the judge saw; wishes: for each trait how many pictures obeyed;
    whole: how many pictures obeyed in everything; judge: the same counts for the real pictures that the sentences were made for
    """

    sentences: tuple[str, ...]
    told: np.ndarray
    read: np.ndarray
    drawn: Drawn
    wishes: tuple[Wish, ...]
    whole: Wish
    judge: tuple[Wish, ...]

    @property
    def wrong(self) -> np.ndarray:
        """bool (n,): which pictures disobeyed in anything."""
        return ~in_everything(self.told, self.read)


def measure(model: TrainedStackGAN, judge: Judge, kind: str = "held out", count: int = 500, seed: int = 0) -> Heard:
    """Ask for pictures with sentences of this kind, and let the judge of the set read them."""
    tale = worlds.load(model.name, model.config["pictures"])
    asked = {"held out": tale.held_out, "never met": tale.novel}[kind]
    asked = asked.only(np.arange(min(count, len(asked.rows))))
    dice = Random(seed)
    told = np.stack([model.world.hushed(row, dice) for row in asked.rows])
    if kind == "never met":  # the pair itself has to be told
        told = np.where(worlds.strange_columns(model.world, asked.rows), asked.rows, told)
    sentences = [model.world.say(row, dice) for row in told]
    drawn = model.illustrate(sentences, seed)
    read = worlds.seen(model.name, judge.probabilities(drawn.pictures))
    truth = worlds.seen(model.name, judge.probabilities(asked.pictures))
    return Heard(
        tuple(" ".join(words) for words in sentences),
        told,
        read,
        drawn,
        counted(model, told, read),
        whole(told, read),
        counted(model, told, truth),
    )


def again(model: TrainedStackGAN, judge: Judge, heard: Heard) -> Wish:
    """How many of the sketches obeyed in everything."""
    read = worlds.seen(model.name, judge.probabilities(heard.drawn.enlarged))
    return whole(heard.told, read)


def in_everything(told: np.ndarray, read: np.ndarray) -> np.ndarray:
    """bool (n,): which pictures show all that was told."""
    return ((told == NONE) | (told == read)).all(1)


def whole(told: np.ndarray, read: np.ndarray) -> Wish:
    right = in_everything(told, read)
    return Wish("everything", int(right.sum()), len(right))


def counted(model: TrainedStackGAN, told: np.ndarray, read: np.ndarray) -> tuple[Wish, ...]:
    obeyed = worlds.obeyed(told, read)
    return tuple(
        Wish(trait.title, int(obeyed[column].sum()), len(obeyed[column]))
        for column, trait in enumerate(model.world.TRAITS)
    )
