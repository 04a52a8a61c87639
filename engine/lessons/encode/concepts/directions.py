"""Concept vectors: directions in a latent space that mean something (Larsen et al. 2016, arXiv:1512.09300).

    codes (n, d) of pictures that have a concept, and of some that lack it --> a vector (d,)

However a vector is found, one step along it leads from the mean of those who lack the concept to the mean of those who
have it, as seen along the vector. So +1 means the same for every concept and every way. Numpy only; scikit-learn, which
takes a second to import, comes in where a boundary is fitted.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from engine.core.errors import Trouble
from engine.language.words import N_, _
from engine.lessons.separability import split

PRIOR = 32
"""Fewer pictures than this cannot tell how one dimension spreads: the average of all dimensions counts for as many."""

ASLEEP = 0.01
"""A dimension that varies less than this share of the liveliest one's variance is unused. Burda et al. 2016
(arXiv:1509.00519) draw the line at a variance of 0.01, where the prior's is 1."""

C = {"logistic": 0.1, "svm": 0.01}
"""How much fitting counts against a short normal. At scikit-learn's 1, a few hundred pictures are learnt by heart."""

FARTHEST = 4.0
"""A locked vector grows to at most this many times its length: beyond, hardly anything of the concept is left in it."""


def difference(having: np.ndarray, lacking: np.ndarray) -> np.ndarray:
    """From the mean of those who lack the concept straight to the mean of those who have it."""
    having, lacking = _groups(having, lacking)
    return (having.mean(0) - lacking.mean(0)).astype(np.float32)


def logistic(having: np.ndarray, lacking: np.ndarray) -> np.ndarray:
    """Across the boundary where logistic regression finds both equally probable."""
    from sklearn.linear_model import LogisticRegression

    return _across(LogisticRegression(C=C["logistic"], class_weight="balanced", max_iter=1_000), having, lacking)


def svm(having: np.ndarray, lacking: np.ndarray) -> np.ndarray:
    """Across the boundary that keeps the widest margin (as Shen et al. 2020 do, arXiv:1907.10786)."""
    from sklearn.svm import LinearSVC

    fit = LinearSVC(C=C["svm"], class_weight="balanced", dual="auto", max_iter=10_000, random_state=0)
    return _across(fit, having, lacking)


WAYS = {"difference": difference, "logistic": logistic, "svm": svm}
"""Each takes codes (n, d) of those who have the concept and (m, d) of those who lack it, and returns float32 (d,)."""


@dataclass(frozen=True)
class Words:
    title: str
    sentence: str


WORDS = {
    "difference": Words(
        N_("Difference of means"),
        N_(
            "The average of all who have it, minus the average of all who lack it: whatever else differs between them comes along."
        ),
    ),
    "logistic": Words(
        N_("Logistic regression"),
        N_(
            "The direction in which the odds of having it rise fastest: it weighs dimensions together, so it can leave out what only tends to come along."
        ),
    ),
    "svm": Words(
        N_("Linear SVM"),
        N_(
            "Straight across the boundary that keeps the two groups as far apart as it can: only those near the boundary decide where it lies."
        ),
    ),
}


def _groups(having: np.ndarray, lacking: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both as (n, d), once it is sure that there is a direction between them."""
    having, lacking = (np.atleast_2d(np.asarray(codes, float)) for codes in (having, lacking))
    if not having.size:
        raise Trouble("There is no picture that has the concept.", "Choose at least one.")
    if not lacking.size:
        raise Trouble("There is no picture without the concept.", "Choose at least one.")
    if having.shape[1] != lacking.shape[1]:
        raise Trouble(
            _(
                "Codes of {one} numbers and codes of {other} cannot be compared.",
                one=having.shape[1],
                other=lacking.shape[1],
            ),
            "Take both from the same model.",
        )
    if not (np.isfinite(having).all() and np.isfinite(lacking).all()):
        raise Trouble("A code holds something that is not a number.", "Choose another model: this one is damaged.")
    apart = np.abs(having.mean(0) - lacking.mean(0)).max()
    if apart <= 1e-9 * max(np.abs(having).max(), np.abs(lacking).max()):
        raise _alike()
    return having, lacking


def _alike() -> Trouble:
    return Trouble(
        "Both groups are the same on average, so no direction leads from one to the other.", "Choose others."
    )


def _across(boundary: Any, having: np.ndarray, lacking: np.ndarray) -> np.ndarray:
    """The normal of a fitted boundary, as long as the class means are apart along it.

    Fitting is quick where every dimension spreads alike, so codes are standardised. Two cautions keep chance from being
    blown up with that: a few pictures say little of each dimension's spread, so it leans on the average of all; and
    dimensions that a VAE does not use, where codes differ by a hair, stay out of the vector.
    """
    having, lacking = _groups(having, lacking)
    codes, labels = np.concatenate([having, lacking]), np.arange(len(having) + len(lacking)) < len(having)
    variance = codes.var(0)
    awake = (variance > ASLEEP * variance.max()) | (len(codes) < PRIOR)
    spread = np.sqrt((len(codes) * variance + PRIOR * variance.mean()) / (len(codes) + PRIOR))
    boundary.fit(((codes - codes.mean(0)) / spread)[:, awake], labels)
    normal = np.zeros(len(spread))
    normal[awake] = boundary.coef_[0] / spread[awake]
    length = np.linalg.norm(normal)
    if length < 1e-9:  # they differ in unused dimensions only
        raise _alike()
    normal /= length
    apart = normal @ (having.mean(0) - lacking.mean(0))  # its sign turns the vector to those who have the concept
    return (apart * normal).astype(np.float32)


def angle(a: np.ndarray, b: np.ndarray) -> float:
    """Between two vectors, in degrees: 0 is the same concept, 90 says that they have nothing to do with each other."""
    lengths = np.linalg.norm(a), np.linalg.norm(b)
    if min(lengths) == 0:
        raise Trouble("A vector of length 0 has no direction.", "Choose other pictures.")
    one, other = np.asarray(a, float) / lengths[0], np.asarray(b, float) / lengths[1]
    # The arc cosine would lose small angles to rounding.
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(one - other), np.linalg.norm(one + other))))


def lock(vector: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The vector (d,) without any part along the others (m, d): a step of it takes no step along them."""
    vector, others = np.asarray(vector, float), np.asarray(others, float)
    lengths = np.linalg.norm(others, axis=1)
    directions = others[lengths > 0] / lengths[lengths > 0, None]
    _left, sizes, axes = np.linalg.svd(directions, full_matrices=False)
    axes = axes[sizes > 1e-6]  # the rest are rounding errors of vectors that repeat each other
    return (vector - axes.T @ (axes @ vector)).astype(np.float32)


def restored(locked: np.ndarray, original: np.ndarray) -> np.ndarray:
    """A locked vector, grown until one step goes as far along the original direction as the original did."""
    locked, original = np.asarray(locked, float), np.asarray(original, float)
    left = np.linalg.norm(locked)
    along = locked @ original
    if left < 1e-6 * np.linalg.norm(original) or along <= 0:
        raise Trouble("Nothing is left of this concept: it is made of the locked ones.", "Unlock one of them.")
    return (min(FARTHEST, original @ original / along) * locked).astype(np.float32)


def mixed(z: np.ndarray, vectors: np.ndarray, amounts: Sequence[float] | np.ndarray) -> np.ndarray:
    """z + the sum of amounts (m,) times vectors (m, d), for one code (d,) or many (n, d).

    With amounts (n, m) each code moves by its own; one code then becomes n.
    """
    z, vectors = np.asarray(z, float), np.asarray(vectors, float)
    if vectors.shape[-1] != z.shape[-1]:
        raise Trouble(
            _(
                "A vector of {numbers} numbers does not fit codes of {dimensions}.",
                numbers=vectors.shape[-1],
                dimensions=z.shape[-1],
            ),
            "Choose one that was made with this model.",
        )
    return (z + np.asarray(amounts, float) @ vectors).astype(np.float32)


def arithmetic(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    """What a has and b lacks, given to c."""
    return (np.asarray(a, float) - b + c).astype(np.float32)


class Neighbours(NamedTuple):
    indices: np.ndarray
    distances: np.ndarray


def neighbours(codes: np.ndarray, z: np.ndarray, k: int) -> Neighbours:
    """The k of codes (n, d) that lie nearest to z (d,), the nearest first. Of equals, the one that comes first in codes."""
    distances = np.linalg.norm(np.asarray(codes, float) - z, axis=1)
    indices = np.argsort(distances, kind="stable")[:k]
    return Neighbours(indices, distances[indices])


@dataclass(frozen=True)
class Leak:
    """How a mark goes with a concept in the data: its share among those who have the concept and those who lack it."""

    mark: str
    having: float
    lacking: float
    phi: float
    """Their correlation, from -1 to 1."""


def leaks(marks: np.ndarray, names: Sequence[str], concept: int) -> list[Leak]:
    """All other marks than the concept's own column, the strongest correlation first. marks: bool (n, k)."""
    marks = np.asarray(marks, bool)
    having, lacking = split(marks, marks[:, concept])
    found = []
    for column, name in enumerate(names):
        if column != concept:
            both, neither = int(having[:, column].sum()), int((~lacking[:, column]).sum())
            found.append(_leak(name, both, len(having) - both, len(lacking) - neither, neither))
    return sorted(found, key=lambda leak: -abs(leak.phi))


def _leak(name: str, both: int, only_concept: int, only_mark: int, neither: int) -> Leak:
    having, lacking = both + only_concept, only_mark + neither
    marked, unmarked = both + only_mark, only_concept + neither
    scale = math.sqrt(having * lacking * marked * unmarked)
    phi = (both * neither - only_concept * only_mark) / scale if scale else 0.0  # what all have goes with nothing
    return Leak(name, both / having, only_mark / lacking, phi)


def in_words(leaks: Sequence[Leak], words: Mapping[str, str], concept: str) -> str:
    """A sentence on the data. `words` of each mark fit into "faces with ...", such as "a smile"."""
    said = [
        _(
            "{share} have {words} ({others} of the others)",
            share=_share(leak.having),
            words=words[leak.mark],
            others=_share(leak.lacking),
        )
        for leak in leaks
    ]
    return _("In these data, of the faces with {words}, {shares}.", words=words[concept], shares=", ".join(said))


def _share(part: float) -> str:
    if part in (0, 1):
        return _("all") if part else _("none")
    if part < 0.005:
        return _("fewer than 1 %")
    return _("more than 99 %") if part > 0.995 else _("{percent} %", percent=int(100 * part + 0.5))
