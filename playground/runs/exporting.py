"""What a reader can carry away from a run. Each file is made when it is asked for, not before."""

import functools

import streamlit as st

from engine.language.words import _
from engine.runs import exports
from engine.runs.run import Run
from playground.runs import previews
from playground.shell import links, picture_file


def menu(run: Run, *, key: str) -> None:
    with st.popover(_("Export"), icon=":material/download:"):
        downloads(run, key=key)


def downloads(run: Run, *, key: str) -> None:
    names = sorted({preview.name for preview in run.previews()})
    with st.container(gap="xsmall"):
        _offer(_("Everything in one zip"), ":material/folder_zip:", exports.everything, run, "zip", key)
        if run.weights.exists():
            _offer(_("Weights (safetensors)"), ":material/neurology:", _weights, run, "safetensors", key)
        if run.status().metrics:
            _offer(_("Curves (CSV)"), ":material/show_chart:", exports.curves_csv, run, "csv", key)
        if names:
            _offer(
                _("Pictures (PNG, zipped)"), ":material/photo_library:", exports.pictures_zip, run, "pictures.zip", key
            )
        for name in names:
            for kind, words in (("gif", "GIF"), ("webp", "WebP")):
                make = functools.partial(_film, name=name, kind=kind)
                if len(names) == 1:
                    label = _("Film ({kind})", kind=words)
                else:
                    label = _("Film of the {pictures} ({kind})", pictures=previews.in_words(name), kind=words)
                _offer(label, ":material/movie:", make, run, f"{name}.{kind}", key)
        _offer(_("Notebook that repeats it"), ":material/menu_book:", exports.notebook, run, "ipynb", key)


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


def _film(run: Run, name: str, kind: str) -> bytes:
    return picture_file.signed(exports.animation(run, name, kind), links.to_repeat(run))


def _weights(run: Run) -> bytes:
    return run.weights.read_bytes()
