"""Progressive GAN: the schedule, the layers against closed forms, both ends of alpha, growing while resumed, and the race."""

import dataclasses
import json

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image

from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import sheets
from engine.data.pictures import Pictures
from engine.events import Snapshot, Step
from engine.lessons import adversarial
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.progan import model as progan_model
from engine.lessons.compete.progan import schedule
from engine.lessons.compete.progan import train as progan_train
from engine.lessons.compete.progan.config import ProgressiveConfig
from engine.lessons.compete.progan.model import TrainedProGAN
from engine.lessons.compete.progan.network import (
    Discriminator,
    EqualConv,
    EqualLinear,
    Generator,
    Grown,
    Seen,
    blended,
    enlarged,
    pixel_norm,
    real_at,
    with_spread,
)
from engine.nn import device, loop
from engine.runs import race as runs_race
from engine.runs import store
from engine.runs.race import SHOWN, TIMES
from engine.runs.run import Run, Status
from engine.shipping import race as shipping_race
from engine.shipping import readme
from engine.weights import checkpoint
from tests.engine.lessons.test_every_loop import drain, same

SMALL = {"width": 4, "latent": 8, "phase": 2, "batch": 8, "preview_every": 100, "size": "16", "flip": False}


def faces(count: int = 24, side: int = 16) -> Pictures:
    made = np.random.default_rng(0).integers(0, 255, (count, side, side, 3), dtype=np.uint8)
    return Pictures("faces", made[: count // 2], made[count // 2 :])


def test_phases_follow_one_another_without_a_gap_and_the_last_one_stays():
    phases = schedule.phases(100, 10, 64)
    assert [(one.side, one.fading) for one in phases] == [
        *((4, False), (8, True), (8, False), (16, True), (16, False), (32, True), (32, False), (64, True), (64, False)),
    ]
    assert phases[0].first == 1 and phases[-1].last == 100
    assert all(after.first == before.last + 1 for before, after in zip(phases, phases[1:], strict=False))
    assert [one.side for one in schedule.phases(25, 10, 64)] == [4, 8, 8] and schedule.phases(25, 10, 64)[-1].last == 25


def test_alpha_climbs_evenly_through_a_fade_and_is_one_elsewhere():
    alphas = [schedule.at(step, 100, 10, 64).alpha for step in range(1, 101)]
    assert alphas[:10] == [1.0] * 10 and alphas[20:30] == [1.0] * 10 and set(alphas[80:]) == {1.0}
    assert np.allclose(alphas[10:20], np.arange(10) / 10 + 0.05)


@pytest.mark.parametrize("phase", [1, 2, 7, 10])
@pytest.mark.parametrize("side", [8, 16, 32, 64])
def test_halfway_is_the_middle_of_its_fade(phase, side):
    now = schedule.at(schedule.halfway(side, phase), 1_000, phase, 64)
    assert now.fading and now.side == side and abs(now.alpha - 0.5) <= 0.5 / phase + 1e-9
    assert schedule.fades(schedule.halfway(side, phase), phase, 64)[-1] == side
    assert side not in schedule.fades(schedule.halfway(side, phase) - 1, phase, 64)


def test_a_size_that_four_never_reaches_is_refused_in_words():
    for size in (4, 24, 63):
        with pytest.raises(Trouble, match="never grow to"):
            schedule.levels(size)


def test_layers_are_scaled_by_hes_constant_while_they_run():
    torch.manual_seed(0)
    conv, linear = EqualConv(8, 5, 3, 1), EqualLinear(32, 7, gain=1)
    x, z = torch.randn(2, 8, 6, 6), torch.randn(3, 32)
    assert torch.allclose(conv(x), F.conv2d(x, conv.weight * (2 / (8 * 9)) ** 0.5, conv.bias, padding=1), atol=1e-6)
    assert torch.allclose(linear(z), z @ linear.weight.T / 32**0.5 + linear.bias, atol=1e-6)
    wide = EqualConv(64, 64, 3, 1)
    assert float(wide.weight.detach().std()) == pytest.approx(1, abs=0.02)
    inside = wide(torch.randn(4, 64, 16, 16)).detach()[:, :, 1:-1, 1:-1]
    assert float(inside.std()) == pytest.approx(2**0.5, abs=0.05)


def test_pixel_norm_gives_every_pixel_the_same_length():
    x = torch.randn(3, 6, 4, 4) * torch.rand(3, 1, 4, 4) * 100 + 1
    normal = pixel_norm(x)
    assert torch.allclose(normal.norm(dim=1), torch.full((3, 4, 4), 6**0.5), atol=1e-3)
    assert torch.allclose(F.cosine_similarity(normal, x, dim=1), torch.ones(3, 4, 4), atol=1e-5)


def test_the_spread_of_a_batch_becomes_one_more_plane():
    x = torch.randn(5, 3, 4, 4)
    seen = with_spread(x)
    assert seen.shape == (5, 4, 4, 4) and torch.equal(seen[:, :3], x)
    assert torch.allclose(seen[:, 3], torch.tensor(x.numpy().std(0).mean()), atol=1e-5)
    assert float(with_spread(x[:1].expand(5, -1, -1, -1))[:, 3].max()) < 1e-3


def test_r1_against_a_closed_form():
    slope = torch.tensor([3.0, -4.0])
    found = adversarial.steepness(lambda x: (x * slope).sum(1, keepdim=True) + 7, torch.randn(6, 2))
    assert float(found) == pytest.approx(25.0)


def test_real_pictures_are_means_of_squares_and_fade_with_their_own_halves():
    x = torch.rand(2, 3, 16, 16)
    small = real_at(x, level=1, alpha=1.0)
    assert torch.allclose(small, x.reshape(2, 3, 8, 2, 8, 2).mean((3, 5)), atol=1e-6)
    coarse = x.reshape(2, 3, 4, 4, 4, 4).mean((3, 5)).repeat_interleave(2, 2).repeat_interleave(2, 3)
    assert torch.allclose(real_at(x, 1, 0.3), 0.7 * coarse + 0.3 * small, atol=1e-6)
    assert torch.equal(real_at(x, 2, 1.0), x)


@pytest.mark.parametrize("level", [1, 2])
def test_alpha_zero_and_one_are_exactly_the_branches(level):
    torch.manual_seed(1)
    generator, z = Generator(3, 16, 8, 6), torch.randn(4, 6)
    with torch.no_grad():
        low, high = generator.branches(z, level)
        assert torch.equal(blended(low, high, 0.0), low) and torch.equal(generator(z, level, 0.0), low)
        assert torch.equal(blended(low, high, 1.0), high) and torch.equal(generator(z, level, 1.0), high)
        assert torch.equal(low, enlarged(generator(z, level - 1)))
        assert torch.allclose(generator(z, level, 0.25), 0.75 * low + 0.25 * high, atol=1e-6)


def test_the_discriminator_at_alpha_zero_is_the_smaller_one():
    """A fresh level changes no verdict before it fades in."""
    torch.manual_seed(1)
    discriminator, x = Discriminator(3, 16, 8), torch.randn(4, 3, 16, 16)
    with torch.no_grad():
        below = discriminator(F.avg_pool2d(x, 2), 1)
        assert torch.allclose(discriminator(x, 2, 0.0), below, atol=1e-5)
        assert not torch.allclose(discriminator(x, 2, 0.5), below, atol=1e-3)
        assert torch.equal(discriminator(x, 2, 1.0), discriminator(x, 2))


def test_what_a_moment_shows_has_the_final_size():
    torch.manual_seed(1)
    generator, discriminator = Generator(3, 16, 8, 6), Discriminator(3, 16, 8)
    z, x = torch.randn(2, 6), torch.rand(2, 3, 16, 16)
    with torch.no_grad():
        painted = Grown(generator, 1, 0.5).paint(z)
        assert torch.equal(painted, generator.paint(z, 1, 0.5).repeat_interleave(2, 2).repeat_interleave(2, 3))
        assert torch.equal(Seen(discriminator, 1, 0.5)(x), discriminator(real_at(x, 1, 0.5), 1, 0.5))


def test_layers_that_are_not_grown_yet_stand_still_and_are_not_remembered():
    events, _ = drain(progan_train.train(ProgressiveConfig(**SMALL, steps=2), faces()))
    snapshot = [event for event in events if isinstance(event, Snapshot)][-1]
    torch.manual_seed(0)
    fresh = device.fast(Generator(3, 16, 4, 8)).state_dict()
    learner = snapshot.parts["learner"].state_dict()
    moved = {name for name, value in fresh.items() if not torch.equal(value, learner[name])}
    assert moved == {name for name in fresh if name.startswith(("begin", "first", "to_rgb.0"))}
    assert len(snapshot.parts["generator adam"].state_dict()["state"]) == len(moved)


def test_a_step_says_its_resolution_and_alpha():
    events, _ = drain(progan_train.train(ProgressiveConfig(**SMALL, steps=10), faces()))
    said = [(event.metrics["resolution"], event.metrics["alpha"]) for event in events if isinstance(event, Step)]
    assert said == [(4, 1), (4, 1), (8, 0.25), (8, 0.75), (8, 1), (8, 1), (16, 0.25), (16, 0.75), (16, 1), (16, 1)]


@pytest.mark.parametrize("stop", [2, 3, 6, 7])
def test_resuming_across_a_growth_step_is_bit_for_bit_the_run_that_never_stopped(stop, tmp_path):
    config = ProgressiveConfig(**SMALL, steps=9)
    _, whole = drain(progan_train.train(config, faces()))
    for event in progan_train.train(config, faces()):
        if isinstance(event, Snapshot) and event.step == stop:
            checkpoint.save_state(tmp_path / "resume.pt", checkpoint.state(event))
            break
    torch.manual_seed(99)
    _, resumed = drain(progan_train.train(config, faces(), checkpoint.load_state(tmp_path / "resume.pt")))
    assert same(whole, resumed)


def test_the_middle_of_a_fade_is_kept_as_it_was():
    config, kept = ProgressiveConfig(**SMALL, steps=9), {}
    for event in progan_train.train(config, faces()):
        if isinstance(event, Snapshot):
            state = checkpoint.state(event)["networks"]
            kept[event.step] = state["at-8"], state["generator"]
    at_8, generator = kept[schedule.halfway(8, 2)]
    assert all(torch.equal(value, generator[name]) for name, value in at_8.items())
    assert same(at_8, kept[9][0]) and not same(at_8, kept[1][0])


def test_half_of_the_last_steps_are_taken_in_any_fade_and_the_ends_are_visited_most():
    grown = schedule.at(900, 1_000, 50, 64)
    places = [schedule.anywhere(step, 0, grown) for step in range(8_000)]
    assert places == [schedule.anywhere(step, 0, grown) for step in range(8_000)], "the same seed, the same places"
    away = [place for place in places if place != grown]
    assert len(away) == 4_000 and {place.level for place in away} == {1, 2, 3, 4}
    alphas = np.array([place.alpha for place in away])
    assert ((alphas < 0.1) | (alphas > 0.9)).mean() == pytest.approx(0.41, abs=0.05)
    assert alphas.mean() == pytest.approx(0.5, abs=0.05)
    assert {step % schedule.BLOCK for step in range(99) if places[step] != grown} == set(range(schedule.BLOCK))


def test_who_learns_every_alpha_keeps_one_network_for_all_of_them(tmp_path):
    config = ProgressiveConfig(**SMALL, steps=24, everywhere=14)
    _, weights = drain(progan_train.train(config, faces()))
    assert set(weights["networks"]) == {"generator", "discriminator"}
    events = [event for event in progan_train.train(config, faces()) if isinstance(event, Snapshot)]
    card = {"lesson": "progan", "config": configs.to_dict(config), "step": 24, "classes": []}
    checkpoint.save_weights(tmp_path / "one.safetensors", events[-1].networks, card)
    one = progan_model.load(tmp_path / "one.safetensors")
    noise = one.noise(2)
    assert one.sides == schedule.sides(16) and not same(
        weights, drain(progan_train.train(dataclasses.replace(config, everywhere=0), faces()))[1]
    )
    for side in one.sides[1:]:
        low, high = one.branches(noise, side)
        assert np.array_equal(schedule.blended(low, high, 0.0), one.blended(noise, side, 0.0))
        assert np.array_equal(one.tower(noise)[side], one.blended(noise, side, 1.0))


def test_a_step_leaves_weights_alone_that_took_no_part():
    pair = torch.nn.ModuleList([torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)])
    before = [weight.detach().clone() for weight in pair.parameters()]
    length = loop.step_down(pair, torch.optim.Adam(pair.parameters()), pair[0](torch.ones(1, 2)).sum(), 0.1)
    after = list(pair.parameters())
    assert not torch.equal(before[0], after[0]) and torch.equal(before[2], after[2])
    assert float(length) == pytest.approx(3**0.5)


def model(tmp_path, steps: int = 9) -> TrainedProGAN:
    config = ProgressiveConfig(**SMALL, steps=steps)
    events, _ = drain(progan_train.train(config, faces()))
    networks = [event for event in events if isinstance(event, Snapshot)][-1].networks
    card = {"lesson": "progan", "config": configs.to_dict(config), "step": steps, "classes": []}
    checkpoint.save_weights(tmp_path / "grown.safetensors", networks, card, bits=16)
    return progan_model.load(tmp_path / "grown.safetensors")


def test_a_trained_one_shows_both_branches_and_their_blend(tmp_path):
    grower = model(tmp_path)
    z = grower.noise(3, seed=4)
    for side in (8, 16):
        low, high = grower.branches(z, side)
        assert low.shape == high.shape == (3, side, side, 3)
        assert np.array_equal(low[:, ::2, ::2], low[:, 1::2, 1::2]), "each pixel of the lower branch is a square"
        for alpha in (0.0, 0.3, 1.0):
            apart = np.int16(schedule.blended(low, high, alpha)) - grower.blended(z, side, alpha)
            assert np.abs(apart).max() <= (0 if alpha in (0.0, 1.0) else 1)
        assert np.array_equal(schedule.blended(low, high, 0.0), np.uint8(np.rint(low.clip(0, 1) * np.float32(255))))
        assert np.array_equal(schedule.blended(low, high, 1.0), np.uint8(np.rint(high.clip(0, 1) * np.float32(255))))


def test_a_trained_one_paints_every_resolution_of_one_noise(tmp_path):
    grower = model(tmp_path)
    tower = grower.tower(grower.noise(2))
    assert {side: made.shape for side, made in tower.items()} == {side: (2, side, side, 3) for side in (4, 8, 16)}
    low, _ = grower.branches(grower.noise(2), 16)
    assert np.abs(np.int16(schedule.blended(low, low, 0.0)[:, ::2, ::2]) - tower[8]).max() <= 1
    assert np.array_equal(grower.sample(2), tower[16])
    assert not np.array_equal(grower.noise(2, 1), grower.noise(2, 2))


def test_one_that_is_half_grown_shows_what_it_has(tmp_path):
    grower = model(tmp_path, steps=5)
    assert grower.sides == [4, 8] and list(grower.tower(grower.noise(1))) == [4, 8]
    assert grower.sample(2).shape == (2, 16, 16, 3)
    with pytest.raises(Trouble, match="not passed the fade to 16 px"):
        grower.branches(grower.noise(1), 16)
    with pytest.raises(Trouble, match="shape"):
        grower.branches(np.zeros((1, 3)), 8)


def racer(lesson: str, config, pace: float, kid: float) -> Run:
    """A finished run that took `pace` seconds a step and ended at this KID; its pictures get brighter with its steps."""
    run = store.create(lesson, config)
    lines = []
    for step in range(1, config.steps + 1):
        crowd = {"KID": kid * config.steps / step, "coverage": step / config.steps, "diversity": 1.0}
        lines.append(json.dumps({"step": step, "seconds": step * pace, "metrics": crowd}))
        sheet = sheets.grid(np.full((8, 16, 16, 3), step * 5, np.uint8), across=8)
        Image.fromarray(sheet).save(run.path / "previews" / f"{step:08d}-fixed.png")
    (run.path / "events.jsonl").write_text("\n".join(lines) + "\n")
    run.write_status(Status(state="finished", step=config.steps, steps=config.steps, device="A machine"))
    return run


@pytest.fixture
def pair(home):
    slow = racer("progan", ProgressiveConfig(steps=10, size="16", data="faces"), pace=2.0, kid=1.0)
    fast = racer("progan", ProgressiveConfig(steps=40, size="16", data="faces"), pace=1.0, kid=3.0)
    return [slow, fast]


def test_a_race_ends_with_the_shorter_run_and_compares_by_seconds(pair):
    found = runs_race.race(pair)
    assert found["seconds"] == 20 and [one["steps"] for one in found["racers"]] == [10, 20]
    assert [one["pictures"] for one in found["racers"]] == [320, 640]
    assert all(one["curves"]["KID"]["seconds"][-1] == 20 for one in found["racers"])
    assert runs_race.winner(found, "KID") == 0
    assert runs_race.winner({"racers": [found["racers"][0]] * 2}) is None


def test_pictures_of_a_race_are_those_of_the_same_second(pair):
    strip = runs_race.strip(pair, 20)
    assert strip.shape == (TIMES * 17 - 1, 2 * SHOWN * 17 - 1, 3)
    left, right = strip[::17, 0, 0], strip[::17, 6 * 17, 0]
    assert left.tolist() == [5 * step for step in (2, 4, 6, 8, 10)]
    assert right.tolist() == [5 * step for step in (4, 8, 12, 16, 20)]


def test_a_race_is_shipped_as_a_small_file_and_read_again(pair, tmp_path, monkeypatch):
    monkeypatch.setattr(runs_race, "FOLDER", tmp_path / "races")
    monkeypatch.setattr(readme, "write_readme", lambda: None)
    found = shipping_race.ship(*(run.id for run in pair), "one")
    again, strip = runs_race.shipped("one")
    assert again == json.loads(json.dumps(found)) and strip.stat().st_size < 150_000
    with pytest.raises(Trouble, match="no race called"):
        runs_race.shipped("two")


def test_runs_that_cannot_be_compared_are_refused_in_words(pair):
    other = racer("gan", GANConfig(steps=4, data="faces"), pace=1.0, kid=1.0)
    with pytest.raises(Trouble, match="different pictures, or end at different sizes"):
        runs_race.race([pair[0], other])
    silent = store.create("gan", GANConfig(steps=4))
    with pytest.raises(Trouble, match="no curves"):
        runs_race.race([pair[0], silent])


def test_the_schedule_moves_with_the_steps_of_a_phase_alone():
    config = ProgressiveConfig(**SMALL, steps=9)
    longer = dataclasses.replace(config, steps=90)
    for step in range(1, 10):
        one, other = (schedule.at(step, c.steps, c.phase, 16) for c in (config, longer))
        assert (one.level, one.alpha) == (other.level, other.alpha)
