"""Many pictures at once: files in, a zip of translations out. A file that cannot be read stops none of the others."""

import functools
import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from engine.core.errors import Trouble
from engine.data.uploads import intake
from engine.language.words import N_, _, _n
from playground.lessons.translate.cyclegan import translations
from playground.lessons.translate.cyclegan.models import KEY, Way
from playground.server import allowance
from playground.shell import gate, wording
from playground.widgets import picture_view, uploads

MOST = 60
"""Files in one go."""

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
        if st.button(
            _("Translate to {side}", side=way.sides[1]),
            icon=":material/play_arrow:",
            disabled=not files,
            key=f"{KEY}.batch.go",
        ):
            st.session_state[DONE] = asked, *_translated(way, files, size, strength)
        done = st.session_state.get(DONE)
        if done and done[0] == asked:
            _hand_over(way, done[1], done[2], done[3])


def _translated(way: Way, files: Sequence, size: int, strength: float) -> tuple[bytes, int, list[str]]:
    """The zip, how many pictures are in it, and what to say of each file that is not."""
    if len(files) > MOST:
        raise Trouble(_("{n} files are too many for one go.", n=len(files)), _("Choose up to {most}.", most=MOST))
    refused: list[str] = []
    content = io.BytesIO()
    bar = st.progress(0.0, _("Translating"))
    translator = translations.translator(way)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:  # a PNG does not get smaller
        for number, file in enumerate(files):
            bar.progress(number / len(files), _("Picture {number} of {count}", number=number + 1, count=len(files)))
            try:
                picture = intake.open_picture(file.getvalue(), file.name, longest=size)
                act = functools.partial(translator.translate, picture, strength)
                made = picture_view.png(gate.through(N_("Translating"), ("batch", size), act))
            except Trouble as trouble:
                refused.append(f"{_(trouble.what)} {_(trouble.advice)}")
            else:
                packed.writestr(name_for(file.name, packed.namelist()), made)
        count = len(packed.namelist())
    bar.empty()
    return content.getvalue(), count, refused


def name_for(file: str, taken: Sequence[str]) -> str:
    """The file's own name as a PNG; of namesakes, the later ones with a number."""
    stem = PurePath(file.replace("\\", "/")).stem[:80] or "picture"
    names = (f"{stem}.png" if number == 1 else f"{stem}-{number}.png" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _hand_over(way: Way, packed: bytes, count: int, refused: list[str]) -> None:
    if count:
        st.download_button(
            _n("Download {n} picture as a zip", "Download {n} pictures as a zip", count),
            packed,
            file_name=f"{way.sides[1]}.zip",
            mime="application/zip",
            icon=":material/folder_zip:",
            type="primary",
            on_click="ignore",
            key=f"{KEY}.batch.zip",
        )
    for one in refused:
        st.markdown(f":orange[:material/warning:] {wording.safe(one)}")
