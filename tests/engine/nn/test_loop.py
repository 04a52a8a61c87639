"""When a loop shows pictures, and when it measures: soon, and never before the first picture."""

from types import SimpleNamespace

from engine.nn.loop import measures, shows


def test_pictures_come_early_and_measuring_waits_for_its_turn():
    config = SimpleNamespace(preview_every=100, steps=250)
    steps = range(1, 251)
    assert [step for step in steps if shows(step, config)] == [1, 2, 5, 10, 20, 50, 100, 200, 250]
    assert [step for step in steps if measures(step, config)] == [100, 200, 250]
