"""CycleGAN: translate pictures between two worlds and back, teach it two worlds, and look at its critic through a lens."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.translate.cyclegan import critic_lens, loss_weights, train, translate
from playground.lessons.translate.twins import TWINS
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import models

CARD = CARDS["cyclegan"]

VIEWS = {
    "translate": N_(":material/sync_alt: Translate"),
    "train": N_(":material/model_training: Train"),
    "weights": N_(":material/tune: Weights"),
    "lens": N_(":material/search: Lens"),
}

EXPLANATION = Explanation(
    sentence="Nobody has a photograph of the bridge as Monet saw it that day. CycleGAN learns to translate without such pairs: what is translated there and back must come home unchanged.",
    idea=(
        "**Two heaps, no pairs.** Here some hundred photographs, there some hundred paintings. No painting shows what a photograph shows, so nobody can say how "
        "*this* photograph should have been painted. There is nothing to compare the result with, pixel by pixel.\n\n"
        "**A critic for each heap.** One network, the *generator to B*, turns photographs into something; a *critic* that knows paintings says whether that "
        "could be one. As in every GAN both learn from each other. A second pair works the other way: a generator to A and a critic that knows photographs.\n\n"
        "**Why that is not enough.** A generator that turns *every* photograph into the same fine water lily fools its critic, and has translated nothing. "
        "So both generators work one after the other: photograph → painting → photograph. If the last picture is to be like the first, the painting must still "
        "hold all that was in the photograph. This **cycle** keeps the scene in place.\n\n"
        "**Identity.** The generator to paintings is also given paintings, and should leave them alone. Without that it may swap day for evening: a critic does not mind.\n\n"
        "**A trained eye helps.** The model of photographs and Monet had only 240 paintings to learn from, too few for critics that begin with nothing. So its critics "
        "look with the compact eye of style transfer, which knows strokes and edges already, and learn only which of them are Monet's. And each photograph meets a painting "
        "that is like it; the eye compares their strokes as Gram matrices. That is CycleGAN with a guide, not the recipe of the paper. You can switch both on for your own pictures.\n\n"
        "**What it cannot do.** The cycle punishes whatever gets lost, so shapes hardly change: colours, light and texture do. A horse gets stripes, but never "
        "the body of a zebra. And what must be hidden will be hidden: a generator may keep fine traces of the original, invisible to you, so that its partner finds the way back."
    ),
    diagram=(
        "flowchart LR\n  A[picture of A] --> G[generator to B] --> B[made picture of B]\n  B --> F[generator to A] --> R[back again]\n"
        "  B --> D{critic of B}\n  D -.->|does it look like B?| G\n  R -.->|is it the same as at first?| G\n  R -.-> F"
    ),
    diagram_alt=(
        "A picture of A goes through the generator to B. The critic of B judges what comes out. The generator to A translates it back, and the result is "
        "compared with the first picture. The same happens with pictures of B, the other way round."
    ),
    mathematics=(
        (
            r"L_{\text{adv}} = \mathbb{E}_a \big(D_B(G(a)) - 1\big)^2, \qquad L_{D_B} = \tfrac12 \mathbb{E}_b \big(D_B(b) - 1\big)^2 + \tfrac12 \mathbb{E}_a\, D_B(G(a))^2",
            "The game, with least squares: the critic of B wants 1 for real and 0 for made pictures, the generator G wants 1. D is a map of verdicts on patches; the mean runs over all of them.",
        ),
        (
            r"L_{\text{cycle}} = \mathbb{E}_a \lVert F(G(a)) - a \rVert_1 + \mathbb{E}_b \lVert G(F(b)) - b \rVert_1",
            "There and back. F is the generator the other way. The error map on this page shows the difference within the bars.",
        ),
        (
            r"L_{\text{identity}} = \mathbb{E}_b \lVert G(b) - b \rVert_1 + \mathbb{E}_a \lVert F(a) - a \rVert_1",
            "What is there already stays as it is.",
        ),
        (
            r"L = L_{\text{adv}} + \lambda_{\text{cycle}}\, L_{\text{cycle}} + \lambda_{\text{id}}\, L_{\text{identity}}",
            "Both generators make this small. The paper has 10 and 5 for the weights. Networks that start as copyists, as here, need less: with the full weight they remain copyists for long.",
        ),
        (
            r"L_{\text{guide}} = \lambda_{\text{strokes}} \frac{\lVert \mathcal{G}(G(a)) - \mathcal{G}(b_a) \rVert^2}{\lVert \mathcal{G}(b_a) \rVert^2} + \lambda_{\text{scene}} \frac{\lVert \phi(G(a)) - \phi(a) \rVert^2}{\lVert \phi(a) \rVert^2}",
            "With a guide: the Gram matrices of what becomes B shall be those of a painting that is like a, while the eye φ still sees the scene of a.",
        ),
        (
            r"r_{l-1} = (r_l - 1)\, s_l + k_l",
            "How many pixels a verdict sees: from the last layer back to the first, with kernel k and step s. Kernels of 4 and steps 2, 2, 2, 1, 1 give 70.",
        ),
    ),
    reading=(
        ("Zhu et al. 2017, CycleGAN", "https://arxiv.org/abs/1703.10593"),
        ("Isola et al. 2017, patch critics", "https://arxiv.org/abs/1611.07004"),
        ("Mao et al. 2017, least squares", "https://arxiv.org/abs/1611.04076"),
        ("Chu et al. 2017, what a cycle hides", "https://arxiv.org/abs/1712.02950"),
        ("Sauer et al. 2021, critics with a trained eye", "https://arxiv.org/abs/2111.01007"),
        ("Gatys et al. 2016, Gram matrices", "https://arxiv.org/abs/1508.06576"),
        ("Zhao et al. 2020, augmentation", "https://arxiv.org/abs/2006.10738"),
    ),
)

CODE = (
    ("engine/lessons/translate/cyclegan/train.py", "improve"),
    ("engine/lessons/translate/cyclegan/train.py", "teach"),
    ("engine/lessons/translate/losses.py", "adversarial"),
    ("engine/lessons/translate/losses.py", "cycle"),
    ("engine/lessons/translate/losses.py", "identity"),
    ("engine/lessons/translate/cyclegan/guide.py", "Guide"),
    ("engine/lessons/translate/sight_critic.py", "SightCritic"),
    ("engine/lessons/translate/critic.py", "Critic"),
    ("engine/lessons/translate/critic.py", "receptive_field"),
    *TWINS,
)

SHOWN = {"translate": translate.show, "train": train.show, "weights": loss_weights.show, "lens": critic_lens.show}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, CARD.name)
    with frame.guard():
        SHOWN[view](corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("cyclegan", models.at_hand)
