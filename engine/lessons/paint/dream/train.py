"""DeepDream (Mordvintsev, Olah & Tyka 2015): a picture is changed, step by step, so that an eye gets more excited by it.

    slope = d excitement / d picture          picture + strength * slope          coarse sizes first, then finer ones

Nothing learns. From noise, and for one channel alone, the same steps show what that channel looks for: activation maximisation.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.core.errors import Trouble
from engine.core.pace import Stretch
from engine.events import Events, Preview, Snapshot, Step
from engine.language.words import _
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.helpers.eye.model import Eye
from engine.lessons.helpers.eye.network import NARROWEST
from engine.lessons.paint.dream import inputs
from engine.lessons.paint.dream.config import DreamConfig
from engine.lessons.paint.dream.excitement import excite, excite_towards, places_of, strength_of
from engine.lessons.paint.dream.inputs import NOISE
from engine.lessons.paint.inputs import PaintingInputs
from engine.nn import device, images
from engine.nn.images import scaled, unit
from engine.nn.loop import restore, shows

REACH, REACH_FROM_NOISE = 1.5, 2.0
"""How far a dream moves a pixel at most, in logits of its light. Without an end to it, all would become black, white or neon."""

DEEPEST = 0.06
"""The light of the darkest pixel that a dream still treats as such: in darker ones nothing could be dreamt."""

SETTLES = 2.0
"""How much of the dream becomes ground while it dives by its whole size."""

PULL = 0.1
"""How much of the dream is taken back at each step where the original pulls with all its strength."""

Wish = Callable[[Eye, Tensor, str], tuple[Tensor, Tensor]]
"""Eye, pictures and layer -> how excited it is by each, and the slope that leads to more."""

MOST_MISHAPS = 6
"""How often in a row a step may fail before the dream gives up."""


def train(config: DreamConfig, data: PaintingInputs, state: Mapping[str, Any] | None = None) -> Events:
    eye = eye_model.load(config.eye)
    content, reach = ground(config, data)
    sizes = octaves(*content.shape[-2:], config)
    dream = Dream(config.seed, reach)
    done = restore(state, {}, {"dream": dream})
    guide = next((unit(style.picture) for style in data.styles if style.picture is not None), None)
    wishes: dict[tuple[int, str, int], Wish] = {}

    for step in range(done + 1, config.steps + 1):
        dream.enter((step - 1) * len(sizes) // config.steps, sizes)
        original = scaled(content, *sizes[dream.octave])
        at = (dream.octave, config.layer, config.channel)
        if at not in wishes:
            wishes[at] = wish(eye, original, config, guide)
        if dream.octave == len(sizes) - 1:
            dream.dive(original, config.dive / 100)

        sound = climb(dream, eye, original, config, wishes[at])
        if not sound:
            dream.step_back(step)

        yield Step(step, config.steps, {"excitement": dream.excitement})
        if shows(step, config) or not sound:
            yield Preview(step, "picture", finished(dream, content), " ".join([caption(config), *dream.notes[-1:]]))
        config = (yield Snapshot(step, {}, {"dream": dream}, partial(beside, dream, content))) or config


def ground(config: DreamConfig, data: PaintingInputs) -> tuple[Tensor, float]:
    """What it dreams on, (1, 3, h, w), and how far the dream may go. Noise loses its grain, and has nothing that must be spared."""
    content = unit(data.content)
    if config.content == NOISE:
        return like(halved(content), content), REACH_FROM_NOISE
    return content, REACH


def wish(eye: Eye, original: Tensor, config: DreamConfig, guide: Tensor | None) -> Wish:
    """What shall become of this picture: more of one channel, or of all; more of what is in a second picture, if there is one."""
    usual = strength_of(eye, original, config.layer)
    if config.channel >= 0:
        return partial(excite, channel=torch.tensor([config.channel]), usual=usual)
    if guide is None:
        return partial(excite, channel=None, usual=usual)
    return partial(excite_towards, usual=usual, places=places_of(eye, guide, config.layer, usual))


def climb(dream: "Dream", eye: Eye, original: Tensor, config: DreamConfig, wish: Wish) -> bool:
    """One step towards more excitement. False where the eye gives no numbers: then nothing has changed.

    The picture jumps a little before each look and back after it, so that no pattern can hold on to the eye's own grid.
    """
    shift = dream.jitter(config.jitter)
    felt, slope = wish(eye, shifted(dream.on(original), shift), config.layer)
    if not bool(torch.isfinite(felt).all() & torch.isfinite(slope).all()):
        return False
    dream.go_on(float(felt.mean()), config.strength * evened(unshifted(slope, shift)), config.keep)
    return True


def evened(slope: Tensor) -> Tensor:
    """The slope (n, 3, h, w) made fit to be painted: no size of pattern and no bright colour drowns the others.

    As it comes it is mostly fine noise. It is taken apart into patterns of different sizes (a Laplacian pyramid, Burt & Adelson
    1983); each becomes equally strong, only the finest stays weak and the coarsest is dropped: it would turn day into night.
    """
    grey = slope.mean(1, keepdim=True)
    slope = grey + COLOUR * (slope - grey)
    bands = []
    while len(bands) < BANDS and min(slope.shape[-2:]) >= 2 * len(KERNEL):
        coarse = halved(slope)
        bands.append(slope - like(coarse, slope))
        slope = coarse
    made = torch.zeros_like(slope)
    for number, band in reversed(list(enumerate(bands))):
        made = like(made, band) + band / spread(band) * (FINEST if number == 0 else 1.0)
    return made / spread(made)


BANDS, FINEST, COLOUR = 3, 0.2, 0.6
"""Sizes of pattern; how much of the finest is kept; how much colours change beside light and dark."""

KERNEL = (1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16)


def halved(x: Tensor) -> Tensor:
    """Half the size, softened first."""
    kernel = x.new_tensor(KERNEL)
    weight = (kernel[:, None] * kernel).expand(x.shape[1], 1, -1, -1)
    return F.conv2d(F.pad(x, (2, 2, 2, 2), mode="replicate"), weight, stride=2, groups=x.shape[1])


def like(x: Tensor, other: Tensor) -> Tensor:
    return F.interpolate(x, other.shape[-2:], mode="bilinear", align_corners=False)


def spread(x: Tensor) -> Tensor:
    """The standard deviation of each picture, (n, 1, 1, 1)."""
    return x.std((1, 2, 3), keepdim=True).clamp(min=1e-12)


def shifted(x: Tensor, shift: tuple[int, int]) -> Tensor:
    """Moved by so many pixels; what leaves on one side comes in on the other."""
    return x.roll(shift, (2, 3))


def unshifted(x: Tensor, shift: tuple[int, int]) -> Tensor:
    return x.roll((-shift[0], -shift[1]), (2, 3))


def octaves(height: int, width: int, config: DreamConfig) -> list[tuple[int, int]]:
    """The sizes at which it dreams, coarse ones first; the last is the picture's own."""
    if min(height, width) < NARROWEST:
        raise Trouble(
            _("The picture has {width} x {height} pixels, too few to dream on.", width=width, height=height),
            _(
                "Choose a larger size, or a picture with a shorter side of {least} pixels or more.",
                least=NARROWEST,
            ),
        )
    scales = [config.octave_scale**down for down in reversed(range(config.octaves))]
    sizes = [(round(height / scale), round(width / scale)) for scale in scales]
    return [size for size in sizes if min(size) >= NARROWEST]


def stretches(config: DreamConfig, data: PaintingInputs) -> list[Stretch]:
    """A step costs what its pixels do."""
    sizes = octaves(*ground(config, data)[0].shape[-2:], config)
    ends = [-(-config.steps * (at + 1) // len(sizes)) for at in range(len(sizes))]
    return [
        Stretch(last, height * width, f"octave {at} of {len(sizes)}: {width} x {height} pixels" if sizes[1:] else "")
        for at, (last, (height, width)) in enumerate(zip(ends, sizes, strict=True), 1)
    ]


class Dream:
    """What is dreamt into a picture. It is kept apart from it, so that it can grow finer while the original stays as sharp as it is."""

    def __init__(self, seed: int, reach: float) -> None:
        self.reach = reach
        self.chance = torch.Generator().manual_seed(seed)
        self.octave = 0
        self.depth = torch.empty(0)  # (n, 3, h, w), see `dreamt`
        self.sound = self.depth
        self.floor: Tensor | None = None
        """(1, 3, h, w): what it dreams on since it began to dive."""
        self.excitement = 0.0
        self.mishaps = 0
        self.notes: list[str] = []

    def enter(self, octave: int, sizes: list[tuple[int, int]], pictures: int = 1) -> None:
        """Take the size of an octave. A dream that goes on after its end stays at the finest: it never gets coarser again."""
        self.octave = max(self.octave, octave)
        size = sizes[self.octave]
        if not self.depth.numel():
            self.depth = torch.zeros(pictures, 3, *size, device=device.pick())
        elif self.depth.shape[-2:] != size:
            self.depth = finer(self.depth, size)
        self.sound = self.depth if self.sound.shape != self.depth.shape else self.sound

    def jitter(self, most: int) -> tuple[int, int]:
        """Where the picture moves before the next step; a small one by half of it at most."""
        most = min(most, *(side // 2 for side in self.depth.shape[-2:]))
        down, across = torch.randint(-most, most + 1, (2,), generator=self.chance).tolist()
        return down, across

    def on(self, original: Tensor) -> Tensor:
        """The picture with the dream in it, (n, 3, h, w) in [0, 1]."""
        return dreamt(original if self.floor is None else self.floor, self.depth, self.reach)

    def dive(self, original: Tensor, by: float) -> None:
        """Come nearer by this share of the picture. What was dreamt becomes ground to dream on, bit by bit, or nothing would be left."""
        if by <= 0:
            return
        kept = 1 - SETTLES * by
        floor = original if self.floor is None else self.floor
        self.floor = nearer(kept * floor + (1 - kept) * self.on(original), by).clamp(0, 1)
        self.depth = self.sound = nearer(kept * self.depth, by)

    def go_on(self, excitement: float, move: Tensor, keep: float) -> None:
        self.sound, self.excitement, self.mishaps = self.depth, excitement, 0
        self.depth = ((1 - PULL * keep) * self.depth + move).clamp(-2, 2)

    def step_back(self, step: int) -> None:
        self.depth, self.mishaps = self.sound, self.mishaps + 1
        self.notes.append(_("At step {step} the eye gave no numbers, so the dream went one step back.", step=step))
        if self.mishaps > MOST_MISHAPS:
            raise Trouble(
                _(
                    "The eye gave no numbers {times} times in a row, last at step {step}.",
                    times=self.mishaps,
                    step=step,
                ),
                "Dream with less strength, or choose another layer.",
            )

    def state_dict(self) -> dict[str, Any]:
        return vars(self) | {"chance": self.chance.get_state()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        chance = state["chance"]
        vars(self).update({name: value for name, value in state.items() if name != "chance"})
        self.chance.set_state(chance)
        self.depth, self.sound = self.depth.to(device.pick()), self.sound.to(device.pick())


def dreamt(original: Tensor, depth: Tensor, reach: float) -> Tensor:
    """The picture with a dream in it: each pixel's light goes up or down, the less the nearer it is to black or white.

    Mordvintsev et al. add to the pixels and cut off what is too light or too dark; a sigmoid keeps shades there.
    """
    light = original.clamp(DEEPEST, 1 - DEEPEST).logit()
    return (original + (light + reach * depth.tanh()).sigmoid() - light.sigmoid()).clamp(0, 1)


def finer(depth: Tensor, size: tuple[int, ...]) -> Tensor:
    return F.interpolate(depth, size, mode="bicubic", align_corners=False)


def nearer(x: Tensor, by: float) -> Tensor:
    """The middle of a picture, in the size of the whole."""
    turn = torch.eye(2, 3)[None] / (1 + by)
    grid = F.affine_grid(turn.to(x), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, mode="bicubic", padding_mode="reflection", align_corners=False)


def finished(dream: Dream, content: Tensor) -> np.ndarray:
    """The picture as uint8 (h, w, 3), in its own size, whatever octave the dream is at."""
    if dream.floor is None:
        return images.to_pixels(dreamt(content, finer(dream.depth, content.shape[-2:]), dream.reach))[0]
    return images.to_pixels(dream.on(content))[0]


def portraits(eye: Eye, config: DreamConfig, wanted: Sequence[int]) -> np.ndarray:
    """What excites each of these channels of a layer, dreamt side by side: uint8 (n, h, w, 3)."""
    content, reach = ground(config, inputs.for_dream(config))
    sizes, dream = octaves(*content.shape[-2:], config), Dream(config.seed, reach)
    channel = torch.tensor(list(wanted))
    for step in range(config.steps):
        dream.enter(step * len(sizes) // config.steps, sizes, len(channel))
        original = scaled(content, *sizes[dream.octave])
        more = partial(excite, channel=channel, usual=strength_of(eye, original, config.layer))
        climb(dream, eye, original.expand(len(channel), -1, -1, -1), config, more)
    return images.to_pixels(dreamt(content, finer(dream.depth, content.shape[-2:]), reach))


def caption(config: DreamConfig) -> str:
    if config.channel >= 0:
        return _(
            "What excites channel {channel} of {layer}, dreamt into the picture.",
            channel=config.channel,
            layer=config.layer,
        )
    if config.guide:
        return _("What {layer} sees in the second picture, dreamt into the first.", layer=config.layer)
    return _("What excites {layer}, dreamt into the picture.", layer=config.layer)


def beside(dream: Dream, content: Tensor) -> dict[str, Tensor]:
    """The picture as it stands, to be kept where other lessons keep weights."""
    return {"map.picture": torch.from_numpy(finished(dream, content))}
