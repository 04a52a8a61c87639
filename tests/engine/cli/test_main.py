"""The command line, as a person types it."""

import dataclasses
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
import timeit
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from engine import catalog, recipes, worker
from engine.bench import measure as bench_measure
from engine.bench import peak
from engine.bench import ratios as bench_ratios
from engine.bench.ratios import Work
from engine.cli import main, progress_bar
from engine.core import settings
from engine.language import columns
from engine.language.words import speaking
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.helpers.judge import model as judge_model
from engine.runs import store
from engine.weights import shelf
from tests.engine.lessons.test_every_loop import SETTINGS, pictures, small

SMALL = [
    "--pictures",
    "64",
    "--batch",
    "8",
    "--width",
    "4",
    "--bottleneck",
    "2",
    "--steps",
    "6",
    "--preview-every",
    "3",
]


def call(*words: str) -> int:
    return main.main(words)


def test_train_writes_the_same_folder_as_the_app_and_runs_lists_it(capsys):
    assert call("train", "autoencoder", *SMALL, "--title", "My first") == 0
    (run,) = store.every()
    assert run.title == "My first" and run.status().state == "finished" and run.weights.exists()
    assert f"{run.path}" in capsys.readouterr().out
    call("runs")
    line = capsys.readouterr().out
    assert run.id in line and "finished, step 6 of 6" in line and "My first" in line


def test_list_names_lessons_models_and_sets(capsys):
    call("list")
    said = capsys.readouterr().out
    for word in ("autoencoder", "glyphs", "ready", "mnist"):
        assert word in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["train", "autoencoder", "--steps", "0"], "Steps is 0, outside its range."),
        (["train", "autoencoder", "--steps", "many"], "'many' is not a whole number."),
        (["train", "autoencoder", "--data", "cats"], "Pictures is 'cats', which does not exist."),
        (["resume", "nobody"], "There is no run called 'nobody'."),
        (["stop", "nobody"], "There is no run called 'nobody'."),
        (["sample", "nothing"], "There is no model called 'nothing'."),
        (["sample", "vae-mnst"], "Did you mean 'vae-mnist'?"),
        (["translate", "photo2mone", "photo:china", "-o", "out.png"], "Did you mean 'photo2monet'?"),
        (["translate", "monet2foto", "photo:china", "-o", "out.png"], "Did you mean 'monet2photo'?"),
        (["style", "scene:lake", "vangogh-stary-night"], "Did you mean 'vangogh-starry-night'?"),
        (["train", "autoencoder", "--data", "mnits"], "Did you mean 'mnist'?"),
        (["sample", "requirements.txt"], "requirements.txt is not a weights file of this project"),
        (["fetch", "unicorns"], "There is no picture set called 'unicorns'."),
        (["fetch", "minst"], "Did you mean 'mnist'?"),
    ],
)
def test_wrong_words_get_a_sentence_and_a_failing_exit(words, sentence, capsys):
    assert call(*words) == 1
    said = capsys.readouterr()
    assert sentence in said.err and "Traceback" not in said.err


def test_a_typing_error_in_a_models_name_is_not_answered_with_all_names(capsys):
    assert call("sample", "vae-mnst") == 1
    assert len(capsys.readouterr().err) < 250


@pytest.mark.parametrize("wide", [60, 120, 400])
def test_the_first_numbers_are_shown_and_all_where_there_is_room(wide, monkeypatch, capsys):
    run = store.create("autoencoder", AutoencoderConfig(steps=2_000))
    metrics = {f"number {name}": 0.123456 for name in "abcdefghi"}
    with progress_bar.Bar(run) as bar:
        bar.bar.dynamic_ncols = lambda _: (wide, 24)
        bar.step(2_000, 2_000, metrics)
    last = re.split(r"[\r\n]+", capsys.readouterr().err.strip())[-1]
    shown = re.findall(r"number (\w) 0.1235", last)
    assert shown == list("abcdefghi")[: len(shown)] and len(last) <= wide
    assert (len(shown) == 9) == (wide == 400) and (shown or wide == 60)


def test_help_tells_every_flag_with_its_range(capsys):
    with pytest.raises(SystemExit) as over:
        call("train", "autoencoder", "--help")
    assert over.value.code == 0
    said = re.sub(r"\s+", " ", capsys.readouterr().out)
    for field in dataclasses.fields(AutoencoderConfig):
        assert "--" + field.name.replace("_", "-") in said
    assert "From 1 to 64. (default: 16)" in said


def hear() -> None:
    """What a shell starts in the background is born deaf to Ctrl-C, and so are its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_leaves_the_run_resumable(capsys):
    endless = [*SMALL[:-4], "--steps", "200000", "--preview-every", "10000"]
    process = subprocess.Popen(
        [sys.executable, "-m", "engine", "train", "autoencoder", *endless],
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=hear,
    )
    while process.poll() is None and not (store.every() and store.every()[0].status().step > 5):
        time.sleep(0.05)  # however long a busy machine takes
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate()
    (run,) = store.every()
    step = run.status().step
    assert process.returncode == 130 and run.status().state == "stopped"
    assert f"To go on: python -m engine resume {run.id}" in said
    assert call("resume", run.id, "--steps", str(step + 3)) == 0
    assert run.status().step == step + 3
    steps = run.curves().refresh().lines["training loss"][0]
    assert steps == sorted(set(steps))


def test_sample_draws_the_same_sheet_for_the_same_seed(tmp_path):
    run = store.create("autoencoder", AutoencoderConfig(pictures=64, width=4, bottleneck=3, steps=2))
    worker.work(run)
    for name in ("one.png", "two.png"):
        assert call("sample", run.id, "-o", str(tmp_path / name), "--count", "9", "--seed", "4") == 0
    one, two = (np.asarray(Image.open(tmp_path / name)) for name in ("one.png", "two.png"))
    assert one.shape == (3 * 28 + 2, 3 * 28 + 2) and np.array_equal(one, two)


def test_ship_takes_only_names_of_the_catalogue_and_scores_what_it_ships(tmp_path, monkeypatch, capsys):
    run = store.create("autoencoder", AutoencoderConfig(pictures=64, width=4, bottleneck=3, steps=2, noise="salt"))
    worker.work(run)
    monkeypatch.setattr(shelf, "FOLDER", tmp_path / "pretrained")
    (tmp_path / "pretrained").mkdir()
    assert call("ship", run.id, "my-model") == 1
    assert "The catalogue lists no model called 'my-model'" in capsys.readouterr().err
    assert call("ship", run.id, "denoiser-glyphs") == 0
    card = shelf.card(shelf.find("denoiser-glyphs"))
    assert card["command"] == (
        "python -m engine train autoencoder --pictures 64 --width 4 --bottleneck 3 --noise salt --steps 2"
    )
    assert all(score["low"] < score["value"] < score["high"] for score in card["scores"])
    page = (tmp_path / "pretrained" / "README.md").read_text()
    assert card["command"] in page and "PSNR of the output, salt and pepper noise 0.4" in page
    assert (tmp_path / "pretrained" / "sheets" / "denoiser-glyphs.webp").stat().st_size > 0


def test_concepts_saves_a_sheet_of_smiles_and_says_what_it_needs(tmp_path, capsys):
    assert call("concepts", "faces-cartoon", "-o", str(tmp_path / "smiles.png")) == 0
    sheet = np.asarray(Image.open(tmp_path / "smiles.png"))
    assert sheet.shape == (3 * 65 - 1, 9 * 65 - 1, 3)
    rows = sheet[:64].reshape(64, -1, 3)
    assert np.abs(rows[:, :64].astype(int) - rows[:, -64:]).max() > 60, "the ends of a row differ"
    assert call("concepts", "faces-cartoon") == 1
    assert "Add --report" in capsys.readouterr().err
    assert call("concepts", "vae-glyphs", "-o", str(tmp_path / "none.png")) == 1
    assert "no marks beside its codes" in capsys.readouterr().err


def test_a_gan_draws_what_it_is_asked_for(tmp_path, capsys):
    out = tmp_path / "a.png"
    assert call("sample", "cgan-glyphs", "--ask", "A", "--count", "6", "--rows", "1", "-o", str(out)) == 0
    assert Image.open(out).size == (6 * 29 - 1, 28)
    assert call("sample", "cgan-hangul", "--ask", "가", "--count", "1", "-o", str(tmp_path / "ga.png")) == 0
    seen = judge_model.of_set("hangul").probabilities(np.array(Image.open(tmp_path / "ga.png"))[None, ..., None])
    assert seen.argmax() == 0, "가 is the first of the syllables"
    assert call("sample", "gan-glyphs", "--count", "4", "-o", str(tmp_path / "b.png")) == 0
    assert Image.open(tmp_path / "b.png").size == (57, 57)
    assert call("sample", "progan-faces", "--count", "4", "-o", str(tmp_path / "c.png")) == 0
    assert Image.open(tmp_path / "c.png").size == (129, 129)
    assert call("sample", "cgan-glyphs", "--ask", "hat") == 1
    assert "cannot be asked for 'hat'" in capsys.readouterr().err
    assert call("sample", "gan-glyphs", "--show", "plane") == 1
    assert "A GAN has no encoder" in capsys.readouterr().err


SAME_PACE = Work("nothing", "one", "other", 1.0, lambda: (itertools.count(), itertools.count()))


def tiny_loop(lesson: str):
    """The lesson's loop on the smallest settings, whatever it is asked for, but as long."""
    config = small(lesson, SETTINGS[lesson][-1], batch=4, preview_every=10_000)
    data, loop = pictures(config), recipes.of(lesson).train
    return lambda asked, _: loop(dataclasses.replace(config, steps=asked.steps), data)


@pytest.fixture
def hasty(monkeypatch):
    """A bench that looks at its clock as soon as it can."""
    for name, value in {"SECONDS": 0.05, "WARM_UP": 1, "LIMIT": 0.05}.items():
        monkeypatch.setattr(bench_measure, name, value)
    monkeypatch.setattr(bench_measure, "median_ms", lambda call, tries: timeit.timeit(call, number=1) * 1000)
    one_of_each = {shelf.card(shelf.find(name))["lesson"]: name for name in shelf.shipped()}
    few = SimpleNamespace(find=shelf.find, card=shelf.card, shipped=lambda: sorted(one_of_each.values()))
    monkeypatch.setattr(bench_measure, "shelf", few)


def test_bench_prints_every_lesson_as_table_and_json(hasty, monkeypatch, capsys):
    lessons = [name for name, card in catalog.CARDS.items() if not card.helper]
    for lesson in lessons:
        quick = dataclasses.replace(recipes.of(lesson), train=tiny_loop(lesson), supply=lambda config: None)
        monkeypatch.setitem(recipes.RECIPES, lesson, quick)
    monkeypatch.setattr(bench_ratios, "works", lambda quick: [SAME_PACE])
    monkeypatch.setattr(peak, "measure", lambda: [{"work": "multiplying", "rate": 1e9, "peak": 2e9, "share": 0.5}])
    assert call("bench", "--json") == 0, capsys.readouterr().err
    found = json.loads(capsys.readouterr().out)
    assert [row["lesson"] for row in found["training"]] == lessons
    assert all(row["steps per second"] > 0 for row in found["training"])
    assert {row["model"] for row in found["answers"]} == set(bench_measure.shelf.shipped())
    assert [row["work"] for row in found["beside textbooks"]] == ["nothing"]
    assert found["beside textbooks"][0]["ratio"] > 0
    assert [row["work"] for row in found["share of the peak"]] == ["multiplying"]
    assert [row["what"] for row in found["first sight"]] == ["glyphs", "cartoon faces, 32 px"]
    monkeypatch.setattr(bench_measure, "measure", lambda: found)
    call("bench")
    table = capsys.readouterr().out
    assert all(
        name in table
        for name in (*lessons, *bench_measure.shelf.shipped(), "nothing", "cartoon faces, 32 px", "multiplying")
    )
    with speaking("ko"):
        call("bench")
    korean = capsys.readouterr().out
    assert "만화 얼굴, 32픽셀" in korean and "그림 하나 지어내기" in korean and "cartoon faces" not in korean
    ends = {columns.width(line) for line in korean.splitlines() if line.endswith(("그림/초", "ms"))}
    assert ends == {columns.width(line) for line in table.splitlines() if line.endswith(("pictures/s", "ms"))}


@pytest.mark.slow
@pytest.mark.parametrize("lesson", [name for name, card in catalog.CARDS.items() if not card.helper])
def test_bench_times_a_lesson_as_it_is_by_default(lesson, hasty):
    assert bench_measure.training(lesson)["steps per second"] > 0


def test_a_folder_of_pictures_becomes_an_album_to_learn_from(tmp_path, capsys):
    rng = np.random.default_rng(0)
    for number in range(12):
        Image.fromarray(rng.integers(0, 255, (40, 30, 3), dtype=np.uint8)).save(tmp_path / f"{number}.png")
    (tmp_path / "notes.txt").write_text("no picture")
    assert call("album", str(tmp_path), "--size", "16", "--title", "Mine") == 0
    said = capsys.readouterr().out
    assert "12 pictures" in said and "notes.txt" in said
    name = re.search(r"--data (album:\w+)", said).group(1)
    assert call("train", "autoencoder", "--data", name, *SMALL) == 0
    assert store.every()[0].status().state == "finished"
    assert call("album", str(tmp_path / "nowhere")) == 1


def test_a_terminal_is_answered_in_its_language(tmp_path):
    """Both the command's own words and those of argparse; and `--help` waits for no torch."""

    def say(language: str, *words: str) -> subprocess.CompletedProcess:
        known = {**os.environ, "LC_ALL": language, "LANGUAGE": "", "ATELIER_HOME": str(tmp_path)}
        code = "import sys, runpy; runpy.run_module('engine', run_name='__main__')"
        watched = f"import atexit, sys; atexit.register(lambda: print('torch' in sys.modules)); {code}"
        command = [sys.executable, "-c", watched, *words]
        return subprocess.run(command, env=known, capture_output=True, text=True, encoding="utf-8", cwd=settings.ROOT)

    korean = say("ko_KR.UTF-8", "--help").stdout
    assert "사용법:" in korean and "도움말" in korean and "모든 실행을 새것부터" in korean and "usage" not in korean
    english = say("C", "--help").stdout
    assert "usage: python -m engine" in english and "Show all runs, newest first." in english
    assert korean.endswith("False\n") and english.endswith("False\n")
    assert "다음 인자가 꼭 필요해요: MODEL" in say("ko_KR.UTF-8", "sample").stderr
    assert f"{tmp_path}에는 아직 실행이 없어요." in say("ko_KR.UTF-8", "runs").stdout
