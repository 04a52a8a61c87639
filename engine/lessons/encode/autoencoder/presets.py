"""Settings worth showing: good runs, and failures made on purpose, each with its symptom, its cause and its cure."""

from engine.core.preset import Preset

SLIDES = {
    **{"data": "mnist", "pictures": 60_000, "form": "squeezed", "width": 8, "noise": "gaussian", "noise_level": 0.3},
    **{"loss": "mse", "optimiser": "adam", "batch": 128, "steps": 14_040, "preview_every": 468},
}
"""468 batches of 128 are an epoch of MNIST; 30 of them, and a look after each."""

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
    Preset(
        name="notes",
        lesson="autoencoder",
        title="As in the notes: the denoiser",
        symptom="Digits under Gaussian noise of 0.3 come out clean, sharper with every epoch. One curve is for clean digits, as the slides validate.",
        cause=(
            "MNIST, 30 epochs, squared error and Adam; 1, 8, 16, 32 channels and a hidden layer of 128. The slides say nothing of the code's length "
            "and the batch: 16 and 128 here. Atelier's own network normalises every convolution and needs no hidden layer, so it is there in fewer "
            "steps; its built-in glyphs need no download."
        ),
        cure="",
        settings=SLIDES,
    ),
    Preset(
        name="notes-slip",
        lesson="autoencoder",
        title="As in the notes: + for *",
        symptom="The spoiled pictures are white fog, whatever the level. What comes out is foggy, too.",
        cause=(
            "The slides' code says inputs + randn + noise_factor: full noise for every pixel, and 0.3 more light. Then it compares the output with "
            "that noisy picture. Two slips of a key; nothing crashes, and the loss even falls."
        ),
        cure="noise_factor * randn, and compare with the clean picture.",
        settings={**SLIDES, "noise": "plus", "target": "noisy", "pictures": 10_000, "steps": 1_000},
        cured={"noise": "gaussian", "target": "clean"},
    ),
    Preset(
        name="sparse",
        lesson="autoencoder",
        title="A sparse code",
        symptom="Of 64 numbers a picture uses only some, other pictures others. The curve of numbers in use falls.",
        cause="What is not near 0 costs (L1). The code need not be short to be a bottleneck: it may be long and mostly silent.",
        cure="",
        settings={"bottleneck": 64, "sparsity": 0.1, "steps": 2_000},
    ),
)
