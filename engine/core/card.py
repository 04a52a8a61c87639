"""A lesson as plain data: what the catalogue, the pages and the command line know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.core.finding import Finding, Lines
from engine.core.preset import Preset


@dataclass(frozen=True)
class Chart:
    """Curves that share a unit, and so a chart."""

    title: str
    lines: tuple[str, ...]
    """Names of the curves as the loop reports them. One that ends in * stands for all that begin like it."""
    unit: str = ""


@dataclass(frozen=True)
class Card:
    """One lesson."""

    name: str
    """The name in commands, links and run folders."""
    title: str
    group: str
    summary: str
    """One sentence: what this is."""
    invitation: str
    """One sentence: what you can do there."""
    minutes: int
    paper: str
    config: type
    weights: tuple[str, ...]
    """Names of the shipped models in pretrained/, without ending."""
    icon: str
    portrait: str
    """What the lesson's picture on Home shows."""
    charts: tuple[Chart, ...] = ()
    """What to draw from the loop's numbers, the most telling first."""
    rewinds: bool = False
    """Its runs keep moments on their way, to branch from."""
    presets: tuple[Preset, ...] = ()
    """Settings worth showing."""
    verdict: Callable[[Any, Lines], list[Finding]] | None = None
    """What its curves mean in words; None where a run only paints."""
    helper: bool = False
    """It has no page of its own: its models serve other lessons."""
