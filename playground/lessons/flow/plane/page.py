"""Flow on points: noise flows into a shape on the plane, where diffusion and flow matching can be seen whole."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from engine.lessons.flow.plane.config import DRAWN
from playground.components.big.big import stage
from playground.components.flow import flow
from playground.runs import panel, start
from playground.shell import frame, links, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models, presets

CARD = CARDS["plane"]

VIEWS = {
    "play": N_(":material/air: Play"),
    "steps": N_(":material/stairs: Steps"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="A network learns at each place and time which way points go from noise to data; to make something new, let noise go that way.",
    idea=(
        "Take a point of noise and a point of the data, by chance, and draw a **straight line** between them. At time 0 one stands on "
        "the noise, at time 1 on the data. Stop anywhere on the line, and ask the network which way the line goes.\n\n"
        "It cannot know: many lines pass there, each on its own way. So the best answer is their **mean**. These mean ways, at all "
        "places and times, are the **velocity field**: the arrows. New noise that follows them arrives where the data lie, as many "
        "points at each place as there should be.\n\n"
        "**Diffusion** says the same in other words. Its network tells the **noise** in a point, or the **score**: the way to where "
        "points lie denser. From one of the three the other two follow. Its sampler adds fresh noise in each step; without that "
        "it becomes Euler's step along the arrows.\n\n"
        "Where the arrows bend, long steps leave the way: that is what **few steps** cost."
    ),
    diagram=(
        "flowchart LR\n  N((noise)) --> X[a point on the line, at time t]\n  D((data)) --> X\n  X --> F[network]\n"
        "  F --> V[velocity]\n  V -.->|its error| F\n  V -->|step by step| M[made points]"
    ),
    diagram_alt=(
        "A point on the line between noise and data goes into the network, which answers with a velocity. Its error teaches the "
        "network. Step by step the velocity carries noise to made points."
    ),
    mathematics=(
        (
            r"x_t = (1 - t)\,\varepsilon + t\,x_1, \qquad \varepsilon \sim \mathcal N(0, I)",
            "The straight path from noise to data. DDPM's path differs in size alone: there the squares of the two weights sum to 1.",
        ),
        (
            r"\text{loss} = \mathbb{E}\,\big\lVert v(x_t, t) - (x_1 - \varepsilon) \big\rVert^2",
            "Flow matching. The least loss is not 0: what remains is how much the lines through one place disagree.",
        ),
        (
            r"v(x, t) = \mathbb{E}\,[\,x_1 - \varepsilon \mid x_t = x\,]",
            "What the best network says: the **velocity**, the mean way of all lines through x at time t.",
        ),
        (
            r"n(x, t) = \mathbb{E}\,[\,\varepsilon \mid x_t = x\,] = x - t\,v(x, t)",
            "The same, said as **noise**. DDPM's network learns this.",
        ),
        (
            r"s(x, t) = \nabla \log p_t(x) = -\frac{n(x, t)}{1 - t}",
            "The same, said as **score** (Tweedie's formula): uphill on the density of all points at time t.",
        ),
        (
            r"x_{t+h} = x_t + h\,v(x_t, t), \qquad x_{t+h} = x_t + \tfrac h2 \big(v(x_t, t) + v(\tilde x, t + h)\big)",
            "Euler's step, and Heun's, where $\\tilde x$ is where Euler would land. Half the step halves Euler's error and quarters Heun's.",
        ),
        (
            r"x_s = s\,d + \sqrt{(1-s)^2 - g^2}\;n + g\,z, \qquad g^2 = \tfrac{(1-s)^2}{(1-t)^2}\Big((1-t)^2 - \tfrac{t^2}{s^2}(1-s)^2\Big)",
            "DDPM's step from t to s: the data d = x + (1 - t) v that it believes in, some of the noise n, and fresh noise z.",
        ),
    ),
    reading=(
        ("Ho et al. 2020, DDPM", "https://arxiv.org/abs/2006.11239"),
        ("Song et al. 2021, score-based models", "https://arxiv.org/abs/2011.13456"),
        ("Lipman et al. 2022, flow matching", "https://arxiv.org/abs/2210.02747"),
        ("Liu et al. 2022, rectified flow", "https://arxiv.org/abs/2209.03003"),
    ),
)

CODE = (
    ("engine/lessons/flow/plane/train.py", "improve"),
    ("engine/lessons/flow/plane/train.py", "cost"),
    ("engine/lessons/flow/plane/losses.py", "flow_matching"),
    ("engine/lessons/flow/plane/losses.py", "noise_matching"),
    ("engine/lessons/flow/plane/losses.py", "score_matching"),
    ("engine/lessons/flow/paths.py", "straight"),
    ("engine/lessons/flow/paths.py", "noise_from_velocity"),
    ("engine/lessons/flow/paths.py", "score_from_velocity"),
    ("engine/lessons/flow/samplers.py", "euler"),
    ("engine/lessons/flow/samplers.py", "heun"),
    ("engine/lessons/flow/samplers.py", "ddpm"),
    ("engine/lessons/flow/plane/network.py", "Field"),
)


def chosen(corner) -> models.Model | None:
    with corner:
        return models.choose(_("Model"), models.at_hand("plane"), key="plane.model", param="model")


def show_play(corner) -> None:
    if model := chosen(corner):
        with stage():
            flow.flow(model.path, model.card, key="plane.flow", on_draw=remember)
        st.caption(
            _(
                "Drag on the plane to follow a point of your own: back to its noise, and on to where it arrives. **Draw your own** lets the "
                "network learn a new shape here in your browser; **Train** then knows it as “Your drawing”."
            )
        )


def remember(word: str) -> None:
    """What was drawn is what a run would train with."""
    config_form.set_settings("plane", shape=DRAWN, drawing=word)


def show_steps(corner) -> None:
    if model := chosen(corner):
        with stage():
            flow.steps(model.path, model.card, key="plane.steps")
        st.caption(
            _(
                "Away is the sliced Wasserstein distance to held-out real points, without what chance adds to it. All begin with the "
                "same noise; move time to see how each walks."
            )
        )


def show_train(corner) -> None:
    presets.preset_shelf("plane", keep=HIDDEN)
    config = config_form.config_form(
        CARD.config, "plane", hidden=HIDDEN, folded=FOLDED, expanded="run" not in st.query_params
    )
    asked = config_form.current_config(CARD.config, "plane")
    links.show_in_link(asked)  # with the drawing, which the form does not ask for
    if asked.shape == DRAWN and not asked.drawing:
        st.info(_("Nothing has been drawn yet. Draw on the plane in Play, or choose a shape."))
    elif config:
        start.begin("plane", asked)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=HIDDEN)


# Drawn, not typed.
HIDDEN = ("drawing",)

FOLDED = ("points", "waves", "cool_down", "batch", "preview_every", "seed")

SHOWN = {"play": show_play, "steps": show_steps, "train": show_train}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "plane")
    SHOWN[view](corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        st.caption(
            _(
                "In Play the same sums run in your browser, written in JavaScript; a test holds both to the same numbers."
            )
        )
        source_code.code_that_runs(*CODE)
