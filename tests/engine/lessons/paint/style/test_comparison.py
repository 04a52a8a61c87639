"""Two eyes beside each other: the table and the sheet, and that nothing is compared where VGG-19 is missing."""

import pytest

from engine.cli import main
from engine.data.drawn.paintings import paintings
from engine.data.public import art
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint.style import comparison
from engine.lessons.paint.style.comparison import SHARES, Pair, Verdict


@pytest.fixture
def two():
    tall, wide = paintings.make("waves", 64)[:, :40], paintings.make("woodcut", 64)[:40]
    return [
        Pair("harbour", "waves", shares, Verdict(0.1, 0.04), Verdict(0.15, 0.02), [tall, wide, wide, tall])
        for shares in SHARES
    ]


def test_the_table_holds_ratios_and_their_median(two):
    text = comparison.as_text([*two, two[0]._replace(content="bridge", by_compact=Verdict(0.3, 0.04))])
    assert "| shares 50 / 45 / 5 |" in text and "| shares 10 / 85 / 5 |" in text
    assert "| harbour as waves | 0.100, 0.150, 1.50 | 0.0400, 0.0200, 0.50 |" in text
    assert "| median | 2.25 | 0.75 |" in text


def test_the_sheet_has_a_row_for_each_pair(two):
    assert comparison.sheet(two, width=24, height=18).shape == (3 * 18, 4 * 24, 3)


def test_equal_eyes_paint_equally_well(two, monkeypatch, tmp_path, capsys):
    """The compact eye in VGG-19's place: all ratios are 1."""
    monkeypatch.setattr(eye_model, "beginning", lambda: eye_model.load("compact"))
    monkeypatch.setattr(art, "PAIRS", (("lake", "waves"),))
    monkeypatch.setattr(comparison, "picture", lambda name, longest: paintings.make("waves", longest))
    monkeypatch.setattr(comparison, "compare", lambda pairs=comparison.compare: pairs(size=64, steps=3))
    assert main.main(["compare-eyes", "-o", str(tmp_path / "eyes.png")]) == 0
    said = capsys.readouterr().out
    assert said.count("| median | 1.00 | 1.00 |") == len(SHARES)
    assert (tmp_path / "eyes.png").is_file()


def test_without_vgg_it_says_how_to_get_it(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(eye_model, "beginning", lambda: None)
    assert main.main(["compare-eyes", "-o", str(tmp_path / "eyes.png")]) == 1
    assert "VGG-19 is not on this machine" in capsys.readouterr().err
