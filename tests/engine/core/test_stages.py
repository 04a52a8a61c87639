"""Where the steps of a run change: noted by its worker, marked on its charts, told beside its progress."""

import numpy as np
import pytest

from engine.core import stages
from engine.core.pace import EVEN, Stretch
from engine.lessons.compete.stackgan.config import StackConfig
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.inputs import PaintingInputs
from engine.lessons.paint.style.config import StyleConfig
from engine.recipes import RECIPES

PICTURE = PaintingInputs(np.full((200, 300, 3), 128, np.uint8), (), None)


def noted(tmp_path, lesson: str, config) -> list:
    stages.note(tmp_path, RECIPES[lesson].stretches(config, PICTURE))
    return stages.of(tmp_path)


def test_a_coarse_canvas_comes_before_the_fine_one(tmp_path):
    assert noted(tmp_path, "style", StyleConfig(steps=100, size=300)) == [
        (1, "in the large: 150 x 100 pixels"),
        (51, "finer: 300 x 200 pixels"),
    ]
    assert stages.at(tmp_path, 0) == stages.at(tmp_path, 50) == "in the large: 150 x 100 pixels"
    assert stages.at(tmp_path, 51) == stages.at(tmp_path, 900) == "finer: 300 x 200 pixels"


def test_octaves_and_the_two_stages_have_names(tmp_path):
    octaves = noted(tmp_path, "dream", DreamConfig(steps=60, octaves=3, size=300))
    assert [name.partition(":")[0] for _, name in octaves] == ["octave 1 of 3", "octave 2 of 3", "octave 3 of 3"]
    assert [first for first, _ in octaves] == [1, 21, 41]
    sketch, finished = noted(tmp_path, "stackgan", StackConfig(steps=100))
    assert sketch[0] == 1 < finished[0] < 100 and "sketch" in sketch[1] and "finished" in finished[1]


@pytest.mark.parametrize("stretches", [EVEN, [Stretch(10, 1.0), Stretch(20, 2.0)]])
def test_what_looks_alike_leaves_no_note(tmp_path, stretches):
    stages.note(tmp_path, stretches)
    assert not (tmp_path / stages.FILE).exists() and stages.of(tmp_path) == [] and stages.at(tmp_path, 5) == ""


@pytest.mark.parametrize("garbled", [b"\0" * 40, b"[1, 2]", b'{"x": "y", "3": 4, "-1": "z"}', b'{"1'])
def test_a_garbled_note_says_nothing(tmp_path, garbled):
    (tmp_path / stages.FILE).write_bytes(garbled)
    assert stages.of(tmp_path) == [] and stages.at(tmp_path, 5) == ""
