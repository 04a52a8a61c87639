"""What a generative model is: beside a discriminative one, what it must know, what kinds there are, and where each is here."""

import streamlit as st

from engine.language.words import N_, _
from playground.components.tree.tree import Branch, tree
from playground.components.two_pixels import two_pixels
from playground.home import two_makers
from playground.shell import frame, links

SIDES = (
    (
        N_("Discriminative"),
        N_("Which of the two is it?"),
        N_(
            "It gets a picture of a dog or a cat and says which. For that it needs only what sets the two apart: a line between them."
        ),
        r"p(\text{dog} \mid \text{picture})",
    ),
    (
        N_("Generative"),
        N_("What do dogs look like? Show me a new one."),
        N_(
            "It learns which pictures there are, and how often: where all dogs lie, not only where cats begin. From that it draws new ones."
        ),
        r"p(\text{picture})",
    ),
)

# Leaves are addresses.
FAMILY = Branch(
    "Generative models",
    "How does it know what pictures are like?",
    (
        Branch(
            "Explicit density",
            "It says of any picture how likely it is.",
            (
                Branch(
                    "VAE",
                    "A bound on it, in nats",
                    leaf="vae?view=encode",
                    branches=(Branch("Concept vectors", "Directions in its space", leaf="concepts?view=faces"),),
                ),
                Branch(
                    "Flow, diffusion",
                    "Exactly, or a bound: noise is led back into pictures",
                    leaf="plane?view=play",
                    branches=(Branch("Pictures out of noise", "A way for each pixel", leaf="pictures?view=make"),),
                ),
                Branch("Letter by letter", "Exactly: one after another", leaf="letters?view=write"),
            ),
        ),
        Branch(
            "Implicit density",
            "It only draws, and names no likelihood.",
            (
                Branch(
                    "GAN",
                    "Forger and expert",
                    leaf="points?view=live",
                    branches=(
                        Branch("DCGAN", "Made of convolutions", leaf="gan?view=invent"),
                        Branch("Progressive GAN", "Grows; StyleGAN took that over", leaf="progan?view=grow"),
                        Branch(
                            "Conditional GAN",
                            "Draws what it is asked for",
                            leaf="cgan?view=draw",
                            branches=(
                                Branch("StackGAN", "Asked in a sentence", leaf="stackgan?view=draw"),
                                Branch("pix2pix", "Asked by a picture", leaf="pix2pix?view=draw"),
                            ),
                        ),
                        Branch("CycleGAN", "Two worlds, no pairs", leaf="cyclegan?view=translate"),
                    ),
                ),
            ),
        ),
        Branch(
            "No density",
            "It changes the picture that it gets.",
            (
                Branch("Autoencoder", "Copies through a bottleneck", leaf="autoencoder?view=repair"),
                Branch("Style transfer", "Takes over how it is painted", leaf="style?view=once"),
                Branch("DeepDream", "Strengthens what a network sees", leaf="dream?view=train"),
            ),
        ),
    ),
)


def two_kinds() -> None:
    grid = st.grid(len(SIDES), min_column_width=260, border=True)
    for kind, question, words, formula in SIDES:
        with grid.cell():
            st.markdown(f"**{_(kind)}:** *{_(question)}*")
            st.latex(formula)
            st.markdown(_(words))


def a_picture_is_a_point() -> None:
    st.header(_("A picture is a point"), anchor=False)
    common, rare = two_pixels.COMMON, two_pixels.RARE
    st.markdown(
        _(
            "Take pictures of two pixels. Each is two numbers, and so a **point of a plane**. Say these are faces: then every point has a "
            "number that says how common such a face is, its **density**. Here it is {density:.1f} at "
            "({x:.0f}, {y:.0f}) and {other:.2f} at ({other_x:.0f}, {other_y:.0f}): "
            "the one is ninety times as common as the other. Drag the cross.",
            density=two_pixels.density(*common),
            x=common[0],
            y=common[1],
            other=two_pixels.density(*rare),
            other_x=rare[0],
            other_y=rare[1],
        )
    )
    two_pixels.two_pixels(key="density")
    st.markdown(
        _(
            "Whoever knows the density can make new pictures: more where it is high, none where it is 0. But a picture of 64 by 64 pixels in colour is a "
            "point of a space with **12,288** axes, and there nobody knows it. In so many dimensions all pictures ever taken "
            "are a few lonely points with emptiness around them: the **curse of dimensionality**. That is why a VAE looks for a few "
            "numbers that say nearly as much, and a GAN does without the density."
        )
    )


def family() -> None:
    st.header(_("The family"), anchor=False)
    st.markdown(
        _(
            "**Explicit** models work with the density itself, **implicit** ones only draw from it. Click to open a lesson."
        )
    )
    if leaf := tree(FAMILY, key="family"):
        page, query = links.taken_apart(leaf)
        st.switch_page(links.page_at(page), query_params=query)


st.title(_("What is a generative model?"), anchor=False)
st.markdown(
    _(
        "A network that has seen many pictures and makes new ones of the same kind. It replaces nobody: it is **augmented "
        "intelligence**, a tool with which people make more than before."
    )
)
with frame.guard():
    two_kinds()
    a_picture_is_a_point()
    family()
with frame.guard():
    two_makers.show()
