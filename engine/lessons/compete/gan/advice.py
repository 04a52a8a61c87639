"""Presets that put a textbook's advice to the test, and the textbook's own GAN. What was measured is told, also where it is: nothing.

Each number is from one run a side at seed 0, after 500 steps or as many as are told; its interval is over the pictures, not over other runs.
"""

from engine.core.preset import Preset
from engine.lessons.compete.gan.presets import SMALL

CHAPTER = {
    **{"data": "frogs", "form": "one-doubling", "width": 128, "latent": 32, "norm": "none", "average": 0.0},
    **{"generator_activation": "leaky-relu", "dropout": 0.4, "together": True, "label_noise": 0.05},
    **{"optimiser": "rmsprop", "discriminator_rate": 0.0008, "generator_rate": 0.0004, "clip": 1.0, "decay": 1e-8},
    **{"batch": 20, "steps": 10_000, "preview_every": 100},
}
"""Chollet, Deep Learning with Python (2017), chapter 8.5."""

PRODUCT = {
    **{"form": "dcgan", "width": 32, "latent": 64, "norm": "both", "average": 0.99, "generator_activation": "relu"},
    **{"dropout": 0.0, "together": False, "label_noise": 0.0, "optimiser": "adam", "discriminator_rate": 0.0005},
    **{"generator_rate": 0.001, "clip": 0.0, "decay": 0.0, "batch": 64, "steps": 3_000},
}
"""The same settings as they are by default."""

ADVICE = (
    Preset(
        name="frogs",
        lesson="gan",
        title="Frogs, as in the chapter",
        telling="coverage",
        symptom="Green and brown blots after some hundred steps, later shapes that one takes for frogs. It is slow: seconds a step on a processor, so take a width of 32 there, or a graphics card.",
        cause="The chapter's whole recipe: one doubling from 16 to 32 px, dropout, real and made pictures in one batch, noise on the labels, RMSprop with clipping. The decay of 1e-8 takes a ten-thousandth off the rates in all: nothing.",
        cure="This lesson's own settings differ: batch norm lets a network with three doublings start, which is many times faster; with it each kind needs a batch of its own. Adam with little momentum does without clipping, and pictures come from an average of G, which wavers less.",
        settings=CHAPTER,
        cured=PRODUCT,
        sides=("as in the chapter", "as in this lesson"),
    ),
    Preset(
        name="unfrozen",
        lesson="gan",
        title="D not frozen",
        telling="D(G(z))",
        symptom="D soon says 1.00 of everything, real or made. G's gradient fades, and all pictures become the same noise.",
        cause="In G's step somebody forgot to hold D still. The cheapest way to better marks is then not to draw better, but to teach D to say 'real'.",
        cure="Freeze D while G learns: only G's weights may move in G's step.",
        settings={**SMALL, "frozen": False},
        cured={"frozen": True},
    ),
    Preset(
        name="head-start",
        lesson="gan",
        title="D studies first",
        telling="KID",
        symptom="D learns alone for one round through the pictures. When G begins, D says 0.99 of real and 0.07 of made pictures.",
        cause="Told to catch noise only, D finds it child's play and becomes sure. The first paper warns of it: a D that is trained to the end overfits.",
        cure="In turns from the first step on.",
        found="The loss that is steep where D is sure lets G catch up, but late: after 500 steps its pictures cover 1 % of what real ones show, against 4 % without the head start; KID 4.0 (3.5 to 4.5) against 2.9 (2.6 to 3.3).",
        settings={**SMALL, "ahead": 156},
        cured={"ahead": 0},
    ),
    Preset(
        name="sigmoid",
        lesson="gan",
        title="Sigmoid or tanh",
        telling="KID",
        symptom="Two runs that differ in G's last function alone.",
        cause="Textbooks advise tanh: it is twice as steep in the middle, and 0 is middle grey, so signals begin around it.",
        cure="Tanh, as advised.",
        found="Hardly any difference: KID 2.8 (2.5 to 3.1) with a sigmoid, 3.0 (2.6 to 3.4) with tanh, where 0 is perfect. The intervals overlap.",
        settings={**SMALL, "output": "sigmoid"},
        cured={"output": "tanh"},
        sides=("sigmoid", "tanh"),
    ),
    Preset(
        name="uniform",
        lesson="gan",
        title="Uniform or normal noise",
        telling="KID",
        symptom="Two runs that differ in where the noise comes from.",
        cause="Textbooks advise a bell curve. In 64 dimensions its points lie on a shell without corners, so that every walk between two of them passes where G has practised.",
        cure="Normal noise, as advised.",
        found="Hardly any difference: KID 2.9 (2.5 to 3.3) from uniform noise, 3.0 (2.6 to 3.4) from normal noise. The intervals overlap.",
        settings={**SMALL, "prior": "uniform"},
        cured={"prior": "normal"},
        sides=("uniform", "normal"),
    ),
    Preset(
        name="sparse",
        lesson="gan",
        title="Sparse gradients",
        telling="KID",
        symptom="Max pooling and ReLUs in D: of each four places three hand no gradient on, and a unit that is off hands on none.",
        cause="All that G ever learns comes back through D. What D drops on the way, G never hears of.",
        cure="Strides in place of pooling, and leaky ReLUs.",
        found="No harm to be seen in this small game: KID 2.7 (2.3 to 3.1) sparse, 3.0 (2.6 to 3.4) dense; the intervals overlap. A unit that is off for one picture is on for another.",
        settings={**SMALL, "shrink": "max-pool", "activation": "relu"},
        cured={"shrink": "stride", "activation": "leaky-relu"},
        sides=("sparse", "dense"),
    ),
    Preset(
        name="kernel",
        lesson="gan",
        title="Checkerboard, by the book",
        telling="grain",
        symptom="Kernels of 5 that step by 2, in both networks: a grid on skin and sky.",
        cause="A kernel that its stride does not divide treats some pixels more often than others, in G when it paints and in D when it looks.",
        cure="The book's: a kernel of 4 in both.",
        found="Not to be seen in a short run: from step 225 to 300 grain lies between 3.5 and 4.0 times that of real pictures with kernels of 4, between 2.4 and 3.4 with kernels of 5. An even kernel can paint all pixels alike, but nothing makes it. Enlarging first is the surer cure: see Checkerboard.",
        settings={**SMALL, "data": "faces", "size": "32", "grow": "uneven", "kernel": "5"},
        cured={"grow": "even", "kernel": "4"},
        sides=("kernel 5", "kernel 4"),
    ),
    Preset(
        name="label-noise",
        lesson="gan",
        title="Noise on labels",
        telling="KID",
        symptom="A random amount of up to 0.05 is taken off both labels, another one for each picture.",
        cause="Games get stuck, and chance shakes them loose: D is never asked for quite the same twice, and never for certainty.",
        cure="Without it.",
        found="Hardly any difference: KID 2.9 (2.5 to 3.2) with noise on labels, 3.0 (2.6 to 3.4) without. The intervals overlap.",
        settings={**SMALL, "label_noise": 0.05},
        cured={"label_noise": 0.0},
        sides=("noisy labels", "plain labels"),
    ),
    Preset(
        name="one-batch",
        lesson="gan",
        title="One batch, no batch norm in D",
        telling="KID",
        symptom="Real and made pictures in one batch, as in textbooks. Nothing leaks, and it learns as well as with two batches.",
        cause="Without batch norm D judges each picture by itself, whoever stands beside it. Only where batch norm mixes their statistics does a shared batch tell which is which: see Leaking batch norm.",
        cure="None is needed.",
        found="No difference at all: D's loss and every gradient are the same but for rounding.",
        settings={**SMALL, "norm": "generator", "together": True},
        cured={"together": False},
        sides=("one batch", "two batches"),
    ),
)
