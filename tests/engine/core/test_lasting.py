"""What a power cut leaves: contents that were synced, under names that were synced in their folder."""

import errno
import os
import stat
from pathlib import Path

import numpy as np
import pytest

from engine import worker
from engine.core import desks, files
from engine.data.uploads import albums, own_pairs, single
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.encode.concepts import vectors
from engine.runs import branch, jobs, liveness, store
from tests.engine.core.test_desks import squares

FLEETING = {liveness.COMING, "reserve"}
"""What holds only as long as somebody is at work."""


@pytest.fixture
def lost(home, monkeypatch):
    """Says what a power cut would take now."""
    contents: set[int] = set()
    names: dict[int, set[str]] = {}
    sync = os.fsync

    def fsync(handle: int) -> None:
        sync(handle)
        about = os.fstat(handle)
        if stat.S_ISDIR(about.st_mode):
            names[about.st_ino] = set(os.listdir(handle))
        else:
            contents.add(about.st_ino)

    def lost() -> set[str]:
        return {
            path.relative_to(home).as_posix()
            for path in home.rglob("*")
            if path.suffix != ".lock" and path.name not in FLEETING and not lasts(path)
        }

    def lasts(path: Path) -> bool:
        inside = path.is_dir() or not path.stat().st_size or path.stat().st_ino in contents
        return inside and path.name in names.get(path.parent.stat().st_ino, ())

    monkeypatch.setattr(os, "fsync", fsync)
    return lost


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names without being asked")
def test_nothing_that_was_made_or_kept_is_lost_with_the_power(lost, monkeypatch):
    monkeypatch.setattr(jobs, "_advance", lambda: None)
    run = store.create("gan", GANConfig(pictures=64, batch=8, width=4, steps=12, preview_every=4))
    jobs.launch(run)
    run.wish("pinned")
    assert lost() == set()
    worker.work(run)
    assert run.moments() and lost() == set()
    desks.show(run.path)
    branch.branch(run, 8)
    albums.save(squares(12), "Mine")
    own_pairs.save(list(zip(squares(8), squares(8, 1), strict=True)))
    single.keep(squares(1)[0], "mine")
    vectors.keep("smile", "vae", "difference", np.ones(4), 5, 5)
    run.turn(generator_rate=0.001)
    assert lost() == set()


def test_a_folder_that_cannot_be_synced_stops_nothing(tmp_path, monkeypatch):
    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "fsync", refuse)
    files.put(files.make_folder(tmp_path / "one") / "two", b"kept")
    assert (tmp_path / "one" / "two").read_bytes() == b"kept"
