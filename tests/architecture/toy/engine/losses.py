"""What is to become small."""

from torch import Tensor


def squared_distance(made: Tensor, x: Tensor) -> Tensor:
    """mean of (made - x)^2: the mean of all pictures makes it smallest."""
    return (made - x).square().mean()
