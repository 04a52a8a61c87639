"""A page with growing curves, as the run panel shows them: one tick at each press, so that a test sets the pace."""

import math
import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import streamlit as st

from engine import catalog
from playground.components.curves.curves import show

MARKS = [(400, "beta 2"), (700, "noise level 0.9")]


def vae(steps: int) -> dict[str, tuple[list[int], list[float]]]:
    """What the VAE's loop reports, from formulas."""
    every = list(range(1, steps + 1))
    looks = [step for step in every if step % 50 == 0 or step == 1]
    noise = [6 * math.sin(step * 1.7) + 4 * math.sin(step * 0.61) for step in every]
    reconstruction = [80 + 460 * math.exp(-step / 60) + noise[step - 1] for step in every]
    kl = [18 * (1 - math.exp(-step / 90)) + noise[step - 1] / 12 for step in every]
    both = [a + b for a, b in zip(reconstruction, kl, strict=True)]
    lines = {
        "training loss": (every, both),
        "reconstruction": (every, reconstruction),
        "KL": (every, kl),
        "beta": (every, [min(1.0, step / 200) for step in every]),
        "held-out reconstruction": (looks, [reconstruction[step - 1] + 6 for step in looks]),
        "held-out KL": (looks, [kl[step - 1] for step in looks]),
        "held-out negative ELBO": (looks, [both[step - 1] + 6 for step in looks]),
        "active units": (looks, [min(12, step // 40) for step in looks]),
        "mutual information": (looks, [5 * (1 - math.exp(-step / 120)) for step in looks]),
    }
    for k in range(1, 13):
        lines[f"KL of z{k}"] = (looks, [(13 - k) / 5 * (1 - math.exp(-step / (40 + 10 * k))) for step in looks])
    return lines


@st.fragment
def panel() -> None:
    if "steps" not in st.session_state:
        st.session_state.steps = int(st.query_params.get("steps", 100))
    if st.button("Tick"):
        st.session_state.steps += 100
    steps = st.session_state.steps
    lines = vae(steps)
    if "late" in st.query_params:  # measured from step 50 on
        lines = {
            name: (xs[-sum(x >= 50 for x in xs) :], ys[-sum(x >= 50 for x in xs) :]) for name, (xs, ys) in lines.items()
        }
    if "spoilt" in st.query_params:
        lines["training loss"] = (lines["training loss"][0], [*lines["training loss"][1][:-1], math.nan])
    if st.toggle("Curves", value=True):
        show(lines, catalog.card("vae").charts, key="curves", marks=[mark for mark in MARKS if mark[0] <= steps])
    st.caption(f"{steps} steps")


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    columns = st.columns([6, 5]) if "wide" in st.query_params else [st.container()] * 2
    with columns[1]:
        panel()
