"""The pictures that a run has kept, with a scrubber back to any step; left alone it follows the newest."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from engine.language.retold import retold
from engine.language.words import N_, _
from engine.runs.run import PreviewFile, Run
from playground.components.film.film import Pane, reel
from playground.shell import wording
from playground.widgets import picture_view

NEWEST = N_("newest")
FRAMES = 10
LONGEST = 24
"""Frames of a small strip, and of a film that goes to the browser."""

WIDEST, QUALITY = 640, 84
"""Pixels on the longer side of a film's frame, and how well it is kept."""


def film(run: Run, *, key: str, group: str = "", on_branch: Callable[[int], None] | None = None) -> None:
    """The film of the chosen pictures. It follows the newest until a hand takes it back; charts of the same `group` show its step."""
    kept = run.previews()
    names = list(dict.fromkeys(preview.name for preview in kept))
    if not names:
        st.caption(_("The first pictures come after a few steps."))
        return
    name = names[0]
    if len(names) > 1:
        name = st.segmented_control(
            _("Pictures"),
            names,
            default=names[0],
            required=True,
            format_func=titled,
            key=f"{key}.name",
            label_visibility="collapsed",
        )
    frames = _spread([preview for preview in kept if preview.name == name], LONGEST)
    said = [
        _("Step {step:,}. {caption}", step=frame.step, caption=retold(frame.caption).replace("*", "∗"))
        for frame in frames
    ]
    reel(
        _sheet(tuple((str(frame.path), frame.path.stat().st_mtime) for frame in frames)),
        [Pane("", said, titled(name))],
        [frame.step for frame in frames],
        key=f"{key}.{name}",
        group=group,
        newest=True,
        kept=True,
        on_branch=on_branch,
    )


@st.cache_data(max_entries=30, show_spinner=False)
def _sheet(files: tuple[tuple[str, float], ...]) -> dict[str, Any]:
    """The frames below one another, (path, when it was changed) each. They are as large as the newest."""
    pictures = [_as_frame(*file) for file in files]
    height, width = pictures[-1].shape[:2]
    sheet = np.zeros((len(pictures) * height, width, 3), np.uint8)
    for place, picture in enumerate(pictures):
        if picture.shape[:2] != (height, width):
            picture = np.asarray(Image.fromarray(picture).resize((width, height), Image.Resampling.NEAREST))
        sheet[place * height : (place + 1) * height] = picture
    content = io.BytesIO()
    Image.fromarray(sheet).save(content, "WEBP", quality=QUALITY, method=2)
    return {"url": picture_view.address(content.getvalue(), "webp"), "columns": 1, "side": [height, width]}


@st.cache_data(max_entries=300, show_spinner=False)
def _as_frame(path: str, changed: float) -> np.ndarray:
    """uint8 (h, w, 3), no larger than a film needs it."""
    picture = small(picture_view.read(Path(path)), WIDEST)
    return np.asarray(Image.fromarray(picture).convert("RGB"))


NAMES = (
    *(N_("samples"), N_("fixed"), N_("fresh"), N_("reconstructions"), N_("map"), N_("picture"), N_("pictures")),
    *(N_("smile"), N_("plane"), N_("pairs"), N_("paintings"), N_("styles"), N_("from A"), N_("from B")),
    *(N_("easels"), N_("eyes"), N_("found"), N_("marks"), N_("unsure")),
)
"""What loops call their pictures."""


def in_words(name: str) -> str:
    """samples, from-a -> from A"""
    return wording.safe(_(" ".join(part.upper() if len(part) == 1 else part for part in name.split("-"))))


def titled(name: str) -> str:
    """samples -> Samples, from-a -> From A"""
    said = in_words(name)
    return said[:1].upper() + said[1:]


def scrub(frames: list[PreviewFile], *, key: str, strip: bool = True) -> PreviewFile:
    """The chosen one of several frames; with `strip`, small ones stand above the slider."""
    if strip:
        _strip(_spread(frames))
    by_step = {frame.step: frame for frame in frames}
    step = st.select_slider(
        _("Film"),
        [*by_step, NEWEST],
        value=NEWEST,
        format_func=lambda step: _(step) if step == NEWEST else _("step {step:,}", step=step),
        key=key,
        help=_("Drag back to see any step again. At the right end it follows the newest."),
        label_visibility="collapsed",
    )
    return by_step[step] if isinstance(step, int) else frames[-1]


def _strip(frames: list[PreviewFile]) -> None:
    drawn = _drawn(tuple(str(frame.path) for frame in frames))
    first, last = frames[0].step, frames[-1].step
    said = _("{n} frames from step {first:,} to step {last:,}", n=len(frames), first=first, last=last)
    st.image(picture_view.address(drawn), width="stretch", alt=said)


@st.cache_data(max_entries=100, show_spinner=False)
def _drawn(paths: tuple[str, ...]) -> bytes:
    """Kept, because a run's panel asks for the same frames again and again until the next one comes, for each who watches."""
    return picture_view.png(picture_view.film_strip([picture_view.read(Path(path)) for path in paths]))


def _spread(frames: list[PreviewFile], most: int = FRAMES) -> list[PreviewFile]:
    """At most so many of them, evenly spread, with the first and the last."""
    count = min(most, len(frames))
    if count < 2:
        return frames
    return [frames[round(number * (len(frames) - 1) / (count - 1))] for number in range(count)]


PICTURE = "picture"
"""What the loop calls its previews."""

TALL = 360

LIVE, RESTING = 720, 1600
"""Pixels on the longer side of a picture that is sent several times a second, and of one that rests."""


def frames(run: Run) -> list[PreviewFile]:
    return [one for one in run.previews() if one.name == PICTURE]


def newest(run: Run) -> np.ndarray | None:
    """The picture as it stands, uint8 (h, w, 3) at full size."""
    kept = frames(run)
    return np.array(picture_view.read(kept[-1].path)) if kept else None


def show_frame(frame: PreviewFile, caption: str, live: bool, tall: int = TALL) -> None:
    """The kept picture, no higher than `tall` CSS pixels."""
    picture = picture_view.read(frame.path)
    alt = _("The painting at step {step:,}", step=frame.step)
    content = picture_view.png(small(picture, longest_of(live)))
    picture_view.show_bytes(content, picture.shape[:2], caption, alt=alt, tall=tall)


def longest_of(live: bool) -> int:
    return LIVE if live else RESTING


def download(label: str, icon: str, make, name: str, mime: str) -> None:
    """A file to take away, made when it is asked for."""
    st.download_button(
        label, make, file_name=name, mime=mime, icon=icon, on_click="ignore", key=f"paint.download.{name}"
    )


def small(picture: np.ndarray, longest: int) -> np.ndarray:
    if max(picture.shape) <= longest:
        return picture
    image = Image.fromarray(picture)
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return np.asarray(image)
