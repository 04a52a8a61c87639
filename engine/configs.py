"""One frozen dataclass per lesson. Each field carries its range, default and help; all else is read from there:
the form on the page, the command line's flags, the JSON in a run's folder, the link that replays it.

A new hyperparameter is one line.
"""

import dataclasses
import functools
import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import spelling
from engine.errors import Trouble

_ID = re.compile(r"[0-9a-f]{32}")
"""What a setting calls a reader's own pictures by."""

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


def knob(default: Any, help: str, *, label: str, group: str = "Training", **rest: Any) -> Any:
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
            raise Trouble(f"{about.label} is {value!r}, which is not {_words(kind)}.", f"Give {_allowed(about, kind)}.")
        if about.choices is not None and value not in about.choices and not _is_album(name, value):
            meant = spelling.hint(str(value), about.choices)
            raise Trouble(f"{about.label} is '{value}', which does not exist.", f"{meant}Give {_allowed(about, kind)}.")
        low, high = about.low, about.high
        if number and not (low if low is not None else value) <= value <= (high if high is not None else value):
            raise Trouble(f"{about.label} is {value:g}, outside its range.", f"Give {_allowed(about, kind)}.")


def to_dict(config: Any) -> dict[str, Any]:
    return dataclasses.asdict(config)


def from_dict(cls: type, values: Mapping[str, Any]) -> Any:
    """A config from JSON, a link or flags. Text is read as the field's type; unknown names raise a sentence."""
    types = kinds(cls)
    unknown = [name for name in values if name not in types]
    if unknown:
        raise Trouble(f"There is no setting called '{unknown[0]}'.", f"The settings are: {', '.join(types)}.")
    return cls(**{name: _read(value, types[name]) for name, value in values.items()})


def changes(config: Any) -> dict[str, Any]:
    """The settings that differ from their defaults: what a title or a short link has to say."""
    return {f.name: getattr(config, f.name) for f in dataclasses.fields(config) if getattr(config, f.name) != f.default}


def differences(before: Any, after: Any) -> dict[str, Any]:
    """The settings of `after` that are not as they were."""
    return {name: value for name, value in to_dict(after).items() if value != getattr(before, name)}


def in_words(config: Any, name: str) -> str:
    """The value of one setting as a person would say it."""
    value, about = getattr(config, name), knobs(config)[name]
    if about.choices is not None and value in about.choices:
        return about.choices[value]
    if isinstance(value, str):
        if not _ID.search(value):
            return value
        from engine.data import naming  # brings numpy, which a page without own pictures can do without

        return naming.said(value)
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def live_only(config: Any, values: Mapping[str, Any]) -> Any:
    """The config with its live knobs moved to `values`. Anything that cannot move while training runs raises."""
    about = knobs(config)
    for name in values:
        if name not in about or not about[name].live:
            movable = ", ".join(n for n, k in about.items() if k.live) or "none"
            raise Trouble(f"'{name}' cannot be changed while training runs.", f"These can: {movable}.")
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
        raise Trouble(f"'{text[:60]}' is not {_words(kind)}.", f"Give {_words(kind)}.") from None


def _words(kind: type) -> str:
    words: dict[type, str] = {int: "a whole number", float: "a number", bool: "on or off", str: "a word"}
    return words[kind]


def _allowed(about: Knob, kind: type) -> str:
    if about.choices is not None:
        return "one of: " + ", ".join(about.choices)
    if about.low is not None and about.high is not None:
        return f"{_words(kind)} from {about.low:g} to {about.high:g}"
    return _words(kind)


def _is_album(name: str, value: Any) -> bool:
    """A reader's own pictures can stand wherever a data set is chosen."""
    return name == "data" and isinstance(value, str) and value.startswith("album:")


GREY_SETS = {"glyphs": "Glyphs (built in)", "mnist": "MNIST digits", "fashion-mnist": "Fashion-MNIST"}
COLOUR_SETS = {"faces": "Cartoon faces (built in)", "cifar10": "CIFAR-10", "frogs": "CIFAR-10 frogs"}


def set_knob() -> Any:
    return knob(
        "glyphs",
        "The pictures to learn from. Built-in sets need no download.",
        label="Pictures",
        group="Data",
        choices=GREY_SETS | COLOUR_SETS,
    )


def count_knob() -> Any:
    return knob(
        10_000,
        "How many pictures to learn from. With few, the network learns them by heart and fails on new ones.",
        label="Number of pictures",
        group="Data",
        low=16,
        high=60_000,
        scale="log",
    )


def batch_knob() -> Any:
    return knob(128, "Pictures per step.", label="Batch", low=4, high=512, scale="log")


def steps_knob(steps: int) -> Any:
    return knob(steps, "How often the weights are improved.", label="Steps", low=1, high=200_000, scale="log")


def look_knob(steps: int) -> Any:
    return knob(
        steps, "Steps between two looks at the held-out pictures.", label="Look every", low=1, high=10_000, scale="log"
    )


def seed_knob() -> Any:
    return knob(0, "The same seed and settings give the same run.", label="Seed", low=0, high=2**31 - 1)


def rate_knob(rate: float, what: str, *, label: str = "Learning rate", low: float = 1e-5, high: float = 0.1) -> Any:
    return knob(rate, what, label=label, low=low, high=high, scale="log", live=True)


def cool_down_knob(share: float) -> Any:
    return knob(
        share,
        "The share of the steps, at the end, over which the learning rate falls to nothing. Small last steps settle deeper.",
        label="Cool-down",
        low=0.0,
        high=1.0,
    )


def flip_knob() -> Any:
    return knob(
        True,
        "Mirror half of the pictures by chance, so that the network learns from twice as many.",
        label="Mirror",
        group="Data",
    )


@dataclass(frozen=True)
class AutoencoderConfig:
    """An autoencoder or, with noise, a denoising autoencoder."""

    data: str = set_knob()
    pictures: int = count_knob()
    form: str = knob(
        "convolutional",
        "Convolutions look at small neighbourhoods and share their weights; a fully connected network sees all pixels at once.",
        label="Network",
        group="Network",
        choices={"convolutional": "Convolutional", "connected": "Fully connected"},
    )
    width: int = knob(
        8,
        "Channels of the first layer; each further layer doubles them: 8, 16, 32. A fully connected network has 50 hidden units for each.",
        label="Width",
        group="Network",
        low=1,
        high=64,
        scale="log",
    )
    bottleneck: int = knob(
        16,
        "Numbers in the code. Everything the decoder knows of a picture must fit into them. With 2 you can see the code as a map.",
        label="Bottleneck",
        group="Network",
        low=1,
        high=64,
        scale="log",
    )
    noise: str = knob(
        "none",
        "Spoil the input; the network must restore the picture. That is a denoising autoencoder.",
        label="Noise",
        group="Noise",
        choices={
            "none": "None",
            "gaussian": "Gaussian",
            "salt": "Salt and pepper",
            "blocks": "Masked blocks",
            "mixed": "All three, by chance",
        },
    )
    noise_level: float = knob(
        0.4,
        "How strong: standard deviation for Gaussian noise, share of spoiled pixels for the others. It may move while training runs.",
        label="Noise level",
        group="Noise",
        low=0.0,
        high=1.0,
        live=True,
    )
    target: str = knob(
        "clean",
        "What the output is compared with. 'Noisy' is a common mistake: the network then learns to copy the noise.",
        label="Compare with",
        group="Noise",
        choices={"clean": "The clean picture", "noisy": "The noisy picture (a mistake to see)"},
    )
    loss: str = knob(
        "bce",
        "Squared error counts the distance of pixels; cross-entropy reads each pixel as the chance of being bright.",
        label="Loss",
        choices={"mse": "Squared error", "bce": "Cross-entropy"},
    )
    optimiser: str = knob(
        "adam",
        "How a gradient becomes a step.",
        label="Optimiser",
        choices={"adam": "Adam", "rmsprop": "RMSprop", "adadelta": "Adadelta"},
    )
    learning_rate: float = rate_knob(
        0.001,
        "How far each step goes. Too high and the loss jumps, too low and nothing happens. Adam and RMSprop like 0.001, Adadelta 1. It may move while training runs.",
        high=1.0,
    )
    batch: int = batch_knob()
    steps: int = steps_knob(2_000)
    preview_every: int = look_knob(50)
    seed: int = seed_knob()

    __post_init__ = check


@dataclass(frozen=True)
class VAEConfig:
    """A variational autoencoder. The loss is nats per picture: reconstruction + beta * KL."""

    data: str = set_knob()
    pictures: int = count_knob()
    form: str = knob(
        "connected",
        "Fully connected is the classic recipe: 784 pixels, 400 hidden units, 2 numbers. Convolutions share their weights over the picture.",
        label="Network",
        group="Network",
        choices={"connected": "Fully connected", "convolutional": "Convolutional"},
    )
    width: int = knob(
        8,
        "A fully connected network has 50 hidden units for each; a convolutional one has so many channels in its first layer.",
        label="Width",
        group="Network",
        low=1,
        high=64,
        scale="log",
    )
    latent: int = knob(
        2,
        "Numbers in the code. With 2 the whole latent space is a map that you can drag through.",
        label="Latent dimensions",
        group="Network",
        low=2,
        high=64,
        scale="log",
    )
    beta: float = knob(
        1.0,
        "The weight of the KL term. 1 is the honest bound on the likelihood. Above, codes crowd together; at 0, nothing orders them. It may move while training runs.",
        label="Beta",
        group="Loss",
        low=0.0,
        high=100.0,
        scale="log",
        live=True,
    )
    warm_up: int = knob(
        0,
        "Steps over which beta grows from 0 to its value, so that the decoder learns to use the code first.",
        label="KL warm-up",
        group="Loss",
        low=0,
        high=100_000,
    )
    likelihood: str = knob(
        "bernoulli",
        "Bernoulli reads each pixel as the chance of being bright; Gaussian as a brightness with a fixed uncertainty.",
        label="Reconstruction",
        group="Loss",
        choices={"bernoulli": "Bernoulli", "gaussian": "Gaussian"},
    )
    variance: float = knob(
        0.05,
        "The Gaussian's uncertainty. Smaller makes reconstruction count more.",
        label="Variance",
        group="Loss",
        low=0.001,
        high=1.0,
        scale="log",
    )
    learning_rate: float = rate_knob(0.001, "How far each step goes. It may move while training runs.")
    cool_down: float = cool_down_knob(0.0)
    batch: int = batch_knob()
    steps: int = steps_knob(3_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check
