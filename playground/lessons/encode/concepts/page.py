"""Concept vectors: directions among the codes of faces, moved along by sliders, built by the class, and judged honestly."""

import streamlit as st

from engine.catalog import CARDS
from engine.data import marks
from engine.language.words import N_, _
from playground.lessons.encode.concepts import (
    arithmetic,
    build_vector,
    data_balance,
    mix,
    side_effects,
    three_losses,
    walk,
)
from playground.runs import panel, start
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import config_form, models

CARD = CARDS["concepts"]

VIEWS = {
    "faces": N_(":material/sentiment_satisfied: Faces"),
    "build": N_(":material/architecture: Build"),
    "effects": N_(":material/troubleshoot: Side effects"),
    "sums": N_(":material/calculate: A − B + C"),
    "walk": N_(":material/route: Walk"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="Take the average code of smiling faces, subtract the average of the others: what is left is a smile that can be added to any face.",
    idea=(
        "The encoder turns a face into a list of numbers, its **code**. Nobody told it what the numbers mean. And yet faces that share "
        "something lie on one side of the space, and those that lack it on the other.\n\n"
        "So the **concept vector** is simple: the mean of those who have it, minus the mean of those who lack it. Add it to the code of a "
        "serious face, decode, and the face smiles.\n\n"
        "The catch: whatever **tends to come along** in the data is in the difference too. If more smiling people in the data wear lipstick, the smile "
        "vector paints lips. A **lock** removes the part of the vector along which another concept is read. A **judge**, a network that saw none of this, "
        "tells what really changed."
    ),
    diagram=(
        "flowchart LR\n  A[face] --> E[encoder] --> Z((code z))\n  S[mean of smiling] --> V{{minus}}\n  N[mean of the others] --> V\n"
        "  V -->|smile vector| P{{plus}}\n  Z --> P --> D[decoder] --> F[smiling face] -.-> J[judge]"
    ),
    diagram_alt=(
        "A face is encoded. The smile vector, the mean code of smiling faces minus the mean of the others, is added, and the sum is decoded "
        "to a smiling face, which a judge looks at."
    ),
    mathematics=(
        (
            r"v = \frac{1}{|S|}\sum_{i \in S} z_i - \frac{1}{|N|}\sum_{i \in N} z_i",
            "The concept vector as a difference of means: S has the concept, N lacks it.",
        ),
        (r"z' = z + a\, v", "One step, a = 1, leads from the mean of those without to the mean of those with."),
        (
            r"\log \frac{p(\text{smile} \mid z)}{1 - p(\text{smile} \mid z)} = w^\top z + b",
            "Logistic regression finds another direction, w: it weighs all dimensions together. A linear SVM finds a third.",
        ),
        (
            r"v_\perp = v - U (U^\top U)^{+} U^\top v",
            "The lock: what is left of v at right angles to the directions w of the locked concepts, the columns of U.",
        ),
        (
            r"\nabla = \nabla_{\text{pixels}} + e\,\frac{\lVert\nabla_{\text{pixels}}\rVert}{\lVert\nabla_{\text{eye}}\rVert}\nabla_{\text{eye}}"
            r" + c\,\frac{\lVert\nabla_{\text{pixels}}\rVert}{\lVert\nabla_{\text{critic}}\rVert}\nabla_{\text{critic}}",
            "How the model learns to draw: pixels, an eye and a critic each pull at the picture, with shares e and c.",
        ),
    ),
    reading=(
        ("Larsen et al. 2016", "https://arxiv.org/abs/1512.09300"),
        ("White 2016, Sampling generative networks", "https://arxiv.org/abs/1609.04468"),
        ("Zhang et al. 2018, LPIPS", "https://arxiv.org/abs/1801.03924"),
        ("Ghosh et al. 2020", "https://arxiv.org/abs/1903.12436"),
    ),
)

CODE = (
    ("engine/lessons/encode/concepts/directions.py", "difference"),
    ("engine/lessons/encode/concepts/directions.py", "lock"),
    ("engine/lessons/encode/concepts/effects.py", "against"),
    ("engine/lessons/encode/concepts/train.py", "improve"),
    ("engine/lessons/encode/concepts/network.py", "Decoder"),
    ("engine/lessons/helpers/judge/losses.py", "likeness"),
)

SHOWN = {
    "faces": mix.show,
    "build": build_vector.show,
    "effects": side_effects.show,
    "sums": arithmetic.show,
    "walk": walk.show,
}


def has_marks(card) -> bool:
    """Models of a reader's own album know no concepts by name; those that compare ways of training have their own place."""
    return card["config"]["data"] in marks.MARKS and card.get("name") not in three_losses.WAYS


def show_train() -> None:
    three_losses.show()
    config = config_form.config_form(CARD.config, "concepts", hidden=unused, expanded="run" not in st.query_params)
    if config:
        start.begin("concepts", config)
        st.rerun()
    if "run" in st.query_params:
        panel.run_panel(st.query_params["run"], hidden=unused)
        made = models.of_run(st.query_params["run"])
        if made and has_marks(made.card):
            views.offer(_("Use this model"), "faces", "concepts", model=st.query_params["run"])


def unused(values) -> set[str]:
    """Settings that play no role: a critic that is off need not begin."""
    return set() if values["adversarial"] else {"critic_from"}


with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "concepts")
    if view == "train":
        show_train()
    else:
        with corner:
            model = models.choose(
                _("Model"), models.at_hand("concepts", has_marks), key="concepts.model", param="model"
            )
        if model:
            with frame.guard():
                SHOWN[view](model)
            data_balance.show(model)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("concepts", models.at_hand)
