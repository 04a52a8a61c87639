"""What people read, in their language. English stands in the code; other languages come from the catalogues in playground/locale.

    _("Step {step:,} of {steps:,}", step=3, steps=10)      a sentence, and what is filled into it
    _n("{n} picture", "{n} pictures", n)                   one or several
    _p("verb", "Train")                                    where one English word is two in another language
    N_("Pictures")                                         marked where it stands, translated by `_` where it is shown

Whose language it is, is asked anew with each sentence: a server speaks with many people at once. So nothing that is kept for all of
them (a cache, a constant, a file) may hold a translated sentence.
"""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from engine.language import catalogues, particles

LANGUAGES = {"en": "English", "ko": "한국어"}
"""Each in its own words. A new one needs a line here and a folder of catalogues."""

SOURCE = "en"
"""The language in which sentences stand in the code."""

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_askers: list[Callable[[], str | None]] = []


def ask(visitor: Callable[[], str | None]) -> None:
    """Who knows the language of whoever is being served: the pages say so. None where nobody is."""
    _askers[:] = [visitor]


@contextmanager
def speaking(language: str) -> Generator[None]:
    """Speak this language inside, whoever is served."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def current() -> str:
    return _spoken.get() or next((said for asker in _askers if (said := asker())), SOURCE)


def nearest(wished: str) -> str | None:
    """The language that comes nearest to a name such as ko-KR or ko_KR.UTF-8."""
    name = wished.replace("_", "-").split(".")[0].split("-")[0].lower()
    return name if name in LANGUAGES else None


def of_environment() -> str:
    """What a command speaks: the first that is set of what terminals and systems set."""
    wishes = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return nearest(next((wish for wish in wishes if wish), "")) or SOURCE


def _(message: str, /, **values: Any) -> str:
    """A message in the language of whoever reads it. One that no catalogue knows comes back as it is."""
    return _filled(_translated(message, None), values)


def _n(one: str, many: str, n: float, /, **values: Any) -> str:
    """The right form for `n` of something; the forms may show it as {n}."""
    language = current()
    if language == SOURCE:
        form = one if n == 1 else many
    else:
        form = catalogues.of(language).ngettext(one, many, int(n) if n == int(n) else 2)
    return _filled(form, {"n": n, **values})


def _p(context: str, message: str, /, **values: Any) -> str:
    """A message that means different things in different places, and here what `context` says."""
    return _filled(_translated(message, context), values)


def N_(message: str, /) -> str:
    """Only marks it, for the catalogues."""
    return message


def _translated(message: str, context: str | None) -> str:
    language = current()
    if language == SOURCE or not message:
        return message
    known = catalogues.of(language)
    return known.pgettext(context, message) if context else known.gettext(message)


def _filled(form: str, values: dict[str, Any]) -> str:
    if values:
        form = form.format(**values)
    return particles.fitted(form) if current() == "ko" else form
