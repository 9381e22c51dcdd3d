"""Incidents by group: horizontal bars of one colour, for a category is not judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import figure
from pages.parts.figures.names import folded
from pages.parts.marks import CATEGORY
from pages.parts.words import Words

Row = Mapping[str, Any]


def bars(rows: Sequence[Row], labels: Sequence[str], said: Sequence[str], words: Words) -> go.Figure:
    """One bar per group in the contract's order, its number and share written at its end."""
    counts = [row["incidents"] for row in rows]
    top = max((count or 0 for count in counts), default=0) or 1
    places = list(range(len(rows)))
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": counts,
        "y": places,
        "text": list(said),
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": CATEGORY[0]},
        "customdata": [
            _hover(row, label, amount, words) for row, label, amount in zip(rows, labels, said, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    layout = {
        "height": 24 + 38 * len(rows),
        "bargap": 0.35,
        "margin": {"l": 4, "r": 8, "t": 4, "b": 4},
        # Room for what is written at the end of the longest bar.
        "xaxis": {"visible": False, "range": [0, 1.38 * top]},
        "yaxis": {
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [folded(label) for label in labels],
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
        },
    }
    # Where there is no number there is no bar, and its text would not be drawn either.
    layout["annotations"] = [
        {"x": 0, "y": place, "text": amount, "xanchor": "left", "showarrow": False}
        for place, (count, amount) in enumerate(zip(counts, said, strict=True))
        if count is None
    ]
    return figure([trace], layout)


def _hover(row: Row, label: str, amount: str, words: Words) -> str:
    if row["children"] is None:
        return f"{label}: {amount}"
    return words.text(
        "{group}: {amount}, {children} children concerned",
        group=label,
        amount=amount,
        children=words.number(row["children"]),
    )
