"""What only one at a time may do: two tabs, two servers on one home and a command beside the app change the same notes."""

import contextlib

from engine.core import desks, files, settings


def queue(patience: float = files.PATIENCE) -> contextlib.AbstractContextManager[None]:
    """Let runs wait, begin and go. Who needs another lock, too, takes this one first."""
    return files.alone(settings.home() / "queue.lock", patience)


def notes() -> contextlib.AbstractContextManager[None]:
    """Change names, settings and knobs on the desk."""
    return files.alone(desks.here() / "notes.lock")


def uploads() -> contextlib.AbstractContextManager[None]:
    """Keep pictures on the desk, which may take seconds."""
    return files.alone(desks.here() / "uploads.lock")
