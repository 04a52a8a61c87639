"""What the cycle's weight and the identity loss are good for: small translators that differ in nothing else, on the visitor's own picture."""

import streamlit as st

from engine.language.words import N_, _
from playground.components.big.big import desk, stage
from playground.lessons.translate.cyclegan import models, picture, translate
from playground.lessons.translate.cyclegan.models import KEY, Way
from playground.shell import frame, views
from playground.widgets import setting

COMMAND = (
    "python -m engine train cyclegan --data day-night --side 64 --width 16 --blocks 4 --critic-width 16 --no-residual"
    " --steps 1000 --cool-down 0.4"
)

CYCLES = {"night-cycle-0": "0", "night": "3", "night-cycle-30": "30"}
"""Shipped file -> the weight of the cycle that it learnt with, where the critic weighs 1 and identity a half."""

OFTEN, WITHOUT = "night", "night-no-identity"

FLAGS = {"night-cycle-0": " --cycle 0", OFTEN: "", "night-cycle-30": " --cycle 30", WITHOUT: " --identity 0"}

WORDS = {
    "night-cycle-0": N_(
        "**Weight 0: free invention.** Nobody asks that the scene comes back. The critic is content with any night."
    ),
    OFTEN: N_("**Weight 3: both have a say.** Light and colours turn, and the scene stays where it was."),
    "night-cycle-30": N_(
        "**Weight 30: no courage.** The scene comes back best, and the night is only darker: a lamp or a moon that it invents might not come back."
    ),
    WITHOUT: N_("**Without identity.** What is there already is painted over as if it were not: it costs nothing."),
}
"""What to look for in each."""

WITH_IT = N_("**With identity.** A generator that is given what is on its side already learns to leave it alone.")

PARTS = {part: translate.SHOWN[part] for part in ("cycle", "same")}


def show(corner) -> None:
    found = models.shipped()
    if not FLAGS.keys() <= found.keys():
        st.info(_("There is no model for this yet: the translators of day and night are not all in pretrained/."))
        st.code("\n".join(f"{COMMAND}{flags}" for flags in FLAGS.values()), language="bash")
        views.offer(_("Train a translator"), "train", KEY)
        return
    picture.follow()
    with stage():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            part = setting.what_to_show(PARTS, "cycle", key=f"{KEY}.weights.part")
            name = _cycle() if part == "cycle" else _identity()
            way = Way(found[name], False)
            size = picture.size(way)
        st.markdown(_(WITH_IT if part == "same" and name == OFTEN else WORDS[name]))
        with frame.guard():
            _SHOWN[part](way, picture.content(), size)
    st.caption(
        _("They learnt from drawn scenes of 64 pixels, a thousand steps each: soft, and on photographs they guess.")
    )
    with desk("pictures"):
        picture.wall(tall=200)


def _cycle() -> str:
    return st.select_slider(
        _("Weight of the cycle"),
        list(CYCLES),
        value=OFTEN,
        format_func=CYCLES.__getitem__,
        key=f"{KEY}.weights.cycle",
        persist_state="session",
        help=_("Each place is a pair of generators of its own, which learnt with this weight. The critic weighs 1."),
    )


def _identity() -> str:
    on = st.toggle(
        _("Identity loss"),
        value=True,
        key=f"{KEY}.weights.identity",
        persist_state="session",
        help=_("Both pairs learnt alike, with a cycle of weight 3, but for this one loss."),
    )
    return OFTEN if on else WITHOUT


_SHOWN = {"cycle": translate.cycle, "same": translate.same}
