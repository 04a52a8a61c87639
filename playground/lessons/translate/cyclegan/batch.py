"""Many pictures at once: files in, a zip of translations and a contact sheet out. A file that cannot be read stops none of the others."""

import functools
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.data import sheets
from engine.data.uploads import intake
from engine.language.words import N_, _, _n
from playground.lessons.translate.cyclegan import translations
from playground.lessons.translate.cyclegan.models import KEY, Way
from playground.server import allowance
from playground.shell import gate, picture_file, wording
from playground.widgets import picture_view, uploads

MOST = 60
"""Files in one go."""

SMALL, ACROSS = 128, 3
"""Pixels of a picture on the contact sheet, and pairs in a row of it."""

DONE = f"{KEY}.batch.done"


def show(way: Way, size: int, strength: float) -> None:
    with st.expander(
        _("Many pictures at once"), icon=":material/photo_library:", key=f"{KEY}.batch", on_change="rerun"
    ) as drawer:
        if not drawer.open:
            return
        files = st.file_uploader(
            _("Up to {most} pictures", most=MOST),
            type=[kind for kind in uploads.KINDS if kind != "zip"],
            accept_multiple_files=True,
            max_upload_size=allowance.note(f"{KEY}.batch.files", uploads.MEGABYTES),
            key=f"{KEY}.batch.files",
        )
        asked = (way.model.name, way.back, size, strength, tuple(file.file_id for file in files))
        go = st.button(
            _("Translate to {side}", side=way.sides[1]),
            icon=":material/play_arrow:",
            disabled=not files,
            key=f"{KEY}.batch.go",
        )
        place = st.empty()
        if go:
            st.session_state[DONE] = asked, _translated(way, files, size, strength, place)
        done = st.session_state.get(DONE)
        if done and done[0] == asked:
            _hand_over(way, done[1], place)


@dataclass
class Batch:
    """What has come of a batch: the zip, a small view of each pair, and what to say of each file that is none of them."""

    packed: bytes = b""
    pairs: list[np.ndarray] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def sheet(self) -> np.ndarray:
        """All pairs, each a picture beside its translation."""
        across = min(ACROSS, len(self.pairs))
        blank = [np.full_like(self.pairs[0], 128)] * (-len(self.pairs) % across)
        return sheets.grid(np.stack([*self.pairs, *blank]), across=across, gap=6)


def _translated(way: Way, files: Sequence, size: int, strength: float, place) -> Batch:
    """All files, one by one; each pair is shown when it is done."""
    if len(files) > MOST:
        raise Trouble(_("{n} files are too many for one go.", n=len(files)), _("Choose up to {most}.", most=MOST))
    found, content = Batch(), io.BytesIO()
    bar = st.progress(0.0, _("Translating"))
    translator = translations.translator(way)
    link = _link(way, size, strength)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:  # a PNG does not get smaller
        for number, file in enumerate(files):
            bar.progress(number / len(files), _("Picture {number} of {count}", number=number + 1, count=len(files)))
            try:
                picture = intake.open_picture(file.getvalue(), file.name, longest=size)
                act = functools.partial(translator.translate, picture, strength)
                made = gate.through(N_("Translating"), ("batch", size), act)
            except Trouble as trouble:
                found.refused.append(f"{_(trouble.what)} {_(trouble.advice)}")
            else:
                packed.writestr(name_for(file.name, packed.namelist()), picture_file.png(made, link))
                found.pairs.append(np.concatenate([intake.square(one, SMALL) for one in (picture, made)], 1))
                _show(found, place)
        if found.pairs:
            packed.writestr(name_for("contact-sheet", packed.namelist()), picture_file.png(found.sheet(), link))
    bar.empty()
    found.packed = content.getvalue()
    return found


def _link(way: Way, size: int, strength: float) -> str:
    """How they were made; the pictures themselves are nowhere but in the reader's files."""
    asked = {"view": "translate", "model": way.model.name, "size": str(size), "strength": f"{100 * strength:.0f}"}
    return picture_file.to(KEY, asked | ({"way": "back"} if way.back else {}))


def _show(found: Batch, place) -> None:
    with place.container():
        said = _n("{n} picture, before and after.", "{n} pictures, each before and after.", len(found.pairs))
        picture_view.show(found.sheet(), said, alt=_("Contact sheet"), width="stretch", target=1)


def name_for(file: str, taken: Sequence[str]) -> str:
    """The file's own name as a PNG; of namesakes, the later ones with a number."""
    stem = PurePath(file.replace("\\", "/")).stem[:80] or "picture"
    names = (f"{stem}.png" if number == 1 else f"{stem}-{number}.png" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _hand_over(way: Way, found: Batch, place) -> None:
    if found.pairs:
        _show(found, place)
        count = len(found.pairs)
        st.download_button(
            _n("Download {n} picture as a zip", "Download {n} pictures as a zip", count),
            found.packed,
            file_name=f"{way.sides[1]}.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            type="primary",
            on_click="ignore",
            key=f"{KEY}.batch.zip",
        )
    for one in found.refused:
        st.markdown(f":orange[:material/warning:] {wording.safe(one)}")
