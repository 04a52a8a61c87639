"""A preset: settings worth showing, with what to see, why it happens and what mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Preset:
    name: str
    """Its name in links: ?preset=NAME."""
    lesson: str
    title: str
    symptom: str
    cause: str
    cure: str
    settings: Mapping[str, Any]
    cured: Mapping[str, Any] = field(default_factory=dict)
    """What the cure changes in `settings`."""
    found: str = ""
    """What was measured, where one asks how much a piece of advice is worth."""
    sides: tuple[str, str] = ("broken", "mended")
    """What the run with `settings` is called, and the one with `cured`."""
    telling: str = ""
    """The curve that shows the symptom best; the lesson's first one where none is named."""
