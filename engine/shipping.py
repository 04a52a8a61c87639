"""From a finished run to a shipped model: float16 weights with scores, and the page in pretrained/ that tells of each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine import (
    catalog,
    checkpoints,
    comparing,
    configs,
    easel,
    eyes,
    files,
    fingerprints,
    growing,
    guarding,
    images,
    inference,
    instant,
    inventing,
    judging,
    matching,
    racing,
    report,
    scores,
    scores_paint,
    scores_telling,
    scores_translate,
    sheets_telling,
    sheets_translate,
    shelf,
    telling,
    translating,
)
from engine.data import asked, gallery, provenance
from engine.data.pictures import Pictures
from engine.errors import Trouble
from engine.runs import Run
from engine.training import supply


def ship(run: Run, name: str) -> dict[str, Any]:
    """Write pretrained/NAME.safetensors from a run, scored on held-out pictures, and renew pretrained/README.md."""
    if name not in catalog.card(run.lesson).weights:
        raise Trouble(
            f"The catalogue lists no model called '{name}' for {run.lesson}.",
            f"Choose one of: {', '.join(catalog.card(run.lesson).weights)}.",
        )
    networks, card, beside = inference.opened(run.weights)
    beside = {f"map.{key}": value for key, value in beside.items()}
    config = run.config
    data = supply(run.lesson, config)
    path = shelf.FOLDER / f"{name}.safetensors"
    checkpoints.save_weights(path, networks, card, half=True, beside=beside)
    # Scored as shipped: rounded to float16.
    model = OPENED.get(run.lesson, inference.load)(path)
    found = SCORES[run.lesson](model, data, config)
    card = card | {"name": name, "command": command(run.lesson, config), "scores": scores.as_card(found)}
    if run.lesson in REPORTS:
        card["report"] = REPORTS[run.lesson](model)
    checkpoints.save_weights(path, networks, card, half=True, beside=beside)
    sheet, words = SHEETS.get(run.lesson, sheet_of_codec)(model, data)
    write_sheet(sheet, shelf.FOLDER / "sheets" / f"{name}.png", words)
    write_readme()
    return card


OPENED: dict[str, Callable[[Path], Any]] = {
    "judge": judging.load,
    "gan": inventing.load,
    "cgan": inventing.load,
    "progan": growing.load,
    "eye": eyes.opened,
    "instant": lambda path: instant.Instant(str(path)),
    "cyclegan": translating.both,
    "pix2pix": translating.opened,
    "guard": lambda path: guarding.Guard(str(path)),
    "reader": matching.load,
    "stackgan": telling.load,
}
"""Lesson -> what opens its weights; all others hold an encoder and a decoder."""

SCORES: dict[str, Callable[[Any, Any, Any], list[scores.Score]]] = {
    **scores.SCORES,
    **scores_telling.SCORES,
    **scores_translate.SCORES,
    "eye": scores_paint.eye,
    "instant": scores_paint.instant,
}

REPORTS: dict[str, Callable[[Any], Any]] = {
    "concepts": lambda codec: report.as_text(report.report(codec)),
    "eye": lambda eye: comparing.as_text(comparing.compare()),
}
"""Lesson -> tables for its section of pretrained/README.md, beside the scores."""


def sheet_of_codec(codec: inference.Codec, data: Pictures) -> tuple[np.ndarray, str]:
    """What the model makes of held-out pictures and of codes drawn by chance. Its own pictures only."""
    made = np.concatenate([codec.reconstruct(data.held_out[:48]), codec.sample(48)])
    return images.grid(
        made, across=16
    ), "Three rows of reconstructed held-out pictures, three rows decoded from random codes"


def sheet_of_judge(judge: judging.Judge, data: Pictures) -> tuple[np.ndarray, str]:
    """Pictures that a shipped model invented, as the judge sees them: no picture of a person."""
    if data.name in INVENTORS:
        faces, whose = inference.load(shelf.find(INVENTORS[data.name])).sample(INVENTED), INVENTORS[data.name]
        words = f"Of {INVENTED} pictures that {whose} invented"
    else:
        faces, words = data.held_out[:INVENTED], f"Of {INVENTED} held-out pictures, drawn by Atelier itself"
    order = judge.probabilities(faces)[:, :MARKS].argsort(axis=0)
    shown = ", ".join(mark.title for mark in judge.marks[:MARKS])
    return images.sheet(
        [faces[order[place]] for place in (-1, -2, 1, 0)]
    ), f"{words}, the two surest to have a mark, and the two surest to lack it: {shown}"


INVENTORS = {
    "faces": "faces-cartoon",
    "faces-photo": "faces-photo",
    "glyphs": "vae-conv-glyphs",
    "mnist": "vae-conv-mnist",
    "fashion-mnist": "vae-conv-fashion-mnist",
}
"""Picture set -> the shipped model that invents pictures like it. It has to be shipped before a judge's sheet can be made."""

INVENTED, MARKS = 400, 10


def sheet_of_inventor(inventor: inventing.Inventor, data: Pictures) -> tuple[np.ndarray, str]:
    return images.grid(inventor.sample(96), across=16), "Invented from noise; nothing was picked out"


def sheet_of_conditional(inventor: inventing.Inventor, data: Pictures) -> tuple[np.ndarray, str]:
    """A column for each wish, a row for each noise."""
    wishes, words = np.eye(inventor.labels, dtype=np.float32), list(inventor.wishes)
    if not asked.of(data).one:  # marks go together freely, so they can also be left out
        wishes, words = np.concatenate([np.zeros_like(wishes[:1]), wishes]), ["nothing", *words]
    rows = [inventor.invent(np.repeat(one[None], len(wishes), 0), wishes) for one in inventor.noise(5)]
    return images.sheet(rows), f"Each row from one noise; asked for, from left to right: {', '.join(words)}"


def sheet_of_grower(grower: growing.Grower, data: Pictures) -> tuple[np.ndarray, str]:
    """The same noise at every resolution, and below that what it invents when it is done."""
    tower = grower.tower(grower.noise(16, seed=1))
    rows = [images.enlarged(made, grower.size) for made in tower.values()]
    made = grower.sample(64)
    words = "Above, each column is one noise at 4, 8, 16, 32 and 64 pixels; below, invented from noise. Nothing was picked out"
    return images.sheet([*rows, *np.split(made, 4)]), words


def sheet_of_eye(eye: eyes.Eye, data: Pictures) -> tuple[np.ndarray, str]:
    """Paintings of drawn scenes in drawn styles: no photograph and no painting by anybody else."""
    contents, styles = (
        ("scene:harbour", "scene:cat"),
        ("painting:waves", "painting:stained-glass", "painting:flow-field"),
    )
    words = f"Drawn scenes on the left, drawn styles above, and what this eye makes of them in {comparing.STEPS} steps"
    return comparing.table(eye, contents, styles), words


def sheet_of_painter(painter: instant.Instant, data: Pictures) -> tuple[np.ndarray, str]:
    contents = [gallery.picture(name, 256) for name in ("scene:harbour", "scene:cat", "scene:lake")]
    names = ("waves", "stained-glass", "flow-field", "woodcut", "mosaic")
    styles = [easel.style(f"painting:{name}", longest=256) for name in names]
    above = np.stack(
        [np.full_like(contents[0], 255), *(style.picture for style in styles if style.picture is not None)]
    )
    rows = [np.stack([one, *(painter.paint(one, [style]) for style in styles)]) for one in contents]
    return images.sheet([above, *rows]), "Drawn scenes on the left, drawn styles above, each painted in one pass"


SHEETS: dict[str, Callable[[Any, Any], tuple[np.ndarray, str]]] = {
    "judge": sheet_of_judge,
    "gan": sheet_of_inventor,
    "cgan": sheet_of_conditional,
    "progan": sheet_of_grower,
    "eye": sheet_of_eye,
    "instant": sheet_of_painter,
    **sheets_telling.SHEETS,
    **sheets_translate.SHEETS,
}


def write_sheet(sheet: np.ndarray, path: Path, words: str) -> None:
    """The sheet's caption travels in the file."""
    path.parent.mkdir(exist_ok=True)
    about = PngInfo()
    about.add_text("Description", words)
    Image.fromarray(sheet.squeeze()).save(path, optimize=True, pnginfo=about)


def command(lesson: str, config: Any) -> str:
    """The command line that trains this model again."""
    flags = []
    for name, value in configs.changes(config).items():
        flag = "--" + name.replace("_", "-")
        flags.append(f"{flag} {value}" if not isinstance(value, bool) else flag if value else f"--no-{flag[2:]}")
    return " ".join(["python -m engine train", lesson, *flags])


INTRODUCTION = """# Shipped models

Each file here was trained by the project's own commands and by nothing else. The first line of each section trains the same
model again; `python -m engine ship RUN NAME` then scores it and writes this page. Weights are float16 safetensors, with the
card as JSON in the header. Scores are means over held-out pictures with their 95 % interval.

Beside the weights a file holds `map.codes` and `map.labels`: the codes of held-out pictures, for drawing the map where
the pictures themselves are not at hand; models of faces hold the codes of training pictures too, and the marks of both, so
that concept vectors can be built. No picture of any data set is stored here.
"""


WEAK = {
    "eye": "Where shapes and style pull equally hard it keeps shapes less well than VGG-19 itself: see the content losses below.",
    "facades": "Walls are soft and mostly beige, and what stands at street level melts into brown.",
    "faces-photo": "Pictures are soft, and hats and glasses follow their vectors only half of the way.",
    "gan-faces": "Looked at closely, a fine grid lies on the pictures.",
    "gan-faces-photo": "Faces are often askew, and no two eyes quite agree.",
    "gan-glyphs": "It draws only some of the many forms that letters have: see its coverage.",
    "guard": "Of paintings by others than Monet it takes one in four for a photograph.",
    "instant": "In an even sky one kind of stroke repeats, and swirls as large as van Gogh's need painting step by step.",
    "photo2monet": "It is a photograph with coloured flecks rather than a painting: seven of ten results bear a fine lattice of 4 pixels, and even skies get blotches. Its critics see only through an eye with strides, whose gradient has that lattice.",
    "progan-faces": "Mouths and glasses are coarse, and hair runs beyond its edges: as a painter a DCGAN is ahead.",
    "scenes": "Windows melt into one another, and what stands on a house wall is guessed.",
    "text-faces": "Grounds are grainy, as if on rough paper; asked for a colour and a style of hair that it never met together, it gets one of them wrong in every second picture.",
    "text-shapes": "Edges waver, circles have corners, and with a pair of words it never met a shape or a colour is wrong now and then. The noise moves and shades things little.",
}
"""Model -> what it cannot do, said beside its picture."""


def words_of(sheet: Path) -> str:
    """The caption of a sheet."""
    with Image.open(sheet) as image:
        return image.info.get(
            "Description", "Three rows of reconstructed held-out pictures, three rows decoded from random codes"
        )


def write_readme() -> None:
    """pretrained/README.md, from the cards of the files that lie beside it."""
    sections = [INTRODUCTION]
    for name in shelf.shipped():
        path = shelf.find(name)
        card = shelf.card(path)
        source = provenance.of(card["lesson"], card["config"]["data"])
        lines = [
            f"## {name}",
            f"`{card['command']}`",
            f"![{words_of(shelf.FOLDER / 'sheets' / f'{name}.png')}](sheets/{name}.png)",
            *([f"- weak: {WEAK[name]}"] if name in WEAK else []),
            f"- data: {source.title}, {source.from_whom}; licence: {source.licence}",
            f"- steps: {card['step']:,}, seed {card['config']['seed']}, {card['seconds']:.0f} s on {card['device']}",
            f"- size: {path.stat().st_size / 1e6:.2f} MB",
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
    if fingerprints.names():
        sections.append(section_of_fingerprints())
    if racing.names():
        sections.append(section_of_races())
    files.put(shelf.FOLDER / "README.md", ("\n\n".join(sections) + "\n").encode())


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
    for name in racing.names():
        found, _ = racing.shipped(name)
        for racer in found["racers"]:
            kid, coverage = (racer["curves"][curve]["values"][-1] for curve in ("KID", "coverage"))
            lines.append(
                f"| {name} | {found['seconds']:.0f} | `{racer['command']}` | {racer['steps']:,} | {kid:.2f} | {coverage:.2f} |"
            )
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
    for name in fingerprints.names():
        about, path = fingerprints.about(name), fingerprints.FOLDER / f"{name}.safetensors"
        kilobytes = path.stat().st_size / 1000
        lines.append(f"| {name} | {about.artist} | {about.title} | {about.year} | {kilobytes:.0f} kB |")
    return "\n".join(lines)
