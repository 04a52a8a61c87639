"""Conditional GAN: ask for a letter or a mark, mix two wishes, measure how well the generator obeys, and train one."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.compete import slow, tricks
from playground.lessons.compete.cgan import ask, obedience
from playground.runs import panel, start
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models, presets

CARD = CARDS["cgan"]

VIEWS = {
    "draw": N_(":material/draw: Draw"),
    "obedience": N_(":material/rule: Obedience"),
    "slow": N_(":material/slow_motion_video: One step"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="Tell both networks what is wanted: then a picture passes only if it looks real and is what was asked for.",
    idea=(
        "A plain GAN draws whatever it likes. Here the generator gets the noise and, beside it, a **wish**: the class of a letter, or the marks of "
        "a face.\n\n"
        "Why should it listen? Because the discriminator sees the wish as well. Real pictures come with their true label, made ones with "
        "the label that was asked for. A beautiful 3 that was asked to be a 7 is **easy to catch**: no real 7 looks so. The cheapest way "
        "to fool such a discriminator is to obey.\n\n"
        "What the wish does not say is left to the noise: one noise is one handwriting, one person. So the same noise with another wish "
        "keeps the style. And because a wish is a row of numbers, it can be **mixed**: half a 1 and half a 7.\n\n"
        "A wish can also be a whole picture. The lesson **pix2pix** is a conditional GAN that is asked for a photograph of this very map.\n\n"
        "Whether it obeys can be **measured**: a judge, trained apart on real pictures, says what it sees in a thousand made ones."
    ),
    diagram=(
        "flowchart LR\n  Z((noise z)) --> G[generator]\n  Y{{wish y}} --> G\n  G --> F[made picture]\n  R[real picture] --> D[discriminator]\n"
        "  F --> D\n  Y --> D\n  L{{its label}} --> D\n  D --> V[real and<br>as asked?]\n  V -.->|gradient| G"
    ),
    diagram_alt=(
        "Noise and a wish enter the generator. Its picture, with the wish, and a real picture, with its label, enter the discriminator, which says "
        "whether the picture is real and fits. Its gradient teaches the generator."
    ),
    mathematics=(
        (
            r"\min_G \max_D \; \mathbb{E}_{x, y}\big[\log D(x, y)\big] + \mathbb{E}_{z, y}\big[\log\big(1 - D(G(z, y), y)\big)\big]",
            "The game of a GAN, with the label y in both networks (Mirza & Osindero 2014).",
        ),
        (
            r"G(z, y) = g\big([z;\, y]\big) \quad\text{or}\quad g\big([z;\, E y]\big)",
            "How a wish enters the generator: its row of zeros and ones joined to the noise, or learnt numbers E for each label.",
        ),
        (
            r"D(x, y) = d\big([x;\, \text{planes of } y]\big)",
            "Joining in the discriminator: each label becomes a plane of equal brightness, laid beside the picture like a further colour.",
        ),
        (
            r"D(x, y) = v^\top \varphi(x) + y^\top W \varphi(x)",
            "The projection discriminator (Miyato & Koyama 2018): is it real, plus how well its features point where the label points.",
        ),
        (
            r"\text{obedience} = \frac1n \sum_{i=1}^{n} \big[\text{judge}(G(z_i, y_i)) = y_i\big]",
            "The share of wishes that the judge finds fulfilled.",
        ),
        (
            r"\frac{\hat p + \frac{c^2}{2n} \pm c\sqrt{\frac{\hat p (1 - \hat p)}{n} + \frac{c^2}{4 n^2}}}{1 + \frac{c^2}{n}}, \quad c = 1.96",
            "Wilson's 95 % interval for a share: honest also where all of n wishes were obeyed.",
        ),
    ),
    reading=(
        ("Mirza & Osindero 2014", "https://arxiv.org/abs/1411.1784"),
        ("Miyato & Koyama 2018", "https://arxiv.org/abs/1802.05637"),
        ("Ravuri & Vinyals 2019, scoring by a classifier", "https://arxiv.org/abs/1905.10887"),
    ),
)

CODE = (
    ("engine/lessons/compete/gan/train.py", "teach"),
    ("engine/lessons/compete/gan/train.py", "improve"),
    ("engine/lessons/compete/gan/network.py", "Generator.joined"),
    ("engine/lessons/compete/gan/network.py", "Discriminator.forward"),
    ("engine/lessons/adversarial.py", "cross_entropy_critic"),
    ("engine/lessons/adversarial.py", "non_saturating"),
    ("engine/lessons/score.py", "wilson"),
    source_code.Twin(
        ("engine/lessons/compete/gan/train.py", "teach"),
        ("engine/lessons/compete/gan/train.py", "teach"),
        (N_("GAN"), N_("Conditional GAN")),
        without=("asked", "twice"),
    ),
    source_code.Twin(
        ("engine/lessons/compete/gan/train.py", "improve"),
        ("engine/lessons/compete/gan/train.py", "improve"),
        (N_("GAN"), N_("Conditional GAN")),
        without=("asked", "twice"),
    ),
)

SHOWN = {"draw": ask.show, "obedience": obedience.show, "slow": slow.show}


def show_train() -> None:
    presets.preset_shelf("cgan")
    config = config_form.config_form(
        CARD.config, "cgan", hidden=unused, folded=tricks.FOLDED, expanded="run" not in st.query_params
    )
    if config:
        start.begin("cgan", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=unused)
        if models.of_run(st.query_params["run"]):
            views.offer(_("Ask this model"), "draw", "cgan", model=st.query_params["run"])


def unused(values) -> set[str]:
    """Settings that play no role: among them the decoder to begin with, which cannot be asked."""
    return tricks.unused(values) | {"start"}


with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "cgan")
    if view == "train":
        show_train()
    else:
        with corner:
            model = models.choose(_("Model"), models.at_hand("cgan"), key="cgan.model", param="model")
        if model:
            with frame.guard():
                SHOWN[view](model)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("cgan", models.at_hand)
