"""What Python gives to the desk of a machine that writes, and that the browser's sums are the engine's."""

import json
import shutil
import subprocess
from typing import Any

import numpy as np
import pytest
import torch

from engine.lessons.write.letters import by_heart, network, sampling
from engine.lessons.write.letters.model import Writer
from engine.lessons.write.letters.sampling import Taste
from playground.components.shared import assets
from playground.components.writer import writer

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

LETTERS = "\n abcdefg"
SCRIPTS = ("shared/numbers.js", "writer/sampling.js", "writer/machine.js", "writer/tune.js")


def machine(kind: str) -> Writer:
    torch.manual_seed(0)
    net = network.of_size(kind, LETTERS, 20_000)
    return Writer(type(net).__name__, LETTERS, {name: 2 * value.numpy() for name, value in net.state_dict().items()})


def run(script: str, given: Any) -> Any:
    """What a script says that runs after the component's own, given some plain data."""
    code = f"""{assets.read(*SCRIPTS)}
        const given = JSON.parse(require("fs").readFileSync(0));
        {script}"""
    done = subprocess.run(["node", "-e", code], input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@needs_node
@pytest.mark.parametrize("kind", ["lstm", "transformer"])
def test_the_browser_reads_goes_back_and_writes_as_the_engine_does(kind):
    """It reads another letter first, then goes back and puts the right one: nothing of the other may stay."""
    model, taste, seed = machine(kind), Taste(0.8, 5, 0.9), 7
    written = model.write("ab", sampling.dice(seed, 100), taste)
    script = """
        const machine = openMachine(given.model, 200), random = dice(given.seed), text = numbered("ab", given.model.letters);
        let scores;
        text.forEach((letter, at) => { machine.read(at, 0); scores = machine.read(at, letter); });
        const all = [];
        for (let at = text.length; at < 102; at++) {
            text.push(chosenAt(laid(scores, given.taste), random()));
            scores = machine.read(at, text[at]);
            all.push(Array.from(scores));
        }
        console.log(JSON.stringify({ text: text.map((letter) => given.model.letters[letter]).join(""), all, units: Array.from(machine.units(101)) }));"""
    given = {"model": writer.packed(model), "seed": seed, "taste": {"temperature": 0.8, "topK": 5, "nucleus": 0.9}}
    found = run(script, given)
    assert found["text"] == "ab" + written
    reading = list(model.reading("ab" + written))
    np.testing.assert_allclose(found["all"], np.stack([scores for scores, _units in reading])[2:], atol=5e-3)
    np.testing.assert_allclose(found["units"], reading[-1][1], atol=5e-3)


@needs_node
def test_a_tune_becomes_notes_with_their_pitch_length_and_repeats():
    text = "X:1\nT:A tune\nM:4/4\nL:1/8\nK:G\n|: G2 f :|\n^c' z B,/"
    notes = run("console.log(JSON.stringify(notesOf(given)));", text + "|")
    assert [note["pitch"] for note in notes] == [67, 78, 67, 78, 85, None, 59]
    assert [round(note["at"], 3) for note in notes] == [0, 0.4, 0.6, 1.0, 1.2, 1.4, 1.6]
    assert [round(note["lasts"], 3) for note in notes] == [0.4, 0.2, 0.4, 0.2, 0.2, 0.2, 0.1]
    assert text[notes[0]["from"] : notes[0]["to"]] == "G2"


@needs_node
def test_what_is_no_music_is_passed_over():
    assert run("console.log(JSON.stringify(notesOf(given)));", "The moon hare lives\nL:1/0\nK:?\n\n") == []


def test_both_call_the_same_known_by_heart():
    code = assets.read("writer/writer.js")
    assert f"const BY_HEART = {by_heart.LEAST};" in code and f"const COLDEST = {sampling.COLDEST};" in assets.read(
        SCRIPTS[1]
    )
