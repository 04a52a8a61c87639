"""Several runs side by side: one chart for all, and a table of what was not the same."""

import streamlit as st

from engine.runs import Run
from playground.parts import pictures, run_panel, words

MOST = 6
POINTS = 600
"""Points per line: more cannot be told apart on a screen."""


def compare(several: list[Run]) -> None:
    curves = [run.curves().refresh() for run in several]
    names = list(dict.fromkeys(name for one in curves for name in one.lines))
    labels = labelled(several)
    if not names:
        st.caption("None of these runs has numbers yet.")
        return
    with st.container(border=True):
        name = st.segmented_control(
            "Curve", names, default=names[0], required=True, key="compare.curve", label_visibility="collapsed"
        )
        with_it = [(label, *one.lines[name]) for label, one in zip(labels, curves, strict=True) if name in one.lines]
        _chart(name, with_it)
    st.subheader("What was different", anchor=False)
    st.markdown(as_markdown(difference_table(several)))
    newest_pictures(several)


def newest_pictures(several: list[Run]) -> None:
    kept = [(label, run.previews()) for label, run in zip(labelled(several), several, strict=True)]
    kept = [(label, previews[-1]) for label, previews in kept if previews]
    if kept:
        st.subheader("Where each one got to", anchor=False)
        grid = st.grid(min(3, len(kept)), min_column_width=280, border=True)
        for label, preview in kept:
            with grid.cell():
                pictures.show_file(preview.path, f"{label}: step {preview.step:,}. {preview.caption}")


def labelled(several: list[Run]) -> list[str]:
    """A letter in front keeps runs of one name apart."""
    return [f"{letter} · {run.title}" for letter, run in zip("ABCDEF", several, strict=False)]


def difference_table(several: list[Run]) -> dict[str, list[str]]:
    """One row per run: the settings that differ, then how each ended."""
    metrics = list(dict.fromkeys(name for run in several for name in run.status().metrics))
    table = {"Run": [words.safe(label) for label in labelled(several)]}
    table |= {
        label: [words.safe(value) for value in values] for label, values in run_panel.differences(several).items()
    }
    for name in metrics:
        numbers = [run.status().metrics.get(name) for run in several]
        table[name] = ["–" if number is None else words.number(number) for number in numbers]
    return table


def as_markdown(table: dict[str, list[str]]) -> str:
    """Column name -> its cells, as a Markdown table: st.table would cost an import of pandas."""
    rows = [list(table), ["---"] * len(table), *zip(*table.values(), strict=True)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def thinned(steps: list[int], values: list[float]) -> tuple[list[int], list[float]]:
    """Every so-maniest point, always with the last."""
    every = -(-len(steps) // POINTS) or 1
    return steps[::-1][::every][::-1], values[::-1][::every][::-1]


def _chart(name: str, lines: list[tuple[str, list[int], list[float]]]) -> None:
    import plotly.graph_objects as go  # a second of import that only this chart needs

    figure = go.Figure()
    for label, steps, values in lines:
        x, y = thinned(steps, values)
        figure.add_scatter(x=x, y=y, name=label, mode="lines", hovertemplate="%{y:.4g}")
    figure.update_layout(
        height=340,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        hovermode="x unified",
        legend={"orientation": "h", "y": -0.2},
        xaxis_title="step",
        yaxis_title=name,
    )
    st.plotly_chart(figure, key="compare.chart", config={"displaylogo": False})
