"""What is dreamt on and of: a picture, a layer, a channel. One choice for all views of the page; it lives in the visit and in the address."""

import dataclasses
from collections.abc import Callable

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons.helpers.eye.fields import CHANNELS, LAYERS
from engine.lessons.paint.dream import channels
from engine.lessons.paint.dream.channels import FOLDER, INDEX, Sheet
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.inputs import NOISE
from engine.weights import shelf
from playground.components.gallery import gallery as gallery_gallery
from playground.components.gallery.gallery import Item, gallery
from playground.shell import links, wording
from playground.widgets import config_form, picture_shelf, picture_upload, setting

KEY = "dream"
"""Where the form of the lesson keeps its settings: the choice is four of them."""

CHOSEN = ("content", "guide", "layer", "channel")

ALL = -1
"""The channel that stands for all of them."""


def follow() -> None:
    """At the top of the page: take up what the address says. What it names wrongly is told and left out."""
    config_form.follow_link(DreamConfig, KEY, DreamConfig())
    content, channel = current("content"), current("channel")
    if content != NOISE and not picture_shelf.known(content):
        st.warning(_("{what} Another one takes its place.", what=_not_here(content)))
        choose(content=DreamConfig().content)
    guide = current("guide")
    if guide and not leads(guide):
        st.warning(_("{what} Nothing leads the dream.", what=_not_here(guide)))
        choose(guide="")
    if channel >= CHANNELS[current("layer")]:
        st.warning(
            _(
                "{layer} has no channel {channel}. It dreams of all of them.",
                layer=current("layer"),
                channel=channel,
            )
        )
        choose(channel=ALL)


def _not_here(name: str) -> str:
    return _("There is no picture called '{name}' on this computer.", name=wording.safe(name[:80]))


def current(name: str):
    return config_form.get_setting(KEY, name)


def choose(**values) -> None:
    config_form.set_settings(KEY, **values)


def config(**changes) -> DreamConfig:
    """The form's settings as they stand, with the choice among them."""
    return dataclasses.replace(config_form.current_config(DreamConfig, KEY), **changes)


def show_in_link() -> None:
    """For a view without the form: the address says all that the form would say."""
    links.show_in_link(config())


def take_content(reference: str, add: bool = False) -> None:
    choose(content=reference)


def pictures_wall() -> None:
    """The pictures to dream on, and the way to bring one's own."""
    items = picture_shelf.contents()
    with st.container(gap="xsmall"):
        picture_upload.heading_with_upload(_("Picture"), "dream", take_content)
        gallery(
            items,
            picture_shelf.gallery_sheet(items),
            key="dream.contents",
            label=_("Picture to dream on"),
            chosen=[current("content")],
            on_pick=take_content,
            height=158,
        )


def leads(reference: str) -> bool:
    """Whether this picture can lead a dream: of paintings known by their fingerprints alone there is none to look at."""
    return picture_shelf.known(reference) and not picture_shelf.is_fingerprint(reference)


def guide_drawer() -> None:
    """A second picture that leads the dream, or none."""
    guide = current("guide")
    seen = {item.reference: item for item in [*picture_shelf.contents(), *picture_shelf.styles()]}
    items = [item for reference, item in seen.items() if leads(reference)]
    with st.popover(
        _("Led by: {title}", title=wording.safe(picture_shelf.title(guide))) if guide else _("Led by a second picture"),
        icon=":material/conversion_path:",
        key="dream.guide",
        on_change="rerun",
    ) as drawer:
        if not drawer.open:
            return
        st.caption(_("Each place of the dream grows like what is most like it in this picture."))
        gallery(
            items,
            picture_shelf.gallery_sheet(items),
            key="dream.guides",
            label=_("Picture that leads"),
            chosen=[guide],
            on_pick=lambda reference, add: choose(guide=reference, channel=ALL),
            height=172,
        )
        st.button(_("Nothing leads"), key="dream.guide.none", disabled=not guide, on_click=choose, kwargs={"guide": ""})


def layer_buttons(layer: str, *, key: str, on_change: Callable[[], None]) -> None:
    """Which layer is to be excited. `on_change` reads the answer from the session under `key`."""
    setting.hold(key, layer)
    st.segmented_control(
        _("Layer"),
        list(LAYERS),
        format_func=lambda layer: layer.removeprefix("relu")[0],
        required=True,
        key=key,
        on_change=on_change,
        width="stretch",
        help=_(
            "Shallow layers see strokes and colours in small neighbourhoods, deep ones see shapes in large ones. "
            "Their names are VGG-19's: relu4_1 is what the first convolution says after the picture was halved three times."
        ),
    )
    st.caption(_("**{layer}** dreams of {things}.", layer=layer, things=_(LAYERS[layer]).partition(": ")[2]))


def channel_wall(
    layer: str, channel: int, *, key: str, on_pick: Callable[[int], None], everything: bool = True, height: int = 200
) -> None:
    """The sheet of a layer: what excites some of its channels, to be clicked. `everything`: all channels are a choice, too."""
    sheet = sheets().get(layer)
    if sheet is None:
        _without_sheet(layer, channel, key=key, on_pick=on_pick)
        return
    numbers = [*([ALL] if everything else []), *sheet.channels]
    items = [_item(layer, number) for number in numbers]
    known = {item.reference: number for item, number in zip(items, numbers, strict=True)}
    gallery(
        items,
        _gallery_sheet(layer, everything, _stamp()),
        key=f"{key}.{layer}",
        label=_("Channels of {layer}", layer=layer),
        chosen=[_item(layer, channel).reference],
        on_pick=lambda reference, add: on_pick(known[reference]),
        height=height,
    )


def _item(layer: str, channel: int) -> Item:
    if channel == ALL:
        return Item(f"{layer}:all", _("all"), "", _("All {n} channels of {layer}", n=CHANNELS[layer], layer=layer))
    return Item(
        f"{layer}:{channel}",
        str(channel),
        "",
        _("What excites channel {channel} of {layer}", channel=channel, layer=layer),
    )


def _without_sheet(layer: str, channel: int, *, key: str, on_pick: Callable[[int], None]) -> None:
    """Where no sheets were drawn for the eye that is here, a channel is still a number."""
    name = f"{key}.{layer}.number"
    setting.hold(name, channel)
    st.number_input(
        _("Channel (-1: all of them)"),
        ALL,
        CHANNELS[layer] - 1,
        key=name,
        on_change=lambda: on_pick(st.session_state[name]),
    )
    st.caption(
        _(
            "No sheet of its channels was drawn for the eye that is here. This draws them: `python -m engine dream-gallery`."
        )
    )


def sheets() -> dict[str, Sheet]:
    return _sheets(_stamp())


def _stamp() -> tuple[float, ...]:
    """When the eye and its sheets were last written."""
    files = (shelf.FOLDER / "eye.safetensors", FOLDER / INDEX)
    return tuple(file.stat().st_mtime for file in files if file.is_file())


@st.cache_data(max_entries=2, show_spinner=False)
def _sheets(stamp: tuple[float, ...]) -> dict[str, Sheet]:
    return channels.sheets()


@st.cache_data(max_entries=12, show_spinner=False)
def _gallery_sheet(layer: str, everything: bool, stamp: tuple[float, ...]) -> str:
    """The squares of a sheet for the browser; before them, four of them together for 'all'."""
    pictures = list(sheets()[layer].pictures)
    if everything:
        spread = [pictures[at] for at in np.linspace(0, len(pictures) - 1, 4).astype(int)]
        quarters = [picture[::2, ::2] for picture in spread]
        pictures.insert(0, np.concatenate([np.concatenate(quarters[:2], 1), np.concatenate(quarters[2:], 1)]))
    return gallery_gallery.packed(pictures)


def in_words(config: DreamConfig) -> str:
    if config.channel != ALL:
        return _("channel {channel} of {layer}", channel=config.channel, layer=config.layer)
    if config.guide and picture_shelf.known(config.guide):
        return _("what {layer} sees in {title}", layer=config.layer, title=picture_shelf.title(config.guide))
    return config.layer
