"""DeepDream: let an eye strengthen what it believes to see, steer it meanwhile, and look at what excites each of its channels."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.paint.dream import channels, choice, form, panel
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import models

CARD = CARDS["dream"]

VIEWS = {"train": N_(":material/bedtime: Dream"), "channels": N_(":material/grid_view: What excites each channel")}

EXPLANATION = Explanation(
    sentence="Ask a network what it sees in a cloud, and change the cloud until it sees more of that: so its own ideas become visible.",
    idea=(
        "A network that has learnt to recognise things is full of **channels**. Each looks for one thing everywhere in a picture: a slanted line, a net, "
        "an eye. How much of it there is, is a number; the channel is **excited**.\n\n"
        "Usually one changes a network until it fits the pictures. Here the network stands still and the **picture** changes: each pixel moves a little "
        "in the direction in which a chosen layer gets more excited. A hint of an eye becomes an eye; the eye gets lids. Nothing was drawn by hand, and nothing "
        "was copied: the shapes come out of the weights.\n\n"
        "**Octaves.** It dreams on a small version of the picture first, then on ever larger ones. So large shapes come first and fine lines are drawn into them.\n\n"
        "**Jitter.** A network has blind spots that lie on a grid. The picture jumps by some pixels before each step, so that no dream can settle in them.\n\n"
        "**A second picture can lead.** Then each place looks for the place there that it is most like, and grows like that: waves into a lake, petals into a hill.\n\n"
        "**Dive.** While it dreams, the picture comes nearer step by step, and what was dreamt becomes the ground of the next dream. One can fall for ever.\n\n"
        "**From noise**, and for one channel alone, the same steps show what that channel looks for. That is how one looks into a network."
    ),
    diagram=(
        "flowchart LR\n  P[picture] --> J[jump] --> E[eye]\n  E --> X((excitement))\n  X -.->|slope| S[even out] -.->|changes the pixels| P\n  P -->|done?| L[next octave: larger]"
    ),
    diagram_alt=(
        "The picture jumps a little, the eye looks at it, and the slope of its excitement, evened out, changes the pixels. "
        "From time to time the picture grows to the next octave."
    ),
    mathematics=(
        (
            r"x \leftarrow x + \eta \, \frac{\nabla_x E(x)}{\operatorname{std} \nabla_x E(x)}",
            "One step: along the slope of the excitement E, always equally far.",
        ),
        (
            r"E(x) = \operatorname*{mean}_{\text{places}} \; \log \Big( \tfrac{3}{10} + \tfrac1C \sum_k \big( F_k / u_k \big)^2 \Big)",
            "Of a whole layer: how strong its C features are at each place, measured in what is usual for the picture. The logarithm lets pale places dream as vividly as loud ones.",
        ),
        (
            r"E(x) = \operatorname*{mean}_{\text{places}} \; F_k / u_k",
            "Of one channel k: what it says on average.",
        ),
        (
            r"E(x) = \operatorname*{mean}_{i} \; \log \Big( \tfrac{3}{10} + \tfrac1C \, \tilde F_i \cdot g_{j(i)} \Big), \qquad j(i) = \arg\max_j \; \tilde F_i \cdot g_j",
            "Led by a second picture: at each place i, how much its features agree with those of the place j there that is most like it.",
        ),
        (
            r"g \;\to\; \sum_{b} \frac{g_b}{\operatorname{std} g_b}, \qquad g_b = g^{(b)} - \operatorname{up}\big(g^{(b+1)}\big)",
            "Evening out: the slope is mostly fine noise. Taken apart into patterns of different sizes (a Laplacian pyramid), each gets an equal share.",
        ),
        (
            r"x_{\text{dream}} = \sigma\big( \sigma^{-1}(x) + r \tanh d \big)",
            "The dream d moves the light of a pixel up or down, never out of what a screen can show, and never farther than r.",
        ),
    ),
    reading=(
        (
            "Mordvintsev et al. 2015, Inceptionism",
            "https://research.google/blog/inceptionism-going-deeper-into-neural-networks/",
        ),
        ("Erhan et al. 2009, activation maximisation", "https://www.researchgate.net/publication/265022827"),
        ("Simonyan et al. 2014", "https://arxiv.org/abs/1312.6034"),
        ("Olah et al. 2017, Feature visualization", "https://distill.pub/2017/feature-visualization/"),
        ("Burt & Adelson 1983, the pyramid", "https://doi.org/10.1109/TCOM.1983.1095851"),
    ),
)

CODE = (
    ("engine/lessons/paint/dream/train.py", "train"),
    ("engine/lessons/paint/dream/train.py", "climb"),
    ("engine/lessons/paint/dream/excitement.py", "excite"),
    ("engine/lessons/paint/dream/excitement.py", "excite_towards"),
    ("engine/lessons/paint/dream/train.py", "evened"),
    ("engine/lessons/paint/dream/train.py", "dreamt"),
    ("engine/lessons/paint/dream/train.py", "octaves"),
)


def dream() -> None:
    if "run" in st.query_params:
        panel.show(st.query_params["run"])
    else:
        form.show()


SHOWN = {"train": dream, "channels": channels.show}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, _corner = views.choose(VIEWS, "dream")
    choice.follow()
    with frame.guard():
        SHOWN[view]()
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("eye", models.at_hand)
