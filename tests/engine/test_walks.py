"""Walking through a trained model from the command line, into every kind of file."""

import io

import numpy as np
import pytest
from PIL import Image

from engine import cli, exports, inference, runs, worker
from engine.configs import VAEConfig
from engine.errors import Trouble


@pytest.fixture
def run():
    run = runs.create("vae", VAEConfig(pictures=64, batch=8, width=1, steps=3))
    assert worker.work(run).state == "finished"
    return run


@pytest.mark.parametrize("ending", ["gif", "webp", "png"])
def test_a_walk_becomes_a_file(run, tmp_path, ending):
    out = tmp_path / f"walk.{ending}"
    words = ["walk", run.id, "-o", str(out), "--keys", "3", "--frames", "4", "--path", "straight"]
    assert cli.main(words) == 0
    with Image.open(out) as picture:
        assert picture.format == ending.upper()
        assert picture.size == (12 * 28, 28) if ending == "png" else picture.width % 28 == 0


def test_a_walk_that_cannot_be_is_a_sentence(run, tmp_path, capsys):
    assert cli.main(["walk", run.id, "--keys", "9", "-o", str(tmp_path / "w.gif")]) == 1
    assert "2 to 8 key frames, not 9" in capsys.readouterr().err
    assert cli.main(["walk", run.id, "-o", str(tmp_path / "w.mp4")]) == 1
    assert "Choose gif, webp or png" in capsys.readouterr().err


def test_a_film_keeps_its_frames():
    pictures = np.arange(5, dtype=np.uint8)[:, None, None, None].repeat(8, 1).repeat(8, 2) * 40
    with Image.open(io.BytesIO(exports.film(pictures, "webp"))) as film:
        assert film.n_frames == 5
        film.seek(3)
        assert np.asarray(film.convert("L"))[0, 0] == 120


def test_the_plane_of_a_vae_is_its_prior_by_equal_probability(run):
    model = inference.load(run.weights)
    pictures = model.decode_plane(5, 5)
    assert pictures.shape == (25, 28, 28, 1)
    low, high = -1.2815516, 1.2815516  # the tenth and ninetieth hundredth of a bell curve
    corners = model.decode(np.array([[low, high], [high, high], [low, low], [high, low]]))
    assert np.abs(pictures[[0, 4, 20, 24]].astype(int) - corners).max() <= 1


def test_a_plane_needs_two_dimensions():
    run = runs.create("vae", VAEConfig(pictures=64, batch=8, width=1, latent=3, steps=1))
    worker.work(run)
    with pytest.raises(Trouble, match="A code of 3 numbers is no plane"):
        inference.load(run.weights).decode_plane(5, 5)


def test_the_costs_of_held_out_pictures_and_their_bounds(run):
    """The importance-weighted bound is never below the ELBO, for any picture, with enough draws to tell."""
    from engine.data import library

    model = inference.load(run.weights)
    costs = model.costs(library.load("glyphs").held_out[:64], draws=64)
    elbo = costs.reconstruction + costs.kl
    assert costs.bound.mean() <= elbo.mean()
    assert (costs.kl >= 0).all() and (costs.bound < elbo + 3.0).all()


def test_an_autoencoder_has_no_clouds():
    from engine.configs import AutoencoderConfig

    run = runs.create("autoencoder", AutoencoderConfig(pictures=64, batch=8, width=1, steps=1))
    worker.work(run)
    with pytest.raises(Trouble, match="one code for a picture, not a cloud"):
        inference.load(run.weights).encode_clouds(np.zeros((1, 28, 28, 1), np.uint8))
