"""Arithmetic on noise: three pictures that show something, minus three that do not, plus three others (Radford et al. 2016)."""

import numpy as np
import streamlit as st

from engine.data import marks
from engine.data.marks import Mark
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.lineup.lineup import lineup
from playground.shell import gate
from playground.widgets import judge as widgets_judge
from playground.widgets import models, picture_view, walks
from playground.widgets.models import Model

POOL = 240
"""Inventions that the judge looks through for the first picks."""
EACH = 3
SHOWN = 36
NARROW = 64
"""Pixels that a picture of the sum is shown with at least: the four stand side by side on a phone, too."""
GROUPS = ("A", "B", "C")


def show(model: Model) -> None:
    with stage():
        found = _sum(model)
    if found:
        means, result = found
        walks.plane(model, means, {"A − B + C": result}, key="sums.plane")
        st.caption(_("The four lie on one plane, a parallelogram. Drag the point: what lies around the sum?"))


def _sum(model: Model) -> tuple[dict[str, np.ndarray], np.ndarray] | None:
    """The pictures to pick from and the sum beside them: the letters' means (d,) and what comes of them, once each has a picture."""
    noise, picks, mark = proposal(model)
    left, right = st.columns([1, 1], gap="large")
    with left:
        picked = lineup(
            models.held(model),
            noise,
            f"sums.{model.name}.{mark.name if mark else ''}",
            groups=GROUPS,
            most=EACH,
            chosen=picks,
            side=58,
            title=_("Inventions to pick from"),
            what=_("Picture"),
        )
        st.caption(
            _(
                "Inventions of {cited}. Choose a letter, then click up to three pictures for it. Three, because the noise of one "
                "picture holds too much besides what you mean; in the mean of three that cancels out.",
                cited=models.cited(model),
            )
        )
    groups = [noise[list(picked.groups[name])] for name in GROUPS]
    with right:
        if not all(map(len, groups)):
            st.info(_("Give each of A, B and C a picture at least."), icon=":material/touch_app:")
            return None
        means = {name: group.mean(0) for name, group in zip(GROUPS, groups, strict=True)}
        return means, total(model, mark, means, groups[2])


def total(model: Model, mark: Mark | None, means: dict[str, np.ndarray], others: np.ndarray) -> np.ndarray:
    """Show the sum (d,) and what the judge says of it."""
    a, b, c = means.values()
    result = (a - b + c).astype(np.float32)
    made = models.painted(model, np.stack([a, b, c, result]).astype(np.float32))
    signs = (_("**mean of A**"), _("**− mean of B**"), _("**+ mean of C**"), _("**= the sum**"))
    row = st.grid(4, min_column_width=NARROW)
    for picture, words in zip(made, signs, strict=True):
        with row.cell():
            picture_view.show(picture, words, width="stretch", target=128, alt=words.strip("*"))
    if mark is not None:
        judge, column = widgets_judge.judge(model), marks.index(model.data, mark.name)
        before, after = (
            float(judge.probabilities(some)[:, column].mean()) for some in (models.painted(model, others), made[3:])
        )
        st.markdown(
            _(
                "The judge sees **{words}** in C at {before:.0%} on average, in the sum at **{after:.0%}**.",
                words=_(mark.words),
                before=before,
                after=after,
            )
        )
    lengths = ", ".join(f"{name} {np.linalg.norm(mean):.1f}" for name, mean in {**means, _("the sum"): result}.items())
    st.caption(
        _(
            "Painted from sums of noise by {cited}. Distances from the centre: {lengths}; fresh noise lies at about "
            "{usual:.1f}. Means lie nearer to the centre, the sum is as far out as noise usually is.",
            cited=models.cited(model),
            lengths=lengths,
            usual=np.linalg.norm(models.noise(model, 200, 0), axis=1).mean(),
        )
    )
    return result


def proposal(model: Model) -> tuple[np.ndarray, tuple[list[int], ...], Mark | None]:
    """Noise (n, d) to pick from, and first picks for A, B and C: by the judge where it knows the pictures."""
    seed = int(st.session_state.get("sums.seed", 0))
    known = marks.MARKS.get(model.data) if widgets_judge.name_of(model) else None
    if known is None:
        first = ([0, 1, 2], [3, 4, 5], [6, 7, 8])
        _other()
        return models.noise(model, SHOWN, seed), first, None
    noise = models.noise(model, POOL, seed)
    said = _in_words(str(model.path), model.stamp, noise, model)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.selectbox(
            _("A shows, B and C do not"),
            offered(model, said),
            format_func=lambda number: _(known[number].title),
            key=f"sums.mark.{model.name}",
            width=240,
        )
        rivals = rivals_of(known, said, chosen)
        if rivals:
            other = st.selectbox(
                _("B and C show"),
                rivals,
                format_func=lambda number: _(known[number].title),
                key=f"sums.other.{chosen}",
                width=240,
            )
        _other()
    lacking = said[:, other] if rivals else 1 - said[:, chosen]
    having = (-said[:, chosen]).argsort()[:EACH]
    without = [place for place in (-lacking).argsort() if place not in having][: 2 * EACH]
    rest = [place for place in range(POOL) if place not in having and place not in without]
    order = np.array([*having, *without, *rest[: SHOWN - 3 * EACH]])
    mixed = np.random.default_rng(seed).permutation(
        len(order)
    )  # picks scattered among the others, as a reader would find them
    home = mixed.argsort()
    picks = (home[:EACH], home[EACH : 2 * EACH], home[2 * EACH : 3 * EACH])
    return noise[order[mixed]], tuple(list(map(int, places)) for places in picks), known[chosen]


def offered(model: Model, said: np.ndarray) -> list[int]:
    """Marks that the judge sees in some of the pictures, but not in all: those that are asked for first come first."""
    known = marks.MARKS[model.data]
    having = (said > 0.5).sum(0)
    usable = [number for number in range(len(known)) if EACH <= having[number] <= len(said) - 2 * EACH]
    first = {marks.index(model.data, name): at for at, name in enumerate(FIRST.get(model.data, ()))}
    return sorted(usable or range(len(known)), key=lambda number: first.get(number, len(first)))


FIRST = {"faces": ("glasses", "smile", "hat"), "faces-photo": ("glasses", "smile", "blond")}
"""Marks that a first visit sees."""


def rivals_of(known: tuple[Mark, ...], said: np.ndarray, chosen: int) -> list[int]:
    """The other classes, in sets where each picture shows exactly one; the most frequent first."""
    if known[chosen].attribute != marks.LABEL:
        return []
    frequent = (-np.bincount(said.argmax(1), minlength=len(known))).argsort(kind="stable")
    return [int(number) for number in frequent if number != chosen]


def _other() -> None:
    st.number_input(_("Seed"), 0, 99_999, 0, key="sums.seed", width=130, help=_("Another number, other inventions."))


@st.cache_data(max_entries=12, show_spinner=False)
@gate.heavy(N_("The judge looks through the inventions"), seconds=1)
def _in_words(path: str, stamp: float, noise: np.ndarray, _model: Model) -> np.ndarray:
    return widgets_judge.judge(_model).probabilities(models.painted(_model, noise))
