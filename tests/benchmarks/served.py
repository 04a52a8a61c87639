"""A server of a benchmark's or a browser test's own: a free loopback port, an ATELIER_HOME of its own, and how much memory it takes."""

import contextlib
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "playground" / "Home.py"
READY = 120
"""Seconds a server may take to answer on a busy machine."""


@dataclass(frozen=True)
class Served:
    url: str
    home: Path
    process: subprocess.Popen
    began: float
    """When the command was given, by time.monotonic()."""

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def memory(self) -> float:
        """Megabytes of memory that the server holds now."""
        said = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], capture_output=True, text=True)
        return int(said.stdout) / 1024


@contextlib.contextmanager
def served(script: Path = APP, home: Path | None = None, **environment: str) -> Iterator[Served]:
    """`streamlit run SCRIPT` until the caller has had enough. Only this process is ended. Without a `home` it gets one for the time."""
    with contextlib.ExitStack() as until:
        if home is None:
            folder = tempfile.TemporaryDirectory(prefix="atelier-", ignore_cleanup_errors=True)
            home = Path(until.enter_context(folder))
        home.mkdir(parents=True, exist_ok=True)
        port = _free_port()
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
        ours = {"ATELIER_HOME": str(home), "ATELIER_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
        began = time.monotonic()
        with open(home / "server.log", "wb") as log:
            # Started anywhere but in the checkout: the app must not care.
            process = subprocess.Popen(
                command, cwd=home, env=os.environ | ours | environment, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            yield Served(f"http://127.0.0.1:{port}", home, process, began)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_until_ready(server: Served) -> None:
    end = time.monotonic() + READY
    while time.monotonic() < end and server.process.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2),
        ):
            return
        time.sleep(0.02)
    raise RuntimeError("The server did not answer:\n" + server.log.read_text(errors="replace")[-3000:])


def machine() -> str:
    """What was measured on: processor, cores, versions."""
    import streamlit

    name = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        if found := re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text()):
            name = found[1]
    return f"{name}, {os.cpu_count()} cores; Python {platform.python_version()}, Streamlit {streamlit.__version__}"


def table(heads: list[str], rows: list[list[str]]) -> str:
    """In Markdown."""
    return "\n".join("| " + " | ".join(row) + " |" for row in [heads, ["---"] * len(heads), *rows])
