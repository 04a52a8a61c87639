"""The gallery: one name for every picture, whoever made it, and a reader's own pictures on the disk."""

import subprocess
import sys
from collections import namedtuple

import numpy as np
import pytest
from PIL import Image

from engine.core.errors import Trouble
from engine.data import cache
from engine.data import gallery as data_gallery
from engine.data.gallery import CONTENTS, OWN, STYLES
from engine.data.uploads import albums, single


def photograph(height=40, width=60, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


def test_listing_the_gallery_imports_nothing_heavy():
    code = """
import sys
from engine.data import gallery
assert len(gallery.CONTENTS) >= 8 and len(gallery.STYLES) >= 10
gallery.check(gallery.STYLES[0])
sys.exit(", ".join({"numpy", "PIL", "sklearn", "scipy", "torch", "streamlit"} & set(sys.modules)) or 0)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr


def test_the_photographs_of_scikit_learn_come_without_scikit_learn():
    code = """
import sys
from engine.data import gallery
assert gallery.picture("photo:china").shape == (427, 640, 3)
assert gallery.picture("photo:flower", 100).shape == (67, 100, 3)
sys.exit(", ".join({"sklearn", "scipy", "torch"} & set(sys.modules)) or 0)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr


def test_without_scikit_learn_a_photograph_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(data_gallery, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match=r"'photo:china' comes with scikit-learn, .* Install it with: pip install"):
        data_gallery.picture("photo:china")


@pytest.mark.parametrize("reference", [*CONTENTS, *STYLES])
def test_every_picture_opens_and_is_told_about(reference):
    picture, card = data_gallery.picture(reference, 64), data_gallery.about(reference)
    assert picture.dtype == np.uint8 and max(picture.shape[:2]) == 64 and picture.shape[2] == 3 and picture.std() > 15
    assert card.reference == reference and card.title and card.credit
    assert card.words.endswith(".") and card.words.count(". ") == 0


def test_titles_tell_the_pictures_apart():
    titles = [data_gallery.about(reference).title for reference in (*CONTENTS, *STYLES)]
    assert len(set(titles)) == len(titles)


def test_drawn_pictures_are_drawn_for_the_size_and_others_never_enlarged():
    assert data_gallery.picture("painting:op-art").shape == (512, 512, 3)
    assert data_gallery.picture("painting:op-art", 700).shape == (700, 700, 3)
    assert data_gallery.picture("painting:op-art", 10).shape == (10, 10, 3)  # drawn at 16, then reduced
    assert data_gallery.picture("photo:china", 5000).shape == (427, 640, 3)
    small = data_gallery.picture("photo:china", 64).astype(float)
    whole = np.asarray(
        Image.fromarray(data_gallery.picture("photo:china")).resize((64, 43), Image.Resampling.BOX), float
    )
    assert np.abs(small - whole).mean() < 6


def test_a_picture_may_be_written_on_without_spoiling_the_next():
    first = data_gallery.picture("scene:cat", 64)
    first[:] = 0
    assert data_gallery.picture("scene:cat", 64).any()


@pytest.mark.parametrize("reference", ["scene:cat", "painting:op-art"])
def test_what_was_drawn_is_read_by_the_next_start_unless_its_code_is_another(reference, home, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(home / "of-its-own"))
    drawn = []
    draw = data_gallery._draw
    monkeypatch.setattr(data_gallery, "_draw", lambda *wish: drawn.append(wish) or draw(*wish))
    pictures = []
    for code in ("old", "old", "new"):
        monkeypatch.setattr(cache, "code_of", lambda module, code=code: code)
        data_gallery._drawn.cache_clear()
        pictures.append(data_gallery.picture(reference, 64))
    assert len(drawn) == 2
    assert all(np.array_equal(pictures[0], other) for other in pictures[1:])


def test_by_night_the_same_harbour_is_dark():
    day, night = (data_gallery.picture(name, 64).mean() for name in ("scene:harbour", "scene:harbour-night"))
    assert night < 0.6 * day


@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        ("scene:habour", "There is no picture 'scene:habour'. Did you mean 'scene:harbour'? There are: photo:china, "),
        ("Waves", "Did you mean 'painting:waves'?"),
        ("china", "Did you mean 'photo:china'?"),
        ("painting:stained glass", "Did you mean 'painting:stained-glass'?"),
        ("", "There is no picture 'a file without a name'. There are: photo:china, "),
        ("photo:../../../etc/passwd", "There is no picture 'passwd'."),
        ("scene:<b>`x`\n", "There is no picture 'scene:_b__x_'."),
        ("own:" + "0" * 32, "There is no picture '" + "0" * 32 + "' of yours here."),
        ("x" * 3000, "There is no picture 'xxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxx'. There are: "),
    ],
)
def test_unknown_names_get_a_sentence_and_a_hint(reference, sentence):
    for ask in (data_gallery.check, data_gallery.about, data_gallery.picture):
        with pytest.raises(Trouble) as caught:
            ask(reference)
        assert sentence in str(caught.value)


def test_a_picture_of_no_pixels_is_refused():
    with pytest.raises(Trouble, match=r"A picture cannot be 0 pixels long\. Ask for 1 pixel or more\."):
        data_gallery.picture("photo:china", 0)


def test_an_own_picture_is_kept_once_and_comes_back(home):
    picture = photograph()
    id = single.keep(picture)
    assert np.array_equal(single.picture(id), picture)
    written = (home / "pictures" / f"{id}.png").stat().st_mtime_ns
    assert single.keep(picture.copy()) == id and single.keep(photograph(seed=1)) != id
    assert (home / "pictures" / f"{id}.png").stat().st_mtime_ns == written
    assert len(list((home / "pictures").iterdir())) == 2
    reference = OWN + id
    assert np.array_equal(data_gallery.picture(reference), picture) and data_gallery.picture(reference, 30).shape == (
        20,
        30,
        3,
    )
    assert data_gallery.about(reference).title == "Your picture"


def test_an_own_picture_is_called_like_its_file_and_by_its_newest_name(home):
    id = single.keep(photograph(), single.titled("C:\\fake\\Our  harbour.at dawn.JPG"))
    assert data_gallery.about(OWN + id).title == "Our harbour.at dawn"
    single.keep(photograph(), "Harbour")
    assert single.title(id) == "Harbour" and single.keep(photograph()) == id and single.title(id) == "Harbour"
    single.forget(id)
    assert not list((home / "pictures").iterdir())
    assert (
        single.titled("../../a\x00b\n" + 80 * "c" + ".png").startswith("a b ccc") and len(single.titled(99 * "c")) == 60
    )


def test_a_forgotten_picture_is_gone_and_the_others_stay():
    gone, stays = single.keep(photograph()), single.keep(photograph(seed=1))
    single.forget(gone)
    single.check(stays)
    for ask in (single.check, single.picture, single.forget):
        with pytest.raises(Trouble, match="There is no picture .* It may have been deleted. Upload it again."):
            ask(gone)


@pytest.mark.parametrize(
    "id", ["", "..", "../../etc", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "0" * 32 + "\n", "/" * 32, "*"]
)
def test_only_hashes_reach_the_disk(id, home):
    single.keep(photograph())
    (home / "secret.png").write_bytes(b"x")
    for ask in (single.check, single.picture, single.forget):
        with pytest.raises(Trouble, match="There is no picture"):
            ask(id)
    assert (home / "secret.png").exists() and len(list((home / "pictures").iterdir())) == 1


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (photograph()[..., 0], "This is no picture in colour."),
        (photograph().astype(np.float32), "This is no picture in colour."),
        (photograph()[..., :2], "This is no picture in colour."),
        (photograph(4, 60), "has 60 × 4 pixels, which is too few. Choose one with 8 to 4,096 pixels on each side."),
        (np.zeros((9000, 10, 3), np.uint8), "has 10 × 9,000 pixels, which is too many."),
    ],
)
def test_what_is_no_picture_is_not_kept(picture, sentence, home):
    with pytest.raises(Trouble) as caught:
        single.keep(picture)
    assert sentence in str(caught.value) and not (home / "pictures").exists()


def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(home, monkeypatch):
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(albums.shutil, "disk_usage", lambda folder: Usage(10**12, 10**12, albums.SPARE))
    with pytest.raises(Trouble, match="The disk is full, so the pictures were not kept."):
        single.keep(photograph())
    assert not list((home / "pictures").iterdir())


def test_a_disk_that_fills_up_while_writing_leaves_nothing_behind(home, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(albums.os, "replace", full)
    with pytest.raises(Trouble, match="The disk is full, so the pictures were not kept."):
        single.keep(photograph())
    assert not list((home / "pictures").iterdir())


def test_pictures_beyond_the_limit_are_refused_until_one_is_forgotten(monkeypatch):
    first = single.keep(photograph())
    monkeypatch.setattr(single, "MAX_PICTURES", 10_000)
    with pytest.raises(Trouble, match=r"Single pictures may take .* and this one does not fit. Forget one of your"):
        single.keep(photograph(seed=1))
    assert single.keep(photograph()) == first  # what is kept already needs no room
    single.forget(first)
    single.keep(photograph(seed=1))


def test_a_damaged_picture_says_so(home):
    id = single.keep(photograph())
    file = home / "pictures" / f"{id}.png"
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(Trouble, match="is damaged on the disk. Forget it and upload it again."):
        single.picture(id)
    single.forget(id)
    assert np.array_equal(single.picture(single.keep(photograph())), photograph())
