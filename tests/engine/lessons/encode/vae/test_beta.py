"""A translated beta must give the same gradient directions as the loss that it translates."""

import pytest
import torch

from engine.core.errors import Trouble
from engine.lessons.encode import gaussian
from engine.lessons.encode import losses as encode_losses
from engine.lessons.encode.vae.beta import KNOWN, Convention, honest_beta


@pytest.mark.parametrize("convention", KNOWN.values(), ids=KNOWN)
def test_the_translated_loss_is_a_multiple_of_theirs(convention):
    """Written down here as tutorials do, and compared through gradients, in which constants do not count."""
    torch.manual_seed(0)
    logits, mean, log_var = (torch.randn(*shape, requires_grad=True) for shape in ((1, 1, 6, 6), (1, 3), (1, 3)))
    x = torch.rand(1, 1, 6, 6)
    if convention.squared_error:
        their_reconstruction = (logits.sigmoid() - x).square()
    else:
        their_reconstruction = torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none")
    their_kl = -0.5 * (1 + log_var - mean.square() - log_var.exp())
    theirs = convention.reconstruction_weight * (
        their_reconstruction.mean() if convention.mean_over_pixels else their_reconstruction.sum()
    ) + convention.kl_weight * (their_kl.mean() if convention.mean_over_dimensions else their_kl.sum())

    likelihood = "gaussian" if convention.squared_error else "bernoulli"
    beta = honest_beta(convention, pixels=36, dimensions=3, variance=0.05)
    ours = encode_losses.nats(logits, x, likelihood, 0.05).sum() + beta * gaussian.kl_to_prior(mean, log_var).sum()

    their_gradients = torch.autograd.grad(theirs, (logits, mean, log_var))
    our_gradients = torch.autograd.grad(ours, (logits, mean, log_var))
    ratios = torch.cat([(one / other).flatten() for one, other in zip(our_gradients, their_gradients, strict=True)])
    assert torch.allclose(ratios, ratios[0].expand_as(ratios), rtol=1e-3)


def test_famous_numbers():
    assert honest_beta(KNOWN["Mean over pixels, KL weight 0.00025"], 784, 2) == pytest.approx(0.196)
    assert honest_beta(KNOWN["500 x mean reconstruction + KL"], 1024, 2) == pytest.approx(2.048)


def test_no_reconstruction_is_a_sentence():
    with pytest.raises(Trouble, match="cannot be translated"):
        honest_beta(Convention(reconstruction_weight=0.0), 784, 2)
