"""What every lesson page has in common: its head, and what it says when something goes wrong."""

import contextlib
import logging
import traceback
from collections import Counter
from collections.abc import Generator, Iterable

import streamlit as st
from streamlit.errors import FragmentHandledException

from engine.core.card import Card
from engine.core.errors import Trouble
from engine.language.retold import retold
from engine.language.words import _
from playground.components.big.big import big
from playground.shell import course, links, wording
from playground.shell import explanation as shell_explanation

log = logging.getLogger("atelier")


def lesson_page(
    card: Card, explanation: shell_explanation.Explanation | None = None, facts: Iterable[str] = ()
) -> None:
    """The head of a lesson: title, one sentence, and at the right a few facts and 'How it works'.

    A fact is a few words, with an icon in front if wanted: ":material/memory: 170 k weights".
    """
    with st.container(
        horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="lesson-head"
    ):
        with st.container(width="content", gap="xxsmall", key="lesson-title"):
            st.title(_(card.title), anchor=False)
            st.markdown(_(card.summary))
            _in_the_course(card.name)
        with st.container(horizontal=True, width="content", vertical_alignment="center", gap="small"):
            with st.container(horizontal=True, width="content", gap="small", key="lesson-words"):
                for number, fact in enumerate(facts):
                    st.badge(fact, color="violet" if number == 0 else "gray")
                if explanation:
                    with st.popover(_("How it works"), icon=":material/help:"):
                        shell_explanation.how_it_works(explanation, key=card.name)
            big()


def _in_the_course(lesson: str) -> None:
    """The chapter of the notes that this lesson serves most, the way back to it, and all its headings."""
    served = course.served_by(lesson)
    if not served:
        return
    note, chapter = Counter((note, chapter) for note, chapter, heading in served).most_common(1)[0][0]
    st.page_link(
        links.COURSE,
        # And no more: on a phone it must not be cut off.
        label=f":small[{_('In the course: {heading}', heading=chapter.korean)}]",
        icon=":material/menu_book:",
        query_params={"note": note.number},
        help="  \n".join(f"{note.number} · {heading.said}" for note, _chapter, heading in served),
    )


@contextlib.contextmanager
def guard() -> Generator[None]:
    """Turn what goes wrong inside into words. Streamlit's own signals pass: they are no errors."""
    try:
        yield
    except FragmentHandledException:
        raise
    except Trouble as trouble:
        tell(trouble)
    except Exception:
        log.exception("A page failed")
        st.error(
            _("Something went wrong here that nobody foresaw. Your runs are safe: reload the page to go on."),
            icon=":material/error:",
        )
        with st.expander(_("Details for whoever mends it")):
            st.code(traceback.format_exc(), language=None, wrap_lines=True)


def tell(trouble: Trouble) -> None:
    """What happened, and what to do about it, also where a run's folder says it."""
    st.error(
        f"**{wording.safe(retold(trouble.what))}** {wording.safe(retold(trouble.advice))}", icon=":material/error:"
    )
