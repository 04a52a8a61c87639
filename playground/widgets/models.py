"""Choosing a trained model, and getting it ready for the browser. Nothing here needs torch."""

import contextlib
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from engine import catalog
from engine.core import desks
from engine.core.config import knobs
from engine.core.errors import Trouble
from engine.data import cards as data_cards
from engine.data import library, unpaired
from engine.language.words import N_, _
from engine.lessons import latent
from engine.runs import store
from engine.runs.run import Run
from engine.weights import browser, shelf
from playground.components.weights.weights import hold
from playground.shell import wording
from playground.shell.caching import of_desk

FORMS = {
    "convolutional": N_("convolutional"),
    "dcgan": "DCGAN",
    "connected": N_("fully connected"),
    "lstm": "LSTM",
    "transformer": N_("transformer"),
}

KINDS = {"vae": "VAE", "gan": "GAN"}
"""Of lessons whose title is no name for a model."""

OWN = 12
"""Newest runs of the reader's own that are offered beside the shipped models."""


@dataclass(frozen=True)
class Model:
    """Weights at hand, with their card."""

    name: str
    title: str
    path: Path
    card: dict[str, Any]

    @property
    def stamp(self) -> float:
        """Changes when the file does: caches are keyed by it."""
        return self.path.stat().st_mtime

    @property
    def dimensions(self) -> int:
        return code_length(self.card)

    @property
    def size(self) -> int:
        return painter_of(self.card)["size"]

    @property
    def channels(self) -> int:
        return painter_of(self.card)["channels"]

    @property
    def invents(self) -> bool:
        """It makes pictures from noise, and has no codes of given ones."""
        return "generator" in self.card["networks"]

    @property
    def data(self) -> str:
        return self.card["config"]["data"]


def painter_of(card: dict[str, Any]) -> dict[str, Any]:
    """The arguments of the network that paints: a decoder, a generator, or what says which way pictures lie."""
    return next(
        card["networks"][name]["arguments"] for name in ("generator", "flow", "decoder") if name in card["networks"]
    )


def code_length(card: dict[str, Any]) -> int:
    """How many numbers a code has; of a generator, the noise."""
    about = painter_of(card)
    return about["latent"] if "generator" in card["networks"] else about["bottleneck"]


def shipped(lesson: str, titled: Callable[[dict[str, Any]], str] | None = None) -> list[Model]:
    """`titled`: what sets a model apart from the lesson's others, where that is no matter of pictures and networks."""
    titled = titled or _set_title
    paths = [shelf.FOLDER / f"{name}.safetensors" for name in catalog.card(lesson).weights]
    cards = {path: shelf.card(path) for path in paths if path.is_file()}
    return [Model(path.stem, noted(titled(card), _("shipped")), path, card) for path, card in cards.items()]


def noted(title: str, note: str) -> str:
    """A title with a note in brackets; where it ends in brackets, the note stands in them."""
    return f"{title[:-1]}; {note})" if title.endswith(")") else f"{title} ({note})"


def at_hand(lesson: str, fits=lambda card: True, titled: Callable[[dict[str, Any]], str] | None = None) -> list[Model]:
    """Shipped models of a lesson, then the reader's own newest runs that have weights; those whose card `fits`."""
    found = [model for model in shipped(lesson, titled) if fits(model.card)]
    own = [
        run
        for one in (store.every, store.shown, store.lent)
        for run in itertools.islice((run for run in one(lesson) if run.weights.exists()), OWN)
    ]
    for run, title in zip(own, told_apart(own), strict=True):
        with contextlib.suppress(Trouble):  # a damaged file takes away one choice, not the page
            card = shelf.card(run.weights)
            if fits(card):
                found.append(Model(run.id, f"{_whose(run)}: {title}", run.weights, card))
    return found


def _whose(run: Run) -> str:
    if run.mine:
        return _("Your run")
    if desks.is_shown(run.path):
        return _("Shown to the class")
    return _("On {desk}", desk=desks.name(desks.of(run.path)))


def told_apart(own: Sequence[Run]) -> list[str]:
    """The runs' titles; those of one title also say when they began. A select box knows its choices by their words alone, so of
    two that read alike the second could never be chosen."""
    found = [run.title for run in own]
    for more in (lambda run: wording.moment(run.created), lambda run: run.id[-4:]):
        often = Counter(found)
        found = [noted(name, more(run)) if often[name] > 1 else name for run, name in zip(own, found, strict=True)]
    return found


def labelled(several: Sequence[Model]) -> list[Model]:
    """The same, with titles of which no two read alike. Where they are of several kinds, each says of which it is, and a shipped
    one else only as much as tells it apart: a select box is narrow."""
    kinds = [kind(model.card) for model in several]
    ways = [_titles(several)]
    if len(set(kinds)) > 1:
        ways = [
            [f"{kind} · {title}" for kind, title in zip(kinds, titles, strict=True)]
            for titles in (_titles(several, set_name), _titles(several, _set_title), _titles(several))
        ]
    often = [Counter(titles) for titles in ways]
    return [
        replace(
            model,
            title=next((title for title, seen in zip(each, often, strict=True) if seen[title] == 1), None)
            or noted(each[-1], model.name),
        )
        for model, each in zip(several, zip(*ways, strict=True), strict=True)
    ]


def _titles(several: Sequence[Model], of_shipped: Callable[[dict[str, Any]], str] | None = None) -> list[str]:
    """Own runs are called by their own names."""
    return [
        of_shipped(model.card) if of_shipped and model.path.parent == shelf.FOLDER else model.title for model in several
    ]


def kind(card: dict[str, Any]) -> str:
    """What kind of model this is, in a word."""
    if card["lesson"] == "autoencoder" and card["config"]["noise"] != "none":
        return _("Denoiser")
    return KINDS.get(card["lesson"]) or _(catalog.card(card["lesson"]).title)


def short_title(model: Model) -> str:
    """What kind of model this is, in two or three words."""
    pictures = set_name(model.card)
    if model.card["lesson"] == "autoencoder":
        return _("Autoencoder of {pictures}", pictures=pictures)
    return _("Variational autoencoder of {pictures}", pictures=pictures)


def cited(model: Model) -> str:
    """The model's name in a caption: part of it may be a reader's own words."""
    return f"*{wording.safe(model.title)}*"


def of_run(id: str) -> Model | None:
    """The newest weights of a run, where it has any."""
    with contextlib.suppress(Trouble):
        run = store.get(id)
        return Model(run.id, run.title, run.weights, shelf.card(run.weights))
    return None


def set_name(card: dict[str, Any]) -> str:
    """What a model learnt from."""
    if "shape" in card["config"]:
        return _(data_cards.SHAPES.get(card["config"]["shape"], N_("Your drawing")))
    name = card["config"].get("data")
    if name is None:  # no pictures: what its lesson calls the first thing to choose
        setting, about = next(
            (key, about) for key, about in knobs(catalog.card(card["lesson"]).config).items() if about.choices
        )
        return _((about.choices or {})[card["config"][setting]])
    known = data_cards.SETS | unpaired.DOMAINS
    return _(known[name].title) if name in known else _("your pictures")


def _set_title(card: dict[str, Any]) -> str:
    form, beta = card["config"].get("form", card["config"].get("kind")), card["config"].get("beta", 1.0)
    parts = [set_name(card), _(FORMS.get(form, "")), "" if beta == 1 else f"beta {beta:g}"]
    return ", ".join(filter(None, parts))


def choose(label: str, models: list[Model], *, key: str, param: str) -> Model | None:
    """A select box whose choice stands in the page's address as `param`. None where there is no model yet."""
    if not models:
        st.info(_("There is no model for this yet. Train one: it appears here when its first weights are saved."))
        return None
    names = {model.name: model for model in labelled(models)}
    if st.session_state.get(key) not in names:
        asked = st.query_params.get(param)
        st.session_state[key] = asked if asked in names else models[0].name
    name = st.selectbox(
        label,
        list(names),
        # A browser that missed the script run in which the choice was set takes this one. Else it would choose the first.
        index=list(names).index(st.session_state[key]),
        format_func=lambda name: names[name].title,
        key=key,
        label_visibility="collapsed",
    )
    st.query_params[param] = name
    return names[name]


# Shared, not copied: what follows is read by every visitor with each move of a slider, and changed by none.
@st.cache_resource(max_entries=24, show_spinner=False)
def _decoder(path: str, stamp: float) -> dict[str, Any]:
    return browser.pack(browser.painter(Path(path)))


@st.cache_resource(max_entries=24, show_spinner=False)
def _whole(path: str, stamp: float) -> dict[str, Any]:
    networks, card = browser.read(Path(path))
    about = card["networks"]["encoder"]["arguments"]
    shape = about["channels"], about["size"], about["size"]
    return browser.pack([*networks["encoder"], *networks["decoder"], browser.sigmoid()], shape)


def decoder(model: Model) -> dict[str, Any]:
    """The decoder, or the generator, for the browser: codes in, pictures in [0, 1] out."""
    return _decoder(str(model.path), model.stamp)


def held(model: Model) -> str:
    """Give the page the decoder, once a visit. Returns the name under which the page's components find it."""
    name = f"{model.name}.{model.stamp:.0f}"
    hold(name, lambda: decoder(model))
    return name


def whole(model: Model) -> dict[str, Any]:
    """Encoder and decoder in one for the browser: pictures in, pictures in [0, 1] out."""
    return _whole(str(model.path), model.stamp)


@of_desk(st.cache_resource, max_entries=6, show_spinner="Loading the model")
def loaded_from(path: str, stamp: float):
    """The model on the server, shared by all visitors: for what the browser does not do itself. It brings torch."""
    from engine.lessons.compete.gan import model as gan_model
    from engine.lessons.compete.progan import model as progan_model
    from engine.lessons.encode import codec

    card = shelf.card(Path(path))
    if card["lesson"] == "progan":
        return progan_model.load(Path(path))
    return (gan_model if "generator" in card["networks"] else codec).load(Path(path))


def loaded(model: Model):
    return loaded_from(str(model.path), model.stamp)


@of_desk(st.cache_data, max_entries=64, show_spinner="Drawing")
def painted_from(path: str, stamp: float, codes: np.ndarray) -> np.ndarray:
    found = loaded_from(path, stamp)
    return found.invent(codes) if "generator" in found.card["networks"] else found.decode(codes)


def painted(model: Model, codes: np.ndarray) -> np.ndarray:
    """Pictures of codes, or of noise (n, d), painted on the server: uint8 (n, h, w, c)."""
    return painted_from(str(model.path), model.stamp, codes)


def noise(model: Model, count: int, seed: int) -> np.ndarray:
    """What pictures are invented from, float32 (n, d): a decoder's codes by the bell curve, a generator's noise as it learnt with it."""
    return latent.noise(model.card["config"].get("prior", "normal"), count, model.dimensions, seed)


@st.cache_resource(max_entries=24, show_spinner=False)
def code_map_of(path: str, stamp: float) -> dict[str, np.ndarray]:
    return shelf.code_map(Path(path))


def code_map(model: Model) -> dict[str, np.ndarray]:
    """The codes of held-out pictures that travel with the weights: `codes` (n, d), `labels` (n,), and more."""
    return code_map_of(str(model.path), model.stamp)


@of_desk(st.cache_resource, max_entries=8, show_spinner="Fetching held-out pictures from the shelf")
def held_out(name: str, count: int) -> tuple[np.ndarray, np.ndarray | None, tuple[str, ...], bool]:
    """Held-out pictures of a set with labels and class names. Where the set is not on this machine, glyphs stand in for it:
    the last value says whether these are the real ones."""
    return from_shelf(name, count)


def from_shelf(name: str, count: int) -> tuple[np.ndarray, np.ndarray | None, tuple[str, ...], bool]:
    """The same, fetched anew. What has to be drawn for it is drawn once for all."""
    real = name.startswith(data_cards.ALBUM) or (data_cards.showable(name) and library.standing(name) == "ready")
    return *library.held_out(name if real else "glyphs", count), real
