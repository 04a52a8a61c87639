"""Several runs side by side: one chart for all, and a table of what was not the same."""

import streamlit as st

from engine import catalog
from engine.core import config as configs
from engine.data import naming
from engine.language.retold import retold
from engine.language.words import _
from engine.runs.run import Run
from playground.components.curves import curves
from playground.components.curves.curves import Line
from playground.runs import records
from playground.shell import wording
from playground.widgets import picture_view

MOST = 6
TALL = 340


def compare(several: list[Run]) -> None:
    charts(several)
    st.header(_("What was different"), anchor=False)
    st.markdown(as_markdown(difference_table(several)))
    newest_pictures(several)


def charts(several: list[Run], first: str = "", group: str = "") -> None:
    """One chart with a line for each run, of whichever curve the reader chooses; `first` is the one that is there at first, if it has
    come by then. Films of the same `group` show the step that is looked at."""
    lines = [records.read(run).lines for run in several]
    labels = labelled(several)
    known = list(dict.fromkeys([*filter(None, [first]), *(name for one in lines for name in one)]))
    names = in_order(several, known, first)
    if names:
        with st.container(border=True):
            name = st.selectbox(_("Curve"), names, format_func=_, key=f"compare.curve.{first}", width=320)
            title = _(name)
            curves.curves(
                [Line(label, *one[name]) for label, one in zip(labels, lines, strict=True) if name in one],
                key=f"compare.{name}",
                title=title[0].upper() + title[1:],
                height=TALL,
                alt=_("{curve} of {n} runs over their steps", curve=title, n=len(several)),
                group=group,
            )
    else:
        st.caption(_("None of these runs has numbers yet."))


def in_order(several: list[Run], names: list[str], first: str = "") -> list[str]:
    """The most telling curves first, as the lesson's charts have them."""
    wanted = [first] + [line for run in several for chart in catalog.card(run.lesson).charts for line in chart.lines]
    return sorted(names, key=lambda name: wanted.index(name) if name in wanted else len(wanted))


def newest_pictures(several: list[Run]) -> None:
    kept = [(label, run.previews()) for label, run in zip(labelled(several), several, strict=True)]
    kept = [(label, previews[-1]) for label, previews in kept if previews]
    if kept:
        st.header(_("Where each one got to"), anchor=False)
        grid = st.grid(min(3, len(kept)), min_column_width=280, border=True)
        for label, preview in kept:
            with grid.cell():
                said = _(
                    "{run}: step {step:,}. {caption}", run=label, step=preview.step, caption=retold(preview.caption)
                )
                picture_view.show_file(preview.path, wording.safe(said))


def labelled(several: list[Run]) -> list[str]:
    """A letter in front keeps runs of one name apart."""
    return [f"{letter} · {run.title}" for letter, run in zip("ABCDEF", several, strict=False)]


def difference_table(several: list[Run]) -> dict[str, list[str]]:
    """One row per run: the settings that differ, then how each ended."""
    metrics = list(dict.fromkeys(name for run in several for name in run.status().metrics))
    table = {_("Run"): [wording.safe(label) for label in labelled(several)]}
    table |= {_(label): [wording.safe(value) for value in values] for label, values in differences(several).items()}
    for name in metrics:
        numbers = [run.status().metrics.get(name) for run in several]
        table[wording.safe(_(name))] = ["–" if number is None else wording.number(number) for number in numbers]
    return table


def as_markdown(table: dict[str, list[str]]) -> str:
    """Column name -> its cells, as a Markdown table: st.table would cost an import of pandas."""
    rows = [list(table), ["---"] * len(table), *zip(*table.values(), strict=True)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def differences(several: list[Run]) -> dict[str, list[str]]:
    """Label of each setting that is not the same everywhere -> its value in each run, in words."""
    kinds = [configs.kinds(run.config) for run in several]
    found = {}
    for name in dict.fromkeys(name for kind in kinds for name in kind):
        said = [
            naming.in_words(run.config, name) if name in kind else "–" for run, kind in zip(several, kinds, strict=True)
        ]
        if len(set(said)) > 1:
            label = next(
                configs.knobs(run.config)[name].label for run, kind in zip(several, kinds, strict=True) if name in kind
            )
            found[label] = said
    return found
