"""The settings of CycleGAN."""

from dataclasses import dataclass

from engine.core.config import check, knob
from engine.core.fields import (
    cool_down_knob,
    crop_knob,
    flip_knob,
    look_knob,
    pair_batch_knob,
    seed_knob,
    side_knob,
    steps_knob,
)
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
    residual_knob,
    skips_knob,
)


@dataclass(frozen=True)
class CycleConfig:
    """Two generators that translate there and back, and two critics. No two pictures need to belong together."""

    recipe: str = knob(
        "cycle",
        "What keeps the scene. The textbook: both ways learn at once, and what goes there comes back pixel by pixel. Repainting: one way learns at a time, an eye says whether the scene is still there, and every stroke is free; afterwards both may be joined.",
        label="Recipe",
        choices={
            "cycle": "The textbook: there and back",
            "there": "Repaint A as B",
            "back": "Repaint B as A",
            "joined": "Repaint both ways, and come back",
        },
    )
    data: str = knob(
        "day-night",
        "The two sides. What Atelier draws needs no download; 'own' takes two collections of yours.",
        label="Domains",
        group="Data",
        choices={
            "monet": "Photographs and Monet",
            "day-night": "Day and night (drawn)",
            "summer-autumn": "Summer and autumn (drawn)",
            "smile": "Serious and smiling faces (drawn)",
            "painterly": "Scenes and paintings of scenes (drawn)",
            "fruits": "Apples and oranges (drawn)",
            "monet2photo": "Monet and photographs, all of them",
            "apple2orange": "Apples and oranges (photographs)",
            "horse2zebra": "Horses and zebras",
            "own": "Your own two collections",
        },
    )
    a: str = knob("", "Your own pictures of the first side: a folder, or an album's id.", label="Side A", group="Data")
    b: str = knob("", "Your own pictures of the second side: a folder, or an album's id.", label="Side B", group="Data")
    side: int = side_knob(64)
    first_side: int = knob(
        0,
        "Begin with smaller pictures of so many pixels: whatever can be learnt from them is learnt sooner. 0: always the same side.",
        label="First side",
        group="Data",
        low=0,
        high=512,
    )
    first_share: float = knob(
        0.6,
        "The share of the steps that works on the first side.",
        label="Share of the first side",
        group="Data",
        low=0.0,
        high=1.0,
    )
    flip: bool = flip_knob()
    crop: float = crop_knob()
    widest: float = knob(
        1.0,
        "Repainting: the largest part of a picture's side that a step shows. The nearer the cuts, the larger the strokes.",
        label="Largest cut",
        group="Data",
        low=0.25,
        high=1.0,
    )
    form: str = knob(
        "resnet",
        "A ResNet keeps the picture at a quarter of its size and repaints it block by block. A U-Net goes down to a single place and joins each level with its twin on the way up.",
        label="Generators",
        group="Network",
        choices={"resnet": "ResNet", "unet": "U-Net"},
    )
    width: int = knob(
        32,
        "Channels at half the size of the picture; further down twice as many and more. Multiples of 16 are fastest.",
        label="Width",
        group="Network",
        low=4,
        high=128,
        scale="log",
    )
    blocks: int = knob(
        6,
        "Residual blocks of a ResNet: the paper has 6 for 128 pixels and 9 for 256. More see further.",
        label="Blocks",
        group="Network",
        low=1,
        high=12,
    )
    depth: int = knob(
        4,
        "How often a U-Net halves the picture after the first time.",
        label="Depth of a U-Net",
        group="Network",
        low=2,
        high=7,
    )
    grow: str = grow_knob()
    skips: bool = skips_knob()
    residual: bool = residual_knob(True)
    grain: bool = knob(
        False,
        "A ResNet gets noise beside the picture, so that it can paint strokes where the picture is even.",
        label="Grain",
        group="Network",
    )
    norms: str = knob(
        "instance",
        "What keeps a ResNet's sums in bounds. Instance norm evens out each channel, so that a faint noise in an even sky grows to blotches; layer norm treats all channels together, so that what is flat stays flat.",
        label="Norm of the generators",
        group="Network",
        choices={"instance": "Instance norm", "layer": "Layer norm", "none": "None"},
    )
    detail: bool = knob(
        True,
        "A ResNet's last layers see the picture's own pixels, so that fine detail is easily kept. Off: every edge has to be painted.",
        label="Keep detail",
        group="Network",
    )
    sight: bool = knob(
        False,
        "The critics look with the compact eye of style transfer, which knows strokes and edges already, and only learn what to make of it. They need far fewer pictures. Patch and norm then do not count.",
        label="Critics with a trained eye",
        group="Network",
    )
    patch: str = patch_knob("16")
    critic_width: int = critic_width_knob(48)
    norm: str = norm_knob()
    average: float = average_knob()
    adversarial: float = adversarial_knob()
    cycle: float = knob(
        3.0,
        "How much it costs if a picture does not come back from there and back. The paper has 10; networks that begin as copyists then remain so for long. At 0 they may forget what they were given. It may move while training runs.",
        label="Weight of the cycle",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    identity: float = knob(
        0.5,
        "How much it costs if a generator changes a picture that is already on its side. It keeps colours in place; the paper has 5. At 0 a step takes a third less time. It may move while training runs.",
        label="Weight of the identity",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    guide: bool = knob(
        False,
        "Each picture meets one that is most like it on the other side. The compact eye then says what scene a picture has to keep, and which strokes what becomes B shall have. It helps where pictures are few.",
        label="Guide by the eye",
        group="Loss",
    )
    strokes: float = knob(
        5.0,
        "With a guide: how much what becomes B shall have the strokes and colours of the picture that was met (Gram matrices). It may move while training runs.",
        label="Weight of the strokes",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    scene: float = knob(
        0.5,
        "With a guide: how much it costs if the eye no longer sees the same scene. It may move while training runs.",
        label="Weight of the scene",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    smooth: int = knob(
        4,
        "Repainting: how far the Kuwahara filter reaches that takes the detail out of pictures, in pixels. A generator begins with what is left and paints; and the critic learns that a painting without strokes is none.",
        label="Smoothing",
        group="Loss",
        low=1,
        high=16,
    )
    likeness: float = knob(
        8.0,
        "Repainting: how much it costs if places that looked alike no longer do, or others begin to. It keeps the scene and leaves strokes and colours free. It may move while training runs.",
        label="Weight of the likeness",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    light: float = knob(
        0.8,
        "Repainting: how much it costs if light and colours move to other places, seen from afar. It may move while training runs.",
        label="Weight of the light",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    palette: float = knob(
        2.0,
        "Repainting: how much colours are drawn towards those of a picture of the other side with a similar palette. It may move while training runs.",
        label="Weight of the palette",
        group="Loss",
        low=0.0,
        high=100.0,
        live=True,
    )
    decoys: float = knob(
        0.9,
        "Repainting: how much decoys count among the critic's fakes: untouched pictures of the one side and smoothed ones of the other, in turn. It may move while training runs.",
        label="Weight of decoys",
        group="Loss",
        low=0.0,
        high=10.0,
        live=True,
    )
    flatness: float = knob(
        2.0,
        "Repainting: how much a steep critic costs (R1). A steep one drives the generator past what it wants. It may move while training runs.",
        label="Flatness of the critic",
        group="Loss",
        low=0.0,
        high=1_000.0,
        live=True,
    )
    near: int = knob(
        8,
        "Among how many similar pictures of the other side each one finds the strokes and colours it shall have.",
        label="Similar pictures",
        group="Loss",
        low=1,
        high=64,
    )
    augment: bool = knob(
        True,
        "Move and tint every picture that the critics see, real or made, by chance. They then cannot learn few pictures by heart.",
        label="Augment what critics see",
        group="Loss",
    )
    pool: int = knob(
        50,
        "Made pictures that are kept to be shown to the critics again, so that they do not forget old tricks. 0: only the newest.",
        label="Pool",
        group="Loss",
        low=0,
        high=200,
    )
    warm_up: int = knob(
        0,
        "Steps at the start in which the generators only learn to copy, or to smooth if they repaint, while the critics already look.",
        label="Learn to copy first",
        low=0,
        high=100_000,
    )
    there_from: str = knob(
        "",
        "Repainting: a model or run whose way there is where this one begins; or which travels along while only the way back learns.",
        label="Way there from",
    )
    back_from: str = knob(
        "",
        "Repainting: a model or run whose way back is where this one begins; or which travels along while only the way there learns.",
        label="Way back from",
    )
    optimiser: str = optimiser_knob()
    learning_rate: float = generators_rate_knob()
    critic_rate: float = critics_rate_knob()
    cool_down: float = cool_down_knob(0.3)
    batch: int = pair_batch_knob()
    steps: int = steps_knob(1_000)
    preview_every: int = look_knob(100)
    seed: int = seed_knob()

    __post_init__ = check
