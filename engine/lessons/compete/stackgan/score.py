"""How good a GAN is that draws what sentences say: its obedience, the crowd of its pictures, and its contact sheet."""

from random import Random

import numpy as np

from engine.data import sheets
from engine.data.sentences.worlds import PicturesWithSentences
from engine.lessons import crowd as lessons_crowd
from engine.lessons.compete.stackgan import obedience
from engine.lessons.compete.stackgan.config import StackConfig
from engine.lessons.compete.stackgan.model import TrainedStackGAN
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.score import Score, of_wish

ASKED = 700
"""Sentences of each kind."""


def measure(model: TrainedStackGAN, data: PicturesWithSentences, config: StackConfig) -> list[Score]:
    judge = judge_model.of_set(data.name)
    met = obedience.measure(model, judge, "held out", ASKED)
    novel = obedience.measure(model, judge, "never met", ASKED)
    words = (
        f"{len(met.told)} held-out sentences; {judge.card['name']} reads the pictures, which took no part in training"
    )
    strange = f"{len(novel.told)} sentences with a pair that training never shows together"
    crowd = lessons_crowd.compared(judge.embed(data.held_out.pictures[:ASKED]), judge.embed(met.drawn.pictures))
    sketches = obedience.again(model, judge, met)
    return [
        of_wish("everything in a sentence obeyed", met.whole, words),
        *(of_wish(f"obedience, {wish.name}", wish, words) for wish in met.wishes),
        of_wish("everything obeyed, pairs never met", novel.whole, strange),
        *(of_wish(f"pairs never met, {wish.name}", wish, strange) for wish in novel.wishes),
        of_wish(
            "everything obeyed by the sketches", sketches, f"the sketches of the same sentences, enlarged; {words}"
        ),
        Score("KID", crowd.kid, crowd.kid_low, crowd.kid_high, "", f"cubic kernel, jackknife; {words}"),
    ]


ACROSS, NOISES = 8, 3


def sheet(model: TrainedStackGAN, data: PicturesWithSentences) -> tuple[np.ndarray, str]:
    """A column for each held-out sentence; for each noise the sketch and below it the picture."""
    dice = Random(0)
    sentences = [model.world.say(model.world.hushed(row, dice)) for row in data.held_out.rows[:ACROSS]]
    rows = []
    for one in model.noise(NOISES):
        drawn = model.draw(model.meaning(sentences), np.repeat(one[None], ACROSS, 0))
        rows += [drawn.enlarged, drawn.pictures]
    said = "; ".join(" ".join(words) for words in sentences)
    return sheets.sheet(rows), f"Held-out sentences, each sketch with its picture below, for {NOISES} noises: {said}"
