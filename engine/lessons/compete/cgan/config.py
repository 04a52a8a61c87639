"""The settings of a conditional GAN."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.data.fields import labelled_set_knob
from engine.lessons.compete.gan.config import GANConfig


@dataclass(frozen=True)
class ConditionalConfig(GANConfig):
    """A GAN that is told what to draw: both networks see the label."""

    conditional = True
    data: str = labelled_set_knob()
    label: str = knob(
        "projection",
        "How the label enters. Joined: a row of zeros and a one beside the noise, and as planes beside the picture. Embedding: learnt numbers for each label. Projection: the discriminator asks how well its features fit the label.",
        label="Label enters by",
        group="Network",
        choices={"joined": "Joining", "embedding": "Embedding", "projection": "Projection"},
    )

    __post_init__ = check
