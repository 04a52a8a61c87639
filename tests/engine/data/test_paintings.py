"""Drawn paintings and scenes: the same again from a seed, the same at any size, and labels that tell what is seen."""

import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.data.drawn.paintings import paintings
from engine.data.drawn.scenes import names, scenes

LABEL = {name: number for number, name in enumerate(names.LABELS)}


def painted(name):
    return lambda size, seed=0: paintings.make(name, size, seed)


def seen(name):
    return lambda size, seed=0: scenes.make(name, size, seed)


PAINTERS = {name: painted(name) for name in paintings.PAINTINGS}
DRAWN = PAINTERS | {name: seen(name) for name in names.SCENES}
everything = pytest.mark.parametrize("make", DRAWN.values(), ids=DRAWN)


def reduced(picture, times):
    height, width, channels = picture.shape
    return picture.astype(float).reshape(height // times, times, width // times, times, channels).mean((1, 3))


@everything
def test_a_seed_draws_the_same_again_and_another_seed_another(make):
    first = make(96, 3)
    assert first.shape == (96, 96, 3) and first.dtype == np.uint8
    assert np.array_equal(first, make(96, 3))
    assert np.abs(first.astype(int) - make(96, 4)).mean() > 12


@everything
def test_a_larger_one_is_the_same_one_in_more_detail(make):
    small, large = make(128), make(256)
    assert np.corrcoef(reduced(small, 4).ravel(), reduced(large, 8).ravel())[0, 1] > 0.95
    assert np.abs(small - reduced(large, 2)).mean() < 0.5 * np.abs(small.astype(int) - make(128, 1)).mean()


@everything
@pytest.mark.parametrize("size", [16, 45])
def test_any_size_can_be_drawn(make, size):
    picture = make(size)
    assert picture.shape == (size, size, 3) and picture.std() > 10


@pytest.mark.parametrize("make", PAINTERS.values(), ids=PAINTERS)
def test_texture_covers_the_whole_painting(make):
    """A style is statistics over all of the picture, so no quarter may be empty."""
    light = make(256).mean(-1)
    for quarter in (light[:128, :128], light[:128, 128:], light[128:, :128], light[128:, 128:]):
        assert quarter.std() > 20 and np.abs(np.diff(quarter, axis=1)).mean() > 6


def test_no_two_paintings_have_the_same_palette_and_grain():
    looks = {}
    for name, make in PAINTERS.items():
        picture = make(128).astype(float)
        grain = [np.abs(np.diff(picture, axis=axis)).mean() for axis in (0, 1)]
        looks[name] = np.array([*picture.mean((0, 1)), *picture.std((0, 1)), *grain])
    for one, other in combinations(looks, 2):
        assert np.abs(looks[one] - looks[other]).max() > 10, (one, other)


def test_every_drawn_picture_has_a_title_and_one_sentence():
    assert len(paintings.PAINTINGS) >= 10 and len(names.SCENES) >= 6
    for about in (*paintings.PAINTINGS.values(), *names.SCENES.values()):
        assert about.title and about.words.endswith(".") and about.words.count(". ") == 0


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: paintings.make("oil"), "There is no painting 'oil'. Choose one of: flow-field, stained-glass, "),
        (lambda: paintings.make("waves", 8), "A painting 8 pixels wide cannot be drawn. Ask for 16 to 2048 pixels."),
        (lambda: paintings.make("waves", 64, -1), "The seed of a painting is -1, which is negative. Give a whole"),
        (lambda: scenes.make("moon"), "There is no scene 'moon'. Choose one of: harbour, lake, village, skyline, "),
        (lambda: scenes.make("lake", 9999), "A scene 9999 pixels wide cannot be drawn. Ask for 16 to 2048 pixels."),
        (lambda: scenes.make("lake", light="noon"), "There is no light 'noon' in scenes. Choose one of: day, dusk, "),
        (lambda: scenes.make("lake", season="may"), "There is no season 'may' in scenes. Choose one of: summer, "),
    ],
)
def test_wrong_wishes_get_a_sentence(ask, sentence):
    with pytest.raises(Trouble) as caught:
        ask()
    assert sentence in str(caught.value)


def test_drawing_needs_neither_torch_nor_streamlit():
    code = """
import sys
from engine.data.drawn.paintings import paintings
from engine.data.drawn.scenes import scenes
assert "numpy" not in sys.modules and "PIL" not in sys.modules, "listing should be light"
paintings.make("op-art", 32), scenes.make("cat", 32)
sys.exit("torch" in sys.modules or "streamlit" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("name", names.SCENES)
def test_light_and_season_change_colours_and_never_places(name):
    day, labels = scenes.labelled(name, 96, 5)
    for light in names.LIGHTS:
        for season in names.SEASONS:
            picture, same = scenes.labelled(name, 96, 5, light, season)
            told_apart = (same != labels).mean()
            assert told_apart < (0.03 if light == "night" else 0.02), (light, season, told_apart)
            if (light, season) != ("day", "summer"):
                assert np.abs(picture.astype(int) - day).mean() > 4


@pytest.mark.parametrize("name", names.OUTDOORS)
def test_a_night_is_dark_and_blue_and_some_of_it_is_lit(name):
    day, night = (scenes.make(name, 96, 2, light).astype(float) for light in ("day", "night"))
    assert night.mean() < 0.55 * day.mean()
    assert night[..., 2].mean() > 1.15 * night[..., 0].mean()
    assert (night.min(-1) > 150).sum() > 10  # the moon


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", names.OUTDOORS)
def test_labels_tell_what_is_seen(name, seed):
    picture, labels = scenes.labelled(name, 128, seed)
    assert labels.shape == (128, 128) and labels.dtype == np.uint8 and labels.max() < len(names.LABELS)
    red, green, blue = (np.median(picture[labels == LABEL["sky"]], 0)).tolist()
    assert blue > green > red and blue > 190
    assert np.median(picture[labels == LABEL["cloud"]]) > 190
    assert np.median(picture[labels == LABEL["sun or moon"]], 0).min() > 180
    autumn, same = scenes.labelled(name, 128, seed, season="autumn")
    if (labels == LABEL["tree"]).any():  # some harbours have none
        red, green, blue = np.median(picture[labels == LABEL["tree"]], 0).tolist()
        assert green > red and green > blue
        red, green, blue = np.mean(autumn[same == LABEL["tree"]], 0).tolist()
        assert red > green > blue or name == "lake"  # where pines stay green
    rows = np.arange(128)[:, None] * np.ones(128)
    ground = rows[(labels == LABEL["ground"]) | (labels == LABEL["road"]) | (labels == LABEL["water"])]
    assert rows[labels == LABEL["sky"]].mean() + 40 < ground.mean()
    for parts, scene in ((("water", "boat", "house"), "harbour"), (("mountain", "water"), "lake"), (("road",), "hill")):
        assert scene != name or all((labels == LABEL[part]).sum() > 50 for part in parts)


def test_labels_follow_the_edges_of_what_is_seen():
    """Inside one label neighbours are alike; where the label changes, the colour does so as well."""
    for name in names.OUTDOORS:
        picture, labels = scenes.labelled(name, 128, 1)
        steps = np.abs(np.diff(picture.astype(int), axis=0)).sum(-1)
        border = labels[1:] != labels[:-1]
        assert steps[border].mean() > 3 * steps[~border].mean()


@pytest.mark.parametrize("name", names.SCENES)
def test_seeds_compose_scenes_anew(name):
    drawn = [scenes.labelled(name, 64, seed) for seed in range(12)]
    assert len({picture.tobytes() for picture, _ in drawn}) == 12
    apart = [(one != other).mean() for (_, one), (_, other) in combinations(drawn, 2)]
    assert np.mean(apart) > 0.02 and min(apart) > 0.002


def test_labels_are_the_same_at_any_size():
    for name in names.SCENES:
        small, large = scenes.labelled(name, 64, 1)[1], scenes.labelled(name, 256, 1)[1]
        assert (small == large[2::4, 2::4]).mean() > 0.9
