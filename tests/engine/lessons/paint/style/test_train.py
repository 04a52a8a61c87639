"""Painting by optimisation: sizes, shares, live changes, areas, colours, going on, and what happens when it breaks."""

import dataclasses
import math

import numpy as np
import pytest
import torch

from engine.core import settings as core_settings
from engine.core.errors import Trouble
from engine.data import gallery as data_gallery
from engine.data.drawn.paintings import paintings
from engine.data.gallery import CONTENTS, STYLES
from engine.events import Preview, Snapshot, Step
from engine.lessons import gram_losses
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS
from engine.lessons.paint import colours
from engine.lessons.paint import grams as paint_grams
from engine.lessons.paint.fingerprints import About, Fingerprint
from engine.lessons.paint.inputs import PaintingInputs, Style
from engine.lessons.paint.style import canvas, cost, optimisers
from engine.lessons.paint.style import objective as style_objective
from engine.lessons.paint.style import train as style_train
from engine.lessons.paint.style.canvas import Level, levels
from engine.lessons.paint.style.config import StyleConfig
from engine.nn import images
from engine.shipping import fingerprints as shipping_fingerprints
from engine.weights import checkpoint

SIDE = 64


def config(**settings) -> StyleConfig:
    shares = {"content_share": 50.0, "style_share": 45.0, "smooth_share": 5.0}
    return StyleConfig(**shares | {"size": SIDE, "steps": 12, "preview_every": 100} | settings)


def easel(
    *styles: str, side: int = SIDE, content: str = "scene:lake", areas: np.ndarray | None = None
) -> PaintingInputs:
    pictures = [data_gallery.picture(f"painting:{name}", side) for name in styles or ("waves",)]
    return PaintingInputs(
        data_gallery.picture(content, side), tuple(Style("", 1.0, one, None) for one in pictures), areas
    )


def fingerprint(name: str = "waves", side: int = SIDE) -> Style:
    picture = Style("", 1.0, data_gallery.picture(f"painting:{name}", side), None)
    grams = paint_grams.grams_of(picture, eye_model.load("compact"), side)
    about = About("waves", "Heavy sea", "Atelier", "")
    known = Fingerprint(about, {side: {layer: gram[0].cpu().numpy() for layer, gram in grams.items()}}, {side: {}})
    return Style("waves", 1.0, None, known)


def run(config: StyleConfig, data: PaintingInputs, state=None, moves: dict[int, dict] | None = None) -> list:
    """All events; `moves`: step -> live knobs that are moved right after it."""
    events, answer, loop_ = [], None, style_train.train(config, data, state)
    while True:
        try:
            events.append(loop_.send(answer))
        except StopIteration:
            return events
        answer = None
        if isinstance(events[-1], Snapshot) and events[-1].step in (moves or {}):
            answer = config = dataclasses.replace(config, **moves[events[-1].step])


def curve(events: list, name: str) -> list[float]:
    return [event.metrics[name] for event in events if isinstance(event, Step) and name in event.metrics]


def picture(events: list) -> np.ndarray:
    return [event for event in events if isinstance(event, Preview)][-1].picture


def test_sizes_double_up_to_the_contents_own():
    assert levels((384, 512), StyleConfig(steps=90)) == [
        Level(96, 128, 1, 30),
        Level(192, 256, 31, 60),
        Level(384, 512, 61, 90),
    ]
    assert levels((384, 512), StyleConfig(steps=90, coarse=False)) == [Level(384, 512, 1, 90)]
    assert levels((384, 512), StyleConfig(steps=2)) == [Level(192, 256, 1, 1), Level(384, 512, 2, 2)]
    assert [max(one.height, one.width) for one in levels((2048, 1000), StyleConfig())] == [256, 512, 1024, 2048]
    assert [one.width for one in levels((40, 512), StyleConfig())] == [512], (
        "a coarser one would be too low for the eye"
    )
    with pytest.raises(Trouble, match="has 400 x 20 pixels, too few to paint on"):
        levels((20, 400), StyleConfig())


PAIRS = tuple(zip(CONTENTS[2:] + CONTENTS[2:5], STYLES, strict=False))[:10]


@pytest.mark.parametrize("side", [64, 96, 144])
def test_equal_shares_pull_equally_for_any_pair_and_size(side):
    """Measured at a probe that had no part in the weights."""
    assert len(PAIRS) == 10
    equal, eye = config(size=side, content_share=50.0, style_share=50.0, smooth_share=50.0), eye_model.load("compact")
    for content, style in PAIRS:
        data = easel(style.removeprefix("painting:"), side=side, content=content)
        objective = style_objective.Objective(eye, equal, data, *data.content.shape[:2])
        balance = style_objective.Balance()
        balance.measure(objective, equal, data)
        weights = balance.weights(equal)
        elsewhere = style_objective.lengths_at(objective, equal, data, seed=77)
        pulls = [weights[part] * elsewhere[part] for part in style_objective.PARTS]
        assert max(pulls) / min(pulls) < 1.2, f"{content} in {style} at {side}"


def test_the_shares_are_the_pulls():
    settled, data = config(content_share=60.0, style_share=20.0, smooth_share=5.0), easel()
    objective = style_objective.Objective(eye_model.load("compact"), settled, data, SIDE, SIDE)
    balance = style_objective.Balance()
    balance.measure(objective, settled, data)
    weights, lengths = balance.weights(settled), style_objective.lengths_at(objective, settled, data, settled.seed)
    assert [weights[part] * lengths[part] for part in style_objective.PARTS] == pytest.approx([0.6, 0.2, 0.05])


def test_typed_weights_win_and_are_told():
    step = next(e for e in run(config(style_weight=3.5, smooth_weight=0.0, steps=1), easel()) if isinstance(e, Step))
    assert step.metrics["weight of style"] == 3.5 and step.metrics["weight of smoothness"] == 0
    assert "smoothness" not in step.metrics and step.metrics["weight of content"] > 0


def test_painting_brings_the_style_nearer_and_keeps_the_content():
    for optimiser in ("lbfgs", "adam"):
        events = run(config(optimiser=optimiser, steps=40), easel())
        style, content = curve(events, "style"), curve(events, "content")
        assert content[0] == 0 and style[-1] < 0.3 * style[0] and content[-1] < 0.6


def test_the_first_preview_shows_a_change():
    data = easel()
    preview = next(event for event in run(config(steps=2), data) if isinstance(event, Preview))
    assert preview.step == 1 and preview.picture.shape == data.content.shape and preview.picture.dtype == np.uint8
    assert np.abs(preview.picture.astype(int) - data.content).mean() > 3


def test_a_share_moved_while_it_paints_takes_effect_at_the_next_step():
    still = run(config(steps=30), easel())
    moved = run(config(steps=30), easel(), moves={8: {"style_share": 1.0}})
    assert curve(still, "style")[:8] == curve(moved, "style")[:8]
    before, after = curve(moved, "weight of style")[7:9]
    assert after == pytest.approx(before / 45)
    assert curve(moved, "content")[-1] < 0.5 * curve(still, "content")[-1]
    assert curve(moved, "style")[-1] > curve(still, "style")[-1]


def test_a_layer_turned_down_while_it_paints_takes_effect():
    deep = dict.fromkeys(LAYERS[2:], 0.0)
    still, moved = run(config(steps=12), easel()), run(config(steps=12), easel(), moves={6: deep})
    assert curve(still, "style")[:6] == curve(moved, "style")[:6]
    assert curve(still, "weight of style")[6] != curve(moved, "weight of style")[6], "the shares are calibrated anew"


def test_moving_a_knob_makes_the_painter_forget():
    painter = optimisers.LBFGS()
    x = torch.rand(1, 3, 4, 4)
    for _ in range(3):
        x = painter.stroke(x, 2 * (x - 0.5), float((x - 0.5).square().sum()), 0.0)
    assert painter.order
    sheet = canvas.Canvas()
    weights = {"content": 1.0, "style": 1.0}
    assert sheet.aims_anew(config(), weights) and not sheet.aims_anew(config(), weights)
    assert sheet.aims_anew(config(), weights | {"style": 2.0}) and sheet.aims_anew(config(relu3_1=2.0), weights)


STOPS = (3, 5, 6, 7, 11)
"""Before, at and after the step where the canvas grows."""


@pytest.fixture(scope="module", params=["lbfgs", "adam"])
def whole(request, tmp_path_factory):
    """A painting whose canvas grows, and what it could be gone on with at each stop."""
    folder, events = tmp_path_factory.mktemp("whole"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canvas, "COARSEST", 32)
        settled, data = config(optimiser=request.param), easel()
        assert [level.last for level in levels(data.content.shape, settled)] == [6, 12]
        for event in style_train.train(settled, data):
            events.append(event)
            if isinstance(event, Snapshot) and event.step in STOPS:
                checkpoint.save_state(folder / f"{event.step}.pt", checkpoint.state(event))
    return settled, events, folder


@pytest.mark.parametrize("stop", STOPS)
def test_going_on_is_bit_for_bit_the_painting_that_never_stopped(whole, stop, monkeypatch):
    monkeypatch.setattr(canvas, "COARSEST", 32)
    settled, events, folder = whole
    rest = run(settled, easel(), checkpoint.load_state(folder / f"{stop}.pt"))
    for name in ("style", "content", "pull of style", "weight of style"):
        assert curve(rest, name) == curve(events, name)[stop:]
    assert np.array_equal(picture(rest), picture(events))


def test_a_live_change_is_not_lost_on_the_way(tmp_path):
    settled, moved = config(), config(style_share=10.0)
    whole = run(settled, easel(), moves={5: {"style_share": 10.0}})
    state, loop_, answer = None, style_train.train(settled, easel()), None
    while state is None:
        event, answer = loop_.send(answer), None
        if isinstance(event, Snapshot) and event.step == 5:
            answer = moved
        if isinstance(event, Snapshot) and event.step == 7:
            state = checkpoint.state(event)
    assert np.array_equal(picture(run(moved, easel(), state)), picture(whole))


def test_more_steps_go_on_at_the_size_that_was_reached(monkeypatch):
    monkeypatch.setattr(canvas, "COARSEST", 32)
    first = run(config(steps=6), easel())
    state = checkpoint.state(first[-1])
    assert state["parts"]["canvas"]["x"].shape[-1] == SIDE
    more = run(config(steps=40), easel(), state)
    assert [e.step for e in more if isinstance(e, Step)] == list(range(7, 41))
    assert all(e.parts["canvas"].x.shape[-1] == SIDE for e in more if isinstance(e, Snapshot))
    assert curve(more, "style")[0] < curve(first, "style")[0]


def test_a_finished_painting_weighs_little_and_keeps_its_picture(tmp_path):
    events = run(config(), easel())
    checkpoint.save_state(tmp_path / "resume.pt", checkpoint.state(events[-1]))
    assert (tmp_path / "resume.pt").stat().st_size < 4 * 12 * SIDE**2
    assert np.array_equal(events[-1].beside()["map.picture"].numpy(), picture(events))


def areas_of(side: int) -> np.ndarray:
    labels = np.zeros((side, side), np.uint8)
    labels[: side // 2, : side // 2] = 1
    labels[side // 2 :, side // 2 :] = 2
    return labels


@pytest.mark.parametrize("settings", [{}, {"optimiser": "adam", "start": "noise"}, {"colours": "luminance"}])
def test_outside_the_areas_no_pixel_changes(monkeypatch, settings):
    monkeypatch.setattr(canvas, "COARSEST", 32)
    labels = areas_of(SIDE)
    data = easel("waves", "suprematism", areas=labels)
    made = picture(run(config(**settings), data)).astype(int)
    assert np.array_equal(made[labels == 0], data.content[labels == 0])
    for number in (1, 2):
        assert np.abs(made - data.content)[labels == number].mean() > 3


def test_each_area_has_the_gram_matrix_of_its_own_style():
    data = easel("waves", "suprematism", areas=areas_of(SIDE))
    objective = style_objective.Objective(eye_model.load("compact"), config(), data, SIDE, SIDE)
    assert [target.share for target in objective.targets] == pytest.approx([0.5, 0.5])
    assert all(target.areas["relu3_1"].shape == (1, 1, 16, 16) for target in objective.targets)
    for target, style in zip(objective.targets, data.styles, strict=True):
        expected = paint_grams.grams_of(style, eye_model.load("compact"), SIDE)
        assert all(torch.equal(target.grams[layer], expected[layer]) for layer in LAYERS)


def test_areas_that_mean_nothing_are_sentences():
    with pytest.raises(Trouble, match="The drawn areas are empty"):
        run(config(), easel("waves", areas=np.zeros((SIDE, SIDE), np.uint8)))
    with pytest.raises(Trouble, match="An area is drawn for style 2, but there are only 1 styles"):
        run(config(), easel("waves", areas=areas_of(SIDE)))


def test_several_styles_are_blended_by_their_weights():
    one, other = easel("waves", "woodcut").styles
    data = PaintingInputs(easel().content, (one, dataclasses.replace(other, weight=3.0)), None)
    (target,) = style_objective.Objective(eye_model.load("compact"), config(), data, SIDE, SIDE).targets
    grams = [paint_grams.grams_of(style, eye_model.load("compact"), SIDE)["relu4_1"] for style in (one, other)]
    assert torch.allclose(target.grams["relu4_1"], 0.25 * grams[0] + 0.75 * grams[1], rtol=1e-5, atol=1e-6)


def test_with_the_contents_colours_only_light_and_dark_are_painted():
    data = easel()
    events = run(config(colours="luminance", steps=20), data)
    made, before = picture(events).astype(int), data.content.astype(int)
    inside = ((made > 0) & (made < 255)).all(2)
    kept = (np.diff(made, axis=2) == np.diff(before, axis=2)).all(2)
    assert (kept & inside).mean() > 0.5, "red, green and blue differ as before, exactly, wherever a screen can show it"
    canvas_now = events[-1].parts["canvas"].x
    wanted = colours.luminance(canvas_now)[0, 0].cpu().numpy()
    assert np.abs(made @ np.array(colours.WEIGHTS) / 255 - wanted).max() < 0.02


def test_a_matched_style_is_tinted_first():
    data = easel("woodcut")
    tinted = paint_grams.grams_of(data.styles[0], eye_model.load("compact"), SIDE, like=data.content)
    by_hand = Style("", 1.0, colours.matched(data.styles[0].picture, data.content), None)
    expected = paint_grams.grams_of(by_hand, eye_model.load("compact"), SIDE)
    assert torch.equal(tinted["relu2_1"], expected["relu2_1"])


def test_every_start_ends_near_the_same_losses():
    ends = {start: run(config(start=start, steps=60), easel()) for start in ("content", "noise", "style")}
    for events in ends.values():
        assert curve(events, "style")[-1] + curve(events, "content")[-1] < 0.75
        assert curve(events, "weight of style") == curve(ends["content"], "weight of style"), "whatever the start"
    assert len({curve(events, "style")[0] for events in ends.values()}) == 3


def test_a_style_picture_to_start_from_covers_the_canvas():
    wide = Style("", 1.0, data_gallery.picture("painting:waves", 100)[:50], None)
    data = PaintingInputs(easel().content, (wide,), None)
    assert canvas.first_canvas(config(start="style"), data, 64, 48).shape == (1, 3, 64, 48)


def test_a_fingerprint_paints_like_its_picture():
    by_picture, data = run(config(), easel()), easel()
    by_fingerprint = run(config(), dataclasses.replace(data, styles=(fingerprint(),)))
    assert curve(by_fingerprint, "style") == pytest.approx(curve(by_picture, "style"), rel=1e-3)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"start": "style"}, "'Heavy sea' is known here by its fingerprint alone, which is no picture to start from"),
        ({"colours": "match"}, "there is no picture to tint. Choose 'only light and dark are painted'"),
    ],
)
def test_what_a_fingerprint_cannot_do_is_a_sentence(settings, sentence):
    with pytest.raises(Trouble, match=sentence):
        run(config(**settings), dataclasses.replace(easel(), styles=(fingerprint(),)))


def test_only_the_compact_eye_reads_fingerprints():
    other = Eye("vgg19", eye_model.load("compact").network)
    with pytest.raises(Trouble, match="which only the compact eye can read"):
        paint_grams.grams_of(fingerprint(), other, SIDE)


def test_without_any_pull_nothing_begins():
    for nothing in (
        {"content_share": 0.0, "style_share": 0.0, "smooth_share": 0.0},
        {"content_share": 0.0, "smooth_share": 0.0, **dict.fromkeys(LAYERS, 0.0)},
    ):
        with pytest.raises(Trouble, match="Nothing pulls at the canvas: all shares are 0"):
            run(config(**nothing), easel())


def test_all_shares_at_zero_while_it_paints_leave_the_canvas_as_it_is():
    nothing = {"content_share": 0.0, "style_share": 0.0, "smooth_share": 0.0}
    events = run(config(), easel(), moves={4: nothing, 8: {"style_share": 45.0}})
    canvases = [curve(events, name) for name in ("style", "weight of style")]
    assert len(canvases[0]) == 8 and canvases[1][4:8] == [0.0] * 4 and all(map(math.isfinite, canvases[0]))


class Breaks:
    """Stands in for a loss; at chosen calls its answer is no number."""

    def __init__(self, real, *calls: int):
        self.real, self.calls, self.count = real, calls, 0

    def __call__(self, *args):
        self.count += 1
        return self.real(*args) * (math.nan if self.count in self.calls else 1)


@pytest.mark.parametrize("optimiser", ["lbfgs", "adam"])
def test_a_loss_that_is_no_number_is_told_and_stepped_back_from(monkeypatch, optimiser):
    monkeypatch.setattr(gram_losses, "content", Breaks(gram_losses.content, style_objective.PROBES + 5))
    events = run(config(optimiser=optimiser), easel())
    assert [event.step for event in events if isinstance(event, Step)] == list(range(1, 13))
    assert all(math.isfinite(value) for e in events if isinstance(e, Step) for value in e.metrics.values())
    told = [event for event in events if isinstance(event, Preview) and "went back" in event.caption]
    sentence = (
        "At step 5 the content loss was no number any more, so the painting went back and goes on with smaller strokes."
    )
    assert told and told[0].step == 5 and told[0].caption.endswith(sentence)
    assert np.isfinite(picture(events)).all() and curve(events, "style")[-1] < curve(events, "style")[3]


def test_a_slope_that_is_no_number_is_found_as_well(monkeypatch):
    real = style_objective.Objective.look

    def broken(self, x, config, weights, each=False):
        look = real(self, x, config, weights, each)
        return (
            dataclasses.replace(look, slope=look.slope * math.inf)
            if broken.count == style_objective.PROBES + 4
            else look
        )

    broken.count = 0

    def counted(*args, **rest):
        broken.count += 1
        return broken(*args, **rest)

    monkeypatch.setattr(style_objective.Objective, "look", counted)
    events = run(config(), easel())
    assert any("the slope was no number any more" in e.caption for e in events if isinstance(e, Preview))


def test_a_black_canvas_is_found_and_stepped_back_from(monkeypatch):
    real = optimisers.LBFGS.stroke
    made = []

    def black_once(self, x, slope, loss, rate):
        made.append(real(self, x, slope, loss, rate))
        return torch.zeros_like(x) if len(made) == 5 else made[-1]

    monkeypatch.setattr(optimisers.LBFGS, "stroke", black_once)
    events = run(config(), easel())
    assert any("At step 6 the canvas had become one flat colour" in e.caption for e in events if isinstance(e, Preview))
    assert picture(events).std() > 10


def test_what_cannot_be_mended_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr(
        gram_losses, "style", Breaks(gram_losses.style, *range(5 * style_objective.PROBES + 30, 10_000))
    )
    with pytest.raises(Trouble, match=r"broke 7 times in a row: at step \d+ the style loss was no number any more"):
        run(config(steps=40), easel())


def test_what_is_broken_from_the_start_does_not_begin(monkeypatch):
    monkeypatch.setattr(gram_losses, "style", Breaks(gram_losses.style, 1))
    with pytest.raises(Trouble, match="The style loss of these pictures is no number"):
        run(config(), easel())


def test_smoothness_alone_may_end_in_one_colour():
    settled = config(content_share=0.0, style_share=0.0, smooth_share=100.0)
    assert canvas.may_be_flat(settled, easel()) and not canvas.may_be_flat(config(), easel())
    grey = np.full((SIDE, SIDE, 3), 90, np.uint8)
    flat = PaintingInputs(grey, (Style("", 1.0, grey, None),), None)
    assert canvas.may_be_flat(config(), flat)
    assert not canvas.may_be_flat(config(), dataclasses.replace(flat, styles=(fingerprint(),)))


def test_lbfgs_finds_the_bottom_of_a_narrow_valley():
    stretch = torch.logspace(0, 3, 48).view(1, 3, 4, 4)
    goal = torch.rand(1, 3, 4, 4, generator=torch.Generator().manual_seed(0)) * 0.8 + 0.1
    painter, x = optimisers.LBFGS(), torch.full((1, 3, 4, 4), 0.5)
    for _ in range(80):
        x = painter.stroke(x, stretch * (x - goal), float((stretch * (x - goal).square()).sum() / 2), 0.0)
    assert torch.allclose(x, goal, atol=1e-2)


def test_lbfgs_is_the_two_loop_recursion():
    """The direction from products of vectors is that of the textbook, which works on the vectors themselves."""
    chance = torch.Generator().manual_seed(0)
    moves = [torch.randn(1, 3, 8, 8, generator=chance) for _ in range(11)]
    changes = [torch.linspace(1, 3, 192).view_as(move) * move for move in moves]
    slope, painter = torch.randn(1, 3, 8, 8, generator=chance), optimisers.LBFGS()
    for move, change in zip(moves, changes, strict=True):
        painter._remember(move, change)
    known = [(s.flatten(), y.flatten()) for s, y in zip(moves, changes, strict=True)][-optimisers.MEMORY :]
    q, shares = slope.flatten().clone(), []
    for s, y in reversed(known):
        shares.append(s @ q / (s @ y))
        q -= shares[-1] * y
    s, y = known[-1]
    q *= s @ y / (y @ y)
    for (s, y), share in zip(known, reversed(shares), strict=True):
        q += s * (share - y @ q / (s @ y))
    assert torch.allclose(painter._direction(slope).flatten(), -q, rtol=1e-3, atol=1e-4)


def test_lbfgs_goes_halfway_back_where_it_got_worse():
    painter, x = optimisers.LBFGS(), torch.full((1, 3, 4, 4), 0.5)
    there = painter.stroke(x, torch.ones_like(x), 1.0, 0.0)
    back = painter.stroke(there, torch.ones_like(x), 5.0, 0.0)
    assert torch.allclose(back, torch.lerp(x, there, 0.4))


def test_it_remembers_fewer_strokes_of_large_pictures(monkeypatch):
    monkeypatch.setattr(optimisers, "ROOM", 5 * 48)
    painter = optimisers.LBFGS()
    for _ in range(10):
        painter._remember(move := torch.rand(1, 3, 4, 4), 2 * move)
    assert painter.rows.shape == (10, 48) and len(painter.order) == 5


def test_gram_maps_are_those_that_painting_compares():
    picture = data_gallery.picture("painting:waves", SIDE)
    found, same = paint_grams.gram_maps(picture, SIDE), paint_grams.gram_maps("painting:waves", SIDE)
    assert list(found) == list(LAYERS)
    for layer, gram in found.items():
        assert gram.dtype == np.float32 and gram.shape[0] == gram.shape[1]
        assert np.allclose(gram, gram.T, rtol=1e-3, atol=1e-4) and np.array_equal(gram, same[layer])


def test_a_texture_has_the_styles_gram_matrices_and_no_content():
    made = shipping_fingerprints.painted_texture("painting:woodcut", size=SIDE, steps=40)
    assert made.shape == (SIDE, SIDE, 3) and made.dtype == np.uint8
    there, here = (paint_grams.gram_maps(one, SIDE) for one in ("painting:woodcut", made))
    noise = paint_grams.gram_maps(np.random.default_rng(0).integers(0, 255, made.shape).astype(np.uint8), SIDE)

    def distance(grams):
        return np.mean([((grams[layer] - there[layer]) ** 2).sum() / (there[layer] ** 2).sum() for layer in LAYERS])

    assert distance(here) < 0.1 * distance(noise)
    assert not np.array_equal(
        made, shipping_fingerprints.painted_texture("painting:woodcut", size=SIDE, steps=40, seed=1)
    )


def test_what_a_painting_costs_is_measured_once(monkeypatch, tmp_path):
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "bare"))
    monkeypatch.setattr(cost, "SIDES", (64, 80))
    small = cost.estimate(config(content="scene:lake", size=128, steps=20))
    assert (core_settings.home() / "cache" / "painting-pace.json").is_file()
    monkeypatch.setattr(cost, "measured", lambda eye: pytest.fail("it is known already"))
    assert cost.estimate(config(content="scene:lake", size=128, steps=20)) == small
    large = cost.estimate(config(content="scene:lake", size=256, steps=20))
    longer = cost.estimate(config(content="scene:lake", size=128, steps=40))
    assert 0 < small.seconds <= large.seconds and small.seconds < longer.seconds
    assert 1e8 < small.bytes < large.bytes < 1e10


def test_a_small_style_is_not_enlarged():
    picture = paintings.make("waves", 64)
    large = paint_grams.grams_of(Style("", 1.0, picture, None), eye_model.load("compact"), 256)
    assert torch.equal(
        large["relu1_1"], paint_grams.see_grams(eye_model.load("compact"), images.unit(picture))["relu1_1"]
    )
