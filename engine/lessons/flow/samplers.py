"""Samplers: they carry noise along a velocity field to data, a step at a time.

    name     a step from t to s
    euler    x + (s - t) v(x, t)                            on the straight path this is DDIM's step, Song et al. 2020 (arXiv:2010.02502)
    heun     x + (s - t) (v(x, t) + v(there, s)) / 2        where `there` is where Euler would land; second order, two questions a step
    ddpm     s d + sqrt((1 - s)^2 - g^2) n + g fresh noise  d and n are the data and the noise that v believes in; Ho et al. 2020

`velocity(x, t)` may be any function of x, numpy or torch, and a number t. Time runs from 0 (noise) to 1 (data).
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.flow import paths

Velocity = Callable[[Any, float], Any]
Fresh = Callable[[Any], Any]
"""Normal noise in the shape of what it is given."""


def euler(velocity: Velocity, x: Any, t: float, s: float, fresh: Fresh | None = None) -> Any:
    """x + (s - t) v(x, t)"""
    return x + (s - t) * velocity(x, t)


def heun(velocity: Velocity, x: Any, t: float, s: float, fresh: Fresh | None = None) -> Any:
    """x + (s - t) (v(x, t) + v(x + (s - t) v(x, t), s)) / 2"""
    first = velocity(x, t)
    second = velocity(x + (s - t) * first, s)
    return x + (s - t) * (first + second) / 2


def ddpm(velocity: Velocity, x: Any, t: float, s: float, fresh: Fresh | None = None) -> Any:
    """s d + sqrt((1 - s)^2 - g^2) n + g z, with z fresh noise and g = `forgotten(t, s)`: a draw from what x at s may be, if d is the data"""
    if fresh is None:
        raise Trouble(
            _("The sampler 'ddpm' was given no fresh noise."),
            _("Give it a function that draws noise in the shape of x."),
        )
    v = velocity(x, t)
    d, n = paths.data_from_velocity(v, x, t), paths.noise_from_velocity(v, x, t)
    g = forgotten(t, s)
    kept = max(0.0, (1 - s) ** 2 - g**2) ** 0.5
    return s * d + kept * n + (g * fresh(x) if g else 0.0)


def forgotten(t: float, s: float) -> float:
    """g of DDPM's step: how much of the noise is replaced by fresh noise. From t = 0 all of it, at s = 1 none.

    g^2 = (1 - s)^2 / (1 - t)^2 * ((1 - t)^2 - (t / s)^2 (1 - s)^2)
    """
    return ((1 - s) / (1 - t)) * max(0.0, (1 - t) ** 2 - (t / s * (1 - s)) ** 2) ** 0.5


SAMPLERS: dict[str, Callable[..., Any]] = {"euler": euler, "heun": heun, "ddpm": ddpm}

QUESTIONS = {"euler": 1, "heun": 2, "ddpm": 1}
"""How often each asks for the velocity in a step."""


def even_times(steps: int, start: float = 0.0, end: float = 1.0) -> list[float]:
    """start, ..., end in so many equal steps"""
    return [start + (end - start) * k / steps for k in range(steps)] + [end]


def walk(
    sampler: str, velocity: Velocity, x: Any, times: Sequence[float], fresh: Fresh | None = None
) -> Iterator[tuple[float, Any]]:
    """Each time of `times` with the samples there, beginning with x itself."""
    if sampler not in SAMPLERS:
        raise Trouble(
            _("There is no sampler called '{name}'.", name=sampler),
            _("The samplers are: {known}.", known=", ".join(SAMPLERS)),
        )
    step = SAMPLERS[sampler]
    yield times[0], x
    for t, s in zip(times, times[1:], strict=False):
        x = step(velocity, x, t, s, fresh)
        yield s, x


def sample(sampler: str, velocity: Velocity, x: Any, steps: int, fresh: Fresh | None = None) -> Any:
    """Noise x, carried from time 0 to time 1 in equal steps."""
    return deque(walk(sampler, velocity, x, even_times(steps), fresh), maxlen=1).pop()[1]
