"""Fingerprints: what they hold, how they are packed, and that those which ship fit the eye that ships."""

import numpy as np
import pytest
import torch
from safetensors import safe_open

from engine.core import settings
from engine.core.errors import Trouble
from engine.data.drawn.paintings import paintings
from engine.data.public import downloads, works
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint import fingerprints as paint_fingerprints
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.fingerprints import FOLDER, About, Fingerprint
from engine.shipping import fingerprints as shipping_fingerprints

ABOUT = About("waves", "Heavy sea", "Atelier", "")


def test_folding_keeps_weak_features_as_exactly_as_strong_ones():
    features = np.random.default_rng(0).normal(size=(7, 40)) * np.array([100, 10, 1, 1, 0.1, 0.01, 0])[:, None]
    gram = (features @ features.T / 40).astype(np.float32)
    half, alone = paint_fingerprints.folded(gram)
    assert (half.dtype, len(half), len(alone)) == (np.int8, 21, 7)
    known = paint_fingerprints.unfolded(half, alone)
    assert np.array_equal(np.diag(known), np.diag(gram)) and np.array_equal(known, known.T)
    most = np.sqrt(np.outer(alone, alone))
    assert np.abs(known - gram).max() > 0 and (np.abs(known - gram) <= most / 2 / 127 + 1e-7).all()


def test_a_fingerprint_says_what_the_picture_says(tmp_path, monkeypatch):
    monkeypatch.setattr(paint_fingerprints, "FOLDER", tmp_path)
    monkeypatch.setattr(paint_fingerprints, "about", lambda name: ABOUT)
    paint_fingerprints.load.cache_clear()
    picture = paintings.make("waves", 256)
    path = paint_fingerprints.put(shipping_fingerprints.of_picture(picture, ABOUT))
    known = paint_fingerprints.load("waves")
    paint_fingerprints.load.cache_clear()
    assert path.stat().st_size < 80_000
    assert sorted(known.grams) == [128, 256]  # no larger than the picture
    x = torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 255
    for layer, seen in eye_model.load("compact").see(x).items():
        told = torch.from_numpy(known.grams[256][layer])[None]
        assert gram_losses.style(told, gram_losses.gram(seen)) < 1e-3


def test_the_nearest_size_is_taken():
    made = Fingerprint(ABOUT, {128: {}, 256: {}, 512: {}}, {})
    assert [made.nearest(size) for size in (64, 150, 200, 400, 2000)] == [128, 128, 256, 512, 512]


def test_unknown_names_and_lost_files_are_explained(tmp_path, monkeypatch):
    with pytest.raises(Trouble, match="There is no fingerprint called 'picasso'"):
        paint_fingerprints.load("picasso")
    monkeypatch.setattr(paint_fingerprints, "FOLDER", tmp_path)
    paint_fingerprints.load.cache_clear()
    with pytest.raises(Trouble, match="'The Starry Night' is not here. Put the folder pretrained/ back"):
        paint_fingerprints.load("vangogh-starry-night")


def test_a_painting_that_is_not_here_cannot_be_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "data_folders", list)
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path))
    with pytest.raises(Trouble, match="'The Scream' is not on this machine"):
        shipping_fingerprints.make(next(work for work in works.PAINTINGS if work.title == "The Scream"))


@pytest.mark.parametrize("work", works.PAINTINGS, ids=lambda work: work.name)
def test_every_painting_ships_as_a_small_fingerprint_of_the_shipped_eye(work):
    path = FOLDER / f"{work.name}.safetensors"
    assert path.stat().st_size < 150_000
    with safe_open(path, "np") as file:
        assert file.metadata()["eye"] == paint_fingerprints.eye_hash()
    assert (FOLDER / f"{work.name}.webp").stat().st_size < 100_000
    known = paint_fingerprints.load(work.name)
    assert known.grams.keys() == known.means.keys() and 512 in known.grams
    for layers in known.grams.values():
        assert all(np.linalg.eigvalsh(gram).min() > -1e-2 * np.trace(gram) for gram in layers.values())


@pytest.mark.skipif(downloads.find(works.PAINTINGS[0].source) is None, reason="the paintings are not on this machine")
def test_the_shipped_ones_are_those_of_the_paintings():
    work = works.PAINTINGS[0]
    made, shipped = shipping_fingerprints.make(work), paint_fingerprints.load(work.name)
    for layer, gram in made.grams[256].items():
        told, true = torch.from_numpy(shipped.grams[256][layer])[None], torch.from_numpy(gram)[None]
        assert gram_losses.style(told, true) < 1e-3


def test_styles_are_written_as_they_are_read():
    for text in ("vangogh-starry-night", "munch-scream*2+painting:waves", "own:abc*0.5+painting:waves"):
        assert paint_inputs.joined(paint_inputs.parts(text)) == text
    with pytest.raises(Trouble, match="5 styles were given"):
        paint_inputs.parts("a+b+c+d+e")
    with pytest.raises(Trouble, match="names no style"):
        paint_inputs.parts("a**2")
    with pytest.raises(Trouble, match="All styles have the weight 0"):
        paint_inputs.parts("a*0+b*0")
