"""Patchwork of printed cottons, quilted."""

from collections.abc import Callable

import numpy as np
from PIL import ImageFilter

from engine.data.drawn.tools import (
    FINE,
    colours,
    dice,
    grid,
    light,
    mix,
    noise,
    picture,
    points,
    seen,
    surface,
)

KINDS = [
    (0, 0, 10),
    (1, 6, 3),
    (2, 7, 10),
    (3, 2, 0),
    (0, 5, 3),
    (4, 1, 3),
    (5, 3, 2),
    (3, 10, 5),
    (5, 6, 7),
    (1, 4, 10),
    (2, 8, 10),
    (0, 11, 5),
    (3, 9, 2),
    (5, 0, 1),
    (4, 5, 4),
    (5, 10, 3),
]
"""Of each fabric: its pattern, and the tints of its ground and its print."""


def quilt(size: int, seed: int) -> np.ndarray:
    """Patchwork of printed cottons, pieced in stars, pinwheels and log cabins, puffed up between the stitches."""
    luck = dice("quilt", seed)
    side = size * FINE
    x, y = grid(side)
    tints = colours("b8322f e2725b f0b35a f6e3c0 8fb0a0 3f7f84 27486b 7a9cc4 d98ca0 6f3f5f f3ead8 a9b86a")

    cut, pen = surface(size, "L")
    seam, stitch = surface(size, "L")
    many = 6
    for row in range(many):
        for column in range(many):
            dark, middle, accent = luck.choice([0, 1, 4, 8, 12, 13, 14, 5], 3, replace=False)
            pale = luck.choice([6, 7, 10, 15, 9, 2])
            style = (row * 2 + column + luck.integers(0, 2)) % 4
            turn = luck.integers(4)

            def piece(outline: list, fabric: int, row=row, column=column, turn=turn) -> None:
                flat = np.array(outline, float) - 0.5
                for _ in range(turn):
                    flat = flat[:, ::-1] * [-1, 1]
                flat = (flat + 0.5 + [column, row]) / many
                flat = flat + 0.0022 * np.sin(40 * flat[:, ::-1] + [1, 2])
                pen.polygon(points(flat, size), int(fabric))
                stitch.line(points(np.concatenate([flat, flat[:1]]), size), 255, round(0.0016 * side))

            block(int(style), piece, luck, dark, middle, accent, pale)
    which = np.asarray(cut)
    drawn = np.empty((side, side, 3), np.float32)
    for number, (kind, ground, print_) in enumerate(KINDS):
        here = which == number
        drawn[here] = cloth(x[here], y[here], kind, tints[ground], tints[print_], luck.choice([0, 0.785, 0.4]))
    drawn = drawn.reshape(size, FINE, size, FINE, 3).mean((1, 3))
    x, y = grid(size)
    soft = ImageFilter.BoxBlur(0.012 * size)
    puff = seen(seam.filter(soft).filter(soft))
    line = np.abs(((x + y) * 18) % 1 - 0.5) / 18, np.abs(((x - y) * 18) % 1 - 0.5) / 18
    quilted = np.minimum(*line) + 0.002 * noise(size, luck, 20)
    thread = (quilted < 0.0016) & ((x * 150 + 0.5 * np.floor(y * 18)) % 1 < 0.6)
    crease = noise(size, luck, 30, 3)
    relief = -6 * puff + 2.2 * np.sqrt(np.clip(quilted, 0, 0.014) / 0.014) + 0.35 * crease
    shade = 1 + 0.22 * light(relief, 0.6) - 0.75 * np.clip(puff - 0.12, 0, 0.5) + 0.015 * crease
    drawn = drawn * shade[..., None]
    return picture(mix(drawn, colours("f8f0dc")[0], 0.55 * thread))


def block(
    style: int,
    piece: Callable[[list, int], None],
    luck: np.random.Generator,
    dark: int,
    middle: int,
    accent: int,
    pale: int,
) -> None:
    """One square of the quilt, from its pieces."""
    if style == 0:  # pinwheel
        piece([[0, 0], [1, 0], [1, 1], [0, 1]], pale)
        for quarter in range(4):
            corner = np.array([[0, 0], [0.5, 0], [0.5, 0.5]]) - 0.5
            mid = np.array([[0, 0], [0.5, 0.5], [0, 0.5]]) - 0.5
            for _ in range(quarter):
                corner, mid = corner[:, ::-1] * [-1, 1], mid[:, ::-1] * [-1, 1]
            piece((corner + 0.5).tolist(), dark if quarter % 2 else middle)
            piece((mid + 0.5).tolist(), pale)
    elif style == 1:  # star
        piece([[0, 0], [1, 0], [1, 1], [0, 1]], pale)
        for quarter in range(4):
            rays = [
                np.array(ray) - 0.5
                for ray in ([[0.25, 0.25], [0.5, 0.25], [0.25, 0]], [[0.75, 0.25], [0.5, 0.25], [0.75, 0]])
            ]
            square = np.array([[0, 0], [0.25, 0], [0.25, 0.25], [0, 0.25]]) - 0.5
            for _ in range(quarter):
                rays, square = [ray[:, ::-1] * [-1, 1] for ray in rays], square[:, ::-1] * [-1, 1]
            for ray in rays:
                piece((ray + 0.5).tolist(), dark)
            piece((square + 0.5).tolist(), 10 if pale != 10 else 15)
        piece([[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]], middle)
        piece([[0.5, 0.29], [0.71, 0.5], [0.5, 0.71], [0.29, 0.5]], accent)
    elif style == 2:  # log cabin
        low, high = 0.0, 1.0
        logs = luck.permutation([0, 1, 4, 8, 12, 13, 14, 5])
        for log in range(4):
            wide = 0.115
            piece([[low, low], [high, low], [high, low + wide], [low, low + wide]], logs[log])
            piece([[high - wide, low], [high, low], [high, high], [high - wide, high]], logs[log])
            piece([[low, high - wide], [high, high - wide], [high, high], [low, high]], (6, 7, 10, 15)[log])
            piece([[low, low], [low + wide, low + wide], [low + wide, high], [low, high]], (6, 7, 10, 15)[log])
            low, high = low + wide, high - wide
        piece([[low, low], [high, low], [high, high], [low, high]], accent)
    else:  # flying geese
        for goose in range(4):
            top, bottom = goose / 4, (goose + 1) / 4
            piece([[0, top], [1, top], [1, bottom], [0, bottom]], pale)
            piece([[0, bottom], [0.5, top], [1, bottom]], (dark, middle, accent, dark)[goose])


def cloth(
    at_x: np.ndarray, at_y: np.ndarray, kind: int, ground: np.ndarray, print_: np.ndarray, turn: float
) -> np.ndarray:
    """A printed fabric at points (n), from its pattern."""
    u, v = (at_x * to + at_y * over for to, over in ((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))))
    if kind == 0:  # dots
        p, q = u * 76, v * 76
        p = p + 0.5 * (np.floor(q) % 2)
        amount = np.hypot(p % 1 - 0.5, q % 1 - 0.5) < 0.27
    elif kind == 1:  # stripes
        amount = (u * 60 % 1 < 0.45) & (u * 60 % 3 < 2)
    elif kind == 2:  # gingham
        amount = ((u * 52 % 1 < 0.5) * 0.5 + (v * 52 % 1 < 0.5) * 0.5) * 0.85
    elif kind == 3:  # little flowers
        p, q = u * 34, v * 34
        p = p + 0.5 * (np.floor(q) % 2)
        dx, dy = p % 1 - 0.5, q % 1 - 0.5
        far = np.hypot(dx, dy)
        amount = (far < 0.3 * (0.62 + 0.38 * np.cos(5 * np.arctan2(dy, dx)))) & (far > 0.075)
    elif kind == 4:  # zigzag
        amount = (v * 40 + np.abs(u * 40 % 2 - 1)) % 1 < 0.42
    else:  # plain, woven from two threads
        amount = np.full(u.shape, 0.12)
    return mix(ground, print_, np.asarray(amount, np.float32))
