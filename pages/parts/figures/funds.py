"""Funds of one source over the years: what was spent inside what was planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import figure
from pages.parts.marks import CATEGORY
from pages.parts.words import Words

Row = Mapping[str, Any]
#: The two amounts that are set inside each other, and never added.
BOTH = ("planned_vnd", "spent_vnd")


def years(
    rows: Sequence[Row], said: Sequence[str], top: int, chosen: Sequence[int], words: Words
) -> go.Figure:
    """One line per year: a wide pale bar (planned), a narrow bar inside (spent), both in words beside them.

    `rows` are one source's rows of queries/pages/funding.sql, `said` what is written beside each, `top`
    the largest amount of all sources in đồng. A part-year's bar is hollow.
    """
    places = list(range(len(rows)))
    hover = {
        "customdata": [
            words.text("{year}: {amounts} million đồng (spent / planned)", year=row["year"], amounts=text)
            for row, text in zip(rows, said, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    traces: list[dict[str, Any]] = [
        {
            "type": "bar",
            "orientation": "h",
            "x": [row["planned_vnd"] for row in rows],
            "y": places,
            "width": 0.72,
            "marker": {"color": "rgba(128,135,145,0.25)", "line": {"color": "#808791", "width": 1}},
            **hover,
        },
        {
            "type": "bar",
            "orientation": "h",
            "x": [row["spent_vnd"] for row in rows],
            "y": places,
            "width": 0.32,
            "marker": {
                "color": ["rgba(0,0,0,0)" if row["partial"] else CATEGORY[0] for row in rows],
                "line": {"color": CATEGORY[0], "width": 1.5},
            },
            **hover,
        },
        {
            "type": "scatter",
            "mode": "text",
            "x": [max(row[name] or 0 for name in BOTH) for row in rows],
            "y": places,
            "text": [f" {text}" for text in said],
            "textposition": "middle right",
            "hoverinfo": "skip",
            "cliponaxis": False,
        },
    ]
    layout = {
        "height": 12 + 36 * len(rows),
        "barmode": "overlay",
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        # Room for the words beside the longest bar.
        "xaxis": {"visible": False, "range": [0, 1.75 * top]},
        "yaxis": {
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [_named(row, chosen) for row in rows],
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
        },
    }
    return figure(traces, layout)


def _named(row: Row, chosen: Sequence[int]) -> str:
    year = f"{row['year']}*" if row["partial"] else str(row["year"])
    return f"<b>{year}</b>" if row["year"] in chosen else year
