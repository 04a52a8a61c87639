"""Look inside, without a browser: what each layer knows of a style is there at once, and of one's own pictures by a click."""

import numpy as np
import pytest

from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.paint.style import layers
from playground.lessons.paint.style import inside, layer_portraits
from playground.widgets import picture_shelf
from tests.playground.lessons.paint.style.test_page import alts
from tests.playground.lessons.test_every_lesson import opened
from tests.playground.reading import words

SEA = "painting:waves"


@pytest.fixture
def painted(monkeypatch) -> list[tuple[str, str]]:
    """What was painted live. Nothing else is computed."""
    asked: list[tuple[str, str]] = []

    def paint(reference: str, layer: str) -> np.ndarray:
        asked.append((reference, layer))
        return np.zeros((8, 8, 3), np.uint8)

    for name in ("texture", "rebuilt"):
        monkeypatch.setattr(layers, name, paint)
        getattr(layer_portraits, name).clear()
    monkeypatch.setattr(inside, "feature_maps", lambda choice: None)
    monkeypatch.setattr(inside, "grams", lambda choice: None)
    return asked


def alone(at) -> list[str]:
    return [alt for alt in alts(at) if alt.endswith(" alone")]


def of(title: str) -> list[str]:
    return [f"{title}, from {layer} alone" for layer in LAYERS]


@pytest.mark.parametrize("style", ["", SEA])
def test_the_gallerys_styles_show_what_each_layer_knows_without_computing(app, painted, style):
    at = opened(app, "style", view="inside", **({"styles": style} if style else {}))
    assert not at.exception and not at.error and painted == []
    assert alone(at) == of("Heavy sea" if style else alone(at)[0].partition(",")[0])
    captions = [caption for image in at.image for caption in image.captions]
    assert [caption.replace("\\", "") for caption in captions] == list(LAYERS.values())
    assert "the Gram matrix of one layer alone" in words(at)


def test_a_style_of_ones_own_is_painted_by_a_click(app, painted):
    own = picture_shelf.keep(np.arange(48 * 48 * 3, dtype=np.uint8).reshape(48, 48, 3), "Rug")
    at = opened(app, "style", view="inside", styles=own)
    assert alone(at) == [] and painted == []
    at.button(key="paint.layers.style.go").click().run()
    assert painted == [(own, layer) for layer in LAYERS] and alone(at) == of("Rug")


def test_the_content_is_rebuilt_by_a_click(app, painted):
    at = opened(app, "style", view="inside", styles=SEA, content="scene:lake")
    at.button(key="paint.layers.content.go").click().run()
    assert painted == [("scene:lake", layer) for layer in LAYERS]
    assert alone(at) == [*of("Heavy sea"), *of("Mountain lake")]
