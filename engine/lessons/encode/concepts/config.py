"""The settings of a variational autoencoder of faces."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import cool_down_knob, count_knob, flip_knob, look_knob, rate_knob, seed_knob, steps_knob
from engine.data.fields import face_set_knob


@dataclass(frozen=True)
class ConceptsConfig:
    """A variational autoencoder for faces. Pixels, an eye and a critic pull at its pictures."""

    data: str = face_set_knob()
    pictures: int = count_knob()
    flip: bool = flip_knob()
    shift: int = knob(
        0,
        "Move each picture by up to so many pixels by chance, so that few pictures teach like many.",
        label="Shift",
        group="Data",
        low=0,
        high=8,
    )
    start: str = knob(
        "chance",
        "What the networks begin with. Those of a shipped model keep its codes, and so its vectors: the encoder stays as it is, and only the decoder learns on, from codes without chance.",
        label="Begin with",
        group="Network",
        choices={"chance": "Chance", "faces-photo": "The networks of faces-photo"},
    )
    width: int = knob(
        16,
        "Channels of the first layer; each further layer doubles them.",
        label="Width",
        group="Network",
        low=4,
        high=64,
        scale="log",
    )
    latent: int = knob(
        64,
        "Numbers in the code. A face needs more than a digit: with few, all faces look alike.",
        label="Latent dimensions",
        group="Network",
        low=2,
        high=256,
        scale="log",
    )
    variance: float = knob(
        0.03,
        "How much a pixel may be off before it costs. Smaller copies better; random codes then look worse.",
        label="Variance",
        group="Loss",
        low=0.001,
        high=1.0,
        scale="log",
    )
    beta: float = knob(
        1.0,
        "The weight of the KL term, which keeps the codes in order. It may move while training runs.",
        label="Beta",
        group="Loss",
        low=0.0,
        high=100.0,
        scale="log",
        live=True,
    )
    perceptual: float = knob(
        1.0,
        "How hard the eye pulls, as a share of the pixels' pull. The eye is a network that has learnt to name marks of faces; it minds missing features more than wrong pixels. 0 is off. It may move while training runs.",
        label="Eye",
        group="Loss",
        low=0.0,
        high=4.0,
        live=True,
    )
    adversarial: float = knob(
        0.0,
        "How hard the critic pulls, as a share of the pixels' pull. The critic learns to tell copies from originals, and so asks for sharp pictures. 0 is off. It may move while training runs.",
        label="Critic",
        group="Loss",
        low=0.0,
        high=2.0,
        live=True,
    )
    critic_from: int = knob(
        1_000,
        "The step from which the critic is heard. Before, copies are so soft that there is nothing to learn from it.",
        label="Critic from step",
        group="Loss",
        low=0,
        high=100_000,
    )
    learning_rate: float = rate_knob(0.0005, "How far each step goes. It may move while training runs.")
    cool_down: float = cool_down_knob(0.3)
    batch: int = knob(64, "Pictures per step.", label="Batch", low=4, high=512, scale="log")
    steps: int = steps_knob(2_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check
