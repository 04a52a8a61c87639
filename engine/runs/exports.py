"""A run in forms that other programs read: curves as CSV, previews as an animation, the run itself as a notebook."""

import contextlib
import csv
import io
import json
import zipfile

import numpy as np
from PIL import Image

from engine import catalog
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.language.words import N_, _
from engine.runs.run import PreviewFile, Run

FRAME_SECONDS = 0.12
LAST_SECONDS = 1.5
FRAMES = 120
LONGEST = 640
"""Small pictures are enlarged by whole factors up to about this side."""

HOW_TO_START = N_(
    "Start Jupyter in Atelier's folder, so that `engine` is found. The same settings and seed give the same run on the same "
    "kind of device."
)


def curves_csv(run: Run) -> bytes:
    """One row per logged step, one column per curve; a field is empty where nothing was measured."""
    curves = run.curves().refresh()
    table = {name: dict(zip(*line, strict=True)) for name, line in curves.lines.items()}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["step", "seconds", *table])
    for step, seconds in zip(curves.steps, curves.seconds, strict=True):
        writer.writerow([step, seconds, *(line.get(step, "") for line in table.values())])
    return out.getvalue().encode()


def animation(run: Run, name: str, kind: str = "gif") -> bytes:
    """The previews called `name`, oldest first, as an animated GIF or WebP; the last frame stays a while."""
    if kind not in ("gif", "webp"):
        raise Trouble(_("'{kind}' is not an animation that can be made here.", kind=kind), "Choose gif or webp.")
    kept = _thinned([one for one in run.previews() if one.name == name])
    if not kept:
        raise Trouble("This run has no pictures yet.", "Wait for its first preview.")
    frames = []
    for one in kept:
        with (
            contextlib.suppress(OSError, ValueError, SyntaxError),
            Image.open(one.path) as picture,
        ):  # a damaged one is left out
            frames.append(_enlarged(picture.convert("RGB")))
    if not frames:
        raise Trouble("The pictures of this run are damaged.", "Run it again to have new ones.")
    return _animated(frames, kind, FRAME_SECONDS, LAST_SECONDS)


def film(pictures: np.ndarray, kind: str = "gif", seconds: float = 0.05) -> bytes:
    """uint8 pictures (n, h, w, c) as an animated gif or webp, `seconds` each, or as a png with all of them side by side."""
    if kind == "png":
        strip = pictures.transpose(1, 0, 2, 3).reshape(pictures.shape[1], -1, pictures.shape[3])
        out = io.BytesIO()
        Image.fromarray(strip.squeeze()).save(out, "PNG", optimize=True)
        return out.getvalue()
    if kind not in ("gif", "webp"):
        raise Trouble(_("'{kind}' is not an animation that can be made here.", kind=kind), "Choose gif, webp or png.")
    return _animated(
        [_enlarged(Image.fromarray(one.squeeze()).convert("RGB")) for one in pictures], kind, seconds, seconds
    )


def _animated(frames: list[Image.Image], kind: str, each: float, last: float) -> bytes:
    """`each` seconds for a frame, `last` for the last one."""
    durations = [round(each * 1000)] * (len(frames) - 1) + [round(last * 1000)]
    out = io.BytesIO()
    # Lossless, where there is a choice: enlarged pixels have sharp edges.
    frames[0].save(
        out, kind.upper(), save_all=True, append_images=frames[1:], duration=durations, loop=0, lossless=True
    )
    return out.getvalue()


def pictures_zip(run: Run) -> bytes:
    return _zip({one.path.name: one.path.read_bytes() for one in run.previews()})


def everything(run: Run) -> bytes:
    """The whole run: settings, weights, curves, pictures and a notebook that makes it again."""
    parts = {
        "settings.json": json.dumps(configs.to_dict(run.config), indent=1).encode(),
        "curves.csv": curves_csv(run),
        "run.ipynb": notebook(run),
    }
    if run.weights.exists():
        parts["weights.safetensors"] = run.weights.read_bytes()
    return _zip(parts | {f"pictures/{one.path.name}": one.path.read_bytes() for one in run.previews()})


def notebook(run: Run) -> bytes:
    """A Jupyter notebook that trains the run again with the engine and ends on the same numbers."""
    card, curves = catalog.card(run.lesson), run.curves().refresh()
    config = configs.live_only(run.config, curves.turned_until(0))
    settings = ", ".join(f"{name}={value!r}" for name, value in configs.changes(config).items())
    status = run.status()
    turns = [(step, knobs) for step, knobs in curves.turns if step]
    cells = [
        _words(
            f"# {run.title}\n\n{_(card.summary)} ({card.paper})\n\n{_(HOW_TO_START)}",
        ),
        _code(
            f"from engine.core import config as configs\nfrom {type(config).__module__} import {type(config).__name__}\n"
            "from engine import recipes\nfrom engine.events import Preview, Snapshot, Step\n\n"
            f"config = {type(config).__name__}({settings})\n"
            f"recipe = recipes.of({run.lesson!r})\ndata = recipe.supply(config)",
        ),
        _code(
            f"turns = {turns!r}  # (step, live knobs moved right after it)\n"
            "curves, previews = {}, {}\n"
            "loop = recipe.train(config, data)\n"
            "answer = None\n"
            "while True:\n"
            "    try:\n"
            "        event = loop.send(answer)\n"
            "    except StopIteration:\n"
            "        break\n"
            "    answer = None\n"
            "    if isinstance(event, Step):\n"
            "        for name, value in event.metrics.items():\n"
            "            curves.setdefault(name, []).append((event.step, float(value)))\n"
            "    if isinstance(event, Snapshot):\n"
            "        for step, knobs in turns:\n"
            "            if step == event.step:\n"
            "                config = answer = configs.live_only(config, knobs)\n"
            "    if isinstance(event, Preview):\n"
            "        previews[event.name] = event",
        ),
        _code("final = {name: points[-1][1] for name, points in curves.items()}\nfinal"),
        _words(
            _("The run ended at step {step} with:", step=status.step)
            + "\n\n"
            + "\n".join(f"- {_(name)}: {value:.6g}" for name, value in status.metrics.items()),
        ),
        _code(
            "from IPython.display import display\nfrom PIL import Image\n\n"
            "for preview in previews.values():\n"
            "    print(preview.caption)\n"
            "    display(Image.fromarray(preview.picture.squeeze()))",
        ),
    ]
    about = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return json.dumps({"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def _words(text: str) -> dict:
    return {"cell_type": "markdown", "id": f"words{len(text)}", "metadata": {}, "source": text}


def _code(text: str) -> dict:
    return {
        "cell_type": "code",
        "id": f"code{len(text)}",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": text,
    }


def _thinned(previews: list[PreviewFile]) -> list[PreviewFile]:
    """At most FRAMES of them, evenly spread, always with the last."""
    every = -(-len(previews) // FRAMES) or 1
    return previews[::-1][::every][::-1]


def _enlarged(picture: Image.Image) -> Image.Image:
    factor = max(1, LONGEST // max(picture.size))
    return picture.resize((picture.width * factor, picture.height * factor), Image.Resampling.NEAREST)


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            about = zipfile.ZipInfo(name)  # of no date: the same run gives the same archive
            about.external_attr = 0o644 << 16
            archive.writestr(about, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
