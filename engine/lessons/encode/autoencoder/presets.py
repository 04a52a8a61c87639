"""Settings worth showing: good runs, and failures made on purpose, each with its symptom, its cause and its cure."""

from engine.core.preset import Preset

PRESETS = (
    Preset(
        name="repair",
        lesson="autoencoder",
        title="A good repairer",
        symptom="Noisy pictures come out clean, also such as it has never seen.",
        cause="The network sees noise go in and is compared with the clean picture.",
        cure="",
        settings={"noise": "mixed", "bottleneck": 64, "width": 16, "steps": 3_000},
    ),
    Preset(
        name="map",
        lesson="autoencoder",
        title="A map with holes",
        symptom="Codes of one class lie together, but between the groups the decoder draws smears.",
        cause="Nothing asks an autoencoder to fill the plane.",
        cure="A variational autoencoder: see the Latent explorer.",
        settings={"bottleneck": 2, "width": 16, "steps": 3_000},
    ),
    Preset(
        name="copies-noise",
        lesson="autoencoder",
        title="It copies the noise",
        symptom="The output is as spotted as the input.",
        cause="The loss compares with the noisy picture: a common mistake in code.",
        cure="Compare with the clean picture.",
        settings={
            "noise": "salt",
            "noise_level": 0.3,
            "target": "noisy",
            "bottleneck": 64,
            "width": 16,
            "steps": 1_000,
        },
        cured={"target": "clean"},
    ),
    Preset(
        name="by-heart",
        lesson="autoencoder",
        title="Learned by heart",
        symptom="The training loss keeps falling while the held-out loss rises.",
        cause="A hundred pictures are too few: the network remembers them one by one.",
        cure="More pictures.",
        settings={"pictures": 100, "form": "connected", "bottleneck": 32, "batch": 32, "steps": 2_000},
        cured={"pictures": 10_000},
    ),
)
