"""The small apps of these tests behind one address, a page each: one server for all, and Streamlit's own scripts load once."""

from pathlib import Path

import streamlit as st

ME = Path(__file__)

if __name__ == "__main__":
    apps = sorted(path for path in ME.parent.glob("*_app.py") if path != ME)
    pages = [st.Page(path, url_path=path.stem) for path in apps]
    st.navigation([st.Page(lambda: None, title="Parts", default=True), *pages], position="hidden").run()
