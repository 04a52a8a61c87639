"""Building a concept vector: choose who has it and who lacks it, compare three ways to find the direction, keep one."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from engine.language.words import N_, _
from engine.lessons import separability
from engine.lessons.encode.concepts import directions
from engine.lessons.encode.concepts import vectors as concepts_vectors
from playground.lessons.encode.concepts import mix, search, see, vectors
from playground.lessons.encode.concepts.vectors import KEPT, Faces
from playground.server import allowance
from playground.shell import frame, wording
from playground.widgets import lineup_pages, models
from playground.widgets.models import Model

BY = {"marks": N_("By labels"), "hand": N_("By hand")}
SHOWN = 48
FEWEST, MOST = 3, 8_000
NONE = -1
"""No label. A choice that is None would come back from another view as no choice at all."""


@dataclass(frozen=True)
class Sides:
    """The codes of those who have the concept and of those who lack it. `column` is its mark, where it has one."""

    name: str
    having: np.ndarray
    lacking: np.ndarray
    column: int | None


def show(model: Model) -> None:
    known, decoder = vectors.faces(model), models.held(model)
    with st.container(border=True):
        left, right = st.columns([2, 5], gap="medium")
        with left:
            by = st.segmented_control(
                _("Choose the faces"),
                list(BY),
                format_func=lambda by: _(BY[by]),
                default="marks",
                required=True,
                key="lab.by",
                persist_state="session",
                wrap=True,
            )
        if by == "marks":
            with right:
                sides = by_marks(known)
        else:
            sides = by_hand(model, decoder, known)
    if sides is not None:
        made = found(sides)
        see.show(decoder, model.name, known, sides.name, sides.column, made)
        scores = measured(known, sides, made)
        see.on_a_face(model, decoder, made, [f"AUC {score.auc:.3f}" for score in scores.values()])
        compare(known, sides, made, scores)
        keep(model, sides, made, scores)
    kept(model)


def by_marks(known: Faces) -> Sides:
    """All training faces with a mark against all without, or fewer of each, to see how few are enough."""
    titles = [_(mark.title) for mark in known.marks]
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        column = st.selectbox(
            _("Concept"), range(len(titles)), format_func=titles.__getitem__, key="lab.mark", persist_state="session"
        )
    with right:
        most = st.select_slider(
            _("At most so many of each side"),
            [3, 10, 30, 100, 300, 1_000, MOST],
            MOST,
            format_func=lambda n: _("all") if n == MOST else f"{n:,}",
            key="lab.most",
            persist_state="session",
            help=_("With few faces a vector also points to whatever these few happen to share."),
        )
    having = known.train[known.train_marks[:, column]]
    lacking = known.train[~known.train_marks[:, column]]
    chance = np.random.default_rng(0)
    some = [side[np.sort(chance.permutation(len(side))[:most])] for side in (having, lacking)]
    st.caption(
        _(
            "{having:,} training faces with the label '{title}', {lacking:,} without.",
            having=len(some[0]),
            title=titles[column],
            lacking=len(some[1]),
        )
    )
    return Sides(titles[column], *some, column)


def by_hand(model: Model, decoder: str, known: Faces) -> Sides | None:
    """Faces picked by click, and a name that the reader gives. The label to measure against is the reader's choice too."""
    left, middle = st.columns(2, vertical_alignment="bottom")
    with left:
        name = st.text_input(
            _("What the faces have in common"), _("my concept"), max_chars=40, key="lab.name", persist_state="session"
        )
    with middle:
        titles = {NONE: _("no label")} | {i: _(mark.title) for i, mark in enumerate(known.marks)}
        against = st.selectbox(
            _("Measure it against"),
            list(titles),
            format_func=titles.__getitem__,
            key="lab.against",
            persist_state="session",
            help=_(
                "If your concept is near one of the labels, held-out faces with that label tell how well your vector finds it."
            ),
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = search.ask(known, SHOWN)
    picked = lineup_pages.pick(
        decoder,
        lambda numbers: known.held_out[numbers],
        shown,
        f"lab.lineup.{model.name}",
        groups=(N_("with"), N_("without")),
        most=MOST,
        side=60,
        title=_("Copies of held-out faces"),
    )
    search.counts(known, picked)
    having, lacking = known.held_out[picked["with"]], known.held_out[picked["without"]]
    if not len(having):
        st.info(
            _("Click faces that have it. Then switch to **without** and click faces that lack it."),
            icon=":material/touch_app:",
        )
        return None
    if not len(lacking):
        st.caption(_("Nobody is marked as without, so all other held-out faces count as such."))
        lacking = np.delete(known.held_out, picked["with"], axis=0)
    return Sides(name.strip() or _("my concept"), having, lacking, None if against == NONE else against)


def found(sides: Sides) -> dict[str, np.ndarray]:
    return _found(sides.having, sides.lacking)


@st.cache_data(max_entries=40, show_spinner=False)
def _found(having: np.ndarray, lacking: np.ndarray) -> dict[str, np.ndarray]:
    with st.spinner(_("Finding the direction in three ways")):
        return {way: find(having, lacking) for way, find in directions.WAYS.items()}


def measured(known: Faces, sides: Sides, made: dict[str, np.ndarray]) -> dict[str, separability.Separability]:
    """How well each way separates held-out faces, where there is a label to measure it against."""
    if sides.column is None:
        return {}
    has = known.held_out_marks[:, sides.column]
    return {way: separability.separability(vector, known.held_out, has) for way, vector in made.items()}


def compare(
    known: Faces, sides: Sides, made: dict[str, np.ndarray], scores: dict[str, separability.Separability]
) -> None:
    """The three vectors: how well each separates, and the angles between them."""
    for column, way in zip(st.columns(len(made), gap="medium"), made, strict=True):
        about = directions.WORDS[way]
        with column, st.container(border=True):
            st.markdown(f"**{_(about.title)}**")
            st.caption(_(about.sentence))
            if sides.column is None:
                st.caption(_("No label to measure it against."))
            else:
                score = scores[way]
                st.metric(
                    _("Finds '{title}'", title=_(known.marks[sides.column].title)),
                    f"{score.auc:.3f}",
                    help=_(
                        "The AUC on held-out faces: of two faces, one with the label and one without, how often the one with it lies "
                        "further along the vector. 0.5 is chance, 1 is always."
                    ),
                )
                st.caption(
                    _(
                        "95 % interval {low:.3f} to {high:.3f}, {n:,} held-out faces.",
                        low=score.low,
                        high=score.high,
                        n=len(known.held_out),
                    )
                )
    ways = list(made)
    angles = [
        _(
            "{one} and {other}: **{angle:.0f}°**",
            one=_(directions.WORDS[a].title),
            other=_(directions.WORDS[b].title),
            angle=directions.angle(made[a], made[b]),
        )
        for i, a in enumerate(ways)
        for b in ways[i + 1 :]
    ]
    st.caption(
        _(
            "Angles between them. {angles}. 0° is the same direction, 90° has nothing in common.",
            angles=" · ".join(angles),
        )
    )


def keep(model: Model, sides: Sides, made: dict[str, np.ndarray], scores: dict[str, separability.Separability]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        way = st.segmented_control(
            _("Keep"),
            list(made),
            format_func=lambda way: _(directions.WORDS[way].title),
            default="difference",
            required=True,
            key="lab.way",
            wrap=True,
        )
        name = st.text_input(_("as"), sides.name, max_chars=40, key=f"lab.as.{sides.name}", width=220)
        if st.button(_("Keep this vector"), icon=":material/bookmark_add:", type="primary", key="lab.keep"):
            score = scores[way].auc if scores else None
            one = concepts_vectors.keep(name, model.name, way, made[way], len(sides.having), len(sides.lacking), score)
            st.session_state.setdefault(mix.ADDED, []).append(KEPT + one.id)
            st.toast(
                _("'{name}' is kept: it is a slider now.", name=wording.safe(one.name)),
                icon=":material/bookmark_added:",
            )


def kept(model: Model) -> None:
    """The reader's vectors: export, delete, and bring one back from a file."""
    own = concepts_vectors.kept(model.name)
    with st.expander(_("Kept vectors ({n})", n=len(own)), icon=":material/bookmarks:", expanded=bool(own)):
        for one in own:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                score = "" if one.auc is None else f" · AUC {one.auc:.3f}"
                st.markdown(
                    _(
                        "**{name}** · {way} · {having:,} with, {lacking:,} without{score}",
                        name=wording.safe(one.name),
                        way=_(directions.WORDS[one.way].title),
                        having=one.having,
                        lacking=one.lacking,
                        score=score,
                    ),
                    width="stretch",
                )
                st.download_button(
                    _("Export"),
                    concepts_vectors.export(one),
                    f"vector-{one.id}.json",
                    "application/json",
                    icon=":material/download:",
                    on_click="ignore",
                    key=f"lab.export.{one.id}",
                )
                with st.popover(_("Delete"), icon=":material/delete:"):
                    st.markdown(_("It cannot be brought back, unless you exported it."))
                    st.button(
                        _("Really delete it"),
                        key=f"lab.delete.{one.id}",
                        on_click=concepts_vectors.delete,
                        args=(one.id,),
                    )
        file = st.file_uploader(
            _("Bring a vector back from a file"),
            type=["json"],
            max_upload_size=allowance.note("lab.file", 1),
            key="lab.file",
        )
        if file is not None and st.button(_("Keep it"), icon=":material/bookmark_add:", key="lab.bring"):
            with frame.guard():
                one = concepts_vectors.add(concepts_vectors.read(file.getvalue(), model.dimensions))
                if one.model != model.name:
                    st.warning(
                        _(
                            "It was made with another model, {model}: choose that one to use it.",
                            model=wording.safe(one.model),
                        )
                    )
                else:
                    st.rerun()
