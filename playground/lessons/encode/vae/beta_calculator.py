"""A calculator between the ways in which papers and courses write beta."""

import streamlit as st

from engine.language.words import _
from engine.lessons.encode.vae import beta as vae_beta


def show() -> None:
    st.markdown(
        _(
            "Here the loss is **nats per picture**: reconstruction summed over pixels, plus beta times KL summed over latent dimensions. "
            "Tutorials often take means, and hide the true beta in them."
        )
    )
    known = st.selectbox(_("Begin with"), list(vae_beta.KNOWN), format_func=_, key="beta.known")
    start = vae_beta.KNOWN[known]
    left, middle, right = st.columns(3)
    with left:
        weight = st.number_input(
            _("Weight of reconstruction"), 0.0001, 1e6, start.reconstruction_weight, format="%g", key=f"beta.r.{known}"
        )
        kl = st.number_input(_("Weight of KL"), 0.0, 1e6, start.kl_weight, format="%g", key=f"beta.k.{known}")
    with middle:
        pixels = st.number_input(
            _("Pixels times channels"),
            1,
            10**7,
            784,
            key="beta.pixels",
            help=_("28 x 28 grey: 784. 64 x 64 colour: 12,288."),
        )
        dimensions = st.number_input(_("Latent dimensions"), 1, 4096, 2, key="beta.d")
    with right:
        mean_pixels = st.checkbox(
            _("Reconstruction is a mean over pixels"), start.mean_over_pixels, key=f"beta.mp.{known}"
        )
        mean_dimensions = st.checkbox(
            _("KL is a mean over dimensions"), start.mean_over_dimensions, key=f"beta.md.{known}"
        )
        squared = st.checkbox(_("Reconstruction is squared error"), start.squared_error, key=f"beta.s.{known}")
    beta = vae_beta.honest_beta(
        vae_beta.Convention(weight, kl, mean_pixels, mean_dimensions, squared), pixels, dimensions
    )
    st.metric(_("The same as beta here"), f"{beta:.4g}")
    if squared:
        st.caption(
            _("With Gaussian reconstruction of variance 0.05: squared error is its nats, times twice the variance.")
        )
