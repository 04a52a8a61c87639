"""A brush: what it learns, that it paints pictures of any size, and that a file gives back the brush that was saved."""

import dataclasses

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.events import Preview, Snapshot, Step
from engine.lessons.paint import inputs as paint_inputs
from engine.lessons.paint.brush import begin
from engine.lessons.paint.brush import inputs as brush_inputs
from engine.lessons.paint.brush import model as brush_model
from engine.lessons.paint.brush import train as brush_train
from engine.lessons.paint.brush.config import SHIPPED, BrushConfig
from engine.lessons.paint.brush.inputs import BrushInputs
from engine.lessons.paint.brush.network import Brush
from engine.lessons.paint.brush.train import SEEN
from engine.nn import device, images
from engine.weights import checkpoint, shelf

NAMED, OTHER = list(SHIPPED)[:2]

SMALL = {"side": 64, "batch": 2, "width": 8, "blocks": 1, "look": 96, "preview_every": 1_000}


@pytest.fixture(scope="module")
def studio():
    """Two drawn scenes to learn from, and a third to be tried on."""
    scenes = [data_gallery.picture(f"scene:{name}", 96) for name in ("harbour", "village", "cat")]
    return BrushInputs(np.stack(scenes[:2]), np.stack(scenes[2:]), paint_inputs.style("painting:waves"))


@pytest.fixture(scope="module")
def learnt(studio, tmp_path_factory):
    """The events of a short training, the network and its file."""
    config = BrushConfig(**SMALL, style_weight=0.5, steps=60)
    events = list(brush_train.train(config, studio))
    network = next(event for event in reversed(events) if isinstance(event, Snapshot)).networks["brush"]
    path = tmp_path_factory.mktemp("brush") / "weights.safetensors"
    network.eval()
    checkpoint.save_weights(path, {"brush": network}, {"lesson": "brush", "config": {}, "step": 60})
    return events, network, path


def test_it_learns_the_style_and_keeps_what_is_in_the_picture(learnt):
    events, network, _ = learnt
    steps = [event.metrics for event in events if isinstance(event, Step)]
    for name, share in {"style": 0.6, "content": 0.85}.items():
        first, last = (np.mean([float(one[name]) for one in some]) for some in (steps[:5], steps[-5:]))
        assert last < share * first, (name, first, last)


def test_a_brush_begins_with_the_nearest_that_is_shipped(tmp_path, monkeypatch):
    (tmp_path / "eye.safetensors").symlink_to(shelf.FOLDER / "eye.safetensors")
    monkeypatch.setattr(shelf, "FOLDER", tmp_path)
    for name, style in ((NAMED, "painting:waves"), (OTHER, "painting:stained-glass")):
        card = {"lesson": "brush", "config": {"style": style, "look": 96}, "step": 1}
        checkpoint.save_weights(tmp_path / f"{name}.safetensors", {"brush": Brush(8, 1)}, card)
    config = BrushConfig(**SMALL, style="painting:waves", start="nearest")
    assert begin.nearest(config) == NAMED
    assert begin.nearest(dataclasses.replace(config, style="painting:stained-glass")) == OTHER
    assert begin.nearest(dataclasses.replace(config, width=16)) == "chance"
    brush, wanted = Brush(8, 1), checkpoint.load_weights(tmp_path / f"{NAMED}.safetensors")[0]["brush"]
    begin.fill(brush, config)
    assert all(torch.equal(value, wanted[name]) for name, value in brush.state_dict().items())
    with pytest.raises(Trouble, match=f"{NAMED} is 8 channels wide"):
        begin.fill(Brush(16, 1), dataclasses.replace(config, width=16, start=NAMED))


def test_a_look_shows_the_held_out_pictures_above_their_paintings(learnt, studio):
    looks = [event for event in learnt[0] if isinstance(event, Preview)]
    assert [look.step for look in looks] == [1, 2, 5, 10, 20, 50, 60]
    side = SEEN
    assert looks[0].picture.shape == (2 * side + 1, side, 3)
    above = [look.picture[:side].astype(int) for look in looks]
    below = [look.picture[side + 1 :].astype(int) for look in looks]
    assert (above[0] == above[-1]).all()
    assert np.abs(below[0] - below[-1]).mean() > 5


@pytest.mark.parametrize("size", [(64, 64), (61, 90), (3, 5), (1, 1), (130, 34)], ids=str)
def test_any_size_comes_out_as_it_went_in(learnt, size):
    picture = np.random.default_rng(0).integers(0, 256, (*size, 3), dtype=np.uint8)
    painted = brush_model.load(learnt[2]).paint(picture)
    assert painted.shape == picture.shape and painted.dtype == np.uint8


def test_what_was_saved_paints_as_before(learnt):
    _, network, path = learnt
    picture = data_gallery.picture("scene:lake", 80)
    x = images.to_unit(torch.from_numpy(picture)[None]).to(device.pick())
    with torch.inference_mode(), device.precision():
        before = images.to_pixels(network(x))[0]
    assert (brush_model.load(path).paint(picture) == before).all()
    assert brush_model.load(path).card["step"] == 60


def test_each_picture_is_painted_as_if_it_were_alone(learnt):
    """Batch norm would mix them."""
    network = learnt[1]
    x = torch.rand(3, 3, 32, 48)
    x[1] /= 10
    with torch.no_grad():
        assert torch.allclose(network(x)[1:2], network(x[1:2]), atol=1e-4)


def test_grain_differs_while_it_learns_and_stays_when_it_paints(learnt):
    """Else flat skies would stay empty, and no painting could be painted again."""
    model = brush_model.load(learnt[2])
    flat = np.full((48, 48, 3), 120, np.uint8)
    assert model.paint(flat)[8:-8, 8:-8].std() > 3
    assert (model.paint(flat) == model.paint(flat)).all()
    network = Brush(8, 1).train()
    x = torch.full((2, 3, 32, 32), 0.5)
    with torch.no_grad():
        once, twice = network(x), network(x)
    assert not torch.equal(once, twice) and not torch.equal(once[0], once[1])


def test_it_forgets_how_strong_the_contrast_was(learnt):
    picture = data_gallery.picture("scene:village", 96).astype(float)
    mean = picture.mean((0, 1))
    pale = mean + 0.4 * (picture - mean)
    model = brush_model.load(learnt[2])
    strong, faded = (model.paint(np.uint8(np.round(one))).astype(int) for one in (picture, pale))
    assert np.abs(picture - pale).mean() > 20
    assert np.abs(strong - faded).mean() < 4


def test_a_painting_known_by_its_fingerprint_alone_can_be_learnt(studio):
    known = paint_inputs.style("vangogh-starry-night")
    assert known.picture is None
    style = BrushInputs(studio.contents, studio.held_out, known)
    losses = [
        float(event.metrics["style"])
        for event in brush_train.train(BrushConfig(**SMALL, steps=20), style)
        if isinstance(event, Step)
    ]
    assert np.mean(losses[-3:]) < np.mean(losses[:3])


def test_what_it_is_tried_on_it_never_learns_from():
    studio = brush_inputs.for_brush(BrushConfig())
    seen = {picture.tobytes() for picture in studio.contents}
    assert len(seen) == len(studio.contents) > 50
    assert not seen & {picture.tobytes() for picture in studio.held_out}
    assert studio.held_out.shape[1:] == studio.contents.shape[1:] == (256, 256, 3)


def test_a_file_without_a_brush_is_a_sentence():
    with pytest.raises(Trouble) as trouble:
        brush_model.load(shelf.find("autoencoder-glyphs"))
    assert "holds no brush" in trouble.value.what and "A brush of your own" in trouble.value.advice


def test_the_network_can_be_rebuilt_from_its_arguments():
    made = Brush(width=12, blocks=2)
    again = Brush(**made.arguments)
    assert {name: value.shape for name, value in made.state_dict().items()} == {
        name: value.shape for name, value in again.state_dict().items()
    }
