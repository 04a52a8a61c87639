"""Components run in the browser as plain files, without a build step: what each has of its own after what all of them share."""

from pathlib import Path
from typing import Any

import streamlit as st

from engine.language import words
from engine.language.words import _
from playground.locale import extract

COMPONENTS = Path(__file__).resolve().parent.parent
BASE = tuple(f"shared/{name}.js" for name in ("mount", "elements", "canvas", "numbers", "hand"))


def read(*names: str) -> str:
    """Some of the files, one after another: for Streamlit a component is a single text."""
    return "\n".join((COMPONENTS / name).read_text(encoding="utf-8") for name in names)


def component(name: str, *scripts: str, styles: tuple[str, ...] = ()) -> Any:
    """The component in the folder of this name: NAME.js, which comes last, and NAME.css where there is one.

    Its sentences travel with its data, in the language of whoever is served."""
    own = f"{name}/{name}.css"
    styles = ("shared/shared.css", *styles, *([own] if (COMPONENTS / own).is_file() else []))
    code = read(*BASE, *scripts, f"{name}/{name}.js")
    said = sorted({str(message.id) for message in extract.of_javascript(code, name)})
    declared = st.components.v2.component(
        f"atelier.{name}",
        html='<div class="atelier"></div>',
        css=read(*styles),
        js=code,
    )

    def show(*, data: dict[str, Any] | bytes, **how: Any) -> Any:
        if isinstance(data, dict) and words.current() != words.SOURCE:
            data = data | {"language": words.current(), "texts": {message: _(message) for message in said}}
        return declared(data=data, **how)

    return show
