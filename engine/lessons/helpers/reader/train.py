"""Training a reader of sentences, and then a matcher that tells which sentence fits a picture (Reed et al. 2016; Xu et al. 2018)."""

import math
from collections.abc import Mapping
from random import Random
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn, optim

from engine.data import sheets
from engine.data.sentences import worlds
from engine.data.sentences.traits import NONE
from engine.data.sentences.worlds import PicturesWithSentences
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_
from engine.lessons.helpers.reader import config as reader_config
from engine.lessons.helpers.reader import losses, model
from engine.lessons.helpers.reader.config import ReaderConfig
from engine.lessons.helpers.reader.model import Pair
from engine.lessons.helpers.reader.network import Matcher, Reader
from engine.nn import augment, device, evaluation, images
from engine.nn.loop import Batches, Chance, restore, shows

EMBED = 48

QUICK = 2.5
"""How much farther a step of the reader goes than one of the matcher."""

GRAIN = 0.4
"""Most noise on the pictures, so that it goes by shapes that everybody sees, not by single pixels."""

SHOWN = 16
"""Held-out pictures on a preview, and on which the curve is measured."""


def train(config: ReaderConfig, data: PicturesWithSentences, state: Mapping[str, Any] | None = None) -> Events:
    torch.manual_seed(config.seed)
    here, world = device.pick(), worlds.of(config.data)
    reader = Reader(worlds.vocabulary(world), EMBED, config.text).to(here)
    # What can be asked about a sentence: for each trait, which value it tells, or that it tells none.
    questions = nn.ModuleList([nn.Linear(config.text, len(trait.values) + 1) for trait in world.TRAITS]).to(here)
    matcher = device.fast(Matcher(config.text, config.width))
    r_adam = optim.Adam([*reader.parameters(), *questions.parameters()], betas=(0.9, 0.99), fused=True)
    m_adam = optim.AdamW(matcher.parameters(), betas=(0.9, 0.99), weight_decay=0.02, fused=True)
    batches = Batches(len(data.train.rows), config.batch, config.seed)
    pictures = torch.from_numpy(data.train.pictures).to(here)

    networks = {"reader": reader, "matcher": matcher}
    parts: dict[str, Any] = {"questions": questions, "reader adam": r_adam, "matcher adam": m_adam}
    parts |= {"batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        chosen = next(batches)
        dice = Random(f"{config.seed} {step}")  # so a run that goes on says what it would have said
        right = np.stack([world.hushed(row, dice) for row in data.train.rows[chosen]])
        if step <= reader_config.reading_ends(config):
            metrics = read(reader, questions, r_adam, world, right, rate_at(step, config))
        else:
            x = 2 * augment.shifted(images.to_unit(pictures[chosen]), 3) - 1
            x = x + GRAIN * torch.rand(len(x), 1, 1, 1).to(here) * torch.randn_like(x)
            wrong = np.stack([worlds.altered(world, row, dice) for row in right for _ in range(config.wrong)])
            with torch.no_grad():
                sentences = model.spoken(reader, world, right), model.spoken(reader, world, wrong)
            metrics = match(matcher, m_adam, x, *sentences, rate_at(step, config))

        if shows(step, config):
            sheet, shares = look(networks, data)
            metrics |= {"held-out sentences found": float(np.mean(shares))}
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "found", sheet, caption(shares))
        config = (yield Snapshot(step, networks, parts)) or config


def read(
    reader: Reader, questions: nn.ModuleList, adam: optim.Optimizer, world: Any, rows: np.ndarray, rate: float
) -> dict[str, Any]:
    """One step of the reader: it hears sentences and answers questions about them. No picture takes part."""
    t = model.spoken(reader, world, rows)
    loss, right = torch.zeros(()), []
    for column, question in enumerate(questions):
        answer = question(t)
        truth = torch.from_numpy(rows[:, column]).to(t.device)
        truth = torch.where(truth == NONE, answer.shape[1] - 1, truth)
        loss = loss + F.cross_entropy(answer, truth)
        right.append((answer.detach().argmax(1) == truth).float())
    adam.zero_grad()
    adam.param_groups[0]["lr"] = QUICK * rate
    loss.backward()
    adam.step()
    return {"reading loss": loss.detach(), "questions answered": torch.cat(right).mean()}


def match(
    matcher: Matcher, adam: optim.Optimizer, x: Tensor, right: Tensor, wrong: Tensor, rate: float
) -> dict[str, Any]:
    """One step of the matcher: which of many sentences belongs to each picture?"""
    with device.precision():
        seen = matcher(x)
    others = matcher.direction(wrong).view(len(x), -1, seen.shape[1])
    fit, found = losses.matching(seen.float(), matcher.direction(right), others)
    adam.zero_grad()
    adam.param_groups[0]["lr"] = rate
    fit.backward()
    adam.step()
    return {"fit": fit.detach(), "right sentence found": found.float().mean()}


def rate_at(step: int, config: ReaderConfig) -> float:
    """The learning rate falls along half a cosine wave, once for the reader and once for the matcher."""
    turn = reader_config.reading_ends(config)
    first, last = (1, turn) if step <= turn else (turn + 1, config.steps)
    return config.learning_rate * (0.5 + 0.5 * math.cos(math.pi * (step - first) / (last - first + 1)))


def look(networks: Mapping[str, Any], data: PicturesWithSentences) -> tuple[np.ndarray, np.ndarray]:
    """Some held-out pictures, those first whose sentences are found most often; and how often, (n,)."""
    some = data.held_out.only(np.arange(SHOWN))
    with evaluation.at_rest(*networks.values()):
        found = model.found(Pair(**networks), worlds.of(data.name), some)
    shares = np.array([np.mean(list(one.values())) for one in found])
    order = np.argsort(-shares, kind="stable")
    return sheets.sheet(np.split(some.pictures[order], 2)), shares[order]


def caption(shares: np.ndarray) -> str:
    said = N_(
        "Held-out pictures, sorted by how surely their sentence is found. Of the first, {first:.0%} of all sentences that are "
        "wrong in one point are told from the right one; of the last, {last:.0%}."
    )
    return said.format(first=shares[0], last=shares[-1])
