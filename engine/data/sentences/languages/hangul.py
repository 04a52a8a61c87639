"""Korean syllables as the keys that write them: 값 is ㄱ ㅏ ㅂ ㅅ. Slips of the hand are seen there, not in whole syllables."""

from functools import lru_cache

FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
LAST = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
IN_TWO = {
    **{"ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ"},
    **{
        "ㄳ": "ㄱㅅ",
        "ㄵ": "ㄴㅈ",
        "ㄶ": "ㄴㅎ",
        "ㄺ": "ㄹㄱ",
        "ㄻ": "ㄹㅁ",
        "ㄼ": "ㄹㅂ",
        "ㄽ": "ㄹㅅ",
        "ㄾ": "ㄹㅌ",
        "ㄿ": "ㄹㅍ",
    },
    **{"ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ"},
}
"""Signs that take two keys."""

KEYBOARD = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
SHIFTED = {"ㅃ": "ㅂ", "ㅉ": "ㅈ", "ㄸ": "ㄷ", "ㄲ": "ㄱ", "ㅆ": "ㅅ", "ㅒ": "ㅐ", "ㅖ": "ㅔ"}
PLACES = {key: (row, at) for row, keys in enumerate(KEYBOARD) for at, key in enumerate(keys)}


@lru_cache(1024)
def keys(text: str) -> str:
    """What is pressed for it, one sign a key; other letters are their own keys."""
    signs = "".join(_signs(letter) for letter in text)
    return "".join(IN_TWO.get(sign, sign) for sign in signs)


def _signs(letter: str) -> str:
    number = ord(letter) - ord("가")
    if not 0 <= number < 19 * 21 * 28:
        return letter
    first, rest = divmod(number, 21 * 28)
    vowel, last = divmod(rest, 28)
    return FIRST[first] + VOWELS[vowel] + LAST[last]


def beside(one: str, other: str) -> bool:
    """Whether a finger can hit one key in place of the other."""
    if SHIFTED.get(one, one) == SHIFTED.get(other, other):
        return True
    place, other_place = (PLACES.get(SHIFTED.get(key, key)) for key in (one, other))
    if place is None or other_place is None:
        return False
    return abs(place[0] - other_place[0]) + abs(place[1] - other_place[1]) == 1
