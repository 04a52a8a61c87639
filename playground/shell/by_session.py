"""What is known of each visitor. Kept beside st.session_state, at which Streamlit may cut a script off, and which no thread but the
script's may read: the engine asks in the midst of its work."""

from typing import Generic, TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

MOST = 10_000

Known = TypeVar("Known")


class BySession(Generic[Known]):
    def __init__(self) -> None:
        self._known: dict[str, Known] = {}

    def keep(self, known: Known) -> Known | None:
        """Know this of whoever is served now. What was known before."""
        context = get_script_run_ctx(suppress_warning=True)
        if context is None:
            return None
        if len(self._known) > MOST:
            self._known.clear()  # whoever is still here says it again with the next click
        before = self._known.get(context.session_id)
        self._known[context.session_id] = known
        return before

    def get(self) -> Known | None:
        """None where nothing is known yet, and outside of a page's script, where nobody is served."""
        context = get_script_run_ctx(suppress_warning=True)
        return self._known.get(context.session_id) if context else None
