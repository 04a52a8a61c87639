"""A damaged run takes nothing with it: not the queue, not the lists, not the wall. It is named, and can be deleted."""

import errno
import os
import random
import shutil

import pytest

from engine import worker
from engine.cli import train
from engine.core import desks, files
from engine.core.errors import Trouble
from engine.data.uploads import albums, single
from engine.runs import exports, jobs, overview, quotas, store
from engine.runs.run import DAMAGED, Run, Status
from engine.weights import checkpoint, shelf
from tests.engine.core.test_desks import squares
from tests.engine.runs import damage
from tests.playground import fabricate

HERS = desks.of_key("a" * 32)

KINDS = ("config.json", "status.json", "events.jsonl", "knobs.json", "once", "resume.pt", "weights.safetensors")
WHERE = (
    *KINDS,
    "previews/captions.json",
    "previews/leaving.json",
    "moments/00000100.pt",
    "alive",
    "error.txt",
    "pause",
)


@pytest.fixture
def desk(monkeypatch):
    """A desk of a class with a sound run that has ended, one that waits, and one that will be damaged."""
    monkeypatch.setenv("ATELIER_CLASS", "1")
    with desks.at(HERS):
        yield


def victim(state: str) -> Run:
    run = fabricate.run(state, step=10, steps=20, title="the victim", noise_level=0.25)
    run.turn(noise_level=0.5)
    files.put_json(run.path / "once", {"noise_level": 0.5})
    files.put_json(run.path / "previews" / "leaving.json", ["000008-reconstructions.png"])
    run.moment(100).write_bytes(b"state")
    for name in ("error.txt", "alive", "pause"):
        (run.path / name).touch()
    return run


def asked_everything(run: Run) -> None:
    """What pages, the queue and the command line ask of a run. Sentences are welcome; anything else is not."""
    for ask in (
        lambda: (run.title, run.config, run.created, run.parent),
        run.status,
        lambda: run.curves().refresh(),
        run.previews,
        run.moments,
        run.turned,
        run.take_once,
        run.size,
        lambda: run.error,
        lambda: shelf.card(run.weights),
        lambda: checkpoint.load_state(run.path / "resume.pt"),
        lambda: exports.curves_csv(run),
        lambda: exports.animation(run, "reconstructions"),
        lambda: exports.notebook(run),
        lambda: jobs.prepare(run),
        lambda: run.rename("another name"),
        lambda: jobs.stop(run),
    ):
        try:
            ask()
        except Trouble as trouble:
            assert trouble.what and trouble.advice


SEEDS = int(os.environ.get("ATELIER_DAMAGE", 4))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_damage_to_a_run_stops_anything_else(desk, seed, monkeypatch, capsys, tmp_path):
    """Fifty garbled files with each seed. `ATELIER_DAMAGE=12 pytest tests/engine/runs/test_damaged.py` tries 600."""
    begun = []
    monkeypatch.setattr(jobs, "_start", begun.append)
    monkeypatch.setattr(files.os, "fsync", lambda handle: None)
    monkeypatch.setattr(exports, "LONGEST", 1)
    dice = random.Random(seed)
    state = ("finished", "stopped", "interrupted", "waiting")[seed % 4]
    ended, run = fabricate.run(title="sound"), victim(state)
    waiting = fabricate.run("waiting", title="sound, too")
    sound = tmp_path / "sound"
    shutil.copytree(run.path, sound)
    for _ in range(50):
        damage.laid_again(sound, run.path)
        waiting.write_status(Status(state="waiting", queued=1.0, steps=9))
        jobs.mark(waiting)
        name = dice.choice(WHERE)
        how = f"{damage.spoil(run.path / name, dice)} of {name}"
        begun.clear()
        jobs.advance()
        assert waiting in begun, how
        assert {ended, waiting} <= set(store.every()), how
        assert [run] == [one for one in (*store.every(), *store.damaged()) if one == run], how
        (seat,) = overview.look()
        assert {glance.run for glance in seat.runs} == {ended, waiting, run}, how
        train.list_runs(None)
        assert run.id in capsys.readouterr().out, how
        assert quotas.outlook() is not None, how
        asked_everything(run)
        if run.status().state in ("waiting", "starting"):
            run.write_status(Status(state="stopped"))
        store.delete(run)
        assert run not in (*store.every(), *store.damaged()), how


def test_a_run_whose_status_is_lost_says_so_and_goes_on_from_its_last_saved_step():
    run = fabricate.run(steps=60)
    (run.path / "status.json").write_bytes(bytes(700))
    status = run.status()
    assert status.state == DAMAGED and status.steps == 60 and status.advice.startswith("Resume")
    jobs.prepare(run)
    assert run.config.steps == 60


def test_a_run_whose_settings_are_lost_is_listed_by_name_and_only_deleted():
    run, other = fabricate.run(title="lost"), fabricate.run(title="sound")
    (run.path / "config.json").write_bytes(bytes(500))
    assert store.every() == [other] and store.damaged() == [run]
    assert run.status().state == DAMAGED and "Delete" in run.status().advice
    with pytest.raises(Trouble, match="damaged"):
        store.get(run.id)
    store.delete(run)
    assert store.damaged() == []


def test_curves_go_on_behind_a_damaged_line():
    run = fabricate.run(step=20)
    content = (run.path / "events.jsonl").read_bytes().splitlines(keepends=True)
    content[9] = b"\0" * 40 + content[9]
    (run.path / "events.jsonl").write_bytes(b"".join(content))
    assert run.curves().refresh().steps == [step for step in range(1, 21) if step != 10]


def test_a_new_run_takes_its_place_whole(monkeypatch):
    """Whoever lists the runs while one is being made never takes it for a damaged one."""
    seen = []
    real = files.put
    monkeypatch.setattr(files, "put", lambda *given, **how: seen.append(store.damaged()) or real(*given, **how))
    fabricate.run()
    assert len(seen) > 2 and not any(seen)


def test_what_matters_is_on_the_disk_before_it_takes_its_place(tmp_path, monkeypatch):
    order = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(files.os, "fsync", lambda handle: order.append("fsync") or fsync(handle))
    monkeypatch.setattr(files.os, "replace", lambda *paths: order.append("replace") or replace(*paths))
    files.put(tmp_path / "weights", b"weights")
    assert order[:2] == ["fsync", "replace"]
    order.clear()
    run = fabricate.run("stopped")
    run.write_status(Status(state="finished"))
    assert order.index("fsync") < order.index("replace")


def test_damaged_pictures_of_ones_own_are_left_out_or_told(desk):
    dice = random.Random(5)
    album, picture = albums.save(squares(12), "mine").id, single.keep(squares(1)[0], "mine")
    for kept, look in (
        (desks.here() / "albums" / album / "album.json", albums.albums),
        (desks.here() / "pictures" / f"{picture}.json", lambda: single.title(picture)),
        (desks.here() / "desk.json", lambda: (desks.name(HERS), desks.look_key(HERS))),
    ):
        desks.rename("Ada")
        content = kept.read_bytes()
        for _ in range(60):
            damage.spoil(kept, dice)
            look()
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink(missing_ok=True)
            kept.write_bytes(content)


REFUSED = {
    "make a run": lambda run: store.create("autoencoder", run.config),
    "start it": jobs.launch,
    "resume it": jobs.resume,
    "rename it": lambda run: run.rename("another"),
    "move a knob": lambda run: run.turn(noise_level=0.5),
    "pin it": lambda run: run.wish("pinned"),
    "show it": lambda run: desks.show(run.path),
    "name the desk": lambda run: desks.rename("Ada"),
    "keep a picture": lambda run: single.keep(squares(1)[0], "mine"),
    "keep an album": lambda run: albums.save(squares(12), "mine"),
    "delete it": store.delete,
    "stop it": jobs.stop,
}


@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("refusal", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_home_that_cannot_be_written_is_told_in_a_sentence(call, refusal, monkeypatch, home):
    run = fabricate.run("stopped")

    def refuse(*given, **how):
        raise OSError(refusal, os.strerror(refusal))

    for name in ("mkdir", "open", "replace", "unlink", "utime"):
        monkeypatch.setattr(os, name, refuse)
    monkeypatch.setattr(files, "open", refuse, raising=False)
    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(Trouble) as told:
        call(run)
    monkeypatch.undo()
    assert told.value.what and told.value.advice and "OSError" not in told.value.what


def test_a_home_that_is_gone_is_empty_and_is_made_anew(home, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(home / "gone"))
    assert store.every() == store.damaged() == overview.look() == jobs.line() == []
    assert fabricate.run().readable


def test_a_worker_whose_run_is_damaged_ends_with_a_sentence():
    run = fabricate.run("stopped")
    (run.path / "resume.pt").write_bytes(bytes(100))
    status = worker.work(run)
    assert status.state == "failed" and "is damaged" in status.message
