"""Numbers as a person would say them."""

import re
import time


def duration(seconds: float) -> str:
    seconds = max(0, round(seconds))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60} s" if seconds < 600 else f"{round(seconds / 60)} min"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min"


def ago(moment: float) -> str:
    seconds = max(0, time.time() - moment)
    if seconds < 60:
        return "just now"
    for size, word in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return "just now"


def rate(per_second: float) -> str:
    if per_second >= 10:
        return f"{per_second:,.0f} steps per second"
    if per_second >= 0.5:
        return f"{per_second:.1f} steps per second"
    return f"{per_second * 60:.1f} steps per minute"


def number(value: float) -> str:
    """Short enough for a table, exact enough to compare."""
    return f"{value:.4g}" if abs(value) < 1e5 else f"{value:.2e}"


def size(bytes: int) -> str:
    if bytes < 1_000_000:
        return f"{max(1, round(bytes / 1000))} KB"
    return f"{bytes / 1e6:.1f} MB" if bytes < 1e9 else f"{bytes / 1e9:.1f} GB"


def ordinal(place: int) -> str:
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


BREAK = "\u2060"
"""Takes no place, and parts what Streamlit would otherwise put together again behind all escapes: links, icons, arrows."""

_WAKES = re.compile(r"(?<=:)(?=\S)|(?<=@)(?=\S)|(?<=www)(?=\.)|(?<=-)(?=[->])|(?<=<)(?=-)", re.IGNORECASE)
_FIRST = re.compile(r"^(?=[-+=#])|(?<=^\d)(?=[.)])|(?<=^\d\d)(?=[.)])")


def safe(text: str) -> str:
    """Anybody's own words, shown as they are: nothing in them is read as formatting, and no line of them begins anew."""
    line = _FIRST.sub(r"\\", _WAKES.sub(BREAK, " ".join(text.split())))
    return "".join(f"\\{sign}" if sign in r"\`*_[]<>|~$&" else sign for sign in line).replace("\\](", "\\]\\(")
