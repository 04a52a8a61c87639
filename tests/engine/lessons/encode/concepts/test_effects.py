"""What a concept vector changes, with a decoder and a judge whose answers are known, and with the shipped ones."""

import re
from functools import lru_cache

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.data import library, marks
from engine.language import words
from engine.lessons.encode import codec as encode_codec
from engine.lessons.encode.concepts import effects as concepts_effects
from engine.lessons.encode.concepts import measured, report
from engine.lessons.encode.concepts.effects import FACES
from engine.lessons.encode.concepts.measured import Asked
from engine.lessons.helpers.judge import model as judge_model
from engine.weights import shelf

CODES = np.random.default_rng(0).uniform(-0.2, 0.2, (50, 2))


class Plain:
    """Its pictures are its codes."""

    def decode(self, codes):
        return codes


class Linear:
    """Three marks: the first number, twice the second, and nothing at all."""

    def probabilities(self, pictures):
        return np.stack([0.5 + pictures[:, 0], 0.5 + 2 * pictures[:, 1], np.full(len(pictures), 0.5)], 1)


def test_an_effect_is_the_mean_change_of_each_mark():
    found = concepts_effects.effect(Plain(), Linear(), CODES, np.array([0.1, 0.05]), 2.0)
    assert np.allclose(found.change, [0.2, 0.2, 0.0])
    assert np.allclose(found.error, 0, atol=1e-9)


def test_the_error_is_that_of_a_mean():
    was, after = np.zeros((100, 1)), np.random.default_rng(0).normal(0.3, 0.5, (100, 1))

    class Said:
        def probabilities(self, pictures):
            return pictures

    found = concepts_effects.against(Said(), was, after)
    assert found.error[0] == pytest.approx(1.96 * after.std(ddof=1) / 10)
    assert abs(found.change[0] - 0.3) < 2 * found.error[0]


def test_the_matrix_has_a_row_for_each_vector():
    rows = concepts_effects.matrix(Plain(), Linear(), CODES, [np.array([1.0, 0]), np.array([0, 1.0])], 0.1)
    assert np.allclose([row.change for row in rows], [[0.1, 0, 0], [0, 0.2, 0]])


FEW = 24
SHIPPED = pytest.mark.parametrize("name", ["faces-photo", "faces-cartoon"])


@lru_cache
def reported(name: str, faces: int = FEW) -> report.Report:
    """A report takes a while: once for each model. The whole one, over `effects.FACES`, is for slow tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "FACES", faces)
        return report.report(encode_codec.load(shelf.find(name)))


def convinces_and_leaves(found: report.Report) -> None:
    smile = marks.index(found.set, "smile")
    assert found.smile.change[smile] >= 0.5 and found.locked_smile.change[smile] >= 0.5
    for lock in found.locks:
        assert abs(found.locked_smile.change[marks.index(found.set, lock)]) <= 0.1, lock


@SHIPPED
def test_a_smile_of_two_steps_convinces_the_judge_and_leaves_what_is_locked(name):
    assert reported(name).faces == FEW
    convinces_and_leaves(reported(name))


@SHIPPED
def test_the_page_of_shipped_models_prints_such_a_report(name):
    printed = shelf.card(shelf.find(name))["report"]
    assert printed in (shelf.FOLDER / "README.md").read_text(encoding="utf-8")
    assert rows(printed) == rows(report.as_text(reported(name)))
    with words.speaking("ko"):
        korean = report.as_text(reported(name))
    assert "| 미소 |" in korean and not re.search("smile|vector|locked", korean)
    assert figures(korean) == figures(report.as_text(reported(name)))


@pytest.mark.slow
@SHIPPED
def test_the_whole_report_is_the_printed_one(name):
    found = reported(name, FACES)
    assert found.faces == FACES
    convinces_and_leaves(found)
    printed, now = shelf.card(shelf.find(name))["report"], report.as_text(found)
    # Another processor may round the last digit otherwise; the table itself must be the one that was printed.
    assert rows(printed) == rows(now)
    assert np.allclose(figures(printed), figures(now), atol=0.03)


def rows(text: str) -> list[list[str]]:
    return [line.split("|")[1:2] for line in text.splitlines()]


def figures(text: str) -> list[float]:
    table = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    return [float(number) for number in re.findall(r"[+-]\d\.\d\d", table)]


def test_a_locked_slider_leaves_what_reads_the_others_as_it_was():
    codec = encode_codec.load(shelf.find("faces-cartoon"))
    names = marks.SLIDERS["faces"]
    vectors, readers = (report.vectors_of(codec, names, way) for way in ("difference", "logistic"))
    for name, vector in vectors.items():
        free = report.locked(vectors, readers, "faces", name)
        for other in report.locks_of("faces", name):
            assert abs(free @ readers[other]) <= 1e-4 * np.linalg.norm(free) * np.linalg.norm(readers[other])
        assert free @ vector == pytest.approx(vector @ vector, rel=0.01)


def test_a_model_without_marks_is_a_sentence():
    with pytest.raises(Trouble, match="no marks beside its codes"):
        report.report(encode_codec.load(shelf.find("vae-glyphs")))


def test_the_cartoon_judge_is_right_about_faces_that_it_never_saw():
    judge = judge_model.of_set("faces")
    pictures = library.load("faces", 16)
    said = judge.probabilities(pictures.held_out[:300])
    truth = marks.table("faces", pictures.held_out_attributes)[:300]
    for name in ("glasses", "beard", "hat"):
        column = marks.index("faces", name)
        assert ((said[:, column] > 0.5) == truth[:, column]).mean() > 0.97, name


def test_two_pictures_are_more_unlike_than_one_and_itself():
    judge = judge_model.of_set("faces")
    pictures = library.load("faces", 16).held_out[:20]
    assert np.allclose(judge.unlikeness(pictures, pictures), 0, atol=1e-3)
    assert (judge.unlikeness(pictures, np.roll(pictures, 1, 0)) > 0.1).all()


def test_a_model_is_opened_as_what_it_is():
    with pytest.raises(Trouble, match="holds no model that draws"):
        encode_codec.load(shelf.find("judge-faces"))
    with pytest.raises(Trouble, match="holds no judge"):
        judge_model.load(shelf.find("vae-glyphs"))


@SHIPPED
def test_numbers_that_ship_are_those_of_the_weights_beside_them(name):
    """Of some lines, over as many faces as they were measured over: a decoder that was trained anew needs them measured anew."""
    codec = encode_codec.load(shelf.find(name))
    data = codec.card["config"]["data"]
    kept = measured.of(name)
    assert set(kept) == set(measured.worth_keeping(data))
    vectors, readers = (report.vectors_of(codec, marks.SLIDERS[data], way) for way in ("difference", "logistic"))
    plain, locked = vectors["glasses"], report.locked(vectors, readers, data, "glasses")
    judge, codes = judge_model.of_set(data), codec.codes[:FACES]
    was = concepts_effects.before(codec, judge, codes)
    for asked, vector in ((Asked("glasses", 1.5, False), plain), (Asked("glasses", 1.5, True), locked)):
        found = concepts_effects.against(judge, was, codec.decode(codes + 1.5 * vector))
        assert np.allclose(found.change, kept[asked].change, atol=0.03)
        assert np.allclose(found.error, kept[asked].error, atol=0.03)


def test_what_is_measured_comes_back_as_it_was_and_only_for_shipped_models(tmp_path, monkeypatch):
    monkeypatch.setattr(measured, "FOLDER", tmp_path)
    monkeypatch.setattr(report, "FACES", 2)
    monkeypatch.setattr(report, "worth_keeping", lambda data: [Asked("hat", 0.5, False), Asked("smile", 3.0, True)])
    found = report.measured(encode_codec.load(shelf.find("faces-cartoon")))
    measured.keep("faces-cartoon", found)
    measured.of.cache_clear()
    back = measured.of("faces-cartoon")
    assert list(back) == list(found)
    assert all(np.allclose(back[one].change, found[one].change, atol=1e-3) for one in found)
    measured.keep("mine", found)
    assert measured.of("mine") == {}
    measured.of.cache_clear()
