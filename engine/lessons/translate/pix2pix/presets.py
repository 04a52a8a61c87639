"""Settings worth showing: what fixed losses and a learnt one are good for, where chance comes from, and other pairs."""

from typing import Any

from engine.core.preset import Preset

SMALL: dict[str, Any] = {
    **{"width": 16, "critic_width": 16, "learning_rate": 0.001, "steps": 1_000, "preview_every": 50},
}
"""Networks that are seen to learn within minutes on a processor."""

PRESETS = (
    Preset(
        name="notes",
        lesson="pix2pix",
        title="As in the notes: critic and L1",
        symptom="Large things are soon where they belong; then the critic asks for texture, patch by patch.",
        cause=(
            "The loss of the conditional GAN plus lambda times L1, lambda 100; a U-Net, patches of 70 pixels, dropout as noise, batch 1, Adam with 0.0002. "
            "Atelier's form begins with smaller networks and a larger rate, to be seen to learn within minutes."
        ),
        cure="",
        settings={"side": 128, "width": 64, "depth": 5, "critic_width": 64, "norm": "instance", "average": 0.0},
    ),
    Preset(
        name="mean",
        lesson="pix2pix",
        title="A fixed loss gives the mean",
        symptom="Soft pictures: where a tree or a house may stand so or so, a haze of all of them.",
        cause="Squared error alone, without a critic. For each pixel the mean of all possible pictures costs least, and that mean is no picture.",
        cure="Let a critic judge, too: a loss that is learnt objects to haze.",
        settings={**SMALL, "fixed": "l2", "adversarial": 0.0, "l1": 500.0},
        cured={"adversarial": 1.0, "fixed": "l1", "l1": 100.0},
    ),
    Preset(
        name="noise-plane",
        lesson="pix2pix",
        title="Noise z beside the map",
        symptom="Another variant of the same map differs by a little grain, and hardly by anything else.",
        cause="z is there, and the generator may ignore it: L1 punishes whatever is not the one right answer.",
        cure="Give the fixed loss less weight: then chance is allowed to show.",
        settings={**SMALL, "grain": True, "noise": 0.0},
        cured={"l1": 1.0},
    ),
    Preset(
        name="palette",
        lesson="pix2pix",
        title="Colours are told",
        symptom="Skies, walls and sails have their own colours early, and not those of a mean.",
        cause=(
            "Beside the map lies the same map with each thing in the colour that it has in the picture wanted, so no colour has to be guessed. "
            "The critic blurs before it halves, and what its layers see is compared as well: an edge beside its place costs less than a blur."
        ),
        cure="",
        settings={**SMALL, "palette": True, "calm": True, "matching": 10.0, "l1": 10.0, "noise": 0.0},
    ),
    Preset(
        name="no-skips",
        lesson="pix2pix",
        title="A U-Net without skips",
        symptom="Colours come soon, edges hardly: houses and trees melt.",
        cause="Where an edge lies is known exactly in the map, but without skips it must be squeezed through the narrow middle.",
        cure="Hand each level across to its twin.",
        settings={**SMALL, "skips": False},
        cured={"skips": True},
    ),
    Preset(
        name="blurred",
        lesson="pix2pix",
        title="As in the notes: blurred to sharp",
        symptom="Edges come back first, then texture that was never in the blurred picture.",
        cause="x is out of focus, y is sharp. Many sharp pictures would fit; the critic accepts any that could be real, L1 holds it near the true one.",
        cure="",
        settings={**SMALL, "data": "blur"},
    ),
    Preset(
        name="day-to-night",
        lesson="pix2pix",
        title="Day to night, with pairs",
        symptom="Light turns, lanterns are lit, and every house stays where it is.",
        cause="The same drawn scene under two lights: with pairs each pixel can be compared. CycleGAN has to do it without.",
        cure="",
        settings={**SMALL, "data": "night"},
    ),
    Preset(
        name="aerial-to-map",
        lesson="pix2pix",
        title="From above to a map",
        symptom="Streets and water are soon white and blue; single houses come later.",
        cause="A map is a drawing with few colours, so there is little doubt and L1 alone does most of it.",
        cure="",
        settings={**SMALL, "data": "map"},
    ),
)
