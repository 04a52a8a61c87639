"""Settings of a flow worth showing: a good start, its ancestor, and two ways to spoil it. All show within some minutes."""

from engine.core.preset import Preset

SMALL = {"width": 24, "steps": 1_000, "preview_every": 100}
SMALLER = {"width": 16, "steps": 600, "preview_every": 100}

PRESETS = (
    Preset(
        name="healthy",
        lesson="pictures",
        title="A good start",
        symptom="Grey clouds first, then strokes, then letters. The loss falls fast and then hardly at all, while pictures still get better.",
        cause="What is left of the loss cannot be learnt: nobody can tell which noise was mixed in. The pictures hang on the little above that.",
        cure="",
        settings={**SMALL},
    ),
    Preset(
        name="ancestor",
        lesson="pictures",
        title="DDPM, the ancestor",
        symptom="Letters come later, and in the few steps of a look some stay specks. Its loss is another one: compare pictures, not losses.",
        cause="It is asked which noise is in the mixture, at all stations of an arc alike.",
        cure="The straight path, and times mostly in the middle.",
        settings={**SMALL, "path": "ddpm"},
        cured={"path": "straight"},
        sides=("DDPM", "flow matching"),
    ),
    Preset(
        name="by-heart",
        lesson="pictures",
        title="By heart",
        symptom="The training loss keeps falling while the held-out loss turns and rises.",
        cause="There are only 64 pictures. Each mixture has been met so often that the network knows which picture is in it.",
        cure="More pictures.",
        settings={**SMALLER, "pictures": 64},
        cured={"pictures": 10_000},
    ),
    Preset(
        name="too-fast",
        lesson="pictures",
        title="Too fast",
        symptom="The loss stays high, as if nothing were learnt, and the pictures stay noise.",
        cause="Each step leaps past what the last one found, and nothing calls it back.",
        cure="A learning rate of 0.002.",
        settings={**SMALLER, "learning_rate": 0.1},
        cured={"learning_rate": 0.002},
    ),
)
