"""Whatever the theme writes can be read on each of its grounds, in light and in the dark: 4.5 to 1, as WCAG asks of small letters."""

import tomllib

import pytest

from playground.shell import links

THEME = tomllib.loads((links.PLAYGROUND / ".streamlit" / "config.toml").read_text())["theme"]

CAPTION = 0.6
"""How much of the text's colour Streamlit gives a caption; the rest is the ground's."""


def rgb(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def lightness(colour: list[float]) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: list[float], other: list[float]) -> float:
    dark, light = sorted((lightness(one), lightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ["page", "sidebar"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_captions_links_and_the_leading_colour_can_be_read(scheme, where, ground):
    colours = THEME[scheme]
    under = rgb((colours if where == "page" else colours["sidebar"])[ground])
    caption = [
        CAPTION * over + (1 - CAPTION) * below for over, below in zip(rgb(colours["textColor"]), under, strict=True)
    ]
    assert contrast(caption, under) >= 4.5
    for name in ("primaryColor", "linkColor", "textColor"):
        assert contrast(rgb(colours[name]), under) >= 4.5, name


@pytest.mark.parametrize(("scheme", "ink"), [("light", "#ffffff"), ("dark", "#0f1018")])
def test_words_on_the_leading_colour_can_be_read(scheme, ink):
    assert ink in (links.PLAYGROUND / "shell" / "page.css").read_text()
    assert contrast(rgb(ink), rgb(THEME[scheme]["primaryColor"])) >= 4.5
