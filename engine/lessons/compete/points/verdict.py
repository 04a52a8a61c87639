"""What the curves of a GAN on points mean: its own numbers, and what they say of the game."""

from engine.core.finding import Finding, Lines, recent, too_early, values
from engine.data.cards import HEAPS
from engine.language.words import _
from engine.lessons.compete.points.config import PointsConfig

LOOKS = 4
"""Looks at the made points before anything is said."""

FAR = 0.35
"""Units of the plane: healthy runs that still oscillate were seen to reach 0.25, runs that fail stay at 0.5."""

FLAT = 0.02
"""Gradients of G below this move nothing. Healthy ones end between 0.1 and 5."""

THREAD = 0.35
"""Of an area a thread reaches up to 0.12; a sheet 0.65 and more."""


def verdict(config: PointsConfig, lines: Lines) -> list[Finding]:
    distances, reached = values(lines, "distance"), values(lines, "reached")
    if len(distances) < LOOKS:
        return [too_early(lines["D(x)"][0][-1] * config.k * config.batch)] if "D(x)" in lines else []
    distance, reach = _last(distances), _last(reached)
    found = [finding for look in (_flat, _collapsed, _thread) if (finding := look(config, lines, reach))]
    if not found and distance > FAR:
        found = [_astray(config, lines, distance)]
    if found:
        return found
    low, high = values(lines, "distance, at least")[-1], values(lines, "distance, at most")[-1]
    said = [
        _(
            "It matches: made points reach {reach:.0%} of the real ones, and lie {away:.2f} away ({low:.2f} to {high:.2f}).",
            reach=reach,
            away=distances[-1],
            low=low,
            high=high,
        )
    ]
    if low == 0:
        said.append(_("Chance alone could explain that."))
    if "covered heaps" in lines:
        said.append(_("It knows {heaps:.0f} heaps.", heaps=values(lines, "covered heaps")[-1]))
    return [Finding(True, " ".join(said))]


def _flat(config: PointsConfig, lines: Lines, reach: float) -> Finding | None:
    """Nothing pulls any more."""
    if "gradient of G" not in lines or reach > 0.3 or (size := recent(lines, "gradient of G")) > FLAT:
        return None
    return Finding(
        False,
        _(
            "The generator's gradient has vanished: it is {size:.4f}, while D says {real:.2f} of real points and {made:.2f} of made ones.",
            size=size,
            real=recent(lines, "D(x)"),
            made=recent(lines, "D(G(z))"),
        ),
        "D is so sure that its verdict is flat around the made points: nothing says which way is better.",
        "Take the non-saturating objective, which is steep just there, or a slower D.",
    )


def _collapsed(config: PointsConfig, lines: Lines, reach: float) -> Finding | None:
    known = values(lines, "covered heaps")
    if not known or config.latent == 1 or max(known[-LOOKS:]) > HEAPS[config.shape] / 3:
        return None
    return Finding(
        False,
        _("It has collapsed: it makes {known:.0f} of {all} heaps.", known=known[-1], all=HEAPS[config.shape]),
        "All noise leads to the few places that fool D just now. When D catches up, they move on together.",
        "Let G learn slower than D, or raise k, so that D is never far behind.",
    )


def _thread(config: PointsConfig, lines: Lines, reach: float) -> Finding | None:
    if config.latent > 1 or reach > THREAD:
        return None
    return Finding(
        False,
        _("A thread cannot fill an area: made points reach {reach:.0%} of the real ones.", reach=reach),
        "With one noise number the generator has a line to bend, and a line has no width.",
        "Give it two noise dimensions.",
    )


def _astray(config: PointsConfig, lines: Lines, distance: float) -> Finding:
    size = recent(lines, "gradient of G") if "gradient of G" in lines else 0.0
    if config.k * config.discriminator_rate > 20 * config.generator_rate:
        return Finding(
            False,
            _(
                "D is far ahead, and made points still lie {distance:.2f} away: the generator's gradient is {size:.1f}.",
                distance=distance,
                size=size,
            ),
            _(
                "D takes {k} steps of {rate:g} for each of {other:g}. Its verdict becomes a cliff, from which points are thrown far.",
                k=config.k,
                rate=config.discriminator_rate,
                other=config.generator_rate,
            ),
            "Lower k or D's learning rate.",
        )
    if max(config.generator_rate, config.discriminator_rate) > 0.01:
        return Finding(
            False,
            _(
                "The steps are too long, and made points still lie {distance:.2f} away: the generator's gradient is {size:.1f}.",
                distance=distance,
                size=size,
            ),
            "Each player jumps past the answer to the other's last move, so both chase each other in circles.",
            "Lower both learning rates to 0.001.",
        )
    return Finding(
        False,
        _("It has not found the points yet: made points still lie {distance:.2f} away.", distance=distance),
        "It is early, or the two chase each other around the shape.",
        "Go on, or raise k so that the generator follows a better guide.",
    )


def _last(looks) -> float:
    """The mean of the last looks: a game goes up and down."""
    last = looks[-LOOKS:]
    return sum(last) / len(last)
