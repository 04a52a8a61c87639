"""How well a conditional GAN obeys, and its contact sheet."""

import numpy as np

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.cgan.config import ConditionalConfig
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.score import COMPARED, crowd
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.score import Score, mean_score


def measure(model: Inventor, data: Pictures, config: ConditionalConfig) -> list[Score]:
    held_out = compete_wishes.of(data).held_out
    wishes = held_out[np.random.default_rng(0).integers(len(held_out), size=COMPARED)]
    pictures = model.sample(COMPARED, seed=1, wishes=wishes)
    right = compete_wishes.obeyed(data.name, wishes, judge_model.of_set(data.name).probabilities(pictures))
    each = {model.wishes[int(one)]: values for one, values in right.items() if len(values)}
    worst = min(each, key=lambda wish: each[wish].mean())
    words = "asked for what held-out pictures show; the set's judge, which took no part in training, sees it"
    return [
        mean_score("obedience", np.concatenate(list(each.values())), "", words, "made pictures and wishes"),
        mean_score(f"obedience of its worst wish, {worst}", each[worst], "", words, "made pictures"),
        *crowd(model, data, wishes),
    ]


def sheet(inventor: Inventor, data: Pictures) -> tuple[np.ndarray, str]:
    """A column for each wish, a row for each noise."""
    wishes, words = np.eye(inventor.labels, dtype=np.float32), list(inventor.wishes)
    if not compete_wishes.of(data).one:  # marks go together freely, so they can also be left out
        wishes, words = np.concatenate([np.zeros_like(wishes[:1]), wishes]), ["nothing", *words]
    rows = [inventor.invent(np.repeat(one[None], len(wishes), 0), wishes) for one in inventor.noise(5)]
    return sheets.sheet(rows), f"Each row from one noise; asked for, from left to right: {', '.join(words)}"
