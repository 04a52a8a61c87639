"""How often a judge is right about held-out pictures, and its contact sheet."""

import numpy as np

from engine.data import marks, sheets
from engine.data.pictures import Pictures
from engine.lessons import separability
from engine.lessons.encode import codec
from engine.lessons.helpers.judge.config import JudgeConfig
from engine.lessons.helpers.judge.model import Judge
from engine.lessons.score import Score, mean_score
from engine.weights import shelf


def measure(model: Judge, data: Pictures, config: JudgeConfig) -> list[Score]:
    known, truth = marks.tables(data)
    said = model.probabilities(data.held_out)
    usual = known.mean(0) > 0.5
    found = [
        mean_score("accuracy", ((said > 0.5) == truth).mean(1), "", "share of marks said rightly"),
        mean_score(
            "accuracy of the usual answer",
            (truth == usual).mean(1),
            "",
            "always what most training pictures are, for comparison",
        ),
    ]
    if data.classes:
        right = said.argmax(1) == data.held_out_labels
        found.append(mean_score("right class", right, "", "the class that it thinks likeliest is the true one"))
    for column, mark in enumerate(model.marks):
        area = separability.separability(np.ones(1), said[:, column : column + 1], truth[:, column])
        right = float(((said[:, column] > 0.5) == truth[:, column]).mean())
        words = f"held out; {truth[:, column].mean():.0%} have it; {right:.1%} said rightly"
        found.append(Score(f"AUC, {mark.title}", area.auc, area.low, area.high, "", words))
    return found


def sheet(judge: Judge, data: Pictures) -> tuple[np.ndarray, str]:
    """Pictures that a shipped model invented, as the judge sees them: no picture of a person."""
    if data.name in INVENTORS:
        faces, whose = codec.load(shelf.find(INVENTORS[data.name])).sample(INVENTED), INVENTORS[data.name]
        words = f"Of {INVENTED} pictures that {whose} invented"
    else:
        faces, words = data.held_out[:INVENTED], f"Of {INVENTED} held-out pictures, drawn by Atelier itself"
    order = judge.probabilities(faces)[:, :MARKS].argsort(axis=0)
    shown = ", ".join(mark.title for mark in judge.marks[:MARKS])
    return sheets.sheet(
        [faces[order[place]] for place in (-1, -2, 1, 0)]
    ), f"{words}, the two surest to have a mark, and the two surest to lack it: {shown}"


INVENTORS = {
    "faces": "faces-cartoon",
    "faces-photo": "faces-photo",
    "glyphs": "vae-conv-glyphs",
    "mnist": "vae-conv-mnist",
    "fashion-mnist": "vae-conv-fashion-mnist",
}
"""Picture set -> the shipped model that invents pictures like it. It has to be shipped before a judge's sheet can be made."""

INVENTED, MARKS = 400, 10
