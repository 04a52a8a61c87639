"""What the curves of a GAN on pictures mean, calibrated on runs that were broken on purpose and on healthy ones.

The losses only say who is ahead. So a verdict also looks at the made pictures as a crowd: how diverse they are, how much of
what real pictures show they cover, and how much of them is grain. tests/benchmarks/calibrate_gan.py measures how often a
broken run is caught in time and a healthy one is blamed.
"""

import statistics
from collections.abc import Callable
from typing import Any

from engine.core.finding import Finding, Lines, recent, too_early, values
from engine.language.words import _
from engine.lessons.compete.fields import DRIFTING

LOOKS, EARLY = 4, 150
"""Looks at the crowd of made pictures, and steps, before anything is said: the first steps of healthy runs are wild."""

LATELY = 3
"""Looks that a symptom must last."""

SURE = 0.9
"""D's lead, of which 1 is the most: healthy runs were seen to fall below 0.8 within 100 steps."""

BLIND = 0.08
"""D's lead below which it tells nothing apart."""

FLAT = 0.05
"""Gradients of G below this move nothing. Healthy ones stay above 1."""

ALIKE = 0.3
"""Diversity, as a share of real pictures': healthy runs pass 0.5 by their fourth look."""

GRAINY, LATE = 2.5, 250
"""Grain, as a multiple of real pictures', and the step from which it counts: healthy runs begin grainy too."""

BY_HEART = 0.3
"""How much more real D finds pictures that it has met than real ones that it has not."""

JUMPS = 0.25
"""Standard deviation of what D says of real pictures, from step to step. Healthy runs stay below 0.2."""

LOUD = {"least-squares": 2.0, "hinge": 5.0} | dict.fromkeys(DRIFTING, float("inf"))
"""How much louder verdicts are that no sigmoid keeps between 0 and 1; some drift as they like."""

FAR = 50.0
"""How far a critic's verdicts may lie from 0 before they mean nothing: a WGAN that is held in check stays below 20."""

PARTS, RISEN = 10, 1.1
"""Into how many parts a curve of losses is cut, and how much higher a part counts as higher."""

UNIT = {"hinge": 2.5} | dict.fromkeys(DRIFTING, float("inf"))
"""What a full lead of D is, where it is not 1: the hinge asks for 2 and gets a little more. Those that drift know no such number."""


def verdict(config: Any, lines: Lines) -> list[Finding]:
    looks = lines["coverage"][0] if "coverage" in lines else []
    if "D(x)" not in lines or "D(G(z))" not in lines or "gradient of G" not in lines:
        return []
    if len(looks) < LOOKS or looks[-1] < EARLY:
        seen = lines["D(x)"][0][-1] * config.k * config.batch
        return [too_early(seen, f"{_says(lines)}.")]
    found = next((finding for symptom in SYMPTOMS if (finding := symptom(config, lines))), None)
    return [found or _healthy(config, lines)]


def _lead(config: Any, lines: Lines) -> float:
    """How much more real D finds real pictures than made ones: 0 to 1."""
    return (recent(lines, "D(x)") - recent(lines, "D(G(z))")) / UNIT.get(config.objective, 1.0)


def _says(lines: Lines) -> str:
    return _(
        "D says {real:.2f} of real pictures and {made:.2f} of made ones",
        real=recent(lines, "D(x)"),
        made=recent(lines, "D(G(z))"),
    )


def _lately(lines: Lines, name: str) -> list[float]:
    return list(values(lines, name)[-LATELY:])


def _swapped(config: Any, lines: Lines) -> Finding | None:
    if _lead(config, lines) > -0.3:
        return None
    return Finding(
        False,
        _("The generator is winning without drawing: {says}, the wrong way round.", says=_says(lines)),
        "D has learnt that made pictures are the real ones, so whatever G makes is praised."
        if config.wrong
        else "D learns too slowly to object, so G has found at once what fools it.",
        "Look at the labels: they are swapped. Set wrong labels to 0."
        if config.wrong
        else "Raise D's learning rate, or take more steps of D.",
    )


def _praising(config: Any, lines: Lines) -> Finding | None:
    if config.frozen or min(recent(lines, "D(x)"), recent(lines, "D(G(z))")) < SURE:
        return None
    return Finding(
        False,
        _("The discriminator praises everything: {says}.", says=_says(lines)),
        "It is not frozen in G's step, and there it learns to call made pictures real. That is easier than drawing.",
        "Freeze D in G's step.",
    )


def _vanishing(config: Any, lines: Lines) -> Finding | None:
    size = recent(lines, "gradient of G")
    if size > FLAT or _lead(config, lines) < SURE:
        return None
    causes = [_("D is so sure that nothing G could change a little would change the verdict.")]
    if config.objective == "minimax":
        causes.append(_("The minimax loss is flat just there."))
    if config.together:
        causes.append(_("It need not even look: in a shared batch, batch norm tells it which is which."))
    return Finding(
        False,
        _("The gradient has vanished: G's is {size:.4f} long, and {says}.", size=size, says=_says(lines)),
        " ".join(causes),
        "Take the non-saturating objective, fewer steps of D, and batches of their own for real and made pictures.",
    )


def _winning(config: Any, lines: Lines) -> Finding | None:
    if _lead(config, lines) < SURE:
        return None
    return Finding(
        False,
        _(
            "The discriminator is winning: {says}, and made pictures cover {covered:.0%} of what real ones show.",
            says=_says(lines),
            covered=values(lines, "coverage")[-1],
        ),
        "It learns faster than the generator can follow, and its verdict says less and less about what to do better.",
        "Lower D's learning rate or k, smooth the labels, or let it drop signals.",
    )


def _loose(config: Any, lines: Lines) -> Finding | None:
    height = max(abs(recent(lines, "D(x)")), abs(recent(lines, "D(G(z))")))
    if height < FAR:
        return None
    return Finding(
        False,
        _("The critic has slipped its leash: its verdicts have grown to {height:.0f}.", height=height),
        "A Wasserstein critic may say any number, as long as its slope stays at 1. Nothing holds it there.",
        "Set the gradient penalty to 10.",
    )


def _alike(config: Any, lines: Lines) -> Finding | None:
    lately = _lately(lines, "diversity")
    if max(lately) > ALIKE:
        return None
    return Finding(
        False,
        _(
            "It has collapsed: made pictures are {diverse:.0%} as diverse as real ones, so they all look alike.",
            diverse=lately[-1],
        ),
        "G has found one picture that fools D just now and draws nothing else; or it has not yet learnt to listen to its noise.",
        "Let G learn slower than D, use batch norm in the generator, or raise k.",
    )


def _by_heart(config: Any, lines: Lines) -> Finding | None:
    unit = UNIT.get(config.objective, 1.0)
    held_out = _lately(lines, "D(held-out)")
    known = recent(lines, "D(x)")
    if (known - sum(held_out) / len(held_out)) / unit < BY_HEART:
        return None
    return Finding(
        False,
        _(
            "D learns by heart: it says {known:.2f} of real pictures that it has met, and {held_out:.2f} of real ones that it has not.",
            known=known,
            held_out=held_out[-1],
        ),
        "There are so few pictures that remembering them is easier than seeing what makes them real.",
        "Take more pictures, or move and tint what D sees (augment).",
    )


def _blind(config: Any, lines: Lines) -> Finding | None:
    covered = _lately(lines, "coverage")
    if config.objective in DRIFTING or abs(_lead(config, lines)) > BLIND or max(covered) > 0.05:
        return None
    return Finding(
        False,
        _(
            "The discriminator is lost: {says}, though made pictures cover only {covered:.0%} of what real ones show.",
            says=_says(lines),
            covered=covered[-1],
        ),
        "Who cannot tell them apart cannot teach.",
        "Raise D's learning rate, and see that its labels are right.",
    )


def _jumping(config: Any, lines: Lines) -> Finding | None:
    lately = values(lines, "D(x)")[-max(20, len(values(lines, "D(x)")) // 10) :]
    if statistics.pstdev(lately) < JUMPS * LOUD.get(config.objective, 1.0):
        return None
    return Finding(
        False,
        _(
            "They oscillate: within a few steps, what D says of real pictures swings between {least:.2f} and {most:.2f}.",
            least=min(lately),
            most=max(lately),
        ),
        "Each leaps past the answer to the other's last move.",
        "Lower both learning rates, or the momentum.",
    )


def _grainy(config: Any, lines: Lines) -> Finding | None:
    lately = _lately(lines, "grain")
    if min(lately) < GRAINY or lines["grain"][0][-1] < LATE:
        return None
    return Finding(
        False,
        _(
            "The pictures are grainy: {times:.0f} times as much as in real ones changes from pixel to pixel.",
            times=lately[-1],
        ),
        "A fully connected network learns each pixel by itself."
        if config.form == "connected"
        else "Kernels that overlap unevenly paint a checkerboard, and without batch norm nothing smooths the start.",
        "Take the DCGAN with a kernel of 4, or enlarge and then convolve, with batch norm.",
    )


def _healthy(config: Any, lines: Lines) -> Finding:
    covered, kid = values(lines, "coverage"), values(lines, "KID")
    learns = _(
        "It learns: {says}; made pictures cover {covered:.0%} of what real ones show and are {diverse:.0%} as diverse.",
        says=_says(lines),
        covered=covered[-1],
        diverse=values(lines, "diversity")[-1],
    )
    better = _("It is still getting better: go on.") if min(kid[-2:]) <= min(kid) else ""
    return Finding(True, " ".join(filter(None, (learns, better, *_turned(config, lines)))))


def _turned(config: Any, lines: Lines) -> tuple[str, ...]:
    """Most games begin so: G's loss rises while D's falls, and later both turn."""
    steps, told = lines.get("generator loss", ([], []))
    tenth = len(told) // PARTS
    if config.objective != "non-saturating" or not tenth:
        return ()
    means = [sum(told[at * tenth : (at + 1) * tenth]) / tenth for at in range(PARTS)]
    most = max(means)
    peak = means.index(most)
    if peak == 0 or most < RISEN * means[0]:
        return ()
    rose = _(
        "At first G's loss rose, to {most:.2f}, and D's fell, for early drawings are easy to tell from real pictures.",
        most=most,
    )
    if most < RISEN * means[-1]:
        return (rose,)
    return rose, _(
        "From about step {step:,} on it turned: now it is {now:.2f}, and D's is harder to keep low.",
        step=steps[peak * tenth],
        now=means[-1],
    )


SYMPTOMS: tuple[Callable[[Any, Lines], Finding | None], ...] = (
    _swapped,
    _praising,
    _vanishing,
    _loose,
    _winning,
    _alike,
    _by_heart,
    _blind,
    _grainy,
    _jumping,
)
"""In this order: the first that holds explains the others."""
