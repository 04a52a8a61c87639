"""The README in Korean keeps step with the English one."""

import re

import pytest

from engine.core import settings

ENGLISH, KOREAN = "README.md", "playground/README.ko.md"
BLOCKS = r"^```[^`]+^```$"


def found(file: str, pattern: str, without: str = r"\Z") -> list[str]:
    text = re.sub(without, "", (settings.ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.findall(pattern, text, re.MULTILINE)


@pytest.mark.parametrize(
    "pattern", [BLOCKS, r"pictures/[\w.]+", r"^\| `(\w+)"], ids=["commands", "pictures", "settings"]
)
def test_both_have_the_same(pattern):
    assert found(KOREAN, pattern) == found(ENGLISH, pattern) != []


def test_both_have_the_same_headings_and_lead_to_each_other():
    assert found(KOREAN, r"^#+ ", BLOCKS) == found(ENGLISH, r"^#+ ", BLOCKS) != []
    assert found(ENGLISH, r"\A\[한국어\]\((.+)\)") == [KOREAN] and "../README.md" in found(
        KOREAN, r"\A\[English\]\((.+)\)"
    )
