"""Two fruits that Atelier draws, apples and oranges, one to three of them on a table: what one has in common with the other is its shape."""

import numpy as np

FRUITS = ("apple", "orange")

SKINS = {"apple": ((178, 34, 40), (226, 168, 60)), "orange": ((240, 138, 24), (250, 176, 70))}
"""The colour of a fruit, and the one to which its cheek turns."""

FINE = 2
"""Points for each pixel and axis."""


def make(fruit: str, size: int, seed: int) -> np.ndarray:
    """One picture, uint8 (size, size, 3). The same seed composes both fruits alike."""
    luck = np.random.default_rng((seed, 77))
    side = FINE * size
    y, x = np.mgrid[:side, :side] / side
    picture = _table(x, y, luck)
    light = luck.uniform(-0.5, 0.5), -0.6
    places = luck.permutation(3)[: luck.integers(1, 4)]
    for place in sorted(places.tolist()):
        radius = luck.uniform(0.14, 0.2)
        middle = (0.2 + 0.3 * place + luck.uniform(-0.04, 0.04), 0.72 - radius + luck.uniform(0, 0.12))
        _fruit(picture, x, y, fruit, middle, radius, light, np.random.default_rng((seed, place)))
    small = picture.reshape(size, FINE, size, FINE, 3).mean((1, 3))
    return small.clip(0, 255).round().astype(np.uint8)


def both(size: int, apples: range, oranges: range) -> tuple[np.ndarray, np.ndarray]:
    """Apples of these seeds and oranges of those, each uint8 (n, size, size, 3)."""
    one, other = (
        np.stack([make(fruit, size, seed) for seed in seeds])
        for fruit, seeds in zip(FRUITS, (apples, oranges), strict=True)
    )
    return one, other


def _table(x: np.ndarray, y: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    """A wall and a table before it."""
    wall, wood = luck.uniform(90, 210, 3), np.array([150, 105, 70]) * luck.uniform(0.7, 1.2)
    grain = 8 * np.sin(60 * y + 6 * np.sin(5 * x + luck.uniform(0, 6)))
    shade = (0.85 + 0.3 * x)[..., None]
    return np.where((y < 0.6)[..., None], wall * shade, wood * shade + grain[..., None])


def _fruit(picture, x, y, fruit: str, middle, radius: float, light, luck: np.random.Generator) -> None:
    """A ball in this light, with its shadow; an apple has a dent and a stalk, an orange pores and a navel."""
    across, down = (x - middle[0]) / radius, (y - middle[1]) / radius
    shadow = np.exp(-(((across + 0.5 * light[0]) / 1.2) ** 2 + ((down - 1.0) / 0.22) ** 2) * 1.5)
    picture *= (1 - 0.5 * shadow)[..., None]
    rim = 1.0 - (0.16 * np.exp(-((across / 0.35) ** 2)) * (down < 0) if fruit == "apple" else 0.0)
    squared = across**2 + down**2
    inside = squared < rim**2
    up = np.sqrt(np.clip(1 - squared, 0, 1))
    lit = np.clip(0.35 + 0.75 * (across * light[0] + down * light[1] + up) / 1.2, 0.15, 1.2)
    skin, cheek = (np.array(colour) for colour in SKINS[fruit])
    turned = np.clip(0.5 + 0.6 * across * luck.choice([-1, 1]) + 0.2 * np.sin(7 * down), 0, 1) * luck.uniform(0.2, 0.7)
    colour = skin + (cheek - skin) * turned[..., None]
    if fruit == "orange":
        pores = np.sin(55 * across + 9 * np.sin(31 * down)) * np.sin(53 * down + 8 * np.sin(29 * across))
        lit = lit * (1 + 0.07 * pores)
        lit = lit * (1 - 0.5 * np.exp(-((across - 0.1) ** 2 + (down + 0.75) ** 2) / 0.006))
    shine = np.exp(-((across - light[0]) ** 2 + (down + 0.45) ** 2) / (0.03 if fruit == "apple" else 0.09))
    painted = colour * lit[..., None] + (120 if fruit == "apple" else 45) * shine[..., None]
    np.copyto(picture, painted, where=inside[..., None])
    if fruit == "apple":
        stalk = (np.abs(across - 0.25 * (down + 0.8)) < 0.05) & (down > -1.25) & (down < -0.75)
        np.copyto(picture, np.array([84.0, 58.0, 36.0]), where=stalk[..., None])
