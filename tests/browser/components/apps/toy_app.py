"""A page with the toy and what Python hears of it, for tests/browser/components/test_toy.py. The address may hold any of its settings."""

import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import streamlit as st

from engine.core import config as configs
from engine.lessons.compete.points.config import PointsConfig
from playground.components.toy.toy import toy


def main() -> None:
    asked = {name: text for name, text in st.query_params.items() if name in configs.kinds(PointsConfig)}
    config = configs.from_dict(PointsConfig, asked | st.session_state.get("moved", {}))
    left, right = st.columns(2)
    if left.toggle("Another page"):
        st.text("elsewhere")
        return
    if right.toggle("Uniform noise"):
        config = configs.from_dict(PointsConfig, configs.to_dict(config) | {"noise": "uniform"})
    toy(config, key="toy", on_move=lambda moved: st.session_state.update(moved=moved))
    st.text(f"heard {st.session_state.get('moved')}")


if __name__ == "__main__":
    st.set_page_config(page_title="Toy", layout="wide")
    main()
