"""What a node was told of a run's wishes: knobs, pause, a single step, stop. It stands there in place of the run's folder."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.runs.run import Run

NOTHING: dict[str, Any] = {"stop": False, "pause": False, "others": False, "once": (0, {}), "knobs": {}}
"""`once` is numbered: the same wish, told twice, is granted once. `others`: somebody waits for a place."""


def wishes_of(run: Run, before: Mapping[str, Any], others: bool) -> dict[str, Any]:
    """What the folder says now, after what was told before."""
    number, values = before["once"]
    if run.wishes("once"):
        number, values = number + 1, run.take_once()
    told = {name: run.wishes(name) for name in ("stop", "pause")}
    return {**told, "others": others, "once": (number, values), "knobs": run.turned()}


class Told:
    """A run's people, as a node hears them. `say` sends something back to the folder."""

    def __init__(self, lesson: str, config: Any, told: Mapping[str, Any], say: Callable[[dict[str, Any]], None]):
        self.lesson, self.config, self.say = lesson, config, say
        self._told = dict(told)
        self._taken = self._told["once"][0]
        """The number of the last single step that was granted."""
        self._over = False

    def end(self) -> None:
        """Whatever else is told: it stops."""
        self._over = True

    def hear(self, told: Mapping[str, Any]) -> None:
        self._told = dict(told)

    def wishes(self, name: str) -> bool:
        if name == "once":
            return self._told["once"][0] > self._taken
        return self._told[name] or (self._over and name == "stop")

    def wish(self, name: str, wanted: bool = True) -> None:
        self._told = {**self._told, name: wanted}
        self.say({"kind": "wish", "name": name, "wanted": wanted})

    def turned(self) -> dict[str, Any]:
        return self._told["knobs"]

    def take_once(self) -> dict[str, Any]:
        number, values = self._told["once"]
        if number <= self._taken:
            return {}
        self._taken = number
        return values

    def others_wait(self) -> bool:
        return self._told["others"]
