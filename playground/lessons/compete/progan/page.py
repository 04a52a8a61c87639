"""Progressive GAN: move alpha by hand, see a face at every resolution, race against a DCGAN, and watch one grow."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.compete.progan import fade_in, phases, race
from playground.runs import panel, start
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models

CARD = CARDS["progan"]

VIEWS = {
    "grow": N_(":material/gradient: Grow"),
    "race": N_(":material/timer: Race"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="Learn to draw a face with 16 pixels first; then add layers that draw it finer, and fade each of them in slowly.",
    idea=(
        "To draw a face of 64 pixels at once, a generator must learn where a head belongs and how an eyelid bends at the same time, from a "
        "discriminator that finds any mistake of either kind. A **progressive GAN** takes one thing after the other. Both networks begin with pictures of "
        "**4 by 4 pixels**: where is it bright, what colour is the hair? Then both get a further layer, for 8 by 8, and so on.\n\n"
        "A new layer knows nothing yet. Put in at once, it would spoil what the others can do. So it is **faded in**: the picture is a blend of the "
        "old one, enlarged, and the new one. **Alpha** moves from 0 to 1 over hundreds of steps. Real pictures are blurred by the same alpha, or the "
        "discriminator would win by looking for sharp edges.\n\n"
        "Three further ideas keep it steady. **Equalised learning rate**: weights are scaled as they run, so all layers learn at one speed. **Pixel norm**: "
        "the features of each pixel are kept at one length. **Minibatch standard deviation**: the discriminator is told how much a batch of pictures varies, so "
        "a generator that always draws the same gives itself away.\n\n"
        "**StyleGAN** took the growing over a year later, and changed how the noise enters: not at the first layer alone, but as a style at each resolution."
    ),
    diagram=(
        "flowchart LR\n  Z((noise z)) --> A[layers 4 px] --> B[layers 8 px] --> C[new layers 16 px]\n  B --> L[to-RGB 8 px] --> U[enlarge]\n"
        "  C --> H[to-RGB 16 px]\n  U -->|1 - alpha| S((+))\n  H -->|alpha| S\n  S --> P[picture 16 px]"
    ),
    diagram_alt=(
        "Noise passes the layers for 4 and for 8 pixels. From there one way leads over to-RGB and enlarging, weighed with 1 minus alpha, the other over the "
        "new layers for 16 pixels and their to-RGB, weighed with alpha. Their sum is the picture."
    ),
    mathematics=(
        (
            r"x = (1 - \alpha)\, \mathrm{up}\big(\mathrm{rgb}_{l-1}(h_{l-1})\big) + \alpha\, \mathrm{rgb}_l(h_l), \qquad \alpha: 0 \to 1",
            "The fade. h are the features of a level, rgb its layer of colours. Real pictures are blended with their own enlarged halves in the same way.",
        ),
        (
            r"\hat w = w \cdot \frac{\sqrt 2}{\sqrt{\text{fan in}}}, \qquad w \sim \mathcal N(0, 1)",
            "Equalised learning rate: He's factor is applied whenever the layer runs, not once at the start. Adam's steps are equally long for all w, so all layers move equally fast.",
        ),
        (
            r"b = \frac{a}{\sqrt{\frac1c \sum_{j} a_j^2 + 10^{-8}}}",
            "Pixel norm: the c features a of each pixel of the generator are divided by their root mean square.",
        ),
        (
            r"s = \frac{1}{c\,h\,w} \sum_{j} \sqrt{\mathrm{Var}_n(a_{n j}) + 10^{-8}}",
            "Minibatch standard deviation: over the batch n for each feature and place j, then the mean. It becomes one more plane of features in the discriminator.",
        ),
        (
            r"L_D = -\log D(x) - \log\big(1 - D(G(z))\big) + \tfrac{\gamma}{2} \lVert \nabla_x D(x) \rVert^2",
            "The loss here: the first GAN's, and R1, which keeps D flat at real pictures. The paper took WGAN-GP, which is a switch in the settings.",
        ),
    ),
    reading=(
        ("Karras et al. 2018", "https://arxiv.org/abs/1710.10196"),
        ("Karras et al. 2019, StyleGAN", "https://arxiv.org/abs/1812.04948"),
        ("Mescheder et al. 2018, R1", "https://arxiv.org/abs/1801.04406"),
        ("Gulrajani et al. 2017, WGAN-GP", "https://arxiv.org/abs/1704.00028"),
    ),
)

CODE = (
    ("engine/lessons/compete/progan/train.py", "teach"),
    ("engine/lessons/compete/progan/train.py", "improve"),
    ("engine/lessons/compete/progan/schedule.py", "at"),
    ("engine/lessons/compete/progan/network.py", "EqualConv"),
    ("engine/lessons/compete/progan/network.py", "pixel_norm"),
    ("engine/lessons/compete/progan/network.py", "with_spread"),
    ("engine/lessons/compete/progan/network.py", "blended"),
    ("engine/lessons/compete/progan/network.py", "real_at"),
    ("engine/lessons/compete/progan/network.py", "Generator.branches"),
    ("engine/lessons/compete/progan/network.py", "Discriminator.forward"),
    ("engine/lessons/adversarial.py", "steepness"),
)


def show_train() -> None:
    config = config_form.config_form(CARD.config, "progan", hidden=unused, expanded="run" not in st.query_params)
    if config:
        start.begin("progan", config)
        st.rerun()
    if "run" in st.query_params:
        phases.timeline(st.query_params["run"])
        panel.run_panel(st.query_params["run"], hidden=unused)
        if models.of_run(st.query_params["run"]):
            views.offer(_("Move its alpha"), "grow", "progan", model=st.query_params["run"])


def unused(values) -> set[str]:
    """Each objective has a penalty of its own."""
    return {"calm" if values["objective"] == "wgan-gp" else "penalty"}


def show_grow(corner) -> None:
    with corner:
        model = models.choose(_("Model"), models.at_hand("progan"), key="progan.model", param="model")
    if model:
        with frame.guard():
            fade_in.show(model)


with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "progan")
    if view == "train":
        show_train()
    elif view == "race":
        race.show()
    else:
        show_grow(corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("progan", models.at_hand)
