"""A trained StackGAN at work, numpy in, numpy out: it reads a sentence, sketches what it says, and refines the sketch."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from engine.core.errors import Trouble
from engine.data import sheets
from engine.data.sentences import order, worlds
from engine.data.sentences import wording as sentences_wording
from engine.data.sentences.wording import Word
from engine.language import words as language
from engine.language.words import _
from engine.lessons import latent
from engine.lessons.compete.stackgan.network import NETWORKS
from engine.nn import device, images
from engine.weights import checkpoint

AT_ONCE = 50
"""Sentences that go through the networks together."""


class Drawn(NamedTuple):
    """uint8 (n, s, s, 3): the sketches, and the pictures made from them."""

    sketches: np.ndarray
    pictures: np.ndarray

    @property
    def enlarged(self) -> np.ndarray:
        """The sketches, each pixel repeated until they are as large as the pictures."""
        return sheets.enlarged(self.sketches, self.pictures.shape[1])


def load(path: Path) -> "TrainedStackGAN":
    otherwise = Trouble(
        _("{name} draws from no sentence.", name=path.name), "Choose a model that was trained on sentences."
    )
    networks, card, _state = checkpoint.opened(path, {"stackgan": NETWORKS}, otherwise)
    if "refiner" not in networks:
        raise otherwise
    return TrainedStackGAN(networks, card)


class TrainedStackGAN:
    """Meanings are float32 (n, text): what the reader keeps of a sentence. Noise is float32 (n, d)."""

    def __init__(self, networks: Mapping[str, Any], card: Mapping[str, Any]):
        self.reader = networks["reader"].to(device.pick())
        self.sketcher, self.refiner = device.fast(networks["sketcher"]), device.fast(networks["refiner"])
        self.card = card
        self.config = card["config"]
        self.name = self.config["data"]
        self.world = worlds.of(self.name)
        # Words of a reader that the world's sentences no longer use were not learnt.
        self.words = tuple(word for word in worlds.vocabulary(self.world) if word in self.reader.ids)
        self.dimensions = self.sketcher.arguments["noise"]
        self.size = self.refiner.arguments["size"]

    def spelled(self, text: str) -> list[Word]:
        """Which of the typed words it knows, and how it reads the others."""
        return sentences_wording.spelled(self.world, text, self.words)

    def read(self, text: str) -> list[str]:
        """The words that it goes by: known ones, and the nearest known ones for others."""
        found = self.spelled(text)
        words = order.told(self.world, found)
        if not words:
            raise Trouble(
                "None of these words is known to the model." if found else "The sentence is empty.",
                _("Try: {example}.", example=sentences_wording.examples(self.world, language.current())[0]),
            )
        return words

    def noise(self, count: int, seed: int = 0) -> np.ndarray:
        return latent.noise("normal", count, self.dimensions, seed)

    @torch.inference_mode()
    def meaning(self, sentences: Sequence[Sequence[str]]) -> np.ndarray:
        return self.reader(self.reader.spell(sentences).to(device.pick())).cpu().numpy()

    @torch.inference_mode()
    def draw(self, meanings: np.ndarray, noise: np.ndarray) -> Drawn:
        """Each meaning at the middle of its cloud, with the noise of the same row."""
        here = device.pick()
        t, z = (torch.from_numpy(np.ascontiguousarray(rows, np.float32)).to(here) for rows in (meanings, noise))
        if len(t) != len(z):
            raise Trouble(
                _("There are {sentences} sentences and {rows} rows of noise.", sentences=len(t), rows=len(z)),
                "Give as many of each.",
            )
        pairs = [self._drawn(some, dice) for some, dice in zip(t.split(AT_ONCE), z.split(AT_ONCE), strict=True)]
        return Drawn(*(np.concatenate(stage) for stage in zip(*pairs, strict=True)))

    def illustrate(self, sentences: Sequence[Sequence[str]], seed: int = 0) -> Drawn:
        """A picture for each sentence, each from a noise of its own."""
        return self.draw(self.meaning(sentences), self.noise(len(sentences), seed))

    def _drawn(self, t: Tensor, z: Tensor) -> tuple[np.ndarray, np.ndarray]:
        with device.precision():
            sketch = self.sketcher(self.sketcher.condition(t)[0], z)
            picture = self.refiner(self.refiner.condition(t)[0], sketch)
        return images.to_pixels((sketch.float() + 1) / 2), images.to_pixels((picture.float() + 1) / 2)
