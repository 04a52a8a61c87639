"""Flow on points: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.flow.plane import verdict
from engine.lessons.flow.plane.config import FlowConfig
from engine.lessons.flow.plane.presets import PRESETS

CARD = Card(
    name="plane",
    title="Flow on points",
    group="Flow",
    summary="A cloud of noise flows into a shape: diffusion and flow matching, where everything they do can be seen.",
    invitation="Hold time in your hand, follow single points, draw a shape of your own, and see what one step costs.",
    minutes=25,
    paper="Ho et al. 2020, Lipman et al. 2022",
    config=FlowConfig,
    weights=("flow-spiral", "flow-letters", "flow-ring", "flow-moons", "flow-eight"),
    icon=":material/air:",
    portrait="A cloud of noise flows into a spiral: its points at three times, and the velocity that carries them.",
    charts=(
        Chart("Loss", ("training loss", "held-out loss")),
        Chart("Distance to held-out points", ("distance", "distance, at least", "distance, at most")),
        Chart("Distance in few Euler steps", ("in 1 step", "in 4 steps")),
        Chart("Real points that are reached", ("reached",)),
    ),
    verdict=verdict.verdict,
    presets=PRESETS,
)
