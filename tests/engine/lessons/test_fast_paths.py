"""What makes the lessons fast changes no picture that anybody could tell apart."""

import json

import numpy as np
import pytest
import torch

from engine.bench import ratios as bench_ratios
from engine.bench.ratios import TURNS
from engine.core import settings
from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data.drawn.paintings import paintings
from engine.events import Step
from engine.lessons.compete.gan import model as gan_model
from engine.lessons.compete.progan import model as progan_model
from engine.lessons.compete.stackgan import model as stackgan_model
from engine.lessons.compete.stackgan.model import TrainedStackGAN
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.brush import network as brush_network
from engine.lessons.paint.brush.model import Brush
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.instant import model as instant_model
from engine.lessons.paint.instant.model import Instant
from engine.lessons.paint.style import cost
from engine.lessons.paint.style import train as style_train
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.translate import model as translate_model
from engine.lessons.translate.model import Translator
from engine.nn import device, winograd
from engine.weights import checkpoint, shelf

TOLD_APART = 0.02
"""Relative error of a picture, as a share of its own spread around its middle, below which an eye sees no difference."""

RECORDED = settings.ROOT / "tests" / "benchmarks" / "ratios.json"


def scene(side: int) -> np.ndarray:
    return data_gallery.picture("scene:harbour", side)


def brushed() -> np.ndarray:
    torch.manual_seed(0)
    return Brush(brush_network.Brush(16, 2).eval().requires_grad_(False), {}).paint(scene(96))


MADE = {
    "brush": brushed,
    "painter": lambda: Instant("instant").paint(scene(96), [paint_inputs.style("painting:waves", longest=96)]),
    "translator": lambda: Translator(*opened("photo2monet")).translate(scene(96), seed=0),
    "grower": lambda: progan_model.load(shelf.find("progan-faces")).sample(4),
    "inventor": lambda: gan_model.load(shelf.find("gan-faces")).sample(4),
    "illustrator": lambda: illustrated(stackgan_model.load(shelf.find("text-shapes"))),
}


def opened(name: str) -> tuple:
    networks, card, _ = checkpoint.opened(shelf.find(name), translate_model.NETWORKS, Trouble("No translator.", ""))
    return networks["to_b"], networks["critic_b"], card


def illustrated(model: TrainedStackGAN) -> np.ndarray:
    return model.illustrate([model.read(model.world.EXAMPLES[0])]).pictures


@pytest.fixture
def precisions(monkeypatch):
    """First float32, then 16 bits; whatever was opened for the one is opened anew for the other."""

    def each():
        for half in (False, True):
            monkeypatch.setattr(device, "half_pays", lambda kind, half=half: half)
            for kept in CACHES:
                kept.cache_clear()
            yield half

    yield each()
    monkeypatch.undo()
    for kept in CACHES:
        kept.cache_clear()


CACHES = (eye_model.load, instant_model.load, instant_model.looked_at, instant_model.of_picture)


@pytest.mark.parametrize("name", MADE)
def test_pictures_in_sixteen_bits_are_those_of_float32(name, precisions):
    exact, rough = (MADE[name]().astype(float) for _ in precisions)
    error = np.sqrt(np.mean((exact - rough) ** 2)) / exact.std()
    assert error < 3 * TOLD_APART, f"{error:.3f}"
    if name != "brush":  # its weights come by chance here, and it ends in nothing but them
        assert not np.array_equal(exact, rough), "nothing was worked out in sixteen bits"


def test_a_painting_in_sixteen_bits_ends_at_the_same_loss(precisions):
    """Within 2 percent of float32's, after the same steps, for the loss that both measure in float32."""
    easel_ = PaintingInputs(scene(64), (Style("", 1.0, paintings.make("waves", 64), None),), None)
    config = StyleConfig(size=64, coarse=False, steps=15, preview_every=15)
    ends = []
    for _ in precisions:
        last = [event.metrics for event in style_train.train(config, easel_) if isinstance(event, Step)][-1]
        ends.append(float(last["content"]) + float(last["style"]))
    assert ends[1] == pytest.approx(ends[0], rel=0.02)


def test_fewer_products_paint_the_same_picture(monkeypatch):
    monkeypatch.setattr(device, "half_pays", lambda kind: False)
    painted = []
    for pays in (False, True):
        monkeypatch.setattr(device, "fewer_products_pay", lambda pays=pays: pays)
        for kept in CACHES:
            kept.cache_clear()
        painted.append(MADE["painter"]().astype(int))
    layers = [type(layer) for layer in eye_model.load("compact").network.modules()]
    for kept in CACHES:
        kept.cache_clear()
    assert np.abs(painted[0] - painted[1]).max() <= 1, "of 255"
    assert (winograd.Winograd in layers) is (device.pick().type == "cpu")


def test_each_work_has_a_recorded_ratio():
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))["quick"]
    assert {work.what for work in bench_ratios.works(True)} == set(recorded)


HEAVY = ("style transfer, VGG-19", "DCGAN", "CycleGAN")


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(work, marks=[pytest.mark.slow] if work.what.startswith(HEAVY) else [], id=work.what)
        for work in bench_ratios.works(True)
    ],
)
def test_both_sides_of_each_work_take_a_step(work, monkeypatch):
    """Whether ours is still quicker, tests/benchmarks/ratios.py tells."""
    monkeypatch.setattr(bench_ratios, "versus", lambda slow, fast: (next(slow), next(fast)) and (2.0, 1.0))
    row = bench_ratios.compared(work)
    assert row["work"] == work.what and row["ratio"] == 2.0 and row["reach"] == work.reach


def test_both_sides_take_turns():
    order = []

    def side(name: str):
        while True:
            order.append(name)
            yield

    bench_ratios.versus(side("slow"), side("fast"))
    turns = "".join(name[0] for name in order)
    assert turns.count("sf") >= TURNS and turns.count("fs") >= TURNS - 1


def test_small_and_large_works_are_the_same_ones():
    quick, whole = bench_ratios.works(True), bench_ratios.works(False)
    assert [work.reach for work in quick] == [work.reach for work in whole] and len(quick) == len(
        {w.what for w in quick}
    )
    assert cost.plain("compact", 64).steps == cost.STEPS
