"""Generators at work: invention, what can be asked for and whether it is obeyed, memory, directions, and the browser's copy."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from engine import recipes
from engine.core.errors import Trouble
from engine.data import marks
from engine.data.drawn import faces as drawn_faces
from engine.data.pictures import Pictures
from engine.lessons import latent
from engine.lessons import score as lessons_score
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.cgan import obedience as cgan_obedience
from engine.lessons.compete.gan import memory as gan_memory
from engine.lessons.compete.gan import model as gan_model
from engine.lessons.compete.gan.model import Inventor
from engine.lessons.compete.wishes import WISHES
from engine.lessons.encode import codec
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import store
from engine.weights import browser, checkpoint, shelf
from tests.playground import fabricate

KINDS = {
    "plain": ("gan", {}),
    "uneven": ("gan", {"grow": "uneven", "output": "sigmoid", "norm": "none"}),
    "joined": ("cgan", {"label": "joined", "grow": "resize"}),
    "embedding": ("cgan", {"label": "embedding", "output": "sigmoid"}),
    "projection": ("cgan", {"label": "projection", "form": "connected"}),
    "marks": ("cgan", {"data": "faces", "label": "projection"}),
}


@pytest.fixture(params=KINDS)
def made(request):
    lesson, settings = KINDS[request.param]
    return fabricate.generator(lesson, **settings)


def wishes_of(model: Inventor, count: int) -> np.ndarray | None:
    return np.random.default_rng(3).random((count, model.labels), np.float32) if model.labels else None


def test_what_the_browser_paints_is_what_the_server_paints(made):
    """Also between two wishes, and whatever way the wish enters."""
    model = gan_model.load(made.weights)
    noise, wishes = model.noise(5, 1), wishes_of(model, 5)
    code = noise if wishes is None else np.concatenate([noise, wishes], 1)
    layers = browser.painter(made.weights)
    painted = browser.run(layers, code)
    wanted = model.invent(noise, wishes).transpose(0, 3, 1, 2) / 255
    assert painted.min() >= 0 and painted.max() <= 1 and painted.std() > 0.05
    np.testing.assert_allclose(painted, wanted, atol=0.02)  # half a step of 255, and convolutions in 16 bits
    np.testing.assert_allclose(browser.run(browser.fold(layers), code), painted, atol=1e-4)
    assert browser.pack(layers)["input"] == [model.dimensions + model.labels]


def test_another_wish_or_noise_is_another_picture(made):
    model = gan_model.load(made.weights)
    noise, wishes = model.noise(2, 1), wishes_of(model, 2)
    once = model.invent(noise, wishes)
    assert not np.array_equal(once[0], once[1])
    if wishes is not None:
        assert not np.array_equal(model.invent(noise, wishes[::-1].copy()), once)


def test_the_same_seed_invents_the_same_also_among_many():
    model = gan_model.load(fabricate.generator("gan").weights)
    many = model.sample(130, seed=5)
    assert np.array_equal(many, model.sample(130, seed=5)) and not np.array_equal(many, model.sample(130, seed=6))
    alone = model.invent(model.noise(130, 5)[120:])
    assert np.abs(many[120:].astype(int) - alone).max() <= 1


@pytest.mark.parametrize("prior", ["normal", "uniform"])
def test_noise_needs_no_torch_to_be_the_inventors_own(prior):
    model = gan_model.load(fabricate.generator("gan", prior=prior).weights)
    ours = latent.noise(prior, 500, model.dimensions, 9)
    assert np.array_equal(ours, model.noise(500, 9)) and ours.dtype == np.float32
    assert (np.abs(ours).max() <= 1) == (prior == "uniform")


def test_wishes_and_noise_of_the_wrong_shape_are_refused_in_words():
    model = gan_model.load(fabricate.generator("cgan").weights)
    with pytest.raises(Trouble, match=r"must be told what to draw\. Give 3 rows of 36 wishes"):
        model.sample(3)
    with pytest.raises(
        Trouble, match=r"The array of wishes has the shape \(3, 10\)\. Give 36 numbers for each picture"
    ):
        model.sample(3, wishes=np.zeros((3, 10)))
    with pytest.raises(Trouble, match=r"The array of noise has the shape \(3, 9\)"):
        model.invent(np.zeros((3, 9)), np.zeros((3, 36)))


def test_other_models_are_no_generators():
    with pytest.raises(Trouble, match="holds no generator"):
        gan_model.load(shelf.find("vae-glyphs"))
    with pytest.raises(Trouble, match="nothing that a browser could paint with"):
        browser.painter(shelf.find("judge-glyphs"))


def test_a_decoder_is_painted_as_before():
    path = shelf.find("vae-glyphs")
    codes = np.random.default_rng(0).normal(size=(4, 2)).astype(np.float32)
    wanted = codec.load(path).decode(codes).transpose(0, 3, 1, 2) / 255
    np.testing.assert_allclose(browser.run(browser.painter(path), codes), wanted, atol=0.003)


@pytest.mark.parametrize("objective", ["non-saturating", "hinge"])
def test_the_discriminator_takes_pictures_of_any_size_and_colour(objective):
    model = gan_model.load(fabricate.generator("gan", objective=objective).weights)
    chance = np.random.default_rng(0)
    found = [
        model.realness(chance.integers(0, 256, shape, dtype=np.uint8))
        for shape in ((3, 28, 28, 1), (2, 64, 64, 3), (101, 40, 40, 1))
    ]
    assert [one.shape for one in found] == [(3,), (2,), (101,)]
    if objective == "non-saturating":
        assert all(((one >= 0) & (one <= 1)).all() for one in found)


def test_its_score_is_the_discriminators_own():
    import torch

    model = gan_model.load(fabricate.generator("gan").weights)
    pictures = model.sample(4)
    x = 2 * torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255 - 1
    with torch.no_grad():
        wanted = torch.sigmoid(model.discriminator(x))[:, 0].numpy()
    np.testing.assert_allclose(model.realness(pictures), wanted, atol=0.02)


def labelled(name: str, **more) -> Pictures:
    empty = np.zeros((3, 8, 8, 1), np.uint8)
    return Pictures(name, empty, empty, **more)


def test_classes_are_asked_for_one_at_a_time():
    labels = np.array([2, 0, 1])
    found = compete_wishes.of(
        labelled("mnist", train_labels=labels, held_out_labels=labels[::-1], classes=("a", "b", "c"))
    )
    assert found.one and found.names == ("a", "b", "c")
    assert np.array_equal(found.train, [[0, 0, 1], [1, 0, 0], [0, 1, 0]]) and np.array_equal(
        found.held_out, found.train[::-1]
    )


def test_marks_of_faces_are_asked_for_together():
    train, attributes = drawn_faces.make(20, 1)
    data = Pictures("faces", train, train, train_attributes=attributes, held_out_attributes=attributes)
    found = compete_wishes.of(data)
    assert not found.one and len(found.names) == len(WISHES["faces"])
    glasses = WISHES["faces"].index("glasses")
    assert np.array_equal(found.train[:, glasses] > 0.5, data.train_attributes["glasses"] > 0.5)


def test_pictures_without_labels_cannot_be_asked_for():
    with pytest.raises(Trouble, match=r"no labels to ask for\. Choose a set with classes"):
        compete_wishes.of(labelled("album:x"))


def test_a_class_is_obeyed_if_it_is_the_judges_first_choice():
    wanted = np.eye(3)[[0, 0, 1]]
    said = np.array([[0.4, 0.3, 0.3], [0.1, 0.9, 0.95], [0.2, 0.6, 0.1]])
    found = compete_wishes.obeyed("mnist", wanted, said)
    assert [found[str(one)].tolist() for one in range(3)] == [[True, False], [True], []]


def test_a_mark_is_obeyed_if_it_is_there_where_wanted_and_away_where_not():
    columns = compete_wishes.columns_of("faces")
    said = np.zeros((4, len(marks.MARKS["faces"])))
    wanted = np.zeros((4, len(columns)))
    wanted[:2, 0] = 1
    said[[0, 2], columns[0]] = 0.9
    found = compete_wishes.obeyed("faces", wanted, said)
    assert found["0"].tolist() == [True, False, False, True] and found["1"].all()


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilsons_interval(right, of, low, high):
    """The last one is Newcombe's example (1998)."""
    assert lessons_score.wilson(right, of) == pytest.approx((low, high), abs=1e-4)


class Puppet:
    """Stands for generator and judge: the judge sees what the strings let through."""

    def __init__(self, name: str, names: tuple[str, ...], strings=lambda wanted: wanted):
        self.config, self.wishes, self.labels, self.strings = {"data": name}, names, len(names), strings

    def noise(self, count: int, seed: int) -> np.ndarray:
        return np.zeros((count, 2))

    def invent(self, noise: np.ndarray, wanted: np.ndarray) -> np.ndarray:
        self.wanted = wanted
        return np.zeros((len(noise), 4, 4, 1), np.uint8)

    def knows(self, name: str) -> bool:
        return name == self.config["data"]

    def probabilities(self, pictures: np.ndarray) -> np.ndarray:
        seen = self.strings(self.wanted)
        if self.config["data"] not in WISHES:
            return seen
        said = np.zeros((len(seen), len(marks.MARKS["faces"])))
        said[:, compete_wishes.columns_of("faces")] = seen
        return said


def test_obedience_counts_each_wish_and_says_what_came_instead():
    def swapped(wanted):  # whoever asks for b gets c
        return wanted[:, [0, 2, 1]] * [[1, 0, 1]] + wanted * [[0, 0, 1]]

    puppet = Puppet("mnist", ("a", "b", "c"), swapped)
    found = cgan_obedience.measure(puppet, puppet, count=30)
    assert [(wish.right, wish.of) for wish in found.wishes] == [(10, 10), (0, 10), (10, 10)]
    assert found.all.share == pytest.approx(2 / 3)
    assert cgan_obedience.worst(found, 1) == [1] and np.array_equal(found.wanted[found.wrong[1]].argmax(1), [1] * 10)
    assert np.array_equal(found.confusion, [[1, 0, 0], [0, 0, 1], [0, 0, 1]])


def test_obedience_to_marks_knows_what_a_wish_changes_beside():
    names = compete_wishes.names("faces", ())

    def tied(wanted):  # the first mark always brings the second along
        seen = wanted.copy()
        seen[:, 1] = np.maximum(wanted[:, 0], wanted[:, 1])
        return seen

    puppet = Puppet("faces", names, tied)
    found = cgan_obedience.measure(puppet, puppet, count=400)
    assert found.wishes[0].share == 1 and 0.6 < found.wishes[1].share < 0.9
    assert all(found.wanted[place, 1] == 0 and found.wanted[place, 0] == 1 for place in found.wrong[1])
    assert np.allclose(found.confusion[2:, 2:].diagonal(), 1) and 0.3 < found.confusion[0, 1] < 0.7


def test_what_cannot_be_asked_or_judged_is_said():
    with pytest.raises(Trouble, match="cannot be asked for anything"):
        cgan_obedience.measure(Puppet("mnist", ()), Puppet("mnist", ()))
    with pytest.raises(Trouble, match="No judge knows what this model can be asked for"):
        cgan_obedience.measure(Puppet("mnist", ("a",)), Puppet("glyphs", ("a",)))


def test_a_copy_is_found_and_a_stranger_is_as_far_as_strangers_are():
    chance = np.random.default_rng(0)
    train, strangers = (chance.integers(0, 256, (count, 8, 8, 1), dtype=np.uint8) for count in (700, 60))
    judge = SimpleNamespace(
        card={}, embed=lambda pictures: pictures.reshape(len(pictures), -1)[:, :20].astype(np.float32)
    )
    memory = gan_memory.of_pictures(judge, train, strangers[:40], size=8)
    for way, near in memory.nearest(train[[650, 3]], 4).items():
        crowd = memory.crowds[way]
        assert near.places[:, 0].tolist() == [650, 3] and near.distances[:, 0].max() < 0.02 * crowd.usual.mean()
        assert (np.diff(near.distances, axis=1) >= 0).all() and crowd.nearer(near.distances[0, 0]) == 0
    for way, near in memory.nearest(strangers[40:], 1).items():
        ranks = [memory.crowds[way].nearer(distance) for distance in near.distances[:, 0]]
        assert 0.2 < np.mean(ranks) < 0.8
    flat = strangers[40:41].reshape(1, -1) / 255 - train.reshape(700, -1) / 255
    wanted = np.sqrt((flat**2).mean(1)).min()
    assert memory.nearest(strangers[40:41], 1)["pixels"].distances[0, 0] == pytest.approx(wanted, abs=1e-4)


def test_large_pictures_are_compared_small():
    judge = SimpleNamespace(card={}, embed=lambda pictures: np.zeros((len(pictures), 2), np.float32))
    large = np.random.default_rng(0).integers(0, 256, (5, 64, 64, 3), dtype=np.uint8)
    memory = gan_memory.of_pictures(judge, large, large, size=64)
    assert memory.crowds["pixels"].train.shape == (5, 32 * 32 * 3)


def test_an_outline_tells_of_far_pictures_what_they_would_tell_themselves(home, tmp_path, monkeypatch):
    """It travels in the weights file, in 8 bits, and speaks of pictures that must be fetched only."""
    chance = np.random.default_rng(0)
    mix = chance.normal(size=(64, 64)) * 0.7 ** np.arange(64)
    train, strangers = (chance.normal(size=(count, 64)) @ mix.T for count in (700, 80))
    as_pictures = [
        np.clip(points * 8 + 128, 0, 255).astype(np.uint8).reshape(-1, 8, 8, 1) for points in (train, strangers)
    ]
    judge = SimpleNamespace(card={}, embed=lambda pictures: pictures.reshape(len(pictures), -1).astype(np.float32))
    run = fabricate.generator("gan", data="mnist")
    inventor = gan_model.load(run.weights)
    data = Pictures("mnist", as_pictures[0], as_pictures[1][:40])
    monkeypatch.setattr(inventor, "realness", lambda pictures: np.linspace(0, 1, len(pictures), dtype=np.float32))
    kept = gan_memory.outline(judge, inventor, data)
    networks, card, _beside = checkpoint.opened(run.weights, {"gan": recipes.of("gan").networks}, Trouble("", ""))
    beside = {f"map.{name}": torch.from_numpy(values) for name, values in kept.items()}
    checkpoint.save_weights(tmp_path / "small.safetensors", networks, card, bits=8, beside=beside)
    kept = shelf.code_map(tmp_path / "small.safetensors")
    outline = gan_memory.of_outline(judge, kept)
    whole = gan_memory.of_pictures(judge, data.train, data.held_out, size=8)
    copies = outline.nearest(data.train[[650, 3]], 1)["seen"]
    usual = outline.crowds["seen"].usual
    assert copies.places[:, 0].tolist() == [650, 3] and copies.distances.max() < 0.1 * usual.mean()
    assert usual == pytest.approx(whole.crowds["seen"].usual, rel=0.15)
    near = [memory.nearest(as_pictures[1][40:], 1)["seen"].distances[:, 0] for memory in (outline, whole)]
    assert np.corrcoef(*near)[0, 1] > 0.95
    assert kept["memory.said"] == pytest.approx(np.linspace(0, 1, 40), abs=1e-3)
    assert gan_memory.outline(judge, inventor, Pictures("glyphs", *as_pictures)) == {}


def test_what_a_judge_saw_is_kept_for_these_pictures_and_this_judge_only(home):
    looks = []

    def embed(pictures):
        looks.append(len(pictures))
        return pictures.reshape(len(pictures), -1).astype(np.float32)

    one, other = (np.full((3, 2, 2, 1), value, np.uint8) for value in (1, 2))
    judge = SimpleNamespace(card={"name": "a"}, embed=embed)
    for pictures, again in ((one, False), (one, True), (other, False), (one, True)):
        before = len(looks)
        assert np.array_equal(gan_memory.embedded(judge, pictures), pictures.reshape(3, -1))
        assert (len(looks) == before) == again
    gan_memory.embedded(SimpleNamespace(card={"name": "b"}, embed=embed), one)
    assert len(looks) == 3
    for file in (home / "cache" / "seen").iterdir():
        file.write_bytes(b"damaged")
    assert np.array_equal(gan_memory.embedded(judge, one), one.reshape(3, -1)) and len(looks) == 4


def test_the_strongest_directions_change_the_first_layer_most():
    chance = np.random.default_rng(0)
    weight = chance.normal(size=(40, 6)) @ np.diag([5, 3, 2, 1, 0.5, 0.1])
    found = latent.strongest(weight, 4)
    answers = np.linalg.norm(found.vectors @ weight.T, axis=1)
    assert found.vectors.shape == (4, 6) and (np.diff(answers) < 0).all() and (np.diff(found.shares) < 0).all()
    others = chance.normal(size=(500, 6))
    others /= np.linalg.norm(others, axis=1, keepdims=True)
    assert answers[0] >= np.linalg.norm(others @ weight.T, axis=1).max()
    said = chance.normal(size=(20_000, 6)) @ weight.T
    assert found.shares[0] == pytest.approx(np.linalg.eigvalsh(np.cov(said.T))[-1] / said.var(0).sum(), rel=0.05)
    assert np.allclose(latent.strongest(-weight, 4).vectors, found.vectors)


def test_a_network_that_enlarges_by_copying_is_described_for_the_browser():
    made = fabricate.generator("gan", grow="resize")
    described = shelf.card(made.weights)["networks"]["generator"]["layers"]
    assert {"kind": "upsample_nearest", "factor": 2} in described


def test_a_run_without_weights_is_refused_in_words():
    run = store.create("autoencoder", AutoencoderConfig())
    with pytest.raises(Trouble, match="There are no weights"):
        gan_model.load(run.weights)
