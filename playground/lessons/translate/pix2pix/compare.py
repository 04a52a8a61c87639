"""What each part of the loss is good for: three generators that differ in nothing else, and a slider over lambda."""

import streamlit as st

from engine.language.words import N_, _
from playground.components.big.big import desk, stage
from playground.components.shared.difference import apart
from playground.lessons.translate.pix2pix import draw, label_maps, models
from playground.lessons.translate.pix2pix.models import Made
from playground.shell import frame, views
from playground.widgets.models import Model

KIND = "scenes"

COMMAND = "python -m engine train pix2pix --data scenes --side 128"

ONE, BOTH, OTHER = "scenes-l1-only", "scenes", "scenes-critic"

WAYS = {
    ONE: (
        N_("L1 alone"),
        N_("Every wrong pixel costs. Where it cannot know, it paints the middle of all that is possible: blur."),
    ),
    OTHER: (
        N_("The critic alone"),
        N_("It only has to look real beside its map. Crisp, but colours and shapes go astray."),
    ),
    BOTH: (N_("Both"), N_("L1 says what belongs where, the critic asks for detail: the recipe of pix2pix.")),
}
"""Shipped file -> its title, and what to look for."""

LAMBDAS = {
    OTHER: "0",
    "scenes-l1-1": "1",
    "scenes-l1-10": "10",
    BOTH: "100",
    ONE: "∞",
}
"""Shipped file -> the weight of L1 that it learnt with, where the critic weighs 1."""

PATCHES = {
    "scenes-patch-1": (N_("1 pixel"), N_("It knows colours and no shape: as soft as L1 alone.")),
    "scenes-patch-16": (N_("16 pixels"), N_("It knows lines and grain: crisp, and woven from one pattern.")),
    "scenes-l1-10": (N_("70 pixels"), N_("It knows larger shapes: the paper's choice.")),
    "scenes-patch-whole": (
        N_("The whole picture"),
        N_("One verdict for all of it: hardly a hint where it is wrong, and grain creeps over everything."),
    ),
}
"""Shipped file -> what its critic sees at once, and what that means. All learnt with lambda 10."""

FLAGS = {
    OTHER: " --l1 0",
    "scenes-l1-1": " --l1 1",
    "scenes-l1-10": " --l1 10",
    BOTH: "",
    ONE: " --adversarial 0",
    "scenes-patch-1": " --l1 10 --patch 1",
    "scenes-patch-16": " --l1 10 --patch 16",
    "scenes-patch-whole": " --l1 10 --patch whole",
}

SMALL, LARGE = 156, 210


def show(corner) -> None:
    here = models.shipped()
    found = {name: here.get(name) for name in FLAGS}
    if not any(found.values()):
        st.info(_("There is no model for this yet: the generators that learnt drawn scenes are not in pretrained/."))
        st.code("\n".join(f"{COMMAND}{flags}" for flags in FLAGS.values()), language="bash")
        views.offer(_("Train a model"), "train", "pix2pix")
        return
    label_maps.follow(KIND)
    st.fragment(_side_by_side)(found)


def _side_by_side(found: dict[str, Model | None]) -> None:
    with frame.guard():
        reference = label_maps.now(KIND)
        given, truth = label_maps.shown(KIND, reference), label_maps.truth(reference)
        with stage():
            with st.container(horizontal=True, gap="small"):
                draw.show_picture(given, _of_map(reference), alt=label_maps.title(reference), wide=SMALL)
                for name, (title, words) in WAYS.items():
                    _one(found[name], name, f"**{_(title)}.** {_(words)}", given, truth, SMALL)
                if truth is not None:
                    draw.show_picture(
                        truth,
                        _("**The truth**: the scene that this map was taken from."),
                        alt=_("The truth"),
                        wide=SMALL,
                    )
            left, middle, right = st.columns([4, 3, 5], gap="medium")
            with left:
                name = _slider()
                st.markdown(_of_lambda(name))
                views.offer(_("Draw your own map"), "draw", "pix2pix", model=BOTH)
            with middle:
                _one(found[name], name, f"**λ = {LAMBDAS[name]}.**", given, truth, LARGE)
            with right, desk("maps"):
                draw.samples(KIND, reference)
        _patches(found, given, truth)


def _patches(found: dict[str, Model | None], given, truth) -> None:
    st.header(_("How much should the critic see at once?"), anchor=False)
    st.markdown(
        _(
            "The critic gives a verdict for each patch of the picture. These four learnt alike, but for the size of their critic's patch (λ = 10)."
        )
    )
    with st.container(horizontal=True, gap="small"):
        for name, (title, words) in PATCHES.items():
            _one(found[name], name, f"**{_(title)}.** {_(words)}", given, truth, SMALL)


def _of_map(reference: str) -> str:
    where = (
        _("It was drawn here, so nobody knows a truth for it.")
        if reference.startswith("own:")
        else _("No model has learnt from it.")
    )
    return f"{_('**The map.**')} {where}"


def _slider() -> str:
    return st.select_slider(
        _("Lambda: how much L1 counts"),
        list(LAMBDAS),
        value=BOTH,
        format_func=LAMBDAS.__getitem__,
        key="pix2pix.lambda",
        help=_("Each place is a generator of its own, which learnt with this weight. At ∞ there is no critic at all."),
    )


def _of_lambda(name: str) -> str:
    if name == ONE:
        return _("Without a critic: L1 is the whole loss.")
    return _(
        "λ = {weight}: a pixel that is wrong by all 255 levels costs {weight}, a patch that the critic calls made costs 1.",
        weight=LAMBDAS[name],
    )


def _one(model: Model | None, name: str, words: str, given, truth, wide: int) -> None:
    """One generator's picture with its numbers; or how to get the file that is missing."""
    if model is None:
        with st.container(width=wide):
            st.caption(
                words
                + " "
                + _(
                    "**pretrained/{name}.safetensors is missing.** Fetch the repository again, or train one: `{command}`",
                    name=name,
                    command=COMMAND + FLAGS[name],
                )
            )
        return
    result = models.made(model, given)
    draw.show_picture(
        result.picture, f"{words} {_numbers(result, truth)}", alt=_("Made by {model}", model=name), wide=wide
    )


def _numbers(result: Made, truth) -> str:
    if truth is None:
        return ""
    far = apart(result.picture, truth)
    sharp = models.sharpness(result.picture) / max(1e-6, models.sharpness(truth))
    return _("*{far:.0f} levels from the truth, {sharp:.0%} of its detail.*", far=far, sharp=sharp)
