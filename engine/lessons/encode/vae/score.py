"""What held-out pictures cost a variational autoencoder."""

import numpy as np

from engine.data import naming
from engine.data.pictures import Pictures
from engine.lessons.encode.codec import Codec
from engine.lessons.encode.vae.config import VAEConfig
from engine.lessons.score import Score, mean_score


def measure(codec: Codec, data: Pictures, config: VAEConfig) -> list[Score]:
    parts = [codec.costs(data.held_out[i : i + 500], draws=32) for i in range(0, len(data.held_out), 500)]
    reconstruction, kl, bound = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("reconstruction", "kl", "bound")
    )
    likelihood = naming.in_words(config, "likelihood")
    return [
        mean_score("negative ELBO", reconstruction + kl, "nats", f"{likelihood} likelihood, 32 draws for each picture"),
        mean_score("its reconstruction", reconstruction, "nats", "32 draws for each picture"),
        mean_score("its KL", kl, "nats", "closed form"),
        mean_score("importance-weighted bound", bound, "nats", "32 draws for each picture"),
    ]
