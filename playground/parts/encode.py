"""One's own picture in the latent space: its cloud on the plane, draws from it, and what it costs in nats."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine import images
from playground.parts import codes_map, models, page, pictures, uploads
from playground.parts.components.pad import latent_pad
from playground.parts.components.sketch import sketch

SOURCES = {"draw": "Draw one", "pick": "Pick one", "upload": "Upload one"}
PENS = (("Ink", "#2b2b33"), ("Skin", "#e6b58f"), ("Hair", "#7a4a24"), ("Red", "#c8443a"), ("Blue", "#3f6fb5"))
PAPER = "#f2ead8"
DRAWS = 13
ACROSS = 5


def encode(model: models.Model) -> None:
    """A part of the page of its own: what moves here draws nothing else anew."""
    st.fragment(_encode)(model)


def _encode(model: models.Model) -> None:
    left, right = st.columns([2, 5], gap="large")
    picture = None
    with left, page.guard():
        picture = _bring(model)
        if picture is not None:
            _costs(model, picture)
    with right, page.guard():
        _place(model, picture)


def _bring(model: models.Model) -> np.ndarray | None:
    """A picture (1, h, w, c) as the model takes it, in one of three ways."""
    source = st.segmented_control(
        "Your picture",
        list(SOURCES),
        format_func=SOURCES.__getitem__,
        default="draw",
        required=True,
        key="encode.source",
        wrap=True,
    )
    if source in BRINGS:
        brought = BRINGS[source](model, key="encode")
        return None if brought is None else brought[None]
    held_out, labels, classes, real = models.held_out(model.data, 200)
    number = st.slider("Held-out picture", 1, len(held_out), 1, key="encode.number") - 1
    what = f": {classes[labels[number]]}" if labels is not None and len(classes) else ""
    pictures.show(
        held_out[number], f"Held-out picture {number + 1}{what}.{'' if real else ' A glyph: the real set is not here.'}"
    )
    return held_out[number : number + 1] if real else fitting(held_out[number], model)[None]


def draw(model: models.Model, *, key: str) -> np.ndarray | None:
    """The reader's drawing as the model takes it, (h, w, c)."""
    if model.channels == 1:
        drawn = sketch(key=f"{key}.sketch", size=model.size, centre=model.size == 28, alt="Draw a digit or a letter")
    else:
        drawn = sketch(key=f"{key}.sketch", size=model.size, colours=PENS, background=PAPER, alt="Draw a picture")
    return None if drawn is None else fitting(drawn, model)


def upload(model: models.Model, *, key: str) -> np.ndarray | None:
    """The reader's picture as the model takes it, (h, w, c)."""
    opened = uploads.one_picture("A picture", key=f"{key}.file", size=model.size)
    if opened is None:
        return None
    invert = model.channels == 1 and st.toggle(
        "Dark on light",
        value=bool(opened.mean() > 127),
        key=f"{key}.invert",
        help="These models know light strokes on dark ground.",
    )
    return fitting(np.subtract(255, opened) if invert else opened, model)


BRINGS = {"draw": draw, "upload": upload}


def fitting(picture: np.ndarray, model: models.Model) -> np.ndarray:
    """Grey for a grey model, three channels for a coloured one."""
    if model.channels == 1 and picture.shape[2] == 3:
        return (picture @ np.array([0.299, 0.587, 0.114])).round().astype(np.uint8)[:, :, None]
    return picture.repeat(3, axis=2) if model.channels == 3 and picture.shape[2] == 1 else picture


def _place(model: models.Model, picture: np.ndarray | None) -> None:
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
    sheet = images.grid(np.concatenate([picture, codec.decode(np.concatenate([mean, draws]))]), across=ACROSS)
    costs = codec.costs(picture)
    return Weighed(
        mean[0],
        deviation[0],
        pictures.png(images.enlarged(sheet, 320)),
        *(float(part[0]) for part in (costs.reconstruction, costs.kl, costs.bound)),
    )


def _costs(model: models.Model, picture: np.ndarray) -> None:
    """What becomes of the picture, and what it costs."""
    found = _weighed(str(model.path), model.stamp, picture)
    said = f"Your picture, its reconstruction from the mean, and {DRAWS} draws from its cloud."
    st.image(pictures.address(found.sheet), said, width="content", alt=said)
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
