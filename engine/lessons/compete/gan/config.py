"""The settings of GANs on pictures, with and without labels. Every trick of the trade is one switch."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import count_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import any_set_knob, flip_faces_knob, size_knob
from engine.lessons.compete.fields import OBJECTIVES, TURNS


@dataclass(frozen=True)
class GANConfig:
    """A generator that never sees a picture, and a discriminator that tells it how real its own look."""

    conditional = False
    """Whether both networks are told what to draw."""

    data: str = any_set_knob()
    pictures: int = count_knob()
    size: str = size_knob()
    flip: bool = flip_faces_knob()
    form: str = knob(
        "dcgan",
        "DCGAN grows pictures by convolutions, doubling a few pixels until they are enough. With one doubling, as in a textbook, the generator begins at half the size: it is many times slower. A fully connected GAN learns each pixel by itself, so its pictures stay speckled.",
        label="Networks",
        group="Network",
        choices={"dcgan": "DCGAN", "one-doubling": "One doubling", "connected": "Fully connected"},
    )
    start: str = knob(
        "chance",
        "What the generator begins with. The decoder of an autoencoder draws soft faces from the first step on: its width is kept, and the noise needs as many dimensions as its codes.",
        label="Begin with",
        group="Network",
        choices={"chance": "Chance", "faces-photo": "The decoder of faces-photo"},
    )
    width: int = knob(
        32,
        "Channels where pictures are largest; where they are half the size there are twice as many. A fully connected network has 16 hidden units for each.",
        label="Width",
        group="Network",
        low=4,
        high=128,
        scale="log",
    )
    latent: int = knob(
        64,
        "Random numbers from which the generator makes a picture.",
        label="Noise dimensions",
        group="Network",
        low=2,
        high=256,
        scale="log",
    )
    prior: str = knob(
        "normal",
        "Where the random numbers come from: a bell curve, or evenly from -1 to 1.",
        label="Noise",
        group="Network",
        choices={"normal": "Normal", "uniform": "Uniform"},
    )
    norm: str = knob(
        "both",
        "Batch norm keeps the signals of each layer at one scale. Without it deep GANs hardly start.",
        label="Batch norm",
        group="Network",
        choices={"both": "In both networks", "generator": "In the generator", "none": "Nowhere"},
    )
    together: bool = knob(
        False,
        "Show the discriminator real and made pictures in one batch. Its batch norm then mixes their statistics: the answer leaks from one to the other.",
        label="Real and made in one batch",
        group="Network",
    )
    activation: str = knob(
        "leaky-relu",
        "What the discriminator's hidden units do with their sums. A ReLU that is off passes no gradient to the generator; a leaky one always does.",
        label="Activation of D",
        group="Network",
        choices={"leaky-relu": "Leaky ReLU", "relu": "ReLU"},
    )
    generator_activation: str = knob(
        "relu",
        "What the generator's hidden units do with their sums.",
        label="Activation of G",
        group="Network",
        choices={"relu": "ReLU", "leaky-relu": "Leaky ReLU"},
    )
    output: str = knob(
        "tanh",
        "How the generator's sums become brightness. Tanh gives -1 to 1 around middle grey, a sigmoid 0 to 1.",
        label="Output",
        group="Network",
        choices={"tanh": "Tanh", "sigmoid": "Sigmoid"},
    )
    grow: str = knob(
        "even",
        "How the generator doubles a picture. A kernel of 5 steps by 2: some pixels are painted more often than others, which shows as a checkerboard. A kernel of 4 paints all alike.",
        label="Growing",
        group="Network",
        choices={"even": "Transposed, kernel 4", "uneven": "Transposed, kernel 5", "resize": "Enlarge, then convolve"},
    )
    shrink: str = knob(
        "stride",
        "How the discriminator halves a picture. Strides let it learn how; max pooling keeps the largest number and drops where it was.",
        label="Shrinking",
        group="Network",
        choices={"stride": "Strides", "max-pool": "Max pooling"},
    )
    kernel: str = knob(
        "4",
        "The discriminator's kernels where it halves by strides. A kernel of 4 that steps by 2 looks at every pixel equally often; one of 3 or 5 does not.",
        label="Kernel of D",
        group="Network",
        choices={"3": "3", "4": "4", "5": "5"},
    )
    spectral: bool = knob(
        False,
        "Hold the slope of every layer of the discriminator at 1 (spectral norm), so that it cannot become too sure.",
        label="Spectral norm",
        group="Network",
    )
    dropout: float = knob(
        0.0,
        "Share of the discriminator's signals that are dropped at random, so that it learns less by heart.",
        label="Dropout in D",
        group="Network",
        low=0.0,
        high=0.8,
    )
    generator_dropout: float = knob(
        0.0,
        "Share of the generator's signals that are dropped at random while it learns. Some advise it where the generator never gets beyond noise.",
        label="Dropout in G",
        group="Network",
        low=0.0,
        high=0.8,
    )
    frozen: bool = knob(
        True,
        "The discriminator stands still while the generator learns. Off: somebody forgot it, and the generator's step also moves the discriminator, towards calling made pictures real.",
        label="Freeze D in G's step",
        group="Network",
    )
    objective: str = knob(
        "non-saturating",
        "What the two networks are paid for. Minimax is the first paper's game; its generator learns nothing while it loses.",
        label="Objective",
        group="Loss",
        choices=OBJECTIVES,
    )
    smoothing: float = knob(
        0.0,
        "Ask only for 1 minus this on real pictures, so that the discriminator is never quite sure. Hinge, WGAN and relativistic have no labels to smooth.",
        label="Label smoothing",
        group="Loss",
        low=0.0,
        high=0.4,
    )
    wrong: float = knob(
        0.0,
        "Share of pictures that are handed to the discriminator with the wrong label, real for made. At 1 all labels are swapped: a classic bug.",
        label="Wrong labels",
        group="Loss",
        low=0.0,
        high=1.0,
    )
    label_noise: float = knob(
        0.0,
        "A random amount up to this is taken off both labels, another one for each picture. A textbook, in which 1 stands for made pictures, adds it. Hinge, WGAN and relativistic have no labels.",
        label="Label noise",
        group="Loss",
        low=0.0,
        high=0.5,
    )
    penalty: float = knob(
        10.0,
        "WGAN: how hard the discriminator's slope is held to 1. Relativistic: how hard it is held flat at real and at made ones; there 1 is a good start.",
        label="Gradient penalty",
        group="Loss",
        low=0.0,
        high=100.0,
        scale="log",
    )
    augment: bool = knob(
        False,
        "Move and tint every picture that the discriminator sees, real or made, by chance. It then cannot learn a few pictures by heart.",
        label="Augment what D sees",
        group="Loss",
    )
    eye: float = knob(
        0.0,
        "How hard a second critic pulls, as a share of the discriminator's pull. It looks through an eye that has learnt to name marks of faces, so faces come many times sooner; but what the eye does not mind it lets pass. 0 is off.",
        label="Eye",
        group="Loss",
        low=0.0,
        high=4.0,
    )
    turn: str = knob(
        "both",
        "Who learns. The other one stands still.",
        label="Train",
        choices=TURNS,
        live=True,
    )
    k: int = knob(
        1,
        "Steps of the discriminator for each one of the generator: the first paper's k.",
        label="Steps of D per step of G",
        low=1,
        high=10,
        live=True,
    )
    ahead: int = knob(
        0,
        "Steps that the discriminator learns alone before the generator begins. 156 batches of 64 are one round through 10,000 pictures.",
        label="Head start of D",
        low=0,
        high=2_000,
        scale="log",
    )
    # In a group that no branch may change: what one optimiser remembers means nothing to another.
    optimiser: str = knob(
        "adam",
        "How a gradient becomes a step. Adam and RMSprop bring every weight's step to one length, so small gradients count; plain gradient descent (SGD) does not, and needs rates a hundred times larger.",
        label="Optimiser",
        group="Network",
        choices={"adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"},
    )
    generator_rate: float = rate_knob(
        0.001, "How far each step of the generator goes.", label="Learning rate of G", low=1e-6
    )
    discriminator_rate: float = rate_knob(
        0.0005, "How far each step of the discriminator goes.", label="Learning rate of D", low=1e-6
    )
    decay: float = knob(
        0.0,
        "Both learning rates are divided by 1 + this * steps done. 0.001 halves them in a thousand steps. 0 is off.",
        label="Decay of the rates",
        low=0.0,
        high=0.01,
        scale="log",
    )
    clip: float = knob(
        0.0,
        "Every number of a gradient is cut to at most this, up or down, so that no single step leaps. 0 is off.",
        label="Clipping",
        low=0.0,
        high=10.0,
        scale="log",
    )
    momentum: float = knob(
        0.5,
        "How much of the last direction a step of Adam or SGD keeps. In a game the direction turns, so GANs keep less than the usual 0.9.",
        label="Momentum",
        low=0.0,
        high=0.99,
    )
    average: float = knob(
        0.99,
        "Pictures come from an average of the generator's last weights, which wavers less than the newest ones; 0.99 remembers about 100 steps. 0 is off.",
        label="Average of G",
        group="Network",
        low=0.0,
        high=0.999,
    )
    batch: int = knob(
        64, "Pictures per step, real ones and made ones each.", label="Batch", low=4, high=256, scale="log"
    )
    steps: int = steps_knob(3_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check
