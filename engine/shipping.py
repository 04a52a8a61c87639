"""From a finished run to a shipped model: float16 weights with scores, and the page in pretrained/ that tells of each."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine import catalog, checkpoints, configs, files, images, inference, inventing, judging, report, scores, shelf
from engine.data import asked, library
from engine.data.pictures import Pictures
from engine.errors import Trouble
from engine.runs import Run


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
    data = library.load(config.data, config.pictures)
    path = shelf.FOLDER / f"{name}.safetensors"
    checkpoints.save_weights(path, networks, card, half=True, beside=beside)
    # Scored as shipped: rounded to float16.
    model = OPENED.get(run.lesson, inference.load)(path)
    found = scores.SCORES[run.lesson](model, data, config)
    card = card | {"name": name, "command": command(run.lesson, config), "scores": scores.as_card(found)}
    if run.lesson in REPORTS:
        card["report"] = REPORTS[run.lesson](model)
    checkpoints.save_weights(path, networks, card, half=True, beside=beside)
    sheet, words = SHEETS.get(run.lesson, sheet_of_codec)(model, data)
    write_sheet(sheet, shelf.FOLDER / "sheets" / f"{name}.png", words)
    write_readme()
    return card


OPENED = {"judge": judging.load, "gan": inventing.load, "cgan": inventing.load}
"""Lesson -> what opens its weights; all others hold an encoder and a decoder."""

REPORTS = {"concepts": lambda codec: report.as_text(report.report(codec))}
"""Lesson -> tables for its section of pretrained/README.md, beside the scores."""


def sheet_of_codec(codec: inference.Codec, data: Pictures) -> tuple[np.ndarray, str]:
    """What the model makes of held-out pictures and of codes drawn by chance. Its own pictures only."""
    made = np.concatenate([codec.reconstruct(data.held_out[:48]), codec.sample(48)])
    return images.grid(
        made, across=16
    ), "Three rows of reconstructed held-out pictures, three rows decoded from random codes"


def sheet_of_judge(judge: judging.Judge, data: Pictures) -> tuple[np.ndarray, str]:
    """Pictures that a shipped model invented, as the judge sees them: no picture of a person."""
    codec = inference.load(shelf.find(INVENTORS[data.name]))
    faces = codec.sample(INVENTED)
    order = judge.probabilities(faces)[:, :MARKS].argsort(axis=0)
    shown = ", ".join(mark.title for mark in judge.marks[:MARKS])
    words = f"Of {INVENTED} pictures that {INVENTORS[data.name]} invented, the two surest to have a mark, and the two surest to lack it: {shown}"
    return images.sheet([faces[order[place]] for place in (-1, -2, 1, 0)]), words


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


SHEETS = {"judge": sheet_of_judge, "gan": sheet_of_inventor, "cgan": sheet_of_conditional}


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
        about = library.SETS[card["config"]["data"]]
        lines = [
            f"## {name}",
            f"`{card['command']}`",
            f"![{words_of(shelf.FOLDER / 'sheets' / f'{name}.png')}](sheets/{name}.png)",
            f"- data: {about.title}, {about.from_whom}; licence: {about.licence}",
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
    files.put(shelf.FOLDER / "README.md", ("\n\n".join(sections) + "\n").encode())
