"""A small app that shows line-ups, for tests/browser/components/test_lineup.py. It writes what Python heard on the page.

?groups     pick for A, B and C
?many       up to three for each of two groups
?other=1    other faces, under the same key
?late       the script reaches the faces a second late, and only where they are wanted
"""

import site
import time
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import numpy as np
import streamlit as st

from playground.components.lineup.lineup import lineup
from playground.components.weights.weights import hold
from playground.widgets import lineup_pages
from tests.browser.components.apps.mixer_app import DIMENSIONS, packed

COUNT = 10


def codes(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(COUNT, DIMENSIONS)).astype(np.float32)


def main() -> None:
    hold("small", lambda: packed(1, 0))
    other = st.checkbox("Other faces")
    if "late" in st.query_params:
        return late()
    how = {}
    if "groups" in st.query_params:
        how = {"groups": ("A", "B", "C"), "chosen": (0, 1, 2)}
    elif "many" in st.query_params:
        how = {"groups": ("with", "without"), "most": 3}
    picked = lineup("small", codes(int(other)), "line", **how)
    st.text(f"heard: {dict(picked.groups)}, one: {picked.one}")


def late() -> None:
    hidden = st.checkbox("Hide")
    time.sleep(1)
    if not hidden:
        picked = lineup_pages.pick("small", lambda some: codes(0)[list(some)], range(len(codes(0))), "late", most=3)
        st.text(f"heard: {len(picked['picked'])}")


if __name__ == "__main__":
    main()
