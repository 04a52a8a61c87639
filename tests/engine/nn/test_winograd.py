"""The quick 3x3 convolution against the plain one: answers, gradients, any size, and a network in which it takes the place."""

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from engine.nn import device, winograd


def error(found, truth) -> float:
    return float((found - truth).detach().norm() / truth.detach().norm())


@pytest.mark.parametrize("size", [(8, 8), (1, 1), (5, 7), (16, 270), (33, 12)])
@pytest.mark.parametrize("widths", [(3, 5), (64, 128)])
def test_answers_and_gradients_are_those_of_the_plain_convolution(size, widths):
    torch.manual_seed(0)
    layer = nn.Conv2d(*widths, 3, padding=1).requires_grad_(False)
    quick = winograd.Winograd(layer)
    x = torch.randn(2, widths[0], *size, requires_grad=True)
    wanted, found = layer(x), quick(x)
    assert found.shape == wanted.shape
    assert error(found, wanted) < 1e-5
    slope = torch.randn_like(wanted)
    (truth,), (gradient,) = (torch.autograd.grad(y, x, slope) for y in (wanted, found))
    assert error(gradient, truth) < 1e-5


def test_the_transforms_are_exact_in_whole_numbers():
    """With filters and pictures of whole numbers only the sixths of the filters are rounded: in float64 nothing is left of that."""
    torch.manual_seed(0)
    x, weight = torch.randint(-9, 9, (1, 1, 6, 6)).double(), torch.randint(-9, 9, (1, 1, 3, 3)).double()
    into, along, out_of = (one.double() for one in (winograd.INTO, winograd.ALONG_FILTER, winograd.OUT_OF))
    along = (24 * along).round() / 24
    points = (into @ x.view(36)) * torch.kron(along, along).mv(weight.view(9))
    assert torch.allclose((out_of @ points).view(4, 4), F.conv2d(x, weight)[0, 0], rtol=0, atol=1e-9)


def test_only_convolutions_for_which_it_pays_are_swapped_and_the_network_sees_the_same():
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(3, 64, 3, padding=1),
        nn.Sequential(nn.ReLU(), nn.Conv2d(64, 128, 3, padding=1)),
        nn.Conv2d(128, 128, 3, padding=1, stride=2),
        nn.Conv2d(128, 128, 1),
        nn.Conv2d(128, 128, 3, padding=1, padding_mode="replicate"),
        nn.Conv2d(128, 64, 3, padding=1, bias=False),
    ).requires_grad_(False)
    x = torch.rand(1, 3, 24, 20)
    wanted = network(x)
    chance = torch.get_rng_state()
    quick = winograd.swapped(network)
    assert torch.equal(torch.get_rng_state(), chance), "nothing is drawn"
    assert [name for name, layer in quick.named_modules() if isinstance(layer, winograd.Winograd)] == ["1.1", "5"]
    assert error(quick(x), wanted) < 1e-5
    assert quick[5].kernel_size == (3, 3) and len(list(winograd.swapped(quick).parameters())) == 11


@pytest.mark.parametrize("pays", [True, False])
def test_a_network_at_rest_takes_it_where_it_is_faster(monkeypatch, pays):
    monkeypatch.setattr(device, "half_pays", lambda kind: False)
    monkeypatch.setattr(device, "fewer_products_pay", lambda: pays)
    rests = device.at_rest(nn.Sequential(nn.Conv2d(128, 128, 3, padding=1)))
    assert isinstance(rests[0], winograd.Winograd) is (pays and device.pick().type == "cpu")


def test_to_measure_whether_it_pays_draws_nothing():
    chance = torch.get_rng_state()
    assert device._fewer_products_are_quicker() in (True, False)
    assert torch.equal(torch.get_rng_state(), chance)
