"""The reader's own face as a small picture: asked for, brought by upload or camera, found, cut out by a box, and never written down.

It lives in the memory of one visit only: not on the disk, and in no cache that outlives the page.
"""

import ipaddress
from dataclasses import replace
from urllib.parse import urlsplit

import numpy as np
import streamlit as st
from PIL import Image
from streamlit.delta_generator import DeltaGenerator

from engine.core.errors import Trouble
from engine.data.public import sets
from engine.data.uploads import intake
from engine.language.words import N_, _
from playground.components.crop import crop
from playground.components.crop.crop import Box, Guide, crop_box
from playground.server import allowance
from playground.shell import frame
from playground.widgets import picture_view, uploads
from playground.widgets.own import found_faces

SIDE = 64
MINE = "faces.own"
"""The key of the face that all views share: brought once, and forgotten everywhere at once."""

LARGE = 250
"""CSS pixels of the longer side of the picture under the box: beside it there is room for what becomes of the face."""

LONGEST = 1024
"""Of the picture that is cut from, in pixels: a face in a group is still larger than 64, and a class of them fits into memory."""

WAYS = {"upload": N_(":material/upload: Upload a picture"), "camera": N_(":material/photo_camera: Use the camera")}

# CelebA lays all its faces on the same places of 178 x 218 pixels; the set here is half as large, cut and scaled.
_left, _top, _right, _bottom = sets.FACE_BOX


def _in_the_crop(x: float, y: float) -> tuple[float, float]:
    return (x / 2 - _left) / (_right - _left), (y / 2 - _top) / (_right - _left)


GUIDES = {
    "faces-photo": Guide(eyes=(_in_the_crop(69.5, 111.5), _in_the_crop(108, 111.5)), mouth=_in_the_crop(89, 152.5)),
    "faces": Guide(eyes=((25 / 64, 33.6 / 64), (39 / 64, 33.6 / 64)), mouth=(32 / 64, 44.3 / 64)),
}
"""Where each set's faces have eyes and mouth. For the photographs, the mean of all 8,000 agrees within a pixel."""


def own_face(key: str, guide: str = "faces-photo", row: DeltaGenerator | None = None) -> np.ndarray | None:
    """The face that the reader brings, uint8 (64, 64, 3), laid out as in the set `guide`. None until there is one.

    `row` is where the choice among several faces and what can be done with the picture stand, if not above it.
    """
    face = None
    with frame.guard():
        if brought(key):
            face = _cut_out(key, guide if guide in GUIDES else "faces-photo", row)
        elif st.session_state.get(f"{key}.agreed"):
            _bring(key)
        else:
            _ask(key)
    return face


def brought(key: str) -> bool:
    return f"{key}.picture" in st.session_state


def cut(picture: np.ndarray, box: Box, size: int = SIDE) -> np.ndarray:
    """What lies in the box, upright, uint8 (size, size, 3). Beyond its edges the picture (h, w, 3) goes on as in a mirror."""
    reach = int(box.side * 0.8) + 4  # half a diagonal, and what the filters look at
    left, top = int(box.x) - reach, int(box.y) - reach
    rows, columns = (
        _mirrored(start, 2 * reach, length) for start, length in zip((top, left), picture.shape, strict=False)
    )
    around = Image.fromarray(picture[rows[:, None], columns])
    x, y, half = box.x - left, box.y - top, box.side / 2
    upright = around.rotate(box.degrees, Image.Resampling.BICUBIC, center=(x, y))
    square = upright.resize((size, size), Image.Resampling.LANCZOS, box=(x - half, y - half, x + half, y + half))
    return np.array(square)


def _mirrored(start: int, count: int, length: int) -> np.ndarray:
    places = np.arange(start, start + count) % (2 * length)
    return np.minimum(places, 2 * length - 1 - places)


def _ask(key: str) -> None:
    """The consent: nothing that takes a picture is shown before it."""
    if local(st.context.url):
        where = _("**Your own face.** The picture stays on this computer.")
    else:
        where = _("**Your own face.** The picture stays on the computer that runs this playground for your class.")
    what = _(
        "It is used only to compute its code: the numbers that the model makes of it. It is not stored, and it is gone "
        "when you close the page or press *Forget my picture*."
    )
    with st.container(border=True, key=f"{key}.consent"):
        st.markdown(f"{where} {what}")
        st.markdown(_("Is somebody else in the picture? Ask first."))
        st.button(
            _("Whoever is in it agrees"), icon=":material/check:", on_click=_agree, args=(key,), key=f"{key}.agree"
        )


def _agree(key: str) -> None:
    st.session_state[f"{key}.agreed"] = True


def _bring(key: str) -> None:
    way = st.segmented_control(
        _("Your own face"),
        list(WAYS),
        format_func=lambda way: _(WAYS[way]),
        default="upload",
        required=True,
        key=f"{key}.way",
        wrap=True,
    )
    if way == "upload":
        file = uploads.one_file(_("A picture with your face"), key=f"{key}.file")
        st.caption(_("One in which you look straight ahead comes out best."))
    elif not safe_for_camera(st.context.url):
        raise Trouble(
            "Browsers lend the camera only to pages at an https address, or on the very computer that runs them.",
            "Take the picture with another program and upload it here.",
        )
    else:
        allowance.note(f"{key}.camera", uploads.MEGABYTES)
        file = st.camera_input(_("Look straight ahead"), key=f"{key}.camera", width=440)
        st.caption(
            _("No picture? Let the browser use the camera when it asks. Without a camera, upload a picture instead.")
        )
    if file is None:
        return
    picture = intake.open_picture(file.getvalue(), file.name, longest=LONGEST)
    st.session_state[f"{key}.picture"] = picture
    st.session_state[f"{key}.found"] = found_faces.found(picture)
    st.rerun()  # without the widget: the file itself, with all that a camera writes into it, is dropped


def _cut_out(key: str, guide: str, row: DeltaGenerator | None) -> np.ndarray:
    picture, marks = st.session_state[f"{key}.picture"], GUIDES[guide]
    boxes = [found_faces.box_of(eyes, marks) for eyes in st.session_state.get(f"{key}.found", [])]
    if row is None:
        row = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    with row:
        chosen = _which(key, picture, boxes)
        st.button(_("Another picture"), icon=":material/refresh:", on_click=_drop, args=(key,), key=f"{key}.another")
        st.button(_("Forget my picture"), icon=":material/delete:", on_click=_forget, args=(key,), key=f"{key}.forget")
    laid_by_hand = f"{key}.box.{guide}.{chosen}"  # each set has eyes at places of its own
    start = st.session_state.get(laid_by_hand) or (boxes[chosen] if boxes else crop.first_box(picture))
    left, top, right, bottom = found_faces.around(boxes[chosen] if boxes else start, picture)
    with st.container(horizontal=True, gap="small"):
        with st.container(width=LARGE):
            laid = crop_box(
                picture[top:bottom, left:right],
                f"{key}.crop.{guide}.{chosen}",
                guide=marks,
                start=replace(start, x=start.x - left, y=start.y - top),
                alt=_("Your picture"),
                reach=LARGE,
            )
        box = replace(laid, x=laid.x + left, y=laid.y + top)
        st.session_state[laid_by_hand] = box
        face = cut(picture, box)
        with st.container(width=200, gap="small"):
            caption = _("What the model gets: 64 × 64 pixels.")
            picture_view.show(face, caption, alt=_("Your face, cut out"), width=128)
            if box.side < SIDE:
                st.caption(
                    _("The box holds only {side:.0f} pixels across, so this is soft. Come closer.", side=box.side)
                )
            if not boxes:
                st.caption(_("No face was found by itself: lay the box around it."))
    return face


def _which(key: str, picture: np.ndarray, boxes: list[Box]) -> int:
    """Of several faces one is chosen by its picture; the largest at first."""
    if len(boxes) < 2:
        return 0
    name = f"{key}.which"
    st.session_state.setdefault(name, 0)
    st.caption(_("{n} faces were found. Which one?", n=len(boxes)), width="content")
    with st.container(horizontal=True, gap="small", width="content"):
        for number, box in enumerate(boxes):
            with st.container(width=84, gap="xxsmall", horizontal_alignment="center"):
                picture_view.show(cut(picture, box), alt=_("Face {number}", number=number + 1), width=52)
                st.button(
                    _("Face {number}", number=number + 1),
                    key=f"{key}.which.{number}",
                    type="primary" if number == st.session_state[name] else "secondary",
                    on_click=_choose,
                    args=(key, number),
                )
    return st.session_state[name]


def _choose(key: str, number: int) -> None:
    st.session_state[f"{key}.which"] = number


def _drop(key: str) -> None:
    """All that was made of the picture goes with it; what was agreed, how pictures come, and what the reader kept stays."""
    _lose(key, but=(f"{key}.agreed", f"{key}.way", f"{key}.kept"))


def _forget(key: str) -> None:
    """The consent as well, for the next face may be somebody else's, and whatever was kept of this one."""
    _lose(key, but=(f"{key}.way",))


def _lose(key: str, but: tuple[str, ...]) -> None:
    for name in [str(name) for name in st.session_state]:
        if name.startswith(f"{key}.") and not name.startswith(but):
            del st.session_state[name]


def local(url: str | None) -> bool:
    """Whether a page at this address comes from the reader's own computer."""
    host = urlsplit(url or "").hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def safe_for_camera(url: str | None) -> bool:
    """Whether browsers offer a camera to a page at this address; what is not known is tried."""
    return not url or urlsplit(url).scheme == "https" or local(url)
