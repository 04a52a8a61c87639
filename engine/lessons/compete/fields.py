"""Choices that all games share: what the players are after, and who takes a turn."""

from engine.language.words import N_

OBJECTIVES = {
    "non-saturating": N_("Non-saturating"),
    "minimax": N_("Minimax"),
    "least-squares": N_("Least squares"),
    "hinge": N_("Hinge"),
    "wgan-gp": N_("WGAN with gradient penalty"),
    "relativistic": N_("Relativistic, with flat slopes (R3GAN)"),
}

DRIFTING = ("wgan-gp", "relativistic")
"""Those whose critic has no labels and no place to rest: only differences of what it says count, and a penalty holds its slope."""

ORANGE, BLUE = (238, 139, 46), (61, 122, 196)
"""What the discriminator believes, as a colour: real, made."""

TURNS = {
    "both": N_("Both, in turns"),
    "discriminator": N_("The discriminator only"),
    "generator": N_("The generator only"),
}
