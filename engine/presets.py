"""Settings worth showing: good runs, and failures made on purpose, each with its symptom, its cause and its cure."""

from engine import presets_gan, presets_paint
from engine.errors import Trouble
from engine.preset import Preset

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
        name="ring",
        lesson="points",
        title="A good ring",
        symptom="The made points find the ring, and what D says of real and made points meets at one half.",
        cause="Both learn at the same pace: D is good enough to guide, and never so sure that its verdict goes flat.",
        cure="",
        settings={"steps": 2_000},
    ),
    Preset(
        name="heaps",
        lesson="points",
        title="k = 5, 25 heaps",
        symptom="More than half of the 25 heaps are found. Between them hangs a thin veil: the sheet cannot tear.",
        cause="D takes five steps for each one of G, so that it always knows where made points are too many.",
        cure="",
        settings={"shape": "grid25", "k": 5, "steps": 2_000},
    ),
    Preset(
        name="collapse",
        lesson="points",
        title="Mode collapse",
        symptom="All made points sit on one or two of 25 heaps, and jump on together when D finds them out.",
        cause="G learns twenty times as fast as D: it runs to whatever place fools D just now, with all its points.",
        cure="Let G learn as fast as D, and D take five steps for each of its.",
        settings={"shape": "grid25", "generator_rate": 0.01, "discriminator_rate": 0.0005, "steps": 2_000},
        cured={"generator_rate": 0.001, "discriminator_rate": 0.001, "k": 5},
    ),
    Preset(
        name="saturated",
        lesson="points",
        title="Saturated minimax",
        symptom="Nothing moves: D says 1.00 of real points and 0.00 of made ones, and the arrows are gone.",
        cause="The minimax loss is flat where D is sure. A generator that loses gets no gradient to do better.",
        cure="The non-saturating loss, which is steep just there, and one step of D for each one of G.",
        settings={
            "objective": "minimax",
            "k": 10,
            "discriminator_rate": 0.002,
            "generator_rate": 0.0002,
            "steps": 1_500,
        },
        cured={"objective": "non-saturating", "k": 1},
    ),
    Preset(
        name="strong",
        lesson="points",
        title="D too strong",
        symptom="Made points are thrown across the ring and past it: they stay half a unit away, with gradients fifty times too long.",
        cause="D learns 200 times as much as G in each step, and its verdict becomes a cliff.",
        cure="One step of D for each one of G, at the same rate.",
        settings={"k": 10, "discriminator_rate": 0.01, "generator_rate": 0.0005, "steps": 1_500},
        cured={"k": 1, "discriminator_rate": 0.0005},
    ),
    Preset(
        name="thread",
        lesson="points",
        title="One noise number",
        symptom="The made points lie on a thread that winds through the square, and reach a tenth of it.",
        cause="With one number as noise the generator can only bend a line, and a line has no width.",
        cure="Two noise numbers: a sheet.",
        settings={"shape": "square", "latent": 1, "steps": 1_500},
        cured={"latent": 2},
    ),
    Preset(
        name="fast",
        lesson="points",
        title="Too fast",
        symptom="Everything jumps, and the distance stays around half a unit or more.",
        cause="Each player leaps past the answer to the other's last move.",
        cure="Lower both rates to 0.001.",
        settings={"generator_rate": 0.05, "discriminator_rate": 0.05, "steps": 1_500},
        cured={"generator_rate": 0.001, "discriminator_rate": 0.001},
    ),
    *presets_gan.MUSEUM,
    *presets_paint.EXPERIMENTS,
)


def of(lesson: str) -> list[Preset]:
    return [preset for preset in PRESETS if preset.lesson == lesson]


def find(lesson: str, name: str) -> Preset:
    for preset in of(lesson):
        if preset.name == name:
            return preset
    known = ", ".join(preset.name for preset in of(lesson))
    raise Trouble(f"There is no preset called '{name[:40]}' here.", f"The presets are: {known}.")
