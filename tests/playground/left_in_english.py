"""What a page still says in English, when it is asked to speak another language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.message import Message

from playground.shell import course

NAMES = set(Path(__file__).with_name("names.txt").read_text(encoding="utf-8").split("\n"))
"""What is called the same in every language: people, pictures, networks, sets."""

NAMES |= {chapter.korean for note in course.NOTES for chapter in note.chapters}
NAMES |= {heading.korean for note in course.NOTES for chapter in note.chapters for heading in chapter.headings}
"""The notes' own headings, some of which are English."""

NOT_READ = {
    *(
        "id",
        "element_id",
        "form_id",
        "key",
        "icon",
        "url",
        "src",
        "js_content",
        "css_content",
        "html_content",
        "url_path",
    ),
    *(
        "color",
        "language",
        "fragment_id",
        "user_key",
        "format",
        "mime_type",
        "name",
        "component_name",
        "deploy_url",
        "page",
    ),
    *(
        "query_string",
        "script_path",
        "page_script_hash",
        "type",
        "default",
        "isolate_styles",
        "code",
        "theme",
        "spec",
        "value",
        "fragment",
        "columns",
    ),
}
"""Fields of what Streamlit sends that nobody reads."""

NOT_SAID = {
    "key",
    "name",
    "reference",
    "url",
    "query",
    "page",
    "language",
    "palette",
    "texts",
    "shape",
    "form",
    "kind",
    "unit",
    "id",
    *("letters", "opening", "passage", "read", "source", "alts"),
}
"""Names of a component's data that hold no sentences; the last ones hold what a model reads or writes, and code."""

SMALL = r"the|of|and|is|are|to|with|your|from|for|by|each|this|that|its|which|what|how|not|but|all|when|where|has|have"
SENTENCE = re.compile(rf"(?<![\w/-])(?:{SMALL})(?![\w/-])|(?<![\w/])[A-Za-z][a-z']+(?: [a-z][a-z']+){{2,}}")


def english(at: Any) -> list[str]:
    """Texts of the page with an English sentence in them, and labels that are English altogether."""
    return sorted({text[:160] for text in said(at) if is_english(text)})


def is_english(text: str) -> bool:
    bare = re.sub(
        r"`[^`]*`|\$[^$]*\$|\[[^\]]*\]\(http[^)]*\)|:material/\w+:|:\w+(?=\[)|https?://\S+|<[^>]+>|&\w+;", " ", text
    )
    bare = re.sub(
        r":[a-z]+-badge\[[가-힣 ]*[a-z' ]*\]|\*+[a-z ]+\*+", " ", bare
    )  # words and sentences that a model reads
    bare = re.sub(r"(?<=[가-힣*])\([A-Za-z ,/'-]+\)", " ", bare)  # the English term beside its first mention
    for name in sorted(NAMES - {""}, key=len, reverse=True):
        bare = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", " ", bare)
    if SENTENCE.search(bare):
        return True
    if re.fullmatch("[0-9a-f]{32}", text):
        return False
    return not re.search("[가-힣]", bare) and bool(re.search(r"[A-Za-z]*[a-z]{3,}", bare))


def said(at: Any) -> Iterator[str]:
    for element in _elements(at._tree):
        proto = getattr(element, "proto", None)
        kind = getattr(element, "type", "")
        if isinstance(proto, Message) and kind not in ("code", "latex", "plotly_chart", "html"):
            yield from _texts(proto)


def _elements(block: Any) -> Iterator[Any]:
    yield block
    for child in getattr(block, "children", {}).values():
        yield from _elements(child)


def _texts(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in NOT_READ:
            continue
        if field.name in ("json", "mixed_data") or field.name.endswith("_json"):
            for text in (value,) if isinstance(value, str) else ():
                yield from _of_json(text)
        elif field.message_type:
            for one in value.values() if hasattr(value, "values") else value if _is_many(value) else [value]:
                if isinstance(one, Message):
                    yield from _texts(one)
        elif isinstance(value, str):
            yield value
        elif _is_many(value):
            yield from (one for one in value if isinstance(one, str))


def _is_many(value: Any) -> bool:
    return not isinstance(value, str | bytes | Message) and hasattr(value, "__iter__")


def _of_json(text: str) -> Iterator[str]:
    try:
        yield from _sentences(json.loads(text))
    except ValueError:
        return


def _sentences(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        if " " in data and len(data) < 2000 and not data.startswith("data:"):
            yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in NOT_SAID:
                yield from _sentences(value)
    elif isinstance(data, list):
        for value in data:
            yield from _sentences(value)
