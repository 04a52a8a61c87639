"""A run is a folder. No process knows anything about it that the folder does not say.

config.json          lesson, settings, title, when it was made, which run it came from
status.json          how far it is, in numbers and words; written by the worker
events.jsonl         the curves: one line of numbers per logged step, and each turn of a live knob
previews/            PNGs named STEP-NAME.png, captions.json, and in leaving.json those that are about to go
weights.safetensors  the newest good weights, with their card
stages.json          where its steps change: the first of each stage, and its name
resume.pt            what the loop needs to go on bit for bit
moments/             states like resume.pt, named by their step, to branch from
knobs.json  stop  pause  once    wishes to the worker
pinned               its people want to keep it: a full desk does not let it go
alive, coming        locked by a living worker; which will be it
reserve              room to say so when the disk is full
error.txt  log.txt   the traceback of a failure; what the process printed
"""

import contextlib
import dataclasses
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine import catalog
from engine.core import config as configs
from engine.core import desks, files, forms, locks
from engine.core.errors import Trouble
from engine.language.words import N_, _
from engine.runs import liveness, retention
from engine.runs.curves import Curves

ACTIVE = ("starting", "training", "paused")
WAITING = "waiting"
DAMAGED = "damaged"
"""Its notes cannot be read, and nobody trains it."""

ENDED = ("finished", "stopped", "failed", "interrupted", DAMAGED)

STATE_WORDS = {
    "new": N_("not started"),
    "waiting": N_("waiting for its turn"),
    "starting": N_("starting"),
    "training": N_("training"),
    "paused": N_("paused"),
    "finished": N_("finished"),
    "stopped": N_("stopped"),
    "failed": N_("failed"),
    "interrupted": N_("interrupted"),
    "damaged": N_("damaged"),
}
"""Translated where they are shown, as all that a run's folder says."""


@dataclass(frozen=True)
class Status:
    """Where a run stands. `metrics` are the last numbers of each curve."""

    state: str = "new"
    step: int = 0
    steps: int = 0
    rate: float = 0.0
    """Steps per second, lately."""
    seconds: float = 0.0
    """Time spent training, in all sittings."""
    left: float = 0.0
    """Seconds of training until the end; 0 where nobody can say yet."""
    metrics: Mapping[str, float] = field(default_factory=dict)
    message: str = ""
    """What went wrong, in a sentence."""
    advice: str = ""
    device: str = ""
    node: str = ""  # of a cluster; empty where it trains here
    queued: float = 0.0
    """Its number in the queue: who came later has a higher one."""

    @property
    def active(self) -> bool:
        return self.state in ACTIVE

    @property
    def over(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True)
class PreviewFile:
    step: int
    name: str
    path: Path
    caption: str


_FORM = {
    **dict.fromkeys(("message", "advice", "device", "node"), forms.is_text),
    **dict.fromkeys(("rate", "seconds", "left", "queued"), forms.is_number),
    **dict.fromkeys(("step", "steps"), forms.is_count),
    "state": lambda value: forms.is_text(value) and value in STATE_WORDS,
    "metrics": forms.is_numbers,
}
"""What a sound status.json holds."""


@dataclass(frozen=True)
class Run:
    path: Path

    @property
    def id(self) -> str:
        return self.path.name

    def _about(self) -> forms.About:
        found = self.about()
        if found is None:
            raise illegible(self.id) if self.path.is_dir() else unknown(self.id)
        return found

    def about(self) -> forms.About | None:
        """What config.json says; None where it is damaged or gone. Whoever asks of many runs asks each once: it looks at the disk."""
        file = self.path / "config.json"
        try:
            stamp = file.stat()
        except OSError:
            return None
        return forms.about(file, stamp.st_mtime_ns, stamp.st_ino, catalog.config_from)

    @property
    def readable(self) -> bool:
        """Whether it can be told what this run is: otherwise it can only be deleted."""
        return self.about() is not None

    @property
    def mine(self) -> bool:
        """Whether it lies on the desk of whoever asks. Other desks' runs may be looked at, if the teacher shows them."""
        return self.path.parent == desks.runs()

    def check_mine(self) -> None:
        if not self.mine:
            raise unknown(self.id)

    @property
    def lesson(self) -> str:
        return self._about().lesson

    @property
    def config(self) -> Any:
        return self._about().config

    @property
    def title(self) -> str:
        return self._about().title

    @property
    def created(self) -> float:
        return self._about().created

    @property
    def parent(self) -> str | None:
        return self._about().parent

    @property
    def branched(self) -> int | None:
        """The step at which it left its parent's way; None where it began anew."""
        return self._about().branched

    @property
    def weights(self) -> Path:
        return self.path / "weights.safetensors"

    @property
    def error(self) -> str:
        with contextlib.suppress(OSError):
            return (self.path / "error.txt").read_text(encoding="utf-8", errors="replace")
        return ""

    def status(self) -> Status:
        """The worker's own word, unless it lives no more: then the run was interrupted."""
        status = self._said()
        if status.active and not self._tended(status):
            status = self._said()  # it may have come to its end just now: its last word is there before it lets go
        if status.active and not self._tended(status):
            resumable = (self.path / "resume.pt").exists()
            return dataclasses.replace(
                status,
                state="interrupted",
                rate=0.0,
                message=N_(
                    "The training process ended without a word. The computer may have been switched off or short of memory."
                ),
                advice=N_("Resume goes on from the last saved step.")
                if resumable
                else N_("Nothing was saved yet: run it again."),
            )
        return status

    def _said(self) -> Status:
        file = self.path / "status.json"
        said, known = forms.fitting(files.read_object(file), _FORM), self.about()
        if said and known:
            return Status(**said)
        if not self.path.is_dir() or (known and not file.exists()):
            return Status()
        if liveness.is_held(self.path):  # its worker says anew how it stands, within a second
            return Status(**said) if said else Status(state="starting")
        return _lost(known.config.steps if known else 0, (self.path / "resume.pt").is_file())

    def _tended(self, status: Status) -> bool:
        return liveness.is_held(self.path) or (status.state == "starting" and liveness.is_coming(self.path))

    def write_status(self, status: Status) -> None:
        """What is lost of it while it trains, the next word brings: only how it came to its end must last."""
        files.put_json(self.path / "status.json", dataclasses.asdict(status), lasting=status.state != "training")

    def curves(self) -> "Curves":
        return Curves(self.path / "events.jsonl")

    def previews(self) -> list[PreviewFile]:
        """Every kept picture, oldest first."""
        folder = self.path / "previews"
        captions = files.read_object(folder / "captions.json")
        hidden = retention.hidden(folder)  # before the list: what leaves in between then stays for a while
        found = []
        with contextlib.suppress(OSError):
            with os.scandir(folder) as entries:
                there = {entry.name for entry in entries if entry.name.endswith(".png") and entry.is_file()}
            for entry in sorted(there - hidden):
                step, name = forms.step_named(entry), entry.removesuffix(".png").partition("-")[2]
                if step is not None:
                    found.append(PreviewFile(step, name, folder / entry, str(captions.get(name, name))))
        return found

    def wishes(self, name: str) -> bool:
        return (self.path / name).exists()

    def wish(self, name: str, wanted: bool = True) -> None:
        """Leave or take back a note for the worker: 'stop' or 'pause'."""
        self.check_mine()
        note = self.path / name
        with files.writing(note):
            if wanted:
                note.touch()
                files.settle(self.path)
            elif note.is_dir():
                shutil.rmtree(note)
            else:
                note.unlink(missing_ok=True)

    def turn(self, **values: Any) -> None:
        """Move live knobs. A running worker follows at its next step; a resumed run starts with them."""
        self.check_mine()
        configs.live_only(self.config, values)
        with locks.notes():
            files.put_json(self.path / "knobs.json", self.turned() | values)

    def turned(self) -> dict[str, Any]:
        """The live knobs as they were last moved."""
        return self._live(files.read_object(self.path / "knobs.json"))

    def _live(self, values: dict[str, Any]) -> dict[str, Any]:
        """These knobs, if all of them may be moved so; a garbled note moves none."""
        try:
            configs.live_only(self.config, values)
        except Trouble:
            return {}
        return values

    def step_once(self, **values: Any) -> None:
        """While the run is paused: take one step with these live knobs, and rest again with the old ones."""
        self.check_mine()
        configs.live_only(self.config, values)
        files.put_json(self.path / "once", values)

    def take_once(self) -> dict[str, Any]:
        """The live knobs for a single step, if one was wished for. The wish is then granted."""
        if not self.wishes("once"):
            return {}
        os.replace(self.path / "once", self.path / "once.taken")  # what is wished for from now on is another step
        values = self._live(files.read_object(self.path / "once.taken"))
        self.wish("once.taken", False)
        return values

    def moments(self) -> list[int]:
        """The steps at which everything was kept that it takes to go on, in order."""
        with contextlib.suppress(OSError):
            # What is being written still has another ending: see `files.put`.
            names = [name.removesuffix(".pt") for name in os.listdir(self.path / "moments") if name.endswith(".pt")]
            return sorted(int(name) for name in names if name.isascii() and name.isdigit())
        return []

    def moment(self, step: int) -> Path:
        """The file of a kept state; its folder is there, unless it is another desk's."""
        folder = self.path / "moments"
        if self.mine:
            with files.writing(folder):
                files.make_folder(folder)
        return folder / f"{step:08d}.pt"

    @property
    def pinned(self) -> bool:
        return self.wishes("pinned")

    def rename(self, title: str) -> None:
        self.check_mine()
        title = " ".join(title.split())[:80]
        if not title:
            raise Trouble("A run needs a name.", "Type at least one letter.")
        self._rewrite(title=title)

    def train_until(self, steps: int) -> None:
        """Set how many steps the run shall reach in all."""
        self.check_mine()
        config = dataclasses.replace(self.config, steps=steps)
        self._rewrite(config=configs.to_dict(config))

    def _rewrite(self, **changed: Any) -> None:
        file = self.path / "config.json"
        with locks.notes():
            files.put_json(file, files.read_object(file) | changed)

    def size(self) -> int:
        """Bytes on disk."""
        return desks.weigh(self.path)


def unknown(id: str) -> Trouble:
    """The same words, whether there is no such run or it lies on another desk: nobody can find out by asking."""
    return Trouble(_("There is no run called '{id}'.", id=id[:80]), "It may have been deleted: see Your runs.")


def illegible(id: str) -> Trouble:
    return Trouble(
        _("The run '{id}' is damaged: its settings can no longer be read.", id=id[:80]),
        "Delete it under All runs to have its place back.",
    )


def _lost(steps: int, saved: bool) -> Status:
    """How a run stands of which nobody can read how it stands."""
    if not steps:
        what = N_("Its settings can no longer be read, as after a power cut.")
        advice = N_("It cannot go on. Delete it.")
    else:
        what = N_("How far it is can no longer be read, as after a power cut.")
        advice = N_("Resume goes on from the last saved step.") if saved else N_("Nothing was saved: run it again.")
    return Status(state=DAMAGED, steps=steps, message=what, advice=advice)
