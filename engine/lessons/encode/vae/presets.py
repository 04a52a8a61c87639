"""Settings worth showing: good runs, and failures made on purpose, each with its symptom, its cause and its cure."""

from engine.core.preset import Preset

PRESETS = (
    Preset(
        name="demo",
        lesson="vae",
        title="A good map",
        symptom="Both dimensions are active, and every point of the plane can be drawn.",
        cause="Beta is 1: the loss is an honest bound on the likelihood.",
        cure="",
        settings={"steps": 3_000},
    ),
    Preset(
        name="collapse",
        lesson="vae",
        title="Posterior collapse",
        symptom="0 of 2 dimensions are active: every code decodes to the same grey average.",
        cause="Beta is 100. Telling anything about the picture costs more than it saves, so the encoder says nothing.",
        cure="Lower beta to 1.",
        settings={"beta": 100.0, "steps": 1_000},
        cured={"beta": 1.0},
    ),
    Preset(
        name="no-order",
        lesson="vae",
        title="No regularisation",
        symptom="Codes scatter far from the centre, and between them are holes, as with a plain autoencoder.",
        cause="Beta is 0, so nothing keeps codes near each other or near the centre.",
        cure="Set beta to 1.",
        settings={"beta": 0.0, "steps": 3_000},
        cured={"beta": 1.0},
    ),
    Preset(
        name="too-small",
        lesson="vae",
        title="Too small a network",
        symptom="Every picture comes out as a soft blob: a held-out one costs over 200 nats, where a wider network needs 170.",
        cause="One channel in the first layer: the network has no room for shapes.",
        cure="Give it width.",
        settings={"form": "convolutional", "width": 1, "steps": 2_000},
        cured={"width": 16},
    ),
    Preset(
        name="too-few",
        lesson="vae",
        title="Too few pictures",
        symptom="Reconstruction gets better in training and worse on held-out pictures.",
        cause="Sixty pictures are soon known by heart.",
        cure="More pictures.",
        settings={"pictures": 60, "batch": 32, "steps": 3_000},
        cured={"pictures": 10_000},
    ),
    Preset(
        name="notes",
        lesson="vae",
        title="As in the notes: two layers",
        symptom="The KL grows, then settles; the total falls, on held-out digits too. The sheet of 15 x 15 digits shows the whole plane.",
        cause=(
            "784, 400, 400, 2 and back, with leaky ReLU of 0.2; cross-entropy as a sum, Adam with 0.001. The slides do not say how wide or how many epochs: "
            "400 and 10 here. Atelier's own default is one hidden layer with ReLU on its glyphs, which need no download."
        ),
        cure="",
        settings={
            **{
                "data": "mnist",
                "pictures": 60_000,
                "form": "connected",
                "width": 8,
                "hidden": 2,
                "activation": "leaky",
            },
            **{"latent": 2, "steps": 4_680, "preview_every": 468},
        },
    ),
    Preset(
        name="cut-path",
        lesson="vae",
        title="Without reparameterisation",
        symptom="0 of 2 dimensions are active: every picture becomes the same grey average, although beta is only 1.",
        cause=(
            "A draw is pure chance: nobody can say how it would change if its mean moved. So reconstruction teaches the decoder only. The encoder "
            "hears the KL alone, and that is cheapest when it says nothing."
        ),
        cure="Take the chance out of the network: z = mean + deviation * chance. Then the path through mean and deviation is open.",
        settings={"path": False, "steps": 1_000},
        cured={"path": True},
    ),
    Preset(
        name="learnt-variance",
        lesson="vae",
        title="A decoder that says how unsure it is",
        symptom="Costs fall below 0 nats, far below those of a fixed variance: a density may be larger than 1.",
        cause="The decoder gives mean and variance of each pixel. Corners are always black, so it is sure there; along the edges of strokes it is not.",
        cure="",
        settings={"likelihood": "learnt", "latent": 8, "steps": 2_000},
    ),
)
