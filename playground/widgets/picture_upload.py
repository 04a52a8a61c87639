"""Ways to bring a picture for painting."""

import streamlit as st

from engine.core.errors import Trouble
from engine.data.uploads import intake, single
from engine.language.words import N_, _
from playground.server import allowance
from playground.shell import frame, picture_file
from playground.widgets import picture_shelf, uploads
from playground.widgets.own import own_face


def heading_with_upload(label: str, which: str, take) -> None:
    """The words above a gallery, and the drawer for a picture of one's own: `take` gets its reference."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{label}**", width="content")
        drawer = st.popover(
            _("Your own"), icon=":material/add_photo_alternate:", key=f"paint.own.{which}", on_change="rerun"
        )
    picture_file.offer_again(which)
    if drawer.open:
        with drawer, frame.guard():
            _bring(which, take)


WAYS = {"upload": N_(":material/upload: Upload"), "camera": N_(":material/photo_camera: Camera")}


def _bring(which: str, take) -> None:
    """A picture from the reader's disk or camera. It is kept on arrival: uploaded files do not outlive their page."""
    way = st.segmented_control(
        _("From where"),
        list(WAYS),
        format_func=lambda way: _(WAYS[way]),
        default="upload",
        required=True,
        key=f"paint.way.{which}",
        wrap=True,
    )
    turn = st.session_state.get(f"paint.turn.{which}", 0)
    if way == "upload":
        file = uploads.one_file(_("Your picture"), key=f"paint.file.{which}.{turn}")
    elif not own_face.safe_for_camera(st.context.url):
        raise Trouble(
            "Browsers lend the camera only to pages at an https address, or on the very computer that runs them.",
            "Take the picture with another program and upload it here.",
        )
    else:
        allowance.note(f"paint.camera.{which}.{turn}", uploads.MEGABYTES)
        file = st.camera_input(_("Take a picture"), key=f"paint.camera.{which}.{turn}")
    if own_face.local(st.context.url):
        stays = _(
            "It stays on this computer, in the folder of your runs, with its file's name and without what a camera "
            "writes into it."
        )
    else:
        stays = _(
            "It stays on the computer that runs this playground, in the folder of your runs, with its file's name and "
            "without what a camera writes into it."
        )
    st.caption(stays)
    if file is not None:
        picture = intake.open_picture(file.getvalue(), file.name)
        picture_file.remember(file.getvalue(), which)
        reference = picture_shelf.keep(picture, single.titled(file.name) if way == "upload" else _("From the camera"))
        picture_shelf.remember(reference)
        take(reference)
        st.session_state[f"paint.turn.{which}"] = turn + 1
        st.rerun()
