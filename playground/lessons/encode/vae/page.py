"""The latent explorer: a variational autoencoder's plane to drag through, one's own picture in it, walks, and training."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.lessons.encode import usefulness
from playground.lessons.encode.twins import TWIN
from playground.lessons.encode.vae import encode
from playground.lessons.encode.vae.beta_calculator import show
from playground.runs import panel, start
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models, presets, walks
from playground.widgets.codes_map import codes_map

CARD = CARDS["vae"]

VIEWS = {
    "explore": N_(":material/explore: Explore"),
    "encode": N_(":material/draw: Encode"),
    "compare": N_(":material/compare: Compare"),
    "walk": N_(":material/route: Walk"),
    "use": N_(":material/school: Use the codes"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="An encoder that must say how unsure it is, and a price on saying anything: together they order pictures on a map without holes.",
    idea=(
        "An autoencoder puts each picture on a **point**. A variational autoencoder puts it on a small **cloud**, and the decoder "
        "must draw the picture from wherever in the cloud it is sent. So neighbours have to look alike.\n\n"
        "Each cloud costs: the further it lies from the centre and the sharper it is, the more **nats** it takes to describe (a nat "
        "is 1.44 bits). That price, the **KL**, pulls all clouds towards one bell curve around the centre. Reconstruction pulls the "
        "other way. **Beta** is the exchange rate between the two; at 1 their sum bounds how many nats a picture truly costs.\n\n"
        "Because the clouds together fill the bell curve, any point near the centre can be drawn: that is how new pictures are made."
    ),
    diagram=(
        "flowchart LR\n  A[picture] --> B[encoder] --> Z((cloud)) -->|draw| D[decoder] --> E[copy]\n"
        "  Z <-.->|KL| P((bell<br>curve))\n  E <-.->|reconstruction| A"
    ),
    diagram_alt=(
        "An encoder turns a picture into a cloud of codes; one is drawn from it and decoded to a copy. The copy is compared with the "
        "picture, the cloud with a bell curve."
    ),
    mathematics=(
        (
            r"\log p(x) \;\ge\; \mathbb{E}_{q(z \mid x)}\big[\log p(x \mid z)\big] - \mathrm{KL}\big(q(z \mid x)\,\|\,p(z)\big)",
            "The evidence lower bound (ELBO): what a picture costs is at most reconstruction plus KL.",
        ),
        (
            r"z = \mu(x) + e^{\frac12 \log \sigma^2(x)} \odot \varepsilon, \quad \varepsilon \sim \mathcal N(0, I)",
            "The draw, written so that gradients reach mean and spread: a plain draw has no slope, because chance does not say how it would change "
            "with its mean. Switch *Reparameterise* off to see what then becomes of the encoder. It gives the logarithm of the variance, because a network may "
            "say any number, also one below 0, and a variance may not.",
        ),
        (
            r"\mathrm{KL} = \tfrac12 \sum_j \big(\mu_j^2 + \sigma_j^2 - 1 - \log \sigma_j^2\big)",
            "The price of a cloud, dimension by dimension. It is 0 where the cloud is the bell curve itself: then the dimension says nothing.",
        ),
        (
            r"\text{loss} = -\sum_i \log p(x_i \mid z) + \beta\, \mathrm{KL}",
            "What training makes small: nats per picture. At β = 1 this is the negative ELBO.",
        ),
        (
            r"\log p(x) \;\ge\; \mathbb{E}\, \log \tfrac1K \sum_k \frac{p(x, z_k)}{q(z_k \mid x)}",
            "The importance-weighted bound: more draws per picture bring it nearer to the truth.",
        ),
    ),
    reading=(
        ("Kingma & Welling 2013", "https://arxiv.org/abs/1312.6114"),
        ("Higgins et al. 2017, beta-VAE", "https://openreview.net/forum?id=Sy2fzU9gl"),
        ("Burda et al. 2015", "https://arxiv.org/abs/1509.00519"),
    ),
)

CODE = (
    ("engine/lessons/encode/vae/train.py", "improve"),
    ("engine/lessons/encode/gaussian.py", "sample"),
    ("engine/lessons/encode/gaussian.py", "draw"),
    ("engine/lessons/encode/gaussian.py", "kl_to_prior"),
    ("engine/lessons/encode/losses.py", "bernoulli_nats"),
    ("engine/lessons/encode/losses.py", "learnt_nats"),
    ("engine/lessons/encode/gaussian.py", "importance_weighted"),
    ("engine/lessons/encode/autoencoder/network.py", "Decoder"),
    TWIN,
)


def show_explore(corner) -> None:
    with corner:
        model = models.choose(_("Model"), models.at_hand("vae"), key="vae.model", param="model")
    if model:
        with stage():
            codes_map([model], key="vae.map")
        st.caption(
            _(
                "Each dot is the mean of a held-out picture's cloud. Drag the point, or use the arrow keys; a double click returns to the "
                "centre. **Pictures** decodes a grid, **Density** shows where all clouds together lie, **Holes** where the bell curve "
                "promises pictures and the data have none."
            )
        )


def show_encode(corner) -> None:
    with corner:
        model = models.choose(_("Model"), encode.offered(), key="vae.encoder", param="model")
    if model:
        encode.show(model)


def show_compare(corner) -> None:
    """The same data and seed, once with clouds and a price, once with points."""
    plain = models.at_hand(
        "autoencoder", lambda card: card["config"]["noise"] == "none" and models.code_length(card) == 2
    )
    with corner:
        model = models.choose(
            _("Pictures"),
            models.at_hand("vae", lambda card: models.code_length(card) == 2),
            key="vae.pair",
            param="model",
        )
    if not model:
        return
    partner = next((other for other in plain if other.data == model.data), None)
    if partner is None:
        st.info(
            _(
                "There is no autoencoder with a code of two numbers for these pictures yet. Train one on the Autoencoder page."
            )
        )
        return
    with stage():
        codes_map([partner, model], key="vae.compare", layers=("points",))
    st.caption(
        _(
            "One hand moves both points. Left, a plain autoencoder: groups far apart, holes between them, and no scale that you could know "
            "beforehand. Right, the variational one: everything near the centre, one shape flowing into the next."
        )
    )


def show_walk(corner) -> None:
    with corner:
        model = models.choose(
            _("Model"),
            [*models.at_hand("vae"), *models.at_hand("autoencoder")],
            key="vae.walker",
            param="model",
        )
    if model:
        walks.walks(model)


def show_use(corner) -> None:
    with corner:
        model = models.choose(_("Model"), usefulness.offered("vae", "autoencoder"), key="vae.user", param="coder")
    if model:
        usefulness.show(model)


def show_train(_corner) -> None:
    presets.preset_shelf("vae")
    config = config_form.config_form(CARD.config, "vae", hidden=unused, expanded="run" not in st.query_params)
    if config:
        start.begin("vae", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=unused)
        if models.of_run(st.query_params["run"]):
            views.offer(_("Explore this model"), "explore", "vae", model=st.query_params["run"])
    with st.expander(_("What is my beta? A calculator for other people's losses"), icon=":material/calculate:"):
        show()


def unused(values) -> set[str]:
    """Settings that play no role: only the Gaussian has a variance, and only a connected network layers to choose."""
    left_out = {"variance"} if values["likelihood"] != "gaussian" else set()
    return left_out | ({"hidden", "activation"} if values["form"] != "connected" else set())


SHOWN = {
    "explore": show_explore,
    "encode": show_encode,
    "compare": show_compare,
    "walk": show_walk,
    "use": show_use,
    "train": show_train,
}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "vae")
    SHOWN[view](corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("vae", models.at_hand)
