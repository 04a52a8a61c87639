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
)
