"""The instant painter: dressing, blending, areas, and what the shipped one does."""

import numpy as np
import pytest
import torch

from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data.drawn.paintings import paintings
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint.inputs import Style
from engine.lessons.paint.instant import model as instant_model
from engine.lessons.paint.instant.model import Instant
from engine.lessons.paint.instant.network import (
    DRESSED,
    KNOWN,
    Moments,
    Painter,
    dressed,
    moments,
    of_gram,
    turned,
    way,
    words,
)


def style(name: str, weight: float = 1.0) -> Style:
    return Style(f"painting:{name}", weight, paintings.make(name, 256), None)


@pytest.fixture(scope="module")
def content():
    return data_gallery.picture("photo:china", 256)


def gram_error(picture: np.ndarray, of: np.ndarray) -> float:
    """How far a picture's Gram matrices are from a style's, the mean over the layers."""
    eye = eye_model.load("compact")
    one, other = (torch.from_numpy(np.array(p)).permute(2, 0, 1)[None].float() / 255 for p in (picture, of))
    with torch.no_grad():
        a, b = eye.see(one), eye.see(other)
    return float(np.mean([gram_losses.style(gram_losses.gram(a[k]), gram_losses.gram(b[k])) for k in a]))


def of_layers(*channels: int) -> dict[str, Moments]:
    return {layer: moments(torch.randn(1, c, 6, 6)) for layer, c in zip(KNOWN, channels, strict=True)}


def test_dressing_gives_exactly_the_mean_and_gram_matrix_of_the_style():
    torch.manual_seed(0)
    mixed = torch.randn(2, 5, 5)
    seen = torch.einsum("nij,njhw->nihw", mixed, torch.randn(2, 5, 16, 18) * 3 + 1)
    other = torch.einsum("nij,njhw->nihw", mixed.flip(0), torch.randn(2, 5, 12, 12) * 0.4 - 4)
    got, wanted = moments(dressed(seen, moments(seen), moments(other))), moments(other)
    assert torch.allclose(got.mean, wanted.mean, atol=1e-3)
    assert gram_losses.style(got.spread, wanted.spread) < 0.01
    assert torch.allclose(dressed(seen, moments(seen), moments(seen)), seen, atol=1e-2)
    half = dressed(seen, moments(seen), moments(other), 0.5)
    assert torch.allclose(half, (seen + dressed(seen, moments(seen), moments(other))) / 2, atol=1e-3)


def test_moments_are_known_from_a_gram_matrix_as_well():
    torch.manual_seed(0)
    seen = torch.randn(1, 5, 16, 18) * 2 + 1
    known = of_gram(seen.mean((2, 3)), gram_losses.gram(seen))
    assert torch.allclose(known.spread, moments(seen).spread, atol=1e-3)


def test_edges_beyond_the_rim_are_not_felt(content):
    """Nobody sees with what a convolution fills up the space beyond the picture: the rim is as wide as the painter looks."""
    fresh = Instant("instant")
    painted = fresh.paint(content[:96, :128], [style("waves")])
    for layer in fresh.painter.modules():
        if isinstance(layer, torch.nn.Conv2d):
            layer.padding_mode = "replicate"
    again = fresh.paint(content[:96, :128], [style("waves")])
    assert np.abs(painted.astype(int) - again).max() <= 3


def test_the_way_is_the_shortest():
    """Along one axis it only stretches; and of all matrices that lead from one spread to another it is the symmetric one."""
    own, style = torch.diag(torch.tensor([4.0, 1.0]))[None], torch.diag(torch.tensor([1.0, 9.0]))[None]
    assert torch.allclose(way(own, style), torch.diag(torch.tensor([0.5, 3.0]))[None], atol=0.01)
    torch.manual_seed(0)
    own, style = ((one @ one.mT) for one in torch.randn(2, 3, 4, 4))
    turn = way(own, style)
    assert torch.allclose(turn, turn.mT, atol=1e-4)
    assert torch.linalg.eigvalsh(turn).min() > 0


def test_flat_directions_are_not_blown_up():
    """A picture of one colour has no spread at all."""
    flat = torch.zeros(1, 3, 3)
    assert torch.isfinite(way(flat, torch.eye(3)[None])).all()
    seen = torch.full((1, 3, 4, 4), 0.5)
    assert torch.isfinite(dressed(seen, moments(seen), moments(torch.randn(1, 3, 8, 8)))).all()


def test_a_turn_may_differ_from_place_to_place():
    x = torch.ones(1, 2, 4, 4)
    plain = torch.tensor([[[1.0, 0.0], [0.5, -3.0], [0.0, 0.0]]])  # scale, shift, roughness
    assert torch.equal(turned(x, plain)[0, :, 0, 0], torch.tensor([2.5, 0.0]))
    placed = plain[..., None, None].expand(-1, -1, -1, 2, 2).contiguous()
    placed[..., 1] = 0
    assert torch.equal(turned(x, placed)[0, 0, 0, [0, 3]], torch.tensor([2.5, 1.0]))


def test_the_grain_is_drawn_by_chance_and_can_be_repeated():
    x, rough = torch.ones(1, 2, 4, 4), torch.tensor([[[0.0, 0.0], [0.0, 0.0], [0.5, 0.0]]])
    one, again, other = (turned(x, rough, torch.Generator().manual_seed(seed)) for seed in (0, 0, 1))
    assert torch.equal(one, again) and not torch.equal(one, other)
    assert torch.equal(one[:, 1], x[:, 1])  # this channel's style wants none


def test_a_new_painter_ignores_the_words_until_it_learns_them():
    torch.manual_seed(0)
    painter = Painter([4, 8, 16, 16], [8, 12, 16])
    one = of_layers(4, 8, 16, 16)
    assert words(one).shape == (1, 88)
    assert all(not turn.any() for turn in painter.turns(words(one)).values())
    seen = {layer: torch.rand(1, c, s, s) for layer, c, s in zip(DRESSED, (8, 16, 16), (16, 8, 4), strict=True)}
    assert painter(seen, painter.turns(words(one))).shape == (1, 3, 32, 32)


@pytest.mark.parametrize("shape", [(64, 64), (65, 47), (33, 120)])
def test_any_size_comes_back_as_it_went_in(shape, content):
    picture = np.ascontiguousarray(content[: shape[0], : shape[1]])
    assert instant_model.load().paint(picture, [style("waves")]).shape == (*shape, 3)


def test_the_painted_picture_is_nearer_to_its_style_than_to_others(content):
    names = ["waves", "woodcut", "stained-glass", "pointillism"]
    for name in names:
        painted = instant_model.load().paint(content, [style(name)])
        assert gram_error(painted, paintings.make(name, 256)) < 0.5 * gram_error(content, paintings.make(name, 256))
        errors = [gram_error(painted, paintings.make(other, 256)) for other in names]
        assert names[int(np.argmin(errors))] == name


def test_strength_goes_from_the_content_to_the_style(content):
    painted = [
        instant_model.load().paint(content, [style("woodcut")], strength).astype(float) for strength in (0, 0.5, 1)
    ]
    away = [np.abs(picture - content).mean() for picture in painted]
    assert away[0] < away[1] < away[2]
    assert away[0] < 0.4 * away[2]


def test_blending_one_style_with_nothing_is_that_style(content):
    alone = instant_model.load().paint(content, [style("waves")])
    assert np.array_equal(alone, instant_model.load().paint(content, [style("waves", 2.0), style("woodcut", 0.0)]))
    both = instant_model.load().paint(content, [style("waves"), style("woodcut")])
    assert np.abs(both.astype(float) - alone).mean() > 2


def test_a_picture_is_looked_at_once_for_all_styles_and_strengths_alike(content, monkeypatch):
    instant_model.looked_at.cache_clear()
    wishes = [([style("waves")], 1.0), ([style("woodcut")], 1.0), ([style("waves")], 0.5), ([style("waves")], 0.3)]
    remembered = [instant_model.load().paint(content, *wish) for wish in wishes]
    assert instant_model.looked_at.cache_info().misses == 2, "once with all that a lesser strength asks for"
    monkeypatch.setattr(instant_model, "REMEMBERED", 0)
    for wish, painted in zip(wishes, remembered, strict=True):
        assert np.array_equal(painted, instant_model.load().paint(content, *wish))
    assert instant_model.looked_at.cache_info().misses == 2


def test_areas_keep_what_they_leave_and_paint_the_rest(content):
    areas = np.zeros(content.shape[:2], np.uint8)
    areas[:, : content.shape[1] // 3] = 1
    areas[:, -content.shape[1] // 3 :] = 2
    painted = instant_model.load().paint(content, [style("waves"), style("woodcut")], areas=areas)
    assert np.array_equal(painted[areas == 0], content[areas == 0])
    only = instant_model.load().paint(content, [style("woodcut")])
    middle = painted[:, -content.shape[1] // 6 :].astype(float)
    assert np.abs(middle - only[:, -content.shape[1] // 6 :]).mean() < 25
    with pytest.raises(Trouble, match="An area is drawn for style 2, but there are only 1 styles"):
        instant_model.load().paint(content, [style("waves")], areas=areas)


def test_a_fingerprint_paints_like_its_painting(content):
    from engine.lessons.paint import inputs as paint_inputs

    painted = instant_model.load().paint(content, [paint_inputs.style("vangogh-starry-night")])
    blue = painted.reshape(-1, 3).mean(0)
    assert blue[2] > blue[0] + 15  # the night is blue; the photograph is not
    assert np.abs(painted.astype(float) - content).mean() > 15
