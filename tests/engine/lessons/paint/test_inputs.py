"""What stands on the easel before the first stroke."""

import numpy as np
import pytest

from engine import recipes
from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data.uploads import single
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.dream import inputs as dream_inputs
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.style import inputs as style_inputs
from engine.lessons.paint.style.config import StyleConfig


def test_a_config_brings_its_pictures_in_the_wanted_size():
    config = StyleConfig(content="scene:lake", styles="painting:waves*2+painting:woodcut", size=96)
    data = recipes.of("style").supply(config)
    assert data.content.shape == (96, 96, 3) and data.areas is None
    assert [(style.reference, style.weight) for style in data.styles] == [
        ("painting:waves", 2.0),
        ("painting:woodcut", 1.0),
    ]
    assert all(style.picture.shape == (96, 96, 3) and style.fingerprint is None for style in data.styles)


def test_areas_are_read_from_a_kept_map():
    labels = np.zeros((40, 40, 3), np.uint8)
    labels[:20] = 1
    config = StyleConfig(content="scene:lake", styles="painting:waves", areas=f"own:{single.keep(labels)}", size=64)
    assert np.array_equal(style_inputs.for_style(config).areas, labels[:, :, 0])


def test_own_pictures_are_content_and_style():
    id = single.keep(data_gallery.picture("painting:waves", 80))
    data = style_inputs.for_style(StyleConfig(content=f"own:{id}", styles=f"own:{id}", size=64))
    assert max(data.content.shape) == 64 and max(data.styles[0].picture.shape) == 64


def test_what_is_not_there_is_a_sentence():
    with pytest.raises(Trouble, match="There is no picture 'scene:lak'. Did you mean 'scene:lake'"):
        style_inputs.for_style(StyleConfig(content="scene:lak"))
    with pytest.raises(Trouble, match="There is no fingerprint called 'nobody'"):
        paint_inputs.style("nobody")


def test_a_dream_may_begin_with_noise():
    data = dream_inputs.for_dream(DreamConfig(content="noise", size=64, seed=1))
    assert data.content.shape == (64, 64, 3) and data.content.std() > 5
    other = dream_inputs.for_dream(DreamConfig(content="noise", size=64, seed=2))
    assert not np.array_equal(data.content, other.content)
