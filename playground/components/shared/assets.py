"""The components' JavaScript and CSS, plain files in the folders of the components. Streamlit takes them as text: there is no build step."""

from pathlib import Path

COMPONENTS = Path(__file__).resolve().parent.parent


def read(*names: str) -> str:
    """Some of them, one after another. A component is a single text, so what they share comes first."""
    return "\n".join((COMPONENTS / name).read_text(encoding="utf-8") for name in names)
