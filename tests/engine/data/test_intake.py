"""What strangers upload becomes a right picture or a clear sentence, and what is kept comes back as it was."""

import errno
import json
import os
import pickle
import random
import subprocess
import sys
import threading
import time
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile, ImageOps

from engine.core.errors import Trouble
from engine.data.uploads import album_pictures, albums, intake
from tests.engine.data import hostile

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def corpus():
    return hostile.corpus()


@pytest.fixture(scope="module")
def outcomes(corpus, tmp_path_factory):
    """What comes of the whole corpus, in a process of little memory and a folder of its own, in which nothing may be left."""
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("outcomes") / "home"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"ATELIER_HOME": str(home), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    uploads = pickle.dumps({kind: (case.name, case.content) for kind, case in corpus.items()})
    done = subprocess.run(
        [sys.executable, "-c", TAKE_IN], input=uploads, cwd=folder, env=environment, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert list(folder.iterdir()) == []
    assert not home.exists()
    return pickle.loads(done.stdout)


LITTLE = "import resource; resource.setrlimit(resource.RLIMIT_AS, (5 * 2**29, 5 * 2**29))\n"
"""Limits on address space are Linux's."""

TAKE_IN = (LITTLE if sys.platform == "linux" else "") + "from tests.engine.data import hostile; hostile.main()"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def photographs(count: int, size: int = 16, seed: int = 0) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).integers(0, 256, (count, size, size, 3), np.uint8))


def refusal(content: bytes, name: str = "a.png") -> Trouble:
    with pytest.raises(Trouble) as caught:
        intake.open_picture(content, name)
    return caught.value


def test_every_hostile_upload_gives_in_little_memory_a_right_picture_or_a_clear_sentence(corpus, outcomes):
    assert len(corpus) >= 45
    assert not {kind: problem for kind, case in corpus.items() if (problem := hostile.wrong(case, outcomes[kind]))}


def test_every_refusal_is_short_and_holds_nothing_that_acts(outcomes):
    for kind, outcome in outcomes.items():
        for refused in outcome.refused:
            assert refused.reason.endswith(".") and len(refused.reason) < 240, kind
            assert refused.reason.isprintable() and not set("<>[]`*$|/\\") & set(refused.reason), kind


def test_single_pictures_meet_the_same_boundary(corpus):
    for kind, case in corpus.items():
        if len(case.content) < 100_000:
            try:
                picture = intake.open_picture(case.content, case.name, longest=64)
                short, long = sorted(picture.shape[:2])
                assert picture.dtype == np.uint8 and picture.shape[2] == 3, kind
                assert long <= 64 or (long <= 128 and long * short <= 64 * 33), kind
            except Trouble as trouble:
                assert trouble.what.startswith("'") and trouble.advice, kind


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about tags it skips
def test_random_damage_never_raises_anything_but_trouble(corpus):
    dice = random.Random(7)
    small = [case for case in corpus.values() if case.pictures and 60 < len(case.content) < 100_000]
    for number in range(600):
        case = dice.choice(small)
        broken = bytearray(case.content)
        for _ in range(dice.choice((1, 2, 8))):
            at = dice.randrange(min(len(broken), dice.choice((100, 100_000))))
            if dice.random() < 0.8:
                broken[at] = dice.choice((0, 1, 127, 128, 255))
            else:
                del broken[at : at + dice.randrange(1, 40)]
        result = intake.collect([(f"{number}.png", bytes(broken))])
        assert result.pictures or result.refused or result.duplicates


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\cat.png", "cat.png"),
        ("a\0b\x1b[31m\r\nc.png", "ab_31mc.png"),
        ("cat\u202egnp.exe", "catgnp.exe"),
        ("![x](y) `z` $1$ <b>.png", "!_x_(y) _z_ _1_ _b_.png"),
        ("IMG_1234 (2).jpg", "IMG_1234 (2).jpg"),
        ("", "a file without a name"),
        ("\udce9.png", ".png"),
        ("日本の猫.png", "日本の猫.png"),
    ],
)
def test_names_are_shown_without_folders_and_tricks(name, words):
    assert intake.shown(name) == words
    assert intake.shown(words) == words


def test_long_names_keep_their_beginning_and_their_end():
    short = intake.shown("x" * 5000 + "cat.png")
    assert len(short) <= 40 and short.startswith("xxx") and short.endswith("cat.png")


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright_as_pillow_itself_would_turn_them(orientation):
    content = hostile.encoded(hostile.mark(), "PNG", exif=b"Exif\0\0" + hostile.exif(orientation))
    expected = np.asarray(ImageOps.exif_transpose(Image.open(BytesIO(content))))
    assert (intake.open_picture(content, "a.png") == expected).all()


def test_lossless_pictures_come_through_unchanged():
    picture = photographs(1, 200)[0][:150]
    for kind, options in {"PNG": {}, "BMP": {}, "TIFF": {}, "WEBP": {"lossless": True}}.items():
        content = hostile.encoded(Image.fromarray(picture), kind, **options)
        assert (intake.open_picture(content, "a") == picture).all(), kind


def test_half_transparent_pixels_are_mixed_with_white():
    content = hostile.encoded(Image.new("RGBA", (16, 16), (255, 0, 0, 128)), "PNG")
    assert np.abs(intake.open_picture(content, "a.png").astype(int) - (255, 127, 127)).max() <= 1


@pytest.mark.parametrize(
    ("given", "kept"), [((1000, 8000), (512, 4096)), ((500, 12000), (171, 4096)), ((900, 200), (900, 200))]
)
def test_of_a_panorama_more_than_a_stripe_is_left(given, kept):
    content = hostile.encoded(Image.new("RGB", given[::-1]), "JPEG")
    assert intake.open_picture(content, "a.jpg").shape == (*kept, 3)


def test_large_pictures_shrink_to_the_longest_side_and_keep_their_shape():
    content = hostile.encoded(hostile.mark(3000, 1500), "JPEG")
    assert intake.open_picture(content, "a.jpg").shape == (1024, 2048, 3)
    assert intake.open_picture(content, "a.jpg", longest=100).shape == (50, 100, 3)
    small = hostile.encoded(hostile.mark(40, 20), "PNG")
    assert intake.open_picture(small, "a.png").shape == (20, 40, 3)


def test_shrinking_in_strips_is_the_same_as_shrinking_at_once():
    smooth = Image.fromarray(photographs(1, 12)[0]).resize((3000, 2400), Image.Resampling.BICUBIC)
    expected = np.asarray(smooth.resize((300, 240), Image.Resampling.BOX)).astype(int)
    got = intake.open_picture(hostile.encoded(smooth, "PNG", compress_level=1), "a.png", longest=300)
    assert np.abs(got.astype(int) - expected).max() <= 4


def test_sentences_say_what_it_is_and_what_to_do():
    svg = refusal(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg")
    assert svg.what == "'logo.svg' is a drawing in SVG (shapes, not pixels), which cannot be used."
    assert svg.advice == "Export it as PNG and choose that file."
    empty = refusal(b"", "cat.jpg")
    assert str(empty).startswith("'cat.jpg' is empty: it holds no bytes. Copy or download it again")
    huge = refusal(hostile.black_png(9000, 9000), "sky.png")
    assert huge.what == "'sky.png' has 9,000 × 9,000 pixels; a PNG may have 34 million."


def test_a_decoder_that_runs_out_of_memory_is_a_sentence(monkeypatch):
    def starved(*_):
        raise MemoryError

    monkeypatch.setattr(intake, "_smaller", starved)
    assert "more memory" in refusal(hostile.encoded(hostile.mark(), "PNG")).what


def test_pillow_keeps_its_own_limits(corpus):
    small = [(case.name, case.content) for case in corpus.values() if len(case.content) < 10_000]
    assert intake.collect(small).pictures and Image.MAX_IMAGE_PIXELS == 1024 * 1024 * 1024 // 4 // 3
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@pytest.mark.filterwarnings("error")
def test_no_warning_escapes_even_where_warnings_are_errors(corpus):
    for kind, case in corpus.items():
        if len(case.content) < 100_000:
            assert not hostile.wrong(case, intake.collect([(case.name, case.content)])), kind


def test_many_visitors_at_once():
    content, results = hostile.encoded(hostile.mark(900, 600), "JPEG"), []

    def visit():
        results.append(intake.open_picture(content, "a.jpg", longest=90))

    visitors = [threading.Thread(target=visit) for _ in range(12)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(timeout=60)
    assert len(results) == 12 and all((result == results[0]).all() for result in results)


def test_squares_are_the_middle():
    stripes = np.zeros((10, 30, 3), np.uint8)
    stripes[:, 10:20] = 200
    assert (intake.square(stripes, 5) == 200).all()
    assert (intake.square(stripes.transpose(1, 0, 2), 40) == 200).all()
    assert intake.square(stripes[..., 0], 7).shape == (7, 7)


def test_a_collection_counts_what_was_taken_doubled_and_refused():
    one, two = (hostile.encoded(Image.fromarray(picture), "PNG") for picture in photographs(2, 40))
    again = hostile.encoded(Image.open(BytesIO(one)), "BMP")
    result = intake.collect([("1.png", one), ("2.png", two), ("copy.bmp", again), ("3.txt", b"hello")], size=16)
    assert [picture.shape for picture in result.pictures] == [(16, 16, 3)] * 2
    assert result.names == ["1.png", "2.png"] and result.duplicates == 1
    assert [refused.name for refused in result.refused] == ["3.txt"]
    assert result.summary() == (
        "2 pictures taken, 1 was the same as another, 1 refused: '3.txt' is text, which cannot be used. "
        "Choose pictures: JPEG, PNG, WebP, GIF, BMP and TIFF are welcome."
    )


def test_a_long_list_of_refusals_is_shortened():
    result = intake.collect([(f"{number}.txt", b"hello") for number in range(9)])
    assert result.summary().endswith("And 6 more.") and result.summary().startswith(
        "0 pictures taken, 9 refused: '0.txt'"
    )


def test_a_collection_ends_with_a_sentence_at_each_of_its_limits(monkeypatch):
    files = [(f"{i}.png", hostile.encoded(Image.fromarray(p), "PNG")) for i, p in enumerate(photographs(9))]
    full = intake.collect(files, limit=4)
    assert len(full.pictures) == 4 and full.summary() == "4 pictures taken. The limit of 4 pictures is reached."
    assert intake.collect(files, limit=9).stopped == ""
    assert "After 0 seconds" in intake.collect(files, seconds=0).stopped
    texts = intake.collect((f"{number}.txt", b"hello") for number in range(10_000))
    assert len(texts.refused) == intake.MAX_REFUSED and "refusals" in texts.stopped
    monkeypatch.setattr(intake, "MAX_HELD", 3 * 16 * 16 * 3)
    assert "memory" in intake.collect(files).stopped


def test_a_folder_is_read_in_order_and_without_what_hides_in_it(tmp_path):
    good = [hostile.encoded(Image.fromarray(picture), "PNG") for picture in photographs(3)]
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    for name, content in {"b.png": good[0], "a.png": good[1], "sub/c.png": good[2], "sub/.git/d.png": b"x"}.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "more.zip").write_bytes(hostile.zipped(("z.png", good[0])))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
    result = intake.collect(intake.from_folder(tmp_path))
    assert result.names == ["a.png", "b.png", "c.png"] and result.duplicates == 1 and not result.refused
    with pytest.raises(Trouble, match="There is no folder"):
        intake.collect(intake.from_folder(tmp_path / "nowhere"))


def test_a_zip_leads_nowhere_but_to_its_bytes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    content = hostile.zipped(("../../x.png", b"1"), ("/etc/y.png", b"2"), ("C:\\z.png", b"3"))
    assert list(intake.unpack(content, "slip.zip")) == [("x.png", b"1"), ("y.png", b"2"), ("z.png", b"3")]
    assert list(tmp_path.iterdir()) == []


def test_an_album_comes_back_as_it_was_saved():
    pictures = photographs(30)
    album = albums.save(pictures, "Cats / dogs")
    assert (album.title, album.count, album.size) == ("Cats dogs", 30, 16) and albums.albums() == [album]
    loaded = albums.load(album.id)
    assert loaded.name == f"album:{album.id}" and loaded.shape == (3, 16, 16)
    assert (len(loaded.train), len(loaded.held_out)) == (27, 3)
    assert {p.tobytes() for p in [*loaded.train, *loaded.held_out]} == {p.tobytes() for p in pictures}
    again = albums.load(album.id)
    assert (again.train == loaded.train).all() and (again.held_out == loaded.held_out).all()


def test_the_same_pictures_are_the_same_album(home):
    pictures = photographs(9)
    first = albums.save(pictures, "Mine")
    second = albums.save([*reversed(pictures), pictures[0]], "Ours")
    assert second.id == first.id and second.count == 9
    assert [album.title for album in albums.albums()] == ["Ours"]
    assert albums.save(pictures[:8], "Fewer").id != first.id
    assert not list((home / "albums").glob(".*"))


def test_single_pictures_leave_an_album_and_names_and_likenesses_stay():
    pictures = photographs(9)
    brighter = (pictures[2].astype(int) + 2).clip(0, 255).astype(np.uint8)
    names = [f"{letter}.jpg" for letter in "abcdefghi"]
    first = albums.save([*pictures, brighter], "Mine", [*names, "c again.jpg"])
    kept = album_pictures.listed(first.id)
    assert [one.name for one in kept] == sorted([*names, "c again.jpg"])
    groups = dict(zip([one.name for one in kept], album_pictures.alike([one.picture for one in kept]), strict=True))
    assert groups["c.jpg"] == groups["c again.jpg"] == 0 and set(groups.values()) == {0, -1}
    thrown = next(one.key for one in kept if one.name == "c again.jpg")
    left = album_pictures.without(first.id, [thrown])
    assert left.title == "Mine" and [one.name for one in album_pictures.listed(left.id)] == names
    assert [album.id for album in albums.albums()] == [left.id]
    with pytest.raises(Trouble, match="7 pictures would be left"):
        album_pictures.without(left.id, [one.key for one in album_pictures.listed(left.id)][:2])


def test_an_album_needs_some_squares_of_one_size():
    with pytest.raises(Trouble, match="no pictures"):
        albums.save([], "None")
    with pytest.raises(Trouble, match="squares of one size"):
        albums.save([*photographs(8), *photographs(1, 32)], "Mixed")
    few = albums.save(photographs(6), "Few")
    with pytest.raises(Trouble, match=r"'Few' holds 6 pictures; .* at least 8. Add 2 more pictures"):
        albums.load(few.id)
    eight = albums.load(albums.save(photographs(8), "Enough").id)
    assert (len(eight.train), len(eight.held_out)) == (7, 1)


@pytest.mark.parametrize(
    "id", ["", "..", "../../etc", "0" * 31, "0" * 33, "G" * 32, "A" * 32, "0" * 32 + "\n", "/" * 32]
)
def test_only_hashes_reach_the_disk(id, home):
    (home / "albums").mkdir(parents=True)
    for reach in (albums.load, albums.delete, albums.album_card):
        with pytest.raises(Trouble, match="There is no"):
            reach(id)
    assert home.exists() and (home / "albums").exists()


def test_a_deleted_album_is_gone_and_the_others_stay(home):
    gone, stays = albums.save(photographs(8), "Gone"), albums.save(photographs(8, seed=1), "Stays")
    albums.delete(gone.id)
    assert albums.albums() == [stays] and [file.name for file in (home / "albums").iterdir()] == [stays.id]
    with pytest.raises(Trouble, match="There is no album"):
        albums.load(gone.id)


def test_a_damaged_album_says_so_and_is_mended_by_saving_it_again(home):
    pictures = photographs(8)
    album = albums.save(pictures, "Mine")
    folder = home / "albums" / album.id
    next(folder.glob("*.png")).unlink()
    with pytest.raises(Trouble, match="damaged"):
        albums.load(album.id)
    albums.save(pictures, "Mine")
    assert len(albums.load(album.id).train) == 7
    next(folder.glob("*.png")).write_bytes(b"noise")
    with pytest.raises(Trouble, match="damaged"):
        albums.load(album.id)
    (folder / "album.json").write_text(json.dumps({"odd": 1}))
    assert albums.albums() == []
    albums.save(pictures, "Mine")
    assert len(albums.load(album.id).train) == 7


def test_a_full_disk_is_a_sentence_and_leaves_nothing_half_done(home, monkeypatch):
    whole = albums.save(photographs(8, seed=1), "Whole")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(Trouble, match="The disk is full"):
            albums.save(photographs(8), "Mine")
    with monkeypatch.context() as patch:
        patch.setattr(albums.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
        with pytest.raises(Trouble, match="The disk is full"):
            albums.save(photographs(8), "Mine")
    with monkeypatch.context() as patch:
        patch.setattr(albums, "MAX_ALBUMS", whole.stored + 100)
        with pytest.raises(Trouble, match="do not fit. Delete an album first"):
            albums.save(photographs(8), "Mine")
    assert albums.albums() == [whole] and [file.name for file in (home / "albums").iterdir()] == [whole.id]


def test_a_home_that_is_no_folder_is_a_sentence(home):
    home.write_text("in the way")
    with pytest.raises(Trouble, match="could not be kept"):
        albums.save(photographs(8), "Mine")


def test_what_a_crash_left_is_swept_after_a_day(home):
    albums.save(photographs(8), "Mine")
    old, fresh = home / "albums" / ".new-old", home / "albums" / ".new-fresh"
    for folder in (old, fresh):
        folder.mkdir()
        (folder / "a.png").write_bytes(b"half")
    os.utime(old, (time.time() - 90_000,) * 2)
    albums.save(photographs(8, seed=1), "Next")
    assert fresh.exists() and not old.exists() and len(albums.albums()) == 2


def test_the_intake_is_light():
    script = "import sys, engine.data.uploads.intake, engine.data.uploads.albums; sys.exit(any(m in sys.modules for m in ('torch', 'streamlit')))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, timeout=60).returncode == 0
