"""A VAE and a GAN that learnt from the same pictures, side by side: what they invent, a walk in each, and two numbers."""

from typing import NamedTuple

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.judging import surfaces
from engine.language.words import N_, _
from engine.lessons import latent
from playground.shell.caching import of_desk
from playground.widgets import models, picture_view
from playground.widgets.models import Model

PAIRS = {
    "vae-conv-glyphs": "gan-glyphs",
    "vae-conv-hangul": "gan-hangul",
    "vae-conv-fashion-mnist": "gan-fashion-mnist",
    "faces-cartoon": "gan-faces",
    "faces-photo": "gan-faces-photo",
}
"""Shipped models of one set of pictures: what explains each by a code -> what only draws."""

WAYS = {
    "VAE": N_("Each picture has a place, and it was trained to be right on average: soft, and even between places."),
    "GAN": N_("Whatever its expert finds out is mended, so edges are sharp. Nobody asked it to be even in between."),
}
INVENTED, CROWD = 18, 100
FRAMES = 9
WALKS, STEPS = 12, 12


class Numbers(NamedTuple):
    """Of one model: how sharp its pictures are, and how much larger the largest step of a walk is than the mean one."""

    sharpness: float
    unevenness: float


def show() -> None:
    st.header(_("Two makers of the same pictures"), anchor=False)
    here = {model.name: model for lesson in ("vae", "concepts", "gan") for model in models.shipped(lesson)}
    pairs = {vae: gan for vae, gan in PAIRS.items() if vae in here and gan in here}
    if not pairs:
        return
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        chosen = st.segmented_control(
            _("Pictures that both learnt from"),
            list(pairs),
            format_func=lambda name: models.set_name(here[name].card),
            default=next(iter(pairs)),
            required=True,
            key="makers.set",
            wrap=True,
        )
    with right:
        seed = st.number_input(_("Seed"), 0, 99_999, 0, key="makers.seed", help=_("Another number, other pictures."))
    both = here[chosen], here[pairs[chosen]]
    found = []
    for column, kind, model in zip(st.columns(2, gap="medium"), WAYS, both, strict=True):
        with column, st.container(border=True):
            st.markdown(_("**{kind}**, {dimensions} numbers for each picture", kind=kind, dimensions=model.dimensions))
            found.append(_one(model, seed))
            st.caption(_(WAYS[kind]))
    _said(*found, of_real(both[0].data))


def _one(model: Model, seed: int) -> Numbers:
    made = models.painted(model, models.noise(model, INVENTED, seed))
    picture_view.show(sheets.grid(made, across=6), _("Inventions, none picked."), width="stretch", target=520)
    a, b = models.noise(model, 2, seed + 1)
    frames = models.painted(model, latent.walk([a, b], FRAMES - 1, "straight", "steady").codes)
    picture_view.show(
        sheets.grid(frames, across=FRAMES), _("From one invention straight to another."), width="stretch", target=520
    )
    numbers = measured(model)
    with st.container(horizontal=True, gap="medium"):
        st.metric(
            _("Sharpness"), f"{numbers.sharpness:.1f}", help=_("How much grey changes from pixel to pixel, on average.")
        )
        st.metric(
            _("Largest step"),
            f"{numbers.unevenness:.2f} ×",
            help=_(
                "The largest of {steps} steps of a walk beside the mean one, over {walks} walks. 1 is an even walk; "
                "2 means that somewhere the picture jumps twice as far.",
                steps=STEPS,
                walks=WALKS,
            ),
        )
    return numbers


def measured(model: Model) -> Numbers:
    ends = models.noise(model, 2 * WALKS, seed=0)
    walks = [latent.walk(pair, STEPS, "straight", "steady").codes for pair in ends.reshape(WALKS, 2, -1)]
    pictures = models.painted(model, np.concatenate(walks))
    uneven = [latent.unevenness(walk) for walk in pictures.reshape(WALKS, STEPS + 1, *pictures.shape[1:])]
    return Numbers(
        surfaces.sharpness(models.painted(model, models.noise(model, CROWD, seed=1))), float(np.mean(uneven))
    )


@of_desk(st.cache_data, max_entries=8, show_spinner=False)
def of_real(data: str) -> float | None:
    """How sharp held-out pictures are; None where they are not on this computer."""
    pictures, *_rest, real = models.held_out(data, CROWD)
    return surfaces.sharpness(pictures) if real else None


def _said(vae: Numbers, gan: Numbers, real: float | None) -> None:
    beside = " " + _("Held-out pictures have {sharpness:.1f}.", sharpness=real) if real else ""
    st.markdown(
        _(
            "**Sharpness** {vae_sharpness:.1f} beside {gan_sharpness:.1f}.{of_real} **Largest step** {vae_step:.2f} beside "
            "{gan_step:.2f} times the mean one. The notes put it like this: a VAE's space is in order, a GAN's pictures are sharp. "
            "Only the VAE has an encoder, so only there has a given picture a place. That a GAN's space has no order at all is too hard "
            "a word: directions such as a smile are found in it too, as *GAN on pictures*, **Sums**, shows.",
            vae_sharpness=vae.sharpness,
            gan_sharpness=gan.sharpness,
            of_real=beside,
            vae_step=vae.unevenness,
            gan_step=gan.unevenness,
        )
    )
