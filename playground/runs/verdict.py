"""What a run's curves mean, as a page says it."""

import streamlit as st

from engine import catalog
from engine.language.words import _
from engine.runs.run import Run
from playground.runs.records import Grown
from playground.shell import wording

MARKS = {
    "early": ":gray[:material/hourglass_top:]",
    "good": ":green[:material/check_circle:]",
    "bad": ":orange[:material/warning:]",
}


def verdict(run: Run, grown: Grown) -> None:
    """What the curves mean, in words."""
    for finding in catalog.verdict(run.lesson, run.config, grown.lines):
        mark = MARKS["early" if finding.early else "good" if finding.good else "bad"]
        said = " ".join(
            filter(
                None,
                (
                    f"**{wording.safe(_(finding.said))}**",
                    wording.safe(_(finding.cause)),
                    wording.safe(_(finding.cure)),
                ),
            )
        )
        st.markdown(f"{mark} {said}")
