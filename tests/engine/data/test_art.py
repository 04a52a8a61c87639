"""Cutting paintings and photographs into squares, and the drawn ones beside them."""

import zipfile
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from engine.core import settings
from engine.core.errors import Trouble
from engine.data import library
from engine.data.public import art, sets, works


def jpeg(width: int, height: int, seed: int = 0) -> bytes:
    chance = np.random.default_rng(seed)
    small = chance.integers(0, 256, (height // 8, width // 8, 3), dtype=np.uint8)
    stream = BytesIO()
    Image.fromarray(small).resize((width, height)).save(stream, "JPEG", quality=90)
    return stream.getvalue()


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "monet.zip"
    with zipfile.ZipFile(path, "w") as file:
        for i in range(3):
            file.writestr(f"monet_jpg/{i}.jpg", jpeg(256, 256, i))
        for i in range(2):
            file.writestr(f"photo_jpg/{i}.jpg", jpeg(256, 256, 10 + i))
    return path


@pytest.fixture
def files(tmp_path):
    found = []
    for i in range(len(art.ALL)):
        found.append(tmp_path / f"{i}.jpg")
        found[-1].write_bytes(jpeg(300, 400, i))
    return found


def test_squares_cover_the_picture_at_two_scales(tmp_path):
    file = tmp_path / "wide.jpg"
    file.write_bytes(jpeg(1024, 512))
    cuts = art.squares(file)
    assert len(cuts) == 2 * 4 + 2  # 512 x 1024 in eight, 256 x 512 in two
    assert all(cut.shape == (256, 256, 3) and cut.dtype == np.uint8 for cut in cuts)


def test_the_held_out_pictures_are_the_pairs_and_nobody_learns_from_them(archive, files):
    made = art.load(archive, *files)
    held_out_works = sum(work.name in art.HELD_OUT for work in art.ALL)
    assert held_out_works == 16 == len(art.HELD_OUT)
    per_work = len(art.squares(files[0]))
    assert len(made.held_out) == held_out_works * per_work
    assert len(made.train) == 5 + (len(art.ALL) - held_out_works) * per_work
    assert made.classes == ("painting", "photograph")
    assert (made.held_out_labels == 0).sum() == 8 * per_work


def test_a_damaged_archive_is_one_sentence(archive, files):
    archive.write_bytes(archive.read_bytes()[:200])
    with pytest.raises(Trouble, match="monet.zip could not be read"):
        sets.art(archive, *files)


def test_pairs_name_known_works():
    paintings, photographs = ({work.name for work in group} for group in (works.PAINTINGS, works.PHOTOGRAPHS))
    assert all(photo in photographs and painting in paintings for photo, painting in art.PAIRS)
    assert len({work.name for work in art.ALL}) == len(art.ALL) == len({work.source.sha256 for work in art.ALL})


def test_many_missing_files_are_not_all_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "data_folders", list)
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path))
    with pytest.raises(Trouble) as caught:
        library.load("art")
    assert "and 39 more files into a folder named by ATELIER_DATA" in caught.value.advice
    assert len(caught.value.advice) < 400


def test_the_drawn_set_holds_both_kinds_and_keeps_some_back(monkeypatch):
    monkeypatch.setattr(art, "DRAWN_PAINTINGS", 2)
    monkeypatch.setattr(art, "DRAWN_SCENES", 2)
    monkeypatch.setattr(art, "SIDE", 64)
    made = art.drawn()
    assert set(made.train_labels) == set(made.held_out_labels) == {0, 1}
    flat = {picture.tobytes() for picture in made.train}
    assert not any(picture.tobytes() in flat for picture in made.held_out)
