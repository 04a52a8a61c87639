"""The other way round: the discriminator of a conditional GAN is asked which words go with a picture."""

from typing import Any

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from engine.lessons.compete import wishes as compete_wishes
from engine.lessons.compete.wishes import WISHES
from playground.lessons.compete.cgan import ask
from playground.shell import gate
from playground.widgets import judge, models, picture_view
from playground.widgets.models import Model
from playground.widgets.own import own_picture

COUNT = 200
"""Held-out pictures on which it is counted how often the words are right."""

SHOWN = 8
LIKELIEST = 2
"""Classes that are told of a picture. Of marks, all that it believes in."""


def show(model: Model) -> None:
    names, one = ask.of(model)
    st.header(_("The other way round: from a picture to words"), anchor=False)
    st.markdown(
        _(
            "The discriminator sees a picture **beside a wish** and says whether the two are a real pair. So it can be asked of every wish in turn which goes with a "
            "picture: that names the picture. Nobody taught it that, and where its generator obeys well a wrong wish is seldom met, so it may have learnt little of it."
        )
    )
    pictures, _labels, _classes, real = models.held_out(model.data, COUNT)
    left, right = st.columns([2, 5], gap="large")
    with left:
        mine = own_picture.bring(model)
        if mine is not None:
            said = _named(models.loaded(model), mine)[0]
            st.markdown(_("It says: **{words}**", words=in_words(said, names, one)))
    with right:
        if not real:
            st.caption(_("The pictures that it learnt from are not on this computer, so none of them stand here."))
            return
        found = _measured(str(model.path), model.stamp, model)
        with st.container(horizontal=True, gap="small"):
            for picture, said in zip(pictures[:SHOWN], found.said, strict=False):
                with st.container(width=92):
                    words = in_words(said, names, one)
                    picture_view.show(picture, words, alt=words, width=92, target=184)
        low, high = found.right.interval
        st.caption(
            _(
                "Held-out pictures, and what the discriminator of {cited} says of them. Of {n} such pictures {share:.0%} of what it says is right by the judge's word ({low:.0%} to "
                "{high:.0%}); always giving the most frequent answer: {usual:.0%}.",
                cited=models.cited(model),
                n=COUNT,
                share=found.right.share,
                low=low,
                high=high,
                usual=found.usual,
            )
        )


def in_words(said: np.ndarray, names: tuple[str, ...], one: bool) -> str:
    """What it believes of a picture: the likeliest classes, or all marks that it rather sees than not."""
    if one:
        return ", ".join(f"{_(names[at])} {said[at]:.0%}" for at in np.argsort(-said)[:LIKELIEST])
    return ", ".join(_(name) for name, share in zip(names, said, strict=True) if share > 0.5) or _("none of the marks")


def _named(inventor: Any, pictures: np.ndarray) -> np.ndarray:
    from engine.lessons.compete.cgan import naming

    return naming.named(inventor, pictures)


@st.cache_data(max_entries=6, show_spinner=False)
@gate.heavy(N_("Asking the discriminator for words"))
def _measured(path: str, stamp: float, _model: Model) -> Any:
    from engine.lessons.compete.cgan import naming

    pictures = models.held_out(_model.data, COUNT)[0]
    truth = judge.judge(_model).probabilities(pictures)
    if _model.data in WISHES:
        truth = truth[:, compete_wishes.columns_of(_model.data)]
    return naming.measure(models.loaded(_model), pictures, truth)
