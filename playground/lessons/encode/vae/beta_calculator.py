"""A calculator between the ways in which papers and courses write beta."""

import streamlit as st

from engine.lessons.encode.vae import beta as vae_beta


def show() -> None:
    st.markdown(
        "Here the loss is **nats per picture**: reconstruction summed over pixels, plus beta times KL summed over latent dimensions. "
        "Tutorials often take means, and hide the true beta in them."
    )
    known = st.selectbox("Begin with", list(vae_beta.KNOWN), key="beta.known")
    start = vae_beta.KNOWN[known]
    left, middle, right = st.columns(3)
    with left:
        weight = st.number_input(
            "Weight of reconstruction", 0.0001, 1e6, start.reconstruction_weight, format="%g", key=f"beta.r.{known}"
        )
        kl = st.number_input("Weight of KL", 0.0, 1e6, start.kl_weight, format="%g", key=f"beta.k.{known}")
    with middle:
        pixels = st.number_input(
            "Pixels times channels", 1, 10**7, 784, key="beta.pixels", help="28 x 28 grey: 784. 64 x 64 colour: 12,288."
        )
        dimensions = st.number_input("Latent dimensions", 1, 4096, 2, key="beta.d")
    with right:
        mean_pixels = st.checkbox(
            "Reconstruction is a mean over pixels", start.mean_over_pixels, key=f"beta.mp.{known}"
        )
        mean_dimensions = st.checkbox(
            "KL is a mean over dimensions", start.mean_over_dimensions, key=f"beta.md.{known}"
        )
        squared = st.checkbox("Reconstruction is squared error", start.squared_error, key=f"beta.s.{known}")
    beta = vae_beta.honest_beta(
        vae_beta.Convention(weight, kl, mean_pixels, mean_dimensions, squared), pixels, dimensions
    )
    st.metric("The same as beta here", f"{beta:.4g}")
    if squared:
        st.caption(
            "With Gaussian reconstruction of variance 0.05: squared error is its nats, times twice the variance."
        )
