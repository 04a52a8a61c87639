"""What pulls at a face: augmentations, the eye's distance, the critic's loss, and how the pulls are weighed."""

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.data import cards, marks
from engine.data.drawn import faces as drawn_faces
from engine.data.pictures import Pictures
from engine.lessons import adversarial, losses
from engine.lessons.encode import losses as encode_losses
from engine.lessons.encode.concepts import train as concepts_train
from engine.lessons.encode.concepts.config import ConceptsConfig
from engine.lessons.encode.concepts.network import Critic, Decoder, Encoder
from engine.lessons.helpers.judge import losses as judge_losses
from engine.lessons.helpers.judge import train as judge_train
from engine.lessons.helpers.judge.config import JudgeConfig
from engine.lessons.helpers.judge.network import Judge
from engine.nn import augment, device


def test_a_shift_moves_every_pixel_alike_and_repeats_the_edge():
    torch.manual_seed(0)
    x = torch.arange(64.0).reshape(1, 1, 8, 8).repeat(200, 1, 1, 1)
    moved = augment.shifted(x, 2)
    seen = set()
    for picture in moved[:, 0]:
        down, right = int(picture[4, 4] // 8) - 4, int(picture[4, 4] % 8) - 4
        seen.add((down, right))
        rows = (torch.arange(8) + down).clamp(0, 7)
        columns = (torch.arange(8) + right).clamp(0, 7)
        assert torch.equal(picture, x[0, 0][rows][:, columns])
    assert seen == {(down, right) for down in range(-2, 3) for right in range(-2, 3)}


def test_no_reach_leaves_pictures_as_they_are():
    x = torch.rand(5, 3, 8, 8)
    assert torch.equal(augment.shifted(x, 0), x)
    assert torch.allclose(augment.tinted(x, 0.0), x, atol=1e-6)


def test_mirroring_swaps_about_half_of_the_pictures_and_nothing_else():
    torch.manual_seed(0)
    x = torch.rand(400, 1, 4, 4)
    mirrored = augment.mirrored(x)
    swapped = torch.tensor([torch.equal(a, b.flip(2)) for a, b in zip(mirrored, x, strict=True)])
    assert torch.equal(mirrored[~swapped], x[~swapped])
    assert 150 < swapped.sum() < 250


def test_softening_keeps_the_mean_and_lowers_the_detail():
    torch.manual_seed(0)
    x = torch.rand(100, 1, 8, 8)
    soft = augment.softened(x)
    changed = (soft != x).flatten(1).any(1)
    assert 30 < changed.sum() < 70
    assert (soft.var((1, 2, 3))[changed] < x.var((1, 2, 3))[changed]).all()


def test_the_critic_can_be_learnt_from_through_the_changes():
    x = torch.rand(4, 3, 16, 16, requires_grad=True)
    augment.changed(x).sum().backward()
    assert x.grad.abs().sum() > 0


def test_likeness_is_zero_for_the_same_and_at_most_four_for_each_stage():
    a, b = [torch.randn(3, 5, 4, 4), torch.randn(3, 7, 2, 2)], [torch.randn(3, 5, 4, 4), torch.randn(3, 7, 2, 2)]
    assert torch.allclose(judge_losses.likeness(a, a), torch.zeros(3), atol=1e-6)
    assert torch.allclose(judge_losses.likeness(a, [-part for part in a]), torch.full((3,), 8.0), atol=1e-4)
    by_hand = sum(
        2 - 2 * torch.cosine_similarity(one, other, dim=1).mean((1, 2)) for one, other in zip(a, b, strict=True)
    )
    assert torch.allclose(judge_losses.likeness(a, b), by_hand, atol=1e-5)


def test_the_hinge_at_known_points():
    real, made = torch.tensor([2.0, 0.5, -1.0]), torch.tensor([-2.0, 0.0, 3.0])
    assert adversarial.hinge_critic(real, made).item() == pytest.approx((0 + 0.5 + 2) / 3 + (0 + 1 + 4) / 3)
    real.requires_grad_(), made.requires_grad_()
    adversarial.hinge_critic(real, made).backward()
    assert torch.allclose(real.grad, torch.tensor([0.0, -1 / 3, -1 / 3]))
    assert torch.allclose(made.grad, torch.tensor([0.0, 1 / 3, 1 / 3]))


def test_misfit_is_the_gaussian_without_its_constant():
    logits, x = torch.randn(4, 3, 8, 8), torch.rand(4, 3, 8, 8)
    apart = encode_losses.gaussian_nats(logits, x, 0.1) - encode_losses.misfit(logits, x, 0.1)
    assert torch.allclose(apart, apart[0].expand(4), rtol=1e-4) and (encode_losses.misfit(logits, x, 0.1) >= 0).all()


def test_each_pull_has_its_share_of_the_pixels_own():
    strength = torch.tensor(3.0)
    assert losses.scaled(torch.randn(2, 3), strength).norm().item() == pytest.approx(3.0, rel=1e-5)
    assert torch.equal(losses.scaled(torch.zeros(2), strength), torch.zeros(2))


def test_the_shapes_are_those_in_the_comments():
    x = torch.rand(2, 3, 64, 64)
    assert Encoder(3, 64, 4, 10)(x).shape == (2, 10)
    assert Decoder(3, 64, 4, 10)(torch.randn(2, 10)).shape == x.shape
    assert Critic(3, 4)(x).shape == (2, 1, 4, 4)
    eye = Judge(3, 7, 4)
    assert [tuple(seen.shape[1:]) for seen in eye.features(x)] == [(4, 64, 64), (8, 32, 32), (16, 16, 16), (32, 8, 8)]
    assert eye(x).shape == (2, 7)


def test_half_precision_agrees_with_the_full_one():
    torch.manual_seed(0)
    eye, x = device.fast(Judge(3, 7, 16).eval()), torch.rand(4, 3, 64, 64)
    with torch.no_grad():
        full = eye.features(x)[-1]
        with torch.autocast("cpu", torch.bfloat16):
            half = eye.features(x)[-1].float()
    assert ((full - half).norm() / full.norm()).item() < 0.02


def test_photographs_are_not_shown_but_cartoons_are():
    assert cards.showable("faces") and cards.showable("album:abc") and not cards.showable("faces-photo")
    network = Encoder(3, 64, 4, 16), Decoder(3, 64, 4, 8)
    x = torch.rand(32, 3, 64, 64)
    open_rows = concepts_train.look(*network, x, ConceptsConfig(data="faces", latent=8)).shape[0]
    hidden_rows = concepts_train.look(*network, x, ConceptsConfig(data="faces-photo", latent=8)).shape[0]
    assert open_rows - hidden_rows == 2 * 65


def test_the_judge_is_measured_by_what_it_says():
    truth = torch.tensor([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=torch.bool)
    perfect = judge_train.measure(torch.where(truth, 5.0, -5.0), truth)
    turned = judge_train.measure(torch.where(truth, -5.0, 5.0), truth)
    assert (float(perfect["accuracy"]), perfect["AUC"]) == (1.0, 1.0)
    assert (float(turned["accuracy"]), turned["AUC"]) == (0.0, 0.0)
    assert judge_train.rate_at(1, JudgeConfig(steps=100)) == JudgeConfig().learning_rate
    assert judge_train.rate_at(100, JudgeConfig(steps=100)) < 0.001 * JudgeConfig().learning_rate


def test_the_means_that_a_judge_shows_are_those_of_its_surest_pictures():
    pictures = np.zeros((120, 64, 64, 3), np.uint8)
    pictures[:50], pictures[50:70] = 200, 90
    logits = np.concatenate([np.full((50, 3), 4.0), np.zeros((20, 3)), np.full((50, 3), -4.0)])
    sheet = judge_train.look(logits, pictures)
    assert sheet[10, 10, 0] == 200 and sheet[75, 10, 0] == 0


def test_marks_of_cartoon_faces_say_what_was_drawn():
    _, attributes = drawn_faces.make(300, 0)
    table, names = marks.table("faces", attributes), [mark.name for mark in marks.MARKS["faces"]]
    assert table.shape == (300, len(names)) and len(set(names)) == len(names)
    assert np.array_equal(table[:, names.index("smile")], attributes["smile"] > 0)
    assert np.array_equal(table[:, names.index("red-hair")], attributes["hair_colour"] == 2)
    styles = [
        names.index(name)
        for name in ("bald", "short-hair", "spiky-hair", "curly-hair", "bob", "long-hair", "bun", "pigtails")
    ]
    assert (table[:, styles].sum(1) == 1).all()


def test_marks_of_photographs_turn_the_opposites_round():
    names = {mark.attribute for mark in marks.MARKS["faces-photo"]}
    assert len(names) == 40
    attributes = {name: np.array([0.0, 1.0], np.float32) for name in names}
    table = marks.table("faces-photo", attributes)
    reverse = [mark.name for mark, column in zip(marks.MARKS["faces-photo"], table.T, strict=True) if column[0]]
    assert reverse == ["beard", "older"]


@pytest.mark.parametrize("shape", [(28, 28, 3), (64, 64, 1)])
def test_pictures_of_another_kind_are_a_sentence(shape):
    pictures = Pictures("album", np.zeros((8, *shape), np.uint8), np.zeros((4, *shape), np.uint8))
    with pytest.raises(Trouble, match="multiple of 16"):
        next(concepts_train.train(ConceptsConfig(), pictures))


def test_an_album_has_no_marks_to_learn():
    pictures = Pictures("album", np.zeros((8, 64, 64, 3), np.uint8), np.zeros((4, 64, 64, 3), np.uint8))
    with pytest.raises(Trouble, match="no marks to learn from"):
        next(judge_train.train(JudgeConfig(data="album:0123"), pictures))


def test_halfway_is_as_far_from_the_centre_as_the_two():
    torch.manual_seed(0)
    a, b = torch.randn(500, 64), torch.randn(500, 64)
    assert concepts_train.between(a, b).norm(dim=1).mean() == pytest.approx(a.norm(dim=1).mean().item(), rel=0.02)
    assert torch.allclose(concepts_train.between(a, a), a * 2**0.5)
