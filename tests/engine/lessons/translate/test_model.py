"""Translators at work: any size, tiles without seams, strength, both directions, verdicts; and the command line."""

import re

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from engine import catalog
from engine.cli import main
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.critic import Critic
from engine.lessons.translate.network import ResNet, UNet
from engine.lessons.translate.sight_critic import SightCritic
from engine.nn import images
from engine.runs import store
from engine.weights import checkpoint


def stirred(network: nn.Module, seed: int) -> nn.Module:
    """A network that changes pictures visibly, and keeps where things are."""
    torch.manual_seed(seed)
    with torch.no_grad():
        for weight in network.parameters():
            weight.add_(0.15 * torch.randn_like(weight) * (weight.std() if weight.ndim > 1 else 1.0))
        nn.init.normal_(network.last.convolution.weight, 0, 0.05)
    return network.eval()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Weights of a CycleGAN and of a pix2pix that have learnt nothing, but differ."""
    folder, found = tmp_path_factory.mktemp("weights"), {}
    torch.manual_seed(0)
    critics = {name: Critic(4, "70", "spectral", condition=False) for name in ("critic_b", "critic_a")}
    generators = {name: stirred(ResNet(8, 2, "resize", True), seed) for seed, name in enumerate(("to_b", "to_a"))}
    pairs = {
        "generator": stirred(UNet(8, 3, "resize", 0.5, False), 3),
        "critic": Critic(4, "16", "instance", condition=True),
    }
    for lesson, networks in (("cyclegan", generators | critics), ("pix2pix", pairs)):
        found[lesson] = str(folder / f"{lesson}.safetensors")
        config = configs.to_dict(catalog.card(lesson).config())
        checkpoint.save_weights(folder / f"{lesson}.safetensors", networks, {"lesson": lesson, "config": config})
    return found


@pytest.mark.parametrize("lesson", ["cyclegan", "pix2pix"])
@pytest.mark.parametrize("size", [(64, 96), (63, 50), (7, 9), (130, 513), (600, 70)])
def test_pictures_of_any_size_come_back_in_it(files, lesson, size):
    picture = np.random.default_rng(0).integers(0, 255, (*size, 3), dtype=np.uint8)
    made = translate_model.load(files[lesson]).translate(picture)
    assert made.shape == picture.shape and made.dtype == np.uint8
    assert np.abs(made.astype(int) - picture).mean() > 1


def test_both_directions_are_different_networks(files):
    picture = data_gallery.picture("scene:lake", 64)
    there, back = translate_model.load(files["cyclegan"]), translate_model.load(files["cyclegan"], back=True)
    assert not np.array_equal(there.translate(picture), back.translate(picture))
    assert there is translate_model.load(files["cyclegan"]), "opened once"
    with pytest.raises(Trouble, match="knows one direction only"):
        translate_model.load(files["pix2pix"], back=True)


def test_what_is_no_translator_is_a_sentence():
    with pytest.raises(Trouble, match="holds no translator"):
        translate_model.load("vae-glyphs")


def test_strength_leads_from_the_picture_to_its_translation(files):
    picture, translator = data_gallery.picture("scene:lake", 64), translate_model.load(files["cyclegan"])
    assert np.array_equal(translator.translate(picture, strength=0.0), picture)
    made = [translator.translate(picture, strength=strength).astype(int) for strength in (0.02, 0.3, 0.6, 1.0)]
    assert np.array_equal(made[-1], translator.translate(picture))
    changes = [np.abs(one - picture).mean() for one in made]
    assert changes == sorted(changes) and changes[0] < 2 < changes[-1]
    with pytest.raises(Trouble, match="A strength of 2 is outside its range"):
        translator.translate(picture, strength=2.0)


def test_pictures_of_a_network_that_paints_anew_are_blended(files):
    picture, translator = data_gallery.picture("scene:lake", 64), translate_model.load(files["pix2pix"])
    whole, half = translator.translate(picture), translator.translate(picture, strength=0.5)
    assert np.abs(half - (picture.astype(float) + whole) / 2).max() <= 1


def test_tiles_leave_no_seam(files):
    """With the same memory of the whole picture, tiles give what the untiled picture gives, everywhere."""
    translator = translate_model.load(files["cyclegan"])
    x = translator.unit(data_gallery.picture("scene:village", 384))[:, :, :300]
    with torch.inference_mode():
        glance = translator.glance(x)
        untiled = images.to_pixels(translator.whole(x, glance=glance.again()))[0]
        tiled = images.to_pixels(translator.tiled(x, glance, tile=160, overlap=96))[0]
    difference = np.abs(tiled.astype(int) - untiled)
    assert difference.max() <= 6 and difference.mean() < 0.3, "what 16 bits leave in doubt, and no more"


def test_tiles_normed_each_by_itself_would_leave_seams(files, monkeypatch):
    """The test above can fail: without the memory it does."""
    translator = translate_model.load(files["cyclegan"])
    x = translator.unit(data_gallery.picture("scene:village", 384))[:, :, :300]

    class Forgetful:
        def again(self):
            return None

    with torch.inference_mode():
        untiled = images.to_pixels(translator.whole(x))[0]
        tiled = images.to_pixels(translator.tiled(x, Forgetful(), tile=160, overlap=96))[0]
    assert np.abs(tiled.astype(int) - untiled).max() > 12


@pytest.mark.parametrize("length", [513, 700, 1024, 2048])
def test_tiles_cover_a_side_and_overlap(length):
    spans = translate_model.spans(length, 512, 128)
    covered = np.zeros(length)
    for start, size in spans:
        assert start % 4 == 0 and size <= 512
        covered[start : start + size] += translate_model.fade(start, size, length, 128).numpy()
    assert covered.min() > 0.4
    assert spans[0][0] == 0 and sum(spans[-1]) == length
    assert all(one[0] + one[1] - other[0] >= 124 for one, other in zip(spans, spans[1:], strict=False))


def test_dropout_paints_variants(files):
    picture, translator = data_gallery.picture("scene:lake", 64), translate_model.load(files["pix2pix"])
    plain, one, again, other = (translator.translate(picture, seed=seed) for seed in (None, 1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other) and not np.array_equal(one, plain)


def test_verdicts_are_a_map_with_the_place_of_each(files):
    translator = translate_model.load(files["cyclegan"])
    found = translator.verdicts(data_gallery.picture("scene:lake", 256))
    assert found.map.shape == (30, 30) and found.field == 70 and found.places.shape == (30, 30, 2)
    middle = found.places[15, 15] + found.field / 2
    assert np.abs(middle - 128).max() <= 8
    assert found.places[0, 0].tolist() == [found.places[0, 0, 0]] * 2 and found.places[0, 0, 0] < 0


def test_a_trained_eye_gives_one_verdict_for_each_patch(tmp_path):
    generators = {name: ResNet(4, 1, "resize", True) for name in ("to_b", "to_a")}
    critics = {name: SightCritic(4) for name in ("critic_b", "critic_a")}
    config = configs.to_dict(catalog.card("cyclegan").config(sight=True))
    checkpoint.save_weights(
        tmp_path / "eye.safetensors", generators | critics, {"lesson": "cyclegan", "config": config}
    )
    found = translate_model.load(str(tmp_path / "eye.safetensors")).verdicts(data_gallery.picture("scene:lake", 256))
    assert found.map.shape == (32, 32) and found.field == 78
    assert np.diff(found.places[:, 0, 0]).tolist() == [8] * 31 and np.abs(found.places[15, 15] + 39 - 128).max() <= 8


def test_a_critic_of_pairs_needs_the_pair(files):
    translator, picture = translate_model.load(files["pix2pix"]), data_gallery.picture("scene:lake", 64)
    with pytest.raises(Trouble, match="This critic judges pairs"):
        translator.verdicts(picture)
    assert translator.verdicts(picture, picture).field == 16


def call(*words: str) -> int:
    return main.main([*words])


def test_files_folders_and_patterns_are_translated(files, tmp_path, capsys):
    folder = tmp_path / "holiday"
    folder.mkdir()
    for name in ("sea.png", "sea.jpg", "hill.png"):
        Image.fromarray(data_gallery.picture("scene:hill", 48)).save(folder / name)
    (folder / "notes.txt").write_text("not a picture")
    out = tmp_path / "one.png"
    assert call("translate", files["cyclegan"], str(folder / "hill.png"), "-o", str(out)) == 0
    expected = translate_model.load(files["cyclegan"]).translate(data_gallery.picture("scene:hill", 48))
    assert np.array_equal(np.asarray(Image.open(out)), expected)
    assert call("translate", files["cyclegan"], str(folder), "-o", str(tmp_path / "all"), "--back") == 0
    said = capsys.readouterr().out
    assert "3 pictures are in" in said and "notes.txt" in said
    assert sorted(file.name for file in (tmp_path / "all").iterdir()) == ["hill.png", "sea-2.png", "sea.png"]
    assert not np.array_equal(np.asarray(Image.open(tmp_path / "all" / "hill.png")), expected)
    pattern = str(folder / "sea.*")
    assert call("translate", files["pix2pix"], pattern, "-o", str(tmp_path / "sea"), "--seed", "1") == 0
    assert len(list((tmp_path / "sea").iterdir())) == 2


def test_pictures_of_the_gallery_are_translated_by_their_names(files, tmp_path, capsys):
    out = tmp_path / "lake.png"
    assert call("translate", files["cyclegan"], "scene:lake", "-o", str(out), "--strength", "0") == 0
    assert np.array_equal(np.asarray(Image.open(out)), data_gallery.picture("scene:lake"))
    Image.fromarray(data_gallery.picture("scene:hill", 48)).save(tmp_path / "hill.png")
    given = ("scene:hill", str(tmp_path / "hill.png"), "scene:hill")
    assert call("translate", files["cyclegan"], *given, "-o", str(tmp_path / "all"), "--strength", "0") == 0
    assert "2 pictures are in" in capsys.readouterr().out
    sides = {file.name: Image.open(file).size for file in (tmp_path / "all").iterdir()}
    assert sides == {"hill.png": (512, 512), "hill-2.png": (48, 48)}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nothing-here.jpg", "-o", "out.png"), "There is no picture at 'nothing-here.jpg'"),
        (("scene:lak", "-o", "out.png"), "Did you mean 'scene:lake'?"),
        (("{a}", "{b}", "-o", "out.png"), "2 pictures do not fit into out.png"),
        (("{a}", "-o", "out.txt"), "'out.txt' does not end as a picture does here"),
        (("{a}", "-o", "out.png", "--strength", "3"), "A strength of 3 is outside its range"),
    ],
)
def test_what_cannot_be_translated_is_a_sentence(files, tmp_path, words, sentence, capsys):
    for name in ("a", "b"):
        Image.fromarray(data_gallery.picture("scene:hill", 32)).save(tmp_path / f"{name}.png")
    words = [word.format(a=tmp_path / "a.png", b=tmp_path / "b.png") for word in words]
    assert call("translate", files["cyclegan"], *words) == 1
    assert sentence in " ".join(capsys.readouterr().err.split())


TINY = ("--steps", "2", "--side", "32", "--width", "4", "--critic-width", "4")


def test_two_folders_of_ones_own_become_albums_and_a_run(tmp_path, capsys):
    for name, base in (("cats", 60), ("dogs", 160)):
        (tmp_path / name).mkdir()
        for number in range(9):
            grain = np.random.default_rng(number).integers(0, 60, (40, 50, 3))
            Image.fromarray((base + grain).astype(np.uint8)).save(tmp_path / name / f"{number}.png")
    cats, dogs = str(tmp_path / "cats"), str(tmp_path / "dogs")
    assert call("train", "cyclegan", "--a", cats, "--b", dogs, "--blocks", "1", *TINY) == 0
    (run,) = store.every()
    assert run.config.data == "own" and run.status().state == "finished"
    said = capsys.readouterr()
    assert "9 pictures taken" in said.out
    progress = [line for line in re.split(r"[\r\n]", said.err) if "training loss" in line]
    assert progress and max(map(len, progress)) < 80, "a dozen numbers of a step, and still one line of a terminal"
    assert any(preview.caption.startswith("Above: cats that") for preview in run.previews())
    again = ("--a", run.config.a, "--b", run.config.b)
    assert call("train", "cyclegan", *again, "--blocks", "1", *TINY) == 0
    assert call("translate", run.id, cats, "-o", str(tmp_path / "out")) == 0
    capsys.readouterr()
    assert call("train", "cyclegan", "--a", cats, "--blocks", "1", *TINY) == 1
    assert "need two collections" in capsys.readouterr().err


def test_a_folder_of_pairs_is_kept_and_learnt_from(tmp_path, capsys):
    folder = tmp_path / "pairs"
    folder.mkdir()
    for number in range(8):
        both = np.random.default_rng(number).integers(0, 255, (40, 80, 3), dtype=np.uint8)
        Image.fromarray(both).save(folder / f"{number}.png")
    assert call("train", "pix2pix", "--pairs", str(folder), "--depth", "2", *TINY) == 0
    (run,) = store.every()
    assert run.config.data == "own" and len(run.config.pairs) == 32
    assert call("translate", run.id, str(folder / "3.png"), "-o", str(tmp_path / "made.png")) == 0
    Image.fromarray(np.zeros((40, 50, 3), np.uint8)).save(folder / "odd.png")
    capsys.readouterr()
    assert call("train", "pix2pix", "--pairs", str(folder), *TINY) == 1
    assert "no pair side by side" in capsys.readouterr().err
