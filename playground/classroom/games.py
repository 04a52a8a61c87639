"""The wall for the projector: every game that runs in the class, large, the one whose players lie furthest apart first."""

from dataclasses import dataclass

import streamlit as st

from engine import catalog
from engine.language.words import _
from engine.runs.overview import Glance, Seat
from playground.components.big.big import stage
from playground.shell import wording
from playground.widgets import picture_view

REAL, MADE = "D(x)", "D(G(z))"

NARROW, SIDE = 250, 480
"""Pixels of a game on the screen at least, and of its picture as it is sent."""


@dataclass(frozen=True)
class Game:
    """A run of two players, and at whose desk."""

    name: str
    glance: Glance

    @property
    def apart(self) -> float | None:
        """By how much D's answers to real and made pictures differ. None before the first look, or where nothing is measured."""
        metrics = self.glance.status.metrics
        return metrics[REAL] - metrics[MADE] if REAL in metrics and MADE in metrics else None


def running(seats: list[Seat]) -> list[Game]:
    """All games that run, the largest difference first; those that have said nothing yet come last."""
    found = [
        Game(seat.name, glance)
        for seat in seats
        for glance in seat.runs
        if glance.status.active
        and glance.run.lesson in catalog.CARDS
        and catalog.card(glance.run.lesson).group == "Compete"
    ]
    return sorted(found, key=lambda game: (game.apart is None, -abs(game.apart or 0.0), game.name))


def show(seats: list[Seat]) -> None:
    games = running(seats)
    if not games:
        st.info(_("No game runs now. As soon as somebody trains a GAN, it appears here."))
        return
    with stage():
        grid = st.grid(min_column_width=NARROW, border=True)
        for game in games:
            with grid.cell():
                _card(game)
    st.caption(
        _(
            "Every GAN that trains in the class. The first is the one in which the discriminator tells real pictures from made ones best; where the bars are equally "
            "long, it can only guess. A critic without labels may say any number: then only the gap counts."
        )
    )


def _card(game: Game) -> None:
    glance = game.glance
    status = glance.status
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(f"**{wording.safe(game.name)}**", width="content")
        st.markdown(f":gray[{status.step:,}]", width="content")
    if glance.picture:
        try:
            picture = picture_view.read(glance.picture)
        except FileNotFoundError:  # thinned out meanwhile: the next look finds another
            picture = None
        if picture is not None:
            alt = _("Newest pictures of {name}", name=game.name)
            picture_view.show(picture, alt=alt, width="stretch", target=SIDE)
    st.markdown(f":small[{wording.safe(glance.title)}]")
    if game.apart is None:
        st.caption(_("It has said nothing yet."))
        return
    real, made = status.metrics[REAL], status.metrics[MADE]
    for name, value in ((_("real"), real), (_("made"), made)):
        st.progress(min(1.0, max(0.0, value)), f"{name}: **{value:.2f}**")
