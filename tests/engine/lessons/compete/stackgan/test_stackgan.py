"""Sentences about pictures, the networks that read and draw them, and how their obedience is measured."""

from functools import lru_cache
from random import Random

import numpy as np
import pytest
import torch
from PIL import Image
from torch.nn import functional

from engine.cli import main
from engine.core.errors import Trouble
from engine.data.drawn import shapes as drawn_shapes
from engine.data.drawn.shapes import CHOICES, COLOURS, SHAPES
from engine.data.sentences import wording as sentences_wording
from engine.data.sentences import worlds
from engine.data.sentences.traits import NONE
from engine.data.sentences.wording import NOT
from engine.data.sentences.worlds import PicturesWithSentences, Told
from engine.events import Snapshot, Step
from engine.lessons.compete.stackgan import config as stackgan_config
from engine.lessons.compete.stackgan import losses as stackgan_losses
from engine.lessons.compete.stackgan import model as stackgan_model
from engine.lessons.compete.stackgan import obedience as stackgan_obedience
from engine.lessons.compete.stackgan import train as stackgan_train
from engine.lessons.compete.stackgan.config import StackConfig
from engine.lessons.compete.stackgan.losses import STILL
from engine.lessons.compete.stackgan.model import TrainedStackGAN
from engine.lessons.compete.stackgan.network import Condition, Critic, Refiner, Sketcher
from engine.lessons.compete.stackgan.train import Wish
from engine.lessons.helpers.judge import model as judge_model
from engine.lessons.helpers.judge.network import Judge
from engine.lessons.helpers.reader import losses as reader_losses
from engine.lessons.helpers.reader import model as reader_model
from engine.lessons.helpers.reader import train as reader_train
from engine.lessons.helpers.reader.config import ReaderConfig
from engine.lessons.helpers.reader.losses import SHARPNESS
from engine.lessons.helpers.reader.network import Matcher, Reader
from engine.nn.layers import with_places
from engine.weights import checkpoint

NAMES = list(worlds.WORLDS)


@lru_cache
def whole(name: str) -> PicturesWithSentences:
    """Read once: these are hundreds of megabytes."""
    return worlds.load(name, 10_000)


@pytest.fixture(params=NAMES)
def tale(request) -> PicturesWithSentences:
    return whole(request.param)


def small(name: str = "shapes", **settings) -> StackConfig:
    tiny = {"width": 4, "noise": 2, "batch": 4, "wrong": 2, "steps": 6, "preview_every": 100, "sketching": 0.5}
    return StackConfig(data=name, **tiny | settings)


def some(name: str, count: int = 24) -> PicturesWithSentences:
    """The first pictures of a world."""
    tale, first = whole(name), np.arange(count)
    return PicturesWithSentences(name, tale.train.only(first), tale.held_out.only(first), tale.novel.only(first))


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_tells_its_row_however_it_is_worded(name):
    world, dice = worlds.of(name), Random(0)
    known = set(worlds.vocabulary(world))
    for row in whole(name).train.rows[:300]:
        told = world.hushed(row, dice)
        for words in (world.say(told), world.say(told, dice)):
            assert np.array_equal(world.understood(words), told), " ".join(words)
            assert set(words) <= known


@pytest.mark.parametrize("name", NAMES)
def test_examples_use_known_words_and_the_last_tells_a_pair_never_met(name):
    world = worlds.of(name)
    for sentence in world.EXAMPLES:
        assert set(worlds.words_of(sentence)) <= set(worlds.vocabulary(world))
    met = [worlds.never_met(world, world.understood(worlds.words_of(one))[None])[0] for one in world.EXAMPLES]
    assert met == [False, False, False, True]


def test_what_is_held_out_and_what_is_never_met_take_no_part_in_learning(tale):
    world = worlds.of(tale.name)
    learnt, kept = ({tuple(row) for row in split.rows} for split in (tale.train, tale.held_out))
    assert not learnt & kept and len(kept) > 300
    assert not worlds.never_met(world, tale.train.rows).any() and not worlds.never_met(world, tale.held_out.rows).any()
    assert worlds.never_met(world, tale.novel.rows).all()


def test_a_tenth_of_the_pairs_is_never_met():
    pairs = {(colour, shape) for (_, colour), (_, shape) in worlds.of("shapes").NEVER}
    assert len(pairs) / (len(COLOURS) * len(SHAPES)) == pytest.approx(0.1)


def test_each_word_of_a_pair_is_met_in_training(tale):
    world = worlds.of(tale.name)
    columns = [trait.name for trait in world.TRAITS]
    for pair in world.NEVER:
        for name, value in pair:
            column = columns.index(name)
            assert (tale.train.rows[:, column] == world.TRAITS[column].values.index(value)).sum() > 100


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_sentence_is_wrong_in_one_point_and_tells_no_pair_never_met(name):
    world, dice = worlds.of(name), Random(1)
    for row in whole(name).train.rows[:200]:
        told = world.hushed(row, dice)
        changed = worlds.altered(world, told, dice)
        different = changed != told
        swapped = all(changed[one] == told[other] for one, other in world.SWAPS) and world.SWAPS
        assert different.any() and (different.sum() == 1 or swapped)
        assert ((changed == NONE) == (told == NONE)).all() or swapped
        assert not worlds.never_met(world, changed[None])[0]


def test_pictures_of_shapes_show_their_numbers():
    values = {name: np.array([0.0, 0.0]) for name in CHOICES}
    values |= {
        "layout": np.array([1.0, 2.0]),
        "first_colour": np.array([0.0, 3.0]),
        "second_colour": np.array([3.0, 0.0]),
    }
    upper, left = drawn_shapes.draw(values, 0).astype(int)
    red, blue = (lambda part: part[..., 0] - part[..., 2] > 80), (lambda part: part[..., 2] - part[..., 0] > 80)
    assert red(upper[:32]).any() and blue(upper[32:]).any() and not red(upper[32:]).any()
    assert blue(left[:, :32]).any() and red(left[:, 32:]).any() and not blue(left[:, 32:]).any()


def test_a_longer_set_of_shapes_begins_with_the_shorter_one():
    short, long = drawn_shapes.make(3, 5), drawn_shapes.make(300, 5)
    assert np.array_equal(short[0], long[0][:3]) and np.array_equal(short[1]["layout"], long[1]["layout"][:3])
    with pytest.raises(Trouble, match="0 pictures"):
        drawn_shapes.make(0, 1)


def test_a_world_that_is_not_there_is_a_sentence():
    with pytest.raises(Trouble, match="No sentences are known about 'glyphs'"):
        worlds.of("glyphs")


def test_unknown_words_lead_to_known_ones():
    world = worlds.of("shapes")
    known = worlds.vocabulary(world)
    assert worlds.nearest(world, "crimson", known) == "red"  # by meaning
    assert worlds.nearest(world, "trianlge", known) == "triangle"  # by its letters
    assert worlds.nearest(world, "xyzzy", known) is None
    for each in map(worlds.of, NAMES):
        meant = {*each.KIN.values(), *(word for words in each.OPPOSITES.values() for word in words.split())}
        assert meant <= set(worlds.vocabulary(each))


@pytest.mark.parametrize(
    "word", ["riding", "walking", "cat", "sun", "ball", "bold", "growing", "filing", "bed", "dear", "gold"]
)
def test_another_word_is_not_taken_for_a_slip(word):
    faces = worlds.of("faces")
    assert worlds.nearest(faces, word, worlds.vocabulary(faces)) is None


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("smilling", "smiling"), ("glases", "glasses"), ("hats", "hat"), ("pigtales", "pigtails"), ("curley", "curly")],
)
def test_a_slip_is_mended(slip, meant):
    faces = worlds.of("faces")
    assert worlds.nearest(faces, slip, worlds.vocabulary(faces)) == meant


@pytest.mark.parametrize(
    ("name", "typed", "read"),
    [
        ("faces", "a person not smiling", "a person frowning"),
        ("faces", "She doesn't smile", "person frowning"),
        ("faces", "not sad at all", "happy"),
        ("faces", "a person without a hat and no glasses", "a person no hat and no glasses"),
        ("faces", "a person with no hair", "a person with bald"),
        ("faces", "not bald, with a beard", "with a beard"),
        ("shapes", "a circle, not a big one", "a circle small a"),
        ("shapes", "a star that is not red", "a star"),
    ],
)
def test_a_not_is_read_as_its_opposite_or_left_out_with_what_it_denies(name, typed, read):
    world = worlds.of(name)
    found = sentences_wording.spelled(world, typed, worlds.vocabulary(world))
    assert " ".join(word.typed if word.known else word.nearest for word in found if word.known or word.nearest) == read
    denied = [word for word in found if word.typed.split()[0] in NOT and not word.known]
    assert all(word.nearest or word.why for word in denied)


def test_numbers_and_emoji_are_words_that_nobody_knows():
    assert worlds.words_of("Two \N{GRINNING FACE} faces, 3\u00d7 a \u2764\ufe0f\u200b!") == [
        *("two", "\N{GRINNING FACE}", "faces", "3", "a", "\u2764\ufe0f")
    ]


@pytest.mark.parametrize("person", ["woman", "man", "girl", "boy"])
def test_who_is_asked_for_by_sex_or_age_is_a_person_and_it_is_said_why(person):
    world = worlds.of("faces")
    [word] = sentences_wording.spelled(world, person, worlds.vocabulary(world))
    assert word.nearest == "person" and "Say what can be seen: 'long hair'" in word.why


def test_the_judges_read_real_pictures_right(tale):
    asked = tale.held_out.only(np.arange(200))
    read = worlds.seen(tale.name, judge_model.of_set(tale.name).probabilities(asked.pictures))
    for right in worlds.obeyed(asked.rows, read).values():
        assert right.mean() > 0.9


def test_obedience_counts_only_what_was_told():
    rows, read = np.array([[0, NONE, 2], [1, 1, NONE]]), np.array([[0, 5, 1], [1, 0, 3]])
    found = worlds.obeyed(rows, read)
    assert [list(map(bool, found[column])) for column in range(3)] == [[True, True], [False], [False]]


def test_the_right_sentence_wins_where_picture_and_sentence_point_the_same_way():
    directions = torch.eye(4)
    seen, right, wrong = directions[:2], directions[:2], directions[2:].expand(2, 2, 4)
    loss, found = reader_losses.matching(seen, right, wrong)
    ten = SHARPNESS
    assert loss.item() == pytest.approx(np.log(np.exp(ten) + 3) - ten, abs=1e-6) and found.all()
    loss, found = reader_losses.matching(seen, right.flip(0), wrong)
    assert loss.item() == pytest.approx(np.log(np.exp(ten) + 3), rel=1e-4) and not found.any()


def test_the_blur_cost_is_the_divergence_of_torch():
    mean, log_var = torch.randn(5, 7), torch.randn(5, 7)
    clouds = torch.distributions.Normal(mean, (log_var / 2).exp())
    truth = torch.distributions.kl_divergence(clouds, torch.distributions.Normal(0.0, 1.0)).sum(1).mean()
    assert stackgan_losses.blur_cost(mean, log_var).item() == pytest.approx(truth.item(), rel=1e-5)
    torch.manual_seed(0)
    points = stackgan_losses.blurred(torch.full((20_000, 1), 3.0), torch.full((20_000, 1), np.log(4.0)))
    assert points.mean().item() == pytest.approx(3, abs=0.05) and points.std().item() == pytest.approx(2, abs=0.05)


def test_a_reader_ends_where_the_sentence_ends():
    torch.manual_seed(0)
    reader = Reader(("a", "red", "star"), 4, 6)
    ids = reader.spell([["a", "red", "star"], ["a", "star"], ["unheard"]])
    assert ids.tolist() == [[1, 2, 3], [1, 3, 0], [0, 0, 0]]
    together, alone = reader(ids), reader(reader.spell([["a", "star"]]))
    assert torch.allclose(together[1], alone[0], atol=1e-6)
    assert not torch.allclose(reader(reader.spell([["star", "red"]])), reader(reader.spell([["red", "star"]])))


def test_shapes_of_both_stages_and_their_critics():
    c, z = torch.randn(3, 5), torch.randn(3, 2)
    for side in (16, 32):
        sketch = Sketcher(8, 5, 2, side, 4)(c, z)
        picture = Refiner(8, 5, side, 64, 4)(c, sketch)
        assert sketch.shape == (3, 3, side, side) and picture.shape == (3, 3, 64, 64)
        assert sketch.abs().max() <= 1 and picture.abs().max() <= 1
        for x, size in ((sketch, side), (picture, 64)):
            critic = Critic(8, size, 4)
            assert critic.say(critic.look(x), torch.randn(3, 8)).shape == (3, 1)


def test_a_refiner_that_has_learnt_nothing_shows_the_sketch():
    c, sketch = torch.randn(3, 5), torch.rand(3, 3, 16, 16) * 2 - 1
    refiner = Refiner(8, 5, 16, 64, 4)
    below = functional.interpolate(sketch, size=64, mode="bilinear")
    assert torch.allclose(refiner(c, sketch), 0.98 * below, atol=1e-6)
    torch.nn.init.normal_(refiner.last.weight)
    assert (refiner(c, sketch) - below).abs().mean() > 0.1


def test_phases_follow_each_other():
    config = small(steps=10)
    assert [stackgan_config.phase(config, step) for step in (1, 5, 6, 10)] == [
        *("sketching", "sketching", "refining", "refining")
    ]


def weights(network) -> torch.Tensor:
    return torch.cat([weight.detach().flatten() for weight in network.parameters()])


def test_only_what_a_phase_is_about_learns_in_it():
    config, before, moved = small(), {}, {}
    for event in stackgan_train.train(config, some("shapes")):
        if isinstance(event, Snapshot):
            all_of = event.networks | {name: part for name, part in event.parts.items() if isinstance(part, Critic)}
            now = {name: weights(network) for name, network in all_of.items()}
            if before:
                moved[event.step] = {name for name in now if not torch.equal(now[name], before[name])}
            before = now
    assert moved[2] == moved[3] == {"sketcher", "critic 1"}
    assert moved[4] == moved[5] == moved[6] == {"refiner", "critic 2"}


def test_learning_rates_fall_to_nothing_while_the_second_stage_learns(monkeypatch):
    rates, really = [], stackgan_train.step_down
    monkeypatch.setattr(stackgan_train, "step_down", lambda *given: rates.append(given[-1]) or really(*given))
    list(stackgan_train.train(small(steps=8, cool_down=0.5, critic_rate=0.01, generator_rate=0.02), some("shapes")))
    critics, generators = rates[::2], rates[1::2]
    assert critics == pytest.approx([0.01] * 5 + [0.0075, 0.005, 0.0025])
    assert generators == pytest.approx([2 * rate for rate in critics])


def curves(config: ReaderConfig, tale: PicturesWithSentences) -> list[dict]:
    return [event.metrics for event in reader_train.train(config, tale) if isinstance(event, Step)]


def test_a_reader_learns_to_answer_questions_about_sentences():
    config = ReaderConfig(steps=160, reading=0.5, batch=32, text=48, width=4, wrong=1, preview_every=1_000)
    steps = curves(config, some("shapes", 400))
    answered = [float(metrics["questions answered"]) for metrics in steps[:80]]
    assert np.mean(answered[:5]) < 0.45 and np.mean(answered[-5:]) > 0.55
    assert all("questions answered" not in metrics for metrics in steps[80:])


def test_a_matcher_learns_which_sentence_belongs_to_a_picture():
    config = ReaderConfig(steps=140, reading=0.5, batch=16, text=48, width=4, wrong=2, preview_every=1_000)
    fits = [float(metrics["fit"]) for metrics in curves(config, some("shapes", 64))[70:]]
    assert np.mean(fits[-10:]) < 0.8 * np.mean(fits[:5])


def test_the_reader_stands_still_once_the_matcher_learns():
    config = ReaderConfig(data="faces", steps=6, reading=0.5, batch=4, text=8, width=4, wrong=1, preview_every=1_000)
    states = [
        {name: weights(network) for name, network in event.networks.items()}
        for event in reader_train.train(config, some("faces"))
        if isinstance(event, Snapshot)
    ]
    moved = [
        {name for name in now if not torch.equal(now[name], then[name])}
        for then, now in zip(states, states[1:], strict=False)
    ]
    assert moved == [{"reader"}, {"reader"}, {"matcher"}, {"matcher"}, {"matcher"}]


def test_a_matcher_sees_pictures_of_every_size_as_32_pixels():
    torch.manual_seed(0)
    matcher = Matcher(8, 4).eval()
    large = torch.rand(2, 3, 64, 64)
    seen = matcher(large)
    assert torch.allclose(seen.norm(dim=1), torch.ones(2)) and seen.shape == matcher.direction(torch.rand(2, 8)).shape
    assert torch.allclose(seen, matcher(torch.nn.functional.avg_pool2d(large, 2)), atol=1e-5)


def test_rivals_differ_in_one_trait_and_name_each_of_its_other_values():
    world = worlds.of("shapes")
    row = world.understood(worlds.words_of(world.EXAMPLES[0]))
    for column, trait in enumerate(world.TRAITS):
        found = worlds.rivals(world, row, column)
        assert len(found) == len(trait.values) - 1 - len(trait.fixed)
        assert ((found != row).sum(1) == 1).all() and len({int(one[column]) for one in found}) == len(found)
    alone = world.understood(worlds.words_of("a big yellow triangle on pink"))
    assert len(worlds.rivals(world, alone, 0)) == len(worlds.rivals(world, alone, 4)) == 0  # fixed; not told


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_told_could_be_wrong(name):
    world, dice = worlds.of(name), Random(3)
    told = [world.hushed(row, dice) for row in whole(name).train.rows[:4_000]]
    assert all(any(len(worlds.rivals(world, row, column)) for column in range(len(row))) for row in told)
    said = {word for row in told for word in world.say(row, dice)}
    assert said == set(worlds.vocabulary(world))


def test_shipped_readers_find_the_sentence_of_a_picture(tale):
    pair = reader_model.of_set(tale.name)
    told = tale.held_out.only(np.arange(100))
    found = reader_model.found(pair, worlds.of(tale.name), told)
    assert np.mean([right for one in found for right in one.values()]) > 0.9
    world = worlds.of(tale.name)
    fits = reader_model.fits(pair, told.pictures, [world.say(row) for row in told.rows])
    assert (fits.argmax(1) == np.arange(100)).mean() > 0.8 and np.abs(fits).max() <= 1.001


def test_a_file_without_a_matcher_is_a_sentence(tmp_path, model):
    networks = {"reader": Reader(("a",), 4, 8)}
    checkpoint.save_weights(tmp_path / "no.safetensors", networks, checkpoints_card(networks))
    with pytest.raises(Trouble, match="holds no reader"):
        reader_model.load(tmp_path / "no.safetensors")


def test_sameness_is_large_where_two_noises_give_one_picture():
    z, other = torch.zeros(2, 4), torch.ones(2, 4)
    picture = torch.zeros(2, 3, 8, 8)
    assert stackgan_losses.sameness(picture, picture, z, other).item() == pytest.approx(1 / STILL)
    moved = stackgan_losses.sameness(picture, picture + 0.5, z, other).item()
    assert moved == pytest.approx(1 / (0.5 + STILL), rel=1e-5)


def test_a_picture_strays_from_its_sketch_only_where_it_differs_from_afar():
    sketch = torch.rand(2, 3, 8, 8)
    large = sketch.repeat_interleave(4, 2).repeat_interleave(4, 3)
    fine = torch.tensor([0.3, -0.3, -0.3, 0.3]).repeat(8)[:, None] * torch.tensor([1.0, -1.0]).repeat(16)
    assert stackgan_losses.astray(large + fine, sketch).item() == pytest.approx(0, abs=1e-6)
    assert stackgan_losses.astray(large + 0.2, sketch).item() == pytest.approx(0.2, abs=1e-6)


def test_clouds_are_quiet_at_first():
    mean, log_var = Condition(8, 16)(torch.rand(5, 8))
    assert log_var.max() < -2 and mean.shape == log_var.shape == (5, 16)


@pytest.fixture
def model(tmp_path) -> TrainedStackGAN:
    torch.manual_seed(0)
    world = worlds.of("shapes")
    networks = {
        "reader": Reader(worlds.vocabulary(world), 4, 8),
        "sketcher": Sketcher(8, 5, 2, 16, 4),
        "refiner": Refiner(8, 5, 16, 64, 4),
    }
    card = checkpoints_card(networks)
    checkpoint.save_weights(tmp_path / "it.safetensors", networks, card)
    return stackgan_model.load(tmp_path / "it.safetensors")


def checkpoints_card(networks) -> dict:
    about = {
        name: {"kind": type(network).__name__, "arguments": network.arguments} for name, network in networks.items()
    }
    return {"lesson": "stackgan", "config": {"data": "shapes", "pictures": 10_000}, "networks": about}


def test_an_illustrator_reads_and_draws_and_repeats_itself(model):
    words = model.read("A BIG crimson disc, above a small heart!")
    assert words == ["a", "big", "red", "disc", "above", "a", "small", "heart"]
    spelled = {word.typed: word for word in model.spelled("a crimson xyzzy")}
    assert spelled["a"].known and spelled["crimson"].nearest == "red" and spelled["xyzzy"].nearest is None
    one, other = model.illustrate([words, words], seed=3), model.illustrate([words, words], seed=3)
    assert one.sketches.shape == (2, 16, 16, 3) and one.pictures.shape == (2, 64, 64, 3)
    assert np.array_equal(one.pictures, other.pictures)
    assert not np.array_equal(one.pictures[0], one.pictures[1])  # another noise


def test_what_cannot_be_read_is_a_sentence(model):
    with pytest.raises(Trouble, match="The sentence is empty"):
        model.read("  ")
    with pytest.raises(Trouble, match="None of these words is known"):
        model.read("xyzzy qwrtp")
    with pytest.raises(Trouble, match="2 sentences and 3 rows of noise"):
        model.draw(model.meaning([["a"], ["star"]]), model.noise(3))


def test_between_two_meanings_pictures_change_step_by_step(model):
    ends = model.meaning([["red", "star"], ["blue", "heart"]])
    walk = ends[0] + np.linspace(0, 1, 3)[:, None] * (ends[1] - ends[0])
    drawn = model.draw(walk, np.repeat(model.noise(1), 3, 0))
    alone = model.draw(ends, np.repeat(model.noise(1), 2, 0))
    assert np.abs(drawn.pictures[[0, 2]].astype(int) - alone.pictures).max() <= 1


def test_obedience_is_what_the_judge_reads(model):
    class Seer:
        """A judge that sees in every picture a big red circle alone on green."""

        def probabilities(self, pictures):
            said = np.zeros((len(pictures), sum(len(trait.marks) for trait in model.world.TRAITS)))
            at = 0
            for trait in model.world.TRAITS:
                said[:, at + (1 if trait.name == "first_size" else 0)] = 1
                at += len(trait.marks)
            return said

    heard = stackgan_obedience.measure(model, Seer(), count=100)
    named = {wish.name: wish for wish in heard.wishes}
    column = [trait.name for trait in model.world.TRAITS].index("first_colour")
    told = heard.told[:, column]
    assert named["Colour of the first"].of == (told != NONE).sum()
    assert named["Colour of the first"].right == (told == COLOURS.index("red")).sum()
    assert heard.whole.right == (~heard.wrong).sum() and heard.whole.of == 100
    strange = stackgan_obedience.measure(model, Seer(), kind="never met", count=50)
    assert worlds.never_met(model.world, strange.told).all()


def test_a_file_without_a_refiner_is_a_sentence(tmp_path):
    networks = {"reader": Reader(("a",), 4, 8)}
    checkpoint.save_weights(tmp_path / "it.safetensors", networks, checkpoints_card(networks))
    with pytest.raises(Trouble, match="draws from no sentence"):
        stackgan_model.load(tmp_path / "it.safetensors")


def test_told_pictures_keep_their_rows_together():
    told = Told(np.arange(4)[:, None, None, None].astype(np.uint8), np.arange(4)[:, None])
    chosen = told.only(np.array([2, 0]))
    assert chosen.pictures.ravel().tolist() == chosen.rows.ravel().tolist() == [2, 0]


def test_the_stages_of_a_spectral_critic_have_slopes_of_at_most_one():
    torch.manual_seed(0)
    critic = Critic(8, 16, 4)
    for _ in range(30):
        critic.look(torch.randn(2, 3, 16, 16))
    weight = critic.eval().features[0].weight.flatten(1)
    assert torch.linalg.matrix_norm(weight, 2).item() == pytest.approx(1, abs=0.05)


def test_the_critic_meets_the_wrong_sentence_that_is_hardest_to_tell():
    pair, config = reader_model.of_set("shapes"), small(wrong=6)
    rows = some("shapes").train.rows[:5]
    wish = stackgan_train.wished(*pair, rows, config, step=1)
    near = torch.einsum("nd,nmd->nm", wish.right, wish.wrong)
    with torch.no_grad():
        met = (pair.matcher.direction(wish.wrong_t) * wish.right).sum(1)
    assert torch.allclose(met, near.max(1).values, atol=1e-5) and (near.max(1).values > near.mean(1)).all()
    again = stackgan_train.wished(*pair, rows, config, step=1)
    assert torch.equal(wish.wrong, again.wrong)


def test_a_critic_learns_to_tell_a_wrong_sentence_from_the_right_one():
    """Two colours, two sentences: real pictures with the wrong one are worth less than with their own."""
    torch.manual_seed(0)
    config, t = small(critic_rate=0.003), torch.eye(8)[:2].repeat(8, 1)
    stage = stackgan_train.staged(Sketcher(8, 5, 2, 16, 4), some("shapes"), 16, config)
    x = torch.zeros(16, 3, 16, 16)
    x[::2, 0], x[1::2, 2] = 1, 1
    made = torch.rand(16, 3, 16, 16)
    for _ in range(60):
        wish = Wish(t, t.flip(0), t, t[:, None])
        metrics = stackgan_train.teach(stage, x, made, wish, config.critic_rate)
    assert metrics["D(x)"] > metrics["D(x, wrong sentence)"] + 0.5
    assert metrics["D(x)"] > metrics["D(G(z))"] + 0.5


def test_the_command_draws_a_sentence_and_names_unknown_words(model, tmp_path, capsys):
    told = ["tell", "a crimson star with a xyzzy", "--model", str(tmp_path / "it.safetensors"), "--count", "3"]
    assert main.main([*told, "-o", str(tmp_path / "out" / "it.png")]) == 0
    said = capsys.readouterr().out
    assert "'crimson' is not known; read as red." in said and "'xyzzy' is not known; left out." in said
    with Image.open(tmp_path / "out" / "it.png") as sheet:
        assert sheet.size == (3 * 65 - 1, 2 * 65 - 1)
    assert main.main(["tell", "", "--model", str(tmp_path / "it.safetensors")]) == 1
    assert "The sentence is empty." in capsys.readouterr().err


def test_a_judge_with_places_tells_above_from_below():
    torch.manual_seed(0)
    blind, placed = Judge(3, 2, 4).eval(), Judge(3, 2, 4, places=True).eval()
    x = torch.zeros(1, 3, 64, 64)
    planes = with_places(x)[0, 3:]
    assert planes[0, 0, 0] == planes[1, 0, 0] == -1 and planes[0, -1, 0] == planes[1, 0, -1] == 1
    assert blind(x).shape == placed(x).shape == (1, 2)


def test_a_refiner_can_count_in_double_precision():
    """Its blocks once hid torch's own `double()` behind a flag of that name."""
    refiner = Refiner(text=4, condition=4, sketch=4, size=8, width=4).double()
    assert refiner.think[1].convolve[0].weight.dtype == torch.float64
    refiner.think[1].double()
