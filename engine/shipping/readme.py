"""The page in pretrained/ that tells of each shipped model, from the cards of their files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from engine import recipes
from engine.core import files
from engine.lessons.compete import films
from engine.lessons.paint import fingerprints as paint_fingerprints
from engine.runs import race as runs_race
from engine.weights import shelf

INTRODUCTION = """# Shipped models

Each file here was trained by the project's own commands and by nothing else. The first line of each section trains the same
model again; `python -m engine ship RUN NAME` then scores it and writes this page. Where a model begins with what another had learnt,
the commands stand one below the other, each shipped before the next. Weights are safetensors in 8 bits, with a
float16 scale for each channel, or in float16 where a held-out score would notice the difference; the card is JSON in the header. Scores are means over held-out pictures with their 95 % interval.

Beside the weights a file holds `map.codes` and `map.labels`: the codes of held-out pictures, for drawing the map where
the pictures themselves are not at hand; models of faces hold the codes of training pictures too, and the marks of both, so
that concept vectors can be built. GANs whose pictures have to be fetched hold `map.memory`: what a judge sees in training pictures, as
32 numbers for each, and what the discriminator says of held-out ones. No picture of any data set is stored here.
"""

WEAK = {
    "brush-stained-glass": "It learnt 160 steps only: lead and glass are there, but few of the window's colours, and shapes melt.",
    "brush-starry-night": "It paints by night: dark, blue, and with little left of the picture's own colours.",
    "cgan-hangul": "Strokes fray where a pen is very thin or very bold, and of five 차 the judge takes one for another syllable.",
    "denoiser-hangul": "Thin strokes come back pale, and a part that is wholly covered is guessed.",
    "eye": "Where shapes and style pull equally hard it keeps shapes less well than VGG-19 itself: see the content losses below.",
    "facades": "Walls are soft and mostly beige, and what stands at street level melts into brown.",
    "faces-photo": "Pictures are soft, and hats and glasses follow their vectors only half of the way.",
    "finder": "As pages use it, sure to 0.8, it finds 98 of 100 held-out photographed faces (97 to 100) and all 100 drawn ones, eyes off by 6 and 7 % of their distance, and sees a face in 0.6 of 100 pictures of nobody (0 to 1.3, of 360). Sure to 0.5 it would find one more of 100, and see faces in 87 of 100 pictures of nobody. The table below is of the day when it was shipped.",
    "flow-faces-photo": "About one face in five is broken: eyes that do not belong together, half a face in loose paint.",
    "flow-fashion-mnist": "Patterns of cloth are grainy, and the straps of sandals fray.",
    "flow-glyphs": "Now and then a stroke breaks, most often of 6, 4 and A.",
    "gan-faces": "Looked at closely, a fine grid lies on the pictures.",
    "gan-faces-photo": "About one face in eight is broken: caps, dark glasses and what covers a face melt, and no two eyes quite agree.",
    "gan-glyphs": "It draws only some of the many forms that letters have: see its coverage.",
    "gan-hangul": "Strokes are ragged, one syllable in four cannot be read, and it draws only some of the many forms that they have: see its coverage.",
    "guard": "Of paintings by others than Monet it takes one in four for a photograph.",
    "instant": "In an even sky one kind of stroke repeats, and swirls as large as van Gogh's need painting step by step.",
    "night": "Soft: 64 pixels and a thousand steps. It is there to be compared with its twins of other weights.",
    "photo2monet": "It is a photograph with coloured flecks rather than a painting: seven of ten results bear a fine lattice of 4 pixels, and even skies get blotches. Its critics see only through an eye with strides, whose gradient has that lattice.",
    "progan-faces": "It learnt every resolution and every alpha in turn, so each shows faces; for that those of 64 pixels bear a fine weave, and it draws fewer kinds of them than a DCGAN.",
    "scenes": "Windows melt into one another, and what stands on a house wall is guessed.",
    "scenes-edges": "Soft: what lies between two lines is guessed, and towers melt.",
    "scenes-grey": "Which of several colours a thing had, grey does not tell: sails come out brown and green.",
    "text-faces": "Grounds are grainy, as if on rough paper; asked for a colour and a style of hair that it never met together, it gets one of them wrong in every second picture.",
    "text-shapes": "Edges waver, circles have corners, and with a pair of words it never met a shape or a colour is wrong now and then. The noise moves and shades things little.",
    "vae-conv-hangul": "Its code has 16 numbers, so no map shows all of it: two alone went to slant and place, and syllables melted into one another (178 nats). What it invents often lies between two syllables.",
}
"""Model -> what it cannot do, said beside its picture."""


def sheet_of(name: str) -> Path:
    """The contact sheet of a shipped model."""
    return shelf.FOLDER / "sheets" / f"{name}.webp"


def words_of(sheet: Path) -> str:
    """The caption of a sheet."""
    with Image.open(sheet) as image:
        # Pillow reads what is not ASCII as Latin-1.
        return image.getexif()[ExifTags.Base.ImageDescription].encode("latin-1").decode()


def learnt_from(settings: Mapping[str, Any]) -> str:
    """What a model learnt from, by the name that its lesson's own setting has."""
    return next(settings[name] for name in ("data", "shape", "text") if settings.get(name))


def write_readme() -> None:
    """pretrained/README.md, from the cards of the files that lie beside it."""
    sections = [INTRODUCTION]
    for name in shelf.shipped():
        path = shelf.find(name)
        card = shelf.card(path)
        source = recipes.shipping_of(card["lesson"]).provenance(learnt_from(card["config"]))
        lines = [
            f"## {name}",
            "\n\n".join(f"`{stage['command']}`" for stage in stages(card)),
            f"![{words_of(sheet_of(name))}](sheets/{sheet_of(name).name})",
            *([f"- weak: {WEAK[name]}"] if name in WEAK else []),
            f"- data: {source.title}, {source.from_whom}; licence: {source.licence}",
            *(
                f"- steps: {stage['step']:,}, seed {card['config']['seed']}, {stage['seconds']:.0f} s on {stage['device']}"
                for stage in stages(card)
            ),
            f"- size: {path.stat().st_size / 1e6:.2f} MB, {card.get('bits', 16)} bits for a weight",
            "",
            "| score | mean | 95 % interval | protocol |",
            "|---|---|---|---|",
            *(
                f"| {s['name']} | {s['value']:.2f} {s['unit']} | {s['low']:.2f} to {s['high']:.2f} | {s['protocol']} |"
                for s in card["scores"]
            ),
        ]
        if "report" in card:
            lines += ["", card["report"]]
        sections.append("\n".join([*lines[:1], "", lines[1], "", lines[2], "", *lines[3:]]))
    if paint_fingerprints.names():
        sections.append(section_of_fingerprints())
    if runs_race.names():
        sections.append(section_of_races())
    if films.names():
        sections.append(section_of_films())
    sections.append(TEXTURES.strip())
    sections.append(LEARNT.strip())
    files.put(shelf.FOLDER / "README.md", ("\n\n".join(sections) + "\n").encode())


def stages(card: dict[str, Any]) -> list[dict[str, Any]]:
    """How a model came to be: what it began with, each in its turn, and itself."""
    return [*card.get("begun_with", ()), card]


TEXTURES = """## Textures of single layers

`python -m engine layer-textures`

What each layer of the shipped eye knows of each style of the gallery: `textures/` holds a strip of five pictures for each, painted out of
noise from one Gram matrix alone. The command paints those whose style, eye or settings have changed since.
"""


LEARNT = """## What we learnt

What was tried on the way to better pictures, and what it taught. KID is the jury's (`python -m engine judge MODEL`), real against real 0.00.

- The copies of faces-photo lie far from real faces (KID 9.4 by VGG-19, 2.4 by SqueezeNet 1.1), its inventions hardly farther (9.7,
  2.8): the decoder loses what is lacking, not the codes. The inventions of gan-faces-photo lie much nearer (0.24, 0.09).
- A generator that begins as that decoder, with a second critic at twice the first one's pull that looks through a frozen eye: after 500
  steps of 32 faces it was better than gan-faces-photo in the features of our own judge (KID 0.02), and much worse by the jury (2.1, 1.8):
  98 of 100 faces bore a lattice of 2 and 4 pixels, which the eye takes for detail. A frozen critic is flattered, and a judge that saw
  the same faces does not notice. It looks through a blur since.
- Critics have to be ahead of a generator that can draw already. With steps of 0.0005 after a lead of 150 steps it outran the
  discriminator, even one with twice its own steps, and painted grain: eleven times that of real faces. With steps of 0.0002 and a lead
  of 500 both critics stay ahead.
- Only the decoder of faces-photo learning on, its patch critic at 1.5 times the pixels' pull: after 200 steps of 32 faces sharpness went from
  64 to 67 of 100, and lattices from 30 to 63. At twice the pull after 150 steps the critic never learnt to tell the sides apart.
- A step of 32 faces takes one core of a busy machine 1.5 to 5 seconds: these recipes want hours of a core of their own.
- A critic that blurs before it halves, under spectral norm in every layer, told real from made by a few hundredths only: it answered in
  proportion, and was painted ripples of 5 to 7 pixels all over houses (after 8,000 steps) and paintings (after 2,500; with Muon in place
  of Adam after 1,000): checkerboard 4.9 and 3.6. With its verdicts enlarged eight times, and its pull made smaller: 2.0
  after 8,300 and 1.7 after 3,700, and still rising slowly.
- A generator of label maps that is told the colours of things must have them in its last layers, too: norms on the way take away what
  is the same everywhere, and with it whether a house is red or blue.
- A progressive GAN whose last half is taught at every resolution and every alpha shows faces at all of them. It pays with its largest:
  KID 3.4 -> 4.5, coverage 0.80 -> 0.61 at 64 pixels.
"""
"""What did not help is worth as much as what did: nobody has to try it again."""


def section_of_races() -> str:
    """What pretrained/races/ holds."""
    lines = [
        "## Races",
        "",
        "`python -m engine race RUN RUN NAME`",
        "",
        "Two runs on the same pictures over seconds of training, both begun at the same moment: their curves, and beside them the",
        "pictures that each had drawn by the same second. The last three columns are what each had reached at the end.",
        "",
        "| race | seconds | racer | steps | KID | coverage |",
        "|---|---|---|---|---|---|",
    ]
    for name in runs_race.names():
        found, _ = runs_race.shipped(name)
        for racer in found["racers"]:
            kid, coverage = (racer["curves"][curve]["values"][-1] for curve in ("KID", "coverage"))
            lines.append(
                f"| {name} | {found['seconds']:.0f} | `{racer['command']}` | {racer['steps']:,} | {kid:.2f} | {coverage:.2f} |"
            )
    return "\n".join(lines)


def section_of_films() -> str:
    """What pretrained/films/ holds."""
    lines = [
        "## Films",
        "",
        "`python -m engine film LESSON NAME`",
        "",
        "What an exhibit of the museum shows when one walks in: the broken run and its cure, trained by the commands below, with the",
        "pictures that each drew on its way and all numbers of their curves.",
        "",
        "| film | kB | run | seconds |",
        "|---|---|---|---|",
    ]
    for name in films.names():
        film = films.of(name)
        size = (film.sheet.stat().st_size + film.sheet.with_suffix(".json").stat().st_size) / 1e3
        lines += [f"| {name} | {size:.0f} | `{side.command}` | {side.seconds:.0f} |" for side in film.sides]
    return "\n".join(lines)


def section_of_fingerprints() -> str:
    """What pretrained/fingerprints/ holds."""
    lines = [
        "## Fingerprints",
        "",
        "`python -m engine fingerprints`",
        "",
        "Styles without pictures: for each painting the Gram matrices and means that the shipped eye saw in it, at several sizes.",
        "Nothing in them says where anything was, so no painting can be got back from its file. The picture beside each is a texture",
        "that was painted from the fingerprint alone. All artists died in 1955 or before.",
        "",
        "| name | artist | title | year | size |",
        "|---|---|---|---|---|",
    ]
    for name in paint_fingerprints.names():
        about, path = paint_fingerprints.about(name), paint_fingerprints.FOLDER / f"{name}.safetensors"
        kilobytes = path.stat().st_size / 1000
        lines.append(f"| {name} | {about.artist} | {about.title} | {about.year} | {kilobytes:.0f} kB |")
    return "\n".join(lines)
