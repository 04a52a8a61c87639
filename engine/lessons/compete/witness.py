"""Looks at a generator while it learns: always the same noise, and the crowd of what it makes."""

from copy import deepcopy
from functools import cached_property

import numpy as np
import torch
from torch import Tensor, nn

from engine.data.pictures import Pictures
from engine.language.words import N_
from engine.lessons import adversarial
from engine.lessons import crowd as lessons_crowd
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.network import Generator
from engine.lessons.compete.prior import noise
from engine.lessons.compete.progan.config import ProgressiveConfig
from engine.lessons.compete.progan.network import Grown
from engine.lessons.compete.wishes import Asked
from engine.lessons.helpers.judge import model as judge_model
from engine.nn import device, evaluation, images
from engine.nn.images import scaled_down

LOOKED_AT = 400
"""Made pictures, and as many held-out ones, that each look compares."""

ASKED = 1_000
"""Pictures that each look asks a conditional GAN for; fewer where they are larger than 32 pixels, so that a look stays short."""

SHOWN = 48
"""Pictures on a preview."""

FIXED = 0
"""Seed of the noise that every preview draws from again."""

ALWAYS_THE_SAME = N_("Made from always the same noise.")
FRESH = N_("Made from fresh noise at each look.")


def made(
    generator: Generator | Grown, count: int, asked: Tensor | None, config: GANConfig | ProgressiveConfig, seed: int
) -> Tensor:
    """Pictures in [0, 1] from noise of its own, which leaves the run's chance as it is."""
    here = next(generator.parameters()).device
    z = noise(config.prior, count, config.latent, torch.Generator().manual_seed(seed)).to(here)
    found = []
    with evaluation.at_rest(generator), device.precision():
        for some in torch.arange(count).split(100):
            found.append(generator.paint(z[some], None if asked is None else asked[some]).float())
    return torch.cat(found)


def wishes_for(wishes: Asked, count: int) -> Tensor:
    """What the first held-out pictures show, so that no wish is asked for more often than it is met in the data."""
    return torch.from_numpy(np.resize(wishes.held_out, (count, len(wishes.names))))


class Witness:
    """Compares made pictures with held-out ones, through the eyes of a network that took no part in the game."""

    def __init__(self, data: Pictures, size: int, name: str):
        self.judge = judge_model.nearest(name, data.shape[0])
        self.name = name
        held_out = scaled_down(data.held_out[:LOOKED_AT], size)
        self.unit = images.to_unit(held_out)
        self.held_out = held_out.numpy()
        self.grain = lessons_crowd.grain(held_out.numpy())

    @cached_property
    def real(self) -> np.ndarray:
        """What the judge sees in real ones: it takes seconds, and no first picture waits for them."""
        return self.judge.embed(self.held_out)

    def measure(
        self,
        generator: Generator | Grown,
        discriminator: nn.Module,
        wishes: Asked | None,
        config: GANConfig | ProgressiveConfig,
    ) -> dict[str, float]:
        side = generator.arguments["size"]
        count = max(len(self.real), min(ASKED, ASKED * 32 * 32 // side**2)) if wishes else len(self.real)
        asked = wishes_for(wishes, count).to(next(generator.parameters()).device) if wishes else None
        pictures = images.to_pixels(made(generator, count, asked, config, seed=FIXED + 1))
        crowd = lessons_crowd.compared(self.real, self.judge.embed(pictures[: len(self.real)]))
        metrics = {
            "coverage": crowd.coverage,
            "density": crowd.density,
            "diversity": crowd.diversity,
            "KID": crowd.kid,
            "KID, at least": crowd.kid_low,
            "KID, at most": crowd.kid_high,
            "grain": lessons_crowd.grain(pictures[: len(self.real)]) / self.grain,
            "D(held-out)": self.verdict(discriminator, wishes, config),
        }
        if wishes and asked is not None and self.judge.knows(self.name):
            right = compete_wishes.obeyed(self.name, asked.cpu().numpy(), self.judge.probabilities(pictures))
            metrics["obedience"] = float(np.concatenate(list(right.values())).mean())
            metrics |= {
                f"obedience of {wishes.names[int(one)]}": float(values.mean())
                for one, values in right.items()
                if len(values)
            }
        return metrics

    def verdict(self, discriminator: nn.Module, wishes: Asked | None, config: GANConfig | ProgressiveConfig) -> float:
        """What the discriminator says of real pictures that it has never met, seen as in training: as a batch, by its statistics."""
        here = next(discriminator.parameters()).device
        x = self.unit.to(here)
        x = 2 * x - 1 if config.output == "tanh" else x
        asked = torch.from_numpy(wishes.held_out[: len(x)]).to(here) if wishes else None
        twin = deepcopy(discriminator)  # which batch norm may count in as it likes
        with torch.no_grad(), torch.random.fork_rng(), device.precision():
            logits = twin(x, asked).float()
        return float(adversarial.OBJECTIVES[config.objective].score(logits).mean())
