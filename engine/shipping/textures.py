"""The strips in pretrained/textures/: what each layer of the eye knows of each style of the gallery."""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image

from engine.core import files
from engine.lessons.helpers.eye.fields import LAYERS
from engine.lessons.paint.style import layers
from engine.lessons.paint.style import textures as style_textures


def make(every: bool = False, progress: Callable[[str], None] = lambda style: None) -> int:
    """Paint what is missing or was made from something else, or `every` strip, and put it into pretrained/. Returns the bytes of all."""
    folder, wanted = style_textures.FOLDER, style_textures.styles()
    folder.mkdir(parents=True, exist_ok=True)
    known = files.read_json(folder / style_textures.INDEX) or {}
    for style in wanted:
        if every or style_textures.kept(style) is None:
            put(style, np.stack([layers.texture(style, layer) for layer in LAYERS]))
            known[style] = style_textures.made_from(style)
            files.put_json(folder / style_textures.INDEX, {one: known[one] for one in wanted if one in known})
            progress(style)
    for stranger in set(folder.glob("*.webp")) - {style_textures.strip_of(style) for style in wanted}:
        stranger.unlink()
    return sum(file.stat().st_size for file in folder.iterdir())


def put(style: str, pictures: np.ndarray) -> None:
    """uint8 (layers, h, w, 3) side by side into the style's file."""
    content = io.BytesIO()
    strip = Image.fromarray(np.concatenate(list(pictures), axis=1))
    strip.save(content, "WEBP", quality=style_textures.QUALITY, method=6)
    files.put(style_textures.strip_of(style), content.getvalue())
