"""What a node sends of a run: the counterpart of `engine.runs.recorder`, which writes it into the run's folder elsewhere.

All of it is plain: numbers, texts, arrays and bytes. Steps travel together, a few times a second; a state in pieces, so that no
single thing is large; and what nobody fetches holds the loop up instead of filling the cluster's memory.
"""

import queue
import time
from collections.abc import Iterator, Mapping
from typing import Any

from engine.core.errors import Trouble
from engine.events import Preview, Snapshot, Step
from engine.language.words import N_
from engine.runs.recorder import REPORT_SECONDS, card_of, numbers

PIECE = 4 << 20
"""Bytes of a state that travel at once."""

LARGEST = 1 << 30
"""Bytes of a state that still travels."""

WAITING = 16
"""Messages that wait to be sent, before the loop has to wait."""

Message = dict[str, Any]


class Outbox:
    """Where a loop's sitting says how it goes."""

    def __init__(self, lesson: str, metrics: Mapping[str, float], seconds: float):
        self.lesson, self.note = lesson, ""
        self.metrics = dict(metrics)
        self._messages: queue.Queue[Message] = queue.Queue(WAITING)
        self._pending: list[Step] = []
        self._sent = time.monotonic()
        self._began = time.monotonic() - seconds
        self._blobs = 0
        self._ended = False

    def say(self, message: Message) -> None:
        self._messages.put(message)

    def messages(self) -> Iterator[list[Message]]:
        """All that is said, as it comes, to the end."""
        while not self._ended:
            some = [self._messages.get()]
            while not self._messages.empty() and sum(map(weight, some)) < PIECE:
                some.append(self._messages.get())
            self._ended = some[-1]["kind"] == "end"
            yield some

    def step(self, event: Step) -> None:
        self._pending.append(event)
        if time.monotonic() - self._sent > REPORT_SECONDS or event.step == event.steps:
            self.flush()

    def flush(self) -> None:
        if not self._pending:
            return
        steps = []
        for event in self._pending:
            values = numbers(event)
            steps.append((event.step, event.steps, values))
            self.metrics |= values
        self._pending.clear()
        self._sent = time.monotonic()
        self.say({"kind": "steps", "steps": steps})

    def preview(self, event: Preview) -> None:
        self.flush()
        self.say(
            {
                "kind": "preview",
                "step": event.step,
                "name": event.name,
                "caption": event.caption,
                "picture": event.picture,
            }
        )

    def turned(self, step: int, values: dict[str, Any]) -> None:
        self.flush()
        self.say({"kind": "turned", "step": step, "values": values})

    def woke(self, slept: float) -> None:
        self._began += slept
        self.say({"kind": "woke", "slept": slept})

    def status(self, **changes: Any) -> None:
        self.flush()
        self.say({"kind": "status", "changes": changes, "note": self.note})

    def moment(self, snapshot: Snapshot) -> None:
        from engine.weights import checkpoint

        self.flush()
        state = self._blob(checkpoint.state_bytes(checkpoint.state(snapshot)))
        self.say({"kind": "moment", "step": snapshot.step, "state": state})

    def save(self, snapshot: Snapshot, config: Any, data: Any) -> None:
        from engine.weights import checkpoint

        self.flush()
        seconds = time.monotonic() - self._began
        card = card_of(self.lesson, config, data, snapshot.step, self.metrics, seconds)
        weights = self._blob(checkpoint.weights_bytes(snapshot.networks, card, beside=snapshot.beside()))
        state = self._blob(checkpoint.state_bytes(checkpoint.state(snapshot)))
        self.say({"kind": "save", "step": snapshot.step, "weights": weights, "state": state})

    def _blob(self, content: bytes) -> int:
        """Send these bytes, and give the number under which they arrive."""
        if len(content) > LARGEST:
            raise Trouble(
                N_("What is to be saved of this run is larger than 1 GB, too large to send from a cluster's node."),
                N_("Choose a smaller width, or train it on the computer where it is kept."),
            )
        self._blobs += 1
        for start in range(0, len(content), PIECE):
            self.say({"kind": "piece", "blob": self._blobs, "bytes": content[start : start + PIECE]})
        return self._blobs


def weight(message: Message) -> int:
    """Bytes of a message, about."""
    picture = message.get("picture")
    return len(message.get("bytes", b"")) + (picture.nbytes if picture is not None else 0) + 64
