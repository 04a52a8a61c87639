"""What a reader can carry away from a run. Each file is made when it is asked for, not before."""

import functools

import streamlit as st

from engine.runs import exports
from engine.runs.run import Run


def menu(run: Run, *, key: str) -> None:
    with st.popover("Export", icon=":material/download:"):
        downloads(run, key=key)


def downloads(run: Run, *, key: str) -> None:
    names = sorted({preview.name for preview in run.previews()})
    with st.container(gap="xsmall"):
        _offer("Everything in one zip", ":material/folder_zip:", exports.everything, run, "zip", key)
        if run.weights.exists():
            _offer("Weights (safetensors)", ":material/neurology:", _weights, run, "safetensors", key)
        if run.status().metrics:
            _offer("Curves (CSV)", ":material/show_chart:", exports.curves_csv, run, "csv", key)
        if names:
            _offer("Pictures (PNG, zipped)", ":material/photo_library:", exports.pictures_zip, run, "pictures.zip", key)
        for name in names:
            of = "" if len(names) == 1 else f" of the {name}"
            for kind, words in (("gif", "GIF"), ("webp", "WebP")):
                make = functools.partial(exports.animation, name=name, kind=kind)
                _offer(f"Film{of} ({words})", ":material/movie:", make, run, f"{name}.{kind}", key)
        _offer("Notebook that repeats it", ":material/menu_book:", exports.notebook, run, "ipynb", key)


def _offer(label, icon, make, run: Run, ending: str, key: str) -> None:
    st.download_button(
        label,
        functools.partial(make, run),
        file_name=f"{run.id}.{ending}",
        mime="application/octet-stream",
        icon=icon,
        type="tertiary",
        on_click="ignore",
        key=f"{key}.{run.id}.{ending}",
    )


def _weights(run: Run) -> bytes:
    return run.weights.read_bytes()
