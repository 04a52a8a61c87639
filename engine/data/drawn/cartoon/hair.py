"""The hair styles of cartoon faces."""

import math

import numpy as np

from engine.data.drawn.cartoon.paper import Paper, points_of

HAIR_STYLES = ("bald", "short", "spiky", "curly", "bob", "long", "bun", "pigtails")


def hair(style: str) -> tuple[Paper, Paper, Paper, Paper]:
    """What of a hair style hangs before the face, what behind it, where it shines, and its darker strands."""
    front, behind, shine, strands = Paper(), Paper(), Paper(), Paper()
    if style in ("short", "bob", "long", "bun", "pigtails"):
        shine.stroke("20,18 23.5,14 29,11.8", 1.7).oval(32, 11.4, 0.9, 0.9)
    if style == "short":
        outer = "17.6,33 16.4,33 15,29 14.6,22 17.5,14.5 24,10 33,8.6 42,11 48,17 49.5,25 48,32 "
        front.blob(outer + "46.6,33 46,27.5 43.4,23.5 36,22.2 29,19.6 25,16.4 25,16.4 20.6,21 18.4,26")
    elif style == "spiky":
        front.whole("32,10 42,11.5 48.4,19 48.8,27 47,31.5 45.6,25 40,21 32,20")
        tufts = "18,23 11.5,25 18,19 10.5,15.5 21,15 15,7.5 26,13 23.5,3.6 32,12 33,2.4 "
        tufts += "38,13 42,4 43,15 49.5,8.6 46,19 53.5,16 46,24 52.8,25.5 "
        tufts += "22,19 20.4,25.4 28,18 25.5,24.6 34,18 32,25 40,18 38.6,24 44,20 44,25.6"
        ends = points_of(tufts)
        for (x, y), (tip_x, tip_y) in zip(ends[::2], ends[1::2], strict=True):
            bend = (x + tip_x + 0.24 * (tip_y - y)) / 2, (y + tip_y - 0.24 * (tip_x - x)) / 2
            front.stroke([(x, y), bend, (tip_x, tip_y)], 8 if tip_y < 20 else 6, 0.9)
    elif style == "curly":
        front.oval(32, 14, 9, 9)
        behind.oval(32, 27, 19, 19)
        for turn in np.linspace(-1, 1, 10):
            front.oval(32 + 16.5 * math.sin(1.75 * turn), 26 - 13.5 * math.cos(1.75 * turn), 5.4, 5.4)
        for turn in np.linspace(-1, 1, 13):
            behind.oval(32 + 18.5 * math.sin(2.25 * turn), 27 - 15.5 * math.cos(2.25 * turn), 5.6, 5.6)
        for x, y in points_of("20,20 26,18 32.5,17.5 39,18.4 44,21"):
            front.oval(x, y, 4.2, 4.2)
        for x, y in points_of("19,22.5 25,19.5 32,19.8 39,19.8 45,22.5 22,15.5 29,14 36,14 42.5,16"):
            strands.stroke([(x - 2, y - 0.6), (x - 0.6, y + 0.9), (x + 1.2, y + 0.8), (x + 2, y - 0.9)], 0.5, 0.8)
        shine.stroke("18,17 20,14.6 23,13.4", 1.5).stroke("29,10.4 32,9.6 35,10.2", 1.5)
    elif style == "bob":
        front.whole("32,8.4 43,11 49.6,19 51,31 50.6,42 48,46.5 45,45 45.6,38 45.6,29 43.6,24.6 38,25.6 32,25.8")
        behind.whole("32,9 44,12 50.5,24 51,40 48.5,47.6 32,49")
        for x in (23.5, 28, 34, 39.5):
            strands.stroke([(32 + (x - 32) * 0.94, 20.5), (x, 26)], 0.3, 1)
    elif style == "long":
        outer = "32,8.2 43,10.6 49.8,19 51.2,32 52.6,45 54.4,55 52.6,60.5 47,61 "
        front.whole(outer + "44.2,55 45.8,48 47.4,40 46.6,30 42.5,22.5 36,17.5 32,14 32,14")
        behind.whole("32,9 44,12 50.5,24 52,44 51,58 32,60")
    elif style == "bun":
        front.whole("32,9.2 42,11.2 48.4,18 49,26 47.4,32 46.6,32 45.6,25.5 40.5,19.4 32,17.6")
        behind.oval(32, 7, 7.4, 6.4)
    elif style == "pigtails":
        front.whole("32,8.8 42,11 48.8,18 49.6,27 47.6,31 46.2,27 42,21 36.5,18 32,13.5 32,13.5")
        behind.blobs("48,27 53.5,25.5 58.5,30 60,39 57,48 53,51.5 53.4,45 50.5,38")
    return front, behind, shine, strands
