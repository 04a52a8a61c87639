"""How many passphrases a guesser gets compared: `python -m tests.benchmarks.app.guesses` tries 151, the last of them the right one.

Each guess is a new visit. It claims to come from another address than the one before, and first asks the server to empty its caches.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks import served
from tests.benchmarks.app.visitor import visiting

PHRASE = "open sesame"
GUESSES = 151
FIELD = "The teacher's passphrase"
NOT_COMPARED = "There were several wrong passphrases."


async def guess(url: str, words: Iterable[str]) -> tuple[int, int]:
    """How many of these were compared, and how many of them opened the wall."""
    compared = opened = 0
    for number, word in enumerate(words):
        address = f"10.{number // 250}.{number % 250}.1"
        async with visiting(url, "class", "", **{"X-Forwarded-For": address, "X-Real-IP": address}) as guest:
            await guest.open()
            await guest.empty_caches()
            answer = await guest.submit(FIELD, word, "Open")
            compared += not any(NOT_COMPARED in error for error in answer.errors)
            opened += FIELD not in guest.widgets
    return compared, opened


def main() -> int:
    words = [*(f"guess {number}" for number in range(GUESSES - 1)), PHRASE]
    with tempfile.TemporaryDirectory(prefix="atelier-") as home:
        for what, tried in (
            (f"{GUESSES} guesses, the last one right", words),
            ("After a restart, the right one", [PHRASE]),
        ):
            with served.served(home=Path(home), ATELIER_TEACHER=PHRASE) as server:
                served.wait_until_ready(server)
                began = time.monotonic()
                compared, opened = asyncio.run(guess(server.url, tried))
                print(f"{what}: {compared} compared, {opened} admitted, in {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
