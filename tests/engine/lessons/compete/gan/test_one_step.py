"""One iteration held at each of its stages: copies learn, the model does not, and the numbers are the loop's own."""

import numpy as np
import pytest

from engine.data import library
from engine.lessons.compete.cgan.config import ConditionalConfig
from engine.lessons.compete.gan import one_step
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.gan.train import networks_of
from engine.lessons.compete.wishes import of as wishes_of


@pytest.mark.parametrize("kind", [GANConfig, ConditionalConfig])
@pytest.mark.parametrize("objective", ["non-saturating", "relativistic"])
def test_copies_take_one_step_and_the_model_stays(kind, objective):
    data = library.load("glyphs", 80)
    config = kind(width=4, latent=8, objective=objective, penalty=1.0)
    networks = networks_of(config, 1, 28, wishes_of(data) if config.conditional else None)
    card = {"config": {**vars(config)}, "classes": data.classes}
    inventor = Inventor(*networks, card)
    before = [weight.clone() for network in networks for weight in network.state_dict().values()]

    step, again = (one_step.one_step(inventor, config, data, 3) for _turn in range(2))
    assert all(
        was.equal(weight)
        for was, weight in zip(before, (w for n in networks for w in n.state_dict().values()), strict=True)
    )
    assert (step.better == again.better).all() and step.taught == again.taught, "the same seed, the same step"
    assert step.noise.shape == (one_step.BATCH, 8) and step.made.shape == step.better.shape == step.real.shape
    assert np.abs(step.pull).max() == pytest.approx(1) and step.pull.shape == step.made.shape[:3]
    assert min(value for _name, value in (*step.moved_d, *step.moved_g)) > 0, "every layer has moved"
    for layers in (step.drawing, step.judging):
        assert len(layers) > 1 and all(shown.shape[0] <= one_step.CHANNELS for _size, shown in layers)
    grows, shrinks = ([shown.shape[1] for _size, shown in layers] for layers in (step.drawing, step.judging))
    assert grows == sorted(grows) and shrinks == sorted(shrinks, reverse=True)
    assert bool(step.asked) == config.conditional
