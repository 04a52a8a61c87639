"""The README in Korean keeps step with the English one."""

import re

import pytest

from engine.core import settings

ENGLISH, KOREAN = "README.md", "playground/README.ko.md"
BLOCKS = r"^```[^`]+^```$"


def found(file: str, pattern: str, without: str = r"\Z") -> list[str]:
    text = re.sub(without, "", (settings.ROOT / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.findall(pattern, text, re.MULTILINE)


@pytest.mark.parametrize("pattern", [BLOCKS, r"^\| `(\w+)"], ids=["commands", "settings"])
def test_both_have_the_same(pattern):
    assert found(KOREAN, pattern) == found(ENGLISH, pattern) != []


def test_the_korean_one_shows_the_same_pictures_and_pages_in_korean():
    wanted, shown = (found(file, r"pictures/([\w.-]+)") for file in (ENGLISH, KOREAN))
    assert [name for name in (one.replace("-ko", "") for one in shown) if name in wanted] == wanted != []
    assert all((settings.ROOT / "playground" / "pictures" / name).is_file() for name in shown)
    assert sum("-ko" in name for name in shown) >= 2


def test_both_have_the_same_headings_and_lead_to_each_other():
    assert found(KOREAN, r"^#+ ", BLOCKS) == found(ENGLISH, r"^#+ ", BLOCKS) != []
    assert found(ENGLISH, r"\A\[한국어\]\((.+)\)") == [KOREAN] and "../README.md" in found(
        KOREAN, r"\A\[English\]\((.+)\)"
    )
