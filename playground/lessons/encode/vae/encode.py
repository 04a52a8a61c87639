"""One's own picture in the latent space: its cloud on the map, what rains from it, and what it costs, from beta to beta."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from engine.language.words import _
from engine.lessons.encode.vae.card import FAMILIES
from playground.components.big.big import stage
from playground.components.cloud.cloud import Costs, Stage, cloud
from playground.shell import frame
from playground.widgets import codes_map, models
from playground.widgets.models import Model
from playground.widgets.own.own_picture import bring

POINTS = 600
"""Held-out codes on the map: fewer than the explorer's, for all of them move with the slider."""


def offered() -> list[Model]:
    """Families of models that differ in beta count as one, first; their slider leads from one to the next."""
    found = models.at_hand("vae")
    members = {name for family in FAMILIES.values() for name in family}
    at_first = [
        replace(model, title=_("{pictures}, from beta to beta (shipped)", pictures=models.set_name(model.card)))
        for model in found
        if model.name in members and model.card["config"]["beta"] == 1
    ]
    return at_first + [model for model in found if model.name not in members]


def show(model: Model) -> None:
    """A part of the page of its own: what moves here draws nothing else anew."""
    st.fragment(_encode)(model)


def _encode(model: Model) -> None:
    with stage():
        left, right = st.columns([2, 5], gap="medium")
    picture = None
    with left, frame.guard():
        picture = bring(model)
    with right, frame.guard():
        _cloud(model, picture)


def _cloud(model: Model, picture: np.ndarray | None) -> None:
    family = _family(model)
    beside = models.code_map(model)
    stages = [_stage(one, picture) for one in family]
    for one in family:
        models.held(one)
    cloud(
        stages,
        key=f"encode.{model.name}",
        start=[one.name for one in family].index(model.name),
        span=_telling(stages[-1]),
        labels=beside["labels"][:POINTS] if "labels" in beside else None,
        classes=codes_map.classes(model),
        picture=None if picture is None else picture[0],
    )
    if picture is None:
        st.caption(_("Bring a picture: its cloud appears on this map, and a hundred samples rain from it."))
        return
    beside_it = models.code_map(model).get("kl")
    usual = (
        ""
        if beside_it is None
        else " " + _("A held-out picture's code costs {nats:.1f} nats on average.", nats=beside_it.sum())
    )
    st.caption(
        _(
            "The rings hold one and two standard deviations of your picture's cloud; the smaller map is the same place at the cloud's own "
            "scale. Faint rings are the clouds of other pictures. Beside each axis: your cloud's bell, and in grey the bell curve that "
            "all clouds together should fill. The importance-weighted bound with 64 draws: {bound:.1f} nats.{usual}",
            bound=_bound(model, picture),
            usual=usual,
        )
    )


def _family(model: Model) -> list[Model]:
    """The models that the slider leads through: a plain autoencoder of the same pictures, then those of one family, or the model alone."""
    plain = models.shipped("autoencoder")
    same = [one for one in plain if one.data == model.data and one.dimensions == model.dimensions]
    members = FAMILIES.get(model.data, ())
    if model.name not in members:
        return [*same[:1], model]
    return [*same[:1], *(one for one in models.shipped("vae") if one.name in members)]


def _telling(stage: Stage) -> tuple[int, int]:
    """The two dimensions in which the codes differ most."""
    first, second = np.argsort(-np.asarray(stage.points).var(axis=0), kind="stable")[:2]
    return (0, 1) if stage.points.shape[1] == 2 else (int(first), int(second))


def _stage(model: Model, picture: np.ndarray | None) -> Stage:
    beside = models.code_map(model)
    codes = beside["codes"][:POINTS].astype(np.float32)
    plain = model.card["lesson"] == "autoencoder"
    found = None if picture is None else _weighed(str(model.path), model.stamp, picture)
    centre, extent = _frame(codes, plain)
    beta = model.card["config"].get("beta")
    return Stage(
        name=f"{model.name}.{model.stamp:.0f}",
        short=_("plain") if plain else f"{beta:g}",
        title=_("A plain autoencoder") if plain else _("Beta {beta:g}", beta=beta),
        words=_words(plain, found, beta),
        points=codes,
        centre=centre,
        extent=extent,
        spreads=np.exp(beside["log_var"][:POINTS].astype(np.float32) / 2) if "log_var" in beside else None,
        mean=None if found is None else found.mean,
        sigma=None if found is None else found.deviation,
        beta=beta,
        costs=None if found is None or plain else Costs(found.reconstruction, found.kl, beta * found.kl),
    )


def _words(plain: bool, found: "Weighed | None", beta: float | None) -> str:
    """What one sees there, in a sentence or two."""
    if plain:
        return _("It has no cloud: a code is one point, and nothing is paid for where it lies.")
    if found is None or found.deviation is None:
        return _("Faint rings are the clouds of a few held-out pictures.")
    wide = float(np.mean(found.deviation))
    if beta == 0:
        return _("Nothing is paid for the code, so the cloud shrinks to almost a point: {wide:.3f} wide.", wide=wide)
    if np.max(found.deviation) > 0.9:
        return _(
            "Along one axis at least the cloud is the bell curve itself: there the code says nothing about the picture."
        )
    return _("The cloud is {wide:.2f} wide. Whatever rains from it should still look like the picture.", wide=wide)


def _frame(codes: np.ndarray, plain: bool) -> tuple[np.ndarray, float]:
    """The middle of the map, and how far it reaches: nearly all codes are seen, and the bell curve where there is one."""
    low, high = np.quantile(codes, 0.005, axis=0), np.quantile(codes, 0.995, axis=0)
    if plain:
        return (low + high) / 2, float((high - low).max() / 2 * 1.15)
    return np.zeros(codes.shape[1]), float(max(3.4, 1.1 * np.abs([low, high]).max()))


@dataclass(frozen=True)
class Weighed:
    """A picture's cloud, (d,) each, and what it costs in nats. A plain autoencoder's has neither width nor price."""

    mean: np.ndarray
    deviation: np.ndarray | None = None
    reconstruction: float = 0.0
    kl: float = 0.0
    bound: float = 0.0


# Shared by all visitors, for its key is the picture itself: a class drags over the same held-out ones.
@st.cache_resource(max_entries=600, show_spinner=False)
def _weighed(path: str, stamp: float, picture: np.ndarray) -> Weighed:
    codec = models.loaded_from(path, stamp)
    if not codec.variational:
        return Weighed(codec.encode(picture)[0])
    mean, deviation = codec.encode_clouds(picture)
    costs = codec.costs(picture)
    return Weighed(mean[0], deviation[0], *(float(part[0]) for part in (costs.reconstruction, costs.kl, costs.bound)))


def _bound(model: Model, picture: np.ndarray) -> float:
    return _weighed(str(model.path), model.stamp, picture).bound
