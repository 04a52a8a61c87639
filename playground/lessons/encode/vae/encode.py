"""One's own picture in the latent space: its cloud on the plane, draws from it, and what it costs in nats."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine.data import sheets
from playground.components.pad.pad import latent_pad
from playground.shell import frame
from playground.widgets import codes_map, models, picture_view
from playground.widgets.models import Model
from playground.widgets.own_picture import bring

DRAWS = 13
ACROSS = 5


def show(model: Model) -> None:
    """A part of the page of its own: what moves here draws nothing else anew."""
    st.fragment(_encode)(model)


def _encode(model: Model) -> None:
    left, right = st.columns([2, 5], gap="large")
    picture = None
    with left, frame.guard():
        picture = bring(model)
        if picture is not None:
            _costs(model, picture)
    with right, frame.guard():
        _place(model, picture)


def _place(model: Model, picture: np.ndarray | None) -> None:
    """The plane, with the picture's cloud on it."""
    if picture is None:
        codes_map.codes_map([model], key=f"encode.{model.name}")
        st.caption("Bring a picture: its cloud appears on this plane.")
        return
    found = _weighed(str(model.path), model.stamp, picture)
    mean, deviation = found.mean, found.deviation
    shown = codes_map.view(
        model,
        title="Where your picture lies",
        ellipses=[{"mean": mean, "sigma": deviation}],
        marks=[{"z": mean, "label": "yours"}],
    )
    latent_pad([shown], key=f"encode.{model.name}", classes=codes_map.classes(model), z=mean.tolist())
    st.caption(
        "Two rings hold the cloud of your picture, at one and two standard deviations. The point starts at its mean."
    )


@dataclass(frozen=True)
class Weighed:
    """A picture's cloud, (d,) each; a sheet of what the model makes of it, as PNG; what it costs in nats."""

    mean: np.ndarray
    deviation: np.ndarray
    sheet: bytes
    reconstruction: float
    kl: float
    bound: float


# Shared by all visitors, for its key is the picture itself: a class drags over the same held-out ones.
@st.cache_resource(max_entries=300, show_spinner=False)
def _weighed(path: str, stamp: float, picture: np.ndarray) -> Weighed:
    codec = models.loaded_from(path, stamp)
    mean, deviation = codec.encode_clouds(picture)
    draws = mean + deviation * np.random.default_rng(0).normal(size=(DRAWS, codec.dimensions))
    sheet = sheets.grid(np.concatenate([picture, codec.decode(np.concatenate([mean, draws]))]), across=ACROSS)
    costs = codec.costs(picture)
    return Weighed(
        mean[0],
        deviation[0],
        picture_view.png(sheets.enlarged(sheet, 320)),
        *(float(part[0]) for part in (costs.reconstruction, costs.kl, costs.bound)),
    )


def _costs(model: Model, picture: np.ndarray) -> None:
    """What becomes of the picture, and what it costs."""
    found = _weighed(str(model.path), model.stamp, picture)
    said = f"Your picture, its reconstruction from the mean, and {DRAWS} draws from its cloud."
    st.image(picture_view.address(found.sheet), said, width="content", alt=said)
    with st.container(horizontal=True, gap="medium"):
        for label, value, help in (
            ("Reconstruction", found.reconstruction, "Nats that the pixels cost once the code is known."),
            ("KL", found.kl, "Nats that the code costs."),
            (
                "Together",
                found.reconstruction + found.kl,
                "The negative ELBO: an upper bound on what the picture costs.",
            ),
        ):
            st.metric(label, f"{value:.1f}", help=help, width="content")
    beside = models.code_map(model).get("kl")
    usual = "" if beside is None else f" A held-out picture's code costs {beside.sum():.1f} nats on average."
    st.caption(f"All in nats. The importance-weighted bound with 64 draws: {found.bound:.1f}.{usual}")
