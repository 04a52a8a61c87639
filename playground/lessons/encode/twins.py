"""Two close relatives: what one step of a variational autoencoder has that a plain one lacks."""

from engine.language.words import N_
from playground.shell.source_code import Twin

TWIN = Twin(
    ("engine/lessons/encode/autoencoder/train.py", "improve"),
    ("engine/lessons/encode/vae/train.py", "improve"),
    (N_("Autoencoder"), N_("VAE")),
)
