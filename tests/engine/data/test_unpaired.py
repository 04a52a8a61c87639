"""Domains without pairs and pictures in pairs: what they hold, that nothing is met on both sides, and how own ones are kept."""

import hashlib
import io
import subprocess
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from engine.core import settings
from engine.core.errors import Trouble
from engine.data import label_colours, library, unpaired
from engine.data import pairs as data_pairs
from engine.data.drawn import painterly
from engine.data.drawn.scenes import names, scenes
from engine.data.label_colours import FACADE_LABELS, SCENE_LABELS
from engine.data.pairs import OWN, SETS
from engine.data.public import art
from engine.data.uploads import albums, own_pairs
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.pix2pix.config import PairConfig


@pytest.fixture(autouse=True)
def few(tmp_path, monkeypatch):
    """A machine with no data on it, and drawn sets small enough for a test."""
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ATELIER_DATA", raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path / "checkout")
    for module in (unpaired, data_pairs):
        monkeypatch.setattr(module, "EACH", 2)
        monkeypatch.setattr(module, "EACH_HELD_OUT", 1)
        monkeypatch.setattr(module, "SIDE", 32)
    monkeypatch.setattr(unpaired, "FRUITS", 10)
    monkeypatch.setattr(unpaired, "FRUITS_HELD_OUT", 4)
    monkeypatch.setattr(unpaired, "FACES", 12)
    monkeypatch.setattr(unpaired, "FACES_HELD_OUT", 4)


def words(pictures) -> set[bytes]:
    return {picture.tobytes() for picture in pictures}


DRAWN = [name for name, about in unpaired.DOMAINS.items() if about.built_in]


@pytest.mark.parametrize("name", DRAWN)
def test_drawn_domains_hold_different_pictures_on_all_four_sides(name):
    assert unpaired.standing(name) == "ready"
    data = unpaired.load(name)
    parts = (data.a, data.b, data.a_held_out, data.b_held_out)
    for part in parts:
        assert part.dtype == np.uint8 and part.ndim == 4 and part.shape[3] == 3 and part.shape[1] == part.shape[2]
        assert part.base is None, "a view would hold the other side in memory"
    assert len(data.a) >= 10 and len(data.b) >= 10 and len(data.a_held_out) >= 4
    assert len(set.union(*map(words, parts))) == sum(map(len, parts))
    assert data.names == (unpaired.DOMAINS[name].a, unpaired.DOMAINS[name].b)
    again = unpaired.load(name)
    assert np.array_equal(again.a, data.a) and np.array_equal(again.b_held_out, data.b_held_out)


def test_night_is_darker_and_autumn_redder():
    night = unpaired.load("day-night")
    assert night.b.mean() < 0.7 * night.a.mean()
    autumn = unpaired.load("summer-autumn")
    assert (autumn.b[..., 0] / (autumn.b[..., 1] + 1.0)).mean() > 1.03 * (
        autumn.a[..., 0] / (autumn.a[..., 1] + 1.0)
    ).mean()


def test_a_painted_scene_shows_the_same_scene_in_strokes():
    scene = scenes.make("hill", 96, 3)
    painted = painterly.painted(scene, 0)
    assert painted.shape == scene.shape and painted.dtype == np.uint8
    assert np.array_equal(painted, painterly.painted(scene, 0))
    assert not np.array_equal(painted, painterly.painted(scene, 1))

    def far(one: np.ndarray, other: np.ndarray) -> float:
        """Between what is left of both when all strokes have melted."""
        small = [Image.fromarray(picture).resize((12, 12), Image.Resampling.BOX) for picture in (one, other)]
        return np.abs(np.asarray(small[0], float) - np.asarray(small[1], float)).mean()

    assert far(scene, painted) < 0.5 * far(np.ascontiguousarray(scene[:, ::-1]), painted)
    grain = [np.abs(np.diff(one.astype(float), axis=1)).mean() for one in (scene, painted)]
    assert grain[1] > grain[0], "strokes can be seen"


def packed(files: dict[str, np.ndarray]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, picture in files.items():
            content = io.BytesIO()
            Image.fromarray(picture).save(content, "JPEG", quality=95)
            archive.writestr(name, content.getvalue())
    return stream.getvalue()


def put(tmp_path, monkeypatch, module, name, content):
    """A file in a data folder, and a source that expects exactly it."""
    source = getattr(module, name)
    tiny = replace(source, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    monkeypatch.setattr(module, name, tiny)
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / source.name).write_bytes(content)
    monkeypatch.setenv("ATELIER_DATA", str(tmp_path / "data"))


def plain(level: int, width: int = 256) -> np.ndarray:
    return np.full((256, width, 3), level, np.uint8)


def test_monet_is_read_from_its_archive_with_a_fixed_split(tmp_path, monkeypatch):
    assert unpaired.standing("monet") == "missing"
    with pytest.raises(Trouble, match="are not on this machine: 10 MB from Jun-Yan Zhu") as caught:
        unpaired.load("monet")
    assert "ATELIER_DATA" in caught.value.advice
    monkeypatch.setattr(unpaired, "MONET_HELD_OUT", (1, 2))
    files = {f"monet_jpg/{number}.jpg": plain(100 + number) for number in range(3)}
    files |= {f"photo_jpg/{number}.jpg": plain(10 + number) for number in range(5)}
    put(tmp_path, monkeypatch, art, "MONET", packed(files))
    assert unpaired.standing("monet") == "ready"
    data = unpaired.load("monet")
    levels = [part[:, 0, 0, 0].round().tolist() for part in (data.a_held_out, data.a, data.b_held_out, data.b)]
    assert levels == [[10, 11], [12, 13, 14], [100], [101, 102]]
    assert data.names == ("photographs", "paintings by Monet")


def test_facades_are_read_with_clean_maps(tmp_path, monkeypatch):
    assert data_pairs.standing("facades") == "download"
    monkeypatch.setenv("ATELIER_OFFLINE", "1")
    assert data_pairs.standing("facades") == "missing"
    with pytest.raises(Trouble, match="are not on this machine: 30 MB"):
        data_pairs.load("facades")
    labels = np.zeros((256, 256), np.uint8)
    labels[64:192, 64:192] = 2
    shown = label_colours.coloured(labels, FACADE_LABELS)
    both = np.concatenate([plain(120), shown], 1)
    files = {"train/1.jpg": both, "train/2.jpg": both, "val/1.jpg": both}
    put(tmp_path, monkeypatch, data_pairs, "FACADES", packed(files))
    data = data_pairs.load("facades")
    assert data.given.shape == data.wanted.shape == (2, 256, 256, 3) and len(data.given_held_out) == 1
    assert np.abs(data.wanted.astype(int) - 120).max() < 60
    assert set(map(tuple, data.given.reshape(-1, 3).tolist())) <= set(FACADE_LABELS.values())
    wrong = label_colours.labels_of(data.given[0], FACADE_LABELS) != labels
    assert wrong.mean() < 0.02


def test_label_maps_and_their_numbers_belong_together():
    assert tuple(SCENE_LABELS) == names.LABELS
    for palette in (SCENE_LABELS, FACADE_LABELS):
        assert len(set(palette.values())) == len(palette)
        numbers = np.arange(len(palette), dtype=np.uint8)[None].repeat(4, 0)
        noisy = label_colours.coloured(numbers, palette).astype(int) + np.random.default_rng(0).integers(
            -8, 9, (4, 1, 3)
        )
        assert np.array_equal(label_colours.labels_of(noisy.clip(0, 255).astype(np.uint8), palette), numbers)


def test_drawn_pairs_show_what_their_map_says():
    data = data_pairs.load("scenes")
    assert data.given.shape == data.wanted.shape == (10, 32, 32, 3) and len(data.given_held_out) == 5
    known = set(SCENE_LABELS.values())
    assert {tuple(colour) for colour in data.given.reshape(-1, 3).tolist()} <= known
    sky = (data.given == SCENE_LABELS["sky"]).all(-1)
    assert data.wanted[sky][:, 2].mean() > data.wanted[sky][:, 0].mean(), "sky is blue"


def test_edges_are_where_light_changes_and_grey_has_no_colour():
    picture = np.zeros((1, 20, 20, 3), np.uint8)
    picture[:, :, 10:] = (200, 100, 50)
    lines = data_pairs.edges(picture)[0]
    assert (lines[:, 9:11] == 0).all() and (lines[:, :8] == 255).all() and (lines[:, 12:] == 255).all()
    assert (data_pairs.edges(np.full((1, 9, 9, 3), 77, np.uint8)) == 255).all()
    light = data_pairs.grey(picture)[0, 0, -1]
    assert light.tolist() == [round(0.299 * 200 + 0.587 * 100 + 0.114 * 50)] * 3


@pytest.mark.parametrize("name", data_pairs.MADE)
def test_pairs_are_made_of_any_pictures(name, monkeypatch):
    monkeypatch.setattr(library, "DRAWN", 20)
    monkeypatch.setattr(library, "DRAWN_HELD_OUT", 5)
    of_faces = data_pairs.load(name, "faces", count=20)
    assert of_faces.given.shape == of_faces.wanted.shape == (20, 64, 64, 3)
    assert len(data_pairs.load(name).given) == 10
    album = albums.save([np.full((16, 16, 3), 10 * at, np.uint8) for at in range(9)], "mine")
    assert data_pairs.load(name, f"album:{album.id}").given.shape == (8, 16, 16, 3)
    with pytest.raises(Trouble, match="There are no pictures called 'clouds'"):
        data_pairs.load(name, "clouds")


def test_own_domains_are_two_albums():
    one, other = (
        albums.save([np.full((16, 16, 3), base + at, np.uint8) for at in range(10)], title)
        for base, title in ((0, "cats"), (100, "dogs"))
    )
    data = unpaired.load("own", one.id, other.id)
    assert data.names == ("cats", "dogs") and len(data.a) == 9 and len(data.b_held_out) == 1
    assert data.a.max() < 50 < data.b.min()
    with pytest.raises(Trouble, match="need two collections"):
        unpaired.load("own", one.id)
    with pytest.raises(Trouble, match="There are no domains called 'mars'"):
        unpaired.load("mars")


def test_own_pairs_come_side_by_side_or_from_two_folders(tmp_path):
    side_by_side, apart = tmp_path / "one", tmp_path / "other"
    for folder in (side_by_side, apart / "a", apart / "b"):
        folder.mkdir(parents=True)
    for at in range(9):
        left, right = np.full((20, 20, 3), at, np.uint8), np.full((20, 20, 3), 200 + at, np.uint8)
        Image.fromarray(np.concatenate([left, right], 1)).save(side_by_side / f"{at}.png")
        Image.fromarray(left).save(apart / "a" / f"{at}.png")
        Image.fromarray(right).save(apart / "b" / f"{at}.png")
    found = [list(own_pairs.from_folder(folder, 16)) for folder in (side_by_side, apart)]
    for one, other in zip(*found, strict=True):
        assert all(map(np.array_equal, one, other))
    id = own_pairs.save(found[0])
    assert own_pairs.save(found[1]) == id
    data = data_pairs.load("own", own=id)
    assert len(data.given) == 8 and len(data.given_held_out) == 1
    assert (data.wanted.astype(int) - data.given == 200).all()


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: data_pairs.load("own"), "Your own pairs are not chosen yet"),
        (lambda: data_pairs.load("own", own="../../etc"), "There are no pairs"),
        (lambda: data_pairs.load("horses"), "There are no pairs called 'horses'"),
        (lambda: own_pairs.save([]), "0 pairs were found; a network needs at least 8"),
        (lambda: list(own_pairs.from_folder("nowhere")), "There is no folder 'nowhere'"),
    ],
)
def test_what_is_not_there_is_a_sentence(ask, sentence):
    with pytest.raises(Trouble, match=sentence):
        ask()


def test_configs_offer_exactly_the_sets_there_are():
    def offered(config):
        return set(type(config).__dataclass_fields__["data"].metadata["knob"].choices)

    assert offered(CycleConfig()) == {*unpaired.DOMAINS, unpaired.OWN}
    assert offered(PairConfig()) == {*SETS, OWN}


@pytest.mark.parametrize("module", ["data.unpaired", "data.pairs", "lessons.translate.cyclegan.config"])
def test_importing_is_light(module):
    script = f"import sys, engine.{module}; print(sorted({{'torch', 'numpy', 'PIL'}} & set(sys.modules)))"
    root = unpaired.__file__.rsplit("/engine/", 1)[0]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
