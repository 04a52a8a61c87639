"""A calculator: the weights of a book or notebook, translated into the raw weights of this page, for the pictures that are chosen."""

import streamlit as st

from engine.language.words import _
from engine.lessons.paint.style import conventions
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.paint.style.conventions import Convention, Sizes, Weights
from playground.lessons.paint.style.choice import KEY
from playground.shell import frame, gate
from playground.shell.caching import of_desk
from playground.widgets import config_form

FOLD = "paint.weights"


def show(config: StyleConfig) -> None:
    with st.expander(
        _("Weights from a book or notebook: a calculator"), icon=":material/calculate:", key=FOLD, on_change="rerun"
    ):
        if st.session_state.get(FOLD):
            with frame.guard():
                _calculator(config)


def _calculator(config: StyleConfig) -> None:
    st.markdown(
        _(
            "Here each loss is a **share**: 0 where nothing is left to do, 1 where the picture says nothing of its target. Books add up squares instead, so their "
            "weights hide how large the picture and its features are. Both are measured for the pictures that you have chosen, in the original weights of VGG-19."
        )
    )
    known = st.selectbox(_("Begin with"), list(conventions.KNOWN), format_func=_, key="paint.weights.known")
    theirs, speed, deep = _asked(conventions.KNOWN[known], known)
    found = conventions.translated(theirs, _sizes(config, deep))
    cells = st.columns(4)
    for cell, (label, value) in zip(
        cells,
        {
            _("Content"): found.content,
            _("Style"): found.style,
            _("Smoothness"): found.smoothness,
            _("Rate of gradient descent"): conventions.rate(speed, found.factor),
        }.items(),
        strict=True,
    ):
        cell.metric(label, f"{value:.4g}")
    layers = " · ".join(f"{name} {weight:.3g}" for name, weight in found.layers.items())
    said = [_("Layers of the style: {layers}.", layers=layers)]
    if found.factor > 1:
        said.append(
            _(
                "All are {factor:g} times smaller, and the rate larger: what counts is how they compare.",
                factor=found.factor,
            )
        )
    said.append(
        _(
            "Smoothness is translated exactly at the content picture; a loss that is no sum of squares differs from ours elsewhere."
        )
    )
    st.caption(" ".join(said))
    st.button(
        _("Fill in these weights"),
        icon=":material/input:",
        key="paint.weights.fill",
        on_click=_fill,
        args=(found, conventions.rate(speed, found.factor)),
    )


def _asked(start: Convention, known: str) -> tuple[Convention, float, float]:
    """The convention, their rate of gradient descent, and the scale of deep features."""

    def number(label: str, value: float, name: str, help: str | None = None) -> float:
        return st.number_input(label, 0.0, 1e12, value, format="%g", key=f"paint.weights.{name}.{known}", help=help)

    left, middle, right = st.columns(3)
    with left:
        content = number(_("Their weight of the content"), start.content, "c")
        style = number(_("Their weight of the style"), start.style, "s", _("Of the mean over the layers."))
        smoothness = number(_("Their weight of smoothness"), start.smoothness, "v")
    with middle:
        gram = st.selectbox(
            _("Style loss of a layer"),
            list(conventions.GRAMS),
            list(conventions.GRAMS).index(start.gram),
            format_func=lambda gram: _(conventions.GRAMS_IN_WORDS[gram]),
            key=f"paint.weights.gram.{known}",
        )
        variation = st.selectbox(
            _("Smoothness"),
            list(conventions.VARIATIONS),
            list(conventions.VARIATIONS).index(start.variation),
            format_func=lambda variation: _(conventions.VARIATIONS[variation]),
            key=f"paint.weights.variation.{known}",
        )
        mean = st.checkbox(_("The content's squares are averaged"), start.mean, key=f"paint.weights.mean.{known}")
    with right:
        speed = number(
            _("Their rate of gradient descent"),
            100.0,
            "rate",
            _("For pixels from 0 to 255. The notes' example has 100."),
        )
        deep = number(
            _("Deep features are larger by"),
            conventions.DEEP,
            "deep",
            _(
                "Of blocks 4 and 5, against the compact eye. Blocks 1 to 3 are known: 93, 303, 360. The deep ones were not measured; 360 takes them to be as block 3."
            ),
        )
    return Convention(content, style, smoothness, mean, gram, variation), speed, deep


@of_desk(st.cache_data, max_entries=16, show_spinner=False)
@gate.heavy("Measuring the pictures", seconds=1)
def _sizes(config: StyleConfig, deep: float) -> Sizes:
    from engine.lessons.paint.style import measure  # brings torch

    return measure.sizes(config, deep)


def _fill(found: Weights, rate: float) -> None:
    config_form.set_settings(
        KEY,
        content_weight=_short(found.content),
        style_weight=_short(found.style),
        smooth_weight=_short(found.smoothness),
        descent=min(max(_short(rate), 1e-5), 1e4),
        **{name: min(_short(weight), 10.0) for name, weight in found.layers.items()},
    )


def _short(value: float) -> float:
    """Three digits are enough, and can be read."""
    return float(f"{value:.3g}")
