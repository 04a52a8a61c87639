"""Two close relatives: what one step of pix2pix has that CycleGAN lacks, and the other way round."""

from engine.language.words import N_
from playground.shell.source_code import Twin

TWINS = tuple(
    Twin(
        ("engine/lessons/translate/pix2pix/train.py", name),
        ("engine/lessons/translate/cyclegan/train.py", name),
        (N_("pix2pix"), N_("CycleGAN")),
    )
    for name in ("improve", "teach")
)
