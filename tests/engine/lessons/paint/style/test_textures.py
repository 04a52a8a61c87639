"""What each layer knows of a style: painted once, kept, read again, and noticed when it no longer belongs to what hangs in the gallery."""

import numpy as np
import pytest
from PIL import Image

from engine.cli import main
from engine.core import files
from engine.data import gallery
from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.paint import fingerprints
from engine.lessons.paint.style import layers, textures
from engine.shipping import textures as shipping
from engine.weights import shelf

SEA, QUILT = "painting:waves", "painting:quilt"


@pytest.fixture
def strips(tmp_path, monkeypatch):
    """An empty shelf for two styles, and a painter that paints grey: how grey says which layer it was."""
    monkeypatch.setattr(textures, "FOLDER", tmp_path / "textures")
    monkeypatch.setattr(textures, "styles", lambda: [SEA, QUILT])
    grey = {layer: np.full((textures.SIDE, textures.SIDE, 3), 40 * at, np.uint8) for at, layer in enumerate(LAYERS)}
    monkeypatch.setattr(layers, "texture", lambda style, layer: grey[layer])
    return tmp_path / "textures"


def painted(**how) -> list[str]:
    told: list[str] = []
    shipping.make(**how, progress=told.append)
    return told


def test_strips_are_painted_once_and_read_layer_by_layer(strips):
    assert textures.kept(SEA) is None
    assert painted() == [SEA, QUILT] and painted() == [] and painted(every=True) == [SEA, QUILT]
    pictures = textures.kept(SEA)
    assert pictures.shape == (len(LAYERS), textures.SIDE, textures.SIDE, 3)
    assert np.abs(pictures.mean((1, 2, 3)) - 40 * np.arange(len(LAYERS))).max() < 4


def test_another_style_under_the_same_name_is_noticed_and_painted_anew(strips, monkeypatch):
    painted()
    drawn = gallery.picture
    monkeypatch.setattr(gallery, "picture", lambda name, side: drawn(QUILT if name == SEA else name, side))
    assert textures.stale(SEA) and textures.kept(SEA) is None and not textures.stale(QUILT)
    assert painted() == [SEA] and textures.kept(SEA) is not None


def test_a_trifle_of_another_computer_is_not_another_style(strips, monkeypatch):
    painted()
    drawn = gallery.picture
    monkeypatch.setattr(gallery, "picture", lambda name, side: np.clip(drawn(name, side), 3, 252) + 2)
    assert not textures.stale(SEA)


@pytest.mark.parametrize("what", ["another eye", "other settings"])
def test_another_eye_and_other_settings_are_noticed(strips, monkeypatch, what):
    painted()
    if what == "another eye":
        monkeypatch.setattr(fingerprints, "eye_hash", lambda: what)
    else:
        monkeypatch.setattr(textures, "STEPS", textures.STEPS + 1)
    assert textures.stale(SEA) and painted() == [SEA, QUILT]


def test_what_is_garbled_counts_as_missing_and_strangers_go(strips):
    painted()
    (strips / textures.INDEX).write_text("{")
    (strips / "stranger.webp").write_bytes(b"")
    assert textures.kept(SEA) is None
    assert painted() == [SEA, QUILT] and not (strips / "stranger.webp").exists()


def test_the_command_says_where_they_are(strips, capsys):
    assert main.main(["layer-textures"]) == 0
    assert f"{SEA}\n{QUILT}\nThe textures of 2 styles" in capsys.readouterr().out


def test_a_texture_comes_from_its_layer_alone(monkeypatch):
    monkeypatch.setattr(textures, "SIDE", 64)
    monkeypatch.setattr(textures, "STEPS", 6)
    shallow, deep = (layers.texture(SEA, layer) for layer in ("relu1_1", "relu4_1"))
    assert shallow.shape == deep.shape == (64, 64, 3) and (shallow != deep).any()


@pytest.mark.skipif("eye" not in shelf.shipped(), reason="no eye is shipped")
def test_the_shipped_strips_belong_to_the_gallery_that_is_here():
    outdated = [style for style in textures.styles() if textures.kept(style) is None]
    assert not outdated, "Paint them anew: python -m engine layer-textures"
    assert set(files.read_json(textures.FOLDER / textures.INDEX)) == set(textures.styles())
    strips = {path.name for path in textures.FOLDER.glob("*.webp")}
    assert strips == {textures.strip_of(style).name for style in textures.styles()}
    assert sum(file.stat().st_size for file in textures.FOLDER.iterdir()) < 1_000_000
    with Image.open(textures.strip_of(SEA)) as strip:
        assert strip.size == (len(LAYERS) * textures.SIDE, textures.SIDE)
