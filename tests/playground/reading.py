"""What a page says, as its reader reads it: without the signs that keep a reader's own words from being read as formatting."""

import re

from playground.shell.wording import BREAK


def as_read(text: str) -> str:
    return re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", text.replace(BREAK, ""))


def words(at) -> str:
    """All sentences of a page."""
    elements = [*at.markdown, *at.caption, *at.error, *at.warning, *at.info]
    return as_read(" ".join(element.value for element in elements))
