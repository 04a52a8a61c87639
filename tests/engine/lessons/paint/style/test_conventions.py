"""Translated weights must pull at a picture exactly as the loss that they translate, and gradient descent must go where it leads."""

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.fields import EVERY_LAYER
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.helpers.eye.vgg import VGG19
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.style import conventions, measure, optimisers
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.conventions import KNOWN, Convention, Layer, Sizes
from engine.lessons.paint.style.objective import Objective

SIDE = 8
SHAPES = {"relu1_1": (3, 64), "relu2_1": (5, 16)}
"""Channels and places."""


def theirs(about: Convention, content, target, seen, wanted) -> torch.Tensor:
    """Written down as the notebooks do."""
    squares = (content - target).square()
    loss = about.content * (squares.mean() if about.mean else squares.sum())
    for name in seen:
        channels, places = seen[name].shape
        gram, goal = (one @ one.T for one in (seen[name], wanted[name]))
        if about.gram == "mean":
            each = (gram / places - goal / places).square().mean()
        elif about.gram == "keras":
            each = (gram - goal).square().sum() / (4 * 3**2 * (SIDE * SIDE) ** 2)
        else:
            each = (gram - goal).square().sum() / (4 * channels**2 * places**2)
        loss = loss + about.style / len(seen) * each
    return loss


@pytest.mark.parametrize("about", KNOWN.values(), ids=KNOWN)
def test_translated_weights_pull_as_theirs_do(about):
    chance = torch.Generator().manual_seed(0)

    def features():
        return {name: torch.randn(shape, generator=chance, requires_grad=True) for name, shape in SHAPES.items()}

    seen, wanted = features(), features()
    content, target = (torch.randn(4, 10, generator=chance, requires_grad=True) for _ in range(2))
    sizes = Sizes(
        content=float(target.detach().square().sum()),
        features=target.numel(),
        layers={
            name: Layer(*SHAPES[name], float((one @ one.T / SHAPES[name][1]).square().sum().detach()))
            for name, one in wanted.items()
        },
        pixels=SIDE * SIDE,
        smoothness=1.0,
        variations=dict.fromkeys(conventions.VARIATIONS, 0.0),
    )
    weights = conventions.translated(about, sizes)
    ours = weights.content * (content - target).square().sum() / sizes.content
    for name, weight in weights.layers.items():
        gram, goal = (one[name] @ one[name].T / SHAPES[name][1] for one in (seen, wanted))
        ours = ours + weights.style * weight / len(seen) * (gram - goal).square().sum() / goal.square().sum()
    parts = (content, *seen.values())
    for one, other in zip(
        torch.autograd.grad(theirs(about, content, target, seen, wanted), parts),
        torch.autograd.grad(ours * weights.factor, parts),
        strict=True,
    ):
        assert torch.allclose(one, other, rtol=1e-4)
    assert sum(weights.layers.values()) == pytest.approx(len(SHAPES))


def test_sums_of_squared_steps_are_our_smoothness_times_the_pixels():
    x = torch.rand(1, 3, 20, 20)
    found = measure.variations(x)
    assert found["squares"] == pytest.approx(float(gram_losses.total_variation(x)) * 3 * 20 * 19, rel=1e-5)
    steps = torch.tensor([[[[0.0, 0.5], [0.0, 0.0]]]])
    assert measure.variations(steps)["absolute"] == 1.0
    assert measure.variations(steps)["power"] == pytest.approx((255**2 * 0.25) ** 1.25)


def test_weights_too_large_to_type_are_told_smaller_and_the_rate_larger():
    layers = {"relu1_1": Layer(3, 64, 1.0)}
    sizes = Sizes(5e9, 10, layers, 64, 1.0, dict.fromkeys(conventions.VARIATIONS, 1.0))
    found = conventions.translated(Convention(1.0, 0.0), sizes)
    assert (found.content, found.factor) == (5e5, 1e4)
    assert conventions.rate(100.0, found.factor) == pytest.approx(1e6 / 255**2)
    with pytest.raises(Trouble, match="cannot be translated"):
        conventions.translated(Convention(-1.0), sizes)


def test_the_pictures_are_measured_in_the_eye_of_the_same_block():
    config = StyleConfig(size=64, content="scene:lake", styles="painting:waves", content_layer="relu5_2")
    found, deeper = measure.sizes(config), measure.sizes(config, deep=2 * conventions.DEEP)
    assert list(found.layers) == list(LAYERS) and found.layers["relu3_1"].channels == 256
    assert found.pixels == 64 * 64 and found.layers["relu2_1"].places == 32 * 32
    assert deeper.content == pytest.approx(4 * found.content)
    assert deeper.layers["relu5_1"].gram == pytest.approx(16 * found.layers["relu5_1"].gram)
    assert deeper.layers["relu3_1"] == found.layers["relu3_1"]


def test_gradient_descent_goes_down_the_slope_and_its_rate_falls():
    x, slope = torch.full((1, 3, 2, 2), 0.5), torch.full((1, 3, 2, 2), 0.1)
    assert torch.allclose(optimisers.Descent().stroke(x, slope, 1.0, 2.0), x - 0.2)
    assert torch.equal(optimisers.Descent().stroke(x, slope, 1.0, 1e3), torch.zeros_like(x))
    config = StyleConfig(optimiser="sgd", descent=3.0, decay=0.5)
    assert [optimisers.rate_at(step, config) for step in (1, 101, 201)] == [3.0, 1.5, 0.75]
    assert optimisers.rate_at(500, StyleConfig(learning_rate=0.1)) == 0.1


def test_vgg_19_is_asked_for_any_of_its_sixteen_layers():
    torch.manual_seed(0)
    eye = Eye("vgg19", VGG19(16, [0.0] * 3, [1.0] * 3))
    assert eye.order == tuple(EVERY_LAYER)
    picture = np.random.default_rng(0).integers(0, 255, (32, 32, 3), dtype=np.uint8)
    data = PaintingInputs(picture, (Style("", 1.0, picture, None),), None)
    objective = Objective(eye, StyleConfig(content_layer="relu5_2"), data, 32, 32)
    assert objective.shapes.shape == (1, 512, 2, 2)
    x = torch.rand(1, 3, 32, 32)
    losses = objective.losses(x, StyleConfig(content_layer="relu5_2"))
    assert set(losses) == {"content", "style", "smoothness"} and losses["content"] > 0


def test_the_compact_eye_says_which_layers_it_has():
    with pytest.raises(Trouble, match="compact eye has no layer relu5_2. It has relu1_1"):
        eye_model.load("compact").see(torch.rand(1, 3, 32, 32), ["relu5_2"])
