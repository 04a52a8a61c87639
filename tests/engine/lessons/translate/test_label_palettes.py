"""Palettes of label maps: what colours things have in a picture, and a generator that is told them."""

import pytest
import torch

from engine.data.label_colours import FACADE_LABELS
from engine.data.pairs import Pairs
from engine.lessons.translate import losses
from engine.lessons.translate.calm_critic import CalmCritic
from engine.lessons.translate.critic import Critic
from engine.lessons.translate.label_palettes import labels_of, painted, palettes_of, unlike
from engine.lessons.translate.network import UNet
from engine.lessons.translate.pix2pix.config import PairConfig
from engine.lessons.translate.pix2pix.train import known_palettes, train

COLOURS = torch.tensor(list(FACADE_LABELS.values())) / 255


def test_a_map_is_read_also_where_jpeg_has_moved_its_colours():
    labels = torch.randint(0, len(COLOURS), (2, 8, 10))
    maps = painted(labels, COLOURS[None])
    assert maps.shape == (2, 3, 8, 10)
    assert torch.equal(labels_of(maps + 0.04 * (torch.rand_like(maps) - 0.5), COLOURS), labels)


def test_each_thing_has_its_mean_colour_and_what_is_not_there_that_of_all():
    labels = torch.tensor([[[0, 0, 1, 1]]])
    picture = torch.tensor([[[[0.0, 0.2, 0.6, 0.8]]] * 3]).reshape(1, 3, 1, 4)
    found = palettes_of(labels, picture, 3)[0, :, 0]
    assert torch.allclose(found, torch.tensor([0.1, 0.7, 0.4]))


def test_a_picture_of_flat_colours_is_its_map_in_its_own_palette():
    labels = torch.randint(0, 5, (3, 6, 6))
    palettes = torch.rand(3, 5, 3)
    pictures = painted(labels, palettes)
    assert torch.allclose(painted(labels, palettes_of(labels, pictures, 5)), pictures, atol=1e-6)


def test_known_palettes_begin_with_the_one_nearest_to_all_and_go_far():
    palettes = torch.tensor([0.5, 0.52, 0.48, 0.0, 1.0])[:, None, None].expand(5, 2, 3)
    assert unlike(palettes, 3)[:, 0, 0].tolist() == pytest.approx([0.5, 0.0, 1.0])
    assert torch.equal(unlike(palettes, 9)[5:], unlike(palettes, 9)[:4]), "then they begin again"


def test_a_generator_takes_the_palette_it_is_given_or_the_one_of_its_number():
    torch.manual_seed(0)
    network = UNet(4, 2, "resize", 0.0, False, palettes=3, labels=len(COLOURS)).eval()
    palettes = torch.rand(3, len(COLOURS), 3)
    network.palettes.know(COLOURS, palettes)
    maps = painted(torch.randint(0, len(COLOURS), (1, 16, 16)), COLOURS[None])
    first, second, fifth = (network(maps, torch.Generator().manual_seed(seed)) for seed in (1, 2, 5))
    assert torch.equal(first, network(maps)) and torch.equal(first, network(maps, palette=palettes[:1]))
    assert torch.equal(second, network(maps, palette=palettes[1:2])) and not torch.equal(first, second)
    assert torch.equal(second, fifth), "they go round"
    assert network.palettes.variant(2).tolist() == (255 * palettes[1]).round().byte().tolist()


@pytest.mark.parametrize("critic", [Critic(4, "16", "spectral", True), CalmCritic(4, condition=True)])
def test_what_a_critic_sees_on_its_way_is_the_same_for_the_same_picture_only(critic):
    critic.eval()  # spectral norm goes on looking for the steepest direction otherwise
    x, y, z = torch.rand(3, 1, 3, 16, 16)
    said, seen = critic.look(y, x)
    assert torch.equal(said, critic(y, x))
    assert losses.matching(seen, critic.look(y, x)[1]) == 0 < losses.matching(seen, critic.look(z, x)[1])
    assert losses.matching(seen, critic.look(y, z)[1]) > 0, "it sees what the picture was made from, too"


def drawn(count: int = 16) -> Pairs:
    """Maps of two labels, and pictures in which each has one colour, another one in each picture."""
    labels = torch.zeros(count, 32, 32, dtype=torch.long)
    labels[:, 8:24, 8:24] = 2
    palettes = torch.rand(count, len(COLOURS), 3, generator=torch.Generator().manual_seed(0))
    given, wanted = (
        (255 * painted(labels, of)).round().byte().permute(0, 2, 3, 1).numpy() for of in (COLOURS[None], palettes)
    )
    return Pairs("facades", given, wanted, given[:2], wanted[:2], ("maps", "houses"))


QUICK = {
    "data": "facades",
    "side": 32,
    "width": 4,
    "depth": 2,
    "critic_width": 4,
    "batch": 2,
    "noise": 0.0,
    "preview_every": 9,
}


def test_what_is_learnt_with_palettes_obeys_another_one():
    config = PairConfig(
        **QUICK,
        palette=True,
        calm=True,
        matching=1.0,
        l1=100.0,
        learning_rate=0.01,
        average=0.0,
        steps=20,
        flip=False,
        jitter=0.0,
    )
    data = drawn()
    *_, snapshot = (event for event in train(config, data) if hasattr(event, "networks"))
    network = snapshot.networks["generator"].eval()
    maps = torch.from_numpy(data.given[:1].copy()).permute(0, 3, 1, 2) / 255
    red, blue = torch.tensor([0.9, 0.1, 0.1]), torch.tensor([0.1, 0.1, 0.9])
    made = [network(maps, palette=colour.expand(1, len(COLOURS), 3)).mean((2, 3))[0] for colour in (red, blue)]
    assert made[0][0] > made[0][2] + 0.1 and made[1][2] > made[1][0] + 0.1
    assert torch.allclose(network.palettes.known, known_palettes(data, COLOURS, 24))


@pytest.mark.parametrize("odd", [{"form": "resnet", "blocks": 1}, {"data": "edges"}])
def test_without_label_maps_or_a_unet_a_palette_plays_no_role(odd):
    data = drawn()
    made = []
    for palette in (True, False):
        config = PairConfig(**QUICK | {"palette": palette, "steps": 1} | odd)
        given = Pairs(config.data, data.given, data.wanted, data.given_held_out, data.wanted_held_out, data.names)
        made.append([float(event.metrics["L1"]) for event in train(config, given) if hasattr(event, "metrics")])
    assert made[0] == made[1]
