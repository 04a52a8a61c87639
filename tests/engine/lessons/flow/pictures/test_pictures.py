"""Pictures out of noise: what is learnt, where the field points, and what is made of it."""

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.lessons.flow import paths
from engine.lessons.flow.pictures import editing, field, losses, train, verdict
from engine.lessons.flow.pictures.config import PicturesConfig
from engine.lessons.flow.pictures.model import Flow, How
from engine.lessons.flow.pictures.network import UNet, halvings


def card(path: str = "straight") -> dict:
    return {"config": {"path": path, "data": "glyphs"}, "classes": ["a", "b", "c"]}


@pytest.fixture
def flow() -> Flow:
    """Untrained, but its answers are gentle and depend on what it sees, on the time and on the class."""
    torch.manual_seed(0)
    network = UNet(1, 8, 8, 2, 3)
    torch.nn.init.normal_(network.end[-1].weight, std=0.05)
    return Flow(network.eval(), card())


def numbers(count: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(count, 1, 8, 8, generator=torch.Generator().manual_seed(seed))


def test_who_knows_the_answer_pays_nothing():
    x, noise, t = numbers(4), numbers(4, 1), torch.tensor([0.1, 0.4, 0.6, 0.9])
    assert losses.straight(lambda *_: x - noise, x, noise, t, None).abs().max() == 0
    assert losses.ancestral(lambda *_: noise, x, noise, losses.ARC[[0, 10, 500, 999]], None).abs().max() == 0
    assert torch.allclose(losses.straight(lambda *_: 0 * x, x, noise, t, None), (x - noise).square().mean((1, 2, 3)))


def test_logit_normal_times_lie_mostly_in_the_middle():
    torch.manual_seed(0)
    t = losses.times_of("logit-normal", 20_000)
    assert t.min() > 0 and t.max() < 1 and abs(t.mean() - 0.5) < 0.01
    assert ((t > 0.25) & (t < 0.75)).float().mean() > 0.7  # 0.728 in theory; evenly it would be 0.5


class Sure(UNet):
    """A network on DDPM's path that knows there is one picture only."""

    def __init__(self, picture: torch.Tensor):
        super().__init__(1, 8, 8, 2, 0)
        self.picture = picture

    def forward(self, x, t, wanted=None):
        a = paths.share_of_data(t).view(-1, 1, 1, 1)
        return (x - a**0.5 * self.picture) / (1 - a) ** 0.5


@pytest.mark.parametrize("t", [0.02, 0.3, 0.7, 0.98])
def test_a_network_of_ddpm_points_along_the_straight_path(t):
    picture = numbers(1).clamp(-1, 1)
    x = numbers(2, 1)
    go = field.velocity(Sure(picture), "ddpm")
    assert torch.allclose(go(x, t), (picture - x) / (1 - t), atol=1e-3, rtol=1e-3)


def test_guidance_goes_on_beyond_the_class(flow):
    wanted = torch.tensor([0, 2])
    torch.nn.init.normal_(flow.network.down[0].second.weight, std=0.5)  # so that it hears the class
    x = numbers(2)
    with torch.no_grad():
        of_any, with_class, more = (field.velocity(flow.network, "straight", wanted, g)(x, 0.4) for g in (0, 1, 3))
    assert not torch.allclose(of_any, with_class)
    assert torch.allclose(more, of_any + 3 * (with_class - of_any), atol=1e-5)


def test_noise_added_on_the_way_back_is_what_belongs_there():
    t, s, share = 0.6, 0.25, 0.25 / 0.6
    back = editing.noisier(torch.ones(1), t, s, lambda x: 0 * x)
    assert torch.allclose(back, torch.tensor([share]))
    more = editing.noisier(torch.zeros(1), t, s, lambda x: 0 * x + 1)
    assert float(more) ** 2 + (share * (1 - t)) ** 2 == pytest.approx((1 - s) ** 2)


def test_a_way_begins_with_noise_and_ends_with_what_is_believed(flow):
    found = flow.way(flow.noise(2, 3), np.array([1, 2]), How(steps=4, guidance=2.0))
    assert found.times == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert found.states.shape == found.beliefs.shape == (5, 2, 8, 8, 1) and found.states.dtype == np.uint8
    assert (found.states[-1] == found.beliefs[-1]).all() and (found.states[0] != found.beliefs[0]).any()
    assert (found.states[-1] == flow.make(flow.noise(2, 3), np.array([1, 2]), How(steps=4, guidance=2.0))).all()


@pytest.mark.parametrize("sampler", ["euler", "heun", "ddpm"])
def test_the_same_noise_gives_the_same_picture(flow, sampler):
    how = How(steps=3, sampler=sampler)
    one, again, other = (flow.sample(2, seed, how=how) for seed in (0, 0, 1))
    assert (one == again).all() and (one != other).any()


def test_a_picture_walked_back_to_its_noise_comes_again(flow):
    picture = np.random.default_rng(0).integers(60, 200, (2, 8, 8, 1), dtype=np.uint8)
    again = flow.make(flow.back(picture), how=How(steps=20, sampler="heun"))
    assert np.abs(again.astype(int) - picture).max() <= 2


def test_what_is_known_stays_and_the_hole_differs_from_noise_to_noise(flow):
    picture = np.random.default_rng(0).integers(0, 255, (8, 8, 1), dtype=np.uint8)
    hole = np.zeros((8, 8), bool)
    hole[:, 4:] = True
    made = flow.fill(picture, hole, flow.noise(3), how=How(steps=4))
    assert (made[:, ~hole] == picture[~hole]).all()
    assert (made[0][hole] != made[1][hole]).any()


def test_strength_says_how_much_of_a_sketch_is_kept(flow):
    picture = np.full((8, 8, 1), 200, np.uint8)
    kept, little, much = (flow.redraw(picture, strength, flow.noise(1))[0] for strength in (0.0, 0.2, 1.0))
    assert (kept == picture).all()
    assert (much == flow.make(flow.noise(1))[0]).all()
    away = [np.abs(some.astype(int) - picture).mean() for some in (little, much)]
    assert 0 < away[0] < away[1]


def test_wrong_wishes_are_a_sentence(flow):
    with pytest.raises(Trouble, match="from 0 to 2"):
        flow.make(flow.noise(1), np.array([3]))
    with pytest.raises(Trouble, match="shape"):
        flow.make(np.zeros((1, 4)))
    odd = Pictures("odd", np.zeros((4, 30, 30, 1), np.uint8), np.zeros((4, 30, 30, 1), np.uint8))
    with pytest.raises(Trouble, match="cannot be folded by 4"):
        next(train.train(PicturesConfig(fold="4"), odd))


def test_sides_are_halved_until_eight_or_odd():
    assert [halvings(side) for side in (14, 16, 32, 28, 7, 64)] == [1, 1, 2, 2, 0, 3]


def test_some_classes_are_kept_secret():
    torch.manual_seed(0)
    told = train.secret(torch.zeros(10_000, dtype=torch.long), 5, 0.2)
    assert set(told.tolist()) == {0, 5} and abs((told == 5).float().mean() - 0.2) < 0.02


@pytest.mark.parametrize(
    ("training", "held_out", "words"),
    [
        ([1.9, 1.4, 1.3, 1.2], [1.9, 1.5, 1.4, 1.3], "learns nothing"),
        ([0.9, 0.3, 0.1, 0.05], [0.9, 0.4, 0.6, 0.8], "by heart"),
        ([0.9, 0.3, 0.2, 0.19], [0.9, 0.4, 0.25, 0.2], "fallen from 0.900 to 0.200"),
    ],
)
def test_curves_in_words(training, held_out, words):
    steps = [1, 2, 3, 4]
    lines = {
        "training loss": (steps, training),
        "held-out loss": (steps, held_out),
        "coverage": (steps, [0.0, 0.1, 0.3, 0.5]),
    }
    found = verdict.verdict(PicturesConfig(), lines)
    assert words in found[0].said and found[0].good == ("fallen" in words)
