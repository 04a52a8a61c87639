"""What a model's concept vectors do, in numbers: the concept itself, its side effects, and both again with locks.

python -m engine concepts faces-photo --report
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.core.errors import Trouble
from engine.data import marks, sheets
from engine.language.words import _, _p
from engine.lessons.encode.codec import Codec
from engine.lessons.encode.concepts import directions, effects
from engine.lessons.encode.concepts.effects import FACES
from engine.lessons.encode.concepts.measured import Asked, Effect, worth_keeping
from engine.lessons.helpers.judge import model as judge_model

STEP = 2.0
"""Steps along the smile that the headline figure is measured for."""


@dataclass(frozen=True)
class Report:
    """All figures of one model. Effects are mean changes of the judge's probabilities over held-out faces."""

    set: str
    faces: int
    smile: Effect
    """STEP along the plain smile vector, from faces without a smile."""
    locked_smile: Effect
    """The same with the locks."""
    locks: tuple[str, ...]
    matrix: tuple[Effect, ...]
    """One step of each slider's vector: a row each."""
    locked_matrix: tuple[Effect, ...]
    """The same, each locked against all other sliders."""


def report(codec: Codec) -> Report:
    data = _marked(codec)
    judge = judge_model.of_set(data)
    held_out, truth = codec.codes, codec.held_out["marks"].numpy().astype(bool)
    vectors = vectors_of(codec, marks.SLIDERS[data])
    readers = vectors_of(codec, marks.SLIDERS[data], "logistic")
    smile = marks.index(data, "smile")
    serious = held_out[~truth[:, smile]][:FACES]
    any_face = held_out[:FACES]
    locks = locks_of(data, "smile")
    return Report(
        set=data,
        faces=len(serious),
        smile=effects.effect(codec, judge, serious, vectors["smile"], STEP),
        locked_smile=effects.effect(codec, judge, serious, locked(vectors, readers, data, "smile"), STEP),
        locks=locks,
        matrix=tuple(effects.matrix(codec, judge, any_face, list(vectors.values()))),
        locked_matrix=tuple(
            effects.matrix(codec, judge, any_face, [locked(vectors, readers, data, one) for one in vectors])
        ),
    )


def measured(codec: Codec) -> dict[Asked, Effect]:
    """All that is worth keeping of a shipped model: some minutes of work."""
    data = _marked(codec)
    judge, codes = judge_model.of_set(data), codec.codes[:FACES]
    plain = vectors_of(codec, [mark.name for mark in marks.MARKS[data]])
    readers = vectors_of(codec, marks.SLIDERS[data], "logistic")
    was = effects.before(codec, judge, codes)
    found = {}
    for asked in worth_keeping(data):
        vector = locked(plain, readers, data, asked.mark) if asked.locked else plain[asked.mark]
        found[asked] = effects.against(judge, was, codec.decode(codes + asked.amount * vector))
    return found


def vectors_of(codec: Codec, names: Sequence[str], way: str = "difference") -> dict[str, np.ndarray]:
    """The vectors of these marks, from the codes of the training pictures."""
    data = _marked(codec)
    codes, truth = codec.held_out["train_codes"].numpy(), codec.held_out["train_marks"].numpy().astype(bool)
    columns = {name: truth[:, marks.index(data, name)] for name in names}
    return {name: directions.WAYS[way](codes[having], codes[~having]) for name, having in columns.items()}


def _marked(codec: Codec) -> str:
    """The name of the model's picture set, if its pictures carry marks."""
    if "marks" not in codec.held_out:
        raise Trouble("This model has no marks beside its codes.", "Choose one that was trained on faces.")
    return codec.card["config"]["data"]


def locks_of(data: str, concept: str) -> tuple[str, ...]:
    """All other sliders but those that are a part of the concept."""
    return tuple(one for one in marks.SLIDERS[data] if one != concept and one not in marks.PARTS.get(concept, ()))


def locked(vectors: Mapping[str, np.ndarray], readers: Mapping[str, np.ndarray], data: str, concept: str) -> np.ndarray:
    """The concept's vector at right angles to the readers of all locked ones, as strong as before."""
    others = np.stack([readers[one] for one in locks_of(data, concept)])
    return directions.restored(directions.lock(vectors[concept], others), vectors[concept])


def as_text(found: Report) -> str:
    """Tables in Markdown, in the reader's language. What a model keeps of them is English."""
    names = [_(mark.title) for mark in marks.MARKS[found.set]]
    smile = marks.index(found.set, "smile")
    lines = [
        _(
            "A step of +{step:g} along the smile, from {faces} held-out faces without a smile: what the judge's mean probability does.",
            step=STEP,
            faces=found.faces,
        ),
        "",
        f"| | {_p('vector', 'plain')} | {_('with locks')} |",
        "|---|---|---|",
        f"| {_('smile')} | {_signed(found.smile, smile)} | {_signed(found.locked_smile, smile)} |",
    ]
    for one in found.locks:
        column = marks.index(found.set, one)
        lines.append(
            f"| {_('{name} (locked)', name=names[column])} | {_signed(found.smile, column)} | {_signed(found.locked_smile, column)} |"
        )
    lines += [
        "",
        _(
            "One step of each concept, over {faces} held-out faces. Rows: the vector. Columns: what the judge sees change.",
            faces=FACES,
        ),
    ]
    sliders = marks.SLIDERS[found.set]
    columns = [marks.index(found.set, one) for one in sliders]
    for words, rows in (
        (_p("vector", "Plain"), found.matrix),
        (_("Each locked against the others"), found.locked_matrix),
    ):
        lines += [
            "",
            f"| {words} | " + " | ".join(names[column] for column in columns) + " |",
            "|---" * (len(columns) + 1) + "|",
        ]
        lines += [_row(names[column], row, columns) for column, row in zip(columns, rows, strict=True)]
    return "\n".join(lines)


def _signed(effect: Effect, column: int) -> str:
    return f"{effect.change[column]:+.2f} ± {effect.error[column]:.2f}"


def _row(title: str, effect: Effect, columns: Sequence[int]) -> str:
    return f"| {title} | " + " | ".join(f"{effect.change[column]:+.2f}" for column in columns) + " |"


def smiles(codec: Codec, faces: int = 3, columns: int = 9) -> np.ndarray:
    """One sheet: faces from random codes, each moved along the smile vector from -2 to +2 steps."""
    vector = vectors_of(codec, ["smile"])["smile"]
    codes = codec.random_codes(faces, np.random.default_rng(7))
    rows = [codec.decode(code + vector * np.linspace(-2, 2, columns)[:, None]) for code in codes]
    return sheets.sheet(rows)
