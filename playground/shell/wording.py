"""Numbers as a person would say them, in the reader's language."""

import re
import time
from datetime import datetime

from engine.language import words
from engine.language.words import _, _n


def duration(seconds: float) -> str:
    seconds = max(0, round(seconds))
    if seconds < 60:
        return _("{seconds} s", seconds=seconds)
    if seconds < 600:
        return _("{minutes} min {seconds} s", minutes=seconds // 60, seconds=seconds % 60)
    if seconds < 3600:
        return _("{minutes} min", minutes=round(seconds / 60))
    hours, minutes = divmod(round(seconds / 60), 60)
    return _("{hours} h {minutes} min", hours=hours, minutes=minutes)


def ago(moment: float) -> str:
    seconds = max(0, time.time() - moment)
    if seconds >= 86_400:
        return _n("{n} day ago", "{n} days ago", int(seconds // 86_400))
    if seconds >= 3600:
        return _n("{n} hour ago", "{n} hours ago", int(seconds // 3600))
    if seconds >= 60:
        return _n("{n} minute ago", "{n} minutes ago", int(seconds // 60))
    return _("just now")


def moment(stamp: float) -> str:
    """The day and the second: 30 Nov, 05:12:40."""
    if words.current() == words.SOURCE:
        return time.strftime("%d %b, %H:%M:%S", time.localtime(stamp))
    from babel import dates  # only a reader of another language waits for it

    when = datetime.fromtimestamp(stamp)
    return f"{dates.format_skeleton('MMMd', when, locale=words.current())} {when:%H:%M:%S}"


def rate(per_second: float) -> str:
    if per_second >= 10:
        return _("{rate:,.0f} steps per second", rate=per_second)
    if per_second >= 0.5:
        return _("{rate:.1f} steps per second", rate=per_second)
    return _("{rate:.1f} steps per minute", rate=per_second * 60)


def number(value: float) -> str:
    """Short enough for a table, exact enough to compare."""
    return f"{value:.4g}" if abs(value) < 1e5 else f"{value:.2e}"


def size(bytes: int) -> str:
    if bytes < 1_000_000:
        return f"{max(1, round(bytes / 1000))} KB"
    return f"{bytes / 1e6:.1f} MB" if bytes < 1e9 else f"{bytes / 1e9:.1f} GB"


def ordinal(place: int) -> str:
    """1st, 2nd; where endings do not change, the catalogue's one form."""
    if words.current() != words.SOURCE:
        return _("{place}th", place=place)
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
