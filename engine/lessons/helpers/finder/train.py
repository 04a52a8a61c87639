"""Training a finder: faces are laid into other pictures by chance, and it says where their eyes are."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.core.errors import Trouble
from engine.data import sheets
from engine.data.pictures import Pictures
from engine.data.public import people
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_, _
from engine.lessons.helpers.finder import losses, views
from engine.lessons.helpers.finder.config import FinderConfig
from engine.lessons.helpers.finder.network import REACH, Finder
from engine.nn import device, evaluation, images
from engine.nn.loop import Batches, Chance, measures, rate_at, restore, shows, step_down

ASKED = 400
"""Held-out views at each look."""

SHOWN = 10

SURE = 0.5


def train(config: FinderConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    here = device.pick()
    finder = device.fast(Finder(config.width))
    adam = optim.AdamW(finder.parameters(), lr=config.learning_rate, weight_decay=0.01, fused=True)
    pictures = torch.from_numpy(data.train)
    someone, nobody = (
        torch.from_numpy(np.flatnonzero(shows_somebody(data.train_labels) == kind)) for kind in (True, False)
    )
    batches = Batches(len(someone), config.batch, config.seed)
    asked = held_out(data, config)

    networks = {"finder": finder}
    parts = {"adam": adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        chosen = someone[next(batches)]
        ground = nobody[torch.randint(len(nobody), (len(chosen),))]
        seen = views.by_chance(pictures[chosen].to(here), pictures[ground].to(here), config.lean, config.flip)
        with device.precision():
            said = finder(seen.x)
        loss, _parts = losses.finding(said.float(), seen.eyes, seen.there)
        step_down(finder, adam, loss, rate_at(step, config))
        metrics: dict[str, Any] = {"training loss": loss.detach()}
        if measures(step, config):
            metrics |= measure(finder, asked)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield look(step, finder, data, config)
        config = (yield Snapshot(step, networks, parts)) or config


def shows_somebody(labels: np.ndarray | None) -> np.ndarray:
    """Which of the pictures of these classes have a face."""
    if labels is None:
        raise Trouble(
            "These pictures do not say which of them show a face.", _("Learn from '{pictures}'.", pictures=people.NAME)
        )
    return labels > 0


def held_out(data: Pictures, config: FinderConfig, seed: int = 1) -> views.Views:
    """Held-out faces in held-out pictures, always the same."""
    faces, grounds = (
        torch.from_numpy(data.held_out[shows_somebody(data.held_out_labels) == kind]) for kind in (True, False)
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        chosen, ground = (torch.randint(len(some), (ASKED,)) for some in (faces, grounds))
        return views.by_chance(faces[chosen], grounds[ground], config.lean, config.flip)


def measure(finder: nn.Module, asked: views.Views) -> dict[str, Any]:
    """How many of the faces are found, how often nobody is taken for one, and how far off the eyes are."""
    sure, eyes = surest(finder, asked.x)
    apart = (asked.eyes[:, 0] - asked.eyes[:, 1]).norm(dim=1)
    off = (eyes - asked.eyes).norm(dim=2).mean(1) / apart
    found = (sure > SURE) & (off < 0.5) & asked.there
    return {
        "found": found.sum() / asked.there.sum().clamp(min=1),
        "false alarms": ((sure > SURE) & ~asked.there).sum() / (~asked.there).sum().clamp(min=1),
        "eyes off by": off[found].mean() if found.any() else torch.tensor(1.0),
    }


def surest(finder: nn.Module, x: Tensor) -> tuple[Tensor, Tensor]:
    """Of each view the surest place: how sure (n,), and its eyes (n, 2, 2) in pixels."""
    with evaluation.at_rest(finder), device.precision():
        said = finder(x.to(device.pick())).float().cpu()
    best = said[:, 0].flatten(1).argmax(1)
    row = torch.arange(len(x))
    at = losses.places(said).flatten(0, 1)[best]
    told = said[:, 1:].flatten(2)[row, :, best].unflatten(1, (2, 2)) * REACH
    return said[:, 0].flatten(1)[row, best].sigmoid(), at[:, None] + told


def look(step: int, finder: nn.Module, data: Pictures, config: FinderConfig) -> Preview:
    """Only drawn faces, which anybody may be shown."""
    drawn = torch.from_numpy(data.held_out[data.held_out_labels == people.CLASSES.index("drawn face")])
    grounds = torch.from_numpy(data.held_out[data.held_out_labels == 0])
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(2)
        shown = views.by_chance(
            drawn[:SHOWN], grounds[torch.randint(len(grounds), (len(drawn[:SHOWN]),))], config.lean, config.flip
        )
    sure, eyes = surest(finder, shown.x)
    return Preview(step, "eyes", sheets.grid(marked(images.to_pixels(shown.x), sure, eyes), across=SHOWN // 2), CAPTION)


CAPTION = N_("Drawn faces in other pictures. Where it is sure of a face, both eyes are marked.")


def marked(pictures, sure: Tensor, eyes: Tensor):
    """The pictures with a cross on each eye of those that show a face."""
    side = pictures.shape[1]
    for picture, share, pair in zip(pictures, sure, eyes, strict=True):
        for x, y in pair.round().int().tolist() if share > SURE else ():
            for dx, dy in [(d, 0) for d in range(-2, 3)] + [(0, d) for d in range(-2, 3)]:
                picture[min(max(y + dy, 0), side - 1), min(max(x + dx, 0), side - 1)] = (90, 255, 120)
    return pictures
