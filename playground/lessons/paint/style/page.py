"""Style transfer: paint at once with any style, paint slowly and pull the weights meanwhile, and look at what the eye sees."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.paint.style import at_once, choice, form, inside, panel
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import models

CARD = CARDS["style"]

VIEWS = {
    "once": N_(":material/bolt: At once"),
    "train": N_(":material/brush: Paint"),
    "inside": N_(":material/visibility: Look inside"),
}

EXPLANATION = Explanation(
    sentence="A network that looks at pictures can tell what is in one from how it is painted: so a picture can keep the first and change the second.",
    idea=(
        "A network that has learned to recognise things looks at a picture layer by layer. Its first layers see strokes and colours, deeper ones see "
        "eyes, roofs and trees. That network is the **eye**. It does not learn here; it only looks.\n\n"
        "**Content** is what a deep layer sees, and where. **Style** is which features of a layer appear *together*, wherever that is: a table called "
        "**Gram matrix**. It knows that yellow goes with swirls, and nothing of where the moon stood.\n\n"
        "**Painting** starts from a canvas and changes its pixels, little by little, until its content resembles the one picture, its Gram matrices "
        "resemble the other, and single pixels do not flicker (**smoothness**). Three pulls, three shares. No weight of a network changes: what "
        "learns are the pixels.\n\n"
        "**At once** is another way. A second network was trained to make any picture's features look like a style's, by giving each feature the mean and "
        "spread it has in the style. It needs a single pass and no patience, and it is less faithful. Both stand here side by side."
    ),
    diagram=(
        "flowchart LR\n  C[content picture] --> E1[eye]\n  S[style picture] --> E2[eye]\n  X[canvas] --> E3[eye]\n  E1 -->|features| L((loss))\n"
        "  E2 -->|Gram matrices| L\n  E3 --> L\n  L -.->|changes the pixels| X"
    ),
    diagram_alt=(
        "An eye looks at the content, the style and the canvas. The canvas is compared with the content's features and with the style's Gram "
        "matrices, and its pixels are changed."
    ),
    mathematics=(
        (
            r"G_{ij} = \frac1m \sum_{k=1}^{m} F_{ik} F_{jk}",
            "The Gram matrix of a layer: how strongly its features i and j appear together, over its m places.",
        ),
        (
            r"L_{\text{style}} = \sum_l w_l \, \frac{\lVert G^l - A^l \rVert^2}{\lVert A^l \rVert^2}, \qquad L_{\text{content}} = \frac{\lVert F - P \rVert^2}{\lVert P \rVert^2}",
            "How far the canvas is from the style A and from the content P. Divided like this, 0 means nothing is left to do and 1 that the canvas says nothing of the target.",
        ),
        (
            r"L_{\text{smooth}} = \operatorname{mean} (x_{i+1,j} - x_{i,j})^2 + \operatorname{mean} (x_{i,j+1} - x_{i,j})^2",
            "Total variation: the steps from each pixel to its neighbours.",
        ),
        (
            r"\min_x \; \alpha L_{\text{content}} + \beta L_{\text{style}} + \gamma L_{\text{smooth}}, \qquad \alpha = \frac{\text{share}}{\lVert \nabla_x L_{\text{content}} \rVert}, \; \dots",
            "The weights follow from the shares and the length of each gradient at the start: equal shares then pull equally hard, for any two pictures.",
        ),
        (
            r"F' = T\,(F - \mu) + \mu_S, \qquad T\,\Sigma\,T = \Sigma_S",
            "At once: the content's features are moved, the shortest way there is, until their mean and their Gram matrix are those of the style. Σ is the Gram matrix of the features without their mean.",
        ),
    ),
    reading=(
        ("Gatys, Ecker & Bethge 2016", "https://arxiv.org/abs/1508.06576"),
        ("Gatys et al. 2016, keeping colours", "https://arxiv.org/abs/1606.05897"),
        ("Li et al. 2017, whitening and colouring", "https://arxiv.org/abs/1705.08086"),
        ("Lu et al. 2019, the shortest way", "https://arxiv.org/abs/1906.00668"),
        ("Johnson et al. 2016", "https://arxiv.org/abs/1603.08155"),
        ("Mahendran & Vedaldi 2015", "https://arxiv.org/abs/1412.0035"),
    ),
)

CODE = (
    N_("1. Look at what there is: a content picture, and pictures of the style"),
    ("engine/lessons/paint/style/inputs.py", "for_style"),
    N_("2. Prepare: numbers from 0 to 1, at the size of the canvas, and a canvas to begin on"),
    ("engine/lessons/paint/style/canvas.py", "levels"),
    ("engine/lessons/paint/style/canvas.py", "first_canvas"),
    N_("3. Say what is wanted: the losses"),
    ("engine/lessons/gram_losses.py", "gram"),
    ("engine/lessons/gram_losses.py", "style"),
    ("engine/lessons/gram_losses.py", "content"),
    ("engine/lessons/gram_losses.py", "total_variation"),
    N_("4. Build the model: a trained network that is cut off at the layers that are asked"),
    ("engine/lessons/helpers/eye/model.py", "Eye"),
    ("engine/lessons/paint/style/objective.py", "Objective.look"),
    ("engine/lessons/paint/style/objective.py", "Balance.weights"),
    N_("5. Optimise: the pixels learn, not the network"),
    ("engine/lessons/paint/style/optimisers.py", "Adam.stroke"),
    ("engine/lessons/paint/style/train.py", "train"),
)


def paint() -> None:
    if "run" in st.query_params:
        with corner, st.container(horizontal=True, horizontal_alignment="right"):
            panel.new()
        panel.show(st.query_params["run"])
    else:
        form.show()


SHOWN = {"once": at_once.show, "train": paint, "inside": inside.show}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "style")
    choice.follow()
    with frame.guard():
        SHOWN[view]()
    drawer = st.expander(_("The code that runs"), icon=":material/code:", key="style.code", on_change="rerun")
    if drawer.open:
        with drawer:
            source_code.code_that_runs(*CODE)
    layers.drawer("eye", models.at_hand)
