"""A small app that shows each component, for tests/browser/components/test_components.py. `?show=pad` chooses one.

It counts its script runs on the page: a component that sends nothing to Python leaves the number alone.
"""

import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import numpy as np
import streamlit as st

from engine.weights import browser
from playground.components.denoise.denoise import denoise_pad
from playground.components.pad.pad import View, latent_pad

CLASSES = [str(digit) for digit in range(10)]


def decoder(d: int = 2, channels: int = 1, seed: int = 0) -> list[browser.Layer]:
    """An untrained convolutional decoder of 28 x 28 pictures."""
    rng = np.random.default_rng(seed)

    def weight(*shape: int, fan: float) -> np.ndarray:
        return rng.normal(size=shape) * np.sqrt(2 / fan)

    return [
        browser.linear(weight(32 * 16, d, fan=d), rng.normal(size=32 * 16)),
        browser.relu(),
        browser.reshape(32, 4, 4),
        browser.conv_transpose(weight(32, 16, 3, 3, fan=72), rng.normal(size=16) / 4, stride=2, padding=1),
        browser.batch_norm(np.ones(16), np.zeros(16), rng.normal(size=16), rng.uniform(0.5, 2, 16)),
        browser.relu(),
        browser.conv_transpose(weight(16, 8, 3, 3, fan=36), stride=2, padding=1, output_padding=1),
        browser.leaky_relu(0.2),
        browser.conv_transpose(weight(8, channels, 3, 3, fan=18), stride=2, padding=1, output_padding=1),
        browser.sigmoid(),
    ]


def codes(d: int = 2, n: int = 600) -> tuple[np.ndarray, np.ndarray]:
    """Ten clouds on a ring, with a hole in the middle."""
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 10, n)
    middles = 1.8 * np.stack([np.cos(labels * 0.63), np.sin(labels * 0.63)], axis=1)
    points = rng.normal(size=(n, d))
    points[:, :2] = middles + 0.3 * points[:, :2]
    return points, labels


def show_pad() -> None:
    points, labels = codes()
    view = View("Map of pictures", browser.pack(decoder()), points=points, labels=labels)
    report = "report" in st.query_params
    st.text(f"place: {latent_pad([view], key='pad', classes=CLASSES, report=report)}")


def show_wide() -> None:
    """Sixteen dimensions and colour."""
    points, labels = codes(16)
    latent_pad([View("Sixteen dimensions", browser.pack(decoder(16, 3)), points=points, labels=labels)], key="pad")


def show_compare() -> None:
    points, labels = codes()
    left = View(
        "Autoencoder", browser.pack(decoder(seed=1)), points=4 * points + 6, prior=False, centre=(6, 6), extent=14
    )
    latent_pad(
        [left, View("VAE", browser.pack(decoder(seed=2)), points=points, labels=labels)], key="pad", classes=CLASSES
    )


def mender() -> list[browser.Layer]:
    """Pictures in, pictures out, untrained."""
    rng = np.random.default_rng(7)
    halve = browser.conv(rng.normal(size=(6, 1, 3, 3)) / 3, rng.normal(size=6), stride=2, padding=1)
    double = browser.conv_transpose(rng.normal(size=(6, 1, 3, 3)) / 3, stride=2, padding=1, output_padding=1)
    return [halve, browser.relu(), double, browser.sigmoid()]


def pictures(n: int = 6) -> np.ndarray:
    """Bright squares on black, uint8 (n, 28, 28, 1)."""
    made = np.zeros((n, 28, 28, 1), np.uint8)
    for k in range(n):
        made[k, 4 + k : 16 + k, 6 : 20 - k] = 255 - 20 * k
    return made


def show_denoise() -> None:
    denoise_pad(browser.pack(mender(), (1, 28, 28)), pictures(), key="denoise")


SHOWN = {"pad": show_pad, "wide": show_wide, "compare": show_compare, "denoise": show_denoise}

if __name__ == "__main__":
    st.set_page_config(page_title="Components", layout="wide")
    st.session_state.runs = st.session_state.get("runs", 0) + 1
    SHOWN[st.query_params.get("show", "pad")]()
    st.text(f"script runs: {st.session_state.runs}")
