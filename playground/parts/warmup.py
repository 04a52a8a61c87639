"""Import what the first lesson will need while the reader still looks at Home."""

import gc
import importlib
import threading
import time

import streamlit as st

PAUSE = 1.0
"""Seconds that Home gets for itself to be painted."""


@st.cache_resource(show_spinner=False)
def start() -> threading.Thread:
    """Once per server, whoever comes first."""
    thread = threading.Thread(target=_warm, name="warm-up", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    time.sleep(PAUSE)
    importlib.import_module("engine.inference")
    # What has been imported stays: the garbage collector need not look at it again.
    gc.collect()
    gc.freeze()
