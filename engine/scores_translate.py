"""How well shipped translators do, on pictures that none of them has learnt from."""

from collections.abc import Iterable

import numpy as np
import torch

from engine import device, eyes, fingerprints, guarding, images, instant, samples
from engine.configs_translate import CycleConfig, GuardConfig, PairConfig
from engine.data.domains import MONET_HELD_OUT, Domains
from engine.data.kinds import KINDS
from engine.data.pairs import FACADE_LABELS, SCENE_LABELS, Pairs, labels_of
from engine.data.pictures import Pictures
from engine.easel import Style
from engine.models.guard import traits
from engine.scores import Score, mean_score
from engine.translating import Translator

PALETTES = {"facades": FACADE_LABELS, "scenes": SCENE_LABELS}

PHOTOGRAPH, PAINTING = KINDS.index("photograph"), KINDS.index("painting")

SEEN = ("relu3_1", "relu4_1")
"""What the eye sees in these layers is the space in which crowds of pictures are compared."""


def cyclegan(both: tuple[Translator, Translator], data: Domains, config: CycleConfig) -> list[Score]:
    """Each direction as a crowd beside held-out pictures of the other side, and what comes back."""
    to_b, to_a = both
    found = []
    ways = (
        (*data.names, to_b, to_a, data.a_held_out, data.b_held_out),
        (*data.names[::-1], to_a, to_b, data.b_held_out, data.a_held_out),
    )
    for kind, (own, name, there, back, given, wanted) in zip((PAINTING, PHOTOGRAPH), ways, strict=True):
        made = [there.translate(one) for one in given]
        words = f"{len(given)} made and {len(wanted)} held-out pictures, in the features of the shipped eye"
        found.append(distance(f"KID, made {name}", made, wanted, f"cubic kernel, jackknife; {words}"))
        found.append(distance(f"KID of {own} as they are", given, wanted, "the same, if nothing is done"))
        if data.name == "monet" and there is to_b:
            painted = [instant.load().paint(one, [lilies()]) for one in given]
            found.append(
                distance("KID of instant style", painted, wanted, "the same, painted with Monet's fingerprint")
            )
            found.append(taken("instant style", kind, painted))
        if data.name == "monet":
            found += [taken(f"made {name}", kind, made), taken(f"{own} as they are", kind, given)]
            found.append(taken(f"held-out {name}", kind, wanted))
        again = (back.translate(one) for one in made)
        found.append(apart(f"cycle error, through {name}", given, again, "there and back, levels of light per pixel"))
        same = (there.translate(one) for one in wanted)
        found.append(apart(f"identity error, {name}", wanted, same, "already there, levels of light per pixel"))
    return found


def taken(what: str, kind: int, shown: Iterable[np.ndarray]) -> Score:
    """How often the guard, which took no part in training, takes pictures for this kind."""
    right = np.array([np.argmax(guarding.look(one)) == kind for one in shown])
    return mean_score(f"{what}: taken for {KINDS[kind]}s", right, "", "share, by the shipped guard", "pictures")


def lilies() -> Style:
    """What a reader without a translator would paint with: Monet's fingerprint."""
    return Style("monet-water-lilies-1", 1.0, None, fingerprints.load("monet-water-lilies-1"))


def distance(name: str, made: Iterable[np.ndarray], real: Iterable[np.ndarray], protocol: str) -> Score:
    kid, error = samples.kernel_distance(*scaled(features(real), features(made)))
    return Score(name, kid, kid - samples.SURE * error, kid + samples.SURE * error, "", protocol)


def scaled(real: np.ndarray, made: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """On the scale of the real ones, without extremes; as many of each as there are of the fewer."""
    few = min(len(real), len(made))
    mean, spread = real.mean(0), real.std(0) + 1e-6
    return tuple(((crowd[:few] - mean) / spread).clip(-FAR, FAR) for crowd in (real, made))


FAR = 3.0
"""Deviations beyond which a feature counts no more: one strange picture must not be the whole distance."""


@torch.inference_mode()
def features(pictures: Iterable[np.ndarray]) -> np.ndarray:
    """What the eye sees in pictures uint8 (h, w, 3), wherever it is: float (n, d)."""
    eye = eyes.load("compact")
    rows = []
    for picture in pictures:
        x = images.to_unit(torch.from_numpy(np.ascontiguousarray(picture))[None].to(device.pick()))
        rows.append(traits(eye.see(x, SEEN)).cpu().numpy())
    return np.concatenate(rows).astype(np.float64)


def pix2pix(model: Translator, data: Pairs, config: PairConfig) -> list[Score]:
    """Wrong pixels; beside it, what the mean colour of each label would score."""
    if config.side != data.given.shape[1]:
        data = smaller(data, config.side)
    made = [model.translate(one, seed=0) for one in data.given_held_out]  # with its noise, as it learnt
    found = [apart("error of a pixel", data.wanted_held_out, made, "levels of light")]
    if data.name in PALETTES:
        flat = flat_colours(data)
        found.append(apart("the same, flat colours", data.wanted_held_out, flat, "the mean colour of each label"))
    words = f"cubic kernel, jackknife; {len(made)} held-out pictures, in the features of the shipped eye"
    return [*found, distance("KID", made, data.wanted_held_out, words)]


def smaller(data: Pairs, side: int) -> Pairs:
    def fit(pictures: np.ndarray) -> np.ndarray:
        return images.to_pixels(images.resized(images.to_unit(torch.from_numpy(pictures)), side))

    parts = (data.given, data.wanted, data.given_held_out, data.wanted_held_out)
    return Pairs(data.name, *map(fit, parts), data.names)


def flat_colours(data: Pairs) -> np.ndarray:
    """The best that a painter without any idea of form could do with the held-out maps."""
    palette = PALETTES[data.name]
    known = np.stack([labels_of(one, palette) for one in data.given])
    colours = [
        data.wanted[known == label].mean(0) if (known == label).any() else np.zeros(3) for label in range(len(palette))
    ]
    found = np.stack([labels_of(one, palette) for one in data.given_held_out])
    return np.array(colours).round().astype(np.uint8)[found]


def apart(name: str, wanted: Iterable[np.ndarray], made: Iterable[np.ndarray], protocol: str) -> Score:
    """Mean |a - b| of each pair of pictures."""
    pairs = zip(wanted, made, strict=True)
    errors = np.array([np.abs(one.astype(float) - other).mean() for one, other in pairs])
    return mean_score(name, errors, "of 255", protocol)


def guard(model: guarding.Guard, data: Pictures, config: GuardConfig) -> list[Score]:
    said = np.array([np.argmax(model.look(one)) for one in data.held_out])
    right = said == data.held_out_labels
    words = "the likeliest of three kinds is the true one"
    parts = {kind: right[data.held_out_labels == number] for number, kind in enumerate(KINDS)}
    monets = MONET_HELD_OUT[0]
    parts |= {"paintings by Monet": parts["painting"][:monets], "paintings by others": parts.pop("painting")[monets:]}
    return [mean_score(f"right, {name}", values, "", words) for name, values in {"all": right, **parts}.items()]


SCORES = {"cyclegan": cyclegan, "pix2pix": pix2pix, "guard": guard}
