"""Desks: what lies on one is out of reach from every other, the queue is fair, limits say beforehand what they remove."""

import contextlib
import dataclasses
import os
import time
from types import SimpleNamespace

import numpy as np
import pytest

from engine.core import config as configs
from engine.core import desks, files, settings
from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data import library
from engine.data import pairs as data_pairs
from engine.data.uploads import albums, own_pairs, single
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.concepts import vectors as concepts_vectors
from engine.runs import branch, jobs, overview, quotas, store
from engine.runs.places import local
from engine.runs.run import ENDED, Run, Status
from playground.classroom import passphrase
from playground.classroom.passphrase import PassphraseGate
from tests import stand_in
from tests.engine.runs.test_jobs import SMALL, wait

A, B, C = (desks.of_key(letter * 32) for letter in "abc")
START = jobs._start
NOBODYS = "autoencoder-20260101-120000-0123456789ab"


@pytest.fixture
def shared(monkeypatch):
    """A class, in which nothing trains."""
    monkeypatch.setenv("ATELIER_CLASS", "1")
    monkeypatch.setattr(
        jobs, "_start", lambda run: run.write_status(dataclasses.replace(run.status(), state="starting"))
    )


def made(desk: str, state: str = "finished", size: int = 0, **about) -> Run:
    """A run on a desk that stands as `state` and weighs about `size` bytes."""
    with desks.at(desk):
        run = store.create("autoencoder", AutoencoderConfig(steps=100), **about)
    run.write_status(Status(state=state, step=50, steps=100, queued=time.time()))
    stand_in.for_worker(run, state)
    run.weights.write_bytes(bytes(size))
    time.sleep(0.01)  # the next one is newer
    return run


def squares(count: int, chance: int = 0) -> list[np.ndarray]:
    return list(np.random.default_rng(chance).integers(0, 256, (count, 16, 16, 3), dtype=np.uint8))


def words_of(act, *given) -> str:
    with pytest.raises(Trouble) as trouble:
        act(*given)
    return str(trouble.value)


def test_on_a_laptop_there_is_one_desk_and_it_is_home(home):
    assert desks.here() == home.resolve() and desks.current() == desks.ONLY
    run = store.create("autoencoder", SMALL)
    assert run.path.parent == home.resolve() / "runs" and run.mine and desks.label(run.path) == run.id
    assert quotas.outlook() is None and desks.every() == []


def test_a_key_opens_one_desk_and_the_desk_does_not_give_the_key_away():
    keys = [desks.new_key() for _ in range(200)]
    opened = {desks.of_key(key) for key in keys}
    assert len(opened) == 200
    assert not any(key[:8] in desk for key in keys for desk in opened)
    for wrong in ("", "short", "A" * 32, "../" * 11, "a" * 31 + "\n", "a" * 33, A):
        assert desks.of_key(wrong) is None


def test_only_keys_that_were_given_out_open_a_desk_and_keys_to_look_open_none(shared):
    keys = [desks.new_key() for _ in range(50)]
    assert all(desks.opened(key) == desks.of_key(key) for key in keys)
    for made_up in ("c" * 32, keys[0][:-1] + "x", keys[0][:16] + keys[1][16:], keys[0][::-1], desks.look_key(A), A, ""):
        assert desks.opened(made_up) is None
    made(A)
    assert desks.opened("a" * 32) == A, "a desk that was in use before there were seals"
    look = desks.look_key(A)
    assert desks.looked_at(look) == A and look != desks.look_key(B)
    for made_up in ("c" * 32, "a" * 32, keys[0], look[:-1], A, "", "ü"):
        assert desks.looked_at(made_up) is None


def test_keys_to_look_are_withdrawn_and_new_ones_open_again(shared):
    made(A), made(B)
    old, others = desks.look_key(A), desks.look_key(B)
    with desks.at(A):
        desks.rename("Ada")
        desks.withdraw_look_keys()
        desks.withdraw_look_keys()
        desks.rename("Ada L.")
    assert desks.looked_at(old) is None and not desks.may_look(old, A)
    assert desks.looked_at(desks.look_key(A)) == A and desks.looked_at(others) == B
    assert desks.name(A) == "Ada L."


def test_the_seal_outlives_the_process_and_a_home_that_cannot_be_written_has_one_too(home, monkeypatch):
    key = desks.new_key()
    desks._secret.cache_clear()
    assert desks.opened(key)
    monkeypatch.setattr(files, "put_json", lambda file, value: (_ for _ in ()).throw(files.Unwritable(file, OSError())))
    (home / "seal.json").write_bytes(bytes(80))
    desks._secret.cache_clear()
    assert desks.opened(key) is None and desks.opened(desks.new_key())


def test_names_are_friendly_stay_and_can_be_changed():
    assert desks.name(A) == desks.name(A) and len(desks.name(A).split()) == 2
    assert len({desks.name(desks.of_key(desks.new_key())) for _ in range(60)}) > 40
    with desks.at(A):
        desks.rename("  Ada \n and   Ben ")
        assert desks.name(A) == "Ada and Ben"
        desks.rename("")
    assert len(desks.name(A).split()) == 2


def test_a_desk_that_is_none_is_turned_away(monkeypatch):
    for wrong in ("..", "../../etc", "x", "/"):
        monkeypatch.setenv("ATELIER_DESK", wrong)
        assert "no desk" in words_of(store.every)


def test_the_visitor_counts_in_a_class_only(shared, monkeypatch):
    monkeypatch.setattr(desks, "_asked", lambda: A)
    assert desks.current() == A
    with desks.at(B):
        assert desks.current() == B
    monkeypatch.delenv("ATELIER_CLASS")
    assert desks.current() == desks.ONLY
    monkeypatch.setenv("ATELIER_TEACHER", "open sesame")
    assert desks.current() == A, "a passphrase alone makes a class"


def tricks(run: Run) -> list[str]:
    """What somebody who knows a run's id, and even its desk's folder, might type to reach it from another desk."""
    desk, id = desks.of(run.path), run.id
    return [
        *(id, desks.label(run.path), f"{desk}/runs/{id}", f"../../{desk}/runs/{id}", f"..\\..\\{desk}\\runs\\{id}"),
        *(
            str(run.path),
            f"file://{run.path}",
            f"%2e%2e%2f%2e%2e%2f{desk}%2fruns%2f{id}",
            f"./{id}",
            f"{id}/",
            f"{id}\0",
        ),
        *("..", ".", "", "/", "~", f"../../{desk}", "x" * 5000, id.upper(), f" {id}", f"{id}\n"),
    ]


def test_no_trick_reaches_another_desks_run_and_none_tells_whether_there_is_one(shared):
    run = made(A)
    with desks.at(B):
        for id in tricks(run):
            assert words_of(store.get, id) == words_of(store.get, NOBODYS).replace(NOBODYS, id[:80])
        assert store.every() == [] and store.shown() == []
    with desks.at(A):
        assert store.get(run.id) == run and store.every() == [run]


ACTS = {
    "launch": jobs.launch,
    "resume": jobs.resume,
    "stop": jobs.stop,
    "pause": jobs.pause,
    "go on": jobs.go_on,
    "delete": store.delete,
    "rename": lambda run: run.rename("mine now"),
    "turn a knob": lambda run: run.turn(learning_rate=0.1),
    "take one step": lambda run: run.step_once(learning_rate=0.1),
    "wish": lambda run: run.wish("stop"),
    "train until": lambda run: run.train_until(7),
    "pin": lambda run: run.wish("pinned"),
}


@pytest.mark.parametrize("state", ["finished", "training", "waiting"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("seen", ["not at all", "shown", "by a link to look"])
def test_even_who_holds_another_desks_run_changes_nothing(shared, act, state, seen, monkeypatch):
    run = made(A, state)
    if seen == "shown":
        desks.show(run.path)
    before = {file: file.read_bytes() for file in desks.place(A).rglob("*") if file.is_file()}
    monkeypatch.setattr(desks, "_asked", lambda: B)
    monkeypatch.setattr(desks, "_looks", lambda: (A,) if seen == "by a link to look" else ())
    assert store.lent() == ([run] if seen == "by a link to look" else [])
    if seen != "not at all":
        assert store.get(run.id) == run
    assert "There is no run called" in words_of(act, run)
    assert {file: file.read_bytes() for file in desks.place(A).rglob("*") if file.is_file()} == before


def test_who_may_look_at_a_desk_sees_its_runs_alone(shared, monkeypatch):
    run, other = made(A), made(C)
    with desks.at(A):
        album = albums.save(squares(12), "Mine").id
    monkeypatch.setattr(desks, "_asked", lambda: B)
    monkeypatch.setattr(desks, "_looks", lambda: (A, B))
    assert store.lent() == [run] and store.every() == [] and desks.open_to_look() == (A,)
    words_of(store.get, other.id)
    words_of(albums.load, album)
    with pytest.raises(Trouble):
        branch.branch(run, 20)
    assert not (run.path / "moments").exists()
    with desks.at(C):
        assert store.lent() == [], "who works at a desk works there alone"
    monkeypatch.delenv("ATELIER_CLASS")
    assert store.lent() == []


def test_own_pictures_pairs_albums_and_vectors_stay_on_their_desk(shared):
    with desks.at(A):
        picture = single.keep(squares(1)[0])
        album = albums.save(squares(12), "Mine").id
        pair = own_pairs.save(list(zip(squares(8), squares(8, 1), strict=True)))
        vector = concepts_vectors.keep("smile", "vae", "difference", np.ones(4), 5, 5).id
        assert library.load(f"album:{album}").train.shape[0] and data_gallery.picture(f"own:{picture}").shape == (
            16,
            16,
            3,
        )
    missing = "0" * 32
    with desks.at(B):
        for act, known, unknown in (
            (single.picture, picture, missing),
            (single.check, picture, missing),
            (single.forget, picture, missing),
            (lambda id: data_gallery.picture(f"own:{id}"), picture, missing),
            (albums.album_card, album, missing),
            (albums.load, album, missing),
            (albums.delete, album, missing),
            (lambda id: library.load(f"album:{id}"), album, missing),
            (lambda id: data_pairs.load("own", "", id), pair, missing),
            (concepts_vectors.delete, vector, "0" * 12),
        ):
            assert words_of(act, known) == words_of(act, unknown).replace(unknown, known)
            assert words_of(act, f"../../{A}/pictures/{known}")
        assert albums.albums() == [] and own_pairs.kept() == {} and concepts_vectors.kept("vae") == []
    with desks.at(A):
        assert (
            single.picture(picture).shape == (16, 16, 3)
            and albums.albums()
            and own_pairs.kept()
            and concepts_vectors.kept("vae")
        )


def test_a_worker_finds_its_run_and_its_uploads_whatever_the_desk(monkeypatch):
    monkeypatch.setenv("ATELIER_TEACHER", "open sesame")
    with desks.at(A):
        album = albums.save(squares(16), "Mine").id
        run = store.create(
            "autoencoder", configs.from_dict(AutoencoderConfig, configs.to_dict(SMALL) | {"data": f"album:{album}"})
        )
        jobs.launch(run)
        assert wait(run, *ENDED).state == "finished"
        assert run.weights.exists()


def test_a_worker_is_told_its_desk_but_not_the_passphrase(shared, monkeypatch):
    told = {}
    monkeypatch.setenv("ATELIER_TEACHER", "open sesame")
    monkeypatch.setattr(
        local.subprocess, "Popen", lambda command, env, **how: told.update(env) or SimpleNamespace(pid=os.getpid())
    )
    START(made(A, "waiting"))
    assert told["ATELIER_DESK"] == A and "ATELIER_TEACHER" not in told


def test_the_desk_with_the_fewest_runs_at_work_goes_first(shared, monkeypatch):
    monkeypatch.setenv("ATELIER_WORKERS", "2")
    eager = [made(A, "waiting") for _ in range(3)]
    late, latest = made(B, "waiting"), made(C, "waiting")
    for run in (*eager, late, latest):
        jobs.mark(run)
    assert jobs.line() == [eager[0], late, latest, eager[1], eager[2]]
    jobs.advance()
    assert eager[0].status().state == late.status().state == "starting"
    assert [jobs.place(run) for run in (latest, eager[1], eager[2])] == [1, 2, 3]
    late.write_status(dataclasses.replace(late.status(), state="finished"))
    jobs.advance()
    assert latest.status().state == "starting" and eager[1].status().state == "waiting"


def test_a_desk_may_have_so_many_runs_in_the_queue(shared, monkeypatch):
    monkeypatch.setenv("ATELIER_DESK_QUEUE", "2")
    monkeypatch.setenv("ATELIER_WORKERS", "1")
    with desks.at(A):
        several = [store.create("autoencoder", SMALL) for _ in range(3)]
        jobs.launch(several[0])
        jobs.launch(several[1])
        assert "2 of your runs train or wait already" in words_of(jobs.launch, several[2])
        assert several[2].status().state == "new"
        jobs.launch(several[1])  # what waits already is not counted against itself
    with desks.at(B):
        jobs.launch(store.create("autoencoder", SMALL))


MB = 1_000_000


@pytest.fixture
def small_desks(shared, monkeypatch):
    monkeypatch.setenv("ATELIER_DESK_MB", "10")


def test_a_full_desk_says_which_runs_go_and_then_they_go(small_desks):
    old, pinned, shown, busy, new = (
        made(A, state, 2 * MB) for state in ("finished", "stopped", "failed", "training", "finished")
    )
    elsewhere = made(B, size=9 * MB)
    with desks.at(A):
        pinned.wish("pinned")
        desks.show(shown.path)
        assert quotas.outlook().going == (old, new) and not quotas.outlook().full
        quotas.admit()
        assert set(store.every()) == {pinned, shown, busy} and elsewhere.path.exists()
        assert quotas.outlook().going == ()


def test_no_more_goes_than_must(small_desks):
    oldest, *others = (made(A, size=3 * MB) for _ in range(3))
    with desks.at(A):
        assert quotas.outlook().going == (oldest,)
        quotas.admit()
        assert set(store.every()) == set(others)


def test_a_run_that_starts_again_does_not_remove_itself(small_desks):
    run = made(A, "stopped", 9 * MB)
    with desks.at(A):
        jobs.resume(run)
    assert run.status().state in ("waiting", "starting") and run.weights.exists()


def test_when_nothing_can_go_a_run_is_refused_and_nothing_is_removed(small_desks):
    pinned, small = made(A, size=11 * MB), made(A, size=1000)
    with desks.at(A):
        pinned.wish("pinned")
        assert quotas.outlook().full
        said = words_of(quotas.admit)
        assert "Your desk is full: 11 of 10 MB" in said and "delete or unpin" in said
        assert set(store.every()) == {pinned, small}


def test_uploads_count_and_are_refused_but_never_removed(small_desks):
    with desks.at(A):
        kept = single.keep(squares(1)[0])
        run = made(A, size=10 * MB)
        run.wish("pinned")
        assert "Your desk is full" in words_of(albums.save, squares(12), "Mine")
        assert "Your desk is full" in words_of(single.keep, squares(1, 5)[0])
        with pytest.raises(Trouble):
            quotas.admit()
        assert single.picture(kept).shape
    with desks.at(B):
        assert albums.save(squares(12), "Mine").count == 12


def test_on_a_laptop_nothing_is_limited(monkeypatch):
    monkeypatch.setenv("ATELIER_DESK_MB", "1")
    monkeypatch.setenv("ATELIER_DESK_QUEUE", "1")
    several = [made(desks.ONLY, "waiting", 2 * MB) for _ in range(3)]
    quotas.admit()
    assert set(store.every()) == set(several)


def test_a_shown_run_is_seen_by_everyone_and_branched_onto_ones_own_desk(shared):
    run = made(A, title="look at this")
    (run.path / "moments").mkdir()
    run.moment(20).write_bytes(b"state")
    (run.path / "events.jsonl").touch()
    desks.show(run.path)
    with desks.at(B):
        assert store.get(run.id) == run and store.shown() == [run] and store.shown("vae") == [] and store.every() == []
        mine = branch.branch(store.get(run.id), 20)
        assert desks.of(mine.path) == B and mine.parent == run.id
    with desks.at(A):
        assert store.shown() == [], "on its own desk it is a run like others"
    desks.show(run.path, False)
    with desks.at(B):
        words_of(store.get, run.id)


def test_a_shown_run_that_its_people_delete_is_gone(shared):
    run = made(A)
    desks.show(run.path)
    with desks.at(A):
        store.delete(run)
    with desks.at(B):
        assert store.shown() == [] and not os.listdir(settings.home() / "shown")


def test_the_teacher_sees_all_desks_with_their_queue_and_newest_pictures(shared):
    for _ in range(6):
        made(A)
    first, waiting = made(B, "waiting"), made(A, "waiting")
    for run in (first, waiting):
        jobs.mark(run)
    for name in ("00000009-a.png", "00000100-a.png", "captions.json"):
        (waiting.path / "previews" / name).touch()
    seats = {seat.desk: seat for seat in overview.look()}
    assert set(seats) == {A, B} and seats[A].name == desks.name(A)
    assert overview.NEWEST <= len(seats[A].runs) <= overview.NEWEST + 1 and seats[A].runs[0].run == waiting
    assert seats[A].runs[0].place == 2 and seats[B].runs[0].place == 1
    assert seats[A].runs[0].picture.name == "00000100-a.png" and seats[B].runs[0].picture is None
    overview.stop(waiting)
    assert waiting.status().state == "stopped"


def test_a_run_at_work_is_on_the_wall_however_old_it_is(shared):
    old = made(A, "waiting")
    jobs.mark(old)
    for _ in range(6):
        made(A)
    assert old in [glance.run for seat in overview.look() for glance in seat.runs]


def test_wrong_passphrases_make_their_own_address_wait_and_nobody_else():
    now = [0.0]
    doorman = PassphraseGate(lambda: now[0])
    for _ in range(3):
        assert not doorman.admit("wrong", "right", "one")
    assert "Wait" in words_of(doorman.admit, "right", "right", "one")
    assert doorman.admit(" right ", "right", "other")
    now[0] += 1.1
    assert not doorman.admit("wrong", "right", "one")
    now[0] += 1.1
    assert "Wait" in words_of(doorman.admit, "right", "right", "one"), "each wrong try makes it longer"
    now[0] += 60
    assert doorman.admit("right", "right", "one") and doorman.admit("right", "right", "one")
    assert not doorman.admit("", "", "one"), "without a passphrase nobody comes in"


def guesses(address, clock, count: int = 151, between: float = 0.07) -> int:
    """How many of so many passphrases are compared."""
    compared = 0
    for number in range(count):
        with contextlib.suppress(Trouble):
            PassphraseGate(lambda: clock[0]).admit(f"guess {number}", "right", address(number))
            compared += 1
        clock[0] += between
    return compared


def test_no_more_than_ten_passphrases_of_an_address_are_compared_in_an_hour():
    """A gate that is made anew each time: nothing that a process forgets brings further guesses."""
    clock = [1e9]
    assert guesses(lambda number: "192.0.2.7", clock) == 6, "in ten seconds"
    clock = [2e9]
    assert guesses(lambda number: "192.0.2.7", clock, between=20.0) == 10
    assert "minutes" in words_of(PassphraseGate(lambda: clock[0] - 1000).admit, "right", "right", "192.0.2.7")


def test_neither_another_process_nor_a_clock_set_back_brings_further_guesses(monkeypatch):
    clock = [1e9]
    guesses(lambda number: "192.0.2.7", clock, count=20, between=60.0)
    monkeypatch.setattr(passphrase, "_kept", {})  # as in another process
    now = clock[0]
    for moment in (now, now - 86_400, now - 1800):
        assert "Wait" in words_of(PassphraseGate(lambda moment=moment: moment).admit, "right", "right", "192.0.2.7")


def test_a_home_that_cannot_be_written_brings_no_further_guesses(monkeypatch):
    monkeypatch.setattr(passphrase.files, "put_json", lambda *given: (_ for _ in ()).throw(OSError()))
    assert guesses(lambda number: "192.0.2.7", [1e9], between=20.0) == 10


def test_all_addresses_of_one_household_count_together():
    assert guesses(lambda number: f"2001:db8:1:2::{number:x}", [1e9], between=20.0) == 10
    assert guesses(lambda number: f"::ffff:192.0.2.{number % 2}", [2e9], count=20, between=200.0) > 10
