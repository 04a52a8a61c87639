"""Settings that several lessons on codes share."""

from typing import Any

from engine.core.config import knob


def hidden_knob() -> Any:
    return knob(
        1,
        "Hidden layers of a fully connected network, on either side of the code. More can bend more, and are slower to learn.",
        label="Hidden layers",
        group="Network",
        low=1,
        high=4,
    )


def activation_knob() -> Any:
    return knob(
        "relu",
        "What follows each hidden layer of a fully connected network. ReLU lets nothing through below 0, and a unit that is always there learns no more; a leaky one lets a fifth through.",
        label="Activation",
        group="Network",
        choices={"relu": "ReLU", "leaky": "Leaky, 0.2"},
    )
