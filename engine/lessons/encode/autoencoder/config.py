"""The settings of an autoencoder."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import batch_knob, count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import set_knob
from engine.lessons.encode.fields import activation_knob, hidden_knob


@dataclass(frozen=True)
class AutoencoderConfig:
    """An autoencoder or, with noise, a denoising autoencoder."""

    data: str = set_knob()
    pictures: int = count_knob()
    form: str = knob(
        "convolutional",
        "Convolutions look at small neighbourhoods and share their weights; a fully connected network sees all pixels at once.",
        label="Network",
        group="Network",
        choices={
            "convolutional": "Convolutional",
            "connected": "Fully connected",
            "squeezed": "Convolutional, then a hidden layer",
        },
    )
    width: int = knob(
        8,
        "Channels of the first layer; each further layer doubles them: 8, 16, 32. A fully connected network has 50 hidden units for each.",
        label="Width",
        group="Network",
        low=1,
        high=64,
        scale="log",
    )
    hidden: int = hidden_knob()
    activation: str = activation_knob()
    bottleneck: int = knob(
        16,
        "Numbers in the code. Everything the decoder knows of a picture must fit into them. With 2 you can see the code as a map.",
        label="Bottleneck",
        group="Network",
        low=1,
        high=64,
        scale="log",
    )
    noise: str = knob(
        "none",
        "Spoil the input; the network must restore the picture. That is a denoising autoencoder.",
        label="Noise",
        group="Noise",
        choices={
            "none": "None",
            "gaussian": "Gaussian",
            "salt": "Salt and pepper",
            "blocks": "Masked blocks",
            "mixed": "All three, by chance",
            "plus": "Gaussian, + for * (a slip to see)",
        },
    )
    noise_level: float = knob(
        0.4,
        "How strong: standard deviation for Gaussian noise, share of spoiled pixels for the others. It may move while training runs.",
        label="Noise level",
        group="Noise",
        low=0.0,
        high=1.0,
        live=True,
    )
    target: str = knob(
        "clean",
        "What the output is compared with. 'Noisy' is a common mistake: the network then learns to copy the noise.",
        label="Compare with",
        group="Noise",
        choices={"clean": "The clean picture", "noisy": "The noisy picture (a mistake to see)"},
    )
    sparsity: float = knob(
        0.0,
        "What numbers of the code cost that are not near 0 (L1). A picture then is told by few of them, and others rest. It may move while training runs.",
        label="Sparsity of the code",
        low=0.0,
        high=1.0,
        scale="log",
        live=True,
    )
    loss: str = knob(
        "bce",
        "Squared error counts the distance of pixels; cross-entropy reads each pixel as the chance of being bright.",
        label="Loss",
        choices={"mse": "Squared error", "bce": "Cross-entropy"},
    )
    optimiser: str = knob(
        "adam",
        "How a gradient becomes a step.",
        label="Optimiser",
        choices={"adam": "Adam", "rmsprop": "RMSprop", "adadelta": "Adadelta"},
    )
    learning_rate: float = rate_knob(
        0.001,
        "How far each step goes. Too high and the loss jumps, too low and nothing happens. Adam and RMSprop like 0.001, Adadelta 1. It may move while training runs.",
        high=1.0,
    )
    batch: int = batch_knob()
    steps: int = steps_knob(2_000)
    preview_every: int = look_knob(50)
    seed: int = seed_knob()

    __post_init__ = check
