"""GAN on points: two small networks play against each other on a plane, where everything they do can be seen."""

import dataclasses

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from engine.lessons.compete.fields import DRIFTING
from playground.components.big.big import stage
from playground.components.toy import toy
from playground.runs import panel, start
from playground.shell import frame, links, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, presets

CARD = CARDS["points"]

VIEWS = {"live": N_(":material/sports_esports: Play"), "train": N_(":material/model_training: Train")}

EXPLANATION = Explanation(
    sentence="One network makes points, another judges whether they are real: each learns only from the other, and the made points end where the real ones are.",
    idea=(
        "The **generator** turns random numbers into points. It never sees a real point. The **discriminator** gets real points "
        "and made ones, and says of each how likely it is to be real.\n\n"
        "In turns, the discriminator learns to tell the two apart, and the generator learns to be mistaken for real: its only teacher "
        "is the slope of the discriminator's verdict. The coloured ground is that verdict, the arrows are its slope.\n\n"
        "To **match a distribution** means more than to make points that could be real: every place must get its due share. A generator "
        "that makes one perfect point over and over fools the discriminator for a moment, and has **collapsed**. Where both match, the "
        "discriminator can only guess, and says **one half** everywhere."
    ),
    diagram=(
        "flowchart LR\n  Z((noise z)) --> G[generator]\n  G --> M[made points]\n  R[real points] --> D[discriminator]\n  M --> D\n"
        "  D --> S[real or made?]\n  S -.->|its loss| D\n  S -.->|the other's loss| G"
    ),
    diagram_alt=(
        "Noise goes through the generator and becomes made points. The discriminator judges real and made points. Its verdict "
        "teaches both networks, with opposite aims."
    ),
    mathematics=(
        (
            r"\min_G \max_D \; \mathbb{E}_{x}\big[\log D(x)\big] + \mathbb{E}_{z}\big[\log\big(1 - D(G(z))\big)\big]",
            "The game of the first paper: D makes this large, by **gradient ascent**, G makes it small, by **gradient descent**. "
            "In code D descends as well, on the same with a minus before it.",
        ),
        (
            r"D^*(x) = \frac{p(x)}{p(x) + p_G(x)}",
            "The best that D can do against a generator that stands still: the share of real points among all that lie at x. "
            "Where both are equally many, it is one half.",
        ),
        (
            r"-\log D(G(z)) \quad\text{instead of}\quad \log\big(1 - D(G(z))\big)",
            "The non-saturating loss of G. It has its rest at the same place, but is steep where D is sure, just where the first one is flat.",
        ),
        (
            r"\mathbb{E}\,D(G(z)) - \mathbb{E}\,D(x) + \lambda\, \mathbb{E}\big(\lVert \nabla D \rVert - 1\big)^2",
            "The critic of WGAN-GP: it has no labels, only a slope that is held to 1. How far its answers lie apart measures how far points must move.",
        ),
        (
            r"\text{SW}(p, q) = \frac1K \sum_k \int \big| F_k(t) - H_k(t) \big| \, dt",
            "The distance that is shown, sliced Wasserstein: seen from each of K sides, the area between the two cumulative "
            "distributions. It is taken on points that neither network has seen. Shuffling tells how much of it is chance.",
        ),
    ),
    reading=(
        ("Goodfellow et al. 2014", "https://arxiv.org/abs/1406.2661"),
        ("Gulrajani et al. 2017, WGAN-GP", "https://arxiv.org/abs/1704.00028"),
        ("Kahng et al. 2019, GAN Lab", "https://arxiv.org/abs/1809.01587"),
    ),
)

CODE = (
    ("engine/lessons/compete/points/train.py", "teach"),
    ("engine/lessons/compete/points/train.py", "improve"),
    ("engine/nn/loop.py", "step_down"),
    ("engine/lessons/adversarial.py", "cross_entropy_critic"),
    ("engine/lessons/adversarial.py", "non_saturating"),
    ("engine/lessons/adversarial.py", "minimax"),
    ("engine/lessons/adversarial.py", "gradient_penalty"),
    ("engine/lessons/distances.py", "measured"),
    ("engine/lessons/compete/points/network.py", "Generator"),
)


def show_live() -> None:
    place = st.container()
    presets.preset_shelf("points")
    config = config_form.config_form(
        CARD.config, "points", hidden=asked_elsewhere, folded=FOLDED, button=None, expanded=False
    )
    if config:
        # The toy asks for these itself. What a preset, a link or the training view says of them counts here, too.
        values = {name: config_form.get_setting("points", name) for name in [*toy.MOVED, "steps", "preview_every"]}
        config = dataclasses.replace(config, **values)
        links.show_in_link(config)
        with place, stage():
            toy.toy(config, key="points.toy", on_move=take_over)


FOLDED = ("points", "width", "layers", "activation", "momentum", "batch", "seed")


def asked_elsewhere(values) -> set[str]:
    """The toy has knobs for these, and plays without end."""
    return unused(values) | {*toy.MOVED, "steps", "preview_every"}


def unused(values) -> set[str]:
    """Settings that play no role: labels to smooth, and a slope to hold."""
    if values["objective"] in DRIFTING:
        return {"smoothing"}
    return {"penalty", "smoothing"} if values["objective"] == "hinge" else {"penalty"}


def take_over(moved) -> None:
    """What was moved in the toy is what a run would train with."""
    config_form.set_settings("points", **moved)


def show_train() -> None:
    presets.preset_shelf("points")
    config = config_form.config_form(
        CARD.config, "points", hidden=unused, folded=(*FOLDED, "preview_every"), expanded="run" not in st.query_params
    )
    if config:
        start.begin("points", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=unused)


SHOWN = {"live": show_live, "train": show_train}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, _corner = views.choose(VIEWS, "points")
    SHOWN[view]()
    with st.expander(_("The code that runs"), icon=":material/code:"):
        st.caption(
            _(
                "In Play the same sums run in your browser, written in JavaScript; a test holds both to the same numbers."
            )
        )
        source_code.code_that_runs(*CODE)
