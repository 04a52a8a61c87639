"""From a finished run to a shipped model: float16 weights with scores, and the page in pretrained/ that tells of each."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine import catalog, checkpoints, configs, files, images, inference, scores, shelf
from engine.data import library
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
    codec = inference.load(run.weights)
    config = run.config
    data = library.load(config.data, config.pictures)
    beside = {f"map.{key}": value for key, value in codec.held_out.items()}
    path = shelf.FOLDER / f"{name}.safetensors"
    networks = {"encoder": codec.encoder, "decoder": codec.decoder}
    checkpoints.save_weights(path, networks, codec.card, half=True, beside=beside)
    # Scored as shipped: rounded to float16.
    found = scores.SCORES[run.lesson](inference.load(path), data, config)
    card = codec.card | {"name": name, "command": command(run.lesson, config), "scores": scores.as_card(found)}
    checkpoints.save_weights(path, networks, card, half=True, beside=beside)
    write_sheet(inference.load(path), data, shelf.FOLDER / "sheets" / f"{name}.png")
    write_readme()
    return card


def write_sheet(codec: inference.Codec, data: Pictures, path: Path) -> None:
    """What the model makes of held-out pictures, three rows, and of codes drawn by chance, three rows. Its own pictures only."""
    made = codec.reconstruct(data.held_out[:48])
    sheet = images.grid(np.concatenate([made, codec.sample(48)]), across=16)
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(sheet.squeeze()).save(path, optimize=True)


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
the pictures themselves are not at hand. No picture of any data set is stored here.
"""


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
            f"![Three rows of reconstructed held-out pictures, three rows decoded from random codes](sheets/{name}.png)",
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
        sections.append("\n".join([*lines[:1], "", lines[1], "", lines[2], "", *lines[3:]]))
    files.put(shelf.FOLDER / "README.md", ("\n\n".join(sections) + "\n").encode())
