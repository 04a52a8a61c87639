"""The lessons of the house, as plain data that a page imports in milliseconds."""

from dataclasses import dataclass

from engine import configs, configs_gan, configs_points
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
    rewinds: bool = False
    """Its runs keep moments on their way, to branch from."""
    helper: bool = False
    """It has no page of its own: its models serve other lessons."""


GAN_CHARTS = (
    Chart("What D says", ("D(x)", "D(G(z))", "D(held-out)")),
    Chart("Losses", ("discriminator loss", "generator loss")),
    Chart("Length of the gradients", ("gradient of D", "gradient of G")),
    Chart("The crowd of made pictures", ("coverage", "diversity", "density")),
    Chart("Grain, as a share of real pictures' grain", ("grain",)),
    Chart("KID", ("KID", "KID, at least", "KID, at most")),
)
"""What both lessons on GANs of pictures report."""

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
    "points": Card(
        name="points",
        title="GAN on points",
        group="Compete",
        summary="Two small networks play on a plane: one makes points, the other judges whether they are real.",
        invitation="Watch both learn in slow motion or at full speed, train one of them alone, draw your own shape, and break the game.",
        minutes=20,
        paper="Goodfellow et al. 2014",
        config=configs_points.PointsConfig,
        weights=(),
        icon=":material/scatter_plot:",
        portrait="Real points, made points and the discriminator's verdict: at the start, on the way, and where both match.",
        charts=(
            Chart("What D says", ("D(x)", "D(G(z))", "where both settle")),
            Chart("Losses", ("discriminator loss", "generator loss")),
            Chart("Length of the gradients", ("gradient of D", "gradient of G")),
            Chart("Distance to held-out points", ("distance", "distance, at least", "distance, at most")),
            Chart("Real points that are reached", ("reached",)),
            Chart("Covered heaps", ("covered heaps",)),
        ),
    ),
    "gan": Card(
        name="gan",
        title="GAN on pictures",
        group="Compete",
        summary="A generator learns to draw by fooling a discriminator, which learns from its drawings to see better.",
        invitation="Watch a DCGAN learn to draw letters within a minute, break it in a dozen famous ways, and mend it again.",
        minutes=40,
        paper="Goodfellow et al. 2014; Radford et al. 2016",
        config=configs_gan.GANConfig,
        weights=("gan-glyphs", "gan-faces-photo", "gan-faces", "gan-fashion-mnist"),
        icon=":material/swords:",
        portrait="Faces of nobody: drawn from noise by a generator that learnt from photographs of faces.",
        rewinds=True,
        charts=GAN_CHARTS,
    ),
    "cgan": Card(
        name="cgan",
        title="Conditional GAN",
        group="Compete",
        summary="A GAN that is told what to draw: both networks see the label.",
        invitation="Ask for a letter or a face with glasses, mix two wishes, and measure how well it obeys.",
        minutes=25,
        paper="Mirza & Osindero 2014; Miyato & Koyama 2018",
        config=configs_gan.ConditionalConfig,
        weights=("cgan-glyphs", "cgan-fashion-mnist", "cgan-faces"),
        icon=":material/rule:",
        portrait="Each column asks for another letter, each row is one noise: a handwriting.",
        rewinds=True,
        charts=(
            Chart("Obedience", ("obedience",)),
            Chart("Obedience of each wish", ("obedience of *",)),
            *GAN_CHARTS,
        ),
    ),
    "judge": Card(
        name="judge",
        title="Judge of marks",
        group="Encode",
        summary="A network that says which marks or which class a picture has: it judges what other models make.",
        invitation="It has no page: other lessons ask it.",
        minutes=0,
        paper="He et al. 2015; Zhang et al. 2018",
        config=configs.JudgeConfig,
        weights=(
            *("judge-faces-photo", "judge-faces", "eye-faces-photo", "eye-faces"),
            *("judge-glyphs", "judge-mnist", "judge-fashion-mnist"),
        ),
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
