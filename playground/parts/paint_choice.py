"""What is painted and in which styles: one choice for all views of the page. It lives in the visit and in the address."""

import dataclasses
import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.configs_paint import StyleConfig
from engine.data import intake, own
from engine.easel import MOST_STYLES, joined, parts
from engine.errors import Trouble
from playground.parts import config_form, links, own_face, page, paint_pictures, uploads, words
from playground.parts.components.gallery import gallery
from playground.parts.components.square import Corner, square

KEY = "style"
"""Where the form of the lesson keeps its settings: the choice is three of them."""

CHOSEN = ("content", "styles", "areas")


@dataclass(frozen=True)
class Choice:
    content: str
    styles: tuple[tuple[str, float], ...]
    """(reference, weight), one to four of them."""
    areas: str
    """The reference of a drawn map, or nothing."""

    @property
    def references(self) -> list[str]:
        return [reference for reference, _ in self.styles]


def follow() -> None:
    """At the top of the page: take up what the address says. What it names wrongly is told and left out."""
    config_form.follow_link(StyleConfig, KEY, StyleConfig())
    standard = StyleConfig()
    if not paint_pictures.known(_get("content")):
        _refuse("content", f"There is no picture called '{_get('content')[:80]}' on this computer.")
        put(content=standard.content, areas="")
    try:
        unknown = [name for name, _ in parts(_get("styles")) if not paint_pictures.known(name)]
        refused = f"There is no style called '{unknown[0][:80]}' on this computer." if unknown else ""
    except Trouble as trouble:
        refused = str(trouble)
    if refused:
        _refuse("styles", refused)
        put(styles=_first_style(), areas="")
    if _get("areas") and not paint_pictures.known(_get("areas")):
        put(areas="")


def _refuse(name: str, what: str) -> None:
    if name in st.query_params:
        st.warning(f"{words.safe(what)} Another one takes its place.")


def _first_style() -> str:
    standard = StyleConfig().styles
    return standard if paint_pictures.known(standard) else paint_pictures.styles()[0].reference


def now() -> Choice:
    return Choice(_get("content"), tuple(parts(_get("styles"))), _get("areas"))


def config(**changes: Any) -> StyleConfig:
    """The form's settings as they stand, with the choice among them."""
    return dataclasses.replace(config_form.now(StyleConfig, KEY), **changes)


def show_in_link() -> None:
    """For a view without the form: the address says all that the form would say."""
    links.show_in_link(config())


def put(**values: str) -> None:
    config_form.put(KEY, **values)


def _get(name: str) -> str:
    return config_form.get(KEY, name)


def take_content(reference: str, add: bool = False) -> None:
    """Another picture to paint: areas that were drawn on the last one mean nothing on it."""
    if reference != _get("content"):
        put(content=reference, areas="")


def take_style(reference: str, add: bool) -> None:
    """This style alone, or, with `add`, one more or one less."""
    chosen = list(now().styles)
    names = [name for name, _ in chosen]
    if not add:
        chosen = [(reference, 1.0)]
    elif reference in names:
        if len(chosen) == 1:
            return
        chosen = [(name, weight) for name, weight in chosen if name != reference]
    elif len(chosen) < MOST_STYLES:
        share = sum(weight for _, weight in chosen) / len(chosen)
        chosen.append((reference, share))
    if not any(weight > 0 for _, weight in chosen):
        chosen = [(name, 1.0) for name, _ in chosen]
    put(styles=joined(_tidy(chosen)))
    _trim_areas(len(chosen))


def weigh(weights: list[float]) -> None:
    put(styles=joined([(name, round(weight, 3)) for name, weight in zip(now().references, weights, strict=True)]))


def _tidy(chosen: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Shares that sum to 1; equal ones need no numbers."""
    weights = {weight for _, weight in chosen}
    if len(weights) == 1:
        return [(name, 1.0) for name, _ in chosen]
    total = sum(weight for _, weight in chosen)
    return [(name, round(weight / total, 3)) for name, weight in chosen]


def _trim_areas(count: int) -> None:
    """An area of a style that is gone is painted with the last that is left."""
    if not _get("areas"):
        return
    labels = paint_pictures.areas(_get("areas"))
    if labels.max() > count:
        put(areas=paint_pictures.keep_areas(np.minimum(labels, count)))


def galleries(*, tall: int = 250, across: bool = False) -> None:
    """Both galleries, each with the way to bring a picture of one's own; one below the other, or side by side."""
    choice = now()
    upper, lower = st.columns(2, gap="medium") if across else (st.container(), st.container())
    with upper:
        items = paint_pictures.contents()
        with st.container(gap="xsmall"):
            head("Picture", "content", take_content)
            gallery(
                items,
                paint_pictures.hung(items),
                key="paint.contents",
                label="Picture to paint",
                chosen=[choice.content],
                on_pick=take_content,
                height=tall if across else 172,
            )
    with lower:
        items = paint_pictures.styles()
        with st.container(gap="xsmall"):
            head("Style", "style", functools.partial(take_style, add=False))
            gallery(
                items,
                paint_pictures.hung(items),
                key="paint.styles",
                label="Styles",
                chosen=choice.references,
                on_pick=take_style,
                most=MOST_STYLES,
                height=tall,
            )
            st.caption("A click chooses one style; the **+** in its corner blends up to four.")


def blend() -> None:
    """The square, where there is anything to blend."""
    choice = now()
    if len(choice.styles) > 1 and not choice.areas:
        square(
            [Corner(paint_pictures.title(name), paint_pictures.small(name)) for name in choice.references],
            key=f"paint.blend.{len(choice.styles)}",
            weights=[weight for _, weight in choice.styles],
            on_move=weigh,
        )


def head(label: str, which: str, take) -> None:
    """The words above a gallery, and the drawer for a picture of one's own: `take` gets its reference."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{label}**", width="content")
        drawer = st.popover(
            "Your own", icon=":material/add_photo_alternate:", key=f"paint.own.{which}", on_change="rerun"
        )
    if drawer.open:
        with drawer, page.guard():
            _bring(which, take)


WAYS = {"upload": ":material/upload: Upload", "camera": ":material/photo_camera: Camera"}


def _bring(which: str, take) -> None:
    """A picture from the reader's disk or camera. It is kept on arrival: uploaded files do not outlive their page."""
    way = st.segmented_control(
        "From where",
        list(WAYS),
        format_func=WAYS.__getitem__,
        default="upload",
        required=True,
        key=f"paint.way.{which}",
        wrap=True,
    )
    turn = st.session_state.get(f"paint.turn.{which}", 0)
    if way == "upload":
        file = uploads.one_file("Your picture", key=f"paint.file.{which}.{turn}")
    elif not own_face.safe_for_camera(st.context.url):
        raise Trouble(
            "Browsers lend the camera only to pages at an https address, or on the very computer that runs them.",
            "Take the picture with another program and upload it here.",
        )
    else:
        file = st.camera_input("Take a picture", key=f"paint.camera.{which}.{turn}")
    where = "on this computer" if own_face.local(st.context.url) else "on the computer that runs this playground"
    st.caption(
        f"It stays {where}, in the folder of your runs, with its file's name and without what a camera writes into it."
    )
    if file is not None:
        picture = intake.open_picture(file.getvalue(), file.name)
        reference = paint_pictures.keep(picture, own.titled(file.name) if way == "upload" else "From the camera")
        paint_pictures.remember(reference)
        take(reference)
        st.session_state[f"paint.turn.{which}"] = turn + 1
        st.rerun()
