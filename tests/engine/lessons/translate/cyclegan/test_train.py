"""CycleGAN and pix2pix: losses against closed forms, the image pool, and that both learn what they are paid for."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from engine.data.pairs import Pairs
from engine.data.unpaired import Domains
from engine.events import Preview, Snapshot, Step
from engine.lessons import adversarial as lessons_adversarial
from engine.lessons import crops as lessons_crops
from engine.lessons.translate import losses as translate_losses
from engine.lessons.translate import setup
from engine.lessons.translate.cyclegan import train as cyclegan_train
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.cyclegan.pool import Pool
from engine.lessons.translate.pix2pix import train as pix2pix_train
from engine.lessons.translate.pix2pix.config import PairConfig


def test_losses_against_closed_forms():
    verdicts = torch.tensor([[0.0, 2.0], [1.0, 0.5]])
    assert translate_losses.adversarial(verdicts) == pytest.approx((1 + 1 + 0 + 0.25) / 4)
    assert translate_losses.adversarial(verdicts) == pytest.approx(2 * lessons_adversarial.least_squares(verdicts))
    x, y = torch.rand(2, 3, 5, 5), torch.rand(2, 3, 5, 5)
    expected = float((x - y).abs().sum() / x.numel())
    for loss in (translate_losses.cycle, translate_losses.identity, translate_losses.l1):
        assert float(loss(x, y)) == pytest.approx(expected)
        assert float(loss(x, x)) == 0.0


class Copyist(nn.Module):
    """Hands on what it gets; its weight is there to be trained, and counts nothing."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))

    def forward(self, x, chance=None, glance=None, grain=None, strength=1.0):
        return x + 0 * self.weight


def test_the_cycle_of_identity_networks_is_exactly_nothing():
    torch.manual_seed(0)
    config = CycleConfig(critic_width=4, augment=False)
    generators = nn.ModuleList([Copyist(), Copyist()])
    critics = {side: setup.critic(config) for side in "ab"}
    a, b = torch.rand(2, 3, 32, 32), torch.rand(2, 3, 32, 32)
    adam = {"adam": torch.optim.Adam(generators.parameters())}
    made_b, made_a, metrics = cyclegan_train.improve(generators, critics, adam, a, b, config, 0.001)
    assert torch.equal(made_b, a) and torch.equal(made_a, b)
    assert [float(metrics[f"{part} {side}"]) for part in ("cycle", "identity") for side in "AB"] == [0, 0, 0, 0]
    adversarial = float(metrics["adversarial to A"] + metrics["adversarial to B"])
    assert float(metrics["training loss"]) == pytest.approx(config.adversarial * adversarial)


def test_each_weight_counts_its_own_losses():
    torch.manual_seed(0)
    a, b = torch.rand(1, 3, 32, 32), torch.rand(1, 3, 32, 32)
    for weights in ({"adversarial": 2.0, "cycle": 0.0}, {"adversarial": 0.0, "cycle": 3.0}, {"identity": 7.0}):
        settings = {"adversarial": 0.0, "cycle": 0.0, "identity": 0.0} | weights
        config = CycleConfig(width=4, blocks=1, residual=False, critic_width=4, **settings)
        generators = nn.ModuleList([setup.generator(config) for _ in range(2)])
        critics = {side: setup.critic(config) for side in "ab"}
        found = setup.optimisers(generators, config)
        _, _, metrics = cyclegan_train.improve(generators, critics, found, a, b, config, 0.0)
        parts = {"adversarial": ("adversarial to A", "adversarial to B"), "cycle": ("cycle A", "cycle B")}
        parts |= {"identity": ("identity A", "identity B")}
        wanted = sum(settings[name] * float(metrics.get(one, 0.0)) for name, pair in parts.items() for one in pair)
        assert float(metrics["training loss"]) == pytest.approx(wanted, rel=1e-4) and wanted > 0
        assert ("identity A" in metrics) == (config.identity > 0)


def numbered(at: int) -> torch.Tensor:
    return torch.full((1, 3, 4, 4), at / 255)


def test_the_pool_hands_on_what_is_new_until_it_is_full_then_half_is_old():
    torch.manual_seed(0)
    pool, ages = Pool(50), []
    for step in range(50):
        assert torch.equal(pool.swap(numbered(step)), numbered(step))
    for step in range(50, 4_050):
        came = round(float(pool.swap(numbered(step % 256)).mean() * 255))
        ages.append((step - came) % 256)
    new = np.mean(np.array(ages) == 0)
    assert 0.46 < new < 0.54, "half of the time the new one comes back (and by chance one of its age modulo 256)"
    assert len(pool.kept) == 50
    # An old one leaves with probability 1/2 * 1/50 per step, so its mean age is 100 steps.
    old = [age for age in ages[1_000:] if 0 < age < 250]
    assert 70 < np.mean(old) < 115


def test_a_pool_of_none_and_a_pool_that_is_kept():
    torch.manual_seed(0)
    assert torch.equal(Pool(0).swap(numbered(7)), numbered(7))
    pool = Pool(3)
    for step in range(5):
        pool.swap(numbered(step))
    twin = Pool(3)
    twin.load_state_dict(pool.state_dict())
    assert torch.equal(torch.stack(twin.kept), torch.stack(pool.kept))
    state = torch.get_rng_state()
    one = [pool.swap(numbered(step)) for step in range(10, 20)]
    torch.set_rng_state(state)
    assert all(map(torch.equal, one, [twin.swap(numbered(step)) for step in range(10, 20)]))
    empty = Pool(3)
    empty.load_state_dict(Pool(3).state_dict())
    assert empty.kept == []


def test_larger_pictures_begin_a_new_pool():
    pool = Pool(2)
    pool.swap(torch.rand(2, 3, 4, 4))
    assert pool.swap(torch.rand(1, 3, 8, 8)).shape == (1, 3, 8, 8)
    assert len(pool.kept) == 1


def test_cuts_show_parts_of_one_picture_each_and_the_same_part_of_a_pair():
    torch.manual_seed(0)
    across = torch.arange(64, dtype=torch.uint8).expand(64, 64)
    pictures = torch.stack([across, across.T, across, across, across, across.T], 2)[None].repeat(8, 1, 1, 1)
    found = lessons_crops.cut(pictures, 32, 0.5, flip=True)
    assert found.shape == (8, 6, 32, 32)
    assert torch.allclose(found[:, :3].mean((2, 3))[:, 0], found[:, 3:].mean((2, 3))[:, 0], atol=1e-3)
    widths = (found[:, 0].amax((1, 2)) - found[:, 0].amin((1, 2))) * 255
    assert 28 < widths.min() < widths.max() <= 64 and len(widths.round().unique()) > 3
    assert torch.equal(lessons_crops.whole(pictures, 64)[0, 0] * 255, across.float())


def test_pictures_grow_where_the_schedule_says_so():
    config = CycleConfig(steps=10, side=64, first_side=32, first_share=0.6)
    assert [cyclegan_train.side_at(step, config) for step in (1, 6, 7, 10)] == [32, 32, 64, 64]
    assert cyclegan_train.side_at(1, dataclasses.replace(config, first_side=0)) == 64


def tinted(colour: tuple[int, int, int], count: int, seed: int) -> np.ndarray:
    """Soft blots in one colour on grey."""
    dice = np.random.default_rng(seed)
    y, x = np.mgrid[:32, :32]
    found = []
    for _ in range(count):
        (cy, cx), size = dice.uniform(6, 26, 2), dice.uniform(4, 9)
        blot = np.exp(-((y - cy) ** 2 + (x - cx) ** 2) / size**2)[..., None]
        found.append(90 + blot * (np.array(colour) - 90) + dice.normal(0, 4, (32, 32, 1)))
    return np.stack(found).clip(0, 255).astype(np.uint8)


RED, BLUE = (230, 60, 60), (60, 60, 230)
QUICK = {"width": 8, "critic_width": 8, "side": 32, "batch": 2, "patch": "16", "preview_every": 1_000}
QUICK |= {"learning_rate": 0.003, "critic_rate": 0.002, "average": 0.9}


def test_it_learns_to_turn_red_into_blue_and_keeps_the_place():
    data = Domains(
        *("blots", tinted(RED, 40, 0), tinted(BLUE, 40, 1), tinted(RED, 8, 2), tinted(BLUE, 8, 3)),
        names=("red blots", "blue blots"),
    )
    config = CycleConfig(**QUICK, blocks=1, augment=False, steps=250, cool_down=0.2, cycle=3.0, identity=1.0)
    events = list(cyclegan_train.train(config, data))
    networks = next(event for event in reversed(events) if isinstance(event, Snapshot)).networks
    x = lessons_crops.whole(torch.from_numpy(data.a_held_out), 32)
    with torch.no_grad():
        made = networks["to_b"](x)

    def bluer(pictures):
        return (pictures[:, 2] - pictures[:, 0]).amax((1, 2)).mean()

    assert bluer(x) < 0.05 and bluer(made) > 0.25
    # The blot stays where it was: what was reddest is now bluest.
    before, after = (x[:, 0] - x[:, 2]).flatten(1).argmax(1), (made[:, 2] - made[:, 0]).flatten(1).argmax(1)
    far = torch.hypot((before // 32 - after // 32).float(), (before % 32 - after % 32).float())
    assert far.median() <= 4
    last = [event for event in events if isinstance(event, Step)][-1].metrics
    assert last["held-out cycle A"] < 0.1 and last["held-out identity B"] < 0.15
    captions = {event.name: event.caption for event in events if isinstance(event, Preview)}
    assert captions["from-a"].startswith("Above: red blots") and "translated to blue blots" in captions["from-a"]
    assert captions["from-b"].startswith("Above: blue blots") and "translated to red blots" in captions["from-b"]


def test_learning_to_copy_first_gives_copyists():
    data = Domains(
        *("blots", tinted(RED, 20, 0), tinted(BLUE, 20, 1), tinted(RED, 8, 2), tinted(BLUE, 8, 3)), names=("a", "b")
    )
    config = CycleConfig(**QUICK | {"preview_every": 1}, blocks=1, residual=False, steps=60, warm_up=60)
    metrics = [event.metrics for event in cyclegan_train.train(config, data) if isinstance(event, Step)]
    assert "cycle A" not in metrics[-1]
    assert metrics[-1]["held-out identity B"] < 0.35 * metrics[0]["held-out identity B"]


def learnt_pairs(**weights: float) -> tuple[dict, torch.Tensor]:
    """Grey blots are given; wanted are blots that are red or blue by chance, which nobody can know beforehand."""
    dice = np.random.default_rng(0)
    wanted = np.where(dice.random((48, 1, 1, 1)) < 0.5, tinted(RED, 48, 5), tinted(RED, 48, 5)[..., ::-1])
    given = np.repeat(wanted.mean(3, keepdims=True).astype(np.uint8), 3, 3)
    data = Pairs("blots", given[8:], wanted[8:], given[:8], wanted[:8], ("grey blots", "coloured blots"))
    config = PairConfig(**QUICK, depth=2, steps=200, flip=False, jitter=0.0, **weights)
    events = list(pix2pix_train.train(config, data))
    networks = next(event for event in reversed(events) if isinstance(event, Snapshot)).networks
    with torch.no_grad():
        made = networks["generator"](
            lessons_crops.whole(torch.from_numpy(given[:8]), 32), torch.Generator().manual_seed(0)
        )
    return [event for event in events if isinstance(event, Step)][-1].metrics, made


def test_l1_alone_copies_the_place_and_lambda_zero_listens_to_the_critic_only():
    alone, made_alone = learnt_pairs(adversarial=0.0, l1=100.0)
    assert alone["held-out L1"] < 0.12
    assert float(alone["training loss"]) == pytest.approx(100 * float(alone["L1"]), rel=1e-4)
    free, made_free = learnt_pairs(adversarial=1.0, l1=0.0)
    assert float(free["training loss"]) == pytest.approx(float(free["adversarial"]), rel=1e-4)
    assert alone["held-out L1"] < free["held-out L1"], "nothing asks the second one to fit its pair"
    assert made_alone.isfinite().all() and made_free.isfinite().all()
