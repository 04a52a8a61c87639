"""How good a GAN is that draws what sentences say: its obedience, and the crowd of its pictures."""

import numpy as np

from engine import hearing, judging, matching, samples
from engine.configs_telling import ReaderConfig, StackConfig
from engine.data import worlds
from engine.data.worlds import Tale
from engine.matching import Pair
from engine.obedience import Wish
from engine.scores import Score
from engine.telling import Illustrator

ASKED = 700
"""Sentences of each kind."""


def reader(pair: Pair, data: Tale, config: ReaderConfig) -> list[Score]:
    world = worlds.of(data.name)
    found = matching.found(pair, world, data.held_out.only(np.arange(min(ASKED, len(data.held_out.rows)))))
    words = "of a held-out picture and all sentences that differ in this alone, the right one fits best"
    scored = []
    for column, trait in enumerate(world.TRAITS):
        right = [one[column] for one in found if column in one]
        scored.append(_of(f"right sentence found, {trait.title}", Wish(trait.title, sum(right), len(right)), words))
    return scored


def stackgan(model: Illustrator, data: Tale, config: StackConfig) -> list[Score]:
    judge = judging.of_set(data.name)
    met = hearing.measure(model, judge, "held out", ASKED)
    novel = hearing.measure(model, judge, "never met", ASKED)
    words = (
        f"{len(met.told)} held-out sentences; {judge.card['name']} reads the pictures, which took no part in training"
    )
    strange = f"{len(novel.told)} sentences with a pair that training never shows together"
    crowd = samples.compared(judge.embed(data.held_out.pictures[:ASKED]), judge.embed(met.drawn.pictures))
    sketches = hearing.again(model, judge, met)
    return [
        _of("everything in a sentence obeyed", met.whole, words),
        *(_of(f"obedience, {wish.name}", wish, words) for wish in met.wishes),
        _of("everything obeyed, pairs never met", novel.whole, strange),
        *(_of(f"pairs never met, {wish.name}", wish, strange) for wish in novel.wishes),
        _of("everything obeyed by the sketches", sketches, f"the sketches of the same sentences, enlarged; {words}"),
        Score("KID", crowd.kid, crowd.kid_low, crowd.kid_high, "", f"cubic kernel, jackknife; {words}"),
    ]


def _of(name: str, wish: Wish, protocol: str) -> Score:
    return Score(name, wish.share, *wish.interval, "", protocol)


SCORES = {"reader": reader, "stackgan": stackgan}
