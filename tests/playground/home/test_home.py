"""Home: a card for each lesson, the latest runs, and no more imports than it needs."""

import json
import subprocess
import sys

from engine import catalog
from engine.core import settings
from playground.shell import links
from tests.playground import fabricate


def test_each_lesson_has_a_card_with_its_words_and_minutes(app):
    app.run()
    said = [element.value for element in app.markdown]
    for card in links.lessons():
        assert any(card.title == heading.value for heading in app.header)
        assert card.summary in said and card.invitation in said
        assert any(f"{card.minutes} minutes" in words for words in said)
    assert not app.error and not app.exception


def test_only_lessons_of_the_catalogue_with_a_page_are_in_the_menu(tmp_path, monkeypatch):
    assert links.lessons() and all(card in catalog.CARDS.values() for card in links.lessons())
    monkeypatch.setattr(links, "PLAYGROUND", tmp_path)
    for lesson in ("autoencoder", "stranger"):
        (tmp_path / "lessons" / "encode" / lesson).mkdir(parents=True)
        (tmp_path / "lessons" / "encode" / lesson / "page.py").touch()
    assert links.lessons() == [catalog.CARDS["autoencoder"]]


def test_a_group_without_a_lesson_is_not_in_the_menu():
    assert list(links.groups()) == [group for group in catalog.GROUPS if group in {c.group for c in links.lessons()}]


def test_without_runs_home_speaks_of_none(app):
    assert "Your latest runs" not in [heading.value for heading in app.run().header]


def test_the_latest_runs_are_shown_newest_first(app):
    for number in range(5):
        fabricate.run(title=f"number {number}")
    app.run()
    said = " ".join(element.value for element in app.markdown)
    assert "**number 4**" in said and "**number 1**" in said and "**number 0**" not in said
    assert not app.error


BROUGHT_BY_STREAMLIT = {
    *("PIL", "anyio", "click", "google", "narwhals", "numpy", "packaging", "python_multipart", "starlette"),
    *("streamlit", "typing_extensions", "plotly", "_plotly_utils"),
}
"""What Home may bring into a fresh server: Streamlit, and what Streamlit brings itself; of plotly only its empty package."""

HEAVY = ("plotly.express", "pandas")


def test_home_paints_with_nothing_but_streamlit(home):
    """Whatever is imported for the first page, everybody waits for."""
    probe = """
import json, sys
from streamlit.testing.v1 import AppTest
from playground.home import warmup
warmup.start = lambda: None
app = AppTest.from_file("playground/Home.py", default_timeout=120).run()
assert not app.exception and not app.error
placed = {name: getattr(module, "__file__", None) or "" for name, module in list(sys.modules.items())}
outside = {name.split(".")[0] for name, file in placed.items() if "site-packages" in file}
ours = sorted(name for name in placed if name.split(".")[0] in ("engine", "playground"))
print(json.dumps([sorted(outside), sorted(sys.modules), ours]))
"""
    done = subprocess.run([sys.executable, "-c", probe], cwd=settings.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    outside, everything, ours = json.loads(done.stdout.splitlines()[-1])
    strangers = {name for name in outside if not name.startswith("_distutils")} - BROUGHT_BY_STREAMLIT
    assert not strangers, "Home must not import these: import them where they are used"
    assert not set(HEAVY) & set(everything)
    rooms = {name.split(".")[1] for name in ours if name.startswith("engine.")}
    assert rooms <= {"catalog", "core", "data", "events", "language", "lessons", "runs"}
    assert {name for name in ours if name.startswith("engine.data.")} <= {
        f"engine.data.{name}" for name in ("cards", "fields", "naming")
    }
    light = {"card", "config", "presets", "advice", "verdict", "fields", "charts", "lessons"}
    lessons = [name for name in ours if name.startswith("engine.lessons.") and ".".join(name.split(".")[:-1]) in ours]
    files = [name.split(".")[-1] for name in lessons if not any(one.startswith(f"{name}.") for one in ours)]
    assert set(files) <= light


def test_the_warm_up_brings_all_that_the_first_lesson_imports(home):
    """Otherwise whoever opens it first waits for the rest."""
    probe = """
import json, sys
from streamlit.testing.v1 import AppTest
from playground.home import warmup
from playground.shell import links
warmup.start = lambda: None
app = AppTest.from_file("playground/Home.py", default_timeout=120).run()
for module in warmup.LESSON:
    __import__(module)
warmup.first_lesson()
before = set(sys.modules)
app.switch_page(links.page_of(warmup.FIRST)).run()
assert not app.exception and not app.error
assert any("Each dot" in caption.value for caption in app.caption)
fresh = [name for name in sys.modules if name not in before and not name.startswith("streamlit.")]
print(json.dumps([name for name in fresh if name.partition(".")[0] not in {one.partition(".")[0] for one in before} or name.partition(".")[0] in ("engine", "playground")]))
"""
    done = subprocess.run([sys.executable, "-c", probe], cwd=settings.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []
