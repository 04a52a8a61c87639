"""What the instant painter learns from."""

from engine.data import library
from engine.data.pictures import Pictures
from engine.data.public import art
from engine.lessons.paint.instant.config import InstantConfig


def for_instant(config: InstantConfig) -> Pictures:
    """Pictures to paint and styles to paint them in; the drawn ones are always among them."""
    return art.drawn() if config.data == "drawn" else art.with_drawn(library.pictures_of(config.data))
