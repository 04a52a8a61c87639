"""Runs on people's disks stay theirs: small ones of every lesson, made long ago, still open, go on, export and give the same numbers."""

import csv
import io
import json
import shutil
import zipfile

import pytest
import torch

from engine import recipes
from engine.cli import main
from engine.core import config as configs
from engine.core import desks
from engine.runs import exports, store
from engine.runs.run import Run
from engine.weights import checkpoint, shelf
from tests.data import make_runs

BEFORE = json.loads(make_runs.NUMBERS.read_text())
LESSONS = sorted(BEFORE)
"""A lesson that came later has no runs of before."""

CLOSE = 3e-4
"""How far numbers of another processor may be off, as a share: its sums are rounded in another order."""


@pytest.fixture(autouse=True)
def small(monkeypatch):
    make_runs.shrink(monkeypatch)


@pytest.fixture(params=LESSONS)
def lesson(request):
    return request.param


def laid(name: str) -> Run:
    """A run of before, on this desk."""
    shutil.copytree(make_runs.RUNS / name, desks.runs() / name)
    return store.get(name)


def check_numbers(run: Run, before: dict) -> None:
    now = make_runs.numbers(run)
    for name, line in before["metrics"].items():
        told = now["metrics"][name]
        assert told.keys() == line.keys(), name
        size = max(map(abs, line.values()))
        for step, value in line.items():
            assert told[step] == pytest.approx(value, rel=CLOSE, abs=CLOSE * size), f"{name} at step {step}"
    assert now["weights"].keys() == before["weights"].keys()
    for name, sums in before["weights"].items():
        assert now["weights"][name] == pytest.approx(sums, rel=CLOSE, abs=CLOSE), f"weights of {name}"


def same(one, other) -> bool:
    if isinstance(one, torch.Tensor):
        return torch.equal(one, other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def test_every_lesson_of_before_has_its_runs():
    wanted = {f"{lesson}-{state}" for lesson in LESSONS for state in ("finished", "stopped")}
    assert {folder.name for folder in make_runs.RUNS.iterdir()} == wanted
    assert set(LESSONS) <= set(recipes.RECIPES)


def test_a_finished_run_is_listed_and_its_model_shows_what_it_showed(lesson, capsys):
    run = laid(f"{lesson}-finished")
    assert store.every(lesson) == [run]
    assert run.title == make_runs.title(lesson)
    assert run.config == make_runs.config(lesson)
    assert main.main(["runs"]) == 0
    said = capsys.readouterr().out
    assert run.id in said and run.title in said
    assert f"finished, step {make_runs.STEPS} of {make_runs.STEPS}" in said

    before, now = BEFORE[lesson]["shown"], make_runs.shown(lesson, shelf.find(run.id))
    assert (now["shape"], now["picture"]) == (before["shape"], before["picture"])
    size = 255 if before["picture"] else max(map(abs, before["values"]))
    assert now["values"] == pytest.approx(before["values"], rel=0, abs=0.01 * size)


def test_a_finished_run_is_exported(lesson):
    run = laid(f"{lesson}-finished")
    cells = "".join(cell["source"] for cell in json.loads(exports.notebook(run))["cells"])
    for name, value in configs.changes(make_runs.config(lesson)).items():
        assert f"{name}={value!r}" in cells
    assert f"recipes.of({lesson!r})" in cells and "recipe.train(config, data)" in cells
    header, *lines = csv.reader(io.StringIO(exports.curves_csv(run).decode()))
    assert set(BEFORE[lesson]["metrics"]) <= set(header) and len(lines) == make_runs.STEPS
    archive = zipfile.ZipFile(io.BytesIO(exports.everything(run)))
    assert archive.read("weights.safetensors") == run.weights.read_bytes()
    pictures = {f"pictures/{preview.path.name}" for preview in run.previews()}
    assert pictures and pictures < set(archive.namelist())
    assert exports.animation(run, run.previews()[0].name)[:3] == b"GIF"


def test_a_stopped_run_goes_on_to_the_numbers_of_the_run_that_never_stopped(lesson):
    run = laid(f"{lesson}-stopped")
    assert (run.status().state, run.status().step) == ("stopped", make_runs.HALF)
    assert main.main(["resume", run.id]) == 0
    assert run.status().state == "finished"
    check_numbers(run, BEFORE[lesson])


def test_the_same_seed_gives_the_numbers_of_before_also_bit_for_bit_after_a_stop(lesson):
    whole = make_runs.train(lesson)
    check_numbers(whole, BEFORE[lesson])
    twin = make_runs.train(lesson, stop_at=make_runs.HALF)
    assert main.main(["resume", twin.id]) == 0
    states = [checkpoint.load_state(run.path / "resume.pt") for run in (whole, twin)]
    assert states[0]["step"] == make_runs.STEPS and same(*states)
    curves = [make_runs.numbers(run)["metrics"] for run in (whole, twin)]
    assert curves[0] == curves[1]
