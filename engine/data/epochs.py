"""Steps told as epochs: how often each picture of a set has been seen."""

from typing import Any

from engine.data import cards


def of(config: Any, steps: int) -> float | None:
    """So many steps of this config in epochs; None where nobody counts them. What is left of a round is skipped, as batches do."""
    names = ("data", "pictures", "batch")
    if not all(hasattr(config, name) for name in names) or config.data not in cards.SETS:
        return None
    about = cards.SETS[config.data]
    count = config.pictures if about.built_in else min(config.pictures, about.count)
    return steps / (count // min(config.batch, count))
