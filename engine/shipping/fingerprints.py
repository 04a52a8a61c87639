"""Making fingerprints: the compact eye looks at each painting at several sizes, and what it saw where is forgotten."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from engine.core.errors import Trouble
from engine.data.public import art, downloads
from engine.data.public.works import PAINTINGS, Work
from engine.events import Preview
from engine.language.words import _
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint import fingerprints as paint_fingerprints
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.fingerprints import SIZES, About, Fingerprint
from engine.lessons.paint.inputs import PaintingInputs
from engine.lessons.paint.style import train as style_train
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.presets import STYLE_ALONE
from engine.nn import device, images

ENLARGED = 1.05
"""A painting is not looked at in sizes beyond its own, save for a trifle."""


def make(work: Work) -> Fingerprint:
    """The fingerprint of a painting whose picture is on this machine."""
    path = downloads.find(work.source)
    if path is None:
        raise Trouble(
            _("'{title}' is not on this machine.", title=work.title),
            _("Put {name} into a folder named by ATELIER_DATA.", name=work.source.name),
        )
    picture = np.array(art.opened(path.read_bytes()))
    return of_picture(picture, About(work.name, work.title, work.artist, work.year))


def of_picture(picture: np.ndarray, about: About) -> Fingerprint:
    """Gram matrices and means of a picture uint8 (h, w, 3), at every size that it has."""
    whole = images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None].to(device.pick()))
    grams, means = {}, {}
    for size in SIZES:
        scale = size / max(whole.shape[-2:])
        if scale > ENLARGED:
            break
        shape = [max(32, round(length * scale)) for length in whole.shape[-2:]]
        x = F.interpolate(whole, shape, mode="bicubic", antialias=True).clamp(0, 1)
        with torch.inference_mode():
            seen = {name: layer.float() for name, layer in eye_model.load("compact").see(x).items()}
            grams[size] = {name: gram_losses.gram(layer)[0].cpu().numpy() for name, layer in seen.items()}
            means[size] = {name: layer[0].mean((1, 2)).cpu().numpy() for name, layer in seen.items()}
    return Fingerprint(about, grams, means)


def make_all() -> Iterator[str]:
    """Write the fingerprint of every known painting, each with a texture that is painted from it alone. Gives their names."""
    for work in PAINTINGS:
        paint_fingerprints.put(make(work))
        paint_fingerprints.load.cache_clear()
        texture = painted_texture(work.name)
        Image.fromarray(texture).save(paint_fingerprints.FOLDER / f"{work.name}.webp", quality=80, method=6)
        yield work.name


def painted_texture(name: str, size: int = 256, steps: int = 160, seed: int = 0) -> np.ndarray:
    """A square painted from noise with a style's strokes and colours, uint8 (size, size, 3). `name`: a fingerprint's, or a picture's reference."""
    config = replace(StyleConfig(**STYLE_ALONE), size=size, steps=steps, preview_every=10_000, seed=seed)
    ground = np.full((size, size, 3), 128, np.uint8)
    events = style_train.train(config, PaintingInputs(ground, (paint_inputs.style(name, longest=size),), None))
    return [event for event in events if isinstance(event, Preview)][-1].picture
