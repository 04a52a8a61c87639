"""A page with the flow of a shipped model and what Python hears of it, for tests/browser/components/test_flow.py. `?mode=steps` compares."""

import site
from pathlib import Path

site.addsitedir(str(Path(__file__).resolve().parents[4]))

import streamlit as st

from engine.weights import shelf
from playground.components.flow import flow


def main() -> None:
    model = shelf.find("flow-letters")
    if st.query_params.get("mode") == "steps":
        flow.steps(model, shelf.card(model), key="flow")
        return
    flow.flow(model, shelf.card(model), key="flow", on_draw=lambda word: st.session_state.update(word=word))
    st.text(f"heard {st.session_state.get('word')}")


if __name__ == "__main__":
    st.set_page_config(page_title="Flow", layout="wide")
    main()
