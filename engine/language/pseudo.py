"""A made-up language for whoever builds: every marked sentence is accented and a third longer. What still reads as plain English was
never marked, and what no longer fits would not fit in German either.

Open any page with ?lang=qps to read it.
"""

import gettext
import re

NAME = "qps"
"""Of the codes that ISO 639 leaves for private use; Windows and many others call their pseudo-language so."""

_ACCENTS = str.maketrans("AEIOUYCNaeiouycn", "ÀÉÎÕÛÝÇÑàéîõûýçñ")

_KEPT = re.compile(
    r"\{[^{}]*\}|:[\w-]+/\w+:|:[\w-]+(?=\[)|\]\([^)]*\)|`[^`]*`|\$[^$]*\$|<[^>]+>|\\\w+|&\w+;|-->\|?|-\.->"
)
"""What a page reads: places to fill in, icons, links, code, formulas, arrows of diagrams."""


class Pseudo(gettext.NullTranslations):
    """Translates without a catalogue."""

    def gettext(self, message: str) -> str:
        return accented(message)

    def pgettext(self, context: str, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)


def accented(message: str) -> str:
    """With accents, and one sign in three more; what is filled in and what a page reads stays as it is."""
    if message.startswith("flowchart"):
        return message
    said, at = [], 0
    for kept in _KEPT.finditer(message):
        said += [message[at : kept.start()].translate(_ACCENTS), kept.group()]
        at = kept.end()
    said.append(message[at:].translate(_ACCENTS))
    letters = sum(map(str.isalpha, message))
    return "".join(said) + ("" if letters < 3 else " " + "~" * (letters // 3))
