"""Generators and critics of translation: sizes, copyists, memory of a whole picture, and what a verdict sees."""

import pytest
import torch
from torch import nn

from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import CompactEye
from engine.lessons.translate.critic import Critic, place_of, receptive_field
from engine.lessons.translate.network import Glance, ResNet, UNet, slopes
from engine.lessons.translate.sight_critic import SightCritic

GENERATORS = {
    "resnet": lambda **how: ResNet(**({"width": 4, "blocks": 2, "grow": "resize", "residual": False} | how)),
    "unet": lambda **how: UNet(**({"width": 4, "depth": 3, "grow": "resize", "noise": 0.0, "residual": False} | how)),
}


@pytest.fixture(params=GENERATORS)
def generator(request):
    torch.manual_seed(0)
    return GENERATORS[request.param]


@pytest.mark.parametrize("grow", ["resize", "transposed"])
@pytest.mark.parametrize("size", [(64, 64), (32, 48), (36, 44), (33, 47), (8, 8), (5, 3), (64, 20)])
def test_every_size_comes_back_in_its_own_size_and_in_range(generator, grow, size):
    network = generator(grow=grow).eval()
    made = network(torch.rand(2, 3, *size))
    assert made.shape == (2, 3, *size)
    assert made.min() >= 0 and made.max() <= 1


def test_what_is_divisible_by_four_goes_through_as_it_is(generator):
    """Other sizes are padded by repeating the edge: the same as if somebody had done so before."""
    network = generator().eval()
    x = torch.rand(1, 3, 30, 37)
    by_hand = nn.functional.pad(x, (0, 3, 0, 2), mode="replicate")
    assert torch.equal(network(x), network(by_hand)[:, :, :30, :37])


def test_a_residual_network_begins_as_a_copyist(generator):
    x = torch.rand(1, 3, 24, 24)
    assert torch.allclose(generator(residual=True)(x), x, atol=0.021)
    assert torch.allclose(generator(residual=True)(x.clamp(0.1, 0.9)), x.clamp(0.1, 0.9), atol=1e-5)


def test_a_fresh_network_that_resizes_paints_no_grid():
    """On average all four pixels of a place come out alike; where kernels overlap unevenly they do not."""

    def grid(grow: str) -> float:
        torch.manual_seed(0)
        made = GENERATORS["resnet"](grow=grow)(torch.rand(4, 3, 96, 96)).detach()
        places = made.unflatten(3, (48, 2)).unflatten(2, (48, 2))  # (n, c, 48, 2, 48, 2)
        return float(places.mean((0, 2, 4)).std((1, 2)).mean())

    assert grid("resize") < 0.002
    assert grid("transposed") > 5 * grid("resize")


def test_dropout_is_noise_that_rests_unless_asked_for():
    torch.manual_seed(0)
    network = GENERATORS["unet"](noise=0.5).eval()
    x = torch.rand(1, 3, 32, 32)

    def noisy(seed):
        return network(x, torch.Generator().manual_seed(seed))

    assert torch.equal(network(x), network(x))
    assert torch.equal(noisy(1), noisy(1))
    assert not torch.equal(noisy(1), noisy(2))
    network.train()
    assert not torch.equal(network(x), network(x))


def test_a_glance_norms_as_the_norms_do_and_again_for_parts(generator):
    network = generator().eval()
    x = torch.rand(1, 3, 64, 64)
    plain = network(x)
    glance = Glance()
    assert torch.allclose(network(x, glance=glance), plain, atol=1e-5)
    assert torch.allclose(network(x, glance=glance.again()), plain, atol=1e-5)
    # A part by itself is normed otherwise; with the memory of the whole it is not.
    part = x[:, :, :, :48] * 1.0
    remembered, alone = network(part, glance=glance.again()), network(part)
    if isinstance(network, ResNet):  # far from the cut, where a U-Net's deepest levels would still see it
        assert torch.allclose(remembered[..., :8], plain[..., :8], atol=1e-4)
    assert not torch.allclose(alone[..., :8], plain[..., :8], atol=1e-3)


FIELDS = {"1": 1, "16": 16, "70": 70, "70-padded": 70, "whole": 286}


def measured_field(critic: Critic, side: int) -> int:
    """How many pixels of each side the middle verdict depends on, by autograd; they lie where `place_of` says."""
    x = torch.rand(1, 3, side, side, requires_grad=True)
    verdicts = critic(x)
    middle = verdicts.shape[-1] // 2
    (slope,) = torch.autograd.grad(verdicts[0, 0, middle, middle], x)
    rows, columns = (slope[0].abs().sum((0, axis)).nonzero().flatten() for axis in (2, 1))
    assert len(rows) == rows[-1] - rows[0] + 1 and len(rows) == len(columns)
    assert (int(rows[0]), int(columns[0]), len(rows)) == place_of(critic, middle, middle)
    return len(rows)


@pytest.mark.parametrize("norm", ["spectral", "none"])
@pytest.mark.parametrize("patch", FIELDS)
def test_the_field_is_the_one_that_autograd_measures(patch, norm):
    torch.manual_seed(0)
    critic = Critic(4, patch, norm, condition=False)
    assert receptive_field(critic) == FIELDS[patch] == measured_field(critic, 40 + 2 * FIELDS[patch])


def test_the_field_of_a_trained_eye_is_the_one_that_autograd_measures():
    torch.manual_seed(0)
    eye = Eye("small", CompactEye([32, 32, 32, 32, 16], [4, 8, 8, 8, 8]))
    eye.network.float()
    critic = SightCritic(8, eye)
    with torch.no_grad():
        for weight in eye.network.parameters():
            weight.abs_()  # nothing is cut off by a ReLU, so that all that may count does count
    assert set(critic.state_dict()) == {name for name in critic.state_dict() if name.startswith("heads.")}
    for middle in (24, 25):
        x = torch.rand(1, 3, 200, 200, requires_grad=True)
        verdicts = critic(x)
        assert verdicts.shape == (1, 3, 50, 50)
        (slope,) = torch.autograd.grad(verdicts[0, :, middle, middle].sum(), x)
        rows, columns = (slope[0].abs().sum((0, axis)).nonzero().flatten() for axis in (2, 1))
        assert (int(rows[0]), int(columns[0]), len(rows)) == place_of(critic, middle, middle)
        assert len(rows) == len(columns) == rows[-1] - rows[0] + 1 == receptive_field(critic) == 78


def test_instance_norm_lets_a_verdict_see_beyond_its_patch():
    torch.manual_seed(0)
    critic = Critic(4, "16", "instance", condition=False)
    assert receptive_field(critic) == 16
    x = torch.rand(1, 3, 96, 96, requires_grad=True)
    (slope,) = torch.autograd.grad(critic(x)[0, 0, 20, 20], x)
    assert slope[0, :, 95, 95].abs().sum() > 0
    plain = nn.Sequential(*(layer for layer in critic.layers if not isinstance(layer, nn.InstanceNorm2d)))
    (slope,) = torch.autograd.grad(plain(x)[0, 0, 20, 20], x)
    assert int((slope[0].abs().sum((0, 1)) > 0).sum()) == 16


@pytest.mark.parametrize("patch", FIELDS)
@pytest.mark.parametrize("side", [32, 64, 128])
def test_every_critic_has_a_verdict_on_small_pictures(patch, side):
    verdicts = Critic(4, patch, "spectral", condition=True)(torch.rand(2, 3, side, side), torch.rand(2, 3, side, side))
    assert verdicts.shape[:2] == (2, 1) and min(verdicts.shape[2:]) >= 1


def test_the_map_of_verdicts_of_the_paper():
    """30 x 30 for a picture of 256 pixels: each verdict steps by 8 pixels and sees 70."""
    critic = Critic(4, "70", "spectral", condition=False)
    assert critic(torch.rand(1, 3, 256, 256)).shape[2:] == (30, 30)
    first, second = (place_of(critic, 0, column) for column in (0, 1))
    assert second[1] - first[1] == 8


@pytest.mark.parametrize(("side", "across"), [(64, 8), (128, 16), (256, 32)])
def test_the_padded_critic_says_as_much_as_an_eighth_of_the_pixels(side, across):
    """16 x 16 x 1 for 128 pixels, as the notes have it."""
    critic = Critic(4, "70-padded", "instance", condition=False)
    assert critic(torch.rand(1, 3, side, side)).shape == (1, 1, across, across)


def test_without_skips_a_unet_knows_the_picture_by_its_narrow_middle_alone():
    for skips in (True, False):
        torch.manual_seed(0)
        network = GENERATORS["unet"](skips=skips).eval()
        x = torch.rand(1, 3, 32, 32)
        before = network(x)
        network.deepest.register_forward_hook(lambda layer, given, said: torch.zeros_like(said))
        blind = [network(x), network(1 - x)]
        assert not torch.allclose(before, blind[0])
        assert torch.equal(*blind) is not skips


def test_a_block_without_skips_replaces_what_it_was_given():
    for skips in (True, False):
        torch.manual_seed(0)
        network = GENERATORS["resnet"](skips=skips, detail=False).eval()
        network.blocks[0][1].register_forward_hook(lambda layer, given, said: torch.zeros_like(said))
        x = torch.rand(1, 3, 32, 32)
        assert torch.equal(network(x), network(1 - x)) is not skips


def test_noise_beside_the_picture_decides_and_rests_unless_asked_for(generator):
    torch.manual_seed(0)
    network = generator(grain=True).eval()
    x = torch.rand(1, 3, 32, 32)

    def noisy(seed):
        return network(x, torch.Generator().manual_seed(seed))

    assert torch.equal(network(x), network(x))
    assert torch.equal(noisy(1), noisy(1)) and not torch.equal(noisy(1), noisy(2))
    network.train()
    assert not torch.equal(network(x), network(x))


def test_slopes_are_the_mean_slopes_of_each_stage(generator):
    torch.manual_seed(0)
    network = generator()
    network(torch.rand(1, 3, 32, 32)).sum().backward()
    found = slopes(network)
    names = [name[12:] for name in found]
    assert (names[0], names[-1], len(names)) == ("first", "last", len(network.stages()))
    weights = [weight.grad.flatten() for weight in network.last.parameters()]
    assert list(found.values())[-1] == pytest.approx(float(torch.cat(weights).square().mean().sqrt()))
    assert {id(one) for one in network.parameters()} == {
        id(one) for stage in network.stages().values() for one in stage.parameters()
    }


def test_without_norm_and_skips_the_gradient_vanishes_and_either_saves_it():
    def reach(**how) -> float:
        torch.manual_seed(0)
        network = ResNet(8, 9, "resize", False, detail=False, **how)
        network(torch.rand(1, 3, 32, 32)).square().mean().backward()
        first, *_, last = slopes(network).values()
        return float(first / last)

    assert reach(norms="none", skips=False) < 1e-5
    assert min(reach(norms="none"), reach(skips=False), reach()) > 1e-2


def test_a_critic_with_a_condition_sees_both():
    torch.manual_seed(0)
    critic = Critic(4, "16", "none", condition=True)
    x, y, other = torch.rand(3, 1, 3, 32, 32)
    assert critic.layers[0].in_channels == 6
    assert not torch.equal(critic(x, y), critic(x, other))
