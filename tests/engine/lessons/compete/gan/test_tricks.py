"""The tricks that textbooks tell of: noise on labels, clipping, decay, optimisers, a discriminator that nobody froze or that begins alone."""

import copy
import dataclasses

import pytest
import torch
import torch.nn.functional as F
from torch import nn, optim

from engine.data.pictures import Pictures
from engine.events import Snapshot, Step
from engine.lessons import adversarial
from engine.lessons.compete.gan import optimisers
from engine.lessons.compete.gan import train as gan_train
from engine.lessons.compete.gan.config import GANConfig
from engine.nn import loop

RATE = 0.001
SMALL = {"width": 4, "latent": 8, "batch": 8}


def players(**settings):
    torch.manual_seed(0)
    config = GANConfig(**{**SMALL, **settings})
    return config, *gan_train.networks_of(config, 1, 28, None)


def weights(network: nn.Module) -> dict[str, torch.Tensor]:
    return {name: value.detach().clone() for name, value in network.named_parameters()}


def moved(network: nn.Module, before: dict[str, torch.Tensor]) -> bool:
    return any(not torch.equal(value, before[name]) for name, value in network.named_parameters())


def a_step_of_g(config: GANConfig, generator: nn.Module, discriminator: nn.Module, seed: int = 1):
    networks = [generator] if config.frozen else [generator, discriminator]
    steps = optimisers.of([weight for network in networks for weight in network.parameters()], config)
    z = torch.randn(8, 8, generator=torch.Generator().manual_seed(seed))
    return gan_train.improve(generator, discriminator, steps, z, None, config, RATE)


def test_noise_on_labels_is_cross_entropy_with_these_labels():
    real, made = torch.linspace(-2, 2, 5)[:, None], torch.linspace(-1, 3, 5)[:, None]
    off = torch.tensor([[0.0], [0.01], [0.02], [0.03], [0.05]])

    def written_out(logit, label):
        return -(label * F.logsigmoid(logit) + (1 - label) * F.logsigmoid(-logit)).mean()

    wanted = written_out(real, 0.9 - off) + written_out(made, -off.flip(0))
    found = adversarial.cross_entropy_critic(real, made, 0.1, (off, off.flip(0)))
    assert found.item() == pytest.approx(wanted.item(), rel=1e-5)


def test_noise_on_labels_moves_what_least_squares_ask_for():
    off = torch.full((3, 1), 0.05)
    assert adversarial.least_squares_critic(1 - off, -off, 0.0, (off, off)) < 1e-12
    assert adversarial.least_squares_critic(torch.ones(3, 1), torch.zeros(3, 1), 0.0, (off, off)) > 1e-4


def test_noise_on_labels_lies_between_nothing_and_its_most_and_differs_from_label_to_label():
    logits = torch.zeros(500, 1)
    both = gan_train.noise_of_labels(logits, logits, GANConfig(label_noise=0.05))
    for off in both:
        assert off.shape == (500, 1) and off.min() >= 0 and 0.04 < off.max() <= 0.05
        assert off.mean() == pytest.approx(0.025, abs=0.003)
    assert not torch.equal(*both)


def test_without_noise_on_labels_no_dice_are_thrown():
    before = torch.get_rng_state()
    assert gan_train.noise_of_labels(torch.zeros(5, 1), torch.zeros(5, 1), GANConfig()) == (0.0, 0.0)
    assert torch.equal(torch.get_rng_state(), before)


def test_clipping_cuts_every_number_of_a_gradient_and_the_length_told_is_of_before():
    network = nn.Linear(2, 1, bias=False)
    nn.init.zeros_(network.weight)
    plain = optim.SGD(network.parameters())
    length = loop.step_down(network, plain, (network.weight * torch.tensor([[-3.0, 0.5]])).sum(), 1.0, clip=1.0)
    assert network.weight.tolist() == [[1.0, -0.5]]
    assert length.item() == pytest.approx(9.25**0.5)


def test_what_moves_along_does_so_and_is_not_counted():
    network, other = nn.Linear(1, 1, bias=False), nn.Linear(1, 1, bias=False)
    for layer in (network, other):
        nn.init.zeros_(layer.weight)
    plain = optim.SGD([*network.parameters(), *other.parameters()])
    length = loop.step_down(network, plain, (2 * network.weight + 5 * other.weight).sum(), 0.1, along=other)
    assert length == 2 and (network.weight.item(), other.weight.item()) == pytest.approx((-0.2, -0.5))


def test_a_frozen_discriminator_stands_still_in_gs_step_and_one_that_is_not_learns_to_praise():
    config, generator, discriminator = players()
    d, g = weights(discriminator), weights(generator)
    a_step_of_g(config, generator, discriminator)
    assert moved(generator, g) and not moved(discriminator, d)

    config, generator, discriminator = players(frozen=False)
    d, first = weights(discriminator), copy.deepcopy(generator)
    said = a_step_of_g(config, generator, discriminator)
    assert moved(discriminator, d)
    noise = torch.randn(64, 8)
    with torch.no_grad():
        now = discriminator(first(noise)).sigmoid().mean()
    assert now > said["D(G(z))"], "what it said no to it finds more real now, although nobody drew better"


def test_the_gradient_that_is_told_is_gs_alone():
    lengths = [
        a_step_of_g(config, *networks)["gradient of G"]
        for config, *networks in (players(frozen=True), players(frozen=False))
    ]
    assert lengths[0] == lengths[1]


def test_decay_halves_the_rates_after_as_many_steps_as_it_says():
    config = GANConfig(decay=0.001)
    assert [optimisers.decayed(0.4, step, config) for step in (1, 1001)] == pytest.approx([0.4, 0.2])
    chapters = dataclasses.replace(config, decay=1e-8)
    assert optimisers.decayed(1.0, 10_000, chapters) == pytest.approx(1 - 1e-4, abs=1e-6), "hardly anything"
    assert optimisers.decayed(0.3, 77, GANConfig()) == 0.3


@pytest.mark.parametrize(
    ("name", "kind"), [("adam", optim.Adam), ("rmsprop", optim.RMSprop), ("sgd", optim.SGD)], ids=lambda one: str(one)
)
def test_an_optimiser_is_what_it_is_called_and_a_branch_may_move_its_momentum(name, kind):
    found = optimisers.of(nn.Linear(1, 1).parameters(), GANConfig(optimiser=name))
    assert isinstance(found, kind)
    optimisers.set_momentum(found, GANConfig(optimiser=name, momentum=0.9))
    (group,) = found.param_groups
    assert {"adam": group.get("betas"), "sgd": group.get("momentum"), "rmsprop": 0}[name] in (
        (0.9, optimisers.MEMORY),
        0.9,
        0,
    )


def test_rmsprop_goes_as_kerass_does():
    """Keras 2.8: mean of squares a = 0.9 a + 0.1 g^2; the step is rate * g / (sqrt(a) + 1e-7)."""
    layer = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(layer.weight)
    found, by_hand, squares = optimisers.of(layer.parameters(), GANConfig(optimiser="rmsprop")), 0.0, 0.0
    for slope in (3.0, -1.0, 0.5):
        loop.step_down(layer, found, (slope * layer.weight).sum(), 0.01)
        squares = 0.9 * squares + 0.1 * slope**2
        by_hand -= 0.01 * slope / (squares**0.5 + 1e-7)
    assert layer.weight.item() == pytest.approx(by_hand, rel=1e-5)


def test_with_a_head_start_g_begins_when_d_has_had_its_steps():
    dice = torch.Generator().manual_seed(0)
    some = torch.randint(0, 255, (24, 28, 28, 1), generator=dice, dtype=torch.uint8).numpy()
    config, told, states = GANConfig(**SMALL, ahead=2, steps=4, preview_every=100), {}, {}
    for event in gan_train.train(config, Pictures("glyphs", some, some)):
        if isinstance(event, Step):
            told[event.step] = event.metrics
        elif isinstance(event, Snapshot):
            states[event.step] = copy.deepcopy(event.networks["generator"].state_dict())
    assert ["generator loss" in told[step] for step in (1, 2, 3, 4)] == [False, False, True, True]
    assert all("discriminator loss" in told[step] for step in told)
    same = [torch.equal(states[1]["layers.0.weight"], states[step]["layers.0.weight"]) for step in (2, 3)]
    assert same == [True, False]


def test_dropout_in_g_drops_while_it_learns_and_not_when_it_shows():
    _, generator, _ = players(generator_dropout=0.5)
    z = torch.randn(1, 8).expand(4, -1)
    generator.train()
    assert len(generator(z).unique(dim=0)) == 4
    generator.eval()
    assert len(generator(z).unique(dim=0)) == 1


def test_without_dropout_the_generators_layers_are_those_of_before():
    """Weights of old runs lie under the layers' numbers."""
    _, generator, _ = players()
    _, dropping, _ = players(generator_dropout=0.1)
    assert [name for name, _ in generator.named_parameters() if name.startswith("layers.0")] == ["layers.0.weight"]
    assert [type(layer) for layer in generator.layers] == [
        type(layer) for layer in dropping.layers if not isinstance(layer, nn.Dropout)
    ]


@pytest.mark.parametrize(("activation", "kind"), [("relu", nn.ReLU), ("leaky-relu", nn.LeakyReLU)])
@pytest.mark.parametrize("form", ["dcgan", "connected", "one-doubling"])
def test_the_generator_bends_as_it_is_told(activation, kind, form):
    _, generator, _ = players(form=form, generator_activation=activation)
    bends = [type(layer) for layer in generator.layers if isinstance(layer, nn.ReLU | nn.LeakyReLU)]
    assert bends and set(bends) == {kind}


@pytest.mark.parametrize("size", [28, 32, 64])
@pytest.mark.parametrize("kernel", ["3", "4", "5"])
def test_ds_kernel_halves_whatever_its_side(size, kernel):
    config = GANConfig(width=4, kernel=kernel)
    generator, discriminator = gan_train.networks_of(config, 1, size, None)
    convolutions = [layer for layer in discriminator.modules() if isinstance(layer, nn.Conv2d)]
    assert {layer.kernel_size for layer in convolutions} == {(int(kernel), int(kernel))}
    assert discriminator(generator(torch.randn(2, config.latent))).shape == (2, 1)


def test_only_a_kernel_that_its_stride_divides_looks_at_all_pixels_equally_often():
    looks = {}
    for kernel in (3, 4, 5):
        (layer,) = gan_train.networks_of(GANConfig(kernel=str(kernel)), 1, 32, None)[1].features[:1]
        x = torch.zeros(1, 1, 32, 32, requires_grad=True)
        nn.init.ones_(layer.weight)
        (often,) = torch.autograd.grad(layer(x)[:, :1].sum(), x)
        inner = often[0, 0, 8:-8, 8:-8]
        looks[kernel] = (inner.min().item(), inner.max().item())
    assert looks == {3: (1, 4), 4: (4, 4), 5: (4, 9)}


@pytest.mark.parametrize(("size", "channels"), [(28, 1), (32, 3), (64, 3)])
@pytest.mark.parametrize("norm", ["both", "none"])
def test_one_doubling_begins_at_half_the_size(size, channels, norm):
    config = GANConfig(width=4, form="one-doubling", norm=norm)
    generator, discriminator = gan_train.networks_of(config, channels, size, None)
    assert generator.layers[1].unflattened_size == (4, size // 2, size // 2)
    made = generator(torch.randn(2, config.latent))
    assert made.shape == (2, channels, size, size) and discriminator(made).shape == (2, 1)


def test_one_doubling_is_the_chapters_network():
    """The table of layers in the book, for 32 pixels: 1.1 million numbers at first, then kernels of 5, 4, 5, 5 and 7."""
    generator, discriminator = gan_train.networks_of(
        GANConfig(width=128, latent=32, form="one-doubling", norm="none"), 3, 32, None
    )
    count = [sum(value.numel() for value in layer.parameters()) for layer in generator.layers]
    assert [one for one in count if one] == [1_081_344, 819_456, 1_048_832, 1_638_656, 1_638_656, 37_635]
    count = [sum(value.numel() for value in layer.parameters()) for layer in discriminator.features]
    assert [one for one in count if one] == [3_584, 262_272, 262_272, 262_272]
