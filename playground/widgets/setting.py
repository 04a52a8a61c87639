"""A widget for one setting, made from what the setting says about itself."""

import math
from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine.core.config import Knob
from engine.language.words import _

SHORT = 25
"""Letters that fit side by side as buttons in a narrow column; the rim of a button takes as much as four."""


def hold(key: str, value: Any) -> None:
    """The widget under `key` will show `value`, wherever that was chosen.

    Only where it shows another one: a widget that is given its value is moved there, even under the reader's hand.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def what_to_show(parts: Mapping[str, str], default: str, *, key: str) -> str:
    """Which of these parts of a view is looked at: buttons above it, without a label of their own."""
    return st.segmented_control(
        _("What to show"),
        list(parts),
        format_func=lambda part: _(parts[part]),
        default=default,
        required=True,
        key=key,
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )


def ask(
    about: Knob, kind: type, *, key: str, value: Any, label: str | None = None, on_change: Any = "rerun", args: Any = ()
) -> Any:
    """Ask for one setting. `value` counts on the first visit; after that the widget remembers."""
    st.session_state.setdefault(key, value)
    label = label or _(about.label)
    common: dict[str, Any] = {
        "key": key,
        "help": _(about.help),
        "on_change": on_change,
        "args": args,
        "persist_state": "session",
    }
    if about.choices is not None:
        words = {value: _(word) for value, word in about.choices.items()}
        if sum(len(word) + 4 for word in words.values()) <= SHORT:
            return st.segmented_control(
                label, list(words), format_func=words.__getitem__, required=True, width="stretch", wrap=True, **common
            )
        return st.selectbox(label, list(words), format_func=words.__getitem__, **common)
    if kind is bool:
        return st.toggle(label, wrap=True, **common)
    if about.low is None or about.high is None or _too_wide(about, kind):
        step = 1 if kind is int else None
        return st.number_input(label, about.low, about.high, step=step, **common)
    if about.scale == "log":
        return st.select_slider(label, stops(about, kind, st.session_state[key]), format_func=shown, **common)
    low, high = kind(about.low), kind(about.high)
    return st.slider(label, low, high, step=1 if kind is int else _fine(high - low), **common)


def stops(about: Knob, kind: type, *also: Any) -> list[Any]:
    """The places at which a slider over powers stops: round numbers between the ends, and any value it must show."""
    low, high = about.low or 0, about.high or 0
    found = {kind(low), kind(high), *also}
    # Nothing is no power of anything: where a slider begins at 0, its powers span three tens.
    low = low or (1 if kind is int else high / 1000)
    if kind is int and high <= 2048:
        # Computers and their teachers count sizes in powers of two: 1 2 3 4 6 8 12 16 24 32 ...
        round_numbers = [scale * 2**power // 2 for power in range(12) for scale in (2, 3)]
    else:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        round_numbers = [float(f"{digit}e{power}") for power in powers for digit in (1, 2, 5)]
    found |= {kind(number) for number in round_numbers if low <= number <= high and number == kind(number)}
    return sorted(found)


def shown(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _too_wide(about: Knob, kind: type) -> bool:
    """Whether a slider of whole numbers would jump by dozens with each pixel."""
    return kind is int and about.scale != "log" and (about.high or 0) - (about.low or 0) > 1000


def _fine(span: float) -> float:
    return 10.0 ** math.floor(math.log10(span / 20))
