"""Melodies in ABC notation that this house writes itself: two parts of four bars each, in a dance's time.

Bars are full, the second half of a part answers the first, and both parts end on the key's own note. Key signatures apply to the
letters, so all keys use the same walk.
"""

from random import Random

SCALE = ["C", "D", "E", "F", "G", "A", "B", "c", "d", "e", "f", "g", "a", "b"]
"""Steps of the scale, two octaves."""

TIMES = {"4/4": (8, (4, 4)), "3/4": (6, (2, 2, 2)), "6/8": (6, (3, 3)), "2/4": (4, (2, 2))}
"""Time -> eighths in a bar, and how they group."""

FIGURES = {
    2: ((2,), (1, 1)),
    3: ((3,), (2, 1), (1, 1, 1), (1, 2)),
    4: ((4,), (2, 2), (2, 1, 1), (1, 1, 2), (1, 1, 1, 1)),
}
"""A group's eighths -> how they may be filled."""

KEYS = {"C": 0, "G": 4, "D": 1, "A": 5}
"""Key -> where its own note stands in SCALE."""

CHORDS = (0, 3, 4, 0)
"""The chord of each bar of a phrase, as steps above the key's own note."""

FIRST = ("The Merry", "The Old", "The Sleepy", "The Silver", "The Lost", "The Little", "The Rainy", "The Dancing")
LAST = ("Fox", "Mill", "Goose", "Lantern", "River", "Robin", "Market", "Shoemaker", "Moon", "Meadow")


def melody(chance: Random) -> str:
    time, key = chance.choice(list(TIMES)), chance.choice(list(KEYS))
    title = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    parts = [_part(TIMES[time][1], KEYS[key], chance) for _part_number in range(2)]
    head = f"X:1\nT:{title}\nM:{time}\nL:1/8\nK:{key}"
    return "\n".join([head, *(f"|: {' | '.join(bars)} :|" for bars in parts)])


def _part(groups: tuple[int, ...], home: int, chance: Random) -> list[str]:
    """Four bars; the third begins as the first does."""
    at, bars = home + chance.choice((0, 2, 4)), []
    rhythm = [[chance.choice(FIGURES[group]) for group in groups] for _half in range(2)]
    for number, chord in enumerate(CHORDS):
        if number == 2 and chance.random() < 0.6:
            bars.append(bars[0])
            continue
        if number == len(CHORDS) - 1:
            bars.append(_ending(groups, home, chance))
            break
        said = []
        for figure in rhythm[number % 2]:
            at = _nearest(at, home + chord, chance)
            notes = []
            for length in figure:
                notes.append(_note(at, length))
                at = max(0, min(len(SCALE) - 1, at + chance.choice((-2, -1, -1, 1, 1, 2))))
            said.append("".join(notes))
        bars.append(" ".join(said))
    return bars


def _ending(groups: tuple[int, ...], home: int, chance: Random) -> str:
    """Down to the key's own note, which is held."""
    run = chance.choice(((4, 2), (2, 1), (1, -1)))
    first = "".join(_note(max(0, home + run[k % 2]), 1) for k in range(groups[0]))
    return f"{first} {_note(home, sum(groups[1:]))}"


def _nearest(at: int, root: int, chance: Random) -> int:
    """A note of the chord on `root` that lies near."""
    notes = [step for step in range(len(SCALE)) if (step - root) % 7 in (0, 2, 4)]
    return chance.choice(sorted(notes, key=lambda step: abs(step - at))[:2])


def _note(step: int, eighths: int) -> str:
    return SCALE[step] + (str(eighths) if eighths > 1 else "")
