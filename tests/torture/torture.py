"""`make torture`: runs of three kinds, whose workers and server are killed at random moments, on a disk that is full twice, under
a clock that is set. Each goes on until its end, and is then the same to the bit as a twin that nobody disturbed."""

import argparse
import contextlib
import csv
import dataclasses
import math
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from engine.core import files
from engine.core.errors import Trouble
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import exports, jobs, liveness, retention, store
from engine.runs.run import Run
from engine.weights import shelf
from tests.benchmarks import served

INSIDE = Path(__file__).parent / "inside"

SETTINGS = {
    "autoencoder": AutoencoderConfig(
        pictures=64, batch=8, width=4, bottleneck=2, noise="gaussian", steps=6_000, preview_every=300
    ),
    "gan": GANConfig(pictures=64, batch=8, width=4, latent=2, steps=1_000, preview_every=100),
    "style": StyleConfig(size=64, steps=300, preview_every=20),
}
"""Long enough for a dozen kills each; the first logs means over several steps, and the second keeps moments."""

MISFORTUNES = ("clock", "worker", "server", "worker", "worker")
"""In this order, again and again."""

DAY = 86_400

PATIENCE = 3600.0
"""Seconds after which to give up on three runs. Nothing is told from them: a busy machine may take long."""

RASH = 0.3
"""How often a misfortune does not wait until the run is at its steps."""


class Server:
    """The app as its people start it. Nobody looks at it: what moves the queue is its own watchdog."""

    def __init__(self, home: Path):
        self.home, self._until = home, contextlib.ExitStack()

    def start(self) -> None:
        path = os.pathsep.join([str(INSIDE), str(served.ROOT)])
        how = {"PYTHONPATH": path, "ATELIER_WORKERS": "1", "ATELIER_SPARE": "0"}
        self.process = self._until.enter_context(served.served(home=self.home, **how)).process

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self._until.close()


class Torture:
    def __init__(self, home: Path, dice: random.Random, pause: float, part: float):
        """A misfortune comes some `pause` seconds after a run has come to its steps. `part`: how long runs are, as a share of
        what SETTINGS says."""
        self.home, self.dice, self.pause, self.part = home, dice, pause, part
        self._due = math.inf
        self._seen: tuple[str, object, bool] | None = None
        self.done: Counter[str] = Counter()
        self.slowest = 0.0
        """Seconds from the kill of a worker until the next run began, at most."""
        self._freed: tuple[float, int] | None = None
        """When a worker was killed, and which."""

    def make(self, seed: int) -> list[Run]:
        return [self._put(lesson, seed) for lesson in SETTINGS]

    def _put(self, lesson: str, seed: int) -> Run:
        config = SETTINGS[lesson]
        steps = max(1, round(config.steps * self.part))
        run = store.create(lesson, dataclasses.replace(config, steps=steps, seed=seed), title=f"{lesson} {seed}")
        jobs.launch(run)
        return run

    def hold_out(self, runs: Sequence[Run]) -> bool:
        """Press Resume wherever a run needs it. Whether any has still something to do."""
        for run in runs:
            if run.status().over and run.status().state != "finished":
                with contextlib.suppress(Trouble):  # it came to life in between, or the disk was full
                    jobs.resume(run)
                    self.done["resumed"] += 1
        return any(run.status().state != "finished" for run in runs)

    @property
    def killed(self) -> int:
        return self.done["worker"] + self.done["server"]

    def is_due(self, runs: Sequence[Run]) -> bool:
        """Whether it is time for the next misfortune: some time after a worker began, or after it has come to its steps."""
        for run in runs:
            status = run.status()
            if status.active:
                seen = run.id, _worker_of(run), status.state == "training"
                if seen != self._seen:
                    self._seen = seen
                    if seen[2] or self.dice.random() < RASH:
                        self._due = min(self._due, time.monotonic() + self.dice.uniform(0, 2 * self.pause))
        return time.monotonic() > self._due

    def strike(self, runs: Sequence[Run], server: Server) -> None:
        """One misfortune."""
        self._due, self._seen = math.inf, None
        kind = MISFORTUNES[sum(self.done[one] for one in set(MISFORTUNES)) % len(MISFORTUNES)]
        if kind == "server":
            server.kill()
            server.start()
            self._freed = None
        elif kind == "clock":
            (self.home / "clock").write_text(str(self.dice.randint(-30, 30) * DAY))
        elif not self._kill(runs):
            return
        self.done[kind] += 1

    def _kill(self, runs: Sequence[Run]) -> bool:
        for run in runs:
            process = _worker_of(run)
            if run.status().active and b"engine.worker" in _command(process):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
                    self._freed = time.monotonic(), process
                    return True
        return False

    def fill(self) -> None:
        """From now on the disk refuses a few writes."""
        (self.home / "full").write_text(str(self.dice.randint(1, 3)))
        self.done["full disk"] += 1

    def watch(self, runs: Sequence[Run]) -> None:
        if self._freed:
            since, killed = self._freed
            if any(run.status().active and _worker_of(run) != killed for run in runs):
                self.slowest = max(self.slowest, time.monotonic() - since)
                self._freed = None


def run(home: Path, kills: int, full: int, pause: float, part: float, seed: int) -> str:
    """Torture until so many were killed, a misfortune every `pause` seconds or so. What came of it, in words."""
    dice, begun = random.Random(seed), time.monotonic()
    torture, server = Torture(home, dice, pause, part), Server(home)
    fulls = {kills * (number + 1) // (full + 1) for number in range(full)}
    pairs: list[tuple[Run, Run]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATELIER_HOME", str(home))
        patch.setattr(jobs, "_advance", lambda: None)  # who presses buttons here starts nothing: the server has to
        try:
            server.start()
            while torture.killed < kills:
                runs = torture.make(seed + len(pairs))
                for _ in ticks():
                    torture.watch(runs)
                    if not torture.hold_out(runs):
                        break
                    if torture.killed in fulls:
                        fulls.remove(torture.killed)
                        torture.fill()
                    if torture.killed < kills and torture.is_due(runs):
                        torture.strike(runs, server)
                twins = torture.make(seed + len(pairs))
                for _ in ticks():
                    if all(twin.status().state == "finished" for twin in twins):
                        break
                pairs += zip(runs, twins, strict=True)
        finally:
            for one in store.every():
                one.wish("stop")
            server.stop()
        for one, twin in pairs:
            compare(one, twin)
        check_nothing_is_left(home)
    told = ", ".join(f"{name} {count}" for name, count in sorted(torture.done.items()))
    return f"{len(pairs)} runs equal their twins after: {told}; the next run began at most {torture.slowest:.1f} s after a kill; {time.monotonic() - begun:.0f} s in all"


def ticks() -> Iterator[None]:
    end = time.monotonic() + PATIENCE
    while True:
        assert time.monotonic() < end, "nothing came of it"
        yield
        time.sleep(0.1)


def compare(one: Run, twin: Run) -> None:
    for name, seen in shown(twin).items():
        assert shown(one)[name] == seen, f"{name} of {one.id} and of {twin.id}"


def shown(run: Run) -> dict:
    """All that people see of a run, but for its seconds, which no two runs share."""
    table = list(csv.reader(exports.curves_csv(run).decode().splitlines()))
    return {
        "weights": {name: values.tobytes() for name, values in shelf.tensors(run.weights).items()},
        "curves": [[cell for name, cell in zip(table[0], row, strict=True) if name != "seconds"] for row in table],
        "pictures": {file.name: file.read_bytes() for file in (run.path / "previews").iterdir()},
        "metrics": dict(run.status().metrics),
        "archive": exports.pictures_zip(run),
        "notebook": exports.notebook(run),
        "files": sorted(file.name for file in run.path.iterdir()),
    }


def check_nothing_is_left(home: Path) -> None:
    for _ in ticks():
        if not _processes(home):
            break
    jobs_left = [file.name for file in (home / "queue").iterdir()]
    half = [file for file in home.rglob("*") if file.name.endswith(".aside") or file.name == retention.NAME]
    hidden = [file.name for file in (home / "runs").glob(".*")]
    assert not jobs_left and not half and not hidden, (jobs_left, half, hidden)


def _processes(home: Path) -> list[int]:
    """Those that work in this home, but for this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"ATELIER_HOME={home}".encode() in (process / "environ").read_bytes() and process.name != str(
                os.getpid()
            ):
                found.append(int(process.name))
    return found


def _worker_of(run: Run) -> int:
    return files.read_object(run.path / liveness.COMING).get("process", 0)


def _command(process: int) -> bytes:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--pause", type=float, default=2.0, help="Seconds from one misfortune to the next, about.")
    parser.add_argument("--part", type=float, default=1.0, help="How long the runs are.")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    wanted = parser.parse_args()
    print(f"seed {wanted.seed}", flush=True)
    home = Path(tempfile.mkdtemp(prefix="atelier-torture-"))  # stays where something is found
    print(run(home, wanted.kills, 2, wanted.pause, wanted.part, wanted.seed))
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
