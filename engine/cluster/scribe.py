"""Writes what a node says of a run into the run's folder, by the recorder that writes there for local workers as well."""

from collections.abc import Callable
from typing import Any

from engine.cluster.outbox import Message
from engine.core.errors import Trouble
from engine.events import Preview, Step
from engine.language.words import _
from engine.runs.recorder import Recorder
from engine.runs.run import Run


class Failed(Exception):
    """The loop met an error on its node. `details`: the traceback there."""

    def __init__(self, trouble: Trouble, details: str):
        super().__init__(trouble.what)
        self.trouble, self.details = trouble, details


class WentAway(Exception):
    """The node or the process of a run died."""


class Scribe:
    """One sitting of a run, as it is told by a node."""

    def __init__(self, run: Run, recorder: Recorder, begin: Callable[[Message], None]):
        self.run, self.recorder, self.begin = run, recorder, begin
        self.arrived = False
        """Whether it is on a node, which hears what it is told."""
        self.saved = 0
        """States that came in this sitting."""
        self._blobs: dict[int, list[bytes]] = {}

    def write(self, message: Message) -> bool:
        """Take a message down. Whether it was the last one."""
        recorder = self.recorder
        match message["kind"]:
            case "refused":
                raise _stranger(message)
            case "arrived":
                self.arrived = True
            case "hello":
                self.begin(message)
            case "steps":
                for step, steps, metrics in message["steps"]:
                    recorder.step(Step(step, steps, metrics))
            case "preview":
                recorder.preview(Preview(message["step"], message["name"], message["picture"], message["caption"]))
            case "turned":
                recorder.turned(message["step"], message["values"])
            case "woke":
                recorder.woke(message["slept"])
            case "wish":
                self.run.wish(message["name"], message["wanted"])
            case "status":
                recorder.flush()
                recorder.note = message["note"]
                recorder.status(**message["changes"])
            case "piece":
                self._blobs.setdefault(message["blob"], []).append(message["bytes"])
            case "moment":
                recorder.keep_moment(message["step"], self._state(message["state"]))
            case "save":
                recorder.keep(self._blob(message["weights"]), self._state(message["state"]))
                self.saved += 1
            case "failed":
                recorder.flush()
                raise Failed(Trouble(message["what"], message["advice"]), message["details"])
        return message["kind"] == "end"

    def _blob(self, number: int) -> bytes:
        return b"".join(self._blobs.pop(number))

    def _state(self, number: int) -> dict[str, Any]:
        from engine.weights import checkpoint

        return checkpoint.state_of(self._blob(number))


def _stranger(message: Message) -> Trouble:
    return Trouble(
        _(
            "The computer {node} of the cluster has another version of Atelier, so it did not begin.",
            node=message["node"],
        ),
        "Bring it to the version of this server, then press Resume.",
    )
