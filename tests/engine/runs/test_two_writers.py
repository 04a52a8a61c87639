"""Two tabs, two servers on one home, a command beside the app: what one does between another's look and its write is not lost."""

import contextlib
import dataclasses
import errno
import subprocess
import sys
from contextvars import copy_context
from threading import Thread

import numpy as np
import pytest

from engine.core import desks, files, locks, settings
from engine.core.errors import Trouble
from engine.data.uploads import albums
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.concepts import vectors
from engine.runs import branch, jobs, quotas, store
from engine.runs.run import Status
from tests.engine.core.test_desks import A, squares

PAUSE = 0.3
"""Seconds in which whoever comes in between is done, or held up until its turn. Nothing is told from them."""


class Between:
    """Somebody else, who comes once, right after somebody has looked, and is done or held up when that one goes on."""

    def __init__(self, patch: pytest.MonkeyPatch):
        self._patch, self._other = patch, None

    def __call__(self, place, name, second, wanted=lambda *given: True):
        """Right after the function of this name in `place` has answered, do `second`."""
        real = getattr(place, name)

        def look(*given, **named):
            seen = real(*given, **named)
            if self._other is None and wanted(*given):
                self._other = Thread(target=copy_context().run, args=(quietly, second))
                self._other.start()
                self._other.join(PAUSE)
            return seen

        self._patch.setattr(place, name, look)

    def over(self) -> None:
        assert self._other, "nobody looked"
        self._other.join()


@pytest.fixture
def between(monkeypatch):
    return Between(monkeypatch)


def quietly(act) -> None:
    with contextlib.suppress(Trouble):  # too late, and told so
        act()


def of(name: str):
    return lambda file: file.name == name


@pytest.fixture
def started(monkeypatch):
    """The runs that a worker was started for."""
    found = []

    def start(run):
        run.write_status(dataclasses.replace(run.status(), state="starting"))
        found.append(run)

    monkeypatch.setattr(jobs, "_start", start)
    return found


def ended(**about):
    run = store.create("autoencoder", AutoencoderConfig(steps=100), **about)
    run.write_status(Status(state="finished", step=100, steps=100))
    return run


def test_two_tabs_move_two_knobs(between):
    run = store.create("gan", GANConfig())
    between(files, "read_object", lambda: run.turn(k=3), of("knobs.json"))
    quietly(lambda: run.turn(turn="generator"))
    between.over()
    assert run.turned() == {"turn": "generator", "k": 3}


def test_a_step_that_is_wished_for_while_another_is_granted_is_not_forgotten(between):
    run = store.create("gan", GANConfig())
    run.step_once(turn="generator")
    between(files, "read_object", lambda: run.step_once(turn="discriminator"))
    assert run.take_once() == {"turn": "generator"}
    between.over()
    assert run.take_once() == {"turn": "discriminator"} and run.take_once() == {}


def test_a_run_is_renamed_while_it_gets_a_further_goal(between):
    run = ended()
    between(files, "read_object", lambda: run.train_until(300), of("config.json"))
    quietly(lambda: run.rename("mine"))
    between.over()
    assert run.title == "mine" and run.config.steps == 300


def test_a_run_that_begins_just_now_is_not_deleted_and_a_deleted_one_does_not_begin(between, started):
    run = ended()
    between(files, "read_object", lambda: jobs.launch(run), of("status.json"))
    quietly(lambda: store.delete(run))
    between.over()
    assert run.path.is_dir() == (started == [run])
    assert [path.name for path in run.path.parent.iterdir()] == [run.id] * run.path.is_dir()


def test_two_tabs_delete_one_run_and_the_second_is_told_that_it_is_gone():
    run = ended()
    store.delete(run)
    for act in (store.delete, jobs.launch, jobs.resume, lambda run: run.rename("mine"), lambda run: run.turn()):
        with pytest.raises(Trouble):
            act(run)
        assert not run.path.exists()
    with pytest.raises(Trouble, match="There is no run called"):
        store.delete(run)


def test_two_tabs_resume_one_run_and_one_worker_begins(between, started):
    run = ended()
    between(files, "read_object", lambda: jobs.resume(run), of("status.json"))
    quietly(lambda: jobs.resume(run))
    between.over()
    assert started == [run] and run.config.steps == 200


def test_two_tabs_make_room_on_a_desk_at_once(between, monkeypatch):
    monkeypatch.setenv("ATELIER_CLASS", "1")
    monkeypatch.setenv("ATELIER_DESK_MB", "1")
    with desks.at(A):
        old = ended()
        old.weights.write_bytes(bytes(900_000))
        between(quotas, "outlook", quotas.admit)
        quotas.admit()
        between.over()
        assert not old.path.exists()


def test_two_tabs_save_pictures_of_which_one_lot_fits(between, monkeypatch):
    monkeypatch.setenv("ATELIER_CLASS", "1")
    monkeypatch.setattr(settings, "desk_bytes", lambda: 15_000)  # an album of twelve takes 10,000
    with desks.at(A):
        between(desks, "used", lambda: albums.save(squares(12, 2), "two"))
        quietly(lambda: albums.save(squares(12, 1), "one"))
        between.over()
        assert [album.title for album in albums.albums()] == ["one"]


def test_a_vector_that_is_renamed_while_it_is_deleted_does_not_come_back(between):
    kept = vectors.keep("smile", "vae", "difference", np.ones(4), 5, 5)
    between(vectors, "find", lambda: vectors.delete(kept.id))
    quietly(lambda: vectors.rename(kept.id, "grin"))
    between.over()
    assert vectors.kept("vae") == []


@pytest.mark.parametrize("refused", ["config.json", "status.json", "resume.pt"])
def test_where_the_disk_refuses_halfway_nothing_of_a_new_run_is_left(monkeypatch, refused):
    parent = ended()
    (parent.path / "events.jsonl").touch()
    parent.moment(20).write_bytes(b"state")
    real = files.put

    def put(path, content, **how):
        if path.name == refused:
            raise OSError(errno.ENOSPC, "no space")
        real(path, content, **how)

    monkeypatch.setattr(files, "put", put)
    with pytest.raises(Trouble, match="The disk is full"):
        branch.branch(parent, 20)
    assert [path.name for path in parent.path.parent.iterdir()] == [parent.id]


def test_what_a_killed_process_left_of_a_run_goes_with_the_next():
    run = ended()
    for name in (".new-autoencoder-1", ".deleted-autoencoder-2"):
        (run.path.with_name(name) / "previews").mkdir(parents=True)
    kept = ended()
    store.delete(run)
    assert [path.name for path in run.path.parent.iterdir()] == [kept.id]


def test_another_process_waits_and_who_holds_a_lock_may_ask_again():
    code = "from engine.core import files, settings\nwith files.alone(settings.home() / 'notes.lock', 0): print('in')"

    def another() -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, "-c", code], cwd=settings.ROOT, capture_output=True, text=True)

    with locks.notes(), locks.notes():
        held = another()
    assert held.returncode and "Somebody else is at this just now." in held.stderr
    assert another().stdout == "in\n"
