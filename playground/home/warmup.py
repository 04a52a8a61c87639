"""Import what the first lesson will need while the reader still looks at Home."""

import gc
import importlib
import threading
import time

import streamlit as st

PAUSE = 1.0
"""Seconds that Home gets for itself to be painted."""

FIRST = "vae"
"""The lesson that Home leads with."""

LESSON = (
    "engine.lessons.encode.codec",
    "engine.lessons.encode.vae.beta",
    *("pandas", "pyarrow"),  # Streamlit's own widgets ask for them
    *(f"playground.lessons.encode.{part}" for part in ("twins", "usefulness", "vae.beta_calculator", "vae.encode")),
    *(f"playground.runs.{part}" for part in ("panel", "start")),
    *(f"playground.shell.{part}" for part in ("layers", "source_code", "views")),
    *(f"playground.widgets.{part}" for part in ("codes_map", "config_form", "models", "presets", "walks")),
)
"""What its page imports."""


@st.cache_resource(show_spinner=False)
def start() -> threading.Thread:
    """Once per server, whoever comes first."""
    thread = threading.Thread(target=_warm, name="warm-up", daemon=True)
    thread.start()
    return thread


def first_lesson() -> None:
    """Have ready what the first lesson's map is painted from. Held-out pictures may have to be drawn first."""
    from playground.widgets import codes_map, models

    for model in models.shipped(FIRST)[:1]:
        models.decoder(model)
        models.code_map(model)
        models.from_shelf(model.data, codes_map.POINTS)


def _warm() -> None:
    time.sleep(PAUSE)
    for module in LESSON:
        importlib.import_module(module)
    first_lesson()
    # What has been imported stays: the garbage collector need not look at it again.
    gc.collect()
    gc.freeze()
