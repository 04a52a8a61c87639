"""Heavy work in a process that others are served by: it leaves them a core, and between two layers it asks whether to go on."""

import contextlib
import ctypes
import os
import threading
from collections.abc import Callable, Generator

import torch
from torch.nn.modules import module as hooks


@contextlib.contextmanager
def considerate(ask: Callable[[], None]) -> Generator[None]:
    """`ask` is called before each layer of any network that works in this thread. It raises to end the work."""
    here = threading.get_ident()
    # Threads that wait for each other and for a core turn seconds into minutes: a core stays free.
    torch.set_num_threads(max(1, min(torch.get_num_threads(), (os.cpu_count() or 2) - 1)))
    asked = hooks.register_module_forward_pre_hook(lambda *_: ask() if threading.get_ident() == here else None)
    try:
        yield
    finally:
        asked.remove()
        # glibc alone keeps what was freed, and knows how not to.
        with contextlib.suppress(OSError, AttributeError, TypeError):
            ctypes.CDLL(None).malloc_trim(0)
