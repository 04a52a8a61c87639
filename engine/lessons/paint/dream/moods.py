"""Moods of a dream: settings that are worth a look, each with what came of them, made once and kept beside the sheets.

    pretrained/dreams/moods/NAME.webp   the dream; of one that dives, its film

`python -m engine dream-gallery --moods` makes them. Reading them needs no torch.
"""

from dataclasses import dataclass, replace

from engine.lessons.paint.dream import channels
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.inputs import NOISE

SIDE, SIDE_OF_FILM = 512, 256
"""Pixels of the longer side."""

FRAMES, SECONDS = 24, 0.12
"""Pictures of a film, and how long each stays."""

QUALITY, QUALITY_OF_FILM = 82, 40


@dataclass(frozen=True)
class Mood:
    """`words` say what one sees, and what makes it so."""

    name: str
    title: str
    words: str
    config: DreamConfig


MOODS = (
    Mood(
        "eyes",
        "Whole things",
        "The deepest layer knows things. It finds arches, fur and eyes wherever a line bends that way.",
        DreamConfig(),
    ),
    Mood(
        "strokes",
        "Strokes",
        "A shallow layer knows only short lines and where colours meet: the picture gets rows of them, and nothing new.",
        DreamConfig(layer="relu2_1"),
    ),
    Mood(
        "facets",
        "Facets",
        "One layer deeper, lines join to corners and bands, and each surface gets a pattern of its own.",
        DreamConfig(content="scene:lake", layer="relu3_1", strength=0.02),
    ),
    Mood(
        "currents",
        "Currents",
        "Deeper still, patterns follow shapes: hair grows along the hills, and the sky falls like a curtain.",
        DreamConfig(content="scene:lake", layer="relu4_1", strength=0.025),
    ),
    Mood(
        "waves",
        "Led by waves",
        "A second picture leads: each place grows like what is most like it in a painting of waves.",
        DreamConfig(content="scene:lake", layer="relu4_1", strength=0.03, guide="painting:waves"),
    ),
    Mood(
        "one",
        "One channel",
        "A single channel out of 512 wants more of the one thing that it looks for: here rows of small arches.",
        DreamConfig(content="scene:harbour", layer="relu5_1", channel=138, strength=0.03),
    ),
    Mood(
        "nothing",
        "Out of nothing",
        "It begins with grey noise. All that is here, the eye brought along.",
        DreamConfig(content=NOISE, layer="relu5_1", strength=0.05, steps=80),
    ),
    Mood(
        "dive",
        "Into the dream",
        "While it dreams, the picture comes nearer, and what was dreamt is dreamt on. One could fall for ever.",
        DreamConfig(dive=2.5, octaves=2, steps=120),
    ),
)


def like(config: DreamConfig) -> Mood | None:
    """The mood with these settings."""
    plain = replace(config, preview_every=DreamConfig().preview_every)
    return next((mood for mood in MOODS if mood.config == plain), None)


def kept(name: str) -> bytes | None:
    """What came of a mood as a file; nothing where it was not made, or by another eye than the one that is here."""
    file = channels.FOLDER / "moods" / f"{name}.webp"
    return file.read_bytes() if file.is_file() and not channels.stale() else None
