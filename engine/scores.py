"""How good a model is on pictures it never saw: a number, its interval, and how it was measured."""

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from engine import concepts, configs, judging, samples
from engine.configs import AutoencoderConfig, VAEConfig
from engine.configs_faces import ConceptsConfig, JudgeConfig
from engine.configs_gan import ConditionalConfig, GANConfig
from engine.configs_growing import ProgressiveConfig
from engine.data import asked, marks
from engine.data.pictures import Pictures
from engine.growing import Grower
from engine.inference import Codec
from engine.inventing import Inventor
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


def mean_score(name: str, values: np.ndarray, unit: str, protocol: str, of: str = "held-out pictures") -> Score:
    """The mean of one value per picture, with its 95 % interval: 1.96 standard errors on both sides."""
    mean, error = float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))
    protocol = f"{protocol}; mean over {len(values):,} {of}"
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
        words = f"{configs.in_words(replace(config, noise=way), 'noise')} noise {config.noise_level:g}".lower()
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
    known, truth = marks.tables(data)
    said = model.probabilities(data.held_out)
    usual = known.mean(0) > 0.5
    found = [
        mean_score("accuracy", ((said > 0.5) == truth).mean(1), "", "share of marks said rightly"),
        mean_score(
            "accuracy of the usual answer",
            (truth == usual).mean(1),
            "",
            "always what most training pictures are, for comparison",
        ),
    ]
    if data.classes:
        right = said.argmax(1) == data.held_out_labels
        found.append(mean_score("right class", right, "", "the class that it thinks likeliest is the true one"))
    for column, mark in enumerate(model.marks):
        area = concepts.separability(np.ones(1), said[:, column : column + 1], truth[:, column])
        right = float(((said[:, column] > 0.5) == truth[:, column]).mean())
        words = f"held out; {truth[:, column].mean():.0%} have it; {right:.1%} said rightly"
        found.append(Score(f"AUC, {mark.title}", area.auc, area.low, area.high, "", words))
    return found


COMPARED = 1_000
"""Held-out pictures, and as many made ones, by which a GAN is scored."""


def gan(model: Inventor, data: Pictures, config: GANConfig) -> list[Score]:
    return crowd(model, data, None)


def progan(model: Grower, data: Pictures, config: ProgressiveConfig) -> list[Score]:
    return crowd(model, data, None)


def cgan(model: Inventor, data: Pictures, config: ConditionalConfig) -> list[Score]:
    held_out = asked.of(data).held_out
    wishes = held_out[np.random.default_rng(0).integers(len(held_out), size=COMPARED)]
    pictures = model.sample(COMPARED, seed=1, wishes=wishes)
    right = asked.obeyed(data.name, wishes, judging.of_set(data.name).probabilities(pictures))
    each = {model.wishes[int(one)]: values for one, values in right.items() if len(values)}
    worst = min(each, key=lambda wish: each[wish].mean())
    words = "asked for what held-out pictures show; the set's judge, which took no part in training, sees it"
    return [
        mean_score("obedience", np.concatenate(list(each.values())), "", words, "made pictures and wishes"),
        mean_score(f"obedience of its worst wish, {worst}", each[worst], "", words, "made pictures"),
        *crowd(model, data, wishes),
    ]


def crowd(model: Inventor | Grower, data: Pictures, wishes: np.ndarray | None) -> list[Score]:
    """Made pictures beside held-out ones; and training pictures beside them, as what a perfect generator would score."""
    judge = judging.nearest(data.name, data.shape[0])
    chance = np.random.default_rng(0)
    count = min(COMPARED, len(data.held_out), len(data.train))
    held_out, known = (
        judge.embed(pictures[chance.permutation(len(pictures))[:count]]) for pictures in (data.held_out, data.train)
    )
    made = judge.embed(model.sample(count, seed=1, wishes=None if wishes is None else wishes[:count]))
    found, best = samples.compared(held_out, made), samples.compared(held_out, known)
    eye = judge.card["name"]
    many = f"{count:,} made and as many held-out pictures, in the features of {eye}"
    return [
        Score("KID", found.kid, found.kid_low, found.kid_high, "", f"cubic kernel, jackknife; {many}"),
        Score(
            "KID of training pictures", best.kid, best.kid_low, best.kid_high, "", "the same, as the best to hope for"
        ),
        share("coverage", found.coverage, count, f"neighbourhoods of 5; {many}"),
        share("coverage of training pictures", best.coverage, count, "the same, as the best to hope for"),
    ]


def share(name: str, value: float, count: int, protocol: str) -> Score:
    error = 1.96 * float(np.sqrt(value * (1 - value) / count))
    return Score(name, value, value - error, value + error, "", protocol)


SCORES = {
    **{"gan": gan, "cgan": cgan, "progan": progan},
    **{"autoencoder": autoencoder, "vae": vae, "concepts": faces, "judge": judge},
}


def as_card(found: list[Score]) -> list[dict[str, Any]]:
    return [asdict(score) for score in found]
