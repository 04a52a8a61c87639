"""Moves the queue on while nobody looks: a worker that was killed cannot say that its place is free."""

import contextlib
import threading
import time

from engine.runs import jobs

EVERY = 2.0
"""Seconds between two looks."""

NAME = "watchdog"


def start() -> None:
    """Once per process, however often it is asked for."""
    if all(thread.name != NAME for thread in threading.enumerate()):
        threading.Thread(target=_watch, name=NAME, daemon=True).start()


def _watch() -> None:
    while True:
        with contextlib.suppress(Exception):  # pages look for themselves, too, and say what is wrong
            jobs.glance()
        time.sleep(EVERY)
