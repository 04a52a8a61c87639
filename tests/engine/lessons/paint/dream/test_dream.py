"""DeepDream: how a step climbs, how octaves follow each other, what live knobs do, and the sheets of what excites each channel."""

import dataclasses
import io
import json

import numpy as np
import pytest
import torch
from PIL import Image

from engine import recipes
from engine.cli import main
from engine.core import files
from engine.core.errors import Trouble
from engine.events import Preview, Snapshot, Step
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.fields import CHANNELS
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import LAYERS, WIDTHS, CompactEye
from engine.lessons.paint import fingerprints as paint_fingerprints
from engine.lessons.paint.dream import channels as dream_channels
from engine.lessons.paint.dream import excitement as dream_excitement
from engine.lessons.paint.dream import moods
from engine.lessons.paint.dream import train as dream_train
from engine.lessons.paint.dream.channels import FOLDER, INDEX
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.inputs import for_dream
from engine.lessons.paint.dream.train import REACH
from engine.lessons.paint.inputs import PaintingInputs
from engine.shipping import dreams
from engine.weights import checkpoint, shelf

SHIPPED = eye_model.load


@pytest.fixture(autouse=True)
def eye(monkeypatch) -> Eye:
    """A small eye that has never learnt: climbing needs slopes, not sense."""
    torch.manual_seed(0)
    network = CompactEye([16, 16, 16, 16, 16], [8, 8, 8, 8, 8])
    for name, weight in network.named_parameters():
        if name.endswith("bias"):
            torch.nn.init.zeros_(weight)  # or it would say the same of every picture
    for name, width in zip(LAYERS, WIDTHS, strict=True):
        getattr(network, f"basis_{name}").copy_(torch.linalg.qr(torch.randn(width, 8))[0])
    made = Eye("compact", network.folded())
    monkeypatch.setattr(eye_model, "load", lambda name: made)
    return made


PICTURE = np.random.default_rng(3).integers(60, 200, (12, 16, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
"""A landscape of 96 x 128 pixels."""

CONFIG = DreamConfig(layer="relu3_1", steps=12, octaves=3, preview_every=4, jitter=8)


def dreamt(config: DreamConfig = CONFIG, state=None, picture: np.ndarray = PICTURE, answers=None):
    """The events, and the last state that was offered. `answers`: step -> the config to go on with after it."""
    events, last, answer = [], None, None
    loop = dream_train.train(config, PaintingInputs(picture, (), None), state)
    while True:
        try:
            event = loop.send(answer)
        except StopIteration:
            return events, last
        answer = None
        events.append(event)
        if isinstance(event, Snapshot):
            last = checkpoint.state(event)
            answer = (answers or {}).get(event.step)


def excitement(events) -> list[float]:
    return [event.metrics["excitement"] for event in events if isinstance(event, Step)]


def picture_of(events) -> np.ndarray:
    return [event for event in events if isinstance(event, Preview)][-1].picture


def far(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(float) - other).mean())


def test_it_is_one_of_the_loops_and_reports_each_step():
    assert recipes.of("dream").train is dream_train.train
    events, _ = dreamt()
    assert [event.step for event in events if isinstance(event, Step)] == list(range(1, 13))
    previews = [event for event in events if isinstance(event, Preview)]
    assert [preview.step for preview in previews] == [1, 2, 4, 5, 8, 10, 12]
    for preview in previews:
        assert preview.name == "picture" and preview.caption.endswith(".")
        assert preview.picture.dtype == np.uint8 and preview.picture.shape == PICTURE.shape
    assert np.isfinite(excitement(events)).all()


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("channel", [-1, 5])
def test_the_excitement_of_the_shipped_eye_rises(layer, channel, monkeypatch):
    monkeypatch.setattr(eye_model, "load", SHIPPED)
    felt = excitement(dreamt(dataclasses.replace(CONFIG, layer=layer, channel=channel, octaves=1))[0])
    assert felt[-1] > felt[0] and np.mean(felt[-4:]) > np.mean(felt[:4])


def test_excitement_is_told_in_what_is_usual_for_the_picture(eye):
    """All channels of the picture itself, before any dream: about 1, however loud the layer is."""
    still = dataclasses.replace(CONFIG, octaves=1, jitter=0, steps=1)
    assert excitement(dreamt(still)[0])[0] == pytest.approx(1, abs=0.2)


def test_the_same_seed_dreams_the_same_and_another_one_jumps_elsewhere():
    once, twice = picture_of(dreamt()[0]), picture_of(dreamt()[0])
    assert np.array_equal(once, twice)
    assert not np.array_equal(once, picture_of(dreamt(dataclasses.replace(CONFIG, seed=1))[0]))


def test_looking_changes_nothing():
    often, rarely = (
        dreamt(dataclasses.replace(CONFIG, preview_every=every))[1]["parts"]["dream"]["depth"] for every in (1, 1_000)
    )
    assert torch.equal(often, rarely)


def test_without_jitter_nothing_is_left_to_chance():
    still = dataclasses.replace(CONFIG, jitter=0)
    assert np.array_equal(picture_of(dreamt(still)[0]), picture_of(dreamt(dataclasses.replace(still, seed=5))[0]))


@pytest.mark.parametrize("shift", [(0, 0), (3, -5), (-40, 64), (97, 200)])
def test_moving_back_is_the_exact_inverse_of_moving(shift):
    x = torch.rand(1, 3, 33, 47)
    moved = dream_train.shifted(x, shift)
    assert torch.equal(dream_train.unshifted(moved, shift), x)
    assert torch.equal(dream_train.shifted(dream_train.unshifted(x, shift), shift), x)
    if shift == (3, -5):
        assert torch.equal(moved[0, 0, 3, 0], x[0, 0, 0, 5])


def test_octaves_grow_by_their_scale_up_to_the_picture():
    config = DreamConfig(octaves=4, octave_scale=1.4)
    assert dream_train.octaves(384, 512, config) == [(140, 187), (196, 261), (274, 366), (384, 512)]


def test_octaves_that_would_be_too_small_to_see_are_left_out():
    assert dream_train.octaves(64, 64, DreamConfig(octaves=8, octave_scale=2.0)) == [(32, 32), (64, 64)]
    with pytest.raises(Trouble, match="The picture has 90 x 20 pixels, too few to dream on"):
        dream_train.octaves(20, 90, DreamConfig())


def test_each_octave_gets_its_share_of_the_steps():
    sizes = []
    loop = dream_train.train(CONFIG, PaintingInputs(PICTURE, (), None))
    for event in loop:
        if isinstance(event, Snapshot):
            sizes.append(tuple(event.parts["dream"].depth.shape[-2:]))
    assert sizes == [(49, 65)] * 4 + [(69, 91)] * 4 + [(96, 128)] * 4


@pytest.mark.parametrize("stopped", [3, 4, 7])
def test_going_on_is_bit_for_bit_the_dream_that_never_stopped(stopped, tmp_path):
    """Also where the next step is the first of a finer octave."""
    whole, end = dreamt()
    for event in dream_train.train(CONFIG, PaintingInputs(PICTURE, (), None)):
        if isinstance(event, Snapshot) and event.step == stopped:
            checkpoint.save_state(tmp_path / "resume.pt", checkpoint.state(event))
            break
    events, last = dreamt(state=checkpoint.load_state(tmp_path / "resume.pt"))
    assert excitement(events) == excitement(whole)[stopped:]
    assert np.array_equal(picture_of(events), picture_of(whole))
    assert torch.equal(last["parts"]["dream"]["depth"], end["parts"]["dream"]["depth"])


def test_a_dream_that_goes_on_after_its_end_keeps_its_fine_lines():
    """More steps spread the octaves anew; the dream must not fall back to a coarse one."""
    _, state = dreamt()
    for event in dream_train.train(dataclasses.replace(CONFIG, steps=24), PaintingInputs(PICTURE, (), None), state):
        if isinstance(event, Snapshot):
            assert event.parts["dream"].depth.shape[-2:] == (96, 128)


def test_a_live_layer_and_channel_act_at_the_next_step():
    still, moved = dreamt()[0], {5: dataclasses.replace(CONFIG, layer="relu2_1", channel=7)}
    events, _ = dreamt(answers=moved)
    assert excitement(events)[:5] == excitement(still)[:5]
    assert excitement(events)[5] != excitement(still)[5]
    captions = {event.step: event.caption for event in events if isinstance(event, Preview)}
    assert captions[5].startswith("What excites relu3_1,")
    assert captions[8].startswith("What excites channel 7 of relu2_1,")


@pytest.mark.parametrize("knob", [{"strength": 0.2}, {"jitter": 0}, {"keep": 1.0}, {"dive": 3.0}])
def test_each_live_knob_acts_at_once(knob):
    config = dataclasses.replace(CONFIG, octaves=1)
    events, _ = dreamt(config, answers={5: dataclasses.replace(config, **knob)})
    still, _ = dreamt(config)
    assert excitement(events)[:5] == excitement(still)[:5]
    assert excitement(events)[6:] != excitement(still)[6:]


def test_the_original_pulls_back():
    free, held, gripped = (
        far(picture_of(dreamt(dataclasses.replace(CONFIG, keep=keep))[0]), PICTURE) for keep in (0.0, 0.5, 1.0)
    )
    assert gripped < held < free


def test_more_strength_dreams_farther_from_the_original():
    faint, strong = (
        far(picture_of(dreamt(dataclasses.replace(CONFIG, strength=strength))[0]), PICTURE) for strength in (0.01, 0.1)
    )
    assert 0 < faint < strong


def test_no_strength_and_no_time_make_a_picture_black_or_white():
    events, _ = dreamt(dataclasses.replace(CONFIG, strength=0.2, steps=60))
    picture = picture_of(events)
    assert 20 < picture.mean() < 235 and (picture == 0).mean() < 0.02 and (picture == 255).mean() < 0.02


def test_a_dream_without_depth_is_the_picture_itself():
    original = torch.rand(1, 3, 9, 9)
    assert torch.allclose(dream_train.dreamt(original, torch.zeros_like(original), REACH), original, atol=1e-6)


def test_an_evened_slope_has_no_trend_and_little_grain():
    torch.manual_seed(0)
    wave = torch.cos(torch.arange(128) * 2 * torch.pi / 128).expand(1, 3, 128, 128)
    slope = torch.randn(2, 3, 128, 128) + wave
    even = dream_train.evened(slope)
    assert even.shape == slope.shape
    assert torch.allclose(even.std((1, 2, 3)), torch.ones(2), atol=1e-4)
    before, after = ((one / one.std() * wave).mean().abs() for one in (slope, even))
    assert after < before / 2
    before, after = (
        (one - dream_train.like(dream_train.halved(one), one)).square().mean() / one.square().mean()
        for one in (slope, even)
    )
    assert after < 0.6 * before


def test_a_flat_slope_stays_flat():
    assert torch.equal(dream_train.evened(torch.zeros(1, 3, 40, 40)), torch.zeros(1, 3, 40, 40))


def test_one_channel_alone_shows_in_noise_what_it_looks_for(monkeypatch):
    monkeypatch.setattr(eye_model, "load", SHIPPED)
    config = dataclasses.replace(dream_channels.from_noise("relu3_1", 9, size=64), octaves=2)
    before = for_dream(config).content
    events, _ = dreamt(config, picture=before)
    assert excitement(events)[-1] > excitement(events)[0]
    assert picture_of(events).shape == (64, 64, 3) and picture_of(events).std() > 2 * before.std()


@pytest.fixture
def pixels(monkeypatch):
    """An eye whose channels are red, green and blue themselves: what leads can be reckoned by hand."""
    monkeypatch.setattr(dream_excitement, "channels", lambda eye, x, layer: x)


def test_each_place_grows_towards_the_place_that_it_is_most_like(pixels):
    guide = torch.zeros(1, 3, 2, 2)
    guide[0, 0, 0, :], guide[0, 2, 1, :] = 0.9, 0.2  # above red, below a faint blue
    places = dream_excitement.places_of(None, guide, "relu1_1", torch.ones(1, 3, 1, 1))
    assert places.shape == (3, 4)
    assert torch.allclose(places.square().mean(0), torch.ones(4)), "a faint place leads as much as a strong one"
    x = torch.tensor([[0.5, 0.1], [0.4, 0.4], [0.1, 0.5]])[None, :, None]  # reddish, bluish
    alike, slope = dream_excitement.excite_towards(None, x, "relu1_1", torch.ones(1, 3, 1, 1), places)
    assert alike.item() == pytest.approx(0.5 * 3**0.5 / 3)
    (reddish, bluish) = slope[0, :, 0].T
    assert reddish[0] > 0 and reddish[1] == reddish[2] == 0
    assert bluish[2] > 0 and bluish[0] == bluish[1] == 0


def test_a_large_dream_is_led_bit_by_bit_to_the_same_end(pixels, monkeypatch):
    torch.manual_seed(0)
    x, usual = torch.rand(1, 3, 9, 11), torch.ones(1, 3, 1, 1)
    places = dream_excitement.places_of(None, torch.rand(1, 3, 5, 5), "relu1_1", usual)
    whole = dream_excitement.excite_towards(None, x, "relu1_1", usual, places)
    monkeypatch.setattr(dream_excitement, "AT_A_TIME", 7)
    for one, other in zip(whole, dream_excitement.excite_towards(None, x, "relu1_1", usual, places), strict=True):
        assert torch.equal(one, other)


def led(**changes) -> np.ndarray:
    config = dataclasses.replace(CONFIG, content="scene:lake", size=64, octaves=1, **changes)
    loop = dream_train.train(config, for_dream(config))
    return [event for event in loop if isinstance(event, Preview)][-1].picture


def test_a_second_picture_leads_a_dream_of_all_channels_and_no_other():
    free, cat, harbour = led(), led(guide="scene:cat"), led(guide="scene:harbour")
    assert far(free, cat) > 1 and far(cat, harbour) > 1
    assert np.array_equal(led(channel=3), led(channel=3, guide="scene:cat"))


def test_coming_nearer_enlarges_the_middle():
    x = torch.zeros(1, 1, 40, 60)
    x[..., 15:25, 25:35] = 1
    near = dream_train.nearer(x, 0.5)
    assert near.shape == x.shape and near[0, 0, 20, 30] == pytest.approx(1)
    assert near.sum() / x.sum() == pytest.approx(1.5**2, rel=0.05)
    assert torch.allclose(dream_train.nearer(x, 0.0), x, atol=1e-6)


def test_one_falls_into_a_dream_at_its_full_size_only_and_the_dream_stays_in_sight():
    diving = dataclasses.replace(CONFIG, dive=5.0)
    still = picture_of(dreamt()[0])
    _, early = dreamt(dataclasses.replace(diving, steps=8), answers={7: CONFIG})
    assert early["parts"]["dream"]["floor"] is not None, "the third octave begins with step 9 of 12, with step 6 of 8"
    events, _ = dreamt(diving)
    assert np.array_equal(
        *(
            next(event.picture for event in found if isinstance(event, Preview) and event.step == 8)
            for found in (events, dreamt()[0])
        )
    )
    assert far(picture_of(events), still) > 5
    further = picture_of(dreamt(dataclasses.replace(diving, steps=60))[0])
    assert further.std() > 20 and 20 < further.mean() < 235, "neither grey nor burnt, however deep"


def test_a_channel_that_a_layer_does_not_have_is_a_sentence():
    with pytest.raises(Trouble, match="relu1_1 has no channel 64") as told:
        DreamConfig(layer="relu1_1", channel=64)
    assert "Its channels are 0 to 63; -1 means all of them." in told.value.advice
    assert DreamConfig(layer="relu5_1", channel=511).channel == 511


class Blind(Eye):
    """An eye that gives no numbers at some of its looks."""

    def __init__(self, eye: Eye, blind: set[int]):
        self.name, self.network, self.inner, self.blind, self.looks = eye.name, eye.network, eye, blind, 0

    def see(self, x, layers=LAYERS):
        found = self.inner.see(x, layers)
        if not torch.is_grad_enabled() or not x.requires_grad:
            return found
        self.looks += 1
        return {name: one * torch.nan if self.looks in self.blind else one for name, one in found.items()}


def test_numbers_that_are_none_are_stepped_back_from_and_told(eye, monkeypatch):
    blind = Blind(eye, {5})
    monkeypatch.setattr(eye_model, "load", lambda name: blind)
    events, _ = dreamt()
    assert np.isfinite(excitement(events)).all() and len(excitement(events)) == 12
    (told,) = {event.caption for event in events if isinstance(event, Preview) and event.step == 5}
    assert "At step 5 the eye gave no numbers, so the dream went one step back." in told
    assert far(picture_of(events), PICTURE) > 1


def test_an_eye_that_stays_blind_ends_the_dream_with_a_sentence(eye, monkeypatch):
    blind = Blind(eye, set(range(3, 100)))
    monkeypatch.setattr(eye_model, "load", lambda name: blind)
    with pytest.raises(Trouble, match="The eye gave no numbers 7 times in a row, last at step 9") as told:
        dreamt()
    assert "Dream with less strength" in told.value.advice


def test_vgg_itself_can_dream(eye, monkeypatch):
    from engine.lessons.helpers.eye import vgg

    torch.manual_seed(0)
    whole = Eye("vgg19", vgg.VGG19(3, [0.5] * 3, [0.25] * 3))
    monkeypatch.setattr(eye_model, "load", lambda name: whole)
    felt = excitement(dreamt(dataclasses.replace(CONFIG, eye="vgg19", layer="relu2_1", octaves=1))[0])
    assert felt[-1] > felt[0]
    assert dream_excitement.channels(whole, torch.rand(1, 3, 32, 32), "relu2_1").shape == (1, 128, 16, 16)


def test_readings_of_the_compact_eye_become_the_channels_of_vgg(eye):
    x = torch.rand(1, 3, 32, 32)
    for layer, width in CHANNELS.items():
        seen, reading = dream_excitement.channels(eye, x, layer), eye.see(x, [layer])[layer].float()
        assert seen.shape[1] == width
        assert torch.allclose(seen.square().sum(), reading.square().sum(), rtol=1e-3), "turned, not stretched"


def test_portraits_side_by_side_are_what_each_channel_dreams_alone(eye):
    config = dream_channels.from_noise("relu2_1", -1, size=64)
    both = dream_train.portraits(eye, config, [3, 40])
    alone = dream_train.portraits(eye, config, [40])
    assert both.shape == (2, 64, 64, 3) and both.dtype == np.uint8
    assert far(both[1], alone[0]) < 2 < far(both[0], alone[0])
    loop = dream_train.train(dataclasses.replace(config, channel=40), for_dream(config))
    last = [event for event in loop if isinstance(event, Preview)][-1]
    assert far(last.picture, alone[0]) < 2


def test_each_heap_of_like_dreams_gets_its_spokesman():
    heaps = np.eye(3).repeat((12, 6, 2), axis=0) + np.random.default_rng(0).normal(0, 0.02, (20, 3))
    heaps /= np.linalg.norm(heaps, axis=1, keepdims=True)
    taken = dreams.spokesmen(heaps, 3)
    assert [0 <= taken[0] < 12, 12 <= taken[1] < 18, 18 <= taken[2] < 20] == [True] * 3
    assert sorted(dreams.spokesmen(heaps, 50)) == list(range(20))


@pytest.fixture
def shelf_of_sheets(tmp_path, monkeypatch):
    monkeypatch.setattr(dream_channels, "FOLDER", tmp_path / "dreams")
    monkeypatch.setattr(dreams, "CHANNELS", dict.fromkeys(LAYERS, 20))
    monkeypatch.setattr(dream_channels, "SIDE", 64)
    quick = dataclasses.replace(dream_channels.from_noise("relu1_1", -1, 64), steps=4)
    monkeypatch.setattr(dream_channels, "from_noise", lambda layer, *_: dataclasses.replace(quick, layer=layer))
    monkeypatch.setattr(paint_fingerprints, "eye_hash", lambda: "this eye")
    return tmp_path / "dreams"


def test_moods_are_dreamt_kept_and_not_shown_for_another_eye(shelf_of_sheets, monkeypatch):
    small = {"content": "scene:lake", "steps": 4, "octaves": 1, "preview_every": 100}
    still, falling = (
        moods.Mood(name, name, "", DreamConfig(**small, dive=dive)) for name, dive in (("still", 0.0), ("falling", 5.0))
    )
    for name, value in (("MOODS", (still, falling)), ("SIDE", 64), ("SIDE_OF_FILM", 64), ("FRAMES", 2)):
        monkeypatch.setattr(dreams, name, value)
    dreams.make_moods()
    frames = {mood.name: Image.open(io.BytesIO(moods.kept(mood.name))).n_frames for mood in (still, falling)}
    assert frames == {"still": 1, "falling": 2}
    files.put_json(shelf_of_sheets / INDEX, {"eye": "another", "layers": {}})
    assert moods.kept("still") is None and moods.kept("nowhere") is None


def test_each_mood_is_known_by_its_settings_alone():
    assert [moods.like(mood.config) for mood in moods.MOODS] == list(moods.MOODS)
    assert moods.like(dataclasses.replace(moods.MOODS[0].config, preview_every=9)) == moods.MOODS[0]
    assert moods.like(DreamConfig(seed=7)) is None


def test_sheets_are_drawn_kept_and_read_again(shelf_of_sheets, monkeypatch):
    drawn = {}
    put = dreams.put
    monkeypatch.setattr(dreams, "put", lambda layer, some: (drawn.update({layer: some}), put(layer, some)))
    told = []
    size = dreams.make(10, lambda layer, done: told.append((layer, done)))
    assert size == sum(file.stat().st_size for file in shelf_of_sheets.iterdir())
    assert told[:2] == [("relu1_1", 16), ("relu1_1", 20)]
    found = dream_channels.sheets()
    assert list(found) == list(LAYERS)
    for layer, sheet in found.items():
        assert len(sheet.channels) == len(sheet.pictures) == len(drawn[layer]) <= 10
        assert sheet.channels == tuple(sorted(set(sheet.channels))) and max(sheet.channels) < 20
        assert far(sheet.pictures, drawn[layer]) < 25, "each square is where it belongs, but for what WebP loses"


def test_sheets_of_another_eye_are_not_shown(shelf_of_sheets, monkeypatch):
    assert dream_channels.sheets() == {} and not dream_channels.stale()
    dreams.make(2)
    assert dream_channels.sheets() and not dream_channels.stale()
    monkeypatch.setattr(paint_fingerprints, "eye_hash", lambda: "another eye")
    assert dream_channels.stale() and dream_channels.sheets() == {}


@pytest.mark.skipif("eye" not in shelf.shipped(), reason="no eye is shipped")
def test_the_shipped_sheets_were_dreamt_by_the_shipped_eye():
    about = files.read_json(FOLDER / INDEX)
    assert about is not None and not dream_channels.stale(), "Draw them anew: python -m engine dream-gallery"
    assert set(dream_channels.sheets()) == set(LAYERS)
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 700_000


def call(*words: str) -> int:
    return main.main(words)


def test_the_command_dreams_on_a_file(tmp_path, capsys):
    Image.fromarray(PICTURE).save(tmp_path / "in.png")
    out, film = tmp_path / "new" / "out.png", tmp_path / "film.gif"
    words = ["--size", "96", "--steps", "6", "--layer", "relu2_1", "--channel", "3", "--octaves", "2"]
    assert call("dream", str(tmp_path / "in.png"), "-o", str(out), *words, "--film", str(film)) == 0
    said = capsys.readouterr().out
    assert f"The dream of step 6 is in {out}." in said and f"How it grew is in {film}." in said
    with Image.open(out) as image:
        assert image.size == (96, 72)
        small = np.asarray(Image.fromarray(PICTURE).resize((96, 72), Image.Resampling.LANCZOS))
        assert 1 < far(np.asarray(image), small) < 80
    with Image.open(film) as image:
        assert image.n_frames == 6


def test_the_command_dreams_on_a_drawn_scene_and_on_noise(tmp_path):
    for picture in ("scene:lake", "noise"):
        out = tmp_path / f"{picture.replace(':', '-')}.png"
        assert call("dream", picture, "-o", str(out), "--size", "64", "--steps", "2") == 0
        assert Image.open(out).size == (64, 64)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing.jpg"], "There is no picture 'nothing.jpg'"),
        (["scene:lake", "-o", "dream.txt"], "'dream.txt' does not end as a picture does here."),
        (["scene:lake", "--film", "film.mp4"], "'film.mp4' does not end as a picture does here."),
        (["scene:lake", "--layer", "relu9_9"], "Layer is 'relu9_9', which does not exist."),
        (["scene:lake", "--layer", "relu2_1", "--channel", "400"], "relu2_1 has no channel 400."),
        (["scene:lake", "--steps", "0"], "Steps is 0, outside its range."),
    ],
)
def test_wrong_words_get_a_sentence(words, sentence, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call("dream", *words) == 1
    assert sentence in capsys.readouterr().err


def test_the_command_that_draws_the_sheets(shelf_of_sheets, capsys):
    assert call("dream-gallery", "--count", "2") == 0
    assert f"are in {shelf_of_sheets}." in capsys.readouterr().out
    assert len(json.loads((shelf_of_sheets / INDEX).read_text())["layers"]["relu5_1"]) == 2
