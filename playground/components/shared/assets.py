"""Components run in the browser as plain files, without a build step: what each has of its own after what all of them share."""

from pathlib import Path
from typing import Any

import streamlit as st

COMPONENTS = Path(__file__).resolve().parent.parent
BASE = tuple(f"shared/{name}.js" for name in ("mount", "elements", "canvas", "numbers", "hand"))


def read(*names: str) -> str:
    """Some of the files, one after another: for Streamlit a component is a single text."""
    return "\n".join((COMPONENTS / name).read_text(encoding="utf-8") for name in names)


def component(name: str, *scripts: str, styles: tuple[str, ...] = ()) -> Any:
    """The component in the folder of this name: NAME.js, which comes last, and NAME.css where there is one."""
    own = f"{name}/{name}.css"
    styles = ("shared/shared.css", *styles, *([own] if (COMPONENTS / own).is_file() else []))
    return st.components.v2.component(
        f"atelier.{name}",
        html='<div class="atelier"></div>',
        css=read(*styles),
        js=read(*BASE, *scripts, f"{name}/{name}.js"),
    )
