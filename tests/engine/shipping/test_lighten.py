"""Fewer bits for a weight: kept where no score notices, taken back where one does."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from engine import recipes
from engine.lessons.score import Score
from engine.shipping import lighten
from engine.weights import checkpoint, shelf


@pytest.mark.parametrize(("half_interval", "bits"), [(1e6, 8), (1e-9, 16)])
def test_eight_bits_are_kept_only_where_no_score_notices(tmp_path, monkeypatch, half_interval, bits):
    torch.manual_seed(0)
    network = nn.Linear(64, 64)
    network.arguments = {}

    def measure(tensors, data, config):
        off = 1e4 * float((tensors["net"]["weight"] - network.weight.detach()).abs().mean())
        return [Score("distance", off, off - half_interval, off + half_interval, "", "by hand")]

    one = SimpleNamespace(
        load=lambda path: checkpoint.load_weights(path)[0],
        measure=measure,
        report=lambda model: "told",
        beside=lambda model, data: {"seen": np.ones((3, 2), np.float32)},
    )
    monkeypatch.setattr(recipes, "shipping_of", lambda lesson: one)
    path = tmp_path / "it.safetensors"
    _, card = lighten.as_small_as_it_bears(
        path, {"net": network}, {"lesson": "none", "config": {}}, {"codes": torch.randn(9, 2)}, None, None
    )
    assert card["bits"] == shelf.card(path)["bits"] == bits and card["report"] == "told"
    assert [score["name"] for score in card["scores"]] == ["distance"]
    assert {name: values.shape for name, values in shelf.code_map(path).items()} == {"codes": (9, 2), "seen": (3, 2)}
    assert (path.stat().st_size < 64 * 64 * 2) == (bits == 8)


def test_a_score_without_an_interval_may_move_by_a_trifle():
    exact, near, far = (Score("share", value, value, value, "", "") for value in (1.0, 1.0005, 1.01))
    assert lighten.notice([exact], [near]) == [] and lighten.notice([exact], [far]) == ["share"]
