"""By the course: the headings of the notes in their order, each a link to the page that does it."""

import streamlit as st

from engine.language import words
from engine.language.words import _
from playground.shell import course, frame, links

asked = st.query_params.get("note", course.NOTES[0].number)
opened = asked if asked in {note.number for note in course.NOTES} else course.NOTES[0].number

st.title(_("By the course"), anchor=False)
st.markdown(
    _("The headings of the five notes, in their order. Each opens the page, the view and the settings that do it.")
)
with frame.guard():
    for note in course.NOTES:
        with st.expander(f"**{note.number}** · {_(note.title)}", expanded=note.number == opened):
            grid = st.grid(len(note.chapters), min_column_width=330)
            for chapter in note.chapters:
                with grid.cell(), st.container(gap="xxsmall"):
                    small = "" if words.current() == "ko" else f"  \n:small[{chapter.english}]"
                    st.markdown(f"**{chapter.korean}**{small}")
                    for heading in chapter.headings:
                        st.page_link(
                            links.page_at(heading.page),
                            label=heading.said,
                            query_params=heading.query,
                        )
    with st.expander(_("용어 · The notes' words in English"), icon=":material/translate:"):
        rows = [f"| {korean} | {english} |" for korean, english in course.GLOSSARY]
        st.markdown("\n".join([f"| 노트 | {_('here')} |", "|---|---|", *rows]))
