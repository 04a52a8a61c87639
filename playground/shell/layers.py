"""The layers of a lesson's networks as tables, read from the networks themselves: only when somebody opens the drawer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from engine.core.errors import Trouble
from engine.language.words import N_, _
from playground.components.convolution.convolution import convolution
from playground.shell import frame, wording
from playground.shell.caching import of_desk

COLUMNS = (N_("Layer"), N_("Output"), N_("Kernel"), N_("Weights"))


def drawer(lesson: str, at_hand: Callable[[str], Sequence[Any]]) -> None:
    """Of the model that the page shows; where none is chosen, of the first that is at hand: `at_hand` is `models.at_hand`."""
    st.session_state.setdefault(f"{lesson}.layers", "layers" in st.query_params)
    with st.expander(_("The layers"), icon=":material/layers:", key=f"{lesson}.layers", on_change="rerun") as fold:
        if fold.open:
            st.markdown(_("**How a convolution works.** Click a cell."))
            convolution(key=f"{lesson}.convolution")
            with frame.guard():
                _show(lesson, at_hand(lesson))


def _show(lesson: str, several: Sequence[Any]) -> None:
    if not several:
        raise Trouble("There is no model for this yet.", "Train one: its layers are shown here afterwards.")
    wanted = st.session_state.get(f"{lesson}.model")
    model = next((one for one in several if one.name == wanted), several[0])
    st.caption(
        _(
            "{title}. Shapes are those of one example, channels first. Layers without weights only reshape, bend or drop numbers.",
            title=wording.safe(model.title),
        )
    )
    for network, rows in tables(str(model.path), model.stamp).items():
        said = _(
            "**{network}**: {weights:,} weights in {layers} layers",
            network=_(network),
            weights=sum(row[-1] for row in rows),
            layers=len(rows),
        )
        st.markdown(f"{said}  \n\n{_markdown(rows)}")


def _markdown(rows: list[tuple[str, tuple[int, ...], str, int]]) -> str:
    lines = [f"| {' | '.join(map(_, COLUMNS))} |", "|---|---|---|---:|"]
    for kind, output, kernel, weights in rows:
        lines.append(f"| {kind} | {' × '.join(map(str, output))} | {kernel} | {weights:,} |")
    return "\n".join(lines)


@of_desk(st.cache_data, max_entries=32, show_spinner="Asking the networks")
def tables(path: str, stamp: float) -> dict[str, list[tuple[str, tuple[int, ...], str, int]]]:
    """Network -> (kind, output, kernel, weights) of each layer. `stamp` changes with the file."""
    from engine.bench import layer_tables  # brings torch

    return {
        network: [(layer.kind, layer.output, layer.kernel, layer.weights) for layer in found]
        for network, found in layer_tables.of(Path(path)).items()
    }
