"""One's own picture in the latent space: its cloud on the plane, draws from it, and what it costs in nats."""

import numpy as np
import streamlit as st

from engine import images
from engine.data import intake
from playground.parts import codes_map, models, page, pictures
from playground.parts.components.pad import latent_pad
from playground.parts.components.sketch import sketch

SOURCES = {"draw": "Draw one", "pick": "Pick one", "upload": "Upload one"}
DRAWS = 12


def encode(model: models.Model) -> None:
    left, right = st.columns([2, 5], gap="large")
    with left:
        picture = _bring(model)
    with right:
        if picture is None:
            codes_map.codes_map([model], key=f"encode.{model.name}")
            st.caption("Bring a picture: its cloud appears on this plane.")
            return
        with page.guard():
            _place(model, picture)
    with page.guard():
        _costs(model, picture)


def _bring(model: models.Model) -> np.ndarray | None:
    """A picture (1, h, w, c) as the model takes it, in one of three ways."""
    source = st.segmented_control(
        "Your picture", list(SOURCES), format_func=SOURCES.get, default="draw", required=True, key="encode.source"
    )
    if source == "draw":
        drawn = sketch(key="encode.sketch", size=model.size, centre=model.size == 28, alt="Draw a digit or a letter")
        return None if drawn is None else _fitting(drawn, model)[None]
    if source == "upload":
        file = st.file_uploader(
            "A picture", type=["png", "jpg", "jpeg", "webp", "gif", "bmp"], key="encode.file", max_upload_size=32
        )
        if file is None:
            return None
        opened = intake.square(intake.open_picture(file.getvalue(), file.name), model.size)
        invert = model.channels == 1 and st.toggle(
            "Dark on light",
            value=bool(opened.mean() > 127),
            key="encode.invert",
            help="These models know light strokes on dark ground.",
        )
        return _fitting(255 - opened if invert else opened, model)[None]
    held_out, labels, classes, real = models.held_out(model.data, 200)
    number = st.slider("Held-out picture", 1, len(held_out), 1, key="encode.number") - 1
    what = f": {classes[labels[number]]}" if labels is not None and len(classes) else ""
    pictures.show(
        held_out[number], f"Held-out picture {number + 1}{what}.{'' if real else ' A glyph: the real set is not here.'}"
    )
    return held_out[number : number + 1] if real else _fitting(held_out[number], model)[None]


def _fitting(picture: np.ndarray, model: models.Model) -> np.ndarray:
    """Grey for a grey model, three channels for a coloured one."""
    if model.channels == 1 and picture.shape[2] == 3:
        return (picture @ np.array([0.299, 0.587, 0.114])).round().astype(np.uint8)[:, :, None]
    return picture.repeat(3, axis=2) if model.channels == 3 and picture.shape[2] == 1 else picture


def _place(model: models.Model, picture: np.ndarray) -> None:
    mean, deviation = models.loaded(model).encode_clouds(picture)
    shown = codes_map.view(
        model,
        ellipses=[{"mean": mean[0], "sigma": deviation[0]}],
        marks=[{"z": mean[0], "label": "yours"}],
    )
    latent_pad(
        [shown], key=f"encode.{model.name}", classes=codes_map.classes(model), z=mean[0].tolist(), layers=("points",)
    )
    st.caption(
        "The two rings hold the cloud of your picture at one and two standard deviations. The point starts at its mean."
    )


def _costs(model: models.Model, picture: np.ndarray) -> None:
    codec = models.loaded(model)
    mean, deviation = codec.encode_clouds(picture)
    chance = np.random.default_rng(0)
    draws = codec.decode(mean + deviation * chance.normal(size=(DRAWS, model.dimensions)))
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="large")
        with left:
            row = images.grid(np.stack([picture[0], codec.decode(mean)[0], *draws]), across=DRAWS + 2)
            pictures.show(
                row,
                f"Your picture, its reconstruction from the mean, and {DRAWS} draws from its cloud.",
                width="stretch",
            )
        with right:
            costs = codec.costs(picture)
            reconstruction, kl, bound = (float(part[0]) for part in (costs.reconstruction, costs.kl, costs.bound))
            cells = st.columns(3)
            cells[0].metric(
                "Reconstruction", f"{reconstruction:.1f}", help="Nats that the pixels cost once the code is known."
            )
            cells[1].metric("KL", f"{kl:.1f}", help="Nats that the code costs.")
            cells[2].metric(
                "Together",
                f"{reconstruction + kl:.1f}",
                help="The negative ELBO: an upper bound on what the picture costs.",
            )
            usual = models.code_map(model)["kl"].sum() if "kl" in models.code_map(model) else None
            beside = f" A held-out picture's code costs {usual:.1f} nats on average." if usual is not None else ""
            st.caption(f"All in nats. The importance-weighted bound with 64 draws: {bound:.1f}.{beside}")
