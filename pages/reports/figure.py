"""Yearly reports: each year's expected ones as one bar of five parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.kit.figure import figure
from pages.kit.marks import MARKS
from pages.kit.words import Words
from pages.reports import STATES

Row = Mapping[str, Any]
#: What is written on a bar, by its state, so that it stands out at 4.5:1; nothing on a hollow one.
WRITTEN = {"on_time": "#FFFFFF", "late": "#000000", "missing": "#FFFFFF"}
#: Height of one year's bar, in pixels.
BAR = 40


def years(rows: Sequence[Row], chosen: Sequence[int], words: Words) -> go.Figure:
    """One bar per year, its parts' numbers inside and what was expected at its end; chosen years bold."""
    places = list(range(len(rows)))
    traces: list[dict[str, Any]] = []
    for state in STATES:
        mark = MARKS[state]
        hollow = state not in WRITTEN
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": [row[state] for row in rows],
                "y": places,
                "text": [f"{mark.shape} {words.number(row[state])}" if row[state] else "" for row in rows],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "constraintext": "none",
                "textfont": {"size": 12, **({} if hollow else {"color": WRITTEN[state]})},
                "marker": {
                    "color": "rgba(0,0,0,0)" if hollow else mark.colour,
                    "line": {"color": mark.colour, "width": 1.5 if hollow else 0},
                },
                "customdata": [
                    f"{row['year']} · {mark.named(words)}: {words.part(row[state], row['expected'])}"
                    for row in rows
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    most = max((row["expected"] for row in rows), default=0) or 1
    traces.append(
        {
            "type": "scatter",
            "mode": "text",
            "x": [row["expected"] for row in rows],
            "y": places,
            "text": [" " + words.number(row["expected"]) for row in rows],
            "textposition": "middle right",
            "hoverinfo": "skip",
            "cliponaxis": False,
        }
    )
    layout = {
        "height": 12 + BAR * len(rows),
        "barmode": "stack",
        "bargap": 0.3,
        "margin": {"l": 4, "r": 30, "t": 4, "b": 4},
        "xaxis": {"visible": False, "range": [0, most]},
        "yaxis": {
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [
                f"<b>{row['year']}</b>" if row["year"] in chosen else str(row["year"]) for row in rows
            ],
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
        },
    }
    return figure(traces, layout)
