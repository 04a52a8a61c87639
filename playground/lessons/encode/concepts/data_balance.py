"""Who is in the pictures that a model of faces learnt from, and what follows from it."""

import streamlit as st

from engine.language.words import N_, _
from playground.lessons.encode.concepts import vectors
from playground.widgets.models import Model

PHOTO = N_(
    "The photographs are of **public figures**, taken from the web about 2010 to 2014 by researchers who did not ask them. "
    "They may be used for research only, and none of them is stored in Atelier or shown by it: what you see are copies and inventions of the model.\n\n"
    "Forty labels were given by people who looked at the pictures. Some say what can be seen (glasses). Others are opinions (*attractive*) "
    "or guesses about a person (*male*, *young*): here they mean **what the labellers ticked**, nothing else.\n\n"
    "The faces are mostly young, made up, smiling at a camera, and light-skinned; nobody labelled the colour of skin except as 'pale', so how uneven "
    "the set is cannot even be counted with its own labels. What is rare in the data the model draws badly or not at all: hats and glasses blur, "
    "old, dark or turned faces drift towards the average. **A tool that decided about people with such a space would be unfair to those whom the data forgot.**"
)
CARTOON = N_(
    "These faces were drawn by a program that rolls a die for each attribute, so **every attribute is independent of every other**, "
    "and every label is true. That makes them a good test: whatever a vector changes besides its concept is the method's fault, not the data's.\n\n"
    "No person stands behind them. But somebody chose what can vary: five colours of hair, eight styles, no wheelchair, no scar. That choice is a bias too."
)


def show(model: Model) -> None:
    with st.expander(_("Who is in these pictures, and what the model cannot draw"), icon=":material/groups:"):
        left, right = st.columns([5, 4], gap="large")
        with left:
            st.markdown(_(PHOTO if model.data == "faces-photo" else CARTOON))
        with right:
            known = vectors.faces(model)
            shares = {_(mark.title): share for mark, share in zip(known.marks, known.train_marks.mean(0), strict=True)}
            rows = sorted(shares.items(), key=lambda row: -row[1])
            label, part = _("Label"), _("Of the training faces")
            st.dataframe(
                {label: [title for title, _share in rows], part: [100 * float(share) for _title, share in rows]},
                column_config={part: st.column_config.ProgressColumn(format="%.0f %%", min_value=0, max_value=100)},
                hide_index=True,
                height=330,
            )
            st.caption(_("{n:,} training faces.", n=len(known.train)))
