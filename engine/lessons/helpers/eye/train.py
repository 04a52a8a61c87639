"""Teaching a compact eye to see as VGG-19 does (distillation: Hinton et al. 2015, arXiv:1503.02531).

The pupil learns the teacher's features and their Gram matrices. It also paints while it learns, following its own eye, and the
teacher says what it sees in these unfinished paintings: otherwise the painter would find pictures that only the pupil likes.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, optim

from engine.data import sheets
from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import N_
from engine.lessons import gram_losses
from engine.lessons.helpers.eye.config import EyeConfig
from engine.lessons.helpers.eye.network import LAYERS, CompactEye
from engine.nn import augment, device, evaluation, images
from engine.nn.loop import Batches, Chance, cosine_rate_at, measures, restore, shows
from engine.nn.muon import Muon

WIDTHS = (128, 128, 192, 192, 256)
READINGS = (16, 64, 160, 128, 128)

HELD_OUT = 32
"""Held-out cuts that each look uses."""

FIRST_LOOK = 96
"""Cuts by which the axes of the readings are found."""

STROKE = 0.02
"""How far a stroke moves a pixel of an easel, at most."""

STROKES = 60
"""Strokes after which an easel gets a new canvas, on average."""

FAINT = 1e-3
"""Errors are shares of what is to be seen in a picture; where that is less than this share of the usual, of so much."""

Teacher = Callable[[Tensor], dict[str, Tensor]]


def train(config: EyeConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    from engine.lessons.helpers.eye import model

    torch.manual_seed(config.seed)
    teacher = model.teacher()
    eye = device.fast(CompactEye(list(WIDTHS), list(READINGS)))
    optimisers = {
        "muon": Muon([weight for weight in eye.parameters() if weight.ndim > 1], lr=config.learning_rate),
        "adam": optim.Adam([weight for weight in eye.parameters() if weight.ndim == 1], lr=config.learning_rate / 4),
    }
    pictures = torch.from_numpy(data.train)
    batches = Batches(len(pictures), config.batch, config.seed)
    easels = Easels(config)
    networks = {"eye": eye}
    parts = {**optimisers, "batches": batches, "easels": easels, "chance": Chance()}
    done = restore(state, networks, parts)
    if not done:
        choose_axes(eye, teacher, cuts(pictures, Batches(len(pictures), FIRST_LOOK, config.seed), config))
    chosen = np.linspace(0, len(data.held_out) - 1, HELD_OUT).astype(int)
    held_out = images.to_unit(torch.from_numpy(data.held_out[chosen])).to(device.pick())
    truth = answers(teacher, eye, held_out)

    for step in range(done + 1, config.steps + 1):
        x = cuts(pictures, batches, config)
        x = torch.cat([x, easels.stroke(eye, x)])
        metrics = improve(eye, teacher, optimisers, x, config, cosine_rate_at(step, config))
        if measures(step, config):
            metrics |= measure(eye, held_out, truth)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "easels", sheets.grid(images.to_pixels(easels.canvases[:16]), 8), CAPTION)
        config = (yield Snapshot(step, networks, parts)) or config


CAPTION = N_(
    "What it paints while it learns: each canvas between a picture and another picture's style, followed with its own eye."
)


def cuts(pictures: Tensor, batches: Batches, config: EyeConfig) -> Tensor:
    """Random cuts of the next pictures, at a random scale; mirrored, tinted, and a few of them noisy."""
    side = pictures.shape[1]
    found = []
    for one in images.to_unit(pictures[next(batches)]).split(1):
        wide = int(torch.randint(config.side // 2, side + 1, ()))
        top, left = (int(at) for at in torch.randint(0, side - wide + 1, (2,)))
        found.append(images.resized(one[:, :, top : top + wide, left : left + wide], config.side))
    x = augment.tinted(augment.mirrored(torch.cat(found)), 0.3)
    amount = torch.rand(len(x), 1, 1, 1) * (torch.rand(len(x), 1, 1, 1) < 0.25)
    x = torch.lerp(x, torch.rand_like(x), amount)
    return x.clamp(0, 1).to(device.pick())


def choose_axes(eye: CompactEye, teacher: Teacher, x: Tensor) -> None:
    """The axes along which the teacher's features vary most: eigenvectors of their second moments. The mean counts as well,
    as it does in Gram matrices."""
    moments = {name: torch.zeros(()) for name in LAYERS}
    for some in x.split(16):
        with torch.no_grad(), device.precision():
            for name, seen in teacher(some).items():
                moments[name] = moments[name] + gram_losses.gram(seen.float()).sum(0).cpu() / len(x)
    for name, axes in zip(LAYERS, eye.arguments["readings"], strict=True):
        values, vectors = torch.linalg.eigh(moments[name])
        getattr(eye, f"basis_{name}").copy_(vectors[:, -axes:].flip(1))
        getattr(eye, f"scale_{name}").copy_((values.sum() / axes).sqrt())


def wanted(eye: CompactEye, seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The teacher's features in the axes that the eye shall read."""
    found = {}
    for name in LAYERS:
        axes = (getattr(eye, f"basis_{name}") / getattr(eye, f"scale_{name}")).T
        found[name] = F.conv2d(seen[name], axes[:, :, None, None])
    return found


def answers(teacher: Teacher, eye: CompactEye, x: Tensor) -> list[dict[str, Tensor]]:
    with torch.no_grad(), device.precision():
        return [wanted(eye, teacher(some)) for some in x.split(8)]


def improve(
    eye: CompactEye,
    teacher: Teacher,
    optimisers: Mapping[str, optim.Optimizer],
    x: Tensor,
    config: EyeConfig,
    rate: float,
) -> dict[str, Tensor]:
    """Features and Gram matrices shall be those of the teacher, each error as a share of what there is to be seen."""
    with torch.no_grad(), device.precision():
        target = wanted(eye, teacher(x))
    with device.precision():
        seen = eye(x)
    features = [apart(seen[name], target[name]) for name in LAYERS]
    grams = [apart(gram_losses.gram(seen[name].float()), gram_losses.gram(target[name].float())) for name in LAYERS]
    none = torch.zeros(())
    loss = sum(features, none) + config.gram * sum(grams, none)
    eye.zero_grad()
    loss.backward()
    for name, optimiser in optimisers.items():
        for group in optimiser.param_groups:
            group["lr"] = rate if name == "muon" else rate / 4
        optimiser.step()
    return {"training loss": loss.detach()}


def apart(seen: Tensor, target: Tensor) -> Tensor:
    """|S - T|² / |T|² for each picture, the mean over all."""
    wrong, there = ((one.float().square().flatten(1).sum(1)) for one in (seen - target, target))
    return (wrong / there.maximum(FAINT * there.mean()).clamp(min=1e-12)).mean()


def measure(eye: CompactEye, held_out: Tensor, truth: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Errors on held-out cuts of 256 pixels, layer by layer."""
    found: dict[str, list[Tensor]] = {}
    for some, target in zip(held_out.split(8), truth, strict=True):
        with evaluation.at_rest(eye), device.precision():
            seen = eye(some)
        for name in LAYERS:
            found.setdefault(f"features of {name}", []).append(gram_losses.content(seen[name], target[name]))
            gram = gram_losses.style(gram_losses.gram(seen[name].float()), gram_losses.gram(target[name].float()))
            found.setdefault(f"Gram of {name}", []).append(gram)
    return {name: torch.stack(values).mean() for name, values in found.items()}


class Easels:
    """Canvases that the pupil paints on, some strokes at a time, each between a picture's content and another one's style."""

    def __init__(self, config: EyeConfig):
        self.at, self.some = 0, config.batch // 2
        shape = (config.easels, 3, config.side, config.side)
        here = device.pick()
        self.canvases, self.contents, self.styles = (torch.rand(shape, device=here) for _ in range(3))
        self.speed = torch.zeros(shape, device=here)

    def stroke(self, eye: CompactEye, fresh: Tensor) -> Tensor:
        """Some canvases, a stroke further. A few start anew, from cuts of this step."""
        chosen = torch.arange(self.at, self.at + self.some) % len(self.canvases)
        self.at = (self.at + self.some) % len(self.canvases)
        for place in chosen.tolist():
            if torch.rand(()) < 1 / STROKES or self.speed[place].abs().max() == 0:
                picked = torch.randint(len(fresh), (2,))
                self.contents[place], self.styles[place] = fresh[picked[0]], fresh[picked[1]]
                kept = torch.rand(()) < 0.7
                self.canvases[place] = fresh[picked[0]] if kept else torch.rand(fresh.shape[1:], device=fresh.device)
                self.speed[place] = 0
        x = self.canvases[chosen].clone().requires_grad_()
        weight = torch.rand(())
        layer = ("relu3_1", "relu4_1")[int(torch.randint(2, ()))]
        eye.eval()
        with device.precision():
            seen = eye(x)
            with torch.no_grad():
                content, style = eye(self.contents[chosen]), eye(self.styles[chosen])
        eye.train()
        pull = weight * gram_losses.content(seen[layer], content[layer])
        for name in LAYERS:
            pull = pull + gram_losses.style(gram_losses.gram(seen[name].float()), gram_losses.gram(style[name].float()))
        (slope,) = torch.autograd.grad(pull, x)
        slope = slope / slope.square().mean((1, 2, 3), keepdim=True).sqrt().clamp(min=1e-12)
        self.speed[chosen] = 0.7 * self.speed[chosen] + 0.3 * slope
        with torch.no_grad():
            self.canvases[chosen] = (x - STROKE * self.speed[chosen].clamp(-3, 3)).clamp(0, 1)
        return self.canvases[chosen]

    def state_dict(self) -> dict[str, Any]:
        kept = {name: getattr(self, name) for name in ("canvases", "contents", "styles", "speed")}
        return kept | {"at": self.at}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        self.at = state["at"]
        for name in ("canvases", "contents", "styles", "speed"):
            setattr(self, name, state[name].to(device.pick()))
