"""A small app that shows the mixer, for tests/browser/components/test_mixer.py. It counts its script runs on the page.

?grey      a small grey decoder instead of one of 64 x 64 in colour
?count=8   so many concepts
?two       a second mixer, of another decoder, beside the first
?late      the weights are held after the mixer, not before
"""

import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import numpy as np
import streamlit as st

from engine.weights import browser
from playground.components.mixer.mixer import Concept, mixer
from playground.components.weights.weights import SENT, hold

DIMENSIONS = 128


def decoder(channels: int = 3, seed: int = 0) -> list[browser.Layer]:
    """Untrained, of the shape that draws the faces: 64 x 64, or 32 x 32 if grey. Its pictures are clouds of colour."""
    rng = np.random.default_rng(seed)

    def double(before: int, after: int) -> list[browser.Layer]:
        soft = np.outer([1, 3, 3, 1], [1, 3, 3, 1]) / 16
        mix = rng.normal(size=(before, after, 1, 1)) * np.sqrt(1.5 / before)
        weight = mix * soft + rng.normal(size=(before, after, 4, 4)) / 10 / np.sqrt(before)
        norm = browser.batch_norm(np.ones(before), np.zeros(before), np.zeros(before), rng.uniform(0.8, 1.2, before))
        return [norm, browser.leaky_relu(0.2), browser.conv_transpose(weight, stride=2, padding=1)]

    widths = (320, 160, 80, 40, channels) if channels == 3 else (48, 32, 16, channels)
    first = rng.normal(size=(widths[0] * 16, DIMENSIONS)) / np.sqrt(DIMENSIONS)
    layers = [browser.linear(first), browser.reshape(widths[0], 4, 4)]
    for before, after in zip(widths, widths[1:], strict=False):
        layers += double(before, after)
    return [*layers, browser.sigmoid()]


@st.cache_data
def packed(channels: int, seed: int) -> dict:
    return browser.pack(decoder(channels, seed))


def face(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=DIMENSIONS)


def concepts(count: int = 6) -> list[Concept]:
    words = [
        ("smile", "Smile", "no smile", "big smile"),
        ("glasses", "Glasses", "without", "with glasses"),
        ("age", "Age", "younger", "older"),
        ("hair", "Hair colour", "blond", "black"),
        ("beard", "Beard", "shaved", "bearded"),
        ("pale", "Skin", "tanned", "pale"),
        ("hat", "Hat", "bare head", "hat"),
        ("makeup", "Make-up", "none", "heavy"),
    ]
    rng = np.random.default_rng(2)
    return [Concept(*each, rng.normal(size=DIMENSIONS) / 3) for each in words[:count]]


def show() -> None:
    asked = st.query_params
    channels = 1 if "grey" in asked else 3
    preset = st.button("Only a smile")
    other = st.toggle("Another face")
    if st.toggle("Hide the mixer"):
        return
    if preset:
        st.session_state.amounts = {"smile": 1.5}
    if "lost" in asked and st.session_state.runs == 1:
        st.session_state[SENT] = {f"first{channels}"}
    if "late" not in asked:
        hold(f"first{channels}", lambda: packed(channels, 0))
    mixed = mixer(
        f"first{channels}",
        face(7 if other else 1),
        concepts(int(asked.get("count", 6))),
        "mixer",
        amounts=st.session_state.get("amounts"),
        locked=("age",),
    )
    st.text(f"mixed: {mixed.amounts}")
    if "late" in asked:
        hold(f"first{channels}", lambda: packed(channels, 0))
    if "two" in asked:
        hold("second", packed(1, 5))
        mixer("second", face(), concepts(2), "second", strip=False, title="Another model")


if __name__ == "__main__":
    st.set_page_config(page_title="Mixer", layout="wide")
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    show()
    st.button("Run again")
    st.text(f"script runs: {st.session_state.runs}")
