"""The losses of painting against closed forms, and in 16 bits against 32."""

import pytest
import torch

from engine.data.drawn.paintings import paintings
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.network import LAYERS
from engine.nn import device

HALF = 0.02
"""How far the losses of features in bfloat16 may be from those in float32, as a share."""


def features(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(0)).relu()


def test_the_gram_matrix_of_a_known_tensor():
    seen = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]], [[0.0, 1.0], [0.0, 1.0]]]])
    assert torch.equal(gram_losses.gram(seen), torch.tensor([[[30.0, 6.0], [6.0, 2.0]]]) / 4)


@pytest.mark.parametrize("weighted", [False, True])
def test_the_slope_of_a_gram_matrix_is_that_of_the_plain_sum(weighted):
    seen, target = features(2, 5, 4, 6).requires_grad_(), features(2, 5, 5)
    weight = torch.rand(1, 1, 4, 6, generator=torch.Generator().manual_seed(1)) if weighted else torch.ones(1, 1, 4, 6)
    plain = torch.einsum("nahw,nbhw,xyhw->nab", seen, seen, weight) / weight.sum()
    slopes = [
        torch.autograd.grad(((gram - target) * (1 + target)).square().sum(), seen)[0]
        for gram in (plain, gram_losses.gram(seen, weight if weighted else None))
    ]
    assert torch.allclose(*slopes, rtol=1e-4, atol=1e-6)


def test_a_gram_matrix_knows_nothing_of_places():
    seen = features(1, 5, 4, 6)
    shuffled = seen.flatten(2)[:, :, torch.randperm(24)].view_as(seen)
    assert torch.allclose(gram_losses.gram(seen), gram_losses.gram(shuffled), atol=1e-6)


def test_the_gram_matrix_of_an_area_is_that_of_its_cut_out():
    seen, area = features(2, 5, 8, 6), torch.zeros(1, 1, 8, 6)
    area[:, :, 2:5, 1:4] = 1
    assert torch.allclose(gram_losses.gram(seen, area), gram_losses.gram(seen[:, :, 2:5, 1:4]), atol=1e-6)
    assert torch.allclose(gram_losses.gram(seen, 0.3 * area), gram_losses.gram(seen, area), atol=1e-6)
    assert torch.allclose(gram_losses.gram(seen, torch.ones(1, 1, 8, 6)), gram_losses.gram(seen), atol=1e-6)


def test_a_picture_has_no_distance_to_itself_and_a_silent_one_has_distance_one():
    seen = features(1, 5, 4, 6)
    gram = gram_losses.gram(seen)
    assert gram_losses.style(gram, gram) == 0 and gram_losses.content(seen, seen) == 0
    assert gram_losses.style(0 * gram, gram) == pytest.approx(1)
    assert gram_losses.content(0 * seen, seen) == pytest.approx(1)
    assert gram_losses.content(1.5 * seen, seen) == pytest.approx(0.25)


def test_losses_have_no_unit():
    one, other = features(1, 5, 4, 6), features(1, 5, 6, 6)[:, :, :4]
    grams = gram_losses.gram(one), gram_losses.gram(other)
    assert gram_losses.style(*grams) == pytest.approx(float(gram_losses.style(7 * grams[0], 7 * grams[1])))
    assert gram_losses.content(one, other) == pytest.approx(float(gram_losses.content(7 * one, 7 * other)))


def test_the_total_variation_of_a_checkerboard():
    board = (torch.arange(8)[:, None] + torch.arange(6)) % 2
    assert gram_losses.total_variation(board.float()[None, None]) == 2  # each step down and each to the right is 1
    assert gram_losses.total_variation(0.5 * board.float()[None, None]) == 0.5
    stripes = (torch.arange(8) % 2).float().expand(6, 8)[None, None]
    assert gram_losses.total_variation(stripes) == 1
    assert gram_losses.total_variation(torch.full((1, 3, 5, 5), 0.7)) == 0


@pytest.mark.parametrize("places", [6, 300])
def test_sixteen_bits_are_near_enough(places):
    one, other = features(1, 32, places, places), features(1, 32, places, places + 3)[:, :, :, 3:]
    for wanted, found in (
        (gram_losses.content(one, other), gram_losses.content(one.bfloat16(), other.bfloat16())),
        (
            gram_losses.style(gram_losses.gram(one), gram_losses.gram(other * 1.5)),
            gram_losses.style(gram_losses.gram(one.bfloat16()), gram_losses.gram((other * 1.5).bfloat16())),
        ),
    ):
        assert found.dtype == torch.float32
        assert found == pytest.approx(float(wanted), rel=HALF)


def test_an_eye_in_sixteen_bits_paints_the_same(monkeypatch):
    """Losses between two paintings, and the slope that follows from them, whatever the processor prefers."""
    one, other = (
        torch.from_numpy(paintings.make(name, 128)).permute(2, 0, 1)[None].float() / 255
        for name in ("waves", "flow-field")
    )
    eye = eye_model.load("compact")

    def losses(half: bool) -> tuple[float, torch.Tensor]:
        monkeypatch.setattr(device, "half_pays", lambda kind: half)
        x = one.to(device.pick()).requires_grad_()
        with torch.no_grad():
            aim = eye.see(other.to(device.pick()))
        seen = eye.see(x)
        loss = sum(gram_losses.style(gram_losses.gram(seen[name]), gram_losses.gram(aim[name])) for name in LAYERS)
        loss = loss + gram_losses.content(seen["relu4_1"], aim["relu4_1"])
        return loss.item(), torch.autograd.grad(loss, x)[0].cpu()

    (exact, slope), (rough, rough_slope) = losses(False), losses(True)
    assert rough == pytest.approx(exact, rel=HALF)
    assert torch.cosine_similarity(slope.flatten(), rough_slope.flatten(), dim=0) > 0.97
