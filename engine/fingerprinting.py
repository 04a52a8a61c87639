"""Making fingerprints: the compact eye looks at each painting at several sizes, and what it saw where is forgotten."""

from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from engine import device, eyes, fingerprints, images, painting_textures, style_losses
from engine.data import art, downloads
from engine.data.works import PAINTINGS, Work
from engine.errors import Trouble
from engine.fingerprints import SIZES, About, Fingerprint

ENLARGED = 1.05
"""A painting is not looked at in sizes beyond its own, save for a trifle."""


def make(work: Work) -> Fingerprint:
    """The fingerprint of a painting whose picture is on this machine."""
    path = downloads.find(work.source)
    if path is None:
        raise Trouble(
            f"'{work.title}' is not on this machine.", f"Put {work.source.name} into a folder named by ATELIER_DATA."
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
            seen = {name: layer.float() for name, layer in eyes.load("compact").see(x).items()}
            grams[size] = {name: style_losses.gram(layer)[0].cpu().numpy() for name, layer in seen.items()}
            means[size] = {name: layer[0].mean((1, 2)).cpu().numpy() for name, layer in seen.items()}
    return Fingerprint(about, grams, means)


def make_all() -> Iterator[str]:
    """Write the fingerprint of every known painting, each with a texture that is painted from it alone. Gives their names."""
    for work in PAINTINGS:
        fingerprints.put(make(work))
        fingerprints.load.cache_clear()
        texture = painting_textures.texture(work.name)
        Image.fromarray(texture).save(fingerprints.FOLDER / f"{work.name}.webp", quality=80, method=6)
        yield work.name
