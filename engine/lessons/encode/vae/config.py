"""The settings of a variational autoencoder."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import batch_knob, cool_down_knob, count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import set_knob
from engine.lessons.encode.fields import activation_knob, hidden_knob


@dataclass(frozen=True)
class VAEConfig:
    """A variational autoencoder. The loss is nats per picture: reconstruction + beta * KL."""

    data: str = set_knob()
    pictures: int = count_knob()
    form: str = knob(
        "connected",
        "Fully connected is the classic recipe: 784 pixels, 400 hidden units, 2 numbers. Convolutions share their weights over the picture.",
        label="Network",
        group="Network",
        choices={"connected": "Fully connected", "convolutional": "Convolutional"},
    )
    width: int = knob(
        8,
        "A fully connected network has 50 hidden units for each; a convolutional one has so many channels in its first layer.",
        label="Width",
        group="Network",
        low=1,
        high=64,
        scale="log",
    )
    hidden: int = hidden_knob()
    activation: str = activation_knob()
    latent: int = knob(
        2,
        "Numbers in the code. With 2 the whole latent space is a map that you can drag through.",
        label="Latent dimensions",
        group="Network",
        low=2,
        high=64,
        scale="log",
    )
    beta: float = knob(
        1.0,
        "The weight of the KL term. 1 is the honest bound on the likelihood. Above, codes crowd together; at 0, nothing orders them. It may move while training runs.",
        label="Beta",
        group="Loss",
        low=0.0,
        high=100.0,
        scale="log",
        live=True,
    )
    warm_up: int = knob(
        0,
        "Steps over which beta grows from 0 to its value, so that the decoder learns to use the code first.",
        label="KL warm-up",
        group="Loss",
        low=0,
        high=100_000,
    )
    likelihood: str = knob(
        "bernoulli",
        "Bernoulli reads each pixel as the chance of being bright; Gaussian as a brightness with a fixed uncertainty, or with one that the decoder learns for each pixel.",
        label="Reconstruction",
        group="Loss",
        choices={"bernoulli": "Bernoulli", "gaussian": "Gaussian", "learnt": "Gaussian, variance learnt"},
    )
    variance: float = knob(
        0.05,
        "The Gaussian's uncertainty. Smaller makes reconstruction count more.",
        label="Variance",
        group="Loss",
        low=0.001,
        high=1.0,
        scale="log",
    )
    path: bool = knob(
        True,
        "Write the draw as mean + deviation * chance, so that gradients pass through it to the encoder. Off: it is a plain random draw, and the encoder never hears what became of its codes.",
        label="Reparameterise",
        group="Loss",
    )
    learning_rate: float = rate_knob(0.001, "How far each step goes. It may move while training runs.")
    cool_down: float = cool_down_knob(0.0)
    batch: int = batch_knob()
    steps: int = steps_knob(3_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check
