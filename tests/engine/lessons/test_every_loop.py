"""The contract that every training loop keeps, whatever its lesson."""

import copy
import dataclasses
from functools import lru_cache
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine import catalog, recipes
from engine.core import config as configs
from engine.data import marks
from engine.data.cards import SHAPES
from engine.data.drawn import points
from engine.data.pairs import Pairs
from engine.data.pictures import Pictures
from engine.data.sentences import worlds
from engine.data.sentences.worlds import PicturesWithSentences
from engine.data.unpaired import Domains
from engine.events import Preview, Snapshot, Step
from engine.lessons.compete import witness
from engine.lessons.compete.stackgan.config import StackConfig
from engine.lessons.flow.pictures import looks as flow_looks
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye import train as eye_train
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS, WIDTHS, CompactEye
from engine.lessons.helpers.reader.config import ReaderConfig
from engine.lessons.paint.brush.inputs import BrushInputs
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.instant import train as instant_train
from engine.lessons.paint.style import canvas
from engine.lessons.translate.cyclegan import guide
from engine.lessons.write.letters import film as letters_film
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.texts.library import Text
from engine.weights import checkpoint

SETTINGS = {
    "autoencoder": [
        {"noise": "gaussian", "bottleneck": 2},
        {"form": "connected", "loss": "mse"},
        {"noise": "mixed", "optimiser": "rmsprop", "data": "faces"},
        {"noise": "salt", "noise_level": 0.1, "target": "noisy", "optimiser": "adadelta", "learning_rate": 1.0},
        {"noise": "blocks", "width": 4},
        {"noise": "plus", "noise_level": 0.1, "form": "squeezed", "width": 2, "sparsity": 0.1, "learning_rate": 0.01},
    ],
    "vae": [
        {"latent": 2, "width": 2},
        {
            "form": "convolutional",
            "latent": 20,
            "likelihood": "gaussian",
            "warm_up": 5,
            "cool_down": 0.5,
            "data": "faces",
        },
        {"hidden": 2, "activation": "leaky", "width": 1, "likelihood": "learnt", "path": False},
    ],
    "concepts": [
        {"width": 4, "latent": 8, "adversarial": 0.5, "critic_from": 0, "shift": 2, "learning_rate": 0.005},
        {"width": 4, "latent": 8, "perceptual": 0.0, "flip": False, "learning_rate": 0.005},
    ],
    "brush": [{"side": 64, "batch": 2, "width": 8, "blocks": 1, "look": 64}],
    "cyclegan": [
        {
            **{
                "width": 4,
                "blocks": 1,
                "critic_width": 4,
                "side": 32,
                "near": 2,
                "learning_rate": 0.002,
            },
            **{"sight": True, "guide": True, "grain": True},
        },
        {
            "width": 4,
            "blocks": 2,
            "critic_width": 4,
            "side": 32,
            "batch": 2,
            "pool": 3,
            "identity": 0.0,
            "learning_rate": 0.002,
        },
        {
            **{"width": 4, "form": "unet", "depth": 2, "grow": "transposed", "residual": False, "patch": "16"},
            **{"critic_width": 4, "norm": "instance", "side": 32, "first_side": 16, "batch": 2},
            **{"optimiser": "muon", "learning_rate": 0.002, "augment": False, "average": 0.0, "cool_down": 0.0},
        },
        {
            **{"recipe": "there", "width": 4, "blocks": 1, "critic_width": 4, "side": 32, "near": 2, "batch": 2},
            **{"residual": False, "norms": "layer", "detail": False, "learning_rate": 0.002, "critic_rate": 0.0001},
        },
        {
            **{"recipe": "joined", "width": 4, "blocks": 1, "critic_width": 4, "side": 32, "near": 2, "identity": 0.0},
            **{"warm_up": 2, "residual": False, "learning_rate": 0.002, "average": 0.0, "critic_rate": 0.0001},
        },
    ],
    "dream": [
        {"size": 64, "octaves": 2, "strength": 0.04},
        {"size": 64, "octaves": 1, "dive": 5.0, "guide": "scene:cat", "strength": 0.04},
    ],
    "eye": [
        {"side": 64, "batch": 4, "learning_rate": 0.05},
        {"side": 64, "batch": 4, "easels": 8, "gram": 0.0, "learning_rate": 0.05},
    ],
    "finder": [{"width": 4, "learning_rate": 0.01}],
    "guard": [{"side": 32, "views": 2, "learning_rate": 0.01}],
    "instant": [{"side": 64, "batch": 4, "learning_rate": 0.03}],
    "letters": [
        {"weights": 10_000, "length": 16, "learning_rate": 0.03},
        {"kind": "transformer", "weights": 10_000, "length": 70, "learning_rate": 0.01},
    ],
    "judge": [
        {"width": 4},
        {"width": 4, "flip": False, "soften": False},
        {"data": "mnist", "width": 4, "flip": False, "batch": 32},
    ],
    "gan": [
        {"width": 4},
        {
            "width": 4,
            "form": "connected",
            "objective": "minimax",
            "prior": "uniform",
            "output": "sigmoid",
            "average": 0.0,
        },
        {"width": 4, "data": "faces", "size": "32", "objective": "wgan-gp", "grow": "resize", "flip": True, "k": 2},
        {"width": 4, "objective": "hinge", "spectral": True, "grow": "uneven", "norm": "none", "augment": True},
        {"width": 4, "data": "faces", "start": "faces-photo", "latent": 128, "eye": 0.5},
        {
            **{"width": 4, "objective": "least-squares", "shrink": "max-pool", "activation": "relu", "dropout": 0.3},
            **{"together": True, "wrong": 0.2, "smoothing": 0.1, "norm": "generator"},
        },
        {
            **{"width": 4, "data": "faces", "size": "32", "form": "one-doubling", "norm": "none", "latent": 32},
            **{"optimiser": "rmsprop", "clip": 1.0, "decay": 0.001, "label_noise": 0.05, "together": True},
            **{"dropout": 0.4, "generator_dropout": 0.1, "generator_activation": "leaky-relu", "average": 0.0},
        },
        {"width": 4, "optimiser": "sgd", "frozen": False, "kernel": "5", "generator_rate": 0.1, "ahead": 1},
    ],
    "cgan": [
        {"width": 4, "data": "mnist"},
        {"width": 4, "data": "mnist", "label": "joined", "together": True},
        {"width": 4, "data": "faces", "size": "32", "label": "embedding"},
        {"width": 4, "data": "faces", "size": "32", "objective": "wgan-gp"},
        {"width": 4, "data": "mnist", "form": "connected", "objective": "relativistic"},
    ],
    "progan": [
        {"width": 4, "latent": 8, "phase": 1},
        {"width": 4, "latent": 8, "phase": 2, "size": "16", "objective": "wgan-gp", "augment": True, "flip": False},
        {"width": 4, "latent": 8, "phase": 1, "size": "32", "data": "mnist", "flip": False, "average": 0.0},
    ],
    "pictures": [
        {"width": 8, "learning_rate": 0.005, "cool_down": 0.0},
        {"width": 8, "data": "faces", "size": "32", "fold": "4", "flip": True, "path": "ddpm", "learning_rate": 0.03},
        {"width": 8, "fold": "1", "asked": False, "times": "even", "average": 0.0, "learning_rate": 0.005},
    ],
    "pix2pix": [
        {"width": 4, "depth": 2, "critic_width": 4, "side": 32, "batch": 2, "learning_rate": 0.002},
        {
            **{"width": 4, "form": "resnet", "blocks": 1, "critic_width": 4, "side": 32, "batch": 2, "patch": "1"},
            **{"norm": "none", "average": 0.0, "optimiser": "muon", "grow": "transposed", "learning_rate": 0.002},
        },
        {
            **{"width": 4, "depth": 2, "critic_width": 4, "side": 32, "batch": 2, "learning_rate": 0.002},
            **{"fixed": "l2", "l1": 500.0, "grain": True, "skips": False, "noise": 0.0, "patch": "70-padded"},
        },
    ],
    "plane": [
        {"shape": "eight", "batch": 64, "learning_rate": 0.02},
        {
            "shape": "moons",
            "predicts": "noise",
            "waves": 0,
            "sampler": "ddpm",
            "walk": 2,
            "batch": 64,
            "learning_rate": 0.02,
        },
        {
            "shape": "ring",
            "predicts": "score",
            "width": 8,
            "sampler": "heun",
            "walk": 3,
            "batch": 64,
            "learning_rate": 0.02,
        },
    ],
    "points": [
        {"shape": "eight"},
        {"shape": "eight", "objective": "relativistic", "width": 8},
        {"shape": "ring", "objective": "wgan-gp", "activation": "tanh", "latent": 1},
        {"shape": "moons", "objective": "hinge", "noise": "uniform", "layers": 1},
        {"shape": "line", "objective": "least-squares", "smoothing": 0.1, "activation": "relu", "width": 64},
    ],
    "reader": [
        {"width": 4, "text": 8, "batch": 4, "wrong": 2, "reading": 0.4},
        {"data": "faces", "width": 4, "text": 8, "batch": 4, "wrong": 1, "reading": 0.5},
    ],
    "stackgan": [
        {"width": 4, "noise": 2, "batch": 4, "wrong": 2, "sketching": 0.3},
        {
            **{"data": "faces", "width": 4, "noise": 2, "batch": 4, "wrong": 1, "sketch": "16"},
            **{"sketching": 0.5, "average": 0.0, "variety": 0.0},
        },
    ],
    "style": [
        {"size": 64},
        {"size": 64, "coarse": False, "optimiser": "adam", "start": "noise", "colours": "luminance"},
        {"size": 64, "coarse": False, "start": "style", "colours": "match", "relu1_1": 0.0, "smooth_weight": 3.0},
        {"size": 64, "coarse": False, "optimiser": "sgd", "descent": 5.0, "decay": 0.5},
    ],
}
"""For each lesson the settings that reach its branches. A lesson without a line here fails."""

COMMON = {"steps": 8, "batch": 8, "preview_every": 4}

STOP = 3
"""The step at which a run is left, to be gone on with."""

CASES = [(lesson, settings) for lesson in catalog.CARDS for settings in SETTINGS[lesson]]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}-{'-'.join(map(str, case[1].values()))}")
def case(request):
    lesson, settings = request.param
    config = small(lesson, settings, **COMMON)
    return recipes.of(lesson).train, config, pictures(config)


@pytest.fixture(scope="module")
def run(case, tmp_path_factory):
    """A whole run of the case, for all who only look at it: its events, the states that it offered, and where it was left."""
    train, config, data = case
    found = SimpleNamespace(events=[], states={}, strayed=[], resume=tmp_path_factory.mktemp("run") / "resume.pt")
    for event in train(config, data):
        found.events.append(event)
        if not torch.is_grad_enabled():
            found.strayed.append(event)
        if isinstance(event, Snapshot):
            found.strayed += [event for network in event.networks.values() if not network.training]
            found.states[event.step] = checkpoint.state(event)
            if event.step == 1:
                found.first = copy.deepcopy(found.states[1])
            if event.step == STOP:
                checkpoint.save_state(found.resume, checkpoint.state(event))
    return found


@pytest.fixture(scope="module", autouse=True)
def little_work():
    """What a look reports is tested elsewhere, and so is the eye that ships: here both only have to do their part."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(witness, "ASKED", 16)
        patch.setattr(guide, "LOOKED_AT", 32)
        patch.setattr(canvas, "COARSEST", 32)
        patch.setattr(instant_train, "WIDTHS", (8, 12, 16))
        patch.setattr(letters_film, "LENGTH", 50)
        for name, value in {"SHOWN": 10, "STEPS": 2, "STATIONS": 3, "ROWS": 1}.items():
            patch.setattr(flow_looks, name, value)
        for name, value in {"WIDTHS": LOOKS, "READINGS": SAYS, "FIRST_LOOK": 16}.items():
            patch.setattr(eye_train, name, value)
        patch.setattr(eye_model, "teacher", lambda: random_teacher)
        patch.setattr(eye_model, "load", random_eye)
        yield


LOOKS, SAYS = (16, 16, 24, 24, 32), (3, 8, 8, 8, 8)
"""Channels of a small eye, and the axes of what it says."""


@lru_cache
def random_eye(name: str) -> Eye:
    with torch.random.fork_rng(devices=()):
        torch.manual_seed(0)
        return Eye(name, CompactEye(list(LOOKS), list(SAYS)).folded())


def random_teacher(x):
    """VGG-19 is not on every machine: what an eye learns here are fixed random convolutions of the same form."""
    seen = {}
    for name, width in zip(LAYERS, WIDTHS, strict=True):
        weight = torch.randn(width, x.shape[1], 1, 1, generator=torch.Generator().manual_seed(width))
        x = torch.nn.functional.conv2d(x.float(), weight / x.shape[1]).relu()
        seen[name], x = x, torch.nn.functional.avg_pool2d(x, 2)
    return seen


def small(lesson, settings, **common):
    """The lesson's config with these settings, and with those common ones that it knows."""
    cls = catalog.card(lesson).config
    return cls(**{name: value for name, value in common.items() if name in configs.kinds(cls)} | settings)


def pictures(config) -> Pictures:
    """A set that is trivial to learn: each class is one picture of two bars, with a little noise. To paint: bars and rings."""
    if hasattr(config, "content"):
        side = config.size
        y, x = np.mgrid[:side, :side][:, :, :, None] / side * 6
        bars, rings = np.sin(2 * x + [0, 1, 2]), np.sin(9 * np.hypot(y - 3, x - 2) * [1.0, 0.9, 0.8])
        content, style = (np.uint8(np.broadcast_to(127 + 100 * one, (side, side, 3))) for one in (bars, rings))
        return PaintingInputs(content, (Style("rings", 1.0, style, None),), None)
    if hasattr(config, "look"):
        coloured = np.random.default_rng(0).integers(0, 60, (10, 80, 80, 3), dtype=np.uint8)
        for at, picture in enumerate(coloured):
            picture[8 * at : 8 * at + 20] += 150
        style = np.uint8(np.indices((64, 64, 3)).sum(0) % 8 * 30)
        return BrushInputs(coloured[:8], coloured[8:], Style("stripes", 1.0, style, None))
    if isinstance(config, LettersConfig):
        return Text("rows", "abcd efgh (ij)\n" * 40, "abcd efgh (ij)\n" * 8, "ab")
    if hasattr(config, "critic_width"):
        return sides(config)
    if isinstance(config, ReaderConfig | StackConfig):
        return few(config.data)
    if hasattr(config, "views"):
        kinds = np.random.default_rng(0).integers(0, 255, (30, 32, 32, 3), dtype=np.uint8)
        kinds[::3] //= 8
        kinds[1::3, :, ::2] = 200
        labels = np.arange(30) % 3
        return Pictures("kinds", kinds[:24], kinds[24:], labels[:24], labels[24:])
    if config.data == "people":
        some = np.random.default_rng(0).integers(0, 60, (30, 109, 89, 3), dtype=np.uint8)
        labels = np.arange(30) % 3
        for across in (34, 54):
            some[labels > 0, 52:60, across - 4 : across + 4] = 250
        return Pictures("people", some[:24], some[24:], labels[:24], labels[24:])
    if config.data in SHAPES:
        return points.Points(config.data, points.draw(config.data, 64, seed=0), points.draw(config.data, 60, seed=1))
    size, channels = (64, 3) if config.data in ("faces", "art") else (28, 1)
    rng = np.random.default_rng(0)
    labels = np.arange(80) % 4
    images = rng.integers(0, 20, (80, size, size, channels), dtype=np.uint8)
    for picture, label in zip(images, labels, strict=True):
        picture[4 + 5 * label : 8 + 5 * label] = 235
        picture[:, 4 + 5 * label : 8 + 5 * label] = 235
    names = ("a", "b", "c", "d")
    attributes = {mark.attribute: (labels % 2).astype(np.float32) for mark in marks.MARKS["faces"]}
    train, held_out = (
        {name: values[part] for name, values in attributes.items()} for part in (slice(64), slice(64, None))
    )
    if config.data == "art":
        return Pictures("art", images[:64], images[64:], labels[:64] % 2, labels[64:] % 2, ("painting", "photograph"))
    if size == 64:
        return Pictures("faces", images[:64], images[64:], train_attributes=train, held_out_attributes=held_out)
    return Pictures(config.data, images[:64], images[64:], labels[:64], labels[64:], names)


@lru_cache
def few(world: str) -> PicturesWithSentences:
    tale, first = worlds.load(world, 24), np.arange(24)
    return PicturesWithSentences(world, tale.train, tale.held_out.only(first), tale.novel.only(first))


def sides(config) -> Domains | Pairs:
    """To translate: red bars are to become blue."""
    rng = np.random.default_rng(0)
    lying = rng.integers(0, 20, (24, 32, 32, 3), dtype=np.uint8)
    for at, picture in enumerate(lying):
        picture[at % 24 : at % 24 + 8, :, 0] = 230
    coloured = np.ascontiguousarray(lying[..., ::-1])
    if hasattr(config, "cycle"):
        return Domains("bars", lying[:18], coloured[:18], lying[18:], coloured[18:], ("red bars", "blue bars"))
    return Pairs("bars", lying[:18], coloured[:18], lying[18:], coloured[18:], ("red bars", "blue bars"))


def drain(loop) -> tuple[list, dict]:
    """All events, and a copy of the last state offered."""
    events, state = [], None
    for event in loop:
        events.append(event)
        if isinstance(event, Snapshot):
            state = checkpoint.state(event)
    return events, state


def same(one, other) -> bool:
    if isinstance(one, torch.Tensor):
        return torch.equal(one, other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def numbers(events) -> list[float]:
    """The loss that a loop reports at each step; of two rivals, the discriminator's."""
    return [float(loss_of(event)) for event in events if isinstance(event, Step)]


def loss_of(event):
    if "excitement" in event.metrics:
        return -event.metrics["excitement"]
    names = ("training loss", "discriminator loss", "style", "reading loss", "fit", "critic loss")
    return next(event.metrics[name] for name in names if name in event.metrics)


def test_steps_arrive_from_first_to_last(case, run):
    _, config, _ = case
    steps = [event for event in run.events if isinstance(event, Step)]
    assert [event.step for event in steps] == list(range(1, config.steps + 1))
    assert {event.steps for event in steps} == {config.steps}


def test_every_number_is_finite(run):
    values = [float(v) for event in run.events if isinstance(event, Step) for v in event.metrics.values()]
    assert values and np.isfinite(values).all()


def test_previews_are_pictures_with_captions(run):
    previews = [event for event in run.events if isinstance(event, Preview)]
    assert {preview.step for preview in previews} == {1, 2, 4, 5, 8}
    for preview in previews:
        assert preview.picture.dtype == np.uint8 and preview.picture.ndim == 3
        assert preview.picture.shape[2] in (1, 3)
        assert preview.caption.endswith(".")


def test_every_weight_changes(case, run):
    _, config, _ = case
    first, last = run.states[1], run.states[config.steps]
    for name, network in first["networks"].items():
        if name == "reader" and isinstance(config, StackConfig):
            continue  # it has learnt before
        for key, value in network.items():
            if getattr(config, "objective", "") in ("wgan-gp", "hinge", "relativistic") and key.endswith("out.bias"):
                continue  # its critic's loss is a difference of verdicts, in which a common height cancels
            if key.endswith("._u") and value.numel() == 1:
                continue  # what spectral norm remembers of a layer with one output: it can only be 1
            if key.startswith(("basis_", "scale_", "usual", "spread")):
                continue  # the axes in which an eye reads, the scale of a guard: chosen before they learn
            assert not torch.equal(value, last["networks"][name][key]), f"{name}.{key} stands still"


def test_the_loss_falls_on_an_easy_set(case):
    train, config, data = case
    if hasattr(config, "objective") or hasattr(config, "sketching"):
        pytest.skip("two rivals: when one's loss falls, the other's rises")
    losses = numbers(train(dataclasses.replace(config, steps=40, preview_every=1_000), data))
    if hasattr(config, "cycle"):
        losses = losses[config.warm_up :]  # before that another loss counts
    assert np.mean(losses[-5:]) < 0.9 * np.mean(losses[:3])


def test_the_same_seed_gives_the_same_run_however_often_one_looks(case, run):
    train, config, data = case
    events, state = drain(train(dataclasses.replace(config, preview_every=1_000), data))
    assert numbers(events) == numbers(run.events)
    assert same(state, run.states[config.steps])
    often = train(dataclasses.replace(config, preview_every=1), data)
    watched = next(event for event in often if isinstance(event, Snapshot) and event.step == STOP)
    assert same(checkpoint.state(watched), run.states[STOP])


def test_another_seed_gives_another_run(case, run):
    train, config, data = case
    other = train(dataclasses.replace(config, seed=config.seed + 1), data)
    losses = (float(loss_of(event)) for event in other if isinstance(event, Step))
    assert any(one != another for one, another in zip(numbers(run.events), losses, strict=False))


def test_going_on_is_bit_for_bit_the_run_that_never_stopped(case, run):
    train, config, data = case
    torch.manual_seed(12345)  # whatever the process did in between
    events, resumed = drain(train(config, data, checkpoint.load_state(run.resume)))
    assert [event.step for event in events if isinstance(event, Step)] == list(range(STOP + 1, config.steps + 1))
    assert same(run.states[config.steps], resumed)


def test_a_live_knob_acts_at_the_next_step(case, run):
    train, config, data = case
    loop, answer, moved = train(config, data, checkpoint.load_state(run.resume)), None, []
    with pytest.raises(StopIteration):
        while True:
            event = loop.send(answer)
            answer = None
            if isinstance(event, Step):
                moved.append(float(loss_of(event)))
            if isinstance(event, Snapshot) and event.step == STOP + 1:
                rate = next(
                    name
                    for name in ("strength", "style_share", "learning_rate", "discriminator_rate")
                    if hasattr(config, name)
                )
                answer = dataclasses.replace(config, **{rate: getattr(config, rate) / 20})
    # The loss of the step after it is that of before its update; where several updates make a step, of before its last one.
    still = numbers(run.events)[STOP:]
    assert moved[:1] == still[:1]
    assert moved[2:] != still[2:]


def test_nobody_is_left_in_another_mode(run):
    """A loop must not leak eval mode or no_grad into whoever drains it."""
    assert run.strayed == []


def test_a_saved_state_is_a_copy(run):
    assert same(run.states[1], run.first)
