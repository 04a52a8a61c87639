"""Lets the teacher in. Who has named wrong passphrases must wait longer and longer; nobody else waits with them.

What was tried is kept on the disk and in this process, never in Streamlit's caches: those any browser may have emptied.
"""

import contextlib
import hmac
import ipaddress
import threading
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.core import files, forms, settings
from engine.core.errors import Trouble
from engine.language.words import _, _n

FREE = 3
"""Wrong tries that cost nothing: fingers slip."""

MOST, HOUR = 10, 3600.0
"""So many passphrases of an address are compared in these seconds, and no more."""

REMEMBERED = 1_000
"""Addresses of which the wrong tries are remembered."""

_kept: dict[Path, dict[str, list[float]]] = {}
"""File -> what it should hold, even where it cannot be written: address -> when it named wrong passphrases."""

_one_at_a_time = threading.Lock()


class PassphraseGate:
    def __init__(self, clock: Callable[[], float] = time.time):
        self._clock = clock

    def admit(self, given: str, passphrase: str, address: str) -> bool:
        """Whether this is the passphrase. A try that comes too early is not even compared."""
        whose = sha256(_household(address).encode()).hexdigest()[:16]
        file = settings.home() / "passphrase.json"
        with _one_at_a_time, _alone(file):
            now = self._clock()
            written, kept = files.read_object(file), _kept.get(file, {})
            tried = {who: _lately([written.get(who), kept.get(who)], now) for who in {*written, *kept}}
            before = tried.get(whose, [])
            wait = _due(before) - now
            if wait > 0:
                raise Trouble(
                    "There were several wrong passphrases.",
                    _("Wait {time}, then try again.", time=_in_words(wait)),
                )
            self._keep(file, tried | {whose: [*before, now]})  # before it is compared: whoever ends this here has tried
            right = bool(passphrase) and hmac.compare_digest(given.strip().encode(), passphrase.encode())
            if right:
                self._keep(file, tried | {whose: []})
            return right

    def _keep(self, file: Path, tried: dict[str, list[float]]) -> None:
        known = sorted((who for who in tried if tried[who]), key=lambda who: tried[who][-1])[-REMEMBERED:]
        _kept[file] = {who: tried[who] for who in known}
        with contextlib.suppress(OSError):
            files.put_json(file, _kept[file])


def _household(address: str) -> str:
    """A household has one IPv4 address, but 2^64 of IPv6."""
    with contextlib.suppress(ValueError):
        found = ipaddress.ip_address(address)
        if isinstance(found, ipaddress.IPv6Address):
            return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return address


@contextlib.contextmanager
def _alone(file: Path):
    """Two servers may share one home."""
    with contextlib.ExitStack() as held:
        with contextlib.suppress(Trouble):  # then this process alone counts
            held.enter_context(files.alone(file.with_suffix(".lock"), 10))
        yield


def _lately(several: list[Any], now: float) -> list[float]:
    """Of what the disk and this process know, the longer. What lies ahead was written before the clock was set back."""
    lists = [sorted(filter(forms.is_number, times)) for times in several if isinstance(times, list)]
    known = [[min(float(one), now) for one in times if one > now - HOUR][-MOST:] for times in lists]
    return max(known, key=len, default=[])


def _due(before: list[float]) -> float:
    if len(before) >= MOST:
        return before[-MOST] + HOUR
    return before[-1] + 2.0 ** (len(before) - FREE) if len(before) >= FREE else 0.0


def _in_words(seconds: float) -> str:
    if seconds < 100:
        return _n("{n} second", "{n} seconds", max(1, round(seconds)))
    return _n("{n} minute", "{n} minutes", round(seconds / 60))
