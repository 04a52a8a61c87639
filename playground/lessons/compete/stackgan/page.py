"""Pictures from sentences: type one and see it drawn in two stages, leave words out, count what is obeyed, and train such a GAN."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.compete.stackgan import draw, obedience, train, words
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import models

CARD = CARDS["stackgan"]

VIEWS = {
    "draw": N_(":material/draw: Draw"),
    "words": N_(":material/match_word: Words"),
    "obedience": N_(":material/rule: Obedience"),
    "train": N_(":material/model_training: Train"),
}

EXPLANATION = Explanation(
    sentence="A reader turns a sentence into numbers; one generator sketches what they say, a second makes a finer picture of the sketch.",
    idea=(
        "**Reading.** A network, the *reader*, goes through the sentence word by word and keeps what it has understood in some dozens of numbers. It learnt that before anything was drawn, "
        "by answering questions: *which colour has the first shape?* It never saw a picture.\n\n"
        "**Why two stages?** *What lies where* and *how exactly it looks* are two tasks. A generator that must solve both at once in a large picture often solves "
        "neither. So **stage 1** works on a few pixels only, where places and colours are all there is. **Stage 2** need not invent the scene any more: it draws over the enlarged sketch, "
        "reads the sentence once more, mends what the sketch got wrong, and adds edges and details.\n\n"
        "**Why do they obey?** Somebody has to see whether picture and sentence fit: the *matcher*. It learnt from real pictures by a riddle, **which sentence belongs to this picture?**, "
        "among *wrong sentences that differ in one point only*: a blue circle for a red one, or the two shapes swapped. Who has learnt to tell those apart can teach a generator to get every word right. "
        "But a generator soon finds out how to flatter a teacher who never learns. So each stage has a *critic* that learns along with it: real pictures beside their own sentence are right; "
        "real ones beside a wrong sentence are not, and neither are made ones.\n\n"
        "**Why are not all pictures of a sentence the same?** They soon would be: obeying is easiest if the noise is ignored. So a generator also pays when two noises give nearly the same picture.\n\n"
        "**Blurred sentences.** There are far fewer sentences than there could be, and between two of them is nothing. So each sentence becomes a small **cloud** of numbers, and the generator "
        "draws from a point somewhere in it (the paper calls this *conditioning augmentation*). Neighbouring clouds touch. That is why one can walk from one sentence to another.\n\n"
        "**Does it understand?** A part of all pairs, such as *red star*, is kept from training altogether. Whoever has understood *red* and *star* can draw a red star at first sight. "
        "The view *Obedience* counts how often that works.\n\n"
        "**What it cannot do.** It knows some dozens of words and one kind of sentence. It counts to two, knows no *not* (where there are just two ways, it is told the other one instead), and nothing of the world outside its paper shapes or cartoon faces. "
        "An unknown word is replaced by the nearest known one or left out, never understood. Word order counts only where training made it count."
    ),
    diagram=(
        "flowchart LR\n  S[sentence] --> R[reader] --> C((cloud))\n  Z((noise)) --> G1[stage 1]\n  C --> G1 --> K[sketch] --> G2[stage 2] --> P[picture]\n  C --> G2\n"
        "  K --> D1{critic 1}\n  P --> D2{critic 2}\n  K --> M{matcher}\n  P --> M\n  R --> M\n  R --> D1\n  R --> D2"
    ),
    diagram_alt=(
        "A reader turns the sentence into a cloud of numbers. Stage 1 makes a sketch of a point from it and of noise. Stage 2 makes a picture of the sketch and the sentence. "
        "Each stage has a critic, and a matcher looks at both pictures; all three see the sentence, too."
    ),
    mathematics=(
        (
            r"c = \mu(t) + \sigma(t) \odot \varepsilon, \quad \varepsilon \sim \mathcal N(0, I), \qquad L_{\text{blur}} = D_{KL}\big(\mathcal N(\mu, \sigma^2) \,\|\, \mathcal N(0, I)\big)",
            "Conditioning augmentation: t is what the reader keeps of the sentence, c the point that a stage is given. The KL term keeps the clouds from shrinking to points.",
        ),
        (
            r"s = G_1(c, z), \qquad x = G_2(c', s) = \tanh\big(\operatorname{artanh}(s_{\uparrow}) + \Delta(c', s)\big)",
            "The two stages: a sketch of cloud and noise, then a picture of the sketch and the sentence once more. The second draws over the enlarged sketch; at first its "
            "strokes, Delta, are zero. The paper's second stage draws on empty paper.",
        ),
        (
            r"L_{\text{fit}} = -\log \frac{e^{\gamma \cos(\varphi(x),\, t)}}{\sum_{t'} e^{\gamma \cos(\varphi(x),\, t')}}",
            "Which sentence fits? The sum runs over the right sentence, the other pictures' sentences and the wrong ones made for this picture; phi is what the matcher sees. We differ from the paper, where the critic judges both with one number.",
        ),
        (
            r"L_D = \max(0, 1 - D(x, t)) + \tfrac12 \max(0, 1 + D(G, t)) + \tfrac12 \max(0, 1 + D(x, t')), \qquad L_G = -D(G, t) + \lambda L_{\text{fit}} + \beta L_{\text{blur}} + \nu L_{\text{same}} + \kappa \lVert x_{\downarrow} - s \rVert_1",
            "What critic and generator make small in each stage: a game with the hinge loss in which t' is a wrong sentence, and for the generator also the fit of picture and sentence, the cost of its clouds, sameness (first stage), and how far the picture, seen from afar, is from its sketch (second stage).",
        ),
        (
            r"L_{\text{same}} = \left( \frac{\lVert G(c, z) - G(c, z') \rVert_1}{\lVert z - z' \rVert_1} + \epsilon \right)^{-1}",
            "Sameness: large where two noises give nearly the same picture of one sentence.",
        ),
        (
            r"\text{obedience} = \frac1n \sum_{i=1}^{n} \big[\text{judge}(x_i) = \text{told}_i\big]",
            "For each part of a sentence, the share of pictures in which a judge that took no part in the game finds it.",
        ),
    ),
    reading=(
        ("Zhang et al. 2017, StackGAN", "https://arxiv.org/abs/1612.03242"),
        ("Reed et al. 2016, pictures from text", "https://arxiv.org/abs/1605.05396"),
        ("Xu et al. 2018, a matcher of pictures and words", "https://arxiv.org/abs/1711.10485"),
        ("Zhang et al. 2021, which sentence fits", "https://arxiv.org/abs/2101.04702"),
        ("Mao et al. 2019, two noises, two pictures", "https://arxiv.org/abs/1903.05628"),
        ("Cho et al. 2014, the reader's GRU", "https://arxiv.org/abs/1406.1078"),
    ),
)

CODE = (
    ("engine/lessons/helpers/reader/train.py", "read"),
    ("engine/lessons/helpers/reader/train.py", "match"),
    ("engine/lessons/compete/stackgan/train.py", "teach"),
    ("engine/lessons/compete/stackgan/train.py", "improve"),
    ("engine/lessons/compete/stackgan/train.py", "wished"),
    ("engine/lessons/helpers/reader/losses.py", "matching"),
    ("engine/lessons/compete/stackgan/losses.py", "blurred"),
    ("engine/lessons/compete/stackgan/losses.py", "blur_cost"),
    ("engine/lessons/compete/stackgan/losses.py", "sameness"),
    ("engine/lessons/compete/stackgan/losses.py", "astray"),
    ("engine/lessons/compete/stackgan/network.py", "Condition"),
    ("engine/lessons/compete/stackgan/network.py", "Refiner"),
    ("engine/lessons/helpers/reader/network.py", "Matcher"),
    ("engine/lessons/helpers/reader/network.py", "Reader.forward"),
)

SHOWN = {"draw": draw.show, "words": words.show, "obedience": obedience.show}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "stackgan")
    if view == "train":
        train.show()
    else:
        with corner:
            model = models.choose(_("Model"), models.at_hand("stackgan"), key="stackgan.model", param="model")
        if model:
            with frame.guard():
                SHOWN[view](model)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("stackgan", models.at_hand)
