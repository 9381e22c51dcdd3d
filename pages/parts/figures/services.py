"""Services by the schools that use them: filled where evaluated, hollow where not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import figure
from pages.parts.figures.names import folded, whole
from pages.parts.marks import CATEGORY
from pages.parts.words import Words

Row = Mapping[str, Any]


def bars(rows: Sequence[Row], words: Words) -> go.Figure:
    """One bar per service in use or listed; the number of schools at its end, out of those reporting."""
    places = list(range(len(rows)))
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [row["schools"] for row in rows],
        "y": places,
        "text": [words.part(row["schools"], row["reporting"]) for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": [CATEGORY[0] if row["evaluated"] else "rgba(0,0,0,0)" for row in rows],
            "line": {"color": CATEGORY[0], "width": 1.5},
        },
        "customdata": [
            f"{whole(row['service'])}: {words.part(row['schools'], row['reporting'])}" for row in rows
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    layout = {
        "height": 16 + 34 * len(rows),
        "bargap": 0.4,
        "margin": {"l": 4, "r": 8, "t": 4, "b": 4},
        "xaxis": {"visible": False, "range": [0, 1.2 * max((row["reporting"] for row in rows), default=1)]},
        "yaxis": {
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [folded(row["service"]) for row in rows],
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
        },
    }
    return figure([trace], layout)
