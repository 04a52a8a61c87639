"""Training a judge of marks: one yes or no per mark, all at once, by cross-entropy."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn, optim

from engine.core.errors import Trouble
from engine.data import cards, marks, sheets
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_, _
from engine.lessons import losses as lessons_losses
from engine.lessons import separability
from engine.lessons.helpers.judge.config import JudgeConfig
from engine.lessons.helpers.judge.network import Judge
from engine.nn import augment, device, evaluation, images
from engine.nn.loop import Batches, Chance, restore, shows

SURE = 50
"""Pictures whose mean is shown for each end of a mark: enough that nobody can be recognised in it."""

SHOWN = 10
"""Marks that the preview shows."""


def train(config: JudgeConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    if config.data not in marks.MARKS:
        raise Trouble(
            "These pictures have no marks to learn from.",
            _("Choose one of: {choices}.", choices=", ".join(marks.MARKS)),
        )
    torch.manual_seed(config.seed)
    judge = device.fast(Judge(data.shape[0], len(marks.MARKS[config.data]), config.width, config.places))
    adam = optim.AdamW(judge.parameters(), lr=config.learning_rate, weight_decay=0.05, fused=True)
    batches = Batches(len(data.train), config.batch, config.seed)
    here = device.pick()
    pictures = torch.from_numpy(data.train).to(here)
    wanted, truth = (torch.from_numpy(table).to(here) for table in marks.tables(data))
    truth = truth[: evaluation.HELD_OUT].cpu()
    held_out = images.to_unit(torch.from_numpy(data.held_out[: evaluation.HELD_OUT]).to(here))

    networks = {"judge": judge}
    parts = {"adam": adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        chosen = next(batches)
        x = varied(images.to_unit(pictures[chosen]), config)
        metrics = improve(judge, adam, x, wanted[chosen].float(), rate_at(step, config))

        if shows(step, config):
            logits = answers(judge, held_out)
            metrics |= measure(logits, truth)
        yield Step(step, config.steps, metrics)
        if shows(step, config) and cards.showable(config.data):
            yield Preview(step, "marks", look(logits.numpy(), data.held_out), caption(config.data))
        config = (yield Snapshot(step, networks, parts)) or config


def caption(name: str) -> str:
    shown = ", ".join(mark.title for mark in marks.MARKS[name][:SHOWN])
    said = N_(
        "The mean of the {n} held-out pictures that it is surest have a mark (above) and lack it (below): {marks}."
    )
    return said.format(n=SURE, marks=shown)


def rate_at(step: int, config: JudgeConfig) -> float:
    """The learning rate falls along half a cosine wave."""
    return config.learning_rate * (0.5 + 0.5 * math.cos(math.pi * (step - 1) / config.steps))


def varied(x: Tensor, config: JudgeConfig) -> Tensor:
    if config.flip:
        x = augment.mirrored(x)
    if config.soften:
        x = augment.softened(x)
    return augment.tinted(augment.shifted(x, 3), 0.1)


def improve(judge: nn.Module, adam: optim.Optimizer, x: Tensor, wanted: Tensor, rate: float) -> dict[str, Any]:
    with device.precision():
        logits = judge(x)
    loss = lessons_losses.cross_entropy(logits.float(), wanted)
    for group in adam.param_groups:
        group["lr"] = rate
    adam.zero_grad()
    loss.backward()
    adam.step()
    return {"training loss": loss.detach()}


def answers(judge: nn.Module, x: Tensor) -> Tensor:
    """Logits (n, k) of many pictures, some at a time, on the processor."""
    with evaluation.at_rest(judge), device.precision():
        return torch.cat([judge(some).float().cpu() for some in x.split(250)])


def measure(logits: Tensor, truth: Tensor) -> dict[str, Any]:
    right = ((logits > 0) == truth).float().mean()
    areas = [
        separability.auc(of[0], of[1])
        for of in zip(logits.T.numpy(), truth.T.numpy(), strict=True)
        if 0 < of[1].mean() < 1
    ]
    loss = lessons_losses.cross_entropy(logits, truth.float())
    return {"held-out loss": loss, "accuracy": right, "AUC": float(np.mean(areas)) if areas else 0.5}


def look(logits: np.ndarray, pictures: np.ndarray) -> np.ndarray:
    """For each of the first marks: the mean picture of those surest to have it, and of those surest to lack it."""
    order = np.argsort(logits[:, :SHOWN], axis=0, kind="stable")  # (n, SHOWN)
    rows = [
        np.stack([pictures[chosen].mean(0) for chosen in ends.T]).round().astype(np.uint8)
        for ends in (order[-SURE:], order[:SURE])
    ]
    return sheets.sheet(rows)
