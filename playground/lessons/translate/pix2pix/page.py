"""pix2pix: draw a map of labels and get a picture, see what each part of the loss is for, and train on pairs of your own."""

import streamlit as st

from engine.catalog import CARDS
from engine.language.words import N_, _
from playground.lessons.translate.pix2pix import compare, critic_lens, draw, train
from playground.lessons.translate.twins import TWINS
from playground.shell import frame, layers, source_code, views
from playground.shell.explanation import Explanation
from playground.widgets import models

CARD = CARDS["pix2pix"]

VIEWS = {
    "draw": N_(":material/brush: Draw"),
    "compare": N_(":material/balance: Compare"),
    "train": N_(":material/model_training: Train"),
    "lens": N_(":material/search: Lens"),
}

EXPLANATION = Explanation(
    sentence="Shown many pairs of a map and its picture, a generator learns to make the picture; a critic that sees both keeps it from blurring.",
    idea=(
        "**Pairs.** For each label map there is a photograph of that very house. So every pixel that the generator makes can be compared with the one that belongs there. "
        "That comparison is **L1**: the mean difference of all pixels.\n\n"
        "**Why L1 is not enough.** A map says *window*, not which window. Curtains, reflections, bars: all are possible, and the generator cannot know. "
        "What costs least on average is the middle of them all, and the middle of many sharp windows is a grey smear. L1 gets the large things right and blurs the small ones.\n\n"
        "**The critic** sees a map and a picture, and says for each patch whether the two are a real pair. A smear never occurs in real pictures, so it is found out at once: "
        "the generator has to **decide** for one window. But the critic alone does not care whether it is *this* house's window; colours drift and shapes grow where none belong. "
        "So both are added up, L1 with a weight λ. "
        "Generator and critic both see the map: pix2pix is a **conditional GAN** whose wish is a picture.\n\n"
        "**Only patches.** L1 has already seen to the large things, so the critic need not look at the whole picture: it judges patches, and its answer is a map of verdicts. "
        "That makes it small, quick, and good for pictures of any size.\n\n"
        "**The U-Net** squeezes the picture down to a few numbers and builds it up again, like an autoencoder. But each level also hands its features straight across "
        "to its twin on the way up. The edge of a window is known exactly in the map; it need not be squeezed through the narrow middle.\n\n"
        "**Noise.** One map, many possible houses: so the paper adds noise, by dropout; *Noise plane z* puts a plane of random numbers beside the map. The generator soon learns to ignore either, because L1 punishes every deviation. "
        "The button *Another variant* shows how little is left.\n\n"
        "**Colours.** What is told need not be guessed. With *Palette* the generator gets, beside the map, the same map with each thing in its mean colour. "
        "Then L1 no longer asks for the mean of all walls, and the colours are yours to choose."
    ),
    diagram=(
        "flowchart LR\n  X[label map] --> G[U-Net] --> F[made picture]\n  Y[true picture] --> L((L1))\n  F --> L\n"
        "  X --> D[critic]\n  F --> D\n  D --> V[verdict for each patch]\n  L -.-> G\n  V -.-> G"
    ),
    diagram_alt=(
        "The U-Net makes a picture of a label map. L1 compares it with the true picture. The critic sees the map and the picture and judges each "
        "patch. Both teach the U-Net."
    ),
    mathematics=(
        (
            r"\min_G \max_D \; L_{\text{adv}}(G, D) + \lambda\, \mathbb{E}_{x, y} \big[\lVert y - G(x) \rVert_1\big]",
            "The goal: x is the map, y its picture. The paper's λ is 100 for pixels from −1 to 1. Here pixels run from 0 to 1, so the same number weighs half as much.",
        ),
        (
            r"\arg\min_c \; \mathbb{E}\,|y - c| = \text{median}(y), \qquad \arg\min_c \; \mathbb{E}\,(y - c)^2 = \text{mean}(y)",
            "Where blur comes from: if a pixel may be dark or light, L1 chooses the median of all that is possible, and L2 the mean.",
        ),
        (
            r"L_G = \big(D(x, G(x)) - 1\big)^2 + \lambda \lVert y - G(x) \rVert_1",
            "What the generator makes small, averaged over all patches. We differ from the paper: verdicts are compared by squared error, as in CycleGAN, not by cross-entropy.",
        ),
        (
            r"L_D = \tfrac12 \big(D(x, y) - 1\big)^2 + \tfrac12 D(x, G(x))^2",
            "What the critic makes small. It is conditional: it sees the map, too, and so can object to a fine window in the wrong place.",
        ),
    ),
    reading=(
        ("Isola, Zhu, Zhou & Efros 2017", "https://arxiv.org/abs/1611.07004"),
        ("Ronneberger et al. 2015, U-Net", "https://arxiv.org/abs/1505.04597"),
        ("Mao et al. 2017, least squares", "https://arxiv.org/abs/1611.04076"),
        ("Tyleček & Šára 2013, the facades", "https://cmp.felk.cvut.cz/~tylecr1/facade/"),
    ),
)

CODE = (
    ("engine/lessons/translate/pix2pix/train.py", "improve"),
    ("engine/lessons/translate/pix2pix/train.py", "teach"),
    ("engine/lessons/translate/losses.py", "l1"),
    ("engine/lessons/translate/losses.py", "l2"),
    ("engine/lessons/translate/losses.py", "adversarial"),
    ("engine/lessons/adversarial.py", "least_squares_critic"),
    ("engine/lessons/translate/network.py", "UNet"),
    ("engine/lessons/translate/critic.py", "Critic"),
    *TWINS,
)

SHOWN = {
    "draw": draw.show,
    "compare": compare.show,
    "train": train.show,
    "lens": critic_lens.show,
}

with frame.guard():
    frame.lesson_page(CARD, EXPLANATION)
    view, corner = views.choose(VIEWS, "pix2pix")
    with frame.guard():
        SHOWN[view](corner)
    with st.expander(_("The code that runs"), icon=":material/code:"):
        source_code.code_that_runs(*CODE)
    layers.drawer("pix2pix", models.at_hand)
