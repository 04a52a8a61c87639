"""What there is to know of each picture set before it is loaded."""

from dataclasses import dataclass, replace

from engine.core import spelling
from engine.core.errors import Trouble
from engine.language.words import N_, _

SHAPES = {
    "ring": N_("Ring"),
    "moons": N_("Two moons"),
    "spiral": N_("Spiral"),
    "line": N_("Line"),
    "square": N_("Filled square"),
    "letters": N_("Letters"),
    "eight": N_("Eight heaps on a circle"),
    "grid": N_("Grid of 9 heaps"),
    "grid25": N_("Grid of 25 heaps"),
}

HEAPS = {"eight": 8, "grid": 9, "grid25": 25}
"""How many heaps a shape has."""

ALBUM = "album:"  # then the id of a reader's own pictures
DRAWN = 10_000  # pictures of a built-in set; more are drawn when asked for
DRAWN_HELD_OUT = 1_000


@dataclass(frozen=True)
class SetCard:
    """One picture set in words and numbers."""

    name: str
    title: str
    words: str
    """One sentence for a learner."""
    size: int
    """Height in pixels; the width is the same."""
    channels: int
    count: int
    """Pictures to learn from."""
    held_out: int
    """Further pictures, kept for testing."""
    classes: int
    licence: str
    from_whom: str
    download_bytes: int
    """0 where nothing can be downloaded."""
    built_in: bool
    showable: bool = True
    """False: its pictures may be learnt from, but only what models make of them may be shown."""


SETS = {
    "glyphs": SetCard(
        name="glyphs",
        title="Glyphs",
        words="Digits and capital letters in many handwritings, drawn by Atelier itself.",
        size=28,
        channels=1,
        count=DRAWN,
        held_out=DRAWN_HELD_OUT,
        classes=36,
        licence="MIT, like Atelier",
        from_whom="drawn on this machine",
        download_bytes=0,
        built_in=True,
    ),
    "hangul": SetCard(
        name="hangul",
        title="Hangul",
        words="Korean syllables from 가 to 하 in many handwritings, drawn by Atelier itself.",
        size=28,
        channels=1,
        count=DRAWN,
        held_out=DRAWN_HELD_OUT,
        classes=14,
        licence="MIT, like Atelier",
        from_whom="drawn on this machine",
        download_bytes=0,
        built_in=True,
    ),
    "faces": SetCard(
        name="faces",
        title="Cartoon faces",
        words="Cartoon faces drawn by Atelier itself; how much each one smiles, its hair, its hat are known exactly.",
        size=64,
        channels=3,
        count=DRAWN,
        held_out=DRAWN_HELD_OUT,
        classes=0,
        licence="MIT, like Atelier",
        from_whom="drawn on this machine",
        download_bytes=0,
        built_in=True,
    ),
    "shapes": SetCard(
        name="shapes",
        title="Paper shapes",
        words="One or two paper shapes on a coloured ground, drawn by Atelier itself: what a sentence can tell of them is known exactly.",
        size=64,
        channels=3,
        count=DRAWN,
        held_out=DRAWN_HELD_OUT,
        classes=0,
        licence="MIT, like Atelier",
        from_whom="drawn on this machine",
        download_bytes=0,
        built_in=True,
    ),
    "mnist": SetCard(
        name="mnist",
        title="MNIST",
        words="Handwritten digits from American school pupils and officials: the set on which everyone begins.",
        size=28,
        channels=1,
        count=60_000,
        held_out=10_000,
        classes=10,
        licence="CC BY-SA 3.0",
        from_whom="Yann LeCun, Corinna Cortes and Christopher Burges",
        download_bytes=11_594_722,
        built_in=False,
    ),
    "fashion-mnist": SetCard(
        name="fashion-mnist",
        title="Fashion-MNIST",
        words="Clothes, shoes and bags from a web shop, in the format of MNIST but harder.",
        size=28,
        channels=1,
        count=60_000,
        held_out=10_000,
        classes=10,
        licence="MIT",
        from_whom="Zalando Research",
        download_bytes=30_878_645,
        built_in=False,
    ),
    "cifar10": SetCard(
        name="cifar10",
        title="CIFAR-10",
        words="Tiny colour photographs of ten kinds of animals and vehicles.",
        size=32,
        channels=3,
        count=50_000,
        held_out=10_000,
        classes=10,
        licence="none stated; cite Krizhevsky 2009",
        from_whom="Alex Krizhevsky, University of Toronto",
        download_bytes=170_052_171,
        built_in=False,
    ),
    "frogs": SetCard(
        name="frogs",
        title="CIFAR-10 frogs",
        words=(
            "Tiny colour photographs of frogs, one class of CIFAR-10; "
            "where only the small JPEG copy is on this machine, that one is used, and it is slightly lossy."
        ),
        size=32,
        channels=3,
        count=5_000,
        held_out=1_000,
        classes=1,
        licence="none stated; cite Krizhevsky 2009",
        from_whom="Alex Krizhevsky, University of Toronto",
        download_bytes=170_052_171,
        built_in=False,
    ),
    "faces-photo": SetCard(
        name="faces-photo",
        title="Faces (CelebA)",
        words=(
            "Photographs of faces with 40 marks such as smiling: identifiable people, "
            "for non-commercial research only, so look at what a model makes of them and show no original."
        ),
        size=64,
        channels=3,
        count=8_000,
        held_out=1_000,
        classes=0,
        licence="non-commercial research only; shows identifiable people",
        from_whom="CelebA: Liu, Luo, Wang and Tang, The Chinese University of Hong Kong",
        download_bytes=0,
        built_in=False,
        showable=False,
    ),
    "art": SetCard(
        name="art",
        title="Paintings and photographs",
        words="Squares cut from paintings and photographs of landscapes: from them an eye learns to see as VGG-19 does.",
        size=256,
        channels=3,
        count=872,
        held_out=137,
        classes=2,
        licence="paintings in the public domain; of the photographs none is stated",
        from_whom="paintings from Botticelli to Léger; photographs from Flickr, via the authors of CycleGAN and others",
        download_bytes=5_796_132,
        built_in=False,
        showable=False,
    ),
}

KINDS = {
    **{"airplanes": "airplane", "automobiles": "automobile", "birds": "bird", "cats": "cat", "deer": "deer"},
    **{"dogs": "dog", "frogs": "frog", "horses": "horse", "ships": "ship", "trucks": "truck"},
}
"""Sets that are one class of CIFAR-10, and what the class is called there. Of the frogs alone there is a small copy, too."""

SETS |= {
    name: replace(
        SETS["frogs"],
        name=name,
        title=f"CIFAR-10 {name}",
        words=f"Tiny colour photographs of {name}, one class of CIFAR-10.",
    )
    for name in KINDS
    if name != "frogs"
}


def card(name: str) -> SetCard:
    if name not in SETS:
        raise Trouble(
            _("There is no picture set called '{name}'.", name=name),
            _(
                "{hint}The sets are: {join}. Your own pictures are called {ALBUM}NAME.",
                hint=spelling.hint(name, SETS),
                join=", ".join(SETS),
                ALBUM=ALBUM,
            ),
        )
    return SETS[name]


def showable(name: str) -> bool:
    """Whether a set's own pictures may be shown; a reader's album always may."""
    return name not in SETS or SETS[name].showable
