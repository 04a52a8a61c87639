"""A brush of your own: teach a network one style within minutes, then paint any picture with it at once."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.paint.brush import choice, paint, train
from playground.shell import frame, source_code, views
from playground.shell.explanation import Explanation

CARD = CARDS["brush"]

VIEWS = {"train": N_(":material/model_training: Train"), "paint": N_(":material/format_paint: Paint with it")}

EXPLANATION = Explanation(
    sentence="Painting by optimisation starts from nothing with every picture. A brush does that work once, beforehand, and then needs a single pass.",
    idea=(
        "**Slowly.** In the lesson on style transfer the *pixels* learn. An eye looks at the canvas, says what is missing, and the pixels move a little: "
        "some hundred times, forward and back through the eye. With the next picture all of that begins again, because nothing but this one canvas has learnt.\n\n"
        "**At once.** Here a *network* learns: the brush. It gets a picture, paints it, and the same eye says what is missing. But now the slope does not end at the "
        "pixels; it goes on into the weights of the brush. Another picture, another step. After some hundred pictures the weights hold what is common to all "
        "those paintings: how to turn any shape into this style's strokes. Painting then is one pass forward. There is no eye, no slope, no waiting.\n\n"
        "The price: **one brush, one style**, and it is a little less faithful than hundreds of steps for one picture alone.\n\n"
        "**Instance norm.** A foggy and a sunny photograph shall get the same bold strokes. So after each convolution, each channel of each picture is shifted to mean 0 "
        "and stretched to deviation 1, then given the mean and the deviation that the brush has learnt for its style. The picture's contrast is forgotten, its shapes stay. "
        "(Batch norm would do this for all pictures of a batch together: then how one is painted depends on its neighbours.)\n\n"
        "**Grain.** In a clear sky there is nothing that a stroke could follow. So a little noise is laid over each picture first, and strokes grow from it."
    ),
    diagram=(
        "flowchart LR\n  P[picture] --> B[brush] --> Y[painting]\n  Y --> E[eye]\n  P --> E\n  S[style] -->|once| E\n  E --> L((loss))\n  L -.->|changes the weights| B"
    ),
    diagram_alt=(
        "The brush paints a picture. The eye compares the painting with the picture and with the style, and the loss changes the weights of the brush."
    ),
    mathematics=(
        (
            r"\min_\theta \; \mathbb{E}_x \Big[ L_{\text{content}}\big(f_\theta(x), x\big) + a\, L_{\text{style}}\big(f_\theta(x)\big) + b\, L_{\text{smooth}}\big(f_\theta(x)\big) \Big]",
            "What training makes small: the mean over many pictures x, by changing the weights θ of the brush f. Optimisation makes the same sum small for one x, by changing its pixels.",
        ),
        (
            r"L_{\text{content}} = \frac{\lVert \phi(y) - \phi(x) \rVert^2}{\lVert \phi(x) \rVert^2}, \qquad L_{\text{style}} = \frac15 \sum_l \frac{\lVert G^l(y) - A^l \rVert^2}{\lVert A^l \rVert^2}",
            "The painting y = f(x) shall show the eye φ the same things as x, and the Gram matrices G of the style: which features appear together, wherever that is.",
        ),
        (
            r"\mathrm{IN}(F)_{c} = \gamma_c \, \frac{F_{c} - \mu_c}{\sqrt{\sigma_c^2 + \epsilon}} + \beta_c, \qquad \mu_c, \sigma_c \text{ over the places of one picture}",
            "Instance norm of channel c. A picture with half the contrast has half the deviation σ: the quotient stays the same.",
        ),
        (
            r"\text{slowly: } n \cdot t_{\text{eye, forward and back}} \qquad \text{at once: } t_{\text{brush, forward}}",
            "What one more picture costs: n is some hundred steps.",
        ),
    ),
    reading=(
        ("Johnson, Alahi & Fei-Fei 2016", "https://arxiv.org/abs/1603.08155"),
        ("Ulyanov et al. 2016, texture networks", "https://arxiv.org/abs/1603.03417"),
        ("Ulyanov et al. 2016, instance norm", "https://arxiv.org/abs/1607.08022"),
        ("Odena et al. 2016, checkerboards", "https://distill.pub/2016/deconv-checkerboard/"),
    ),
)

CODE = (
    ("engine/lessons/paint/brush/begin.py", "nearest"),
    ("engine/lessons/paint/brush/train.py", "improve"),
    ("engine/lessons/paint/brush/network.py", "Brush"),
    ("engine/lessons/paint/brush/network.py", "norm"),
    ("engine/lessons/gram_losses.py", "gram"),
    ("engine/lessons/gram_losses.py", "style"),
    ("engine/lessons/gram_losses.py", "content"),
    ("engine/lessons/paint/brush/model.py", "Brush"),
)

SHOWN = {"train": train.show, "paint": paint.show}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "brush")
    choice.follow()
    with frame.guard():
        SHOWN[view](corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
