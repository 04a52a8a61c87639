"""Pictures out of noise: watch noise become pictures, guide it, paint with it, compare three kinds of makers, and train one."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.flow.pictures import edit, machines, make
from playground.runs import panel, start
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models, presets

CARD = CARDS["pictures"]

VIEWS = {
    "make": N_(":material/grain: Make"),
    "edit": N_(":material/brush: Change"),
    "machines": N_(":material/balance: Three machines"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="Mix a picture with noise, ask a network which way leads back, and after enough practice it finds the way out of pure noise.",
    idea=(
        "**Learning** needs no opponent and no code. Take a picture and some noise, and mix them: a little of one, much of the other. Show the "
        "mixture to a network and ask: *which way is the picture?* The right answer is known, for we mixed it: picture minus noise. Repeat with other "
        "pictures, other noise, other mixtures.\n\n"
        "A mixture seldom tells which picture is in it. So the best answer is the **mean** of all that it could be. Near noise that is a blur of "
        "everything; near the picture it is almost certain.\n\n"
        "**Making** a picture means walking: begin with noise, ask for the way, take a small step, ask again. Early steps decide what it will be, "
        "late ones how its edges look. That is why it takes several questions where a GAN answers at once.\n\n"
        "**Guidance**: ask twice at each step, once for any picture and once for an 'A'. The difference of both answers is what makes an 'A'. Go further "
        "along it than you were told, and the wish gets louder: too little and it is missed, too much and it is overcooked.\n\n"
        "**DDPM**, the ancestor, goes the same way along an arc, learns to say which noise is in the mixture, and adds fresh noise after each step."
    ),
    diagram=(
        "flowchart LR\n  N((noise)) --> M[mixture at time t]\n  P[picture] --> M\n  M --> U[network]\n  T{{time t, class}} --> U\n"
        "  U --> V[which way?]\n  V -.->|step by step| N2((noise)) -.-> Q[new picture]"
    ),
    diagram_alt=(
        "Noise and a picture are mixed. The network sees the mixture, the time and the class, and says which way the picture lies. Step by step, "
        "its answers lead from fresh noise to a new picture."
    ),
    mathematics=(
        (
            r"x_t = (1 - t)\,\varepsilon + t\,x, \qquad \varepsilon \sim \mathcal N(0, I), \; t \in [0, 1]",
            "The mixture: a straight path from noise to the picture.",
        ),
        (
            r"L = \mathbb{E}_{x, \varepsilon, t}\, \big\lVert u(x_t, t) - (x - \varepsilon) \big\rVert^2",
            "Flow matching (Lipman et al. 2023): say which way the picture lies. The best answer is the mean over all pictures that the mixture could hold.",
        ),
        (
            r"t = \sigma(n), \quad n \sim \mathcal N(0, 1)",
            "Logit-normal times (Esser et al. 2024): practise most in the middle of the way, where there is most to learn.",
        ),
        (
            r"\frac{dx}{dt} = u(x, t) \quad\Rightarrow\quad x_{t + h} = x_t + h\,u(x_t, t)",
            "Making a picture: walk along the arrows. This is Euler's step; Heun's looks at both ends of it.",
        ),
        (
            r"\hat x = x_t + (1 - t)\,u(x_t, t)",
            "What the network takes the mixture for, if it had to say now.",
        ),
        (
            r"u_g = u(x, t) + g\,\big(u(x, t \mid y) - u(x, t)\big)",
            "Guidance without a classifier (Ho & Salimans 2022). At g = 1 it is what was learnt.",
        ),
        (
            r"x_t = \sqrt{\bar\alpha_t}\,x + \sqrt{1 - \bar\alpha_t}\,\varepsilon, \qquad L = \mathbb{E}\,\big\lVert \varepsilon_\theta(x_t, t) - \varepsilon \big\rVert^2",
            "The ancestor, DDPM (Ho et al. 2020): another path, and the question is which noise is in the mixture. Each answer can be turned into the other.",
        ),
    ),
    reading=(
        ("Ho et al. 2020, DDPM", "https://arxiv.org/abs/2006.11239"),
        ("Lipman et al. 2023, flow matching", "https://arxiv.org/abs/2210.02747"),
        ("Ho & Salimans 2022, guidance", "https://arxiv.org/abs/2207.12598"),
        ("Meng et al. 2022, SDEdit", "https://arxiv.org/abs/2108.01073"),
        ("Lugmayr et al. 2022, RePaint", "https://arxiv.org/abs/2201.09865"),
        ("Esser et al. 2024, logit-normal times", "https://arxiv.org/abs/2403.03206"),
    ),
)

CODE = (
    ("engine/lessons/flow/pictures/train.py", "improve"),
    ("engine/lessons/flow/pictures/losses.py", "straight"),
    ("engine/lessons/flow/pictures/losses.py", "ancestral"),
    ("engine/lessons/flow/pictures/field.py", "velocity"),
    ("engine/lessons/flow/samplers.py", "euler"),
    ("engine/lessons/flow/samplers.py", "ddpm"),
    ("engine/lessons/flow/pictures/editing.py", "filled"),
    ("engine/lessons/flow/pictures/editing.py", "drowned"),
    ("engine/lessons/flow/pictures/network.py", "UNet"),
)

SHOWN = {"make": make.show, "edit": edit.show}


def show_train() -> None:
    presets.preset_shelf("pictures")
    config = config_form.config_form(
        CARD.config,
        "pictures",
        hidden=unused,
        folded=(*config_form.FOLDED, "average"),
        expanded="run" not in st.query_params,
    )
    if config:
        start.begin("pictures", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=unused)
        if models.of_run(st.query_params["run"]):
            views.offer(_("Use this model"), "make", "pictures", model=st.query_params["run"])


def unused(values) -> set[str]:
    """Settings that play no role: DDPM practises at all times alike, and who hears no class forgets none."""
    left_out = {"times"} if values["path"] == "ddpm" else set()
    return left_out | ({"forget"} if not values["asked"] else set())


with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "pictures")
    if view == "train":
        show_train()
    elif view == "machines":
        machines.show()
    else:
        with corner:
            model = models.choose(_("Model"), models.at_hand("pictures"), key="pictures.model", param="model")
        if model:
            with frame.guard():
                SHOWN[view](model)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("pictures", models.at_hand)
