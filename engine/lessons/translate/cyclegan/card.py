"""CycleGAN: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.translate.cyclegan.config import CycleConfig
from engine.lessons.translate.cyclegan.presets import PRESETS

CARD = Card(
    name="cyclegan",
    title="CycleGAN",
    group="Translate",
    summary="Two generators translate pictures between two worlds and back, though no two pictures belong together.",
    invitation="Turn your photographs into Monets and back, teach it two worlds of your own, and hold a lens over its critic.",
    minutes=30,
    paper="Zhu, Park, Isola & Efros 2017",
    config=CycleConfig,
    weights=("photo2monet", "night", "night-cycle-0", "night-cycle-30", "night-no-identity"),
    icon=":material/sync_alt:",
    portrait="A photograph, the same as a Monet, and a dahlia as one: painted by the shipped translator.",
    charts=(
        Chart("What comes back", ("cycle A", "cycle B", "held-out cycle A", "held-out cycle B")),
        Chart("What should stay", ("identity A", "identity B", "held-out identity A", "held-out identity B")),
        Chart("What the critics say", ("D(A)", "D(made A)", "D(B)", "D(made B)")),
        Chart("Adversarial losses", ("adversarial to A", "adversarial to B", "critic A", "critic B")),
        Chart("What the guide says", ("scene A", "scene B", "strokes of B")),
        Chart("Loss of both generators", ("training loss",)),
        Chart("A grid on what is made", ("checkerboard from A", "checkerboard from B")),
        Chart("Gradient, stage by stage", ("gradient *",)),
    ),
    presets=PRESETS,
)
