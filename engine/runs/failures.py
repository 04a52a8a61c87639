"""What an error in a training process means for the person who started it: one sentence on what happened, one on what to do."""

import errno

from engine.core.errors import Trouble
from engine.language.words import _


class Diverged(Exception):
    """A number of the curves is no longer a number."""

    def __init__(self, metric: str, step: int):
        super().__init__(f"'{metric}' is not a finite number at step {step}")
        self.metric, self.step = metric, step


def explain(error: BaseException) -> Trouble:
    """Never raises: whatever went wrong gets its sentence."""
    kind, text = type(error).__name__, str(error)
    if isinstance(error, Trouble) and not isinstance(error, OSError):
        return error
    if isinstance(error, Diverged):
        return Trouble(
            _(
                "The {metric} stopped being a number at step {step}: the weights have run away.",
                metric=error.metric,
                step=error.step,
            ),
            "Lower the learning rate and run again. The last good weights are kept: Resume goes on from them.",
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(
            "The disk is full, so the run could not be saved further.",
            "Delete old runs or free some space, then press Resume: it goes on from the last saved step.",
        )
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(
            "Atelier may not write into the run's folder.",
            "Allow writing there, or set ATELIER_HOME to a folder of your own. Then press Resume.",
        )
    if isinstance(error, Trouble):
        return error
    if kind == "OutOfMemoryError" or "CUDA out of memory" in text:
        return Trouble(
            "The graphics card's memory is full.",
            "Choose a smaller batch, width or picture size, or close other programs that use the card.",
        )
    if isinstance(error, MemoryError) or "not enough memory" in text or "can't allocate memory" in text:
        return Trouble(
            "The computer's memory is full.",
            "Choose a smaller batch, width or number of pictures, or close other programs.",
        )
    return Trouble(
        _("The training loop met an error that it does not know: {kind}.", kind=kind),
        "The details are below. Running it again with other settings may help.",
    )
