"""Concept vectors: what ties its files together."""

from engine.lessons.encode import answers, sheet
from engine.lessons.encode import codec as encode_codec
from engine.lessons.encode.concepts import report, score, train
from engine.lessons.encode.concepts.network import NETWORKS
from engine.lessons.recipe import Recipe, Shipping


def report_of(codec: encode_codec.Codec) -> str:
    return report.as_text(report.report(codec))


RECIPE = Recipe(
    train=train.train,
    networks=NETWORKS,
    shipping=Shipping(
        load=encode_codec.load,
        measure=score.measure,
        sheet=sheet.sheet,
        answers=answers.answers,
        report=report_of,
    ),
)
