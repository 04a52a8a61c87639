"""Nine pictures out of noise: ask for a class, guide too little or too much, take fewer steps, and look at the way."""

import numpy as np
import streamlit as st

from engine.data import sheets
from engine.language.words import N_, _
from playground.components.big.big import stage
from playground.components.film.film import film
from playground.lessons.flow.pictures import making
from playground.lessons.flow.pictures.making import ANY, QUESTIONS, SAMPLERS, Asked, Walked
from playground.shell import frame
from playground.widgets import models, picture_view
from playground.widgets.models import Model

ACROSS = 3
COLUMNS = 9
"""Looks at the way of one picture."""

STEPS = (1, 2, 4, 8, 16, 32)
GUIDANCES = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0)
OPENS_ON = {"flow-faces-photo": 4}
"""Shipped model -> the seed that is seen first, where not every one shows what the model can do."""

LITTLE, MUCH = 1.0, 5.0
"""Guidance below which the class may be missed, and above which pictures are overcooked."""


def show(model: Model) -> None:
    """A part of the page of its own: a moved slider draws nothing else anew."""
    st.fragment(_make)(model)


def _make(model: Model) -> None:
    with frame.guard():
        with stage():
            wanted, asked = controls(model)
            found = making.walked(model, wanted, asked)
            left, right = st.columns(2, gap="large")
            with left:
                nine(model, found, asked)
            with right:
                the_way(model, found)
        one_way(model, found)
        if making.classes(model):
            guidances(model, wanted, asked)


def controls(model: Model) -> tuple[tuple[int, ...], Asked]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        key = f"flow.seed.{model.name}"
        st.session_state.setdefault(key, OPENS_ON.get(model.name, 0))
        st.button(_("Other noise"), icon=":material/casino:", key="flow.roll", on_click=_roll, args=(key,))
        seed = st.number_input(_("Seed"), 0, 99_999, key=key, width=110, help=_("The same seed gives the same noise."))
        wanted = making.ask(model, key=f"flow.wanted.{model.name}", each=True)
        guidance = 1.0
        if making.classes(model):
            guidance = st.slider(
                _("Guidance"),
                0.0,
                10.0,
                2.0,
                0.5,
                key="flow.guidance",
                width=160,
                disabled=ANY in wanted,
                help=_(
                    "How far to go beyond what the class asks for. 0 forgets the class, 1 is what was learnt, and much more makes "
                    "pictures loud and alike."
                ),
            )
        steps = st.select_slider(
            _("Steps"),
            STEPS,
            16,
            key="flow.steps",
            width=140,
            help=_("Into how many straight pieces the way is cut. Each piece is a question to the network."),
        )
        sampler = st.segmented_control(
            _("Sampler"),
            list(SAMPLERS),
            format_func=lambda name: _(SAMPLERS[name]),
            default="euler",
            required=True,
            key="flow.sampler",
            help=_(
                "Euler goes where the arrow points. Heun looks at the end of each step, too, and takes the mean: twice the questions. "
                "DDPM, the ancestor, adds fresh noise after each step: it wants more steps."
            ),
        )
    return wanted, Asked(steps, sampler or "euler", guidance, seed)


def _roll(key: str) -> None:
    st.session_state[key] = (st.session_state[key] + 1) % 100_000


def nine(model: Model, found: Walked, asked: Asked) -> None:
    questions = asked.steps * QUESTIONS[asked.sampler]
    picture_view.at_most(
        sheets.enlarged(sheets.grid(found.states[-1], across=ACROSS), 600),
        _(
            "Nine pictures by {cited}, none picked out. The network was asked {questions} times for each; all nine took {took}.",
            cited=models.cited(model),
            questions=questions,
            took=picture_view.took(found.seconds),
        ),
        alt=_("Nine pictures made out of noise"),
        tall=300,
    )
    if asked.seed == OPENS_ON.get(model.name):
        st.caption(_("This seed is one of the better of twelve. Other noise shows what else there is."))
    if making.classes(model):
        st.caption(_(taste(asked.guidance)))


def taste(guidance: float) -> str:
    if guidance < LITTLE:
        return N_("**Too little** guidance: some pictures are not of the class that was asked for.")
    if guidance > MUCH:
        return N_("**Overcooked**: too much guidance. Strokes get heavy and the pictures more and more alike.")
    return N_("**About right**: clearly of the class that was asked for, and still different from each other.")


def the_way(model: Model, found: Walked) -> None:
    frames = [
        sheets.sheet([np.stack([sheets.grid(kind, across=ACROSS) for kind in (states, beliefs)])], gap=4)
        for states, beliefs in zip(found.states, found.beliefs, strict=True)
    ]
    film(
        np.stack([sheets.enlarged(one, 400) for one in frames]),
        key=f"flow.film.{model.name}",
        speed=4,
        loop=False,
        title=_("From noise to pictures"),
    )
    st.caption(
        _(
            "Drag through the way. **Left**: what is there at this time. **Right**: what the network takes it for, if it had to say now. "
            "At first it only knows the mean of all pictures; it decides what to draw long before it can be seen."
        )
    )


def one_way(model: Model, found: Walked) -> None:
    with st.container(border=True):
        chosen = st.segmented_control(
            _("The way of picture"), range(1, 10), default=1, required=True, key="flow.which", wrap=True
        )
        place = (chosen or 1) - 1
        at = np.unique(np.linspace(0, len(found.times) - 1, COLUMNS).round().astype(int))
        times = ", ".join(f"{found.times[one]:.2f}" for one in at)
        picture_view.show(
            sheets.sheet([found.states[at, place], found.beliefs[at, place]]),
            _(
                "Times {times}. **Above**: on the way from noise to picture. **Below**: what the network takes it for.",
                times=times,
            ),
            alt=_("One picture on its way from noise"),
            width="stretch",
            target=900,
        )


def guidances(model: Model, wanted: tuple[int, ...], asked: Asked) -> None:
    place = (st.session_state.get("flow.which") or 1) - 1
    one = wanted[place]
    if one == ANY:
        return
    made = making.guided(model, int(one), GUIDANCES, asked, place)
    said = ", ".join(f"{much:g}" for much in GUIDANCES)
    with st.container(border=True):
        picture_view.show(
            sheets.grid(made, across=len(GUIDANCES)),
            _(
                "Always the same noise, asked for {name}, with guidance {said}. Left, the class is ignored; right, it is all that is left.",
                name=_(making.classes(model)[one]),
                said=said,
            ),
            alt=_("One noise with more and more guidance"),
            width="stretch",
            target=720,
        )
