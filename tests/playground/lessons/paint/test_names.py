"""Pictures, and what stands below a dream, in the language of whoever looks."""

import pytest

from engine.language.retold import retold
from engine.language.words import speaking
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.train import caption
from playground.widgets import picture_shelf

DREAMS = [DreamConfig(), DreamConfig(channel=138), DreamConfig(guide="painting:waves")]


@pytest.mark.parametrize("config", DREAMS, ids=["layer", "channel", "guide"])
def test_a_dream_s_caption_is_retold_with_its_numbers(config):
    kept = caption(config)
    with speaking("ko"):
        said = retold(kept)
    assert "꿈꾸었어요" in said and config.layer in said and ("138" in said) == (config.channel == 138)


@pytest.mark.parametrize(
    ("reference", "said"), [("painting:waves", "거친 바다"), ("vangogh-starry-night", "별이 빛나는 밤")]
)
def test_pictures_have_korean_names(reference, said):
    assert picture_shelf.title(reference) != said
    with speaking("ko"):
        assert picture_shelf.title(reference) == said
