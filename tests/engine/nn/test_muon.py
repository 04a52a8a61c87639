"""Muon: steps of equal length along every direction."""

import torch

from engine.nn import device
from engine.nn.muon import Muon, levelled


def with_values(rows: int, columns: int, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """A matrix with these singular values, and the nearest one whose values are all 1."""
    left, _ = torch.linalg.qr(torch.randn(rows, len(values)))
    right, _ = torch.linalg.qr(torch.randn(columns, len(values)))
    return left @ torch.diag(values) @ right.T, left @ right.T


def test_levelled_matrices_have_singular_values_near_one():
    torch.manual_seed(0)
    for rows, columns in ((8, 40), (40, 8), (16, 16)):
        matrix, _ = with_values(rows, columns, torch.logspace(0, -1, min(rows, columns)))
        values = torch.linalg.svdvals(levelled(matrix))
        assert values.min() > 0.5 and values.max() < 1.5


def test_levelling_keeps_the_directions():
    torch.manual_seed(0)
    matrix, nearest = with_values(12, 20, torch.linspace(0.5, 1, 12))
    assert torch.nn.functional.cosine_similarity(levelled(matrix).flatten(), nearest.flatten(), dim=0) > 0.97


def test_a_step_ignores_the_size_of_the_gradient():
    def after(scale: float) -> torch.Tensor:
        weight = torch.nn.Parameter(torch.zeros(4, 2, 3, 3))
        torch.manual_seed(0)
        weight.grad = scale * torch.randn(4, 2, 3, 3)
        Muon([weight], lr=0.1).step()
        return weight.detach()

    assert torch.allclose(after(1.0), after(1000.0), atol=2e-3)
    assert after(1.0).abs().max() > 0.01


def test_it_solves_what_has_one_solution():
    torch.manual_seed(0)
    wanted, x = torch.randn(6, 10), torch.randn(64, 10)
    weight = torch.nn.Parameter(torch.zeros(6, 10))
    optimiser = Muon([weight], lr=0.05)
    for step in range(300):
        optimiser.param_groups[0]["lr"] = 0.05 * (1 - step / 300)
        loss = (x @ (weight - wanted).T).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss < 0.01


def test_levelling_takes_16_bits_only_where_they_pay(monkeypatch):
    """Elsewhere they take ten times as long."""
    torch.manual_seed(0)
    matrix = torch.randn(12, 20)
    found = {}
    for pays in (True, False):
        monkeypatch.setattr(device, "half_pays", lambda kind, pays=pays: pays)
        found[pays] = levelled(matrix)
    exact = levelled(matrix.double()).float()
    assert torch.allclose(found[False], exact, atol=1e-5)
    assert not torch.allclose(found[True], exact, atol=1e-4) and torch.allclose(found[True], exact, atol=0.05)
