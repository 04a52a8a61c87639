"""A grammar that writes: rules of which each lists what may stand in its place.

    {"verse": ("The {animal} {does}.",), "animal": ("fox", "hen"), "does": ("sleeps", "sings to the {animal}")}

{name} is replaced by one of the rule's choices, by chance. {Name}, with a capital, is chosen once for a passage and then stays the
same: so a tale has a hero. {Name1} and {Name2} are two of the same rule, and never alike.
"""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from random import Random

Rules = Mapping[str, Sequence[str]]

_PLACE = re.compile(r"\{(\w+)\}")


def expand(rules: Rules, start: str, chance: Random) -> str:
    """A passage: the rule `start`, with all places filled."""
    kept: dict[str, str] = {}

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name[0].isupper():
            if name not in kept:
                kept[name] = written(name.lower().rstrip("0123456789"))
            return kept[name]
        return written(name)

    def written(name: str) -> str:
        left = [one for one in rules[name] if one not in kept.values()]
        return _PLACE.sub(fill, chance.choice(left or rules[name]))

    return written(start)


def passages(write: Callable[[Random], str], letters: int, seed: int) -> str:
    """Passage after passage, with an empty line between two, until there are so many letters."""
    chance, found, length = Random(seed), [], 0
    while length < letters:
        found.append(write(chance))
        length += len(found[-1]) + 2
    return "\n\n".join(found)[:letters]


def wrapped(text: str, width: int) -> str:
    """Broken into lines of at most so many letters, paragraph by paragraph."""
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.split("\n"))
