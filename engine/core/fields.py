"""Fields that the configs of many lessons share."""

from typing import Any

from engine.core.config import knob


def count_knob() -> Any:
    return knob(
        10_000,
        "How many pictures to learn from. With few, the network learns them by heart and fails on new ones.",
        label="Number of pictures",
        group="Data",
        low=16,
        high=60_000,
        scale="log",
    )


def batch_knob() -> Any:
    return knob(128, "Pictures per step.", label="Batch", low=4, high=512, scale="log")


def steps_knob(steps: int) -> Any:
    return knob(steps, "How often the weights are improved.", label="Steps", low=1, high=200_000, scale="log")


def look_knob(steps: int) -> Any:
    return knob(
        steps, "Steps between two looks at the held-out pictures.", label="Look every", low=1, high=10_000, scale="log"
    )


def seed_knob() -> Any:
    return knob(0, "The same seed and settings give the same run.", label="Seed", low=0, high=2**31 - 1)


def rate_knob(rate: float, what: str, *, label: str = "Learning rate", low: float = 1e-5, high: float = 0.1) -> Any:
    return knob(rate, what, label=label, low=low, high=high, scale="log", live=True)


def cool_down_knob(share: float) -> Any:
    return knob(
        share,
        "The share of the steps, at the end, over which the learning rate falls to nothing. Small last steps settle deeper.",
        label="Cool-down",
        low=0.0,
        high=1.0,
    )


def flip_knob() -> Any:
    return knob(
        True,
        "Mirror half of the pictures by chance, so that the network learns from twice as many.",
        label="Mirror",
        group="Data",
    )


def side_knob(side: int) -> Any:
    return knob(
        side,
        "Pixels of each side while it learns. Afterwards it translates pictures of any size. Half as many train four times faster.",
        label="Side",
        group="Data",
        low=32,
        high=512,
        scale="log",
    )


def pair_batch_knob(batch: int = 1) -> Any:
    return knob(batch, "Pictures per step and side.", label="Batch", low=1, high=32, scale="log")


def crop_knob() -> Any:
    return knob(
        0.6,
        "The least part of a picture's side that a step shows, by chance, so that few pictures teach like many. 1: always the whole picture.",
        label="Smallest cut",
        group="Data",
        low=0.25,
        high=1.0,
    )
