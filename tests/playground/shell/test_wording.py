"""Durations, ages and speeds as each reader says them."""

import time

import pytest

from engine.language import words
from playground.shell import wording


def said() -> list[str]:
    return [
        *(wording.duration(seconds) for seconds in (42, 150, 1800, 7500)),
        wording.ago(time.time() - 3 * 86_400 - 60),
        wording.rate(12.3),
        wording.ordinal(2),
    ]


def test_in_english():
    assert said() == ["42 s", "2 min 30 s", "30 min", "2 h 5 min", "3 days ago", "12 steps per second", "2nd"]


def test_in_korean():
    with words.speaking("ko"):
        assert said() == ["42초", "2분 30초", "30분", "2시간 5분", "3일 전", "초당 12스텝", "2번째"]


@pytest.mark.parametrize(("language", "month"), [("en", "Jan"), ("ko", "1월")])
def test_a_day_is_told_as_the_reader_writes_it(language, month):
    with words.speaking(language):
        assert month in wording.moment(time.mktime((2026, 1, 5, 12, 30, 1, 0, 0, -1)))
