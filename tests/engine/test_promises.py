"""What people have in their scripts and folders stays: commands, flags, settings, presets, models, the files of a run."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.data import make_runs, promises


def kept(name: str) -> Any:
    return json.loads((promises.FOLDER / f"{name}.json").read_text())


def lost(before: Any, now: Any, at: str = "") -> list[str]:
    """What was there before and is no more. More may be there; of words in order only more at the end."""
    if isinstance(before, dict) and isinstance(now, dict):
        return [gone for key in before for gone in lost(before[key], now.get(key), f"{at} {key}".strip())]
    if isinstance(before, list) and isinstance(now, list):
        return [f"{at} {one}" for one in before if one not in now]
    return [] if before == now else [at]


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ({"train": {"flags": {"--steps": "one"}}}, {"train": {"flags": {"--steps": "one", "--more": "one"}}}, []),
        ({"train": {"flags": {"--steps": "one"}}}, {"train": {"flags": {}}}, ["train flags --steps"]),
        ({"train": {}}, {}, ["train"]),
        ({"--steps": "one"}, {"--steps": "nothing"}, ["--steps"]),
        ({"noise": ["none", "salt"]}, {"noise": ["none", "salt", "blocks"]}, []),
        ({"noise": ["none", "salt"]}, {"noise": ["none"]}, ["noise salt"]),
    ],
)
def test_lost_is_only_what_is_gone(before, now, gone):
    assert lost(before, now) == gone


def test_every_command_is_still_there_with_its_words_and_flags():
    assert lost(kept("cli"), promises.commands()) == []


def test_no_command_asks_for_more_words_than_before():
    def words(command: dict, at: tuple[str, ...] = ()):
        yield at, command.get("words", [])
        for name, inner in command.get("commands", {}).items():
            yield from words(inner, (*at, name))

    now = dict(words(promises.commands()))
    for command, before in words(kept("cli")):
        fresh = now[command][len(before) :]
        assert now[command][: len(before)] == before, command
        assert all(takes in ("?", "*") for _, takes in fresh), command


def test_every_setting_preset_and_model_is_still_there():
    assert lost(kept("lessons"), promises.lessons()) == []


@pytest.mark.parametrize("lesson", sorted(kept("lessons")))
def test_a_run_of_before_has_the_settings_that_are_promised(lesson):
    config = json.loads((make_runs.RUNS / f"{lesson}-finished" / "config.json").read_text())
    assert config.keys() - {"branched"} == {"lesson", "title", "created", "parent", "config"}
    assert config["lesson"] == lesson and sorted(config["config"]) == sorted(kept("lessons")[lesson]["settings"])


def test_a_run_folder_holds_the_files_that_its_runs_of_before_hold(lesson="gan"):
    def names(folder: Path) -> set[str]:
        return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}

    finished = names(make_runs.RUNS / f"{lesson}-finished")
    assert {"config.json", "status.json", "events.jsonl", "weights.safetensors", "previews/captions.json"} <= finished
    assert "resume.pt" in names(make_runs.RUNS / f"{lesson}-stopped")
