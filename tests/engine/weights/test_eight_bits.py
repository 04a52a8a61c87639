"""Weights in 8 bits: what comes back is near what went in, and nothing but large tables of fractions is touched."""

import numpy as np
import pytest
import torch
from torch import nn

from engine.weights import browser, checkpoint, eight_bits, shelf


def table(*shape: int) -> np.ndarray:
    """Rows of very different sizes."""
    chance = np.random.default_rng(0)
    return (chance.standard_normal(shape) * 10.0 ** -np.arange(shape[0]).reshape(-1, *[1] * (len(shape) - 1))).astype(
        "f"
    )


@pytest.mark.parametrize("shape", [(5, 700), (4, 16, 8, 8)])
def test_what_comes_back_is_near_row_by_row(shape):
    values = table(*shape)
    whole, scale = eight_bits.rounded(values)
    assert whole.dtype == np.int8 and scale.dtype == np.float16 and scale.shape == (shape[0], *[1] * (len(shape) - 1))
    wrong = (whole * scale.astype("f") - values).reshape(shape[0], -1)
    assert (np.linalg.norm(wrong, axis=1) < 0.015 * np.linalg.norm(values.reshape(shape[0], -1), axis=1)).all()


def test_cutting_the_largest_loses_less_than_keeping_it_whole():
    values = np.random.default_rng(0).standard_normal((1, 20_000)).astype("f")
    whole, scale = eight_bits.rounded(values)
    kept = np.rint(values / (np.abs(values).max() / 127)) * (np.abs(values).max() / 127)
    assert ((whole * scale.astype("f") - values) ** 2).sum() < ((kept - values) ** 2).sum()


def test_a_row_of_nothing_stays_nothing():
    whole, scale = eight_bits.rounded(np.zeros((2, 2_000), "f"))
    assert not whole.any() and np.isfinite(scale).all()


def test_small_tensors_vectors_and_whole_numbers_stay_as_they_are():
    tensors = {"a": table(2, 3), "b": np.ones(9_000, "f"), "c": np.ones((90, 90), np.int64), "d_scale": table(3, 3)}
    packed = eight_bits.packed(tensors)
    assert all(packed[name] is values for name, values in tensors.items()) and packed.keys() == tensors.keys()
    assert eight_bits.unpacked(packed).keys() == tensors.keys()


def test_a_table_beside_the_weights_has_a_scale_for_each_column():
    packed = eight_bits.packed({"map.codes": table(900, 4), "net.weight": table(900, 4)})
    assert packed["map.codes_scale"].shape == (1, 4) and packed["net.weight_scale"].shape == (900, 1)


def test_a_file_in_8_bits_opens_as_any_other(tmp_path):
    network = nn.Module()
    network.layers, network.arguments = nn.Sequential(nn.Linear(16, 200), nn.ReLU(), nn.Linear(200, 50)), {}
    sizes = {}
    for bits in (16, 8):
        path = tmp_path / f"{bits}.safetensors"
        checkpoint.save_weights(
            path,
            {"net": network},
            {"lesson": "none", "config": {}},
            bits=bits,
            beside={"map.codes": torch.randn(900, 4)},
        )
        tensors, _ = checkpoint.load_weights(path)
        sizes[bits] = path.stat().st_size
        for name, values in network.state_dict().items():
            assert tensors["net"][name].dtype == torch.float32
            assert torch.allclose(tensors["net"][name], values, atol=2e-3)
        assert shelf.shapes(path) == {
            f"net.{name}": list(values.shape) for name, values in network.state_dict().items()
        }
        assert shelf.code_map(path)["codes"].shape == (900, 4)
        (drawn,) = (layers for layers in browser.read(path)[0].values())
        x = np.random.default_rng(0).standard_normal((1, 16)).astype("f")
        assert np.allclose(browser.run(drawn, x), network.layers(torch.from_numpy(x)).detach().numpy(), atol=0.02)
    assert sizes[8] < 0.65 * sizes[16]
