"""Each language's catalogues are whole: all that the code says, translated, with the same things filled in."""

import io
import re
import string

import pytest
from babel.messages.pofile import read_po

from engine.language import catalogues, words
from playground.locale import extract, update

LANGUAGES = [name for name in words.LANGUAGES if name != words.SOURCE]


@pytest.fixture(scope="module")
def said():
    return update.templates()


def catalogue(name: str, domain: str):
    file = catalogues.FOLDER / name / "LC_MESSAGES" / f"{domain}.po"
    return {(str(one.id), one.context): one for one in read_po(io.BytesIO(file.read_bytes())) if one.id}


def filled_in(text: str) -> set[str]:
    """Names of what is filled in; a diagram's node, `D{critic of B}`, is none."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None and " " not in field}


@pytest.mark.parametrize("name", LANGUAGES)
def test_all_that_the_code_says_is_translated(said, name):
    missing = []
    for domain in sorted(said):
        known = catalogue(name, domain)
        for one in said[domain]:
            if one.id:
                found = known.get((str(one.id), one.context))
                if found is None or found.fuzzy or not (all(found.string) if one.pluralizable else found.string):
                    missing.append(f"{domain}: {one.id}")
    assert missing == [], "run `python -m playground.locale.update`, and translate what is empty or fuzzy"


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_translation_fills_in_what_the_sentence_fills_in(name):
    wrong = []
    for file in catalogues.files(name):
        for one in read_po(io.BytesIO(file.read_bytes())):
            forms = one.string if isinstance(one.string, list | tuple) else [one.string]
            sources = one.id if isinstance(one.id, list | tuple) else [one.id]
            if one.id and any(forms) and "python-brace-format" in one.flags:
                known = set().union(*(filled_in(source) for source in sources))
                if any(" " in field for field in known):  # no place to fill in, but a box of a diagram
                    continue
                wrong += [f"{file.stem}: {form}" for form in forms if not filled_in(form) <= known]
    assert wrong == []


def test_messages_are_found_where_they_are_marked_and_where_they_are_declared():
    code = """
knob(1, "A help.", label="A label", group="Data", choices={"a": "Word for a"})
Explanation(sentence="One.", idea=("Two. " "Three."), mathematics=((r"x \\\\le y", "In words."),))
Trouble(_("No {name}.", name=1), "Do this." if x else "Do that.")
_n("{n} cat", "{n} cats", 3); _p("verb", "Train"); print("not this")
"""
    found = {(one.id, one.context) for one in extract.of_python(code, "here.py")}
    assert found == {
        *((text, None) for text in ("A help.", "A label", "Data", "Word for a", "One.", "Two. Three.", "In words.")),
        *((text, None) for text in ("No {name}.", "Do this.", "Do that.")),
        (("{n} cat", "{n} cats"), None),
        ("Train", "verb"),
    }
    script = 'say(node, "title", "x"); el("p", {}, _("Drag {what}", { what })); Array.from(a, (_, k) => k)'
    assert [one.id for one in extract.of_javascript(script, "here.js")] == ["Drag {what}"]


def test_every_file_has_a_catalogue():
    assert all(update.domain(message.file) for message in extract.messages())


EMPHASIS = re.compile(r"(\*{1,2})(.+?)\1([가-힣]?)", re.DOTALL)


def stays_open(text: str) -> bool:
    """Markdown closes no emphasis between a sign and a letter: of `**5%**가` the stars are seen. {cited} brings its own."""
    spans = EMPHASIS.finditer(text)
    return any(
        letter and re.search(r"([^\w}]|%\})$", inner) for _, inner, letter in (one.groups() for one in spans)
    ) or bool(re.search(r"\{cited\}[가-힣]", text))


def test_emphasis_is_closed_before_a_korean_particle():
    assert stays_open("**{share:.0%}**가") and stays_open("{cited}의 판별자") and not stays_open("(**가**) **{n}**개")
    seen = [
        f"{file.stem}: {form}"
        for file in catalogues.files("ko")
        if file.stem != "components"  # these set their own stars
        for one in read_po(io.BytesIO(file.read_bytes()))
        for form in (one.string if isinstance(one.string, list | tuple) else [one.string])
        if stays_open(form or "")
    ]
    assert seen == [], "put a word, a space or a full stop after the stars"


def test_no_range_strikes_a_text_out():
    """Between two plain tildes Markdown strikes a text out: ranges are written with ∼."""
    seen = [
        f"{file.stem}: {form}"
        for file in catalogues.files("ko")
        for one in read_po(io.BytesIO(file.read_bytes()))
        for form in (one.string if isinstance(one.string, list | tuple) else [one.string])
        if "~" in (form or "")
    ]
    assert seen == []
