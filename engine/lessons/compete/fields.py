"""Choices that all games share: what the players are after, and who takes a turn."""

OBJECTIVES = {
    "non-saturating": "Non-saturating",
    "minimax": "Minimax",
    "least-squares": "Least squares",
    "hinge": "Hinge",
    "wgan-gp": "WGAN with gradient penalty",
}

TURNS = {"both": "Both, in turns", "discriminator": "The discriminator only", "generator": "The generator only"}
