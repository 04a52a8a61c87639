"""Training a guard: which kind a picture is, by cross-entropy over what the compact eye sees in cuts of it."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, optim

from engine.data import sheets
from engine.data.photo_or_painting import KINDS
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_
from engine.lessons.crops import cut, whole
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.guard.config import GuardConfig
from engine.lessons.helpers.guard.network import Guard, traits
from engine.nn import device, images
from engine.nn.evaluation import at_rest
from engine.nn.loop import Batches, Chance, measures, rate_at, restore, shows, step_down

AT_ONCE = 16

SHOWN, SMALL = 8, 64
"""Pictures that a look shows, and pixels of their sides."""


def train(config: GuardConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    here = device.pick()
    eye = eye_model.load("compact")
    # The eye does not learn, so it looks only once.
    pictures, labels = torch.from_numpy(data.train), torch.from_numpy(data.train_labels).to(here)
    seen = torch.stack([seen_in(eye, pictures, config, by_chance=True) for _ in range(config.views)])
    held_out = seen_in(eye, torch.from_numpy(data.held_out), config, by_chance=False)
    truth = torch.from_numpy(data.held_out_labels).to(here)

    guard = Guard(seen.shape[-1], len(KINDS)).to(here)
    spread, mean = torch.var_mean(seen, (0, 1))
    guard.usual.copy_(mean)
    guard.spread.copy_(spread.sqrt().clamp(min=1e-3))
    adam = optim.AdamW(guard.parameters(), lr=config.learning_rate, weight_decay=config.decay, fused=True)
    batches = Batches(len(pictures), config.batch, config.seed)
    # Kinds of which there are few count more, so that none is guessed for being common.
    worth = len(labels) / (len(KINDS) * torch.bincount(labels, minlength=len(KINDS)).clamp(min=1)).float()

    networks = {"guard": guard}
    parts = {"adam": adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        chosen = next(batches)
        view = torch.randint(config.views, (len(chosen),))
        loss = F.cross_entropy(guard(seen[view, chosen]), labels[chosen], worth)
        step_down(guard, adam, loss, rate_at(step, config))
        metrics = {"training loss": loss.detach()}
        if measures(step, config):
            metrics["accuracy"] = balanced(guard, held_out, truth)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield look(step, guard, data, held_out)
        config = (yield Snapshot(step, networks, parts)) or config


@torch.no_grad()
def seen_in(eye: Eye, pictures: Tensor, config: GuardConfig, by_chance: bool) -> Tensor:
    """What the eye sees in pictures uint8 (n, h, w, 3), or in cuts of them, as traits (n, seen)."""
    found = []
    for part in pictures.split(AT_ONCE):
        shown = cut(part, config.side, config.crop, config.flip) if by_chance else whole(part, config.side)
        found.append(traits(eye.see(shown)))
    return torch.cat(found)


def look(step: int, guard: Guard, data: Pictures, seen: Tensor) -> Preview:
    """Only drawn pictures, which anybody may be shown."""
    drawn = np.flatnonzero(data.held_out_labels == KINDS.index("other"))
    with at_rest(guard):
        sure = guard(seen[torch.from_numpy(drawn)]).softmax(1)[:, KINDS.index("other")].cpu().numpy()
    shown = torch.from_numpy(data.held_out[drawn[sure.argsort()[:SHOWN]]])
    sheet = sheets.grid(images.to_pixels(images.resized(images.to_unit(shown), SMALL)), across=SHOWN)
    return Preview(step, "unsure", sheet, N_("Drawn pictures that it takes most for a photograph or a painting."))


def balanced(guard: Guard, seen: Tensor, truth: Tensor) -> Tensor:
    """The mean over the kinds of how many pictures of each are said rightly."""
    with at_rest(guard):
        said = guard(seen).argmax(1)
    return torch.stack([(said[truth == kind] == kind).float().mean() for kind in truth.unique()]).mean()
