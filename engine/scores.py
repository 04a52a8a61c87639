"""How good a model is on pictures it never saw: a number, its interval, and how it was measured."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from engine import concepts, configs, judging
from engine.configs import AutoencoderConfig, ConceptsConfig, JudgeConfig, VAEConfig
from engine.data import marks
from engine.data.pictures import Pictures
from engine.inference import Codec
from engine.judging import Judge


@dataclass(frozen=True)
class Score:
    """`low` to `high` is the 95 % interval of the mean over the held-out pictures."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    protocol: str


def mean_score(name: str, values: np.ndarray, unit: str, protocol: str) -> Score:
    """The mean of one value per picture, with its 95 % interval: 1.96 standard errors on both sides."""
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    protocol = f"{protocol}; mean over {len(values):,} held-out pictures"
    return Score(name, mean, mean - 1.96 * error, mean + 1.96 * error, unit, protocol)


def autoencoder(codec: Codec, data: Pictures, config: AutoencoderConfig) -> list[Score]:
    clean = data.held_out[..., : codec.channels]
    found = [
        mean_score("PSNR, clean input", codec.psnr(codec.reconstruct(clean), clean), "dB", "picture in, picture out")
    ]
    ways = (
        ("gaussian", "salt", "blocks") if config.noise == "mixed" else (config.noise,) if config.noise != "none" else ()
    )
    for way in ways:
        spoiled = codec.spoil(clean, way, config.noise_level)
        words = f"{configs.knobs(config)['noise'].choices[way]} noise {config.noise_level:g}".lower()
        found.append(mean_score(f"PSNR of the input, {words}", codec.psnr(spoiled, clean), "dB", "before mending"))
        mended = codec.psnr(codec.reconstruct(spoiled), clean)
        found.append(mean_score(f"PSNR of the output, {words}", mended, "dB", "after mending"))
    return found


def vae(codec: Codec, data: Pictures, config: VAEConfig) -> list[Score]:
    parts = [codec.costs(data.held_out[i : i + 500], draws=32) for i in range(0, len(data.held_out), 500)]
    reconstruction, kl, bound = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("reconstruction", "kl", "bound")
    )
    likelihood = configs.in_words(config, "likelihood")
    return [
        mean_score("negative ELBO", reconstruction + kl, "nats", f"{likelihood} likelihood, 32 draws for each picture"),
        mean_score("its reconstruction", reconstruction, "nats", "32 draws for each picture"),
        mean_score("its KL", kl, "nats", "closed form"),
        mean_score("importance-weighted bound", bound, "nats", "32 draws for each picture"),
    ]


def faces(codec: Codec, data: Pictures, config: ConceptsConfig) -> list[Score]:
    copies = np.concatenate([codec.reconstruct(some) for some in np.array_split(data.held_out, 10)])
    judge = judging.of_set(config.data)
    return [
        mean_score("PSNR", codec.psnr(copies, data.held_out), "dB", "copy against original"),
        mean_score(
            "unlikeness to the judge",
            judge.unlikeness(copies, data.held_out),
            "",
            "distance of features, as LPIPS, in the judge's network, which took no part in training; 0 to 16",
        ),
        mean_score(
            "the same between strangers",
            judge.unlikeness(np.roll(data.held_out, 1, axis=0), data.held_out),
            "",
            "two different held-out pictures, for comparison",
        ),
    ]


def judge(model: Judge, data: Pictures, config: JudgeConfig) -> list[Score]:
    truth = marks.table(config.data, data.held_out_attributes)
    said = model.probabilities(data.held_out)
    usual = marks.table(config.data, data.train_attributes).mean(0) > 0.5
    found = [
        mean_score("accuracy", ((said > 0.5) == truth).mean(1), "", "share of marks said rightly"),
        mean_score(
            "accuracy of the usual answer",
            (truth == usual).mean(1),
            "",
            "always what most training pictures are, for comparison",
        ),
    ]
    for column, mark in enumerate(model.marks):
        area = concepts.separability(np.ones(1), said[:, column : column + 1], truth[:, column])
        right = float(((said[:, column] > 0.5) == truth[:, column]).mean())
        words = f"held out; {truth[:, column].mean():.0%} have it; {right:.1%} said rightly"
        found.append(Score(f"AUC, {mark.title}", area.auc, area.low, area.high, "", words))
    return found


SCORES = {"autoencoder": autoencoder, "vae": vae, "concepts": faces, "judge": judge}


def as_card(found: list[Score]) -> list[dict[str, Any]]:
    return [asdict(score) for score in found]
