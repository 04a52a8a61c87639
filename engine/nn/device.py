"""Where tensors live and in which precision. The only file that names cuda, mps, bfloat16 or channels_last."""

import contextlib
import ctypes
import os
import platform
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import torch
from torch import nn

from engine.core import files, settings
from engine.core.errors import Trouble
from engine.language.words import N_
from engine.nn import winograd

CORES = N_("{processor}, {threads} of {cores} cores")
"""In English, whoever asks: it names what was measured."""

Network = TypeVar("Network", bound=nn.Module)


def pick() -> torch.device:
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def fast(network: Network) -> Network:
    """The network where it runs fastest: on the device, its pictures laid out channel by channel for each pixel."""
    return network.to(pick()).to(memory_format=torch.channels_last)


def at_rest(network: Network) -> Network:
    """A network that never learns again, where and how it runs fastest: its weights in 16 bits where that pays, else with
    fewer multiplications where that does."""
    network = fast(network).eval().requires_grad_(False)
    kind = pick().type
    if half_pays(kind):
        for weight in network.parameters():
            weight.data = weight.data.bfloat16()
    elif kind == "cpu" and fewer_products_pay():
        winograd.swapped(network)
    return network


def hold_memory() -> None:
    """Keep what was freed for the next step, instead of giving it back to the system: to get pages anew costs a sixth of a step's
    time. For processes that train and end; Linux with glibc alone knows how."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(NO_MMAP, 0)
        library.mallopt(TRIM_THRESHOLD, 2**31 - 1)


NO_MMAP, TRIM_THRESHOLD = -4, -1
"""How malloc.h numbers the two."""


def precision() -> contextlib.AbstractContextManager:
    """Convolutions in 16 bits where that pays, for networks with tens of channels or more; tiny ones lose by it.

    Important: never yield an event in here, or the mode leaks to whoever drains the loop.
    """
    return torch.autocast(pick().type, torch.bfloat16, enabled=half_pays(pick().type))


def remembered(question: str, measure: Callable[[], bool]) -> bool:
    """What was measured here before, or now. Were it measured by each process, a busy instant would answer otherwise now and then:
    a run that was broken off would go on with other roundings, and end as another one than its twin."""
    path = settings.home() / "cache" / "arithmetic.json"
    name = f"{question}: {describe()}, torch {torch.__version__}"
    with contextlib.suppress(Trouble), files.alone(path.with_suffix(".lock")):  # unwritten, it is measured each time
        known = files.read_object(path)
        if not isinstance(known.get(name), bool):
            known[name] = measure()
            files.put_json(path, known)
        return known[name]
    return measure()


@cache
def half_pays(kind: str) -> bool:
    """Whether a convolution in bfloat16 beats the same in float32 clearly: measured once, in some milliseconds."""
    return kind != "mps" and remembered(f"16 bits on {kind}", lambda: _half_is_quicker(kind))


def _half_is_quicker(kind: str) -> bool:
    x = torch.ones(8, 64, 32, 32, device=kind).contiguous(memory_format=torch.channels_last)
    with torch.random.fork_rng(devices=()):  # a seed draws the same afterwards
        layer = nn.Conv2d(64, 64, 3, padding=1).to(kind).to(memory_format=torch.channels_last)

    def look(enabled: bool) -> None:
        with torch.no_grad(), torch.autocast(kind, torch.bfloat16, enabled=enabled):
            layer(x)

    return quickest(lambda: look(False)) > 1.5 * quickest(lambda: look(True))


@cache
def fewer_products_pay() -> bool:
    """Whether the processor is faster with a quarter of the multiplications and more to move about: measured once, likewise."""
    return remembered("fewer products", _fewer_products_are_quicker)


def _fewer_products_are_quicker() -> bool:
    x = torch.ones(1, 128, 64, 64).contiguous(memory_format=torch.channels_last)
    with torch.random.fork_rng(devices=()):  # a seed draws the same afterwards
        layer = nn.Conv2d(128, 128, 3, padding=1).to(memory_format=torch.channels_last)
    other = winograd.Winograd(layer)
    with torch.no_grad():
        return quickest(lambda: layer(x)) > 1.2 * quickest(lambda: other(x))


@cache
def warm() -> None:
    """What torch does once in a process, at its first convolution, slope and step, is then done."""
    half_pays(pick().type)
    with torch.random.fork_rng(devices=()):  # a seed draws the same afterwards
        layer = fast(nn.Conv2d(3, 8, 3, padding=1))
        layer(torch.ones(2, 3, 8, 8, device=pick())).square().mean().backward()
    torch.optim.Adam(layer.parameters(), fused=True).step()


def finish() -> None:
    """Wait until all that was asked for is done: a GPU takes work on faster than it does it."""
    kind = pick().type
    if kind != "cpu":
        getattr(torch, kind).synchronize()


def quickest(act: Callable[[], object], turns: int = 6) -> float:
    """Seconds of the best of some turns, each to its very end."""
    times = []
    for _ in range(turns):
        began = time.perf_counter()
        act()
        finish()
        times.append(time.perf_counter() - began)
    return min(times)


def describe() -> str:
    """The device in words, for a page or a card."""
    where = pick()
    if where.type == "cuda":
        return torch.cuda.get_device_name(where)
    if where.type == "mps":
        return "Apple GPU"
    return CORES.format(processor=_processor(), threads=torch.get_num_threads(), cores=os.cpu_count())


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
