"""Configs describe and defend themselves."""

import dataclasses
import re

import numpy as np
import pytest

from engine import catalog
from engine.cli import main
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.data.uploads import albums, own_pairs, single
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.paint.brush.config import BrushConfig
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.runs import store


@pytest.fixture(params=[card.config for card in catalog.CARDS.values()], ids=lambda cls: cls.__name__)
def cls(request):
    return request.param


def test_defaults_are_within_their_ranges(cls):
    configs.check(cls())


def test_every_field_explains_itself(cls):
    for name, about in configs.knobs(cls).items():
        assert about.help.endswith("."), name
        assert about.label[0].isupper() and about.group, name


def test_round_trip_through_json(cls):
    config = dataclasses.replace(cls(), seed=7)
    assert configs.from_dict(cls, configs.to_dict(config)) == config


def test_round_trip_through_words(cls):
    """As a link and a command line carry them."""
    config = dataclasses.replace(cls(), seed=7)
    assert configs.from_dict(cls, {name: str(value) for name, value in configs.to_dict(config).items()}) == config


def test_round_trip_through_flags(cls):
    card = next(card for card in catalog.CARDS.values() if card.config is cls)
    wanted = main.parser().parse_args(["train", card.name, "--seed", "7"])
    assert configs.from_dict(cls, {name: getattr(wanted, name) for name in configs.kinds(cls)}) == cls(seed=7)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"noise_level": 3.0}, "Noise level is 3, outside its range. Give a number from 0 to 1."),
        ({"steps": 0}, "Steps is 0, outside its range. Give a whole number from 1 to 200000."),
        (
            {"form": "round"},
            "Network is 'round', which does not exist. Give one of: convolutional, connected, squeezed.",
        ),
        ({"steps": 1.5}, "Steps is 1.5, which is not a whole number. Give a whole number from 1 to 200000."),
        ({"steps": True}, "Steps is True, which is not a whole number. Give a whole number from 1 to 200000."),
    ],
)
def test_values_out_of_range_raise_a_sentence(values, sentence):
    with pytest.raises(Trouble) as caught:
        AutoencoderConfig(**values)
    assert str(caught.value) == sentence


def test_text_that_is_no_number_raises_a_sentence():
    with pytest.raises(Trouble, match="'many' is not a whole number"):
        configs.from_dict(AutoencoderConfig, {"steps": "many"})


def test_an_unknown_setting_raises_the_list():
    with pytest.raises(Trouble, match="no setting called 'speed'. The settings are: data, "):
        configs.from_dict(AutoencoderConfig, {"speed": 1})


def test_not_a_number_is_out_of_every_range():
    with pytest.raises(Trouble, match="Learning rate"):
        AutoencoderConfig(learning_rate=float("nan"))


def test_own_pictures_stand_where_a_set_is_chosen():
    assert AutoencoderConfig(data="album:0123abcd").data == "album:0123abcd"


def test_only_live_knobs_move_while_training_runs():
    moved = configs.live_only(AutoencoderConfig(), {"learning_rate": "0.01"})
    assert moved == AutoencoderConfig(learning_rate=0.01)
    with pytest.raises(
        Trouble, match="'steps' cannot be changed while training runs. These can: noise_level, sparsity, learning_rate"
    ):
        configs.live_only(AutoencoderConfig(), {"steps": 5})


def test_changes_are_what_a_title_has_to_say():
    assert configs.changes(AutoencoderConfig(seed=3, noise="salt")) == {"noise": "salt", "seed": 3}


def test_titles_call_a_readers_own_pictures_by_the_names_that_the_reader_gave():
    pictures = [np.full((64, 64, 3), shade, np.uint8) for shade in range(24)]
    cats, dogs = (albums.save(some, title).id for some, title in ((pictures[:12], "Cats"), (pictures[12:], "Dogs")))
    photograph = f"own:{single.keep(pictures[0], 'Harbour')}"
    kept = own_pairs.save([(one, one) for one in pictures])
    for lesson, config, names in (
        ("autoencoder", AutoencoderConfig(data=f"album:{cats}"), ("Cats",)),
        ("cyclegan", CycleConfig(data="own", a=cats, b=dogs), ("Cats", "Dogs")),
        ("pix2pix", PairConfig(data="edges", source=f"album:{dogs}"), ("Dogs",)),
        ("pix2pix", PairConfig(data="own", pairs=kept), ("24 pairs",)),
        ("brush", BrushConfig(style=photograph), ("Harbour",)),
        ("style", StyleConfig(styles=f"{photograph}+painting:waves*2"), ("Harbour",)),
        ("dream", DreamConfig(content=f"own:{'0' * 32}"), ("pictures that are gone",)),
    ):
        title = store.default_title(lesson, config)
        assert all(name in title for name in names) and not re.search("[0-9a-f]{32}", title), title
