"""Models that differ in beta alone: the same pictures, network, seed and steps. What else differs between them, beta did."""

from collections.abc import Mapping

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "mnist": ("vae-beta-0", "vae-beta-0.1", "vae-beta-1", "vae-beta-4", "vae-beta-16"),
}
"""Picture set -> the shipped models, from the smallest beta to the largest."""
