"""Walking through a trained model from the command line, into every kind of file."""

import io

import numpy as np
import pytest
from PIL import Image

from engine import worker
from engine.cli import main
from engine.core.errors import Trouble
from engine.data import library
from engine.lessons.encode import codec
from engine.lessons.encode.vae.config import VAEConfig
from engine.runs import exports, store
from engine.weights import shelf


@pytest.fixture
def run():
    run = store.create("vae", VAEConfig(pictures=64, batch=8, width=1, steps=3))
    assert worker.work(run).state == "finished"
    return run


@pytest.mark.parametrize("ending", ["gif", "webp", "png"])
def test_a_walk_becomes_a_file(run, tmp_path, ending):
    out = tmp_path / f"walk.{ending}"
    words = ["walk", run.id, "-o", str(out), "--keys", "3", "--frames", "4", "--path", "straight"]
    assert main.main(words) == 0
    with Image.open(out) as picture:
        assert picture.format == ending.upper()
        assert picture.size == (12 * 28, 28) if ending == "png" else picture.width % 28 == 0


def test_a_walk_that_cannot_be_is_a_sentence(run, tmp_path, capsys):
    assert main.main(["walk", run.id, "--keys", "9", "-o", str(tmp_path / "w.gif")]) == 1
    assert "2 to 8 key frames, not 9" in capsys.readouterr().err
    assert main.main(["walk", run.id, "-o", str(tmp_path / "w.mp4")]) == 1
    assert "Choose gif, webp or png" in capsys.readouterr().err


def test_a_film_keeps_its_frames():
    pictures = np.arange(5, dtype=np.uint8)[:, None, None, None].repeat(8, 1).repeat(8, 2) * 40
    with Image.open(io.BytesIO(exports.film(pictures, "webp"))) as film:
        assert film.n_frames == 5
        film.seek(3)
        assert np.asarray(film.convert("L"))[0, 0] == 120


def test_the_plane_of_a_vae_is_its_prior_by_equal_probability(run):
    model = codec.load(run.weights)
    pictures = model.decode_plane(5, 5)
    assert pictures.shape == (25, 28, 28, 1)
    low, high = -1.2815516, 1.2815516  # the tenth and ninetieth hundredth of a bell curve
    corners = model.decode(np.array([[low, high], [high, high], [low, low], [high, low]]))
    assert np.abs(pictures[[0, 4, 20, 24]].astype(int) - corners).max() <= 1


def test_a_plane_needs_two_dimensions():
    run = store.create("vae", VAEConfig(pictures=64, batch=8, width=1, latent=3, steps=1))
    worker.work(run)
    with pytest.raises(Trouble, match="A code of 3 numbers is no plane"):
        codec.load(run.weights).decode_plane(5, 5)


@pytest.mark.parametrize("name", ["vae-glyphs", "vae-conv-glyphs"])
def test_the_importance_weighted_bound_is_never_below_the_elbo(name):
    """More draws give a higher bound on the likelihood, so a lower cost, for held-out pictures and a trained model."""
    model = codec.load(shelf.find(name))
    pictures, _, _ = library.held_out("glyphs", 100)
    costs = [model.costs(pictures, draws) for draws in (1, 16, 64)]
    elbo = (costs[2].reconstruction + costs[2].kl).mean()
    assert costs[2].bound.mean() < costs[1].bound.mean() < elbo
    assert (costs[2].bound < costs[2].reconstruction + costs[2].kl + 1.0).all()
    assert all((one.kl >= 0).all() for one in costs)


def test_an_autoencoder_has_no_clouds():
    from engine.lessons.encode.autoencoder.config import AutoencoderConfig

    run = store.create("autoencoder", AutoencoderConfig(pictures=64, batch=8, width=1, steps=1))
    worker.work(run)
    with pytest.raises(Trouble, match="one code for a picture, not a cloud"):
        codec.load(run.weights).encode_clouds(np.zeros((1, 28, 28, 1), np.uint8))
