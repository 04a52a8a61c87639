"""Settings worth showing: as papers and courses have them, and what each loss and each shortcut is good for."""

from typing import Any

from engine.core.preset import Preset

PAPER: dict[str, Any] = {
    **{"side": 128, "cycle": 10.0, "identity": 5.0, "adversarial": 1.0, "pool": 50, "batch": 1, "crop": 0.9},
    **{"residual": False, "detail": False, "augment": False, "average": 0.0, "norm": "instance", "patch": "70-padded"},
    **{"steps": 40_000, "cool_down": 0.5, "preview_every": 200},
}
"""Weights 10 and 5 beside 1, and a critic that says 16 x 16 x 1 of a picture of 128 pixels."""

PLAIN: dict[str, Any] = {"residual": False, "detail": False, "preview_every": 50}
"""Nothing of the picture reaches the last layers but through the network."""

PRESETS = (
    Preset(
        name="notes",
        lesson="cyclegan",
        title="As in the notes: ResNet, 1 / 10 / 5",
        symptom="For long both generators only copy; then light and colours turn, and what comes back stays close to what was given.",
        cause=(
            "Validity, reconstruction and identity weigh 1, 10 and 5; nine residual blocks; the critic answers with 16 x 16 verdicts; 200 epochs of 200 pictures. "
            "Atelier's own default weighs 1, 3 and 0.5, with networks that begin as copyists and smaller pictures, because it must show something within minutes "
            "on a processor. This takes hours there."
        ),
        cure="",
        settings={**PAPER, "form": "resnet", "blocks": 9, "width": 128, "critic_width": 64},
    ),
    Preset(
        name="notes-unet",
        lesson="cyclegan",
        title="As in the notes: U-Net, 1 / 10 / 5",
        symptom="As with the ResNet, and a few times faster: skips bring the content back to where it was.",
        cause="On the way down a U-Net finds the style, and its skips bring content back to the whole size. 32 channels, four times halved, as in the notes' book.",
        cure="",
        settings={**PAPER, "form": "unet", "width": 32, "depth": 3, "critic_width": 32, "detail": True},
    ),
    Preset(
        name="no-cycle",
        lesson="cyclegan",
        title="Without reconstruction",
        symptom="The curves of what comes back stay high: the last row shows another scene, or none.",
        cause="Nobody asks that what went there comes back. The critic of B is content with any night, not only with this one.",
        cure="Give the cycle its weight.",
        settings={**PLAIN, "cycle": 0.0, "identity": 0.0},
        cured={"cycle": 3.0},
    ),
    Preset(
        name="no-identity",
        lesson="cyclegan",
        title="Without identity",
        symptom="The curves of what should stay do not fall: a night that is given to the generator of nights is painted over.",
        cause="The generator has only met days. What it does to a night costs nothing, and tints may wander on the way.",
        cure="Give identity its weight.",
        settings={**PLAIN, "identity": 0.0},
        cured={"identity": 2.0},
    ),
    Preset(
        name="no-skips",
        lesson="cyclegan",
        title="A U-Net without skips",
        symptom="Colours come soon, edges hardly: what comes back is a blur of what was given.",
        cause="Without skips every edge must come through the narrow middle, a few places with many channels, which say what is there and hardly where.",
        cure="Hand each level across to its twin.",
        settings={**PLAIN, "form": "unet", "detail": True, "skips": False},
        cured={"skips": True},
    ),
    Preset(
        name="vanishing",
        lesson="cyclegan",
        title="The gradient vanishes",
        symptom="Every picture becomes the same flat colour. In the chart of the gradient the first stages stand millions of times lower than the last.",
        cause=(
            "Nine blocks that replace what they get, with no norm between them: each makes signal and gradient a little smaller, and nine times a little is nothing. "
            "Residual blocks hand the gradient on unchanged. A norm after each convolution saves it, too, as you can see by switching that on instead."
        ),
        cure="Switch the skips of the blocks on.",
        settings={**PLAIN, "blocks": 9, "skips": False, "norms": "none", "steps": 300},
        cured={"skips": True},
    ),
    Preset(
        name="eye-only",
        lesson="cyclegan",
        title="A critic that sees only through an eye",
        symptom="A fine lattice lies in even skies, plainest with scenes that become paintings of scenes; the curve of the grid from A stays well above 1.",
        cause=(
            "The critics look through an eye that has learnt before and stays as it is. It takes every second place, again and again: what lies between them it hardly sees, "
            "and its gradient pulls some pixels more than others. The generators learn that as a pattern, and nobody objects."
        ),
        cure="Repaint: the critic sees pixels and blurs before it halves, and the scene is kept by places that look alike, not by a pattern that comes back. It begins soft; strokes take thousands of steps.",
        settings={"sight": True, "cycle": 2.0, "steps": 500, "preview_every": 50},
        cured={
            "sight": False,
            "recipe": "there",
            "residual": False,
            "detail": False,
            "norms": "layer",
            "optimiser": "muon",
            "warm_up": 250,
            "steps": 600,
        },
    ),
)
