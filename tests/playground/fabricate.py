"""Run folders as a worker leaves them, made without training: in each state, with curves and pictures."""

import json
import math
import shutil
import time

import numpy as np
import torch
from PIL import Image

from engine import catalog
from engine.core import config as configs
from engine.data import cards, marks
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.gan.train import networks_of
from engine.lessons.compete.progan import schedule, train
from engine.lessons.compete.progan.network import Discriminator, Generator
from engine.lessons.compete.wishes import Asked
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.flow.pictures.network import UNet
from engine.lessons.paint.style.config import StyleConfig
from engine.runs import jobs, store
from engine.runs.run import ACTIVE, WAITING, Run, Status
from engine.weights import checkpoint
from tests import stand_in


def run(
    state: str = "finished",
    *,
    step: int | None = None,
    steps: int = 200,
    title: str | None = None,
    parent: str | None = None,
    message: str = "",
    advice: str = "",
    previews: tuple[str, ...] = ("reconstructions",),
    offset: float = 0.0,
    **settings,
) -> Run:
    """A run that stands as `state`. Unless told otherwise it is half done, or done if it is finished."""
    made = store.create("autoencoder", AutoencoderConfig(steps=steps, **settings), title=title, parent=parent)
    if step is None:
        step = {"finished": steps, "new": 0, "waiting": 0, "starting": 0}.get(state, steps // 2)
    curves = _curves(made, step, offset)
    every = max(1, steps // 10)
    for at in range(every, step + 1, every):
        for name in previews:
            _preview(made, at, name, steps)
    if previews and step:
        captions = dict.fromkeys(previews, "Held-out pictures above, their reconstructions below.")
        (made.path / "previews" / "captions.json").write_text(json.dumps(captions))
    return _leave(made, state, step, curves, message, advice)


def painting(
    state: str = "finished", *, step: int | None = None, steps: int = 40, title: str | None = None, **settings
) -> Run:
    """A painting that stands as `state`: small pictures that turn from grey to red, and the curves of its losses."""
    made = store.create("style", StyleConfig(**{"steps": steps, "size": 96, **settings}), title=title)
    if step is None:
        step = {"finished": steps, "new": 0, "waiting": 0, "starting": 0}.get(state, steps // 2)
    lines, last = [], {}
    for at in range(1, step + 1):
        last = {"content": 0.5 - 0.2 / at, "style": 1 / at, "smoothness": 0.02, "pull of style": 1.0}
        last |= {"weight of content": 3.25, "weight of style": 8.5, "weight of smoothness": 5.0}
        lines.append(json.dumps({"step": at, "seconds": at / 20, "metrics": last}) + "\n")
    (made.path / "events.jsonl").write_text("".join(lines))
    for at in range(4, step + 1, 4):
        picture = np.full((64, 96, 3), (100 + 100 * at // steps, 100, 100), np.uint8)
        Image.fromarray(picture).save(made.path / "previews" / f"{at:08d}-picture.png")
    (made.path / "previews" / "captions.json").write_text(json.dumps({"picture": "The canvas."}))
    return _leave(made, state, step, last)


def _leave(made: Run, state: str, step: int, metrics: dict[str, float], message: str = "", advice: str = "") -> Run:
    """Let the folder say so."""
    steps = made.config.steps
    if step:
        made.weights.write_bytes(b"weights")
        (made.path / "resume.pt").write_bytes(b"state")
    if state == "failed":
        (made.path / "error.txt").write_text("Traceback (most recent call last):\n  MemoryError\n")
    stand_in.for_worker(made, state)
    status = Status(
        state="training" if state == "interrupted" else state,
        step=step,
        steps=steps,
        rate=20.0 if state == "training" else 0.0,
        left=(steps - step) / 20 if state == "training" else 0.0,
        seconds=step / 20,
        metrics=metrics,
        message=message,
        advice=advice,
        device="CPU" if step else "",
        queued=time.time(),
    )
    made.write_status(status)
    if state in (WAITING, *ACTIVE):
        jobs.mark(made)
    return made


def _curves(made: Run, step: int, offset: float) -> dict[str, float]:
    lines, last = [], {}
    for at in range(1, step + 1):
        training = 0.1 + 0.6 * math.exp(-at / 40) + offset + 0.02 * math.sin(at * 1.7)
        metrics = {"training loss": training}
        if at % 10 == 0 or at == 1:
            metrics |= {"held-out loss": training + 0.02, "PSNR (dB)": 10 + 10 * (1 - math.exp(-at / 60))}
        lines.append(json.dumps({"step": at, "seconds": at / 20, "metrics": metrics}) + "\n")
        last |= metrics
    (made.path / "events.jsonl").write_text("".join(lines))
    return last


def _preview(made: Run, step: int, name: str, steps: int) -> None:
    """A sheet of 2 x 10 gradients that sharpen with the steps."""
    y, x = np.mgrid[0:28, 0:28] / 27
    tile = 255 * (np.hypot(x - 0.5, y - 0.5) < 0.1 + 0.35 * step / steps)
    sheet = np.tile(tile.astype(np.uint8), (2, 10))
    Image.fromarray(sheet).save(made.path / "previews" / f"{step:06d}-{name}.png")


def forget(made: Run) -> None:
    """As if the run had been made on another computer."""
    shutil.rmtree(made.path)


def generator(lesson: str, title: str | None = None, **settings) -> Run:
    """A finished run of a GAN that has never learnt: tiny networks, whose weights come by chance but draw clear pictures."""
    small = {"width": 4, "latent": 8, "pictures": 60, "steps": 1}
    made = store.create(lesson, catalog.card(lesson).config(**{**small, **settings}), title=title)
    config, about = made.config, cards.SETS[made.config.data]
    classes = [mark.title for mark in marks.MARKS.get(config.data, ()) if mark.attribute == marks.LABEL]
    names, nothing = compete_wishes.names(config.data, classes), np.zeros(0)
    wishes = Asked(names, nothing, nothing, one=bool(classes)) if lesson == "cgan" else None
    networks = networks_of(config, about.channels, about.size, wishes)
    torch.manual_seed(config.seed)
    for network in networks:
        for name, value in network.state_dict().items():
            if value.dim() > 1:
                value.normal_(0, 1.2 / value[0].numel() ** 0.5)
            elif name.endswith(("running_mean", "bias")):
                value.normal_(0, 0.2)
    card = {"lesson": lesson, "config": configs.to_dict(config), "classes": classes}
    checkpoint.save_weights(made.weights, dict(zip(("generator", "discriminator"), networks, strict=True)), card)
    made.write_status(Status(state="finished", step=1, steps=1))
    return made


def flow(title: str | None = None) -> Run:
    """A finished run of pictures out of noise, of two classes; its weights came by chance."""
    made = store.create("pictures", catalog.card("pictures").config(width=8), title=title)
    torch.manual_seed(0)
    network = UNet(1, 28, 8, 4, 2)
    torch.nn.init.normal_(network.end[-1].weight, std=0.05)
    card = {"lesson": "pictures", "config": configs.to_dict(made.config), "step": 1, "classes": ["A", "B"]}
    checkpoint.save_weights(made.weights, {"flow": network}, card)
    made.write_status(Status(state="finished", step=1, steps=1))
    return made


def grown(step: int = 9, title: str | None = None, **settings) -> Run:
    """A finished run of a progressive GAN whose weights came by chance, as grown as at this step."""
    small = {"width": 8, "latent": 8, "phase": 1, "steps": 9, "pictures": 60}
    made = store.create("progan", catalog.card("progan").config(**{**small, **settings}), title=title)
    config = made.config
    torch.manual_seed(config.seed)
    generator = Generator(3, int(config.size), config.width, config.latent)
    networks = {"generator": generator, "discriminator": Discriminator(3, int(config.size), config.width)}
    for side in schedule.sides(int(config.size))[1:]:
        networks[f"at-{side}"] = train.cut_to(generator, side)
    card = {"lesson": "progan", "config": configs.to_dict(config), "step": step, "classes": []}
    checkpoint.save_weights(made.weights, networks, card)
    made.write_status(Status(state="finished", step=step, steps=config.steps))
    return made
