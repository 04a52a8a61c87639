"""Colours that stay: what may change, and what may not."""

import numpy as np
import pytest
import torch

from engine.data.drawn.paintings import paintings
from engine.lessons.paint import colours
from engine.nn import images


def picture(name: str, size: int = 48) -> torch.Tensor:
    return images.to_unit(torch.from_numpy(paintings.make(name, size))[None])


def pixels(unit: torch.Tensor) -> np.ndarray:
    return images.to_pixels(unit)[0].astype(int)


def test_grey_is_as_bright_as_itself():
    assert torch.allclose(colours.luminance(torch.full((1, 3, 2, 2), 0.4)), torch.tensor(0.4))


def test_light_and_dark_are_the_paintings_and_the_colours_the_contents_exactly():
    chance = np.random.default_rng(0)
    content = np.uint8(chance.integers(110, 150, (40, 40, 3)))
    painted = np.uint8(chance.integers(90, 170, (40, 40, 3)))
    made = pixels(colours.kept(*(images.to_unit(torch.from_numpy(one)[None]) for one in (content, painted))))
    differences = content.astype(int)[:, :, :2] - content.astype(int)[:, :, 1:]
    assert np.array_equal(made[:, :, :2] - made[:, :, 1:], differences), (
        "I and Q are differences of red, green and blue"
    )
    assert np.abs((made - painted) @ np.array(colours.WEIGHTS)).max() <= 1


def test_where_a_colour_cannot_be_so_light_it_fades_and_keeps_its_hue():
    red = torch.tensor([0.9, 0.2, 0.1])[None, :, None, None]
    for light in (0.02, 0.9, 1.0):
        made = colours.kept(red, torch.full((1, 3, 1, 1), light))
        assert made.min() >= 0 and made.max() <= 1
        assert colours.luminance(made).item() == pytest.approx(light, abs=2 / 255)
        chroma, before = made - colours.luminance(made), red - colours.luminance(red)
        fade = (chroma * before).sum() / before.square().sum()
        assert 0 <= fade < 0.7 and torch.allclose(chroma, fade * before, atol=1e-3)


@pytest.mark.parametrize("name", ["suprematism", "waves", "woodcut"])
def test_painted_as_it_is_a_picture_stays_as_it_is(name):
    content = picture(name)
    assert np.array_equal(pixels(colours.kept(content, content)), pixels(content))


def test_a_tinted_style_has_the_contents_mean_and_covariance():
    style, content = paintings.make("waves", 64), paintings.make("watercolour", 64)
    wanted = (0.5 + 0.25 * (content / 255 - 0.5)) * 255  # calm, so that nothing is cut off at white
    made = colours.matched(style, wanted.astype(np.uint8))
    for statistic in (lambda of: of.mean(0), lambda of: np.cov(of.T)):
        there, here = (statistic(one.reshape(-1, 3) / 255) for one in (wanted.astype(np.uint8), made))
        assert np.allclose(here, there, atol=0.01 * np.abs(there).max() + 2e-4)
    assert np.corrcoef(made.ravel(), style.ravel())[0, 1] > 0.3, "its strokes are still there"


def test_a_style_that_is_tinted_like_itself_stays():
    style = paintings.make("waves", 64)
    assert np.abs(colours.matched(style, style).astype(int) - style).max() <= 1
    grey = np.full((8, 8, 3), 99, np.uint8)
    assert np.abs(colours.matched(grey, grey).astype(int) - 99).max() <= 1
