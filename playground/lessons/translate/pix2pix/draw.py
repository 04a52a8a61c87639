"""Drawing a label map, and the picture that a generator makes of it: it follows each stroke."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from PIL import Image

from engine.data import sheets
from engine.data.uploads import intake
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.gallery import gallery as gallery_gallery
from playground.components.gallery.gallery import gallery
from playground.components.labels.labels import labels
from playground.components.making.making import Making, making
from playground.components.shared.difference import apart
from playground.components.wipe.wipe import wipe
from playground.lessons.translate import own_card
from playground.lessons.translate.pix2pix import colours, label_maps, models, pictures
from playground.lessons.translate.pix2pix.label_maps import KINDS
from playground.lessons.translate.pix2pix.models import Made
from playground.shell import frame, links, picture_file, views
from playground.widgets import models as widgets_models
from playground.widgets import picture_view, setting, uploads
from playground.widgets.models import Model

TALL = 340
"""CSS pixels of map and picture: both are seen whole on a projector."""

SENT = 256
"""Pixels of the picture on its way to the browser: two for each that was made."""

VARIANT = "pix2pix.variant"
FIRST, MOST = 1, 9_999
"""Of the variants that a link may ask for; 0 is the one without noise."""

LIVE = "pix2pix.live"
"""What is drawn so far, while the hand still draws: the kind, the map that it began on, and the map by now."""

SHOWN = {"picture": N_(":material/image: Picture"), "both": N_(":material/compare: Before and after")}


def show(corner) -> None:
    with corner:
        model = widgets_models.choose(_("Model"), models.at_hand(), key="pix2pix.model", param="model")
    if model is None:
        views.offer(_("Train a model"), "train", "pix2pix")
        return
    kind = label_maps.kind_of(model)
    if kind is None:
        pictures.show(model)
        return
    label_maps.follow(kind)
    _follow_variant()
    colours.follow(model)
    st.fragment(_board_and_picture)(model, kind)
    st.caption(f"{_('**What it cannot do.**')} {_(KINDS[kind].limits)}")
    samples(kind, label_maps.now(kind))


def _follow_variant() -> None:
    with links.newly(VARIANT) as new:
        asked = st.query_params.pop("variant", "") if new else ""
        st.session_state.setdefault(VARIANT, FIRST)
        if asked.isdecimal() and int(asked) <= MOST:
            st.session_state[VARIANT] = int(asked)


def _board_and_picture(model: Model, kind: str) -> None:
    """A stroke runs only this part of the page again."""
    with frame.guard():
        reference = label_maps.now(kind)
        with stage(), st.container(key="answer-first"):  # on a phone the picture stands above the hand that draws
            left, right = st.columns([7, 5], gap="medium")
            made_here = _made_here(model, label_maps.shown(kind, reference))
            with left:
                board(kind, reference, made_here.net if made_here else "")
                actions = st.container(horizontal=True, vertical_alignment="center", gap="small")
            with right, frame.guard():
                _picture(model, kind, reference, made_here, actions)


def _variant(model: Model) -> int:
    return st.session_state[VARIANT] if models.varies(model) else 0


def _made_here(model: Model, given: np.ndarray) -> Making | None:
    """The picture, where the visitor's own graphics card makes it."""
    return own_card.making(model, given, seed=_variant(model) or None)


def board(kind: str, reference: str, net: str = "") -> None:
    """The map to draw on. What is drawn becomes the map of this visit, and of the address. `net`: makes the picture in the browser."""
    about = KINDS[kind]
    labels(
        label_maps.numbers(kind, reference),
        key=f"pix2pix.board.{kind}",
        colours=about.palette,
        offered=about.offered,
        blank=about.number(about.blank),
        start=about.number(about.start),
        tool=about.tool,
        stamp=about.stamp,
        on_draw=lambda drawn: _keep(kind, drawn),
        on_live=None if net else lambda drawn: st.session_state.update({LIVE: (kind, reference, drawn)}),
        alt=label_maps.title(reference),
        tallest=TALL,
        net=net,
    )


def _keep(kind: str, drawn: np.ndarray) -> None:
    st.session_state.pop(LIVE, None)
    label_maps.put(kind, label_maps.keep(kind, drawn))


def _picture(model: Model, kind: str, reference: str, made_here: Making | None, actions) -> None:
    given, at_rest = _given(kind, reference)
    variant, palette = _variant(model), colours.palette(model)
    result = None if made_here else models.made(model, given, variant, palette)
    alt = _("The picture that {model} makes of the map", model=model.title)
    place = st.container()
    both = setting.what_to_show(SHOWN, "picture", key="pix2pix.shown") == "both"
    with place:
        names = _("Map"), _("Picture")
        if made_here:
            caption = _("Made of the map by {model}.", model=widgets_models.cited(model))
            if both:
                wipe(given, made_here, caption, key="pix2pix.board.wipe", alt=alt, names=names, tall=TALL)
            else:
                making(made_here, caption, key="pix2pix.board.made", alt=alt, wide=TALL)
        elif result:
            caption = _caption(model, given, result, variant if at_rest else 0)
            if both:
                before, after = (sheets.enlarged(picture, SENT) for picture in (given, result.picture))
                wipe(before, after, caption, key="pix2pix.board.wipe", alt=alt, names=names, tall=TALL)
            else:
                show_picture(result.picture if at_rest else _smooth(result.picture), caption, alt=alt)
    with actions:
        if models.varies(model):
            _variants(model, variant)
        if models.knows_palettes(model):
            colours.choose(model, kind, given, variant)
        whole = label_maps.shown(kind, reference)
        _downloads(kind, whole, lambda: models.made(model, given, variant, palette).picture, variant)


def _given(kind: str, reference: str) -> tuple[np.ndarray, bool]:
    """What the generator is given, and whether the hand rests: while it draws, half of the map's pixels each way, which are
    translated in less than half of the time."""
    of, began_on, drawn = st.session_state.get(LIVE, ("", "", None))
    if drawn is None or (of, began_on) != (kind, reference):
        return label_maps.shown(kind, reference), True
    return label_maps.in_colours(kind, drawn[1::2, 1::2]), False


def _smooth(picture: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(picture).resize((label_maps.SIDE, label_maps.SIDE), Image.Resampling.BICUBIC))


def _downloads(kind: str, given: np.ndarray, made: Callable[[], np.ndarray], variant: int) -> None:
    link = picture_file.here("pix2pix", view="draw", variant=str(variant))
    with st.popover(_("Download"), icon=":material/download:"):
        for label, name, picture in ((_("Picture"), "picture", made), (_("Map"), "map", lambda: given)):
            picture_file.download(
                picture,
                f"{kind}-{name}",
                link,
                key=f"pix2pix.download.{name}",
                label=f"{label} (PNG)",
            )


def _variants(model: Model, variant: int) -> None:
    if models.knows_palettes(model):
        said = _("Another palette"), _("The same map in the colours of another picture that it learnt from.")
    else:
        said = (
            _("Another variant"),
            _("The same map with other noise: dropout switches off half of the deepest signals by chance."),
        )
    st.button(said[0], icon=":material/casino:", key="pix2pix.again", on_click=_vary, help=said[1])
    if colours.own(model):
        st.button(_("Undo colours"), key="pix2pix.colours.undo", on_click=colours.forget, type="tertiary")
    elif variant and not models.knows_palettes(model):
        st.button(_("Without noise"), key="pix2pix.calm", on_click=_calm, type="tertiary")


def _caption(model: Model, given: np.ndarray, result: Made, variant: int) -> str:
    said = _(
        "Made of the map by {model} in {time:.0f} ms.", model=widgets_models.cited(model), time=result.seconds * 1000
    )
    if colours.own(model):
        return f"{said} " + _("In the colours that you chose.")
    if models.knows_palettes(model):
        return f"{said} " + _("In the colours of a real picture that it learnt from, which it is told beside the map.")
    if variant <= FIRST:  # nobody has asked for another one
        return said
    calm = models.made(model, given, variant=0).picture
    return f"{said} " + _(
        "Variant {variant} of its noise: {levels:.1f} of 255 levels from the one without. "
        "A generator that learns from pairs soon learns to use it for grain, and for little else.",
        variant=variant,
        levels=apart(calm, result.picture),
    )


def show_picture(picture: np.ndarray, caption: str, *, alt: str, wide: int = TALL) -> None:
    with st.container(width=wide):
        picture_view.show(picture, caption, alt=alt, width="stretch", target=SENT)


def _vary() -> None:
    st.session_state[VARIANT] += 1
    colours.forget()


def _calm() -> None:
    st.session_state[VARIANT] = 0


def samples(kind: str, reference: str, tall: int = 210) -> None:
    """Maps to begin with, and the way to bring one's own."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(_("**Begin with a map**"), width="content")
        drawer = st.popover(_("Your own map"), icon=":material/upload:", key=f"pix2pix.own.{kind}", on_change="rerun")
    items = label_maps.items(kind)
    gallery(
        items,
        gallery_sheet(kind),
        key=f"pix2pix.samples.{kind}",
        label=_("Maps to begin with"),
        chosen=[reference],
        on_pick=lambda picked, add: label_maps.put(kind, picked),
        height=tall,
    )
    if drawer.open:
        with drawer, frame.guard():
            _bring(kind)


@st.cache_data(max_entries=8, show_spinner=False)
def gallery_sheet(kind: str) -> str:
    return gallery_gallery.packed([label_maps.shown(kind, reference) for reference in KINDS[kind].samples])


def _bring(kind: str) -> None:
    """A map from the reader's disk; for a model of lines, any picture, of which the edges are taken."""
    turn = st.session_state.get(f"pix2pix.turn.{kind}", 0)
    what = _("A picture: its edges become the map") if kind == "edges" else _("A picture of a label map")
    file = uploads.one_file(what, key=f"pix2pix.file.{kind}.{turn}")
    st.caption(
        _("It is cut to a square of {side} pixels.", side=label_maps.SIDE)
        if kind == "edges"
        else _(
            "It is cut to a square of {side} pixels, and each pixel takes the nearest colour of the palette. Of a pair side by side the map is taken.",
            side=label_maps.SIDE,
        )
    )
    if file is not None:
        picture_file.remember(file.getvalue(), "pix2pix.map")
    picture_file.offer_again("pix2pix.map")
    if file is not None:
        picture = intake.open_picture(file.getvalue(), file.name)
        drawn = pictures.edges_of(picture) if kind == "edges" else label_maps.brought(kind, picture)
        label_maps.put(kind, label_maps.keep(kind, drawn))
        st.session_state[f"pix2pix.turn.{kind}"] = turn + 1
        st.rerun()
