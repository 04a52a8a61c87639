"""The lessons of the house, as plain data that a page imports in milliseconds."""

from dataclasses import dataclass

from engine import configs
from engine.errors import Trouble


@dataclass(frozen=True)
class Chart:
    """Curves that share a unit, and so a chart."""

    title: str
    lines: tuple[str, ...]
    """Names of the curves as the loop reports them. One that ends in * stands for all that begin like it."""
    unit: str = ""


@dataclass(frozen=True)
class Card:
    """One lesson."""

    name: str
    """The name in commands, links and run folders."""
    title: str
    group: str
    summary: str
    """One sentence: what this is."""
    invitation: str
    """One sentence: what you can do there."""
    minutes: int
    paper: str
    config: type
    weights: tuple[str, ...]
    """Names of the shipped models in pretrained/, without ending."""
    icon: str
    portrait: str
    """What the lesson's picture on Home shows."""
    charts: tuple[Chart, ...] = ()
    """What to draw from the loop's numbers, the most telling first."""
    helper: bool = False
    """It has no page of its own: its models serve other lessons."""


CARDS = {
    "autoencoder": Card(
        name="autoencoder",
        title="Autoencoder",
        group="Encode",
        summary="A network squeezes a picture into a few numbers and draws it again from them.",
        invitation="Spoil pictures with noise and watch them being repaired, draw your own, and find the holes in the map of codes.",
        minutes=20,
        paper="Hinton & Salakhutdinov 2006; Vincent et al. 2008",
        config=configs.AutoencoderConfig,
        weights=(
            "autoencoder-glyphs",
            "autoencoder-mnist",
            "autoencoder-fashion-mnist",
            "denoiser-glyphs",
            "denoiser-mnist",
            "denoiser-fashion-mnist",
        ),
        icon=":material/compress:",
        portrait="Glyphs that it never saw, the same with noise, and what the model makes of the noisy ones.",
        charts=(Chart("Loss", ("training loss", "held-out loss")), Chart("PSNR", ("PSNR (dB)",), "dB")),
    ),
    "vae": Card(
        name="vae",
        title="Latent explorer",
        group="Encode",
        summary="A variational autoencoder orders pictures on a map in which every point can be drawn.",
        invitation="Drag through the map, draw a digit and see where it lands, and find out what beta does.",
        minutes=30,
        paper="Kingma & Welling 2013",
        config=configs.VAEConfig,
        weights=(
            "vae-conv-mnist",
            "vae-conv-glyphs",
            "vae-conv-fashion-mnist",
            "vae-mnist",
            "vae-glyphs",
            "vae-fashion-mnist",
        ),
        icon=":material/explore:",
        portrait="Decoded from a grid over the latent plane of a model that learned from MNIST.",
        charts=(
            Chart(
                "Costs",
                (
                    "training loss",
                    "held-out negative ELBO",
                    "reconstruction",
                    "held-out reconstruction",
                    "KL",
                    "held-out KL",
                ),
                "nats per picture",
            ),
            Chart("KL of each dimension", ("KL of z*",), "nats"),
            Chart("Active units", ("active units",)),
            Chart("Mutual information", ("mutual information",), "nats"),
            Chart("Beta", ("beta",)),
        ),
    ),
    "concepts": Card(
        name="concepts",
        title="Concept vectors",
        group="Encode",
        summary="In a latent space of faces a direction can mean something: a smile, glasses, a beard.",
        invitation="Move sliders that make a face smile, build a direction of your own, and see honestly what else it changes.",
        minutes=30,
        paper="Larsen et al. 2016",
        config=configs.ConceptsConfig,
        weights=("faces-photo", "faces-cartoon", "faces-pixels", "faces-eye", "faces-critic"),
        icon=":material/sentiment_satisfied:",
        portrait="Faces from random codes, each moved along the smile vector.",
        charts=(
            Chart("Costs", ("training loss", "reconstruction", "held-out reconstruction"), "nats per picture"),
            Chart("KL", ("KL", "held-out KL"), "nats per picture"),
            Chart("PSNR", ("held-out PSNR (dB)",), "dB"),
            Chart("The eye's distance", ("unlike to the eye", "held-out unlike to the eye")),
            Chart("The critic's verdicts", ("critic on originals", "critic on made")),
            Chart("Active units", ("active units",)),
        ),
    ),
    "judge": Card(
        name="judge",
        title="Judge of marks",
        group="Encode",
        summary="A network that says of a face which marks it has: it judges what a concept vector changes.",
        invitation="It has no page: the lesson on concepts asks it.",
        minutes=0,
        paper="He et al. 2015; Zhang et al. 2018",
        config=configs.JudgeConfig,
        weights=("judge-faces-photo", "judge-faces", "eye-faces-photo", "eye-faces"),
        icon=":material/gavel:",
        portrait="",
        charts=(Chart("Loss", ("training loss", "held-out loss")), Chart("Right", ("accuracy", "AUC"))),
        helper=True,
    ),
}

GROUPS = ("Encode", "Compete", "Translate", "Paint")


def card(name: str) -> Card:
    if name not in CARDS:
        raise Trouble(f"There is no lesson called '{name}'.", f"The lessons are: {', '.join(CARDS)}.")
    return CARDS[name]
