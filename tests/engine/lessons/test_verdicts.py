"""What is said about curves: the right sentence for each kind, and presets that do what they promise."""

import dataclasses

import pytest

from engine import catalog, recipes
from engine.core.errors import Trouble
from engine.data import library
from engine.events import Step
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.concepts.config import ConceptsConfig
from engine.lessons.encode.vae.config import VAEConfig
from engine.lessons.helpers.judge.config import JudgeConfig


def lines(**curves):
    """Curves from their values; underscores stand for spaces."""
    return {name.replace("_", " "): (range(1, len(values) + 1), list(values)) for name, values in curves.items()}


def fall(high: float, low: float, n: int = 20) -> list[float]:
    return [low + (high - low) * 0.7**i for i in range(n)]


def said(config, curves) -> str:
    lesson = "vae" if isinstance(config, VAEConfig) else "autoencoder"
    return " | ".join(f"{finding.said} {finding.cure}" for finding in catalog.verdict(lesson, config, curves))


def test_nothing_is_said_before_there_are_numbers():
    assert catalog.verdict("autoencoder", AutoencoderConfig(), {}) == []
    assert catalog.verdict("vae", VAEConfig(), lines(training_loss=[1.0])) == []


def test_a_healthy_autoencoder():
    found = said(
        AutoencoderConfig(), lines(training_loss=fall(0.7, 0.1), held_out_loss=[], **{"held-out loss": fall(0.7, 0.1)})
    )
    assert found.startswith("It learns: the held-out loss fell from 0.700 to 0.101.")


def test_one_that_learns_by_heart():
    curves = lines(training_loss=fall(0.7, 0.02), **{"held-out loss": [0.7, 0.3, 0.2, 0.22, 0.26, 0.3]})
    assert "The held-out loss has risen" not in said(AutoencoderConfig(), curves)
    assert "by heart: the held-out loss has risen from 0.2 to 0.3" in said(AutoencoderConfig(), curves)
    assert "Take more pictures" in said(AutoencoderConfig(), curves)


def test_one_that_copies_the_noise():
    config = AutoencoderConfig(noise="salt", target="noisy")
    curves = lines(training_loss=fall(0.7, 0.3), **{"held-out loss": fall(0.7, 0.3), "PSNR (dB)": [7.0, 8.25]})
    assert "learns to copy the noise: its output is only 8.2 dB" in said(config, curves)
    assert "Compare with the clean picture." in said(config, curves)


def test_one_that_does_not_learn():
    looks = [0.7, 0.7, 0.71, 0.7, 0.7]
    curves = lines(training_loss=[0.7] * 20) | {"held-out loss": ([1, 50, 100, 150, 200], looks)}
    assert "It does not learn: the held-out loss was 0.700 and is 0.700." in said(AutoencoderConfig(), curves)
    early = lines(training_loss=[0.7] * 20) | {"held-out loss": ([1, 3, 6, 9, 12], looks)}
    assert said(AutoencoderConfig(), early) == "", "a dozen steps say nothing"


def faces_lines(psnr, kl, real, made):
    return lines(
        training_loss=fall(3000, 1000),
        reconstruction=fall(3000, 900),
        KL=[kl] * 20,
        **{
            "held-out reconstruction": fall(3000, 950),
            "held-out KL": [kl] * 20,
            "held-out PSNR (dB)": psnr,
            "critic on originals": [real] * 20,
            "critic on made": [made] * 20,
        },
    )


def test_faces_that_are_learnt_and_a_critic_that_wins():
    config, rising = ConceptsConfig(adversarial=0.3), [12.0, 18.0, 20.0, 21.5, 21.6]
    fine = catalog.verdict("concepts", config, faces_lines(rising, 200.0, 0.7, -0.7))
    assert [finding.said for finding in fine] == ["It learns: copies of held-out faces come within 21.6 dB."]
    wins = catalog.verdict("concepts", config, faces_lines(rising, 200.0, 4.0, -3.5))
    assert "its verdicts on originals and on made pictures lie 7.5 apart" in wins[0].said and not wins[0].good
    empty = catalog.verdict("concepts", config, faces_lines(rising, 0.5, 0.7, -0.7))
    assert "The code says nothing: a held-out face costs 0.5 nats over 64 dimensions." in empty[0].said


def test_a_judge_that_learns():
    curves = lines(training_loss=fall(0.7, 0.3), AUC=[0.5, 0.7, 0.8, 0.9], **{"held-out loss": fall(0.7, 0.3)})
    (found,) = catalog.verdict("judge", JudgeConfig(), curves)
    assert found.good and "in 90.0% of the cases" in found.said


def vae_lines(kl, active, beta=1.0):
    """Curves of a VAE whose dimensions end with these KLs."""
    named = {f"KL of z{i + 1}": fall(0.5, nats) for i, nats in enumerate(kl)}
    elbo = fall(300, 150)
    return lines(
        training_loss=fall(300, 150),
        reconstruction=fall(290, 144),
        beta=[beta] * 20,
        active_units=[active] * 20,
        **{"held-out reconstruction": fall(290, 145), "held-out KL": [sum(kl)] * 20, "held-out negative ELBO": elbo},
        **named,
    )


def test_a_healthy_vae():
    assert said(VAEConfig(), vae_lines([3.0, 2.5], 2)).startswith(
        "All 2 of 2 dimensions are active; a held-out picture costs 150 nats."
    )


def test_a_dimension_that_has_collapsed():
    found = said(VAEConfig(beta=4.0), vae_lines([3.0, 0.012], 1, beta=4.0))
    assert found.startswith("1 of 2 dimensions are active. Dimension 2 has collapsed: its KL is 0.01 nats.")
    assert "Lower beta" in found


def test_a_vae_without_its_order():
    assert "Nothing orders the codes: beta is 0, and the KL has grown to 38 nats." in said(
        VAEConfig(beta=0.0), vae_lines([20.0, 18.0], 2, beta=0.0)
    )


@pytest.mark.parametrize(
    "preset",
    [preset for card in catalog.CARDS.values() for preset in card.presets],
    ids=lambda preset: f"{preset.lesson}-{preset.name}",
)
def test_every_preset_is_a_config_and_its_cure_another(preset):
    assert preset.symptom.endswith(".") and preset.cause.endswith(".")
    assert bool(preset.cure) or not preset.cured
    if preset.cured:
        assert catalog.cured_config_of(preset) != catalog.config_of(preset)
    assert catalog.preset(preset.lesson, preset.name) is preset


def test_an_unknown_preset_is_a_sentence():
    with pytest.raises(Trouble, match="no preset called 'unknown' here. The presets are: demo, collapse"):
        catalog.preset("vae", "unknown")


def watch(preset, **changes):
    """Train a preset for real and read its curves."""
    config = dataclasses.replace(catalog.config_of(preset), **changes)
    data = library.load(config.data, config.pictures)
    curves = {}
    for event in recipes.of(preset.lesson).train(config, data):
        if isinstance(event, Step):
            for name, value in event.metrics.items():
                steps, values = curves.setdefault(name, ([], []))
                steps.append(event.step)
                values.append(float(value))
    return config, curves


@pytest.mark.slow
def test_the_collapse_preset_collapses():
    config, curves = watch(catalog.preset("vae", "collapse"))
    assert curves["active units"][1][-1] == 0
    assert said(config, curves).startswith("0 of 2 dimensions are active. Dimension 1 has collapsed: its KL is 0.0")


@pytest.mark.slow
def test_the_demo_preset_is_healthy():
    config, curves = watch(catalog.preset("vae", "demo"))
    assert curves["active units"][1][-1] == 2
    assert said(config, curves).startswith("All 2 of 2 dimensions are active")


@pytest.mark.slow
def test_the_preset_that_copies_noise_says_so():
    config, curves = watch(catalog.preset("autoencoder", "copies-noise"), width=4, steps=200)
    assert "copy the noise" in said(config, curves)


@pytest.mark.slow
def test_the_preset_that_learns_by_heart_does():
    config, curves = watch(catalog.preset("autoencoder", "by-heart"), steps=600)
    assert "by heart" in said(config, curves)
