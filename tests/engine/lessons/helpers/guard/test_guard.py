"""The guard that tells photographs, paintings and other pictures apart, and the guide of CycleGAN, which finds pictures that are alike."""

import numpy as np
import pytest
import torch

from engine.data import gallery as data_gallery
from engine.data import photo_or_painting
from engine.lessons.helpers.guard import model as guard_model
from engine.lessons.helpers.guard.model import Looks
from engine.lessons.helpers.guard.network import FAR, Guard, traits
from engine.lessons.translate.cyclegan.guide import Guide, met


def test_traits_are_means_and_deviations():
    seen = {"one": torch.tensor([[[[1.0, 3.0]], [[2.0, 2.0]]]])}
    expected = torch.asinh(torch.tensor([[2.0, 2.0, 2.0**0.5, 0.0]]))
    assert torch.allclose(traits(seen), expected)


def test_what_is_very_strange_does_not_decide_alone():
    guard = Guard(3, 2)
    torch.nn.init.ones_(guard.sums.weight)
    far, farther = guard(torch.tensor([[FAR, 0.0, 0.0]])), guard(torch.tensor([[1e6, 0.0, 0.0]]))
    assert torch.equal(far, farther) and far[0, 0] == FAR


def test_what_is_neither_is_drawn_alike_every_time():
    once, twice = photo_or_painting.neither(range(3, 5)), photo_or_painting.neither(range(3, 5))
    assert len(once) == 12 and all(one.shape == (256, 256, 3) and one.dtype == np.uint8 for one in once)
    assert all(np.array_equal(*pair) for pair in zip(once, twice, strict=True))
    assert len({one.tobytes() for one in once}) == 12


def test_the_shipped_guard_knows_its_kinds():
    """Drawn pictures that it has not learnt from, and two photographs from elsewhere, at several sizes."""
    said = [np.argmax(guard_model.look(one)) for one in photo_or_painting.neither(range(800, 806))]
    assert np.mean([one == 2 for one in said]) >= 0.9
    for name in ("photo:china", "photo:flower"):
        for longest in (256, 640):
            looks = guard_model.look(data_gallery.picture(name, longest))
            assert looks.photograph > 0.8 and sum(looks) == pytest.approx(1)


@pytest.mark.parametrize("size", [(8, 8), (40, 700), (700, 40), (1, 1)])
def test_the_guard_looks_at_any_size(size):
    assert sum(guard_model.look(np.full((*size, 3), 120, np.uint8))) == pytest.approx(1)


def test_warnings_name_what_was_seen_and_what_to_do():
    photograph, painting, other = Looks(0.9, 0.1, 0.0), Looks(0.1, 0.9, 0.0), Looks(0.1, 0.1, 0.8)
    unsure = Looks(0.4, 0.35, 0.25)
    assert guard_model.warning(photograph, "monet") is None and guard_model.warning(painting, "photo") is None
    assert "painting already" in guard_model.warning(painting, "monet")
    assert "photograph already" in guard_model.warning(photograph, "photo")
    for towards in ("monet", "photo"):
        assert "neither a photograph nor a painting" in guard_model.warning(other, towards)
        assert guard_model.warning(unsure, towards) is None


def greys(levels) -> torch.Tensor:
    """Even pictures, each of one grey."""
    return torch.from_numpy(
        np.broadcast_to(np.array(levels, np.uint8)[:, None, None, None], (len(levels), 64, 64, 3)).copy()
    )


def test_the_darkest_meets_the_darkest_each_side_on_its_own_scale(monkeypatch):
    monkeypatch.setattr(Guide, "gist", lambda self, pictures: pictures.float().mean((1, 2)))
    guide = Guide(greys([0, 40, 80, 120]), greys([240, 120, 200, 160]), near=1)
    assert guide.near_a[:, 0].tolist() == [1, 3, 2, 0] and guide.near_b[:, 0].tolist() == [3, 0, 2, 1]


def test_a_picture_finds_its_own_copy():
    pictures = torch.from_numpy(
        np.stack([data_gallery.picture(f"scene:{name}", 64) for name in ("lake", "cat", "village")])
    )
    guide = Guide(pictures, pictures.flip(0), near=2)
    assert guide.near_a[:, 0].tolist() == [2, 1, 0] and guide.near_a.shape == (3, 2)


def test_who_is_met_is_always_near():
    torch.manual_seed(0)
    near = torch.tensor([[5, 6], [7, 8]])
    seen = torch.stack([met(torch.tensor([1, 0]), near) for _ in range(40)])
    assert set(seen[:, 0].tolist()) == {7, 8} and set(seen[:, 1].tolist()) == {5, 6}


def test_a_guide_asks_nothing_of_what_is_right_already():
    guide = Guide(greys([0, 40]), greys([200, 240]), near=1)
    x = torch.from_numpy(data_gallery.picture("scene:lake", 64)).permute(2, 0, 1)[None] / 255
    y = torch.from_numpy(data_gallery.picture("painting:waves", 64)).permute(2, 0, 1)[None] / 255
    same, other = guide.losses(x, x, x, x), guide.losses(x, y, y, y)
    assert float(same["strokes of B"]) == 0 and float(same["scene A"]) == float(same["scene B"]) == 0
    assert float(other["strokes of B"]) > 0.1 and float(other["scene A"]) > 0.1 and float(other["scene B"]) == 0
