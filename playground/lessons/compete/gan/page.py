"""GAN on pictures: watch one learn, break it on purpose, mend it, and see what it knows afterwards."""

import streamlit as st

from engine.catalog import CARDS
from engine.data.fields import GREY_SETS, ONE_KIND
from engine.language.words import N_, _
from playground.lessons.compete import inventions, slow, tricks
from playground.lessons.compete.gan import arithmetic, discriminator, memory, museum
from playground.runs import panel, side_by_side, start
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models, walks

CARD = CARDS["gan"]

VIEWS = {
    "invent": N_(":material/auto_awesome: Invent"),
    "sums": N_(":material/calculate: Sums"),
    "walk": N_(":material/route: Walk"),
    "eye": N_(":material/visibility: D's eye"),
    "memory": N_(":material/history_edu: Memory?"),
    "slow": N_(":material/slow_motion_video: One step"),
    "museum": N_(":material/museum: Museum"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="A forger who never sees a picture, and an expert who says how real each forgery looks: they teach each other.",
    idea=(
        "The **generator** G turns noise into a picture. The **discriminator** D gets real pictures and made ones, and learns to tell them apart. "
        "G never sees a real picture. All it gets is D's verdict, and the direction in which each pixel would have to change to look more real to D.\n\n"
        "If both learn at the same pace, D always asks for a little more than G can do, and the pictures get better. If **D runs away**, its verdict is "
        "always 'made' and says nothing about what to do better. If **G runs away**, it has found one trick that D has not seen through yet, and draws "
        "nothing else: **mode collapse**.\n\n"
        "So the losses say little: they tell who is ahead, not how good the pictures are. That is why this page also looks at the pictures as a crowd, "
        "through the eyes of a judge that took no part in the game: do they **cover** what real pictures show, are they as **diverse**, is anything **left over** in them, such as a checkerboard?"
    ),
    diagram=(
        "flowchart LR\n  Z((noise z)) --> G[generator]\n  G --> F[made picture]\n  R[real picture] --> D[discriminator]\n  F --> D\n"
        "  D --> V[how real?]\n  V -.->|what would look more real| G\n  V -.->|was it right?| D"
    ),
    diagram_alt=(
        "Noise enters the generator, which makes a picture. The discriminator sees real and made pictures and says how real each looks. Its verdict "
        "teaches both."
    ),
    mathematics=(
        (
            r"\min_G \max_D \; \mathbb{E}_{x}\big[\log D(x)\big] + \mathbb{E}_{z}\big[\log\big(1 - D(G(z))\big)\big]",
            "The game (Goodfellow et al. 2014). D wants 1 for real and 0 for made pictures, and climbs this hill: gradient ascent. G wants D to be wrong, and goes down. In code both go down, D on minus this. When G is perfect, D can only say one half.",
        ),
        (
            r"L_G = -\log D(G(z))",
            "The non-saturating loss. It asks for the same, but is steep where D is sure, so that a generator that loses still learns.",
        ),
        (
            r"L_D = \tfrac12 \big(D(x) - 1\big)^2 + \tfrac12 D(G(z))^2, \qquad L_D = \max(0, 1 - D(x)) + \max(0, 1 + D(G(z)))",
            "Least squares and hinge: D's answer is a number without a sigmoid.",
        ),
        (
            r"L_D = D(G(z)) - D(x) + \lambda \big(\lVert \nabla_{\hat x} D(\hat x) \rVert - 1\big)^2, \quad \hat x = x + u\,(G(z) - x)",
            "WGAN with gradient penalty: D measures a distance, if its slope is 1 between real and made pictures.",
        ),
        (
            r"\mathrm{KID} = \frac{1}{n(n-1)} \sum_{i \ne j} k(x_i, x_j) + k(y_i, y_j) - k(x_i, y_j) - k(x_j, y_i), \quad k(a, b) = \big(\tfrac1d a^\top b + 1\big)^3",
            "How far two crowds of features lie apart. It is 0 on average for two crowds of one kind.",
        ),
    ),
    reading=(
        ("Goodfellow et al. 2014", "https://arxiv.org/abs/1406.2661"),
        ("Radford et al. 2016, DCGAN", "https://arxiv.org/abs/1511.06434"),
        ("Salimans et al. 2016, tricks", "https://arxiv.org/abs/1606.03498"),
        ("Gulrajani et al. 2017, WGAN-GP", "https://arxiv.org/abs/1704.00028"),
        ("Odena et al. 2016, checkerboards", "https://distill.pub/2016/deconv-checkerboard/"),
        ("Naeem et al. 2020, coverage", "https://arxiv.org/abs/2002.09797"),
    ),
)

CODE = (
    ("engine/lessons/compete/gan/train.py", "teach"),
    ("engine/lessons/compete/gan/train.py", "improve"),
    ("engine/lessons/adversarial.py", "cross_entropy_critic"),
    ("engine/lessons/adversarial.py", "non_saturating"),
    ("engine/lessons/adversarial.py", "gradient_penalty"),
    ("engine/lessons/compete/gan/network.py", "Generator"),
    ("engine/lessons/compete/gan/network.py", "Discriminator"),
    ("engine/lessons/crowd.py", "kernel_distance"),
)

SHOWN = {
    "invent": inventions.show,
    "sums": arithmetic.show,
    "walk": walks.walks,
    "eye": discriminator.show,
    "memory": memory.show,
    "slow": slow.show,
}


def show_train() -> None:
    config = config_form.config_form(
        CARD.config, "gan", hidden=unused, folded=tricks.FOLDED, expanded="run" not in st.query_params
    )
    if config:
        start.begin("gan", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=unused)
        if models.of_run(st.query_params["run"]):
            views.offer(_("Use this model"), "invent", "gan", model=st.query_params["run"])
        side_by_side.with_parent(st.query_params["run"])


# Sets whose pictures have no more than 32 pixels.
SMALL_ALREADY = (*GREY_SETS, "cifar10", *ONE_KIND)


def unused(values) -> set[str]:
    """Settings that play no role."""
    return tricks.unused(values) | ({"size"} if values["data"] in SMALL_ALREADY else set())


with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "gan")
    if view == "museum":
        museum.show("gan")
    elif view == "train":
        show_train()
    else:
        with corner:
            model = models.choose(_("Model"), models.at_hand("gan"), key="gan.model", param="model")
        if model:
            with frame.guard():
                SHOWN[view](model)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("gan", models.at_hand)
