"""The lessons of the house, as plain data that a page imports in milliseconds."""

from dataclasses import dataclass

from engine import (
    configs,
    configs_faces,
    configs_gan,
    configs_growing,
    configs_paint,
    configs_points,
    configs_telling,
    configs_translate,
)
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
"""What all lessons on GANs of pictures report."""

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
        config=configs_faces.ConceptsConfig,
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
    "progan": Card(
        name="progan",
        title="Progressive GAN",
        group="Compete",
        summary="A GAN that begins with pictures of 4 pixels and grows: 8, 16, 32, 64, each new layer faded in.",
        invitation="Move alpha by hand and watch a new layer take over, see one face at every resolution, and race it against a DCGAN.",
        minutes=25,
        paper="Karras, Aila, Laine & Lehtinen 2018",
        config=configs_growing.ProgressiveConfig,
        weights=("progan-faces",),
        icon=":material/trending_up:",
        portrait="Six faces of nobody, each at 4, 8, 16, 32 and 64 pixels.",
        charts=(Chart("Resolution", ("resolution",), "px"), Chart("Alpha", ("alpha",)), *GAN_CHARTS),
    ),
    "stackgan": Card(
        name="stackgan",
        title="Pictures from sentences",
        group="Compete",
        summary="A GAN that draws what a sentence says: first a rough sketch, then a finer picture over it.",
        invitation="Type what you want to see, leave a word out, walk from one sentence to another, and ask for what it has never met.",
        minutes=25,
        paper="Zhang et al. 2017; Reed et al. 2016",
        config=configs_telling.StackConfig,
        weights=("text-shapes", "text-faces"),
        icon=":material/chat:",
        portrait="Sentences, the sketch of the first stage, and the picture of the second.",
        charts=(
            Chart("Obedience to held-out sentences", ("obedience",)),
            Chart("Obedience of each part of a sentence", ("obedience of *",)),
            Chart("Right sentence found", ("right sentence found",)),
            Chart("What D says", ("D(x)", "D(G(z))", "D(x, wrong sentence)")),
            Chart("Losses", ("critic loss", "generator loss", "fit of made pictures")),
            Chart("Cost of blurring sentences", ("blur cost",), "nats"),
            Chart("KID", ("KID", "KID, at least", "KID, at most")),
        ),
    ),
    "cyclegan": Card(
        name="cyclegan",
        title="CycleGAN",
        group="Translate",
        summary="Two generators translate pictures between two worlds and back, though no two pictures belong together.",
        invitation="Turn your photographs into Monets and back, teach it two worlds of your own, and hold a lens over its critic.",
        minutes=30,
        paper="Zhu, Park, Isola & Efros 2017",
        config=configs_translate.CycleConfig,
        weights=("photo2monet",),
        icon=":material/sync_alt:",
        portrait="A photograph, the same as a Monet, and a dahlia as one: painted by the shipped translator.",
        charts=(
            Chart("What comes back", ("cycle A", "cycle B", "held-out cycle A", "held-out cycle B")),
            Chart("What should stay", ("identity A", "identity B", "held-out identity A", "held-out identity B")),
            Chart("What the critics say", ("D(A)", "D(made A)", "D(B)", "D(made B)")),
            Chart("Adversarial losses", ("adversarial to A", "adversarial to B", "critic A", "critic B")),
            Chart("What the guide says", ("scene A", "scene B", "strokes of B")),
            Chart("Loss of both generators", ("training loss",)),
            Chart("A grid on what is made", ("checkerboard from A", "checkerboard from B")),
        ),
    ),
    "pix2pix": Card(
        name="pix2pix",
        title="pix2pix",
        group="Translate",
        summary="A generator learns from pairs: a label map, edges or a grey picture, and the picture that belongs to it.",
        invitation="Draw a label map and watch a house front or a landscape follow each stroke; find out what L1 and the critic are each good for.",
        minutes=25,
        paper="Isola, Zhu, Zhou & Efros 2017",
        config=configs_translate.PairConfig,
        weights=("facades", "scenes", "scenes-l1-10", "scenes-l1-1", "scenes-critic", "scenes-l1-only"),
        icon=":material/dashboard:",
        portrait="Label maps, and what the generator makes of them.",
        charts=(
            Chart("L1", ("L1", "held-out L1")),
            Chart("What the critic says", ("D(real)", "D(made)")),
            Chart("Adversarial losses", ("adversarial", "critic")),
            Chart("Loss of the generator", ("training loss",)),
            Chart("A grid on what is made", ("checkerboard",)),
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
        config=configs_faces.JudgeConfig,
        weights=(
            *("judge-faces-photo", "judge-faces", "eye-faces-photo", "eye-faces"),
            *("judge-glyphs", "judge-mnist", "judge-fashion-mnist", "judge-shapes"),
        ),
        icon=":material/gavel:",
        portrait="",
        charts=(Chart("Loss", ("training loss", "held-out loss")), Chart("Right", ("accuracy", "AUC"))),
        helper=True,
    ),
    "reader": Card(
        name="reader",
        title="Reader of sentences",
        group="Compete",
        summary="A network that reads sentences, and one that tells which of them fits a picture.",
        invitation="It has no page: the lesson on pictures from sentences listens to it.",
        minutes=0,
        paper="Reed et al. 2016; Xu et al. 2018",
        config=configs_telling.ReaderConfig,
        weights=("reader-shapes", "reader-faces"),
        icon=":material/menu_book:",
        portrait="",
        charts=(
            Chart("Loss", ("reading loss", "fit")),
            Chart("Right", ("questions answered", "right sentence found", "held-out sentences found")),
        ),
        helper=True,
    ),
    "style": Card(
        name="style",
        title="Style transfer",
        group="Paint",
        summary="A picture is painted anew: its shapes from one picture, its strokes and colours from another.",
        invitation="Paint your own photograph like the Starry Night, pull the weights while it is being painted, and look at what the network sees.",
        minutes=30,
        paper="Gatys, Ecker & Bethge 2016; Huang & Belongie 2017; Johnson et al. 2016",
        config=configs_paint.StyleConfig,
        weights=(),
        icon=":material/brush:",
        portrait="One photograph in four styles, painted by the network.",
        charts=(
            Chart("Losses", ("content", "style", "smoothness")),
            Chart("Pull of each part on the picture", ("pull of *",)),
            Chart("Weights of the losses", ("weight of *",)),
        ),
    ),
    "brush": Card(
        name="brush",
        title="A brush of your own",
        group="Paint",
        summary="A network learns one style, and from then on paints any picture in it at once.",
        invitation="Upload a drawing or a fabric as the style, watch a brush learn it in minutes, and paint your photographs with it.",
        minutes=20,
        paper="Johnson, Alahi & Fei-Fei 2016; Ulyanov et al. 2016",
        config=configs_paint.BrushConfig,
        weights=(),
        icon=":material/format_paint:",
        portrait="A style, a photograph, and what a brush made of it while it learnt.",
        charts=(Chart("Losses", ("content", "style", "smoothness")),),
    ),
    "dream": Card(
        name="dream",
        title="DeepDream",
        group="Paint",
        summary="A network strengthens in a picture whatever it believes to see there.",
        invitation="Choose a layer, watch a cloud grow eyes, and see what excites each channel of the network.",
        minutes=15,
        paper="Mordvintsev et al. 2015",
        config=configs_paint.DreamConfig,
        weights=(),
        icon=":material/bedtime:",
        portrait="A photograph, and what the layers of the eye dream of it.",
        charts=(Chart("How excited the layer is", ("excitement",)),),
    ),
    "guard": Card(
        name="guard",
        title="Guard of kinds",
        group="Translate",
        summary="A network that tells photographs, paintings and other pictures apart.",
        invitation="It has no page: the lesson on CycleGAN asks it before it translates.",
        minutes=0,
        paper="Cox 1958; Gatys et al. 2016",
        config=configs_translate.GuardConfig,
        weights=("guard",),
        icon=":material/shield:",
        portrait="",
        charts=(Chart("Loss", ("training loss",)), Chart("Right", ("accuracy",))),
        helper=True,
    ),
    "instant": Card(
        name="instant",
        title="Instant painter",
        group="Paint",
        summary="A network that paints any picture in any style in one pass.",
        invitation="It has no page of its own: the lesson on style transfer paints with it.",
        minutes=0,
        paper="Li et al. 2017; Lu et al. 2019",
        config=configs_paint.InstantConfig,
        weights=("instant",),
        icon=":material/bolt:",
        portrait="",
        charts=(
            Chart(
                "Losses",
                ("content", "style", "held-out content", "held-out style", "smoothness", "held-out smoothness"),
            ),
        ),
        helper=True,
    ),
    "eye": Card(
        name="eye",
        title="Eye",
        group="Paint",
        summary="A compact network that sees pictures as VGG-19 does: what style transfer looks with.",
        invitation="It has no page: the lessons that paint look with it.",
        minutes=0,
        paper="Gatys et al. 2016; Hinton et al. 2015",
        config=configs_paint.EyeConfig,
        weights=("eye",),
        icon=":material/visibility:",
        portrait="",
        charts=(
            Chart("Loss", ("training loss",)),
            Chart("Error of the features", ("features of *",)),
            Chart("Error of the Gram matrices", ("Gram of *",)),
        ),
        helper=True,
    ),
}

GROUPS = ("Encode", "Compete", "Translate", "Paint")


def card(name: str) -> Card:
    if name not in CARDS:
        raise Trouble(f"There is no lesson called '{name}'.", f"The lessons are: {', '.join(CARDS)}.")
    return CARDS[name]
