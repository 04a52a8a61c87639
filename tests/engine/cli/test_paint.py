"""`python -m engine style`, as a person types it."""

import numpy as np
import pytest
from PIL import Image

from engine.cli import main
from engine.data import gallery as data_gallery
from engine.runs import store
from engine.weights import shelf


def call(*words: str) -> int:
    return main.main(["style", *words])


SMALL = ("--size", "64", "--steps", "4")


def test_it_paints_and_leaves_a_run(tmp_path, capsys):
    out = tmp_path / "deep" / "painted.png"
    assert call("scene:lake", "painting:waves", "-o", str(out), "--shares", "10", "80", "5", *SMALL) == 0
    (run,) = store.every()
    assert run.lesson == "style" and run.status().state == "finished"
    assert (run.config.content, run.config.styles, run.config.size) == ("scene:lake", "painting:waves", 64)
    assert (run.config.content_share, run.config.style_share, run.config.smooth_share) == (10, 80, 5)
    assert f"The painting is in {out}." in capsys.readouterr().out
    painted = np.asarray(Image.open(out))
    assert painted.shape == (64, 64, 3)
    assert np.abs(painted.astype(int) - data_gallery.picture("scene:lake", 64)).mean() > 3
    assert np.array_equal(painted, np.asarray(Image.open(run.previews()[-1].path)))


def test_a_painting_goes_on_from_where_it_was_left(tmp_path):
    assert call("scene:lake", "painting:waves", "-o", str(tmp_path / "a.png"), *SMALL) == 0
    (run,) = store.every()
    before = run.previews()[-1]
    assert main.main(["resume", run.id, "--steps", "9"]) == 0
    assert run.status().step == 9 and before.step == 4
    now = shelf.code_map(run.weights)["picture"]
    assert np.array_equal(now, np.asarray(Image.open(run.previews()[-1].path)))
    assert not np.array_equal(now, np.asarray(Image.open(before.path)))


def test_files_are_kept_and_styles_blended(tmp_path):
    for name, reference in (("mine.png", "scene:hill"), ("theirs.jpg", "painting:mosaic")):
        Image.fromarray(data_gallery.picture(reference, 80)).save(tmp_path / name)
    files = str(tmp_path / "mine.png"), str(tmp_path / "theirs.jpg")
    assert call(*files, "painting:waves", "-o", str(tmp_path / "out.jpg"), *SMALL, "--colours", "luminance") == 0
    (run,) = store.every()
    first, second = run.config.styles.split("+")
    assert run.config.content.startswith("own:") and first.startswith("own:") and second == "painting:waves"
    assert data_gallery.picture(run.config.content).shape == (80, 80, 3) and run.config.colours == "luminance"
    assert Image.open(tmp_path / "out.jpg").size == (64, 64)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("scene:lake", "rembrandt"), "There is no file and no fingerprint called 'rembrandt'"),
        (("scene:lak", "painting:waves"), "Did you mean 'scene:lake'"),
        (("scene:lake", *["painting:waves"] * 5), "5 styles were given. Choose one to 4"),
        (("scene:lake", "painting:waves", "-o", "x.txt"), "'x.txt' does not end as a picture does here"),
        (("scene:lake", "painting:waves", "--size", "9"), "Size is 9, outside its range"),
    ],
)
def test_what_cannot_be_painted_is_a_sentence(words, sentence, capsys):
    assert call(*words) == 1
    assert sentence in " ".join(capsys.readouterr().err.split())
    assert not store.every()
