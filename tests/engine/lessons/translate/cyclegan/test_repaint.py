"""Repainting: what smooths, blurs and compares, against closed forms; and that no gradient behind it lies like a lattice."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from engine.core.errors import Trouble
from engine.events import Snapshot
from engine.lessons import adversarial
from engine.lessons import crops as lessons_crops
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.calm_critic import CalmCritic
from engine.lessons.translate.critic import Critic, place_of, receptive_field
from engine.lessons.translate.cyclegan import likeness, palettes, repaint
from engine.lessons.translate.cyclegan import train as cyclegan_train
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.network import Glance, ResNet
from engine.nn import augment, device, kuwahara
from engine.nn.blur import Blur, Halved
from engine.weights import checkpoint
from tests.engine.lessons.test_every_loop import drain, sides


def by_hand(picture: np.ndarray, reach: int) -> np.ndarray:
    """The filter as its definition has it: for each pixel the four squares one after the other."""
    height, width, _ = picture.shape
    whole = np.pad(picture, ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    found = np.zeros_like(picture)
    for row in range(height):
        for column in range(width):
            squares = [
                whole[row + down : row + down + reach + 1, column + right : column + right + reach + 1].reshape(-1, 3)
                for down in (0, reach)
                for right in (0, reach)
            ]
            found[row, column] = min(squares, key=lambda square: square.var(0).sum()).mean(0)
    return found


def test_kuwahara_is_the_mean_of_the_calmest_square():
    pictures = np.random.default_rng(0).random((2, 9, 11, 3))
    smooth = kuwahara.smoothed(torch.from_numpy(pictures).permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1).numpy()
    assert np.allclose(smooth, [by_hand(one, 2) for one in pictures])


def test_kuwahara_keeps_edges_and_takes_fine_lines_away():
    edge = torch.zeros(1, 24, 24, 3, dtype=torch.uint8)
    edge[:, :, 12:] = 200
    assert torch.equal(kuwahara.set_smoothed(edge, 3), edge)
    line = torch.zeros(1, 24, 24, 3, dtype=torch.uint8)
    line[:, :, 12] = 200
    assert kuwahara.set_smoothed(line, 3)[:, :, 12].max() <= 50


def test_a_blur_evens_out_what_changes_from_place_to_place():
    stripes = torch.ones(1, 2, 16, 16)
    stripes[..., ::2] = -1
    assert Blur()(stripes)[..., 1:-1].abs().max() < 1e-6
    assert Halved()(stripes)[..., 1:-1].abs().max() < 1e-6
    even = torch.full((1, 2, 16, 16), 0.3)
    assert torch.allclose(Blur()(even), even) and torch.allclose(Halved()(even), even[..., ::2, ::2])


def test_unevenness_of_known_gradients():
    torch.manual_seed(0)
    assert likeness.unevenness(torch.ones(1, 3, 20, 20)) == 0
    assert likeness.unevenness(torch.randn(32, 3, 128, 128)) < 0.02
    lattice = torch.ones(1, 3, 32, 32)
    lattice[:, :, ::2, ::2] = 5  # of four places one counts 5 and three 1: mean 2, deviation 3 ** 0.5
    assert likeness.unevenness(lattice) == pytest.approx(3**0.5 / 2)


def slope(loss, shape=(32, 3, 96, 96), looks=1) -> torch.Tensor:
    """Sizes of the gradient at random soft pictures, summed over some looks; edges are left out."""
    torch.manual_seed(0)
    x = nn.functional.avg_pool2d(torch.rand(*shape[:2], shape[2] + 2, shape[3] + 2), 3, 1)
    total = torch.zeros(shape)
    for _ in range(looks):
        x = x.detach().requires_grad_()
        total += torch.autograd.grad(loss(x), x)[0].abs()
    return total[:, :, 16:-16, 16:-16]


def test_no_gradient_of_repainting_lies_like_a_lattice():
    """Of each frozen network behind a loss, and of the critic; a critic with strides shows that the measure finds one."""
    given = torch.rand(32, 3, 96, 96, generator=torch.Generator().manual_seed(1))
    eye = likeness.Likeness()
    assert likeness.unevenness(slope(lambda x: eye.loss(x, given), looks=2)) < 0.03
    calm, strided = (device.fast(one) for one in (CalmCritic(8), Critic(8, "70", "spectral", False)))
    assert likeness.unevenness(slope(lambda x: calm(x).square().mean())) < 0.03
    assert likeness.unevenness(slope(lambda x: strided(x).square().mean())) > 0.1


def test_a_likeness_minds_the_scene_and_not_the_light():
    torch.manual_seed(0)
    seen = torch.randn(2, 8, 40)
    assert torch.allclose(likeness.similarities(3 * seen + 1), likeness.similarities(seen), atol=1e-5)
    assert torch.allclose(likeness.similarities(seen).diagonal(dim1=1, dim2=2), torch.ones(2, 40), atol=1e-5)
    eye, scene = likeness.Likeness(), torch.nn.functional.interpolate(torch.rand(1, 3, 8, 8), 64, mode="bilinear")
    assert float(eye.loss(scene, scene)) == pytest.approx(0, abs=1e-6)
    darker, other = 0.8 * scene, scene.flip(3)
    assert float(eye.loss(darker, scene)) < 0.25 * float(eye.loss(other, scene))


def test_the_nearest_palette_is_that_of_the_same_colour():
    colours = torch.tensor([[200, 40, 40], [40, 200, 40], [40, 40, 200]], dtype=torch.uint8)
    flat = colours[:, None, None].expand(3, 16, 16, 3)
    assert palettes.near(flat, flat.flip(0), 1).flatten().tolist() == [2, 1, 0]
    assert palettes.near(flat, flat, 9).shape == (3, 3)
    above, below = torch.zeros(2, 1, 16, 16, 3, dtype=torch.uint8)
    above[:, :8], below[:, 8:] = 255, 255
    assert palettes.near(above, torch.cat([below, above]), 1).item() == 1


def test_light_and_colours_against_closed_forms():
    grey = torch.full((1, 3, 32, 32), 0.5)
    strokes = grey.clone()
    strokes[..., ::2] += 0.3
    strokes[..., 1::2] -= 0.3
    assert float(palettes.light_lost(strokes, grey, grey)) == pytest.approx(0, abs=1e-6)
    assert float(palettes.light_lost(grey, grey, grey + 0.2)) == pytest.approx(0.1, abs=1e-5)
    lawn = torch.rand(1, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 0.2 + 0.3
    moved = 0.5 * (lawn - lawn.mean((2, 3), keepdim=True)) + lawn.mean((2, 3), keepdim=True)
    # A spread of which FAINT is nothing: half of it is wanted where what was met has none.
    assert float(palettes.light_lost(moved, lawn, lawn.mean((2, 3), keepdim=True).expand_as(lawn))) < 1e-5
    assert float(palettes.colours_apart(grey + 0.1, grey, grey + 0.2)) == pytest.approx(0, abs=1e-6)
    assert float(palettes.colours_apart(grey, grey, grey + 0.2)) == pytest.approx(0.1, abs=1e-5)


def test_two_heads_are_a_hinge_and_cross_entropy():
    torch.manual_seed(0)
    real, made = torch.randn(2, 3, 4, 5, 5)
    hinge = (1 - real[:, [0, 2]]).clamp(min=0).mean() + (1 + made[:, [0, 2]]).clamp(min=0).mean()
    entropy = -real[:, [1, 3]].sigmoid().log().mean() - (1 - made[:, [1, 3]].sigmoid()).log().mean()
    assert float(adversarial.two_heads_critic(real, made)) == pytest.approx(float(hinge + entropy), rel=1e-5)
    wanted = (-made[:, [0, 2]].mean() - made[:, [1, 3]].sigmoid().log().mean()) / 2
    assert float(adversarial.two_heads(made)) == pytest.approx(float(wanted), rel=1e-5)


def test_what_a_critic_glimpses_has_holes_in_half_of_the_pictures():
    torch.manual_seed(0)
    x = torch.full((400, 3, 20, 20), 0.9)
    seen = augment.glimpsed(x, tint=0.0)
    holes = (seen == 0.5).all(1)
    assert {0, 36} == set(holes.sum((1, 2)).tolist())
    assert 0.4 < float(holes.any(2).any(1).float().mean()) < 0.6


def test_the_field_of_a_calm_critic_is_the_one_that_autograd_measures():
    torch.manual_seed(0)
    critic = CalmCritic(4)
    with torch.no_grad():
        for weight in critic.parameters():
            weight.abs_()
    for middle in (14, 15):
        x = torch.rand(1, 3, 240, 240, requires_grad=True)
        verdicts = critic(x)
        assert verdicts.shape == (1, 4, 30, 30)
        (found,) = torch.autograd.grad(verdicts[0, :, middle, middle].sum(), x)
        rows, columns = (found[0].abs().sum((0, axis)).nonzero().flatten() for axis in (2, 1))
        assert (int(rows[0]), int(columns[0]), len(rows)) == place_of(critic, middle, middle)
        assert len(rows) == len(columns) == receptive_field(critic)


def test_a_layer_normed_generator_keeps_what_is_flat_flat_and_remembers_a_whole_picture():
    torch.manual_seed(0)
    network = ResNet(4, 2, "resize", residual=False, norms="layer", detail=False).eval()
    x = torch.rand(1, 3, 64, 64)
    glance = Glance()
    plain = network(x)
    assert torch.allclose(network(x, glance=glance), plain, atol=1e-5)
    part = network(x[..., :48] * 1.0, glance=glance.again())
    assert torch.allclose(part[..., :8], plain[..., :8], atol=1e-4)


def test_cuts_no_wider_than_wished():
    torch.manual_seed(0)
    ramp = torch.arange(100, dtype=torch.uint8)[None, None, :, None].expand(64, 100, 100, 3)
    found = lessons_crops.cut(ramp, 32, 0.3, flip=False, most=0.5)
    spans = 255 * (found.amax((1, 2, 3)) - found.amin((1, 2, 3)))
    assert spans.max() <= 50 and spans.max() > 40 and spans.min() < 36


SMALL = {"width": 4, "blocks": 1, "critic_width": 4, "side": 32, "near": 2, "steps": 4, "preview_every": 4}


def test_decoys_are_fakes_and_what_is_made_is_drawn_to_the_scene():
    """The critic's loss with decoys is that of both kinds of fakes, each by its weight; every weight counts its own loss."""
    torch.manual_seed(0)
    config = CycleConfig(recipe="there", flatness=0.0, decoys=1.0, residual=False, **SMALL)
    data = sides(config)
    (way,) = repaint.ways(config, torch.from_numpy(data.a), torch.from_numpy(data.b))
    real = torch.rand(1, 3, 32, 32)
    before = {name: value.clone() for name, value in way.critic.state_dict().items()}

    def said(decoys, decoy):
        way.critic.load_state_dict(before)
        torch.manual_seed(1)
        config_now = dataclasses.replace(config, decoys=decoys)
        return float(way.teach(1, real, real, decoy, config_now, 0.0)[f"critic {way.name}"])

    assert said(1.0, 1 - real) != pytest.approx(said(0.0, 1 - real), rel=1e-6)
    assert said(0.0, 1 - real) == pytest.approx(said(0.0, real), rel=1e-6)


def test_one_way_holds_one_direction_and_says_so(tmp_path):
    config = CycleConfig(recipe="there", **SMALL)
    _, state = drain(cyclegan_train.train(config, sides(config)))
    assert set(state["networks"]) == {"to_b", "critic_b"}
    *_, last = (event for event in cyclegan_train.train(config, sides(config)) if isinstance(event, Snapshot))
    path = tmp_path / "one.safetensors"
    checkpoint.save_weights(path, last.networks, {"lesson": "cyclegan", "config": {}})
    assert translate_model.opened(path).translate(np.zeros((16, 16, 3), np.uint8)).shape == (16, 16, 3)
    with pytest.raises(Trouble, match="learnt one way only"):
        translate_model.opened(path, back=True)


def test_ways_that_learnt_apart_are_joined(tmp_path):
    """A way that does not learn travels along unchanged; both go on together from where each was."""
    kept = {}
    for recipe, other in (("there", ""), ("back", "there_from")):
        config = CycleConfig(recipe=recipe, **SMALL, **({other: str(tmp_path / "there.safetensors")} if other else {}))
        *_, last = (event for event in cyclegan_train.train(config, sides(config)) if isinstance(event, Snapshot))
        kept[recipe] = checkpoint.state(last)["networks"]
        checkpoint.save_weights(tmp_path / f"{recipe}.safetensors", last.networks, {"lesson": "cyclegan", "config": {}})
    for name in ("to_b", "critic_b"):
        assert all(torch.equal(value, kept["there"][name][key]) for key, value in kept["back"][name].items())
    both = str(tmp_path / "back.safetensors")
    config = CycleConfig(recipe="joined", there_from=both, back_from=both, learning_rate=1e-6, **SMALL)
    first = next(event for event in cyclegan_train.train(config, sides(config)) if isinstance(event, Snapshot))
    for name, network in first.networks.items():
        for key, value in network.state_dict().items():
            if not key.endswith(("_u", "_v")):
                assert torch.allclose(value, kept["back"][name][key], atol=1e-3), f"{name}.{key}"
