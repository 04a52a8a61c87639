"""What leaves a run: curves, animations, notebook, weights; and what comes back from a weights file."""

import ast
import csv
import io
import json
import zipfile

import numpy as np
import pytest
import torch
from PIL import Image

from engine import worker
from engine.core.errors import Trouble
from engine.lessons.encode import codec
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import exports, recorder, store
from engine.weights import checkpoint, shelf


@pytest.fixture
def run():
    """A short run that has finished."""
    config = AutoencoderConfig(pictures=64, batch=8, width=4, bottleneck=2, noise="gaussian", steps=6, preview_every=2)
    run = store.create("autoencoder", config)
    assert worker.work(run).state == "finished"
    return run


def test_curves_as_csv_hold_every_number(run):
    rows = list(csv.DictReader(io.StringIO(exports.curves_csv(run).decode())))
    curves = run.curves().refresh()
    assert [int(row["step"]) for row in rows] == curves.steps
    assert [float(row["training loss"]) for row in rows] == curves.lines["training loss"][1]
    assert [row["held-out loss"] != "" for row in rows] == [True, True, False, True, True, True]


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_animation_has_a_frame_for_each_preview(run, kind):
    moving = Image.open(io.BytesIO(exports.animation(run, "reconstructions", kind)))
    assert moving.format == kind.upper() and moving.n_frames == len(
        {p.path.read_bytes() for p in run.previews() if p.name == "reconstructions"}
    )
    assert moving.width >= 400


def test_an_animation_of_nothing_is_a_sentence(run):
    with pytest.raises(Trouble, match="no pictures yet"):
        exports.animation(run, "nothing")
    with pytest.raises(Trouble, match="Choose gif or webp"):
        exports.animation(run, "map", "mp4")


def test_the_notebook_makes_the_same_run_again(run):
    """Its cells are run here as Jupyter would, and end on the numbers that the run ended on."""
    run.turn(noise_level=0.4)
    book = json.loads(exports.notebook(run))
    assert book["nbformat"] == 4 and len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    scope = {}
    for cell in book["cells"][:-1]:
        if cell["cell_type"] == "code":
            exec(compile(ast.parse(cell["source"]), "<cell>", "exec"), scope)
    assert scope["final"] == pytest.approx(dict(run.status().metrics), rel=1e-6)
    assert f"{run.status().metrics['training loss']:.6g}" in "".join(cell["source"] for cell in book["cells"])


def test_the_notebook_repeats_knobs_that_were_turned():
    config = AutoencoderConfig(pictures=64, batch=8, width=4, noise="gaussian", steps=12, preview_every=6)
    run = store.create("autoencoder", config)

    def turn_at_four(event):
        if getattr(event, "step", 0) == 4 and hasattr(event, "metrics"):
            run.turn(noise_level=0.9)

    with pytest.MonkeyPatch.context() as patch:
        real = recorder.Recorder.step
        patch.setattr(recorder.Recorder, "step", lambda self, event: (turn_at_four(event), real(self, event))[1])
        worker.work(run)
    assert run.curves().refresh().turns == [(4, {"noise_level": 0.9})]
    scope = {}
    for cell in json.loads(exports.notebook(run))["cells"][:-1]:
        if cell["cell_type"] == "code":
            exec(compile(ast.parse(cell["source"]), "<cell>", "exec"), scope)
    assert scope["final"] == pytest.approx(dict(run.status().metrics), rel=1e-6)


def test_everything_is_in_the_archive(run):
    with zipfile.ZipFile(io.BytesIO(exports.everything(run))) as archive:
        names = set(archive.namelist())
        assert json.loads(archive.read("settings.json"))["bottleneck"] == 2
    assert {"curves.csv", "run.ipynb", "weights.safetensors"} <= names
    assert sum(name.startswith("pictures/") for name in names) == len(run.previews())


def test_weights_come_back_as_they_were(run):
    model = codec.load(run.weights)
    again = codec.load(run.weights)
    z = np.random.default_rng(0).normal(size=(5, 2))
    assert model.decode(z).shape == (5, 28, 28, 1) and model.decode(z).dtype == np.uint8
    assert np.array_equal(model.decode(z), again.decode(z))
    assert model.codes.shape[1] == 2 and len(model.labels) == len(model.codes)
    pictures = model.sample(4, seed=1)
    assert np.array_equal(pictures, model.sample(4, seed=1)) and not np.array_equal(pictures, model.sample(4, seed=2))


def test_a_model_at_work_leaves_no_trace(run):
    """Many visitors share one model: asking does not change it, nor the process's random numbers."""
    model = codec.load(run.weights)
    before = {key: value.clone() for key, value in model.encoder.state_dict().items()}
    chance = torch.get_rng_state()
    pictures = np.random.default_rng(0).integers(0, 255, (7, 28, 28, 1), dtype=np.uint8)
    assert model.reconstruct(pictures).shape == pictures.shape
    spoiled = model.spoil(pictures, "gaussian", 0.5)
    assert (model.psnr(spoiled, pictures) < 15).all() and (model.psnr(pictures, pictures) == 100).all()
    assert not model.encoder.training and not model.decoder.training
    assert all(torch.equal(before[key], value) for key, value in model.encoder.state_dict().items())
    assert torch.equal(torch.get_rng_state(), chance)


def test_one_picture_at_a_time_is_the_same_as_many(run):
    model = codec.load(run.weights)
    pictures = np.random.default_rng(0).integers(0, 255, (7, 28, 28, 1), dtype=np.uint8)
    alone = np.concatenate([model.encode(picture[None]) for picture in pictures])
    assert np.allclose(alone, model.encode(pictures), atol=1e-5)


def test_wrong_shapes_get_a_sentence(run):
    model = codec.load(run.weights)
    with pytest.raises(Trouble, match="takes pictures of 28 x 28 pixels with 1 channels, not"):
        model.encode(np.zeros((1, 32, 32, 3), np.uint8))
    with pytest.raises(Trouble, match="A code of this model has 2 numbers"):
        model.decode(np.zeros((1, 3)))


def test_half_precision_draws_nearly_the_same(run, tmp_path):
    model = codec.load(run.weights)
    networks = {"encoder": model.encoder, "decoder": model.decoder}
    beside = {"map.codes": torch.from_numpy(model.codes)}
    checkpoint.save_weights(tmp_path / "half.safetensors", networks, model.card, bits=16, beside=beside)
    half = codec.load(tmp_path / "half.safetensors")
    z = model.codes[:50]
    assert (tmp_path / "half.safetensors").stat().st_size < 0.62 * run.weights.stat().st_size
    assert np.abs(half.decode(z).astype(int) - model.decode(z)).max() <= 2


def test_the_card_is_read_without_torch_and_says_where_the_weights_come_from(run):
    card = shelf.card(run.weights)
    assert card["lesson"] == "autoencoder" and card["step"] == 6 and card["config"]["bottleneck"] == 2
    assert card["networks"]["decoder"]["layers"][0] == {"kind": "linear", "name": "layers.0"}


def test_a_file_that_is_no_weights_file_is_a_sentence(tmp_path):
    wrong = tmp_path / "wrong.safetensors"
    for content in (b"", b"hello", b"\xff" * 64, b"\x02\0\0\0\0\0\0\0{}"):
        wrong.write_bytes(content)
        for read in (codec.load, shelf.card):
            with pytest.raises(Trouble, match="not a weights file of this project"):
                read(wrong)
    with pytest.raises(Trouble, match="There are no weights at"):
        codec.load(tmp_path / "missing.safetensors")
