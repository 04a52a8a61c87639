"""Repairing spoiled pictures: live in the browser, how well it goes at each level of noise, and what the code saves."""

import io

import numpy as np
import streamlit as st
from PIL import Image

from engine.core.config import knobs
from engine.language.words import N_, _
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from playground.components.big.big import stage
from playground.components.denoise.denoise import KINDS, denoise_pad
from playground.components.shared import palette
from playground.shell import gate
from playground.widgets import models
from playground.widgets.models import Model

SHOWN = 8
MEASURED = 100
LEVELS = tuple(np.round(np.linspace(0, 1, 11), 2).tolist())


def show(model: Model) -> None:
    pictures, *_rest, real = models.held_out(model.data, MEASURED)
    if not real:
        st.caption(
            _(
                "The pictures that this model learned from are not on this computer, so it meets Atelier's own glyphs here: "
                "it has never seen letters like these."
            )
        )
    config = model.card["config"]
    with stage():
        denoise_pad(
            models.whole(model),
            pictures[:SHOWN],
            key=f"repair.{model.name}",
            noise=config["noise"],
            level=config["noise_level"],
        )
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="large")
        with left:
            psnr_against_noise(model, real)
        with right:
            compression(model, pictures)


def psnr_against_noise(model: Model, real: bool) -> None:
    """How far the repaired picture is from the clean one, at each level of noise."""
    st.header(_("How much noise can it take?"), anchor=False)
    kind = st.segmented_control(
        _("Kind of noise"),
        list(KINDS),
        format_func=lambda kind: _(KINDS[kind]),
        default="gaussian",
        required=True,
        key="repair.kind",
    )
    before, after = _measured(str(model.path), model.stamp, model.data, kind)
    import plotly.graph_objects as go

    figure = go.Figure(
        [
            go.Scatter(x=LEVELS, y=before, name=_("spoiled picture"), line={"color": palette.LIGHT[7], "dash": "dot"}),
            go.Scatter(x=LEVELS, y=after, name=_("repaired picture"), line={"color": palette.LIGHT[0], "width": 3}),
        ]
    )
    trained = model.card["config"]["noise_level"]
    figure.add_vline(
        trained, line_dash="dash", line_color=palette.LIGHT[7], annotation_text=_("trained with this much")
    )
    figure.update_layout(
        height=260,
        margin={"l": 10, "r": 10, "t": 24, "b": 10},
        xaxis_title=_("Noise level"),
        yaxis_title=_("PSNR in dB (higher is nearer)"),
        legend={"orientation": "h", "y": 1.15},
    )
    st.plotly_chart(figure, config={"displayModeBar": False}, key=f"psnr.{model.name}.{kind}")
    met = model.card["config"]["noise"]
    words = knobs(AutoencoderConfig)["noise"].choices or {}
    never = (
        ""
        if met in ("mixed", kind)
        else " " + _("This model learned with {kind} noise and has never met this kind.", kind=_(words[met]).lower())
    )
    st.caption(
        (_("Mean over {n} held-out pictures.", n=MEASURED) if real else _("Mean over {n} held-out glyphs.", n=MEASURED))
        + " "
        + _("Where the lines cross, repairing does more harm than good.")
        + never
    )


def compression(model: Model, pictures: np.ndarray) -> None:
    """How many bytes the bottleneck lets through, beside what a picture takes otherwise."""
    st.header(_("Bytes in, bytes in the code"), anchor=False)
    raw = model.size * model.size * model.channels
    code = 4 * model.dimensions
    png = np.mean([_png_bytes(picture) for picture in pictures[:50]])
    cells = st.columns(3)
    cells[0].metric(_("Picture"), f"{raw:,} B", help=_("One byte for each pixel and channel."))
    cells[1].metric(_("As PNG"), f"{png:,.0f} B", help=_("Mean over 50 held-out pictures. PNG loses nothing."))
    cells[2].metric(
        _("Code"), f"{code:,} B", help=_("{dimensions} numbers of 4 bytes each.", dimensions=model.dimensions)
    )
    smaller = raw / code
    st.caption(
        _(
            "The code is {smaller:.1f} times smaller than the picture. "
            "That is no free lunch: the decoder knows what such pictures look like, and what does not fit through the code is lost. "
            "The weights themselves would have to travel once, too.",
            smaller=smaller,
        )
    )


@st.cache_data(max_entries=48, show_spinner=False)
@gate.heavy(N_("Measuring"))
def _measured(path: str, stamp: float, data: str, kind: str) -> tuple[list[float], list[float]]:
    """Mean PSNR of spoiled and of repaired pictures at each level."""
    codec = models.loaded_from(path, stamp)
    clean, *_rest = models.held_out(data, MEASURED)
    spoiled = [codec.spoil(clean, kind, level) for level in LEVELS]
    before = [float(codec.psnr(pictures, clean).mean()) for pictures in spoiled]
    after = [float(codec.psnr(codec.reconstruct(pictures), clean).mean()) for pictures in spoiled]
    before[0] = float("nan")  # without noise the picture is itself, and that has no number
    return before, after


def _png_bytes(picture: np.ndarray) -> int:
    buffer = io.BytesIO()
    Image.fromarray(picture.squeeze()).save(buffer, "PNG", optimize=True)
    return buffer.tell()
