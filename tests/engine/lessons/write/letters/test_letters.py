"""A machine that writes: its sums against torch's, its sampling against what is known of it, its texts and what is found in them."""

import dataclasses
import time

import numpy as np
import pytest
import torch
from torch import nn

from engine.core.errors import Trouble
from engine.lessons.write.letters import bigram, by_heart, film, losses, model, network, sampling, train, units, verdict
from engine.lessons.write.letters.config import LettersConfig
from engine.lessons.write.letters.model import Writer
from engine.lessons.write.letters.sampling import Taste
from engine.lessons.write.letters.texts import english, grammar, korean, library, melodies, own
from engine.weights import checkpoint

LETTERS = "\n abcdefg"


def machine(kind: str, weights: int = 20_000) -> tuple[nn.Module, Writer]:
    torch.manual_seed(0)
    net = network.of_size(kind, LETTERS, weights)
    for weight in net.parameters():
        weight.data *= 2  # far from the flat start, so that mistakes show
    return net, Writer(type(net).__name__, LETTERS, {name: value.numpy() for name, value in net.state_dict().items()})


def some_text(length: int) -> str:
    return library.spelt(np.random.default_rng(0).integers(0, len(LETTERS), length), LETTERS)


def test_an_lstm_step_is_torchs_and_the_gates_are_the_papers():
    net, writer = machine("lstm")
    width = net.arguments["width"]
    x = torch.tensor(library.numbered(some_text(40), LETTERS))
    weight_x, weight_h, bias_x, bias_h = (value.detach() for value in net.lstm.parameters())
    h = c = torch.zeros(width)
    for letter in x:  # by hand, as the books write it
        i, f, g, o = (weight_x @ net.embed(letter).detach() + bias_x + weight_h @ h + bias_h).split(width)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
    at_work = writer.machine()
    scores = [at_work.read(int(letter)) for letter in x]
    with torch.no_grad():
        assert np.allclose(scores, net(x[None])[0].numpy(), atol=1e-4)
    assert np.allclose(at_work.units, c.tanh().numpy(), atol=1e-5)


def test_attention_that_keeps_what_it_read_is_full_attention_far_beyond_its_span():
    net, writer = machine("transformer")
    text = some_text(5 * network.SPAN)
    with torch.no_grad():
        wanted = net(torch.tensor(library.numbered(text, LETTERS))[None])[0].numpy()
    found = np.stack([scores for scores, _units in writer.reading(text)])
    assert np.allclose(found, wanted, atol=1e-4)


@pytest.mark.parametrize("kind", ["lstm", "transformer"])
def test_a_file_opens_as_what_was_saved_and_a_damaged_one_is_a_sentence(kind, tmp_path):
    net, writer = machine(kind)
    path = tmp_path / "weights.safetensors"
    about = {"lesson": "letters", "config": {}}
    checkpoint.save_weights(path, {"writer": net}, about)
    assert model.load(path).write("a", sampling.dice(0, 20)) == writer.write("a", sampling.dice(0, 20))
    net.arguments["letters"] += "xyz"
    checkpoint.save_weights(path, {"writer": net}, about)
    with pytest.raises(Trouble, match="not a weights file"):
        model.load(path)


@pytest.mark.parametrize("kind", ["lstm", "transformer"])
def test_no_letter_sees_the_future(kind):
    net, _writer = machine(kind)
    x = torch.tensor(library.numbered(some_text(30), LETTERS))[None]
    other = x.clone()
    other[0, 20:] = (other[0, 20:] + 1) % len(LETTERS)
    with torch.no_grad():
        assert torch.equal(net(x)[:, :20], net(other)[:, :20]) and not torch.equal(net(x)[:, 20:], net(other)[:, 20:])


def test_both_kinds_have_as_many_weights():
    sizes = [
        sum(one.numel() for one in network.of_size(kind, LETTERS, 100_000).parameters())
        for kind in ("lstm", "transformer")
    ]
    assert all(98_000 <= size <= 100_000 for size in sizes)


def test_surprise_is_the_log_of_the_letters_for_one_who_knows_nothing():
    assert float(losses.surprise(torch.zeros(2, 5, 7), torch.zeros(2, 5, dtype=torch.long))) == pytest.approx(np.log(7))


def test_bigrams_of_a_text_of_two_letters_in_turn():
    x = np.array([0, 1] * 50)  # 50 times 0 -> 1, 49 times 1 -> 0
    table = bigram.probabilities(x, 2)
    doubt = bigram.DOUBT
    assert table[0] == pytest.approx([doubt / (50 + 2 * doubt), (50 + doubt) / (50 + 2 * doubt)])
    surest = [(50 + doubt) / (50 + 2 * doubt), (49 + doubt) / (49 + 2 * doubt)]
    assert bigram.perplexity(table, np.array([0, 1, 0])) == pytest.approx((surest[0] * surest[1]) ** -0.5)
    assert bigram.perplexity(np.full((4, 4), 0.25), np.array([3, 0, 2])) == pytest.approx(4)


def test_temperature_top_k_and_nucleus_do_what_their_names_say():
    logits = np.log([0.5, 0.1, 0.3, 0.1])
    assert sampling.distribution(logits, Taste()) == pytest.approx([0.5, 0.1, 0.3, 0.1])
    squared = np.array([0.25, 0.01, 0.09, 0.01]) / 0.36
    assert sampling.distribution(logits, Taste(temperature=0.5)) == pytest.approx(squared)
    assert sampling.distribution(logits, Taste(temperature=0)) == pytest.approx([1, 0, 0, 0])
    assert sampling.distribution(logits, Taste(top_k=2)) == pytest.approx([0.625, 0, 0.375, 0])
    assert sampling.distribution(logits, Taste(nucleus=0.6)) == pytest.approx([0.625, 0, 0.375, 0])
    assert sampling.distribution(logits, Taste(nucleus=0.4)) == pytest.approx([1, 0, 0, 0])


def test_a_letter_is_chosen_as_often_as_it_is_likely():
    logits = np.log([0.5, 0.2, 0.3])
    found = [sampling.chosen(logits, Taste(), u) for u in (np.arange(1000) + 0.5) / 1000]
    assert np.bincount(found).tolist() == [500, 200, 300]
    assert sampling.chosen(logits, Taste(nucleus=0.5), 1 - 1e-17) == 0


def test_the_same_dice_keep_the_beginning_and_branch_where_the_temperature_made_the_difference():
    _net, writer = machine("lstm")
    chance = sampling.dice(3, 200)
    cold, same, warm = (writer.write("a b", chance, Taste(temperature)) for temperature in (0.7, 0.7, 0.75))
    assert cold == same != warm
    at = next(place for place, pair in enumerate(zip(cold, warm, strict=True)) if pair[0] != pair[1])
    assert at > 3
    scores = [scores for scores, _units in writer.reading("a b" + cold[:at])][-1]
    picked = [LETTERS[sampling.chosen(scores, Taste(one), chance[at])] for one in (0.7, 0.75)]
    assert picked == [cold[at], warm[at]]


def test_dice_are_even_and_the_browsers():
    found = sampling.dice(1, 2_000)
    assert found[:2] == pytest.approx([0.6270739405881613, 0.002735721180215478])  # mulberry32, seed 1
    assert abs(found.mean() - 0.5) < 0.02 and found.min() >= 0 and found.max() < 1


@pytest.mark.parametrize("kind", ["lstm", "transformer"])
def test_two_thousand_letters_a_second_on_one_core(kind):
    _net, writer = machine(kind, 100_000)
    chance = sampling.dice(0, 300)
    took = []
    for _turn in range(3):
        began = time.process_time()
        writer.write("", chance)
        took.append(time.process_time() - began)
    assert len(chance) / min(took) > 2_000


@pytest.mark.parametrize("name", library.WRITERS)
def test_texts_are_always_the_same_and_what_is_held_out_is_another(name):
    text = library.load(name, 20_000)
    assert len(text.train) == 20_000 and text.held_out not in text.train
    assert set(text.opening) <= set(text.letters) and len(text.letters) < 200
    library._written.cache_clear()
    assert library.load(name, 20_000) == text
    table = bigram.probabilities(library.numbered(text.train, text.letters), len(text.letters))
    assert bigram.perplexity(table, library.numbered(text.held_out, text.letters)) < 15


def test_a_hero_stays_the_hero_and_two_are_never_alike():
    from random import Random

    rules = {"tale": ("{Who1} {Who2} {Who1}",), "who": ("fox", "hen", "owl")}
    for seed in range(20):
        one, other, again = grammar.expand(rules, "tale", Random(seed)).split()
        assert one == again != other


def test_rhymes_rhyme_brackets_close_and_particles_fit():
    from random import Random

    for seed in range(30):
        ends = [line.strip(',.?"').split()[-1] for line in english.rhyme(Random(seed)).split("\n")]
        families = [next(family for family in english.RHYMES if end in family) for end in ends]
        assert families[0] == families[1] and families[2] == families[3]
        beast = english.beast(Random(seed))
        assert beast.count("(") == beast.count(")") and units.depth(beast)[-1] == 0
        assert max(map(len, beast.split("\n"))) <= 52
        assert "(" not in korean.tale(Random(seed)) + korean.recipe(Random(seed))


def test_every_bar_of_a_melody_is_full():
    import re
    from random import Random

    for seed in range(30):
        head, *parts = melodies.melody(Random(seed)).split("\n|: ")
        time_of = next(line for line in head.split("\n") if line.startswith("M:"))[2:]
        for bar in [bar for part in parts for bar in part.removesuffix(" :|").split(" | ")]:
            assert sum(int(length or 1) for length in re.findall(r"[A-Ga-g](\d*)", bar)) == melodies.TIMES[time_of][0]


def test_what_a_picture_of_a_text_shows_can_be_read_again():
    text = library.load("tales-ko", 5_000)
    piece = text.train[: film.LENGTH]
    shown = film.picture(piece, text.letters)
    assert shown.dtype == np.uint8 and film.read(shown, text.letters) == piece


def test_the_film_has_a_frame_at_1_2_5_10_and_so_on_and_survives_a_pause():
    assert [step for step in range(1, 1_001) if film.shown_at(step)] == [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]
    one, other = train.Film(), train.Film()
    one.add(5, "abc", LETTERS)
    other.load_state_dict(one.state_dict())
    assert other.beside()["map.film"].tolist() == [library.numbered("abc", LETTERS).tolist()]


def test_a_unit_that_counts_is_found():
    text = library.load("bestiary", 4_000).train
    said = np.random.default_rng(0).normal(size=(len(text), 6))
    said[:, 2] = -3 * units.depth(text) + 1
    said[:, 4] = units.in_line(text)
    finds = {one.count: one for one in units.found(text, said)}
    assert (finds["brackets"].unit, finds["line"].unit) == (2, 4)
    assert finds["brackets"].agreement == pytest.approx(-1) and finds["line"].agreement == pytest.approx(1)
    assert "quotes" not in finds  # nobody speaks in a bestiary


def test_what_is_known_by_heart_is_found_as_long_as_it_is():
    read = "".join(chr(97 + (7 * k * k + k) % 26) for k in range(300))
    stretch = read[100:160]
    assert by_heart.known(f"QQ{stretch}Q{read[:30]}", read) == [(2, 62)]


def test_an_own_text_is_kept_once_under_a_name_that_can_be_read(tmp_path, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path))
    words = "Es war einmal ein König.\r\n" * 100
    name = own.keep(words)
    assert name == own.keep(words) and name.startswith("Es-war-einmal-ein-König") and own.kept() == [name]
    text = library.load("own", 200_000, name)
    assert text.train.startswith("Es war einmal ein König.\nEs war") and len(text.held_out) == 249
    assert text.opening == "Es war"
    for bad in ("../../etc/passwd", "nothing-00000000"):
        with pytest.raises(Trouble, match="no text of yours"):
            own.read(bad)
    with pytest.raises(Trouble, match="too few"):
        own.keep("short")
    with pytest.raises(Trouble, match="no plain text"):
        own.opened(b"\x00\x01\xff\xfe\x00")
    assert own.opened("가나다".encode("cp949")) == "가나다"


def test_of_very_many_letters_the_rarest_are_left_out():
    rare = "".join(chr(0xAC00 + k) for k in range(1_000))
    text = library.divided("가나다라 " * 500 + rare, 1_000_000)
    assert len(text.letters) <= library.MOST_KINDS


@pytest.mark.parametrize(
    ("settings", "held_out", "training", "said"),
    [
        ({}, [9.0, 3.0, 2.0, 1.5], 0.4, "guesses among 1.50 letters"),
        ({}, [5.0, 2.0, 3.0, 4.0], 0.1, "by heart: the held-out perplexity has risen from 2.00 to 4.00"),
        ({}, [20.0, 12.0], 2.5, "does as well"),
        ({"learning_rate": 0.1}, [20.0, 19.0], 3.0, "does as well"),
    ],
)
def test_the_verdict_names_what_the_curves_show(settings, held_out, training, said):
    steps = list(range(1, len(held_out) + 1))
    lines = {
        "held-out perplexity": (steps, held_out),
        "held-out loss": (steps, list(np.log(held_out))),
        "bigram perplexity": (steps, [8.0] * len(steps)),
        "training loss": (steps, [training] * len(steps)),
    }
    [finding] = verdict.verdict(dataclasses.replace(LettersConfig(), **settings), lines)
    assert said in finding.said and finding.good == (held_out[-1] == 1.5)
    assert not settings or "too long" in finding.cause
