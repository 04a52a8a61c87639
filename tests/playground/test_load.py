"""The load test at work: a handful of visitors on a real server, for a few seconds. It asserts that nothing is lost, not how fast."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.benchmarks.app import load_app


@pytest.mark.skipif(shutil.which("ps") is None, reason="memory is read with ps")
def test_every_interaction_is_answered_and_every_run_reaches_its_end(monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", os.environ["ATELIER_HOME"])  # what the load test sets is taken back
    monkeypatch.setattr(load_app, "SHORT", load_app.SHORT.replace("steps=300", "steps=3"))
    with ThreadPoolExecutor(1) as apart:  # browser tests leave an event loop behind in the thread that runs the tests
        found = apart.submit(load_app.measure, visitors=6, seconds=6).result()
    assert found["wrong"] == []
    for kind in found["kinds"]:
        assert kind["errors"] == []
        assert kind["sent"] == len(kind["waited"]) > 0, kind["name"]
    assert found["memory"]["most"] > 0
    assert "Nothing was lost" in load_app.as_text(found)
