"""How well a machine guesses a text it never read, and its contact sheet."""

import numpy as np

from engine.lessons.score import Score, mean_score
from engine.lessons.write.letters import bigram, film
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.model import Writer
from engine.lessons.write.letters.sampling import dice
from engine.lessons.write.letters.texts.library import Text, numbered

STRETCH = 100
"""Letters of which the mean is one value: single letters depend on their neighbours."""


def measure(model: Writer, data: Text, config: LettersConfig) -> list[Score]:
    nats = model.surprises(data.held_out)
    means = nats[: len(nats) // STRETCH * STRETCH].reshape(-1, STRETCH).mean(1)
    loss = mean_score(
        "held-out loss", means, "nats per letter", "one text, read from its beginning", "stretches of 100"
    )
    table = bigram.probabilities(numbered(data.train, data.letters), len(data.letters))
    beaten = bigram.perplexity(table, numbered(data.held_out, data.letters))
    low, value, high = (float(np.exp(nats)) for nats in (loss.low, loss.value, loss.high))
    return [
        loss,
        Score("perplexity", value, low, high, "letters", loss.protocol),
        Score(
            "bigram perplexity",
            beaten,
            beaten,
            beaten,
            "letters",
            "pairs counted in the training text; the same held-out text",
        ),
    ]


def sheet(model: Writer, data: Text) -> tuple[np.ndarray, str]:
    """What it writes, a colour for each letter, and in words."""
    begun = data.opening
    text = begun + model.write(begun, dice(0, film.LENGTH - len(begun)))
    return film.picture(text, model.letters), f"Each letter a square. It begins: {' '.join(text[:160].split())} ..."
