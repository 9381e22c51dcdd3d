"""The funnel: each school's rate of incidents by its pupils, inside the limits of chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import GRID, INK, figure, unit
from pages.parts.figures.matrix import folded
from pages.parts.marks import POSITIONS
from pages.parts.words import Words

Row = Mapping[str, Any]


def schools(rows: Sequence[Row], chosen: Sequence[str], words: Words, *, several: bool) -> go.Figure:
    """One point per school with a rate; schools that are not chosen stay pale. A click carries the id.

    `rows` are those of queries/school_funnel.sql with the schools' names; `chosen` empty: all.
    """
    rated = sorted((row for row in rows if row["rate"] is not None), key=lambda row: row["pupils"])
    here = [not chosen or row["school_id"] in chosen for row in rated]
    outside = [row["position"] != "inside" for row in rated]
    top = max((row["rate"] for row in rated), default=0) or 1
    widest = max((row["pupils"] for row in rated), default=0)
    ends = [row["upper998"] for row in rated]
    traces = [
        *(_limit(rated, f"{side}998", "dot") for side in ("upper", "lower")),
        *(_limit(rated, f"{side}95", "dash") for side in ("upper", "lower")),
        _limit(rated, "centre", "solid"),
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [row["pupils"] for row in rated],
            "y": [row["rate"] for row in rated],
            "text": [
                _apart(row["school"]) if mine and row["position"].endswith("998") else ""
                for row, mine in zip(rated, here, strict=True)
            ],
            # The name stands on the side on which there is room.
            "textposition": [
                "middle right" if row["pupils"] < 0.6 * widest else "middle left" for row in rated
            ],
            "textfont": {"size": 11},
            "cliponaxis": False,
            "customdata": [[row["school_id"], row["school"], _said(row, words)] for row in rated],
            "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
            "marker": {
                "size": [14 if out else 10 for out in outside],
                "symbol": [POSITIONS[row["position"]].symbol for row in rated],
                "color": [POSITIONS[row["position"]].colour for row in rated],
                "opacity": [1 if mine else 0.4 for mine in here],
                "line": {"width": 1.5, "color": [POSITIONS[row["position"]].colour for row in rated]},
            },
            # A click selects a point; the others must not fade, for Back brings the same figure again.
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}} if not chosen else {},
        },
    ]
    layout = {
        "height": 400,
        "separators": ",." if words.lang == "vi" else ".,",
        "margin": {"l": 4, "r": 58, "t": 26, "b": 4},
        "annotations": [unit(words.text("incidents per 1,000 pupils")), *_named(rated[-1:], words)],
        "xaxis": {
            "title": {
                "text": words.text("pupils, added over the years") if several else words.text("pupils"),
                "standoff": 10,
            },
            "range": [0, 1.04 * widest or 1],
            "showgrid": True,
            "gridcolor": GRID,
            "nticks": 6,
        },
        "yaxis": {
            "range": [-0.04 * top, 1.15 * max(top, sorted(ends)[len(ends) // 2] if ends else 1)],
            "nticks": 6,
        },
    }
    return figure(traces, layout)


def _limit(rated: Sequence[Row], column: str, dash: str) -> dict[str, Any]:
    """A line over the schools' sizes in steps, so that it is exact where a school lies."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row["pupils"] for row in rated],
        "y": [row[column] for row in rated],
        "hoverinfo": "skip",
        "line": {"color": INK, "width": 1.3, "dash": dash, "shape": "hvh"},
    }


def _named(last: Sequence[Row], words: Words) -> list[dict[str, Any]]:
    """The lines' names at their right ends, where the funnel is narrow."""
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 2,
            "y": row[column],
            "text": text,
            "align": "left",
            "showarrow": False,
            "font": {"size": 11},
        }
        for row in last
        for column, text in (
            ("upper998", words.text("99.8%")),
            ("upper95", words.text("95%")),
            ("centre", words.text("centre<br>{rate}", rate=words.number(row["centre"], 1))),
        )
    ]


def _apart(name: str) -> str:
    """The name with a little room before and after it, so that it does not touch its mark."""
    return "<br>".join(f"\u2002{line}\u2002" for line in folded(name).split("<br>"))


def _said(row: Row, words: Words) -> str:
    return words.text(
        "{incidents} incidents, {pupils} pupils: {rate} per 1,000<br>{position}",
        incidents=words.number(row["incidents"]),
        pupils=words.number(row["pupils"]),
        rate=words.number(row["rate"], 1),
        position=POSITIONS[row["position"]].said(words),
    )
