"""Errors written for the person who meets them: what happened, and what to do about it."""


class Trouble(Exception):
    """Something a learner can understand and mend. `what` says what happened, `advice` what to do."""

    def __init__(self, what: str, advice: str):
        super().__init__(f"{what} {advice}")
        self.what = what
        self.advice = advice

    def __reduce__(self):
        return Trouble, (self.what, self.advice)
