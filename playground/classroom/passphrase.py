"""Lets the teacher in. Who has named wrong passphrases must wait longer and longer; nobody else waits with them."""

import hmac
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from engine.core.errors import Trouble

FREE = 3
"""Wrong tries that cost nothing: fingers slip."""

LONGEST = 60.0
"""Seconds between two tries, at most."""

REMEMBERED = 1_000
"""Addresses of which the wrong tries are remembered."""


class PassphraseGate:
    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()
        """Address -> how many wrong tries, and when the next one is heard."""

    def admit(self, given: str, passphrase: str, address: str) -> bool:
        """Whether this is the passphrase. A try that comes too early is not even compared."""
        with self._lock:
            tries, due = self._wrong.get(address, (0, 0.0))
            wait = due - self._clock()
            if wait > 0:
                raise Trouble(
                    "There were several wrong passphrases.", f"Wait {max(1, round(wait))} seconds, then try again."
                )
            right = bool(passphrase) and hmac.compare_digest(given.strip().encode(), passphrase.encode())
            if right:
                self._wrong.pop(address, None)
            else:
                pause = min(LONGEST, 2.0 ** (tries + 1 - FREE)) if tries + 1 >= FREE else 0.0
                self._wrong[address] = (tries + 1, self._clock() + pause)
                self._wrong.move_to_end(address)
                while len(self._wrong) > REMEMBERED:
                    self._wrong.popitem(last=False)
            return right
