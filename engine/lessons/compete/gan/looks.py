"""What a GAN on pictures shows while it learns: made pictures in rows, each with a rim that tells what the discriminator believes of it."""

from copy import deepcopy

import numpy as np
import torch
from torch import Tensor, nn

from engine.data import sheets
from engine.language.words import N_, _
from engine.lessons import adversarial
from engine.lessons.compete import witness as compete_witness
from engine.lessons.compete.fields import BLUE, DRIFTING, ORANGE
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.compete.gan.network import Discriminator, Generator
from engine.lessons.compete.prior import noise
from engine.lessons.compete.wishes import Asked
from engine.lessons.compete.witness import ALWAYS_THE_SAME, FRESH, SHOWN, Witness
from engine.nn import device, evaluation, images

ACROSS = 8
"""Pictures in a row."""

RIM = 2
"""Pixels of the rim around each."""

RIMS = N_("Rims tell what D believes: orange for real, blue for made.")


def look(
    generator: Generator,
    discriminator: Discriminator,
    witness: Witness,
    wishes: Asked | None,
    config: GANConfig,
    seed: int,
) -> np.ndarray:
    """Pictures in rows; of a conditional GAN a column for each wish, and a row for each noise. uint8 (h, w, 3)"""
    if wishes is None:
        made, asked, across = compete_witness.made(generator, SHOWN, None, config, seed), None, ACROSS
    else:
        wanted = columns(wishes)
        across, rows = len(wanted), max(2, min(6, SHOWN // len(wanted)))
        here = next(generator.parameters()).device
        asked = wanted.repeat(rows, 1).to(here)
        z = noise(config.prior, rows, config.latent, torch.Generator().manual_seed(seed)).to(here)
        with evaluation.at_rest(generator), device.precision():
            made = generator.paint(z.repeat_interleave(across, 0), asked).float()
    believed = belief(discriminator, made, asked, wishes, witness, config)
    return sheets.grid(sheets.rimmed(images.to_pixels(made), believed, RIM, BLUE, ORANGE), across=across)


def belief(
    discriminator: nn.Module,
    made: Tensor,
    asked: Tensor | None,
    wishes: Asked | None,
    witness: Witness,
    config: GANConfig,
) -> np.ndarray:
    """How real D finds made pictures (n, c, h, w) in [0, 1]: 0 for surely made, 1 for surely real, float (n).

    A critic that drifts has no zero: its middle lies between what it says of real pictures and of these, on average.
    """
    twin = deepcopy(discriminator)  # which batch norm may count in as it likes
    x = 2 * made - 1 if config.output == "tanh" else made
    with torch.no_grad(), torch.random.fork_rng(), device.precision():
        logits = twin(x, asked).float().flatten()
    score = adversarial.OBJECTIVES[config.objective].score(logits)
    if config.objective in DRIFTING:
        score = torch.sigmoid(score - (witness.verdict(discriminator, wishes, config) + score.mean()) / 2)
    elif config.objective == "hinge":
        score = torch.sigmoid(2 * score)
    return score.clamp(0, 1).cpu().numpy()


def columns(wishes: Asked) -> Tensor:
    """What the columns of a preview ask for: each class, or nothing and then each mark alone."""
    alone = torch.eye(len(wishes.names))
    return alone if wishes.one else torch.cat([torch.zeros(1, len(wishes.names)), alone])


def caption(wishes: Asked | None, *, fixed: bool) -> str:
    if wishes is None:
        made = ALWAYS_THE_SAME if fixed else FRESH
    else:
        names = ", ".join(wishes.names) if wishes.one else _("nothing, then {names}", names=", ".join(wishes.names))
        made = (
            _("Made from always the same noise: each row from one noise, asked for {names}.", names=names)
            if fixed
            else _("Made from fresh noise at each look: each row from one noise, asked for {names}.", names=names)
        )
    return f"{made} {RIMS}"
