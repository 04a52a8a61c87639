"""A - B + C on faces that a search found: the sum has the concept, as a judge sees it."""

import numpy as np
import pytest

from engine.data import marks
from engine.lessons.encode import codec as encode_codec
from engine.lessons.encode.concepts import report, sums
from engine.lessons.helpers.judge import model as judge_model
from engine.weights import shelf


@pytest.mark.parametrize("name", ["faces-photo", "faces-cartoon"])
@pytest.mark.parametrize("concept", ["smile", "glasses"])
def test_a_judge_sees_the_concept_in_the_sum_and_not_in_c(name, concept):
    codec = encode_codec.load(shelf.find(name))
    data = codec.card["config"]["data"]
    column = marks.index(data, concept)
    truth = codec.held_out["marks"].numpy().astype(bool)[:, column]
    found = sums.example(codec.codes, truth, report.vectors_of(codec, [concept])[concept])
    assert truth[list(found.a)].all() and not truth[[*found.b, *found.c]].any()
    assert len({*found.a, *found.b, *found.c}) == 2 * sums.FACES + 1
    a, b, c = (codec.codes[list(side)].mean(0) for side in found)
    said = judge_model.of_set(data).probabilities(codec.decode(np.stack([c, a - b + c])))[:, column]
    assert said[0] < 0.2 and said[1] > 0.6


def test_where_few_have_it_as_few_stand_for_each_letter():
    codes = np.random.default_rng(0).normal(size=(12, 4))
    having = np.arange(12) < 2
    found = sums.example(codes, having, codes[having].mean(0) - codes[~having].mean(0))
    assert len(found.a) == len(found.b) == 2 and set(found.a) == {0, 1}
