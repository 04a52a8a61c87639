"""All picture sets through the one entrance: built-in ones drawn small, real ones as tiny files in their true formats."""

import gzip
import io
import re
import subprocess
import sys
import tarfile
import threading
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

import engine.data.uploads
from engine.core import settings
from engine.core.errors import Trouble
from engine.data import cache, cards, library
from engine.data.public import downloads, sets

BUILT_IN = [name for name, card in cards.SETS.items() if card.built_in]
ROOT = settings.ROOT


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A machine with no data on it, and built-in sets small enough for a test."""
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ATELIER_DATA", raising=False)
    monkeypatch.delenv("ATELIER_OFFLINE", raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path / "checkout")
    monkeypatch.setattr(library, "DRAWN", 40)
    monkeypatch.setattr(library, "DRAWN_HELD_OUT", 12)


def cached() -> list[Path]:
    return sorted(settings.home().glob("cache/pictures/*/*.npz"))


def same(one, other) -> bool:
    parts = ("train", "held_out", "train_labels", "held_out_labels", "classes")
    return (
        all(np.array_equal(getattr(one, part), getattr(other, part)) for part in parts)
        and one.train_attributes.keys() == other.train_attributes.keys()
        and all(np.array_equal(one.train_attributes[key], other.train_attributes[key]) for key in one.train_attributes)
        and all(
            np.array_equal(values, other.held_out_attributes[key]) for key, values in one.held_out_attributes.items()
        )
    )


def hold_the_contract(pictures, name):
    """What every loop may rely on, whatever the set."""
    card = cards.card(name)
    for split in ("train", "held_out"):
        array = getattr(pictures, split)
        assert array.dtype == np.uint8 and array.shape[1:] == (card.size, card.size, card.channels)
        assert array.flags.c_contiguous and array.flags.writeable
        assert array.max() > array.min()
        labels = getattr(pictures, f"{split}_labels")
        if card.classes:
            assert labels.dtype == np.int64 and labels.shape == (len(array),)
            assert 0 <= labels.min() <= labels.max() < card.classes
        else:
            assert labels is None
        for values in getattr(pictures, f"{split}_attributes").values():
            assert values.shape == (len(array),)
    assert pictures.name == name
    assert len(pictures.classes) == card.classes and all(type(label) is str for label in pictures.classes)
    assert pictures.train_attributes.keys() == pictures.held_out_attributes.keys()
    assert pictures.shape == (card.channels, card.size, card.size)


def no_drawing(*arguments):
    raise AssertionError("drawn again")


def forbid_drawing(monkeypatch):
    from engine.data.drawn import faces as drawn_faces
    from engine.data.drawn import glyphs, hangul

    monkeypatch.setattr(glyphs, "make", no_drawing)
    monkeypatch.setattr(hangul, "make", no_drawing)
    monkeypatch.setattr(drawn_faces, "make", no_drawing)


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_set_is_drawn_once_and_then_read(name, monkeypatch):
    first = library.load(name)
    hold_the_contract(first, name)
    assert (len(first.train), len(first.held_out)) == (40, 12)
    assert not np.array_equal(first.train[:12], first.held_out)
    forbid_drawing(monkeypatch)
    again = library.load(name)
    hold_the_contract(again, name)
    assert same(first, again)
    assert library.standing(name) == "ready" and library.sources(name) == ()


@pytest.mark.parametrize("name", BUILT_IN)
def test_count_chooses_by_seed_and_keeps_labels_in_step(name):
    everything = library.load(name)
    few = library.load(name, count=7, seed=3)
    hold_the_contract(few, name)
    assert len(few.train) == 7 and np.array_equal(few.held_out, everything.held_out)
    for index, picture in enumerate(few.train):
        (place,) = [at for at, known in enumerate(everything.train) if np.array_equal(known, picture)]
        if everything.train_labels is not None:
            assert few.train_labels[index] == everything.train_labels[place]
        for key, values in everything.train_attributes.items():
            assert few.train_attributes[key][index] == values[place]
    assert same(few, library.load(name, count=7, seed=3))
    assert not np.array_equal(few.train, library.load(name, count=7, seed=4).train)
    assert np.array_equal(few.train[:5], library.load(name, count=5, seed=3).train)  # fewer of the same
    assert same(everything, library.load(name, count=40))


def test_more_than_usual_is_drawn_but_not_kept():
    assert len(library.load("glyphs", count=90).train) == 90
    assert cached() == []


def test_new_code_draws_anew_and_drops_the_old_file(monkeypatch):
    library.load("glyphs")
    (old,) = cached()
    (old.parent / "left-by-a-killed-process.aside").write_bytes(b"half")
    monkeypatch.setattr(library, "code_of", lambda name: "changed")
    library.load("glyphs")
    (new,) = cached()
    assert new != old and new.parent == old.parent
    assert {path.name for path in new.parent.iterdir()} <= {new.name, "lock"}


def test_a_makers_code_includes_the_neighbours_it_imports(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    folder = tmp_path / "engine" / "data"
    folder.mkdir(parents=True)
    (folder / "maker.py").write_text("from engine.data import brushes\nimport os\n")
    (folder / "brushes.py").write_text("from engine.data.colours import RED\nfrom engine.data import maker\n")
    (folder / "colours.py").write_text("RED = 1\n")
    (folder / "stranger.py").write_text("1\n")
    code = cache.code_of.__wrapped__
    before = code("engine.data.maker")
    (folder / "stranger.py").write_text("2\n")
    assert code("engine.data.maker") == before
    (folder / "colours.py").write_text("RED = 2\n")
    assert code("engine.data.maker") != before


def cut(content):
    return content[: len(content) // 2]


def flip(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [cut, flip, lambda content: b"", lambda content: b"\x93NUMPY nonsense"])
def test_a_damaged_cache_is_made_anew(damage, monkeypatch):
    right = library.load("glyphs")
    (path,) = cached()
    path.write_bytes(damage(path.read_bytes()))
    assert same(library.load("glyphs"), right)
    forbid_drawing(monkeypatch)
    assert same(library.load("glyphs"), right)


def test_a_home_that_cannot_be_written_costs_no_pictures():
    settings.home().write_text("a file where the folder should be")
    assert len(library.load("glyphs").train) == 40


def test_a_full_disk_costs_no_pictures(monkeypatch):
    def full(file, **arrays):
        file.write(b"some of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert len(library.load("glyphs").train) == 40
    assert {path.name for path in (settings.home() / "cache/pictures/glyphs").iterdir()} <= {"lock"}


def test_two_at_once_draw_once(monkeypatch):
    from engine.data.drawn import glyphs

    honest, calls = glyphs.make, []
    monkeypatch.setattr(glyphs, "make", lambda *arguments: (calls.append(arguments), honest(*arguments))[1])
    loaded = []
    threads = [threading.Thread(target=lambda: loaded.append(library.load("glyphs"))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(calls) == 2  # once to learn from, once held out
    assert same(loaded[0], loaded[1]) and same(loaded[0], loaded[2])


def test_albums_come_from_the_album_shelf(monkeypatch):
    shelf = {"holiday": library.load("glyphs")}
    fake = SimpleNamespace(load=shelf.__getitem__)
    monkeypatch.setattr(engine.data.uploads, "albums", fake, raising=False)
    monkeypatch.setitem(sys.modules, "engine.data.uploads.albums", fake)
    assert library.load("album:holiday") is shelf["holiday"]
    assert len(library.load("album:holiday", count=9).train) == 9


@pytest.mark.parametrize("ask", [library.load, library.standing, library.sources, library.fetch, cards.card])
def test_an_unknown_set_lists_the_known_ones(ask):
    with pytest.raises(Trouble) as caught:
        ask("minst")
    assert caught.value.what == "There is no picture set called 'minst'."
    assert all(name in caught.value.advice for name in cards.SETS)


def test_no_pictures_is_refused():
    with pytest.raises(Trouble, match="0 pictures were asked for. Ask for 1 or more."):
        library.load("glyphs", count=0)


def test_cards_agree_with_the_sources():
    assert list(cards.SETS) == [card.name for card in cards.SETS.values()]
    assert set(sets.WAYS) == {name for name, card in cards.SETS.items() if not card.built_in}
    for name, card in cards.SETS.items():
        assert card.words.endswith(".") and card.words.count(". ") == 0
        wanted = library.sources(name)
        assert card.download_bytes == sum(source.bytes for source in wanted if source.urls)
        if name != "art":  # its files come from many hands; its card speaks for all
            assert {(source.licence, source.from_whom) for source in wanted} <= {(card.licence, card.from_whom)}
        for source in wanted:
            assert re.fullmatch("[0-9a-f]{64}", source.sha256)
            assert name == "art" or all(url.endswith("/" + source.name.split("/")[-1]) for url in source.urls)


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("library", {"torch", "torchvision", "streamlit", "numpy", "PIL"}),
        ("public.sets", {"torch", "torchvision", "PIL"}),
    ],
)
def test_importing_is_light(module, heavy):
    script = f"import sys, engine.data.{module}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def idx(array, kind=8):
    return bytes([0, 0, kind, array.ndim]) + np.array(array.shape, ">u4").tobytes() + array.astype(np.uint8).tobytes()


def some(*shape, seed=0):
    return np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)


def idx_files(pictures=None, labels=None) -> list[bytes]:
    train, held_out = some(30, 28, 28), some(10, 28, 28, seed=1)
    contents = [idx(train), idx(np.arange(30) % 10), pictures or idx(held_out), labels or idx(np.arange(10))]
    return [gzip.compress(content) for content in contents]


def batch(count, seed=0):
    records = some(count, 3073, seed=seed)
    records[:, 0] = np.arange(count) % 10
    return records.tobytes()


BATCHES = {f"cifar-10-batches-bin/data_batch_{number}.bin": batch(20, number) for number in range(1, 6)} | {
    "cifar-10-batches-bin/test_batch.bin": batch(30)
}


def tar(members) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            if isinstance(content, str):
                member.type, member.linkname = tarfile.SYMTYPE, content
                archive.addfile(member)
            else:
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def packed(members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def jpeg(width, height, seed=0, kind="JPEG") -> bytes:
    out = io.BytesIO()
    Image.fromarray(some(height, width, 3, seed=seed)).save(out, kind)
    return out.getvalue()


FROGS = {f"train/frog/{n:04}.jpg": jpeg(32, 32, n) for n in range(6)} | {"test/frog/0000.jpg": jpeg(32, 32, 9)}
TABLE = "file,Smiling,Wearing_Hat\n" + "".join(f"{n:06}.jpg,{n % 2},{n // 3}\n" for n in range(6))
FACES = {f"{n:06}.jpg": jpeg(89, 109, n) for n in range(6)} | {"list_attr.csv": TABLE}


def put(tmp_path, monkeypatch, name, contents, way=0, **reading):
    """Tiny files in a data folder, and a set that expects exactly them."""
    folder = tmp_path / "data"
    known = sets.WAYS[name][way]
    tiny = tuple(
        replace(source, bytes=len(content), sha256=sha256(content).hexdigest())
        for source, content in zip(known.sources, contents, strict=True)
    )
    for source, content in zip(tiny, contents, strict=True):
        (folder / source.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / source.name).write_bytes(content)
    read = known.read if not reading else lambda *paths: known.read(*paths, **reading)
    ways = [replace(known, sources=tiny, read=read) if at == way else other for at, other in enumerate(sets.WAYS[name])]
    monkeypatch.setitem(sets.WAYS, name, tuple(ways))
    monkeypatch.setenv("ATELIER_DATA", str(folder))
    return folder


@pytest.mark.parametrize(
    ("name", "contents", "way", "reading", "counts"),
    [
        ("mnist", idx_files(), 0, {}, (30, 10)),
        ("fashion-mnist", idx_files(), 0, {}, (30, 10)),
        ("cifar10", [tar(BATCHES)], 0, {}, (100, 30)),
        ("frogs", [tar(BATCHES)], 0, {}, (10, 3)),
        ("cats", [tar(BATCHES)], 0, {}, (10, 3)),
        ("frogs", [packed(FROGS)], 1, {}, (6, 1)),
        ("faces-photo", [packed(FACES)], 0, {"held_out": 2}, (4, 2)),
    ],
)
def test_a_real_set_is_read_and_kept(tmp_path, monkeypatch, name, contents, way, reading, counts):
    assert library.standing(name) != "ready"
    put(tmp_path, monkeypatch, name, contents, way, **reading)
    assert library.standing(name) == "ready"
    pictures = library.load(name)
    hold_the_contract(pictures, name)
    assert (len(pictures.train), len(pictures.held_out)) == counts
    kept = cached()
    assert len(kept) == 1 and kept[0].parent.name == name
    monkeypatch.setattr(cache, "_keep", no_drawing)
    again = library.load(name)
    hold_the_contract(again, name)
    assert same(again, pictures)
    assert len(library.load(name, count=3).train) == 3


def test_pixels_and_labels_of_the_idx_format(tmp_path, monkeypatch):
    put(tmp_path, monkeypatch, "mnist", idx_files())
    pictures = library.load("mnist")
    assert np.array_equal(pictures.train[..., 0], some(30, 28, 28))
    assert np.array_equal(pictures.train_labels, np.arange(30) % 10)
    assert np.array_equal(pictures.held_out[..., 0], some(10, 28, 28, seed=1))


def test_pixels_and_labels_of_the_cifar_format(tmp_path, monkeypatch):
    put(tmp_path, monkeypatch, "cifar10", [tar(BATCHES)])
    pictures = library.load("cifar10")
    records = np.frombuffer(b"".join(batch(20, number) for number in range(1, 6)), np.uint8).reshape(-1, 3073)
    assert np.array_equal(pictures.train_labels, records[:, 0])
    assert np.array_equal(pictures.train[57, :, :, 1].ravel(), records[57, 1 + 1024 : 1 + 2048])
    assert pictures.classes[6] == "frog"


def test_one_kind_is_that_class_of_cifar_alone(tmp_path, monkeypatch):
    archive = tar(BATCHES)  # packed anew a second later it would be another file
    put(tmp_path, monkeypatch, "cats", [archive])
    put(tmp_path, monkeypatch, "cifar10", [archive])
    cats, everything = library.load("cats"), library.load("cifar10")
    assert cats.classes == ("cat",)
    assert np.array_equal(cats.train, everything.train[everything.train_labels == everything.classes.index("cat")])


@pytest.mark.parametrize("name", cards.KINDS)
def test_every_class_of_cifar_is_a_set_whose_card_says_where_it_comes_from(name):
    about = cards.card(name)
    assert (about.name, about.title, about.size, about.channels) == (name, f"CIFAR-10 {name}", 32, 3)
    assert library.sources(name) == (sets.CIFAR10,) and name in about.words
    assert cards.KINDS[name] in sets.THINGS


def test_a_face_is_cut_out_and_its_marks_stay_with_it(tmp_path, monkeypatch):
    put(tmp_path, monkeypatch, "faces-photo", [packed(FACES)], held_out=2)
    pictures = library.load("faces-photo")
    marks = np.concatenate([pictures.train_attributes["smiling"], pictures.held_out_attributes["smiling"]])
    assert list(pictures.train_attributes) == ["smiling", "wearing hat"]
    assert marks.tolist() == [0, 1, 0, 1, 0, 1]
    photograph = (
        Image.open(io.BytesIO(FACES["000002.jpg"])).crop(sets.FACE_BOX).resize((64, 64), Image.Resampling.LANCZOS)
    )
    assert np.abs(pictures.train[2].astype(int) - np.asarray(photograph)).mean() < 3


DAMAGED = {
    "no gzip": ("mnist", [*idx_files()[:3], b"PK\3\4 not gzip"]),
    "cut short": ("mnist", [idx_files()[0][:-900], *idx_files()[1:]]),
    "wrong first bytes": ("mnist", idx_files(pictures=idx(some(10, 28, 28), kind=13))),
    "pictures where labels belong": ("mnist", idx_files(labels=idx(some(10, 28, 28)))),
    "more than it says": ("mnist", idx_files(pictures=idx(some(10, 28, 28)) + b"more")),
    "less than it says": ("mnist", idx_files(pictures=idx(some(10, 28, 28))[:-4])),
    "a header that claims 64 GB": ("mnist", idx_files(pictures=bytes([0, 0, 8, 3]) + b"\0\1\0\0" * 2 + b"\0\0\0\x10")),
    "nothing in it": ("mnist", idx_files(pictures=idx(np.zeros((0, 28, 28))))),
    "a label too few": ("mnist", idx_files(labels=idx(np.arange(9)))),
    "a label out of range": ("mnist", idx_files(labels=idx(np.arange(10) + 1))),
    "no tar": ("cifar10", [b"nonsense"]),
    "half a tar": ("cifar10", [tar(BATCHES)[:-100_000]]),
    "a batch is lacking": ("cifar10", [tar(dict(list(BATCHES.items())[:-1]))]),
    "half a record": ("cifar10", [tar(BATCHES | {"cifar-10-batches-bin/data_batch_3.bin": batch(20)[:-1]})]),
    "an empty batch": ("cifar10", [tar(BATCHES | {"cifar-10-batches-bin/data_batch_3.bin": b""})]),
    "a link for a batch": ("cifar10", [tar(BATCHES | {"cifar-10-batches-bin/data_batch_1.bin": "/etc/hostname"})]),
    "a strange class": ("cifar10", [tar(BATCHES | {"cifar-10-batches-bin/test_batch.bin": b"\x0a" + batch(2)[1:]})]),
    "no zip": ("faces-photo", [b"nonsense"]),
    "no table": ("faces-photo", [packed({name: FACES[name] for name in FACES if name != "list_attr.csv"})]),
    "a mark that is no number": ("faces-photo", [packed(FACES | {"list_attr.csv": TABLE.replace(",1,", ",yes,")})]),
    "a short row": ("faces-photo", [packed(FACES | {"list_attr.csv": TABLE + "000001.jpg,1\n"})]),
    "a picture is lacking": ("faces-photo", [packed(FACES | {"list_attr.csv": TABLE + "9.jpg,1,1\n"})]),
    "a picture of another size": ("faces-photo", [packed(FACES | {"000003.jpg": jpeg(90, 109)})]),
    "a PNG called jpg": ("faces-photo", [packed(FACES | {"000003.jpg": jpeg(89, 109, kind="PNG")})]),
    "half a picture": ("faces-photo", [packed(FACES | {"000003.jpg": jpeg(89, 109)[:2000]})]),
    "a huge member": ("faces-photo", [packed(FACES | {"000003.jpg": jpeg(89, 109) + bytes(2 << 20)})]),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_gives_a_sentence(tmp_path, monkeypatch, damage):
    name, contents = DAMAGED[damage]
    folder = put(tmp_path, monkeypatch, name, contents, **({"held_out": 2} if name == "faces-photo" else {}))
    with pytest.raises(Trouble) as caught:
        library.load(name)
    assert re.match(r"\S+ could not be read: .+\.$", caught.value.what)
    assert str(folder) in caught.value.advice and "built-in" in caught.value.advice
    assert cached() == []


def test_a_tar_that_climbs_out_writes_nothing(tmp_path, monkeypatch):
    climbing = {"../../" + name.split("/")[1]: content for name, content in BATCHES.items()}
    put(tmp_path, monkeypatch, "cifar10", [tar(climbing)])
    hold_the_contract(library.load("cifar10"), "cifar10")
    assert list(tmp_path.rglob("*.bin")) == []


def test_exact_frogs_are_preferred_to_jpegs(tmp_path, monkeypatch):
    put(tmp_path, monkeypatch, "frogs", [packed(FROGS)], way=1)
    put(tmp_path, monkeypatch, "frogs", [tar(BATCHES)], way=0)
    assert len(library.load("frogs").train) == 10


@pytest.mark.parametrize(
    ("name", "offline", "standing", "words"),
    [
        ("mnist", "", "download", "Press Download"),
        ("cifar10", "", "download", "Press Download"),
        ("mnist", "1", "missing", "ATELIER_OFFLINE forbids downloads"),
        ("faces-photo", "", "missing", "Atelier never downloads it"),
    ],
)
def test_an_absent_set_says_what_it_is_and_how_to_get_it(monkeypatch, name, offline, standing, words):
    monkeypatch.setenv("ATELIER_OFFLINE", offline)
    card = cards.card(name)
    assert library.standing(name) == standing
    with pytest.raises(Trouble) as caught:
        library.load(name)
    what, advice = caught.value.what, caught.value.advice
    assert what.startswith(f"{card.title} is not on this machine: ")
    assert " MB from " in what and card.from_whom in what and card.licence in what
    assert words in advice and "ATELIER_DATA" in advice and "glyphs or faces" in advice
    assert all(source.name in advice for source in library.sources(name))


def test_a_file_with_the_right_name_only_is_pointed_at(tmp_path, monkeypatch):
    monkeypatch.setenv("ATELIER_DATA", str(tmp_path))
    (tmp_path / "cifar-10-binary.tar.gz").write_bytes(b"an unfinished copy")
    assert library.standing("cifar10") == "download"
    with pytest.raises(Trouble, match="another content lies at .*cifar-10-binary.tar.gz"):
        library.load("cifar10")


def test_fetch_counts_over_all_files(monkeypatch):
    asked = []

    def fetch(source, progress, should_stop):
        asked.append(source.name)
        progress(source.bytes // 2, source.bytes)
        progress(source.bytes, source.bytes)

    monkeypatch.setattr(downloads, "fetch", fetch)
    seen = []
    library.fetch("mnist", lambda here, in_all: seen.append((here, in_all)))
    assert asked == [source.name for source in sets.MNIST]
    total = cards.card("mnist").download_bytes
    assert seen == sorted(seen) and seen[-1] == (total, total)


def test_fetching_what_is_here_does_nothing(tmp_path, monkeypatch):
    put(tmp_path, monkeypatch, "frogs", [packed(FROGS)], way=1)
    monkeypatch.setattr(downloads, "fetch", no_drawing)
    library.fetch("frogs")
    library.fetch("glyphs")


@pytest.mark.parametrize("name", sets.WAYS)
def test_the_real_files_where_they_are(monkeypatch, name):
    monkeypatch.setattr(settings, "ROOT", ROOT)
    if library.standing(name) != "ready":
        pytest.skip(
            f"No data folder holds {cards.card(name).title}; put its files into one and name it in ATELIER_DATA."
        )
    monkeypatch.setattr(cache, "_keep", lambda path, pictures: None)  # pytest would keep these hundreds of megabytes
    pictures, card = library.load(name), cards.card(name)
    hold_the_contract(pictures, name)
    assert (len(pictures.train), len(pictures.held_out)) == (card.count, card.held_out)
    if name == "mnist":
        assert pictures.train_labels[:5].tolist() == [5, 0, 4, 1, 9]
        assert np.bincount(pictures.held_out_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    if name == "fashion-mnist":
        assert [pictures.classes[label] for label in pictures.train_labels[:2]] == ["Ankle boot", "T-shirt"]
    if name == "faces-photo":
        assert len(pictures.train_attributes) == 40 and 0.4 < pictures.train_attributes["smiling"].mean() < 0.6
