"""Verdicts on GANs: one for each way of breaking, from curves written by hand; and two exhibits trained for real."""

import dataclasses

import pytest

from engine import catalog, recipes
from engine.data import library
from engine.events import Step
from engine.lessons.compete.cgan.config import ConditionalConfig
from engine.lessons.compete.gan.config import GANConfig

STEPS = list(range(1, 301))
LOOKS = [1, *range(25, 301, 25)]
GOOD = {"D(x)": 0.7, "D(G(z))": 0.3, "gradient of G": 5.0, "gradient of D": 20.0}
CROWD = {"coverage": 0.4, "diversity": 0.7, "density": 0.3, "KID": 1.0, "grain": 1.3, "D(held-out)": 0.65}


def curves(**changes):
    """Flat curves of a healthy run, but for what is changed."""
    values = {**GOOD, **CROWD, **changes}
    return {
        name: (LOOKS, [value] * len(LOOKS)) if name in CROWD else (STEPS, [value] * len(STEPS))
        for name, value in values.items()
    }


def said(lines, **settings) -> str:
    (found,) = catalog.verdict("gan", GANConfig(**settings), lines)
    return f"{found.said} {found.cause} {found.cure}".strip() if not found.good else f"good: {found.said}"


def test_a_healthy_run_is_told_so_with_its_numbers():
    assert said(curves()) == (
        "good: It learns: D says 0.70 of real pictures and 0.30 of made ones; made pictures cover 40% of what real ones "
        "show and are 70% as diverse. It is still getting better: go on."
    )


@pytest.mark.parametrize(
    ("changes", "settings", "begins", "cure"),
    [
        ({"D(x)": 0.99, "D(G(z))": 0.01}, {}, "The discriminator is winning: D says 0.99", "Lower D's learning rate"),
        (
            {"D(x)": 1.0, "D(G(z))": 0.0, "gradient of G": 0.0004},
            {"objective": "minimax"},
            "The gradient has vanished: G's is 0.0004 long",
            "The minimax loss is flat just there.",
        ),
        (
            {"D(x)": 1.0, "D(G(z))": 0.0, "gradient of G": 0.01},
            {"together": True},
            "The gradient has vanished",
            "batch norm tells it which is which",
        ),
        (
            {"D(x)": 0.02, "D(G(z))": 0.98},
            {"wrong": 1.0},
            "The generator is winning without drawing",
            "Set wrong labels to 0",
        ),
        ({"D(x)": 0.5, "D(G(z))": 0.98}, {}, "The generator is winning without drawing", "Raise D's learning rate"),
        ({"diversity": 0.04}, {}, "It has collapsed: made pictures are 4% as diverse", "Let G learn slower than D"),
        ({"D(held-out)": 0.2}, {}, "D learns by heart: it says 0.70", "Take more pictures"),
        (
            {"D(x)": 0.5, "D(G(z))": 0.5, "coverage": 0.0},
            {},
            "The discriminator is lost: D says 0.50",
            "see that its labels are right",
        ),
        ({"grain": 9.0}, {"form": "connected"}, "The pictures are grainy: 9 times", "learns each pixel by itself"),
        ({"grain": 9.0}, {"grow": "uneven"}, "The pictures are grainy: 9 times", "enlarge and then convolve"),
        (
            {"D(x)": 300.0, "D(G(z))": 280.0, "D(held-out)": 300.0},
            {"objective": "wgan-gp", "penalty": 0.0},
            "The critic has slipped its leash: its verdicts have grown to 300",
            "Set the gradient penalty to 10",
        ),
    ],
)
def test_each_way_of_breaking_is_named_with_its_number_and_a_cure(changes, settings, begins, cure):
    found = said(curves(**changes), **settings)
    assert found.startswith(begins) and cure in found


def test_a_discriminator_that_is_not_frozen_comes_to_praise_everything():
    praised = curves(**{"D(x)": 1.0, "D(G(z))": 1.0, "diversity": 0.05, "D(held-out)": 1.0})
    found = said(praised, frozen=False)
    assert found.startswith("The discriminator praises everything: D says 1.00 of real pictures and 1.00 of made ones.")
    assert found.endswith("Freeze D in G's step.")
    assert said(curves(), frozen=False).startswith("good"), "only where it shows"
    assert "freeze" not in said(praised).lower()


def with_loss(*tenths):
    """Curves whose generator's loss takes these values, each for a tenth of the run."""
    lines = curves()
    lines["generator loss"] = (STEPS, [value for value in tenths for _ in range(len(STEPS) // 10)])
    return lines


def test_gs_loss_that_rose_and_turned_is_told():
    """Measured on glyphs: 1.89 at first, 2.54 after 50 to 100 steps, 1.09 after 500."""
    found = said(with_loss(1.89, 2.54, 1.88, 1.5, 1.29, 1.17, 1.08, 1.04, 1.05, 1.09))
    assert "At first G's loss rose, to 2.54, and D's fell" in found
    assert "From about step 31 on it turned: now it is 1.09" in found


def test_gs_loss_that_still_rises_is_told_without_a_turn():
    found = said(with_loss(*(1 + n / 10 for n in range(10))))
    assert "G's loss rose, to 1.90" in found and "turned" not in found


@pytest.mark.parametrize("objective", ["non-saturating", "hinge"])
def test_nothing_is_said_of_a_loss_that_only_falls_nor_of_one_that_counts_otherwise(objective):
    falls = with_loss(*(2 - n / 10 for n in range(10)))
    rises = with_loss(*(1 + n / 10 for n in range(10)))
    assert "G's loss" not in said(falls if objective == "non-saturating" else rises, objective=objective)


def test_verdicts_that_swing_are_an_oscillation():
    lines = curves()
    lines["D(x)"] = (STEPS, [0.05 if step % 2 else 0.98 for step in STEPS])
    assert said(lines).startswith("They oscillate")


def test_a_hinge_counts_in_its_own_unit():
    assert said(curves(**{"D(x)": 0.9, "D(G(z))": -0.8, "D(held-out)": 0.7}), objective="hinge").startswith("good")
    lost = said(curves(**{"D(x)": 1.6, "D(G(z))": -1.6, "D(held-out)": 1.5}), objective="hinge")
    assert lost.startswith("The discriminator is winning")


def test_too_early_it_says_so_and_of_one_player_alone_nothing():
    early = {name: (steps[:3], values[:3]) for name, (steps, values) in curves(diversity=0.0).items()}
    (found,) = catalog.verdict("gan", GANConfig(), early)
    assert found.early and found.said == "Too early to tell: so far D has seen 192 real ones." and "0.70" in found.cause
    alone = {name: line for name, line in curves(diversity=0.0).items() if name != "gradient of G"}
    assert catalog.verdict("gan", GANConfig(), alone) == []


def test_conditional_gans_are_judged_alike():
    (found,) = catalog.verdict("cgan", ConditionalConfig(), curves(diversity=0.0))
    assert not found.good


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "begins"),
    [("swapped", "The generator is winning without drawing"), ("saturated", "The gradient has vanished")],
)
def test_exhibits_show_their_symptom_when_trained(name, begins):
    config = dataclasses.replace(catalog.config_of(catalog.preset("gan", name)), steps=150)
    lines = {}
    for event in recipes.of("gan").train(config, library.load(config.data, config.pictures)):
        if isinstance(event, Step):
            for metric, value in event.metrics.items():
                steps, values = lines.setdefault(metric, ([], []))
                steps.append(event.step)
                values.append(float(value))
    (found,) = catalog.verdict("gan", config, lines)
    assert found.said.startswith(begins)
