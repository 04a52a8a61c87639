"""What the judge command measures, each with a case whose answer is known."""

from types import SimpleNamespace

import numpy as np
import pytest

from engine import recipes
from engine.cli import main
from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.judging import jury, surfaces, trials
from engine.lessons import crowd as lessons_crowd
from engine.lessons.encode import codec as encode_codec
from engine.weights import shelf


def cloudy(count: int = 3, side: int = 96, seed: int = 0) -> np.ndarray:
    """Pictures as soft as real ones, without any line: noise whose power falls with its frequency."""
    chance = np.random.default_rng(seed)
    pace = np.fft.fftfreq(side) * side
    fall = 1 / (2 + np.hypot(pace[:, None], pace))
    noise = np.fft.fft2(chance.normal(size=(count, 3, side, side))) * fall
    noise = np.fft.ifft2(noise).real.transpose(0, 2, 3, 1)
    return (128 + 30 * noise / noise.std()).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("period", surfaces.PERIODS)
def test_a_faint_grid_is_a_lattice_and_clouds_are_none(period):
    plain = cloudy()
    assert surfaces.lattice(plain).max() < surfaces.STANDS_OUT
    down, across = np.indices((96, 96))
    grid = 6 * (np.cos(2 * np.pi * down / period) + np.cos(2 * np.pi * across / period))
    assert surfaces.lattice((plain + grid[None, :, :, None]).clip(0, 255)).min() > surfaces.STANDS_OUT


def test_railings_are_no_lattice():
    railings = cloudy() + 9 * np.cos(2 * np.pi * np.indices((96, 96))[1] / 4)[None, :, :, None]
    assert surfaces.lattice(railings.clip(0, 255)).max() < surfaces.STANDS_OUT


def test_blotches_are_measured_where_nothing_was():
    sky = np.full((1, 32, 64, 3), 200, np.uint8)
    sky[:, :, 32:] = cloudy(1)[:, :32, :32] // 2  # no flat window there
    flat = surfaces.flat_windows(sky)
    assert flat.tolist() == [[[True, True, False, False]] * 2]
    spotted = sky.copy()
    spotted[:, ::2, :32, 1] = 220  # half of the lines 20 levels brighter: a deviation of 10
    spotted[:, :, 32:] = 0
    assert surfaces.blotches(spotted, flat) == pytest.approx(10)
    assert surfaces.blotches(sky, flat) == 0
    assert np.isnan(surfaces.blotches(sky, np.zeros_like(flat)))


def test_sharpness_and_colours_against_closed_forms():
    stripes = np.zeros((1, 8, 8, 3), np.uint8)
    stripes[:, ::2] = 100
    assert surfaces.sharpness(stripes) == pytest.approx(50)  # 100 from line to line, 0 along them
    assert surfaces.colours(stripes) == 0
    red = np.zeros((1, 8, 8, 3), np.uint8)
    red[..., 0] = 90  # grey is 30: away by 60, -30 and -30
    assert surfaces.colours(red) == pytest.approx(np.sqrt((60**2 + 30**2 + 30**2) / 3))


def test_the_frechet_distance_is_that_of_two_bell_curves():
    chance = np.random.default_rng(0)
    real = chance.normal(size=(40_000, 2))
    assert trials.frechet(real, real) == 0
    assert trials.frechet(real, 2 * real + [3, 0]) == pytest.approx((9 + 1 + 0 + 1) / 2, rel=0.05)


def test_the_interval_is_that_of_a_mean_and_holds_the_truth_nineteen_times_of_twenty():
    chance = np.random.default_rng(0)
    mean = lambda real, made: float((made - real).mean())  # noqa: E731
    held = []
    for _ in range(200):
        real, made = chance.normal(size=(2, 100, 1))
        held.append(abs(mean(real, made)) <= lessons_crowd.give(mean, real, made))
    assert 0.9 < np.mean(held) < 0.99
    assert lessons_crowd.give(mean, real, made) == pytest.approx(1.96 * np.sqrt(2 / 100), rel=0.4)
    assert lessons_crowd.give(mean, real, real) == 0


class Member:
    """Sees the mean colours themselves."""

    def __call__(self, x):
        return x


@pytest.fixture
def small_jury(monkeypatch):
    monkeypatch.setattr(jury, "MEMBERS", dict.fromkeys(jury.NAMES, Member))


def test_a_crowd_of_real_pictures_is_as_good_as_real_ones_and_one_colour_is_not(small_jury):
    chance = np.random.default_rng(0)
    real, other = (chance.integers(0, 256, (120, 1, 1, 3)).repeat(16, 1).repeat(16, 2).astype(np.uint8) for _ in "ab")
    rows = {row.name: row for row in trials.before_the_jury(jury.NAMES[0], other, real, other)}
    assert all(row.value == row.real for row in rows.values())
    name = jury.NAMES[0]
    assert abs(rows[f"KID, {name}"].value) < 0.3 and rows[f"variety, {name}"].value == pytest.approx(1, abs=0.15)
    assert rows[f"coverage, {name}"].value > 0.9
    assert all(0 < row.give < 0.5 for row in rows.values())
    grey = np.full_like(other, 128)
    rows = {row.name: row for row in trials.before_the_jury(name, grey, real, other)}
    assert rows[f"KID, {name}"].value > 3 * abs(rows[f"KID, {name}"].real)
    assert rows[f"variety, {name}"].value == pytest.approx(0, abs=1e-6) and rows[f"coverage, {name}"].value < 0.3


def test_small_and_grey_pictures_are_seen_too(small_jury):
    seen = jury.features(jury.NAMES[0], np.full((3, 28, 28, 1), 51, np.uint8))
    assert seen.shape == (3, 6) and seen[:, :3] == pytest.approx(0.2)


def test_the_command_prints_what_is_made_beside_what_is_real(small_jury, monkeypatch, capsys, tmp_path):
    real = cloudy(24, 64)
    data = SimpleNamespace(held_out=real[:12], train=real[12:])
    monkeypatch.setattr(recipes, "of", lambda lesson: SimpleNamespace(supply=lambda config: data))
    codec = SimpleNamespace(reconstruct=lambda pictures: pictures.copy(), sample=lambda count: real[12 : 12 + count])
    monkeypatch.setattr(encode_codec, "load", lambda path: codec)
    monkeypatch.setattr(shelf, "find", lambda name: tmp_path / "faces.safetensors")
    monkeypatch.setattr(shelf, "card", lambda path: {"lesson": "concepts", "config": {}})
    assert main.main(["judge", "faces-photo"]) == 0
    said = capsys.readouterr().out
    assert said.index("Reconstructions") < said.index("Inventions")
    assert "share with a lattice" in said and "blotches where" not in said and " ± 0." in said
    rows = trials.judge("faces-photo")
    assert {row.name: row.value for row in rows["reconstructions"]}["sharpness"] == 1
    assert all(row.value == pytest.approx(row.real) for row in rows["inventions"] if "lattice" not in row.name)


def test_a_conditional_gan_is_asked_for_what_held_out_pictures_show(monkeypatch, tmp_path):
    pictures, labels = np.zeros((12, 28, 28, 1), np.uint8), np.arange(12) % 3
    data = Pictures("letters", pictures[:6], pictures[6:], labels[:6], labels[6:], ("a", "b", "c"))
    asked = []
    inventor = SimpleNamespace(sample=lambda count, wishes: asked.append(wishes) or pictures[:count])
    monkeypatch.setattr(trials.gan_model, "load", lambda path: inventor)
    trial = trials.WAYS["cgan"](tmp_path, data, False)
    assert asked[0].argmax(1).tolist() == [0, 1, 2, 0, 1, 2] and len(trial.made[0].pictures) == len(trial.other) == 6


def test_what_makes_no_crowd_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(shelf, "find", lambda name: tmp_path / "eye.safetensors")
    monkeypatch.setattr(shelf, "card", lambda path: {"lesson": "eye", "config": {}})
    with pytest.raises(Trouble, match="cannot be judged as a crowd"):
        trials.judge("eye")
