"""What is painted and in which styles: one choice for all views of the page. It lives in the visit and in the address."""

import dataclasses
import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.paint import inputs
from engine.lessons.paint.inputs import MOST_STYLES, joined
from engine.lessons.paint.style.config import StyleConfig
from playground.components.gallery.gallery import gallery
from playground.components.square.square import Corner, square
from playground.shell import links, wording
from playground.widgets import config_form, picture_shelf
from playground.widgets.picture_upload import heading_with_upload

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
        return [reference for reference, _weight in self.styles]


def follow() -> None:
    """At the top of the page: take up what the address says. What it names wrongly is told and left out."""
    config_form.follow_link(StyleConfig, KEY, StyleConfig())
    standard = StyleConfig()
    if not picture_shelf.known(_get("content")):
        _refuse("content", _("There is no picture called '{name}' on this computer.", name=_get("content")[:80]))
        choose(content=standard.content, areas="")
    try:
        unknown = [name for name, _weight in inputs.parts(_get("styles")) if not picture_shelf.known(name)]
        refused = _("There is no style called '{name}' on this computer.", name=unknown[0][:80]) if unknown else ""
    except Trouble as trouble:
        refused = f"{_(trouble.what)} {_(trouble.advice)}"
    if refused:
        _refuse("styles", refused)
        choose(styles=_first_style(), areas="")
    if _get("areas") and not picture_shelf.known(_get("areas")):
        choose(areas="")


def _refuse(name: str, what: str) -> None:
    if name in st.query_params:
        st.warning(_("{what} Another one takes its place.", what=wording.safe(what)))


def _first_style() -> str:
    standard = StyleConfig().styles
    return standard if picture_shelf.known(standard) else picture_shelf.styles()[0].reference


def current() -> Choice:
    return Choice(_get("content"), tuple(inputs.parts(_get("styles"))), _get("areas"))


def config(**changes: Any) -> StyleConfig:
    """The form's settings as they stand, with the choice among them."""
    return dataclasses.replace(config_form.current_config(StyleConfig, KEY), **changes)


def show_in_link() -> None:
    """For a view without the form: the address says all that the form would say."""
    links.show_in_link(config())


def choose(**values: str) -> None:
    config_form.set_settings(KEY, **values)


def _get(name: str) -> str:
    return config_form.get_setting(KEY, name)


def take_content(reference: str, add: bool = False) -> None:
    """Another picture to paint: areas that were drawn on the last one mean nothing on it."""
    if reference != _get("content"):
        choose(content=reference, areas="")


def take_style(reference: str, add: bool) -> None:
    """This style alone, or, with `add`, one more or one less."""
    chosen = list(current().styles)
    names = [name for name, _weight in chosen]
    if not add:
        chosen = [(reference, 1.0)]
    elif reference in names:
        if len(chosen) == 1:
            return
        chosen = [(name, weight) for name, weight in chosen if name != reference]
    elif len(chosen) < MOST_STYLES:
        share = sum(weight for _name, weight in chosen) / len(chosen)
        chosen.append((reference, share))
    if not any(weight > 0 for _name, weight in chosen):
        chosen = [(name, 1.0) for name, _weight in chosen]
    choose(styles=joined(_tidy(chosen)))
    _trim_areas(len(chosen))


def set_weight(weights: list[float]) -> None:
    choose(
        styles=joined([(name, round(weight, 3)) for name, weight in zip(current().references, weights, strict=True)])
    )


def _tidy(chosen: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Shares that sum to 1; equal ones need no numbers."""
    weights = {weight for _name, weight in chosen}
    if len(weights) == 1:
        return [(name, 1.0) for name, _weight in chosen]
    total = sum(weight for _name, weight in chosen)
    return [(name, round(weight / total, 3)) for name, weight in chosen]


def _trim_areas(count: int) -> None:
    """An area of a style that is gone is painted with the last that is left."""
    if not _get("areas"):
        return
    labels = picture_shelf.areas(_get("areas"))
    if labels.max() > count:
        choose(areas=picture_shelf.keep_areas(np.minimum(labels, count)))


def galleries(*, tall: int = 250, across: bool = False) -> None:
    """Both galleries, each with the way to bring a picture of one's own; one below the other, or side by side."""
    choice = current()
    upper, lower = st.columns(2, gap="medium") if across else (st.container(), st.container())
    with upper:
        items = picture_shelf.contents()
        with st.container(gap="xsmall"):
            heading_with_upload(_("Picture"), "content", take_content)
            gallery(
                items,
                picture_shelf.gallery_sheet(items),
                key="paint.contents",
                label=_("Picture to paint"),
                chosen=[choice.content],
                on_pick=take_content,
                height=tall if across else 172,
            )
    with lower:
        items = picture_shelf.styles()
        with st.container(gap="xsmall"):
            heading_with_upload(_("Style"), "style", functools.partial(take_style, add=False))
            gallery(
                items,
                picture_shelf.gallery_sheet(items),
                key="paint.styles",
                label=_("Styles"),
                chosen=choice.references,
                on_pick=take_style,
                most=MOST_STYLES,
                height=tall,
            )
            st.caption(_("A click chooses one style; the **+** in its corner blends up to four."))


def blend() -> None:
    """The square, where there is anything to blend."""
    choice = current()
    if len(choice.styles) > 1 and not choice.areas:
        square(
            [Corner(picture_shelf.title(name), picture_shelf.small(name)) for name in choice.references],
            key=f"paint.blend.{len(choice.styles)}",
            weights=[weight for _name, weight in choice.styles],
            on_move=set_weight,
        )


def in_words(choice: Choice) -> str:
    """The styles in words, short enough for a caption."""
    if len(choice.styles) == 1 and not choice.areas:
        return _("in the style of {title}", title=picture_shelf.title(choice.references[0]))
    if not choice.areas:
        return _("in a blend of {n} styles", n=len(choice.styles))
    drawn = [int(number) for number in np.unique(picture_shelf.areas(choice.areas)) if 0 < number <= len(choice.styles)]
    if len(drawn) == 1:
        return _("on one area in the style of {title}", title=picture_shelf.title(choice.references[drawn[0] - 1]))
    return _("in {n} styles, each on its area", n=len(drawn))


def file_name(choice: Choice) -> str:
    """A name for a file: the content and the first style."""
    parts = [choice.content, choice.references[0]]
    return "-".join(part.partition(":")[2] or part for part in parts)[:80]
