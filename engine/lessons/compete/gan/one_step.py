"""One iteration of a GAN on pictures, held at each of its stages: the tensors of this very step, as the loop's own functions make them."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from engine.data.pictures import Pictures
from engine.lessons import adversarial
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.gan import optimisers
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.gan.train import as_made, beside, improve, painted, seen, teach
from engine.nn import images
from engine.nn.images import scaled_down
from engine.nn.loop import Batches

BATCH = 32
"""Pictures of the step."""

SHARE = 0.1
"""Of the learning rates: an optimiser that remembers nothing yet goes its whole way in each weight, which one that has learnt does not."""

CHANNELS = 9
"""Of each layer that are shown."""

Layers = tuple[tuple[str, np.ndarray], ...]
"""A network's layers as far as they hold pictures: how large each is, and what some of its channels show, uint8 (k, h, w)."""


@dataclass(frozen=True)
class OneStep:
    noise: np.ndarray
    """float32 (n, d)"""
    drawing: Layers
    """The generator's, while it draws the first picture."""
    judging: Layers
    """The discriminator's, while it judges that picture."""
    real: np.ndarray
    made: np.ndarray
    """uint8 (n, h, w, c)"""
    asked: tuple[str, ...]
    """What each made picture was asked to show, in words; empty without labels."""
    said_real: np.ndarray
    said_made: np.ndarray
    """What D says of them before it learns, float32 (n)."""
    taught: dict[str, float]
    """What the loop reports of D's step."""
    moved_d: tuple[tuple[str, float], ...]
    """D's layers, and by how much of their length their weights moved."""
    said_after: tuple[float, float]
    """What D says of the same real and made ones on average, once it has learnt."""
    pull: np.ndarray
    """The direction in which each pixel would look more real to D, float32 (n, h, w) from -1 to 1: brighter, or darker."""
    improved: dict[str, float]
    moved_g: tuple[tuple[str, float], ...]
    better: np.ndarray
    """What G makes of the same noise, once it has learnt; uint8 (n, h, w, c)."""
    said_better: np.ndarray


def one_step(inventor: Inventor, config: GANConfig, data: Pictures, seed: int) -> OneStep:
    """Let copies of both networks take one step each, first D, then G. The model stays as it is."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return _taken(inventor, replace(config, batch=BATCH), data, seed)


def _taken(inventor: Inventor, config: GANConfig, data: Pictures, seed: int) -> OneStep:
    generator, discriminator = (
        deepcopy(network).requires_grad_(True).train() for network in (inventor.generator, inventor.discriminator)
    )
    here = next(generator.parameters()).device
    wishes = compete_wishes.of(data) if inventor.labels else None
    pictures = scaled_down(data.train, inventor.size).to(here)
    table = torch.from_numpy(wishes.train).to(here) if wishes else None
    batches = Batches(len(pictures), BATCH, seed)
    chosen = next(batches)
    x = as_made(images.to_unit(pictures[chosen]), config)
    wanted = None if table is None else table[chosen]
    z = torch.from_numpy(inventor.noise(len(x), seed)).to(here)
    game = adversarial.OBJECTIVES[config.objective]

    def says(some: Tensor) -> Tensor:
        with torch.no_grad():
            return game.score(deepcopy(discriminator)(seen(some, config), wanted).float())[:, 0]

    with torch.no_grad():
        made = deepcopy(generator)(z, wanted).float()
    said_real, said_made = says(x), says(made)
    drawing = tuple(_layers(deepcopy(generator), z, wanted))
    judging = tuple(_layers(deepcopy(discriminator), made, wanted))

    before = _weights(discriminator)
    d_steps = optimisers.of(discriminator.parameters(), config)
    taught = teach(generator, discriminator, d_steps, x, z, wanted, config, SHARE * config.discriminator_rate)
    moved_d = tuple(_moved(discriminator, before))
    after = (float(says(x).mean()), float(says(made).mean()))

    pull = _pull(discriminator, made, wanted, config)
    before = _weights(generator)
    g_steps = optimisers.of(generator.parameters(), config)
    compared, _asked = beside(pictures, table, batches, config)
    improved = improve(
        generator, discriminator, g_steps, z, wanted, config, SHARE * config.generator_rate, None, compared
    )
    with torch.no_grad():
        better = deepcopy(generator)(z, wanted).float()
    return OneStep(
        noise=z.cpu().numpy(),
        drawing=drawing,
        judging=judging,
        real=_pixels(x, config),
        made=_pixels(made, config),
        asked=tuple(_in_words(wishes, one) for one in wanted.cpu().numpy()) if wishes and wanted is not None else (),
        said_real=said_real.cpu().numpy(),
        said_made=said_made.cpu().numpy(),
        taught={name: float(value) for name, value in taught.items()},
        moved_d=moved_d,
        said_after=after,
        pull=pull,
        improved={name: float(value) for name, value in improved.items()},
        moved_g=tuple(_moved(generator, before)),
        better=_pixels(better, config),
        said_better=says(better).cpu().numpy(),
    )


def _pixels(made: Tensor, config: GANConfig) -> np.ndarray:
    return images.to_pixels(painted(made, config).clamp(0, 1))


def _in_words(wishes: Any, row: np.ndarray) -> str:
    return ", ".join(name for name, wanted in zip(wishes.names, row, strict=True) if wanted > 0.5)


def _pull(discriminator: nn.Module, made: Tensor, wanted: Tensor | None, config: GANConfig) -> np.ndarray:
    """Down the slope of the generator's loss, at each pixel; all pictures on one scale."""
    game = adversarial.OBJECTIVES[config.objective]
    some = made.clone().requires_grad_(True)
    logits = deepcopy(discriminator)(some, wanted).float()
    loss = game.generator(logits, torch.zeros_like(logits)) if game.relative else game.generator(logits)
    slope = -torch.autograd.grad(loss, some)[0].mean(1)
    return (slope / slope.abs().max().clamp_min(1e-12)).cpu().numpy()


def _weights(network: nn.Module) -> dict[str, Tensor]:
    return {name: weight.detach().clone() for name, weight in network.named_parameters() if weight.ndim > 1}


def _moved(network: nn.Module, before: dict[str, Tensor]) -> Iterator[tuple[str, float]]:
    for name, weight in network.named_parameters():
        if name in before:
            length = before[name].norm().clamp_min(1e-12)
            yield name.removesuffix(".weight"), float((weight.detach() - before[name]).norm() / length)


def _layers(network: nn.Module, given: Tensor, wanted: Tensor | None) -> Iterator[tuple[str, np.ndarray]]:
    """What the layers show of the first that is given, after they have bent their sums."""
    kept: list[tuple[str, np.ndarray]] = []

    def note(module: nn.Module, _given: Sequence[Tensor], out: Tensor) -> None:
        if out.ndim == 4:
            channels, height, width = out.shape[1:]
            some = out[0, :CHANNELS].detach().float()
            low, high = some.amin((1, 2), keepdim=True), some.amax((1, 2), keepdim=True)
            shown = (255 * (some - low) / (high - low).clamp_min(1e-6)).to(torch.uint8).cpu().numpy()
            kept.append((f"{channels} × {height} × {width}", shown))

    hooks = [
        module.register_forward_hook(note) for module in network.modules() if isinstance(module, nn.ReLU | nn.LeakyReLU)
    ]
    with torch.no_grad():
        network(given, wanted)
    for hook in hooks:
        hook.remove()
    yield from kept
