"""A judge that serves as an eye while others learn: it looks at pictures, and never learns itself."""

from engine.core.errors import Trouble
from engine.language.words import _
from engine.lessons.helpers.judge.network import NETWORKS, Judge
from engine.nn import device
from engine.weights import checkpoint, shelf

EYES = {"faces-photo": "eye-faces-photo"}
"""Picture set -> the eye that looks at its pictures; all others are seen by the cartoon faces' eye."""


def opened(name: str) -> Judge:
    """The eye for a picture set."""
    path = shelf.find(EYES.get(name, "eye-faces"))
    otherwise = Trouble(_("{file} holds no eye.", file=path.name), "Put the folder pretrained/ back as it was.")
    networks, _card, _beside = checkpoint.opened(path, {"judge": NETWORKS}, otherwise)
    return device.fast(networks["judge"])
