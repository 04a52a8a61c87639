"""The pictures that a run has kept, with a scrubber back to any step; left alone it follows the newest."""

import streamlit as st

from engine.runs import PreviewFile, Run
from playground.parts import pictures

NEWEST = "newest"
FRAMES = 10


def film(run: Run, *, key: str) -> None:
    kept = run.previews()
    if not kept:
        return
    names = list(dict.fromkeys(preview.name for preview in kept))
    name = names[0]
    with st.container(border=True, key="film"):
        if len(names) > 1:
            name = st.segmented_control(
                "Pictures", names, default=names[0], required=True, format_func=str.capitalize, key=f"{key}.name"
            )
        frames = [preview for preview in kept if preview.name == name]
        chosen = _scrub(frames, key=f"{key}.step")
        pictures.show_file(chosen.path, f"Step {chosen.step:,}. {chosen.caption}")


def _scrub(frames: list[PreviewFile], *, key: str) -> PreviewFile:
    if len(frames) == 1:
        return frames[0]
    by_step = {frame.step: frame for frame in frames}
    step = st.select_slider(
        "Film of the run",
        [*by_step, NEWEST],
        value=NEWEST,
        format_func=lambda step: step if step == NEWEST else f"step {step:,}",
        key=key,
        help="Drag back to see any step again. At the right end it follows the newest.",
    )
    return frames[-1] if step == NEWEST else by_step[step]
