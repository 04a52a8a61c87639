"""What every data set becomes: pictures in memory as uint8, split into those to learn from and those held out."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Pictures:
    """train and held_out are uint8 (n, h, w, c) with c = 1 or 3; labels are int64 (n,) into `classes`.

    Attributes are numbers recorded for each picture beside its class, such as how much a cartoon face smiles.
    """

    name: str
    train: np.ndarray
    held_out: np.ndarray
    train_labels: np.ndarray | None = None
    held_out_labels: np.ndarray | None = None
    classes: tuple[str, ...] = ()
    train_attributes: dict[str, np.ndarray] = field(default_factory=dict)
    held_out_attributes: dict[str, np.ndarray] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int, int]:
        """(channels, height, width) of one picture, as networks count them."""
        height, width, channels = self.train.shape[1:]
        return channels, height, width
