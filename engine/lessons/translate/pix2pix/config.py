"""The settings of pix2pix."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import cool_down_knob, flip_knob, look_knob, pair_batch_knob, seed_knob, side_knob, steps_knob
from engine.lessons.translate.fields import (
    adversarial_knob,
    average_knob,
    critic_width_knob,
    critics_rate_knob,
    generators_rate_knob,
    grow_knob,
    norm_knob,
    optimiser_knob,
    patch_knob,
    skips_knob,
)


@dataclass(frozen=True)
class PairConfig:
    """A generator that learns from pairs, and a critic that sees both pictures of a pair."""

    data: str = knob(
        "scenes",
        "The pairs to learn from. Drawn ones need no download; edges, grey, blurred and coarse pictures can be made of any others.",
        label="Pairs",
        group="Data",
        choices={
            "facades": "Label maps and facades",
            "scenes": "Label maps and drawn scenes",
            "night": "Day and night of the same scene",
            "map": "Land from above and its map",
            "edges": "Edges and pictures",
            "grey": "Grey and colour",
            "blur": "Blurred and sharp",
            "coarse": "Coarse and fine",
            "own": "Your own pairs",
        },
    )
    source: str = knob(
        "scenes",
        "What edges, grey, blurred and coarse pictures are made of: scenes, faces, or album:ID for pictures of your own.",
        label="Made of",
        group="Data",
    )
    pairs: str = knob(
        "", "Your own pairs: a folder, or the id under which they are kept.", label="Folder", group="Data"
    )
    pictures: int = knob(
        500, "How many pairs to learn from, at most.", label="Number of pairs", group="Data", low=8, high=10_000
    )
    side: int = side_knob(64)
    flip: bool = flip_knob()
    jitter: float = knob(
        0.1,
        "How much of a pair's side may be cut away at random, as in the paper.",
        label="Jitter",
        group="Data",
        low=0.0,
        high=0.5,
    )
    form: str = knob(
        "unet",
        "A U-Net hands every detail across to where it is needed; that is what pairs ask for.",
        label="Generator",
        group="Network",
        choices={"unet": "U-Net", "resnet": "ResNet"},
    )
    width: int = knob(
        24,
        "Channels at half the size of the picture; each further level has twice as many, up to eight times.",
        label="Width",
        group="Network",
        low=4,
        high=96,
        scale="log",
    )
    depth: int = knob(
        4,
        "How often a U-Net halves the picture after the first time: 4 for 64 pixels, 5 for 128, 6 for 256.",
        label="Depth",
        group="Network",
        low=2,
        high=7,
    )
    blocks: int = knob(6, "Residual blocks of a ResNet.", label="Blocks", group="Network", low=1, high=12)
    noise: float = knob(
        0.5,
        "The share of deep signals that dropout drops, in use as in training: the paper's only source of variety.",
        label="Dropout as noise",
        group="Network",
        low=0.0,
        high=0.9,
    )
    grain: bool = knob(
        False,
        "A plane of random numbers z lies beside the map, one for each pixel: the other way to give the generator chance. It, too, is soon ignored where a fixed loss punishes every deviation.",
        label="Noise plane z",
        group="Network",
    )
    palette: bool = knob(
        False,
        "For label maps and a U-Net: beside the map lies the same map with each kind of thing in the colour that it has in the picture wanted. Then no colour has to be guessed, walls need not come out as the mean of all walls, and you choose the colours.",
        label="Palette",
        group="Network",
    )
    skips: bool = skips_knob()
    grow: str = grow_knob()
    patch: str = patch_knob("70")
    critic_width: int = critic_width_knob(32)
    calm: bool = knob(
        False,
        "The critic blurs before it halves, and looks from near and from afar. Its gradient has no lattice, so the generator learns none. Patch and norm then do not count.",
        label="Critic that blurs",
        group="Network",
    )
    norm: str = norm_knob()
    average: float = average_knob()
    adversarial: float = adversarial_knob()
    fixed: str = knob(
        "l1",
        "How wrong pixels are counted beside the critic. L1 asks for the median of all that is possible, L2 for its mean.",
        label="Fixed loss",
        group="Loss",
        choices={"l1": "L1", "l2": "L2"},
    )
    l1: float = knob(
        100.0,
        "Lambda, the weight of the fixed loss: how much every wrong pixel costs. Alone it gives blurred means; without it the picture need not fit its map. It may move while training runs.",
        label="Weight of L1 or L2",
        group="Loss",
        low=0.0,
        high=1_000.0,
        scale="log",
        live=True,
    )
    matching: float = knob(
        0.0,
        "How much it costs if the critic's own layers see another thing than in the picture wanted (feature matching). L1 answers a doubt about an edge with a blur; this one with an edge. It may move while training runs.",
        label="Weight of what the critic sees",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    optimiser: str = optimiser_knob()
    learning_rate: float = generators_rate_knob()
    critic_rate: float = critics_rate_knob()
    cool_down: float = cool_down_knob(0.3)
    batch: int = pair_batch_knob()
    steps: int = steps_knob(3_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check
