"""Three small models that learnt alike but for what pulled at their pictures: pixels, an eye, a critic. Side by side."""

import numpy as np
import streamlit as st

from engine.catalog import CARDS
from engine.core import config as configs
from engine.data import sheets
from engine.language.retold import retold
from engine.language.words import N_, _
from engine.weights import shelf
from playground.widgets import config_form, models, picture_view
from playground.widgets.models import Model

WAYS = {
    "faces-pixels": (
        N_("Pixels alone"),
        N_("Being right on average is rewarded, so every edge that could lie here or there turns soft."),
    ),
    "faces-eye": (
        N_("Pixels and an eye"),
        N_("A network that names marks compares what it sees. Eyes and mouths get their shape back."),
    ),
    "faces-critic": (
        N_("Pixels, eye and critic"),
        N_("A critic learns to tell copies from photographs, and asks for whatever gives them away."),
    ),
}
"""Shipped model -> how it learnt, and what that does."""

FACES = 12


def show() -> None:
    """The same held-out faces, copied by each."""
    here = [name for name in WAYS if name in shelf.shipped()]
    if not here:
        return
    st.header(_("What should a copy be praised for?"), anchor=False)
    for column, name in zip(st.columns(len(here), gap="medium"), here, strict=True):
        path = shelf.find(name)
        card = shelf.card(path)
        model = Model(name, _(WAYS[name][0]), path, card)
        with column, st.container(border=True):
            st.markdown(f"**{_(WAYS[name][0])}**")
            codes = models.code_map(model)["codes"][:FACES].astype(np.float32)
            sheet = sheets.grid(models.painted(model, codes), across=4)
            picture_view.show(sheet, _("Copies of held-out faces, the same in all three."), width="stretch", target=520)
            st.caption(_(WAYS[name][1]))
            scores = {score["name"]: score for score in card["scores"]}
            with st.container(horizontal=True, gap="medium"):
                psnr, unlike = scores["PSNR"], scores["unlikeness to the judge"]
                strangers = scores["the same between strangers"]["value"]
                st.metric(
                    "PSNR",
                    f"{psnr['value']:.1f} dB",
                    help=_("{protocol}. Higher is better, pixel by pixel.", protocol=retold(psnr["protocol"])),
                )
                st.metric(
                    _("Unlikeness"),
                    f"{unlike['value']:.2f}",
                    help=_("{protocol}. Lower is better, as a network sees it.", protocol=retold(unlike["protocol"])),
                )
            st.progress(
                min(1.0, unlike["value"] / strangers),
                _(
                    ":small[Unlikeness from 0, the same picture, to {strangers:.1f}, two strangers]",
                    strangers=strangers,
                ),
            )
            st.button(
                _("Use these settings"),
                icon=":material/tune:",
                key=f"ways.{name}",
                on_click=_take,
                args=(card["config"],),
                width="stretch",
            )
    st.caption(
        _(
            "Same pictures, seed and {step:,} steps, with a small network. Pixel by pixel the first is often the best, and yet the worst to look at: "
            "that is why one number is never enough.",
            step=card["step"],
        )
    )


def _take(settings: dict) -> None:
    """Into the form, on the built-in faces where the photographs are not at hand."""
    from engine.data import library

    data = settings["data"] if library.standing(settings["data"]) == "ready" else "faces"
    config_form.fill("concepts", configs.from_dict(CARDS["concepts"].config, settings | {"data": data}))
