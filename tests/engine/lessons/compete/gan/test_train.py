"""The maths of GANs: objectives against other formulas, one player's step at a time, averages, and crowds of pictures."""

import copy
import dataclasses
import math

import numpy as np
import pytest
import torch
from torch import nn

from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data.pictures import Pictures
from engine.lessons import adversarial
from engine.lessons import crowd as lessons_crowd
from engine.lessons.compete.cgan.config import ConditionalConfig
from engine.lessons.compete.gan import network as gan_network
from engine.lessons.compete.gan import train as gan_train
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.network import Discriminator
from engine.lessons.compete.wishes import Asked
from engine.nn import loop

LOGITS = torch.linspace(-3, 3, 7)[:, None]
RATE = 0.0005


def check_gradient(loss, logits, wanted):
    logits = logits.clone().requires_grad_()
    (slope,) = torch.autograd.grad(loss(logits), logits)
    assert slope.flatten().tolist() == pytest.approx(wanted, abs=1e-6)


def test_cross_entropy_is_the_first_papers_game():
    d = torch.sigmoid(LOGITS)
    real, fake = LOGITS + 0.5, LOGITS
    expected = -(torch.sigmoid(real).log().mean() + (1 - d).log().mean())
    assert adversarial.cross_entropy_critic(real, fake) == pytest.approx(expected.item(), rel=1e-5)
    assert adversarial.minimax(fake) == pytest.approx((1 - d).log().mean().item(), rel=1e-5)
    assert adversarial.non_saturating(fake) == pytest.approx(-d.log().mean().item(), rel=1e-5)


def test_smoothing_asks_for_less_than_certainty():
    # With the label 1 - s the best answer on real pictures is the probability 1 - s itself.
    best = math.log(0.9 / 0.1)
    losses = [
        adversarial.cross_entropy_critic(torch.tensor([x]), torch.tensor([-50.0]), 0.1)
        for x in (best - 1, best, best + 1)
    ]
    assert losses[1] < losses[0] and losses[1] < losses[2]


def test_where_d_is_sure_minimax_is_flat_and_the_other_is_steep():
    sure = torch.tensor([[-10.0]])
    check_gradient(adversarial.minimax, sure, [-torch.sigmoid(sure).item()])
    check_gradient(adversarial.non_saturating, sure, [-(1 - torch.sigmoid(sure)).item()])


def test_least_squares_and_hinge_pull_as_their_formulas_say():
    made = torch.tensor([[0.0], [0.5], [2.0]])
    check_gradient(adversarial.least_squares, made, [(x - 1) / 3 for x in (0.0, 0.5, 2.0)])
    real = torch.tensor([[-2.0], [0.0], [0.999], [1.001], [5.0]])
    check_gradient(lambda x: adversarial.hinge_critic(x, torch.full((5, 1), -9.0)), real, [-0.2, -0.2, -0.2, 0, 0])
    check_gradient(lambda x: adversarial.hinge_critic(torch.full((5, 1), 9.0), x), -real, [0.2, 0.2, 0.2, 0, 0])
    check_gradient(adversarial.upwards, made, [-1 / 3] * 3)
    check_gradient(
        lambda x: adversarial.least_squares_critic(x, torch.zeros(3, 1), 0.2),
        made,
        [(x - 0.8) / 3 for x in (0.0, 0.5, 2.0)],
    )


def test_the_penalty_of_a_linear_critic_is_known():
    """D(x) = w . x has the slope w everywhere: (|w| - 1)^2, and by w its gradient is 2 (|w| - 1) w / |w|."""
    w = torch.tensor([[0.6, 0.8, 1.2]], requires_grad=True)
    real, made, share = torch.randn(5, 3), torch.randn(5, 3), torch.rand(5, 1)
    penalty = adversarial.gradient_penalty(lambda x: x @ w.T, real, made, share)
    length = w.detach().norm().item()
    assert penalty.item() == pytest.approx((length - 1) ** 2, rel=1e-5)
    (slope,) = torch.autograd.grad(penalty, w)
    assert torch.allclose(slope, 2 * (length - 1) * w.detach() / length, rtol=1e-5)


def test_slopes_are_held_flat_at_real_and_at_made_pictures():
    """D(x) = |x|^2 / 2 has the slope x: the penalty is the mean square length of both crowds."""
    real, made = torch.randn(5, 3), 2 + torch.randn(5, 3)
    found = adversarial.calm(lambda x: x.square().sum(1, keepdim=True) / 2, real, made, torch.rand(5, 1))
    assert found.item() == pytest.approx(((real**2).sum(1).mean() + (made**2).sum(1).mean()).item() / 2, rel=1e-5)


def test_a_relativistic_game_knows_only_which_of_two_is_more_real():
    real, made = torch.tensor([[0.0], [3.0]]), torch.tensor([[0.0], [1.0]])
    logs = [math.log(2), math.log(1 + math.exp(-2))]
    assert adversarial.relativistic_critic(real, made).item() == pytest.approx(sum(logs) / 2)
    assert adversarial.relativistic_critic(real + 9, made + 9).item() == pytest.approx(sum(logs) / 2)
    pulls = [-0.5 / 2, -1 / (1 + math.exp(-2)) / 2]
    check_gradient(lambda x: adversarial.relativistic(x, real), made, pulls)


@pytest.fixture
def players():
    torch.manual_seed(0)
    config = GANConfig(width=4, latent=8, batch=8)
    generator, discriminator = gan_train.networks_of(config, 1, 28, None)
    adams = [torch.optim.Adam(network.parameters()) for network in (generator, discriminator)]
    return config, generator, discriminator, adams


def weights(network: nn.Module):
    return copy.deepcopy(dict(network.named_parameters()))


def unchanged(network: nn.Module, before) -> bool:
    return all(torch.equal(value, before[name]) for name, value in network.named_parameters())


def test_when_one_learns_the_other_stands_still(players):
    config, generator, discriminator, (g_adam, d_adam) = players
    x, z = torch.rand(8, 1, 28, 28) * 2 - 1, torch.randn(8, 8)
    g, d = weights(generator), weights(discriminator)
    gan_train.teach(generator, discriminator, d_adam, x, z, None, config, RATE)
    assert unchanged(generator, g) and not unchanged(discriminator, d)
    d = weights(discriminator)
    gan_train.improve(generator, discriminator, g_adam, z, None, config, config.generator_rate)
    assert unchanged(discriminator, d) and not unchanged(generator, g)


def test_who_stands_still_is_measured_and_the_game_goes_on_as_if_not(players):
    config, generator, discriminator, _adams = players
    pictures = torch.randint(0, 256, (12, 28, 28, 1), dtype=torch.uint8)
    before, chance = weights(generator), torch.get_rng_state()
    buffers = [value.clone() for value in discriminator.buffers()]
    for turn, told in {
        "generator": {"discriminator loss", "D(x)", "D(G(z))"},
        "discriminator": {"generator loss"},
    }.items():
        alone = dataclasses.replace(config, turn=turn)
        found = gan_train.bystander(generator, discriminator, pictures, None, 3, alone)
        assert set(found) == told and all(torch.isfinite(value) for value in found.values())
    assert gan_train.bystander(generator, discriminator, pictures, None, 3, config) == {}
    assert unchanged(generator, before) and torch.equal(chance, torch.get_rng_state())
    assert all(map(torch.equal, buffers, discriminator.buffers())), "no batch norm has counted them"


def test_teaching_makes_d_surer_and_improving_fools_it(players):
    config, generator, discriminator, (g_adam, d_adam) = players
    x, z = torch.rand(8, 1, 28, 28) * 2 - 1, torch.randn(8, 8)
    said = [gan_train.teach(generator, discriminator, d_adam, x, z, None, config, RATE) for _ in range(6)]
    assert said[-1]["discriminator loss"] < said[0]["discriminator loss"]
    said = [
        gan_train.improve(generator, discriminator, g_adam, z, None, config, config.generator_rate) for _ in range(6)
    ]
    assert said[-1]["D(G(z))"] > said[0]["D(G(z))"]


def test_swapped_labels_teach_d_the_opposite(players):
    config, generator, discriminator, (_, d_adam) = players
    x, z = torch.rand(8, 1, 28, 28) * 2 - 1, torch.randn(8, 8)
    wrong = dataclasses.replace(config, wrong=1.0)
    for _ in range(8):
        said = gan_train.teach(generator, discriminator, d_adam, x, z, None, wrong, RATE)
    assert said["D(x)"] < said["D(G(z))"]


def test_the_average_follows_slowly(players):
    _, generator, _, _ = players
    averaged = copy.deepcopy(generator)
    with torch.no_grad():
        for value in generator.parameters():
            value.add_(1.0)
    before = weights(averaged)
    loop.follow(averaged, generator, 0.75)
    for name, value in averaged.named_parameters():
        assert torch.allclose(value, before[name] + 0.25, atol=1e-6)


@pytest.mark.parametrize("size", [28, 32, 64])
@pytest.mark.parametrize("grow", ["even", "uneven", "resize"])
@pytest.mark.parametrize("shrink", ["stride", "max-pool"])
def test_pictures_come_out_as_large_as_they_go_in(size, grow, shrink):
    config = GANConfig(width=4, grow=grow, shrink=shrink)
    generator, discriminator = gan_train.networks_of(config, 3, size, None)
    made = generator(torch.randn(2, config.latent))
    assert made.shape == (2, 3, size, size) and discriminator(made).shape == (2, 1)


def test_a_kernel_of_5_paints_some_pixels_more_often_than_others():
    """Even before it learns: through weights of one, what each output pixel receives is a checkerboard, or is not."""
    spread = {}
    for grow in ("even", "uneven"):
        (layer,) = gan_network.doubled(1, 1, grow, bias=False)
        nn.init.ones_(layer.weight)
        inner = layer(torch.ones(1, 1, 16, 16))[0, 0, 6:-6, 6:-6]
        spread[grow] = float((inner.max() - inner.min()).detach())
    assert spread == {"even": 0.0, "uneven": 5.0}


@pytest.mark.parametrize("label", ["joined", "embedding", "projection"])
def test_a_wish_changes_what_both_networks_say(label):
    torch.manual_seed(0)
    wishes = Asked(("a", "b"), np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32), one=True)
    generator, discriminator = gan_train.networks_of(ConditionalConfig(width=4, label=label), 1, 28, wishes)
    generator.eval(), discriminator.eval()
    z, a, b = torch.randn(1, 64).expand(2, -1), torch.eye(2)[:1].expand(2, -1), torch.eye(2)[1:].expand(2, -1)
    assert not torch.allclose(generator(z, a), generator(z, b))
    made = generator(z, a)
    assert not torch.allclose(discriminator(made, a), discriminator(made, b))


def test_projection_adds_how_well_the_features_fit_the_label():
    discriminator = Discriminator(1, 28, 4, 3, "projection", "dcgan", False, "stride", "relu", False, 0.0)
    x, wish = torch.randn(2, 1, 28, 28), torch.eye(3)[:2]
    features = discriminator.features(x)
    by_hand = discriminator.out(features)[:, 0] + torch.stack(
        [features[i] @ discriminator.fits.weight[:, i] for i in range(2)]
    )
    assert torch.allclose(discriminator(x, wish)[:, 0], by_hand, atol=1e-5)


def test_pictures_that_cannot_be_halved_are_refused():
    pictures = np.zeros((20, 30, 30, 1), np.uint8)
    with pytest.raises(Trouble, match="cannot be halved twice"):
        next(gan_train.train(GANConfig(width=4), Pictures("odd", pictures, pictures)))


def test_pictures_without_labels_cannot_be_asked_for():
    pictures = np.zeros((20, 32, 32, 3), np.uint8)
    with pytest.raises(Trouble, match="no labels to ask for"):
        next(gan_train.train(ConditionalConfig(width=4), Pictures("plain", pictures, pictures)))


def crowds(n: int = 300, shift: float = 0.0, seed: int = 0):
    chance = np.random.default_rng(seed)
    return chance.normal(size=(n, 8)), chance.normal(size=(n, 8)) + shift


def test_kid_is_the_mean_over_pairs_written_out():
    real, made = crowds(12, 0.3)
    kernel = lambda a, b: (a @ b / 8 + 1) ** 3  # noqa: E731
    pairs = [(i, j) for i in range(12) for j in range(12) if i != j]
    by_hand = np.mean(
        [
            kernel(real[i], real[j]) + kernel(made[i], made[j]) - kernel(real[i], made[j]) - kernel(real[j], made[i])
            for i, j in pairs
        ]
    )
    assert lessons_crowd.kernel_distance(real, made)[0] == pytest.approx(by_hand)


def test_kid_agrees_with_torchmetrics():
    from torchmetrics.image.kid import poly_mmd  # slow to import, so not for those who run other tests

    real, made = crowds(40, 0.2)
    theirs = poly_mmd(torch.from_numpy(real), torch.from_numpy(made)).item()
    # Theirs also counts the cross terms of a pair with itself.
    cross = (real @ made.T / 8 + 1) ** 3
    off = 2 * cross.mean() - 2 * (cross.sum() - np.trace(cross)) / (40 * 39)
    assert lessons_crowd.kernel_distance(real, made)[0] == pytest.approx(theirs + off, rel=1e-6)


def test_kid_of_one_kind_holds_zero_in_its_interval_and_another_does_not():
    alike = [lessons_crowd.compared(*crowds(seed=seed)) for seed in range(40)]
    assert sum(one.kid_low <= 0 <= one.kid_high for one in alike) >= 34
    assert all(lessons_crowd.compared(*crowds(shift=0.5, seed=seed)).kid_low > 0 for seed in range(10))


def test_coverage_density_and_diversity_say_what_they_mean():
    real, made = crowds(400)
    fair = lessons_crowd.compared(real, made)
    assert (
        0.93 < fair.coverage <= 1
        and fair.density == pytest.approx(1, abs=0.15)
        and fair.diversity == pytest.approx(1, abs=0.05)
    )
    collapsed = lessons_crowd.compared(real, np.repeat(made[:1], 400, 0) + 1e-3 * made)
    assert collapsed.coverage < 0.1 and collapsed.diversity < 0.01
    half = lessons_crowd.compared(np.concatenate([real[:200], real[200:] + 20]), made)
    assert 0.4 < half.coverage < 0.55


def test_a_grid_stands_out_among_its_neighbours_and_noise_does_not():
    noise = np.random.default_rng(0).integers(0, 255, (24, 64, 64, 3), dtype=np.uint8)
    scenes = np.stack([data_gallery.picture(f"scene:{name}", 64) for name in ("lake", "cat", "village", "harbour")])
    assert 0.8 < lessons_crowd.checkerboard(noise) < 2 and lessons_crowd.checkerboard(scenes) < 4
    for period in (2, 4):
        board = scenes.astype(int)
        board[:, ::period, ::period] += 20
        assert lessons_crowd.checkerboard(board.clip(0, 255).astype(np.uint8)) > 4 * lessons_crowd.checkerboard(scenes)


def test_a_checkerboard_is_all_grain_and_a_ramp_has_none():
    board = (np.indices((16, 16)).sum(0) % 2 * 255).astype(np.uint8)[None, :, :, None]
    ramp = np.repeat(np.round(127 + 100 * np.sin(np.arange(16) * np.pi / 8)), 16).reshape(1, 16, 16, 1).astype(np.uint8)
    assert lessons_crowd.grain(board) == pytest.approx(1)
    assert lessons_crowd.grain(ramp) < 1e-3
