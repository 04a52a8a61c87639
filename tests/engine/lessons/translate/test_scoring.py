"""Scores and sheets of translators: closed forms, and that better ones score better."""

import numpy as np
import pytest

from engine import recipes
from engine.data import cards, label_colours, photo_or_painting, unpaired
from engine.data import gallery as data_gallery
from engine.data.drawn.scenes import names as scenes_names
from engine.data.drawn.scenes import scenes
from engine.data.label_colours import SCENE_LABELS
from engine.data.pairs import SETS, Pairs
from engine.data.unpaired import Domains
from engine.lessons.translate import scoring
from engine.lessons.translate.cyclegan import score as cyclegan_score
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.pix2pix import score as pix2pix_score
from engine.lessons.translate.pix2pix.config import PairConfig


class Copyist:
    def translate(
        self, picture: np.ndarray, strength: float = 1.0, seed: int | None = None, palette=None
    ) -> np.ndarray:
        return picture.copy()

    def palette_of(self, given: np.ndarray, picture: np.ndarray) -> None:
        return None


class Inverter:
    def translate(self, picture: np.ndarray, strength: float = 1.0, seed: int | None = None) -> np.ndarray:
        return 255 - picture


def crowd(names) -> np.ndarray:
    return np.stack([data_gallery.picture(name, 64) for name in names])


SCENES = crowd([f"scene:{name}" for name in ("lake", "cat", "village", "harbour", "hill", "skyline")])
PAINTINGS = crowd([f"painting:{name}" for name in ("waves", "mosaic", "woodcut", "quilt", "crayons", "cubism")])


def test_how_far_pictures_lie_apart():
    black, grey = np.zeros((3, 4, 4, 3), np.uint8), np.full((3, 4, 4, 3), 51, np.uint8)
    found = scoring.apart("error", black, grey, "share")
    assert found.value == found.low == found.high == pytest.approx(51)
    assert "mean over 3 held-out pictures" in found.protocol


def test_crowds_of_one_kind_lie_nearer_than_those_of_two():
    one, other = (np.stack([scenes.make(name, 64, seed) for name in scenes_names.SCENES]) for seed in (20, 21))
    near = scoring.distance("KID", one, other, "")
    far = scoring.distance("KID", PAINTINGS, other, "")
    assert far.value > near.value and near.low <= near.value <= near.high


def test_a_cycle_of_copyists_is_exact_and_translates_nothing():
    data = Domains("drawn", SCENES, PAINTINGS, SCENES, PAINTINGS, ("scenes", "paintings"))
    found = {s.name: s.value for s in cyclegan_score.measure((Copyist(), Copyist()), data, CycleConfig())}
    assert found["cycle error, through paintings"] == found["identity error, scenes"] == 0
    assert found["KID, made paintings"] == pytest.approx(found["KID of scenes as they are"], rel=1e-6)
    found = {s.name: s.value for s in cyclegan_score.measure((Inverter(), Copyist()), data, CycleConfig())}
    assert found["cycle error, through paintings"] > 25 and found["identity error, paintings"] > 25


def test_flat_colours_are_the_mean_of_each_label():
    labels = np.array([[[0, 0], [1, 1]]], np.uint8)
    given = label_colours.coloured(labels, SCENE_LABELS)
    wanted = np.array([[[[10] * 3, [20] * 3], [[100] * 3, [100] * 3]]], np.uint8)
    flat = pix2pix_score.flat_colours(Pairs("scenes", given, wanted, given, wanted, ("maps", "scenes")))
    assert flat[0, :, :, 0].tolist() == [[15, 15], [100, 100]]


def test_a_generator_of_pairs_is_scored_at_the_side_that_it_learnt():
    given = np.stack([label_colours.coloured(np.full((64, 64), k % 13, np.uint8), SCENE_LABELS) for k in range(6)])
    data = Pairs("scenes", given, SCENES, given, SCENES, ("maps", "scenes"))
    names = [s.name for s in pix2pix_score.measure(Copyist(), data, PairConfig(side=32))]
    assert names == ["error of a pixel", "the same, flat colours", "KID"]


def test_sheets_show_only_what_may_be_shown():
    data = Domains("drawn", SCENES, PAINTINGS, SCENES, PAINTINGS, ("scenes", "paintings"))
    sheet, words = cyclegan_score.sheet((Copyist(), Copyist()), data)
    count = sheet.shape[1] // 192
    assert sheet.shape[0] == 3 * 193 - 1 and count == 6 and "paintings" in words
    assert np.array_equal(sheet[:192], sheet[193:385])
    maps = pix2pix_score.maps("scenes")
    assert {tuple(colour) for colour in maps.reshape(-1, 3)} <= set(SCENE_LABELS.values())


def test_every_set_says_where_it_comes_from():
    for lesson, names in (
        ("cyclegan", unpaired.DOMAINS),
        ("pix2pix", SETS),
        ("guard", (photo_or_painting.NAME,)),
        ("vae", cards.SETS),
    ):
        for name in names:
            assert all(recipes.shipping_of(lesson).provenance(name))
