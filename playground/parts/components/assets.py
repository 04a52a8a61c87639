"""The components' JavaScript and CSS, plain files beside this one. Streamlit takes them as text: there is no build step."""

from pathlib import Path

HERE = Path(__file__).parent


def read(*names: str) -> str:
    """Some of them, one after another. A component is a single text, so what they share comes first."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)
