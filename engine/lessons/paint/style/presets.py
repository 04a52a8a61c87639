"""Experiments with painting: what one layer keeps of a picture, what the style alone paints, and what its layers add.

They take the pictures that are chosen on the page, and are small enough to be seen through within a minute.
"""

from typing import Any

from engine.core.preset import Preset

SMALL = {"size": 256, "steps": 120, "preview_every": 4}

CONTENT_ALONE = {**SMALL, "start": "noise", "content_share": 98.0, "style_share": 0.0, "smooth_share": 2.0}

STYLE_ALONE: dict[str, Any] = {
    **SMALL,
    "start": "noise",
    "content_share": 0.0,
    "style_share": 95.0,
    "smooth_share": 5.0,
}


def only(*layers: str) -> dict[str, Any]:
    """Style layers at work, all others at rest."""
    return {f"relu{block}_1": float(f"relu{block}_1" in layers) for block in range(1, 6)}


NOTEBOOK: dict[str, Any] = {
    **{"size": 600, "eye": "vgg19", "content_layer": "relu5_2", "coarse": False, "start": "content"},
    **{"content_weight": 643.0, "style_weight": 5_580.0, "smooth_weight": 418_000.0},
    **{"relu1_1": 0.0319, "relu2_1": 3.65, "relu3_1": 1.18, "relu4_1": 0.135, "relu5_1": 0.00713},
}
"""The weights 2.5e-8, 1e-6 and 1e-6 of the notes' Keras example, translated for the lesson's first pictures: see conventions.py."""

PRESETS = (
    Preset(
        name="texture",
        lesson="style",
        title="The style alone",
        symptom="Out of noise come the painting's strokes and colours, everywhere and nowhere in particular.",
        cause="Gram matrices say which features appear together, not where: no thing of the painting comes back whole.",
        cure="",
        settings=STYLE_ALONE,
    ),
    Preset(
        name="keeps-all",
        lesson="style",
        title="What relu1_1 keeps",
        symptom="Out of noise comes the content picture itself, almost pixel by pixel.",
        cause="The first layer sees single edges and colours, each in its place: hardly anything is lost.",
        cure="Compare in a deep layer, which is free with colours and lines.",
        settings={**CONTENT_ALONE, "content_layer": "relu1_1"},
        cured={"content_layer": "relu4_1"},
    ),
    Preset(
        name="keeps-things",
        lesson="style",
        title="What relu5_1 keeps",
        symptom="Things stand where they stood, but their colours and fine lines are made up.",
        cause="The deepest layer knows what is where, roughly. That freedom is the room in which a style can paint.",
        cure="",
        settings={**CONTENT_ALONE, "content_layer": "relu5_1"},
    ),
    Preset(
        name="fine-strokes",
        lesson="style",
        title="Only shallow layers of the style",
        symptom="The colours of the painting arrive, in fine grain; its strokes do not.",
        cause="relu1_1 and relu2_1 see a few pixels at once: they know colours, not brush strokes.",
        cure="Let the deeper layers count again.",
        settings={**STYLE_ALONE, **only("relu1_1", "relu2_1")},
        cured=only("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"),
    ),
    Preset(
        name="large-forms",
        lesson="style",
        title="Only deep layers of the style",
        symptom="Large forms of the painting arrive, in colours that are not its own.",
        cause="relu4_1 and relu5_1 see wide parts of the picture and care little for single pixels.",
        cure="Let the shallow layers count again.",
        settings={**STYLE_ALONE, **only("relu4_1", "relu5_1")},
        cured=only("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1"),
    ),
    Preset(
        name="one-size",
        lesson="style",
        title="One size only",
        symptom="The strokes stay small and even, and the sky is full of grain.",
        cause="The eye sees parts of the canvas at a time. Without a small canvas first, nothing plans the large forms.",
        cure="Paint from coarse to fine, with a little smoothness.",
        settings={**SMALL, "coarse": False, "smooth_share": 0.0},
        cured={"coarse": True, "smooth_share": 5.0},
    ),
    Preset(
        name="notes",
        lesson="style",
        title="As in the notes: VGG-19, L-BFGS",
        symptom="Colours and small strokes of the style come over a picture that keeps its things and most of its lines.",
        cause=(
            "VGG-19 looks; the content is compared in block5_conv2 (relu5_2), the style in the first layer of each of the five blocks, with the weights 2.5e-8, "
            "1e-6 and 1e-6 of the Keras example, translated for the first pictures here. Atelier's own default is the compact eye, which needs no 575 MB, "
            "compares in relu4_1, and goes from coarse to fine, so that strokes become large."
        ),
        cure="No VGG-19 here? The compact eye paints by the same weights; its deepest layer is relu5_1.",
        settings={**NOTEBOOK, "optimiser": "lbfgs", "steps": 400, "preview_every": 20},
        cured={"eye": "compact", "content_layer": "relu5_1"},
    ),
    Preset(
        name="notes-descent",
        lesson="style",
        title="As in the notes: gradient descent",
        symptom="The same painting, far more slowly: the style's loss falls quickly at first and then creeps for thousands of steps.",
        cause=(
            "Plain gradient descent, 4,000 steps. The rate begins at 100 for pixels from 0 to 255, which is 0.00154 for pixels from 0 to 1, and is multiplied by 0.96 "
            "every hundred steps. L-BFGS, Atelier's default, learns from its last steps how narrow the valley is, and gets as far in a twentieth of them."
        ),
        cure="Paint with L-BFGS; and with the compact eye where there is no VGG-19.",
        settings={
            **NOTEBOOK,
            **{"optimiser": "sgd", "descent": 0.00154, "decay": 0.96, "steps": 4_000, "preview_every": 100},
        },
        cured={"optimiser": "lbfgs", "steps": 200, "eye": "compact", "content_layer": "relu5_1"},
    ),
    Preset(
        name="other-eye",
        lesson="style",
        title="Another eye: SqueezeNet",
        symptom="The strokes stay small, much of the photograph keeps its own colours, and coloured specks come.",
        cause=(
            "SqueezeNet names things as well as AlexNet did, with a fiftieth of its weights: it shrinks the picture at once and squeezes what it sees into few channels. "
            "To name a thing no stroke has to survive that. VGG-19 keeps far more on its way. It is the network of the paper, and in the notes' view the better one for style."
        ),
        cure="The compact eye: it learnt to see what VGG-19 sees.",
        settings={**SMALL, "eye": "squeezenet"},
        cured={"eye": "compact"},
        sides=("SqueezeNet", "the compact eye"),
    ),
)
