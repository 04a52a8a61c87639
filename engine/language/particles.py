"""Korean particles after whatever was filled into a sentence. Catalogues write both forms, 을(를), and the right one is kept.

Which one it is depends on how the word before it ends when it is said: 그림을, 점수를, 3을, 2를, GAN을, VAE를.
"""

import re

BOTH = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라": ("이라", "라"),
    "(이)나": ("이나", "나"),
    "(이)며": ("이며", "며"),
    "(이)고": ("이고", "고"),
    "(이)에요": ("이에요", "예요"),
    "(이)었": ("이었", "였"),
}
"""As a catalogue writes it -> after a closed syllable, after an open one."""

_FIND = re.compile("|".join(map(re.escape, BOTH)))

_DIGITS = {"0": "ㅇ", "1": "ㄹ", "2": "", "3": "ㅁ", "4": "", "5": "", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ", "9": ""}
"""How a number's last digit ends when it is said; 10, 100 and 1,000 end as 십, 백 and 천 do, all closed like 영."""

_LETTERS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}
"""Names of single letters that end closed."""

_SIGNS = {"%": "", "°": "", "β": "", "α": "", "σ": "", "λ": "", "μ": "", "ε": "ㄴ"}


def fitted(text: str) -> str:
    """The text with one of both forms kept everywhere."""
    if "(" not in text:
        return text
    return _FIND.sub(lambda found: _form(found.group(), _end(text[: found.start()])), text)


def _form(both: str, end: str | None) -> str:
    closed, open_ = BOTH[both]
    if end is None:
        return both
    if both == "(으)로":
        return open_ if end in ("", "ㄹ") else closed
    return closed if end else open_


def _end(before: str) -> str | None:
    """The consonant with which the last word ends when it is said; empty for a vowel, None where nothing can be known."""
    word = re.search(r"([가-힣0-9A-Za-z%°βασλμε])[^가-힣0-9A-Za-z%°βασλμε]*$", before)
    if word is None:
        return None
    last = word.group(1)
    if "가" <= last <= "힣":
        number = (ord(last) - ord("가")) % 28
        return "ㄹ" if number == 8 else "ㄱ" if number else ""
    if last in _DIGITS:
        return _DIGITS[last]
    if last in _SIGNS:
        return _SIGNS[last]
    latin = re.search(r"[A-Za-z]+$", before[: word.start(1) + 1])
    return _latin_end(latin.group() if latin else last)


def _latin_end(word: str) -> str:
    """An abbreviation is said letter by letter, but for the few that are read as words; other words about as they are spelt."""
    if word.isupper() and word not in ("GAN", "DCGAN", "WGAN"):
        return _LETTERS.get(word[-1], "")
    word = word.lower()
    if word.endswith(("le", "l")):
        return "ㄹ"
    if word.endswith(("m", "n", "ng", "me", "ne")):
        return "ㄴ"
    return "ㄱ" if re.search(r"[aeiou](p|k|ck|b)$", word) else ""
