"""The gate before heavy work: one piece at a time, in turns, with true words, and none for whoever has left."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from playground.shell import gate

SOON = 30.0


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def line(clock):
    return gate.Gate(clock)


def begun(line: gate.Gate, *works: gate.Work) -> list[bool]:
    return [line.begin(work, 0) for work in works]


def learnt(line: gate.Gate, clock: Clock, kind: str, seconds: float) -> None:
    work = line.join(kind, "teacher")
    assert line.begin(work, 0)
    clock.now += seconds
    line.end(work, kind)


def test_one_piece_at_a_time_and_each_visitor_in_turn(line):
    first, again, other = line.join("a", "Ada"), line.join("a", "Ada"), line.join("a", "Ben")
    assert begun(line, again, other, first) == [False, False, True]
    line.end(first)
    assert begun(line, again, other) == [False, True]


def test_a_second_wish_waits_until_others_had_their_first(line):
    works = [line.join("a", name) for name in ("Ada", "Ada", "Ada", "Ben")]
    assert begun(line, works[0])
    assert "1 before you" in line.said(works[3])
    assert "2 before you" in line.said(works[1])
    line.end(works[0])
    line.end(works[3])
    assert begun(line, works[2], works[1]) == [False, True]


def test_what_takes_a_moment_does_not_wait_for_what_takes_long(line, clock):
    learnt(line, clock, "long", 40)
    learnt(line, clock, "brief", 0.5)
    wishes = line.join("long", "Ada"), line.join("brief", "Ben"), line.join("long", "Eve")
    assert begun(line, *wishes) == [True, True, False]


def test_what_nobody_has_seen_yet_goes_by_what_its_page_says(line):
    assert line.begin(line.join("long", "Ada"), 0)
    assert begun(line, line.join("new", "Ben"), line.join("quick", "Eve", 1.0)) == [False, True]


def test_the_words_count_down_with_what_such_work_took(line, clock):
    learnt(line, clock, "long", 18)
    one, two, new = line.join("long", "Ada"), line.join("long", "Ben"), line.join("new", "Eve")
    assert line.begin(one, 0)
    clock.now += 3
    assert line.said(one) == "about 15 s"
    assert line.said(two) == "1 before you, about 33 s"
    assert line.said(new) == "2 before you"


def test_results_and_errors_come_back(line):
    assert line.do("a", "Ada", lambda: 7) == 7
    with pytest.raises(ValueError, match="no picture"):
        line.do("a", "Ada", lambda: int("no picture"))
    assert line.do("a", "Ada", lambda: 8) == 8


class Left(BaseException):
    """As Streamlit says it."""


def test_who_leaves_the_line_holds_up_nobody(line, monkeypatch):
    monkeypatch.setattr(gate, "LOOK", 0.01)
    at_work, go_on, asked = threading.Event(), threading.Event(), []

    def slow() -> None:
        at_work.set()
        assert go_on.wait(SOON)

    def leave() -> None:
        raise Left

    with ThreadPoolExecutor(3) as people:
        first = people.submit(line.do, "a", "Ada", slow)
        assert at_work.wait(SOON)
        with pytest.raises(Left):
            line.do("a", "Ben", lambda: asked.append("Ben"), leave)
        third = people.submit(line.do, "a", "Eve", lambda: asked.append("Eve"))
        go_on.set()
        wait([first, third], SOON)
    assert asked == ["Eve"]


def test_work_ends_between_two_layers_when_its_visitor_leaves(line, monkeypatch):
    """Otherwise a minute of work goes on for nobody, and everybody waits for it."""
    monkeypatch.setattr(gate, "LOOK", 0.01)
    at_work, ended = threading.Event(), threading.Event()
    layer = nn.Linear(2, 2)

    def endless() -> None:
        try:
            while True:
                layer(torch.ones(1, 2))
                at_work.set()
                time.sleep(0.001)
        finally:
            ended.set()

    def leave() -> None:
        if at_work.is_set():
            raise Left

    with pytest.raises(Left):
        line.do("a", "Ada", endless, leave)
    assert ended.wait(SOON)
    assert line.do("a", "Ben", lambda: "served") == "served"


def test_heavy_work_that_asks_for_heavy_work_is_refused_before_it_waits_for_itself():
    inner = gate.heavy("Inner")(lambda: 1)
    with pytest.raises(RuntimeError, match="wait for its own end"):
        gate.heavy("Outer")(inner)()


def test_a_page_shows_its_place_in_line_and_a_cache_keeps_none_of_it():
    def page() -> None:
        import time

        import streamlit as st

        from playground.shell import gate

        gate.SOON = 0.0

        @st.cache_data(show_spinner=False)
        @gate.heavy("Painting")
        def painted(size: int) -> int:
            time.sleep(1.5 * gate.LOOK)
            return size

        st.write(painted(3))

    said = []
    at, sign = AppTest.from_function(page, default_timeout=30), gate.enqueue_message
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            gate, "enqueue_message", lambda message: (said.append(message.delta.new_transient.elements), sign(message))
        )
        at.run()
        words = [[one.spinner.text for one in elements] for elements in said]
        assert not at.exception and at.markdown[0].value == "`3`"
        at.run()
    assert words == [["Painting"], []]
    assert len(said) == 2 and len(at.main) == 1
