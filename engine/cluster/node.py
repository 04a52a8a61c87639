"""What happens on a node of a cluster: a lesson's own loop, and all that it says. It knows neither folder nor Ray."""

import os
import platform
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from engine import catalog, worker
from engine.cluster import parcel, version
from engine.cluster.outbox import Message, Outbox
from engine.cluster.told import Told
from engine.core import config as configs
from engine.language import words
from engine.runs import failures

SAVE_SECONDS = 30.0
"""Time between two states that are sent."""


@dataclass(frozen=True)
class Order:
    """What a node is asked to do: this lesson with these settings, from this state on."""

    version: str
    lesson: str
    config: dict[str, Any]
    told: dict[str, Any]
    """The wishes as they stood when it was sent: see `told`."""
    state: bytes | None
    metrics: dict[str, float]
    seconds: float
    threads: int

    def plain(self) -> dict[str, Any]:
        return dict(vars(self))


def train(
    order: dict[str, Any], data: Any, listen: Callable[[Told], None] = lambda told: None
) -> Generator[list[Message]]:
    """Work on an order, and say how it goes. `listen`: lets what is told of the run arrive.

    The loop is in a thread of its own: what it says goes out while it computes, and a cancelled task still ends it.
    """
    wanted = Order(**order) if order.get("version") == version.ours() else None
    if wanted is None:
        yield [{"kind": "refused", "version": version.ours(), "node": platform.node()}]
        return
    yield [{"kind": "arrived"}]
    outbox = Outbox(wanted.lesson, wanted.metrics, wanted.seconds)
    told = Told(wanted.lesson, catalog.config_from(wanted.lesson, wanted.config), wanted.told, outbox.say)
    listen(told)
    threading.Thread(target=_sit, args=(wanted, data, told, outbox), name="loop", daemon=True).start()
    try:
        yield from outbox.messages()
    except BaseException:  # it was cancelled: the process goes on to other runs, so nothing of this one may stay
        told.end()
        for _last in outbox.messages():
            pass
        raise


def _sit(order: Order, data: Any, told: Told, outbox: Outbox) -> None:
    try:
        with words.speaking(words.SOURCE):  # what a run's folder keeps is English
            _train(order, data, told, outbox)
    except BaseException as error:
        trouble = failures.explain(error)
        details = "".join(traceback.format_exception(error))
        sys.stderr.write(details)
        outbox.say({"kind": "failed", "what": trouble.what, "advice": trouble.advice, "details": details})
    outbox.say({"kind": "end"})


def _train(order: Order, data: Any, told: Told, outbox: Outbox) -> None:
    warnings.filterwarnings(
        "ignore", message="The given NumPy array is not writ"
    )  # all runs of a node share the pictures
    worker.prepare()
    import torch

    from engine import recipes
    from engine.nn import device
    from engine.weights import checkpoint

    torch.set_num_threads(order.threads)
    config = configs.live_only(told.config, told.turned())
    state = checkpoint.state_of(order.state) if order.state else None
    pictures = parcel.unpack(data)
    hello = {"node": platform.node(), "process": os.getpid(), "device": device.describe(), "torch": torch.__version__}
    outbox.say({"kind": "hello", **hello})
    loop = recipes.of(order.lesson).train(config, pictures, state)
    done = state["step"] if state else 0
    worker.follow(worker.Sitting(told, outbox, config, pictures, done, SAVE_SECONDS, told.others_wait), loop)
