"""One frozen dataclass per lesson. Each field carries its range, default and help; all else is read from there:
the form on the page, the command line's flags, the JSON in a run's folder, the link that replays it.

A new hyperparameter is one line.
"""

import dataclasses
import functools
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.core import spelling
from engine.core.errors import Trouble
from engine.language.words import N_, _

STRUCTURE = ("Data", "Network")
"""Groups of knobs that shape the pictures or the networks: what has begun cannot change them."""


@dataclass(frozen=True)
class Knob:
    """What a field of a config says about itself."""

    help: str
    label: str
    group: str
    low: float | None = None
    high: float | None = None
    choices: Mapping[str, str] | None = None
    """Value -> words for it. The values are what configs, flags and links hold."""
    scale: str = "linear"
    """"log" for numbers that people change by factors."""
    live: bool = False
    """Whether it may be moved while training runs."""


def knob(default: Any, help: str, *, label: str, group: str = N_("Training"), **rest: Any) -> Any:
    return dataclasses.field(default=default, metadata={"knob": Knob(help, label, group, **rest)})


def knobs(config: Any) -> dict[str, Knob]:
    """The knobs of a config class or instance, in the order in which they are written."""
    return dict(_knobs(_class(config)))


def kinds(config: Any) -> dict[str, type]:
    """The type of each field: int, float, bool or str."""
    return dict(_kinds(_class(config)))


def _class(config: Any) -> type:
    return config if isinstance(config, type) else type(config)


# Kept, because a page that watches a run reads its config a dozen times a second for each who watches.
@functools.cache
def _knobs(cls: Any) -> dict[str, Knob]:
    return {field.name: field.metadata["knob"] for field in dataclasses.fields(cls)}


@functools.cache
def _kinds(cls: type) -> dict[str, type]:
    return typing.get_type_hints(cls)


def check(config: Any) -> None:
    """Raise a sentence for the first field that is out of its range. Each config calls it when it is made."""
    knobs = _knobs(type(config))
    for name, kind in _kinds(type(config)).items():
        value, about = getattr(config, name), knobs[name]
        number = isinstance(value, int | float) and not isinstance(value, bool)
        fits = isinstance(value, kind) if kind is not float else number
        if not fits or (kind is int and isinstance(value, bool)):
            raise Trouble(
                _("{label} is {value!r}, which is not {words}.", label=_(about.label), value=value, words=_words(kind)),
                _("Give {allowed}.", allowed=_allowed(about, kind)),
            )
        if about.choices is not None and value not in about.choices and not _is_album(name, value):
            meant = spelling.hint(str(value), about.choices)
            raise Trouble(
                _("{label} is '{value}', which does not exist.", label=_(about.label), value=value),
                _("{meant}Give {allowed}.", meant=meant, allowed=_allowed(about, kind)),
            )
        low, high = about.low, about.high
        if number and not (low if low is not None else value) <= value <= (high if high is not None else value):
            said = f"{value:g}" if isinstance(value, float) or abs(value) < 2**64 else _("a number of very many digits")
            raise Trouble(
                _("{label} is {said}, outside its range.", label=_(about.label), said=said),
                _("Give {allowed}.", allowed=_allowed(about, kind)),
            )


def to_dict(config: Any) -> dict[str, Any]:
    return dataclasses.asdict(config)


def from_dict(cls: type, values: Mapping[str, Any]) -> Any:
    """A config from JSON, a link or flags. Text is read as the field's type; unknown names raise a sentence."""
    types = kinds(cls)
    unknown = [name for name in values if name not in types]
    if unknown:
        raise Trouble(
            _("There is no setting called '{unknown}'.", unknown=unknown[0]),
            _("The settings are: {known}.", known=", ".join(types)),
        )
    return cls(**{name: _read(value, types[name]) for name, value in values.items()})


def changes(config: Any) -> dict[str, Any]:
    """The settings that differ from their defaults: what a title or a short link has to say."""
    return {f.name: getattr(config, f.name) for f in dataclasses.fields(config) if getattr(config, f.name) != f.default}


def differences(before: Any, after: Any) -> dict[str, Any]:
    """The settings of `after` that are not as they were."""
    return {name: value for name, value in to_dict(after).items() if value != getattr(before, name)}


def live_only(config: Any, values: Mapping[str, Any]) -> Any:
    """The config with its live knobs moved to `values`. Anything that cannot move while training runs raises."""
    about = knobs(config)
    for name in values:
        if name not in about or not about[name].live:
            movable = ", ".join(n for n, k in about.items() if k.live) or "none"
            raise Trouble(
                _("'{name}' cannot be changed while training runs.", name=name),
                _("These can: {movable}.", movable=movable),
            )
    return dataclasses.replace(config, **{name: _read(value, kinds(config)[name]) for name, value in values.items()})


def _read(value: Any, kind: type) -> Any:
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    text = str(value).strip()
    try:
        if kind is bool:
            return {
                "true": True,
                "1": True,
                "on": True,
                "yes": True,
                "false": False,
                "0": False,
                "off": False,
                "no": False,
            }[text.lower()]
        return kind(text)
    except (ValueError, KeyError):
        raise Trouble(
            _("'{text}' is not {words}.", text=text[:60], words=_words(kind)),
            _("Give {allowed}.", allowed=_words(kind)),
        ) from None


def _words(kind: type) -> str:
    words: dict[type, str] = {
        int: N_("a whole number"),
        float: N_("a number"),
        bool: N_("on or off"),
        str: N_("a word"),
    }
    return _(words[kind])


def _allowed(about: Knob, kind: type) -> str:
    if about.choices is not None:
        return _("one of: {choices}", choices=", ".join(about.choices))
    if about.low is not None and about.high is not None:
        return _("{words} from {low:g} to {high:g}", words=_words(kind), low=about.low, high=about.high)
    return _words(kind)


def _is_album(name: str, value: Any) -> bool:
    """A reader's own pictures can stand wherever a data set is chosen."""
    return name == "data" and isinstance(value, str) and value.startswith("album:")


def from_command(line: str) -> tuple[str, dict[str, Any]]:
    """What `command` has said, read again: the lesson, and the settings that differ from their defaults."""
    lesson, *words = line.split()[4:]
    values: dict[str, Any] = {}
    while words:
        name = words.pop(0).removeprefix("--").replace("-", "_")
        if words and not words[0].startswith("--"):
            values[name] = words.pop(0)
        else:
            values[name.removeprefix("no_")] = not name.startswith("no_")
    return lesson, values


def command(lesson: str, config: Any) -> str:
    """The command line that trains this model again."""
    flags = []
    for name, value in changes(config).items():
        flag = "--" + name.replace("_", "-")
        flags.append(f"{flag} {value}" if not isinstance(value, bool) else flag if value else f"--no-{flag[2:]}")
    return " ".join(["python -m engine train", lesson, *flags])
