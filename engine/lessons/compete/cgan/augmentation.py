"""Made pictures as teaching material: does a conditional generator help a classifier that has few real pictures? Numpy in, numpy out.

    few real -> classifier        few real and many made -> classifier        many real -> classifier        each judged on held-out pictures

The generator itself has learnt from many real pictures, so what it adds is not out of nothing: it passes on what it saw.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import optim

from engine.core.errors import Trouble
from engine.data.pictures import Pictures
from engine.lessons.compete.cgan.obedience import orders
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.wishes import WISHES
from engine.lessons.helpers.judge.network import Judge
from engine.lessons.score import Wish
from engine.nn import device, evaluation, images

FEW, MADE, MANY = 50, 1_000, 1_000
"""Real pictures of which there are few, made ones beside them, and real ones of which there are many."""

WIDTH, BATCH, STEPS = 8, 50, 200
"""Of each classifier: all see equally many batches, so that none has an advantage but its pictures."""


def measure(model: Inventor, data: Pictures, seed: int = 0, steps: int = STEPS) -> tuple[Wish, ...]:
    """How many held-out pictures a classifier names rightly, having learnt from few real, from these and made, and from many real ones."""
    if not model.labels or model.config["data"] in WISHES or data.train_labels is None or data.held_out_labels is None:
        raise Trouble(
            "A classifier needs pictures of which each shows one thing.",
            "Choose a conditional GAN of letters, digits or clothes.",
        )
    pictures, labels = _evenly(data.train, data.train_labels, max(FEW, MANY), seed)
    few, many = (pictures[:FEW], labels[:FEW]), (pictures[:MANY], labels[:MANY])
    wishes = orders(model.labels, MADE, True, seed)
    made = model.invent(model.noise(MADE, seed), wishes), wishes.argmax(1)
    taught = {
        f"{FEW} real": (few,),
        f"{FEW} real, {MADE:,} made": (few, made),
        f"{MANY:,} real": (many,),
    }
    return tuple(
        Wish(name, int(_right(_taught(sets, model.labels, seed, steps), data).sum()), len(data.held_out))
        for name, sets in taught.items()
    )


def _evenly(pictures: np.ndarray, labels: np.ndarray, count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Pictures in an order in which every class comes once, then every class again, as far as there are some."""
    chance = np.random.default_rng(seed).permutation(len(labels))
    turn = np.zeros(len(labels), int)
    for kind in np.unique(labels):
        its = chance[labels[chance] == kind]
        turn[its] = np.arange(len(its))
    order = chance[np.argsort(turn[chance], kind="stable")][:count]
    return pictures[order], labels[order]


def _taught(sets: tuple[tuple[np.ndarray, np.ndarray], ...], classes: int, seed: int, steps: int) -> Judge:
    """A classifier whose batches hold as many pictures of each set, however small: few real ones are not drowned in made ones."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        x = [images.to_unit(torch.from_numpy(np.ascontiguousarray(pictures))).to(device.pick()) for pictures, _ in sets]
        y = [torch.from_numpy(np.asarray(labels, np.int64)).to(device.pick()) for _, labels in sets]
        network = device.fast(Judge(x[0].shape[1], classes, WIDTH))
        adam = optim.Adam(network.parameters(), lr=0.003)
        for _ in range(steps):
            chosen = [torch.randint(len(some), (BATCH // len(sets),)) for some in x]
            seen = torch.cat([some[at] for some, at in zip(x, chosen, strict=True)])
            meant = torch.cat([some[at] for some, at in zip(y, chosen, strict=True)])
            loss = F.cross_entropy(network(seen).float(), meant)
            adam.zero_grad()
            loss.backward()
            adam.step()
    return network


def _right(network: Judge, data: Pictures) -> np.ndarray:
    """bool (n,): whether the held-out pictures are named rightly."""
    unit = images.to_unit(torch.from_numpy(data.held_out))
    with evaluation.at_rest(network):
        said = torch.cat([network(some.to(device.pick())).argmax(1).cpu() for some in unit.split(200)])
    return said.numpy() == data.held_out_labels
