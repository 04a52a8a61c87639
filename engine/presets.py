"""Settings worth showing: good runs, and failures made on purpose, each with its symptom, its cause and its cure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine import catalog, configs
from engine.errors import Trouble


@dataclass(frozen=True)
class Preset:
    name: str
    """Its name in links: ?preset=NAME."""
    lesson: str
    title: str
    symptom: str
    cause: str
    cure: str
    settings: Mapping[str, Any]
    cured: Mapping[str, Any] = field(default_factory=dict)
    """What the cure changes in `settings`."""

    def config(self) -> Any:
        return configs.from_dict(catalog.card(self.lesson).config, self.settings)

    def cured_config(self) -> Any:
        return configs.from_dict(catalog.card(self.lesson).config, {**self.settings, **self.cured})


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
)


def of(lesson: str) -> list[Preset]:
    return [preset for preset in PRESETS if preset.lesson == lesson]


def find(lesson: str, name: str) -> Preset:
    for preset in of(lesson):
        if preset.name == name:
            return preset
    known = ", ".join(preset.name for preset in of(lesson))
    raise Trouble(f"There is no preset called '{name[:40]}' here.", f"The presets are: {known}.")
