"""A judge that serves as an eye while others learn: it looks at pictures, and never learns itself."""

from engine.lessons.helpers.judge.network import Judge
from engine.nn import device
from engine.weights import checkpoint, shelf

EYES = {"faces-photo": "eye-faces-photo"}
"""Picture set -> the eye that looks at its pictures; all others are seen by the cartoon faces' eye."""


def opened(name: str) -> Judge:
    """The eye for a picture set."""
    tensors, card = checkpoint.load_weights(shelf.find(EYES.get(name, "eye-faces")))
    eye = Judge(**card["networks"]["judge"]["arguments"])
    eye.load_state_dict(tensors["judge"])
    return device.fast(eye.eval().requires_grad_(False))
