"""The autoencoder's page: repair noisy pictures, walk over the map of codes, train your own."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.lessons.encode import usefulness
from playground.lessons.encode.autoencoder import repair
from playground.lessons.encode.twins import TWIN
from playground.runs import panel, start
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models, presets
from playground.widgets.codes_map import codes_map

CARD = CARDS["autoencoder"]

VIEWS = {
    "repair": N_(":material/healing: Repair"),
    "map": N_(":material/map: Map of codes"),
    "use": N_(":material/school: Use the codes"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="One network squeezes a picture into a few numbers, a second one draws the picture again from them; both are praised only for the likeness.",
    idea=(
        "The **encoder** looks at a picture and writes down a short list of numbers, the **code**. The **decoder** sees nothing but "
        "the code and draws. Compare what it drew with the picture, and improve both a little: after some thousand comparisons the "
        "code holds what matters about the pictures, because nothing else fits through the **bottleneck**.\n\n"
        "Spoil the input with noise but compare with the clean picture, and the pair learns to repair: noise does not fit through "
        "the bottleneck either, and copying it is never praised. That is a **denoising autoencoder**.\n\n"
        "A short code is also a way out of the **curse of dimensionality**: in a space of 784 numbers all pictures are about equally far from each other, "
        "and no number of them fills it. In a space of few numbers neighbours are neighbours again.\n\n"
        "What it does not learn is where *new* codes lie. Between the codes it has seen there are holes, and from a hole it draws "
        "nonsense. The variational autoencoder mends that."
    ),
    diagram="flowchart LR\n  A[picture<br>784 numbers] -->|noise?| B[encoder]\n  B --> C((code<br>2 to 64 numbers))\n  C --> D[decoder]\n  D --> E[picture again]\n  E -.->|compare with the clean one| A",
    diagram_alt="A picture passes an encoder, becomes a code, passes a decoder and becomes a picture again, which is compared with the first.",
    mathematics=(
        (
            r"z = f_\theta(\tilde x), \qquad \hat x = g_\phi(z)",
            "The encoder turns a (spoiled) picture into a code; the decoder turns the code into a picture.",
        ),
        (
            r"\min_{\theta, \phi}\; \mathbb{E}_{x}\, \mathbb{E}_{\tilde x \mid x}\; \ell\big(g_\phi(f_\theta(\tilde x)),\, x\big)",
            "Training makes the expected difference from the *clean* picture small. Without noise, x̃ = x.",
        ),
        (
            r"\lambda\, \frac{\operatorname{mean} |z|}{\sqrt{\operatorname{mean} z^2}}",
            "What a sparse code pays in addition, where it is asked for: L1, measured in the code's own size, or the code would only be made small.",
        ),
        (
            r"\ell_{\text{squared}} = \tfrac1n \sum_i (\hat x_i - x_i)^2, \qquad \ell_{\text{cross}} = -\tfrac1n \sum_i \big[x_i \log \hat x_i + (1 - x_i) \log (1 - \hat x_i)\big]",
            "Two ways to measure the difference, over the n pixels.",
        ),
        (
            r"\text{PSNR} = 10 \log_{10} \frac{1}{\frac1n \sum_i (\hat x_i - x_i)^2}\ \text{dB}",
            "How good a repaired picture is: 20 dB more means errors ten times smaller.",
        ),
    ),
    reading=(
        ("Hinton & Salakhutdinov 2006", "https://doi.org/10.1126/science.1127647"),
        ("Vincent et al. 2008", "https://doi.org/10.1145/1390156.1390294"),
    ),
)

CODE = (
    ("engine/lessons/encode/autoencoder/train.py", "improve"),
    ("engine/lessons/losses.py", "cross_entropy"),
    ("engine/lessons/losses.py", "squared_error"),
    ("engine/lessons/encode/noise.py", "salt_and_pepper"),
    ("engine/lessons/encode/losses.py", "activity"),
    ("engine/lessons/encode/autoencoder/network.py", "Encoder"),
    ("engine/lessons/encode/autoencoder/network.py", "Decoder"),
    TWIN,
)


def show_repair(corner) -> None:
    with corner:
        repairers = models.at_hand("autoencoder", repairs)
        model = models.choose(_("Model"), repairers, key="autoencoder.repairer", param="repairer")
    if model:
        repair.show(model)


def show_map(corner) -> None:
    with corner:
        mappers = models.at_hand("autoencoder", lambda card: not repairs(card))
        model = models.choose(_("Model"), mappers, key="autoencoder.model", param="model")
    if model:
        with stage():
            codes_map([model], key="autoencoder.map")
        st.caption(
            _(
                "Each dot is the code of a held-out picture. Drag the point: the decoder draws whatever lies there. Between the groups "
                "are **holes**: no picture was ever encoded there, so nobody taught the decoder what to draw."
            )
        )


def show_use(corner) -> None:
    with corner:
        model = models.choose(_("Model"), usefulness.offered("autoencoder"), key="autoencoder.user", param="coder")
    if model:
        usefulness.show(model)


def show_train(_corner) -> None:
    presets.preset_shelf("autoencoder")
    config = config_form.config_form(CARD.config, "autoencoder", hidden=unused, expanded="run" not in st.query_params)
    if config:
        start.begin("autoencoder", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=unused)
        model = models.of_run(st.query_params["run"])
        if model and repairs(model.card):
            views.offer(_("Let it repair pictures"), "repair", "autoencoder", repairer=model.name)
        elif model:
            views.offer(_("See its map of codes"), "map", "autoencoder", model=model.name)


def repairs(card) -> bool:
    """Whether a model has learned to mend noise."""
    return card["config"]["noise"] != "none"


def unused(values) -> set[str]:
    """Settings that play no role: without noise there is no level, and nothing but the clean picture to compare with."""
    left_out = {"noise_level", "target"} if values["noise"] == "none" else set()
    return left_out | ({"hidden", "activation"} if values["form"] != "connected" else set())


with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "autoencoder")
    {"repair": show_repair, "map": show_map, "use": show_use, "train": show_train}[view](corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("autoencoder", models.at_hand)
