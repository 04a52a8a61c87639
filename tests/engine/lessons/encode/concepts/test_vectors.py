"""The shelf of vectors that readers made: there and back again, and a stranger's file stopped at the door."""

import json

import numpy as np
import pytest

from engine.core import files
from engine.core.errors import Trouble
from engine.lessons.encode.concepts import vectors as concepts_vectors


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A second passes whenever somebody asks for the time."""
    seconds = iter(range(1_000, 10_000))
    monkeypatch.setattr(concepts_vectors.time, "time", lambda: float(next(seconds)))


def one(name="My smile", model="faces-photo", numbers=(0.25, -1.5, 3.0), **more):
    return concepts_vectors.keep(name, model, "logistic", np.array(numbers, np.float32), 40, 60, **more)


def changed(**fields):
    about = json.loads(concepts_vectors.export(one()))
    return json.dumps({**about, **fields}).encode()


def test_what_is_kept_is_found_again():
    kept = one(auc=0.93)
    assert concepts_vectors.find(kept.id) == kept
    assert kept.numbers == (0.25, -1.5, 3.0) and kept.vector().dtype == np.float32
    assert (kept.name, kept.model, kept.way) == ("My smile", "faces-photo", "logistic")
    assert (kept.having, kept.lacking, kept.auc) == (40, 60, 0.93)


def test_a_models_own_vectors_the_newest_first(home):
    assert concepts_vectors.kept("faces-photo") == []
    first, _, third = one("first"), one("other", model="faces-cartoon"), one("third")
    assert concepts_vectors.kept("faces-photo") == [third, first]
    assert len({first.id, third.id}) == 2 and len(first.id) == 12
    assert sorted(file.suffix for file in (home / "vectors").iterdir()) == [".json"] * 3


def test_a_new_name_changes_nothing_else():
    kept = one()
    renamed = concepts_vectors.rename(kept.id, "  A wide   smile ")
    assert renamed.name == "A wide smile" and concepts_vectors.find(kept.id) == renamed
    assert renamed.numbers == kept.numbers and renamed.made_at == kept.made_at


def test_deleted_is_gone():
    gone, stays = one("gone"), one("stays")
    concepts_vectors.delete(gone.id)
    assert concepts_vectors.kept("faces-photo") == [stays]
    for meet in (concepts_vectors.find, concepts_vectors.delete, lambda id: concepts_vectors.rename(id, "x")):
        with pytest.raises(Trouble, match="no vector"):
            meet(gone.id)


@pytest.mark.parametrize("id", ["", "../../secret", "ABCDEF123456", "a" * 13, "a" * 11 + "\n", "/etc/passwd"])
def test_only_ids_get_as_far_as_the_disk(home, id):
    (home / "secret.json").write_bytes(concepts_vectors.export(one()))
    for meet in (concepts_vectors.find, concepts_vectors.delete, lambda id: concepts_vectors.rename(id, "x")):
        with pytest.raises(Trouble, match="no vector"):
            meet(id)
    assert (home / "secret.json").exists()


@pytest.mark.parametrize("name", ["", "   ", "\x00\n"])
def test_a_vector_needs_a_name(name):
    with pytest.raises(Trouble, match="no name"):
        one(name)
    with pytest.raises(Trouble, match="no name"):
        concepts_vectors.rename(one().id, name)
    assert len(concepts_vectors.kept("faces-photo")) == 1


def test_names_are_made_fit_for_a_page():
    name = one("<b>smile</b> [x](y) \u202e" + "long " * 100).name
    assert len(name) <= 40 and not set(name) & set("<>[]\u202e")
    assert one("half/smile").name == "half smile"


@pytest.mark.parametrize("numbers", [(), (np.nan, 1.0), (np.inf, 1.0), (0.0, 0.0), (1.0,) * 5_000])
def test_numbers_that_are_no_direction_are_not_kept(numbers):
    with pytest.raises(Trouble, match="no direction"):
        one(numbers=numbers)
    assert concepts_vectors.kept("faces-photo") == []


@pytest.mark.parametrize(
    "wrong", [{"model": "../x"}, {"way": "magic"}, {"having": 0}, {"lacking": 0}, {"auc": float("nan")}], ids=str
)
def test_what_could_not_be_read_again_is_not_kept(wrong):
    facts = {"name": "x", "model": "m", "way": "svm", "vector": [1.0], "having": 1, "lacking": 1, "auc": 0.5} | wrong
    with pytest.raises(Trouble, match="how it was made"):
        concepts_vectors.keep(**facts)
    assert concepts_vectors.kept(facts["model"]) == []


def test_counts_and_scores_may_come_straight_from_numpy():
    kept = concepts_vectors.keep("x", "m", "svm", np.ones(3, np.float32), np.int64(3), np.int64(4), np.float32(0.5))
    assert concepts_vectors.find(kept.id) == kept


def test_an_exported_vector_comes_back_as_a_new_one():
    kept = one(auc=0.75)
    content = concepts_vectors.export(kept)
    back = concepts_vectors.read(content)
    assert back.id != kept.id and concepts_vectors.export(back) == content
    assert concepts_vectors.kept("faces-photo") == [kept], "reading keeps nothing yet"
    concepts_vectors.add(back)
    assert concepts_vectors.find(back.id) == back and len(concepts_vectors.kept("faces-photo")) == 2


def test_a_vector_of_another_size_is_a_sentence():
    content = concepts_vectors.export(one())
    assert concepts_vectors.read(content, dimensions=3).numbers == (0.25, -1.5, 3.0)
    with pytest.raises(Trouble, match="has 3 numbers, and this model's codes have 96"):
        concepts_vectors.read(content, dimensions=96)


HOSTILE = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "no text": b"\xff\xfe\x00",
    "half a file": b'{"format": "atelier concept vec',
    "a list": b"[1, 2, 3]",
    "a number": b"7",
    "null": b"null",
    "lists in lists": b"[" * 500_000,
    "objects in objects": b'{"a":' * 100_000,
    "lists in lists, closed": b"[" * 400_000 + b"]" * 400_000,
    "a number of many digits": b'{"numbers": [' + b"9" * 100_000 + b"]}",
    "something else in JSON": b'{"config": {}}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_vector_is_a_sentence(content):
    with pytest.raises(Trouble, match="not a vector that Atelier exported"):
        concepts_vectors.read(content)


@pytest.mark.parametrize(
    "fields",
    [
        {"format": "something else"},
        {"numbers": []},
        {"numbers": [0.0, 0]},
        {"numbers": "0.5, 1"},
        {"numbers": {"0": 1}},
        {"numbers": [1, "2"]},
        {"numbers": [1, None]},
        {"numbers": [True, False]},
        {"numbers": [[1.0], [2.0]]},
        {"numbers": [float("nan"), 1]},
        {"numbers": [float("inf"), 1]},
        {"numbers": [1e39]},
        {"numbers": [10**4000]},
        {"numbers": [0.1] * 5_000},
        {"name": 7},
        {"name": None},
        {"name": ["a"]},
        {"name": "\ud800"},
        {"model": ""},
        {"model": "../../etc/passwd"},
        {"model": "a" * 200},
        {"model": "faces\n"},
        {"model": 3},
        {"way": "magic"},
        {"way": ["logistic"]},
        {"way": {}},
        {"having": 0},
        {"having": 1.5},
        {"having": True},
        {"lacking": -3},
        {"lacking": 10**40},
        {"auc": 1.2},
        {"auc": "high"},
        {"auc": float("nan")},
        {"made_at": "today"},
        {"made_at": -1},
        {"made_at": float("nan")},
        {"made_at": 10**400},
    ],
    ids=str,
)
def test_a_wrong_field_is_a_sentence(fields):
    with pytest.raises(Trouble):
        concepts_vectors.read(changed(**fields))


@pytest.mark.parametrize(
    "missing", ["format", "name", "model", "way", "numbers", "having", "lacking", "auc", "made_at"]
)
def test_a_missing_field_is_a_sentence(missing):
    about = json.loads(concepts_vectors.export(one()))
    del about[missing]
    with pytest.raises(Trouble, match="not a vector"):
        concepts_vectors.read(json.dumps(about).encode())


def test_a_file_larger_than_1_mb_is_not_even_looked_at():
    padded = concepts_vectors.export(one()) + b" " * 2**20
    with pytest.raises(Trouble, match="larger than 1 MB"):
        concepts_vectors.read(padded)


def test_a_file_chooses_neither_its_id_nor_the_future():
    victim = one()
    back = concepts_vectors.read(changed(id=victim.id, made_at=9e9))
    assert back.id != victim.id and back.made_at < 10_000


def test_a_damaged_file_is_left_out(home):
    good, bad = one("good"), one("bad")
    folder = home / "vectors"
    (folder / f"{bad.id}.json").write_bytes(b'{"format": ')
    (folder / "0123456789ab.json").write_bytes(b"[" * 500_000)
    (folder / "notes.json").write_bytes(concepts_vectors.export(good))
    (folder / "ba0123456789.json").mkdir()
    assert concepts_vectors.kept("faces-photo") == [good]
    with pytest.raises(Trouble, match="damaged"):
        concepts_vectors.find(bad.id)
    concepts_vectors.delete(bad.id)
    assert not (folder / f"{bad.id}.json").exists()


def test_a_write_that_fails_leaves_the_old_vector(home, monkeypatch):
    kept = one()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(Trouble, match="could not be kept"):
        concepts_vectors.rename(kept.id, "another")
    assert concepts_vectors.kept("faces-photo") == [kept] and len(list((home / "vectors").iterdir())) == 1
