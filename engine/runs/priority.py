"""Who may wait: a training worker lets the server's pages go first where both want a core. With a core to spare it loses nothing."""

import os
import subprocess
import time
from pathlib import Path

NICE = 5
"""A third of the weight of an ordinary process: pages stay quick, and a training beside a busy neighbour still gets on."""

AUTOGROUP = Path("/proc/self/autogroup")

FLAGS = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""Windows gives a process its priority when it is made."""


def step_back() -> None:
    """Of this process, which leads a session of its own. Before it makes threads: they take over what holds then."""
    if os.name == "nt":
        return
    os.nice(NICE)
    if os.getsid(0) == os.getpid():
        _step_back_as_session()


def _step_back_as_session() -> None:
    """Linux weighs sessions against each other, and `nice` only inside of one. It takes ten such wishes a second, from all."""
    for _ in range(20):
        try:
            AUTOGROUP.write_text(str(NICE))
        except BlockingIOError:
            time.sleep(0.1)
        except OSError:  # a system without such weights
            return
        else:
            return
