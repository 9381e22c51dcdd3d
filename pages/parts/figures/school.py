"""Figures of one school: where it stands among the others, its months, its incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import ACCENT, INK, figure
from pages.parts.figures.matrix import folded
from pages.parts.marks import CATEGORY, mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]


def standing(rows: Sequence[Row], words: Words) -> go.Figure:
    """One line per percentage: the other schools' range, their median, the target, this school's mark."""
    shown = [row for row in rows if row["unit"] == "percent" and row["counts"] == "ratio"]
    places = list(range(len(shown)))
    here = [(place, row) for place, row in zip(places, shown, strict=True) if row["value"] is not None]
    absent = [(place, row) for place, row in zip(places, shown, strict=True) if row["value"] is None]
    ranged = [(place, row) for place, row in zip(places, shown, strict=True) if row["low"] is not None]
    aimed = [(place, row) for place, row in zip(places, shown, strict=True) if row["target"] is not None]
    traces: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "hoverinfo": "skip",
            "line": {"color": "rgba(128,135,145,0.45)", "width": 6},
            "x": [x for _, row in ranged for x in (row["low"], row["high"], None)],
            "y": [y for place, _ in ranged for y in (place, place, None)],
        },
        _ticks([(place, row["median"]) for place, row in ranged], INK, 14, words.text("district median")),
        _ticks([(place, row["target"]) for place, row in aimed], ACCENT, 20, words.text("target")),
        {
            "type": "scatter",
            "mode": "markers",
            "x": [row["value"] for _, row in here],
            "y": [place for place, _ in here],
            "marker": {
                "size": 13,
                "symbol": [mark_of(row).symbol for _, row in here],
                "color": [mark_of(row).colour for _, row in here],
                "line": {"width": 1.5, "color": [mark_of(row).colour for _, row in here]},
            },
            "customdata": [
                [row["title"], words.percent(row["value"]), words.own_parts(row)] for _, row in here
            ],
            "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]} · %{customdata[2]}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "text",
            "x": [101.0] * len(absent),
            "y": [place for place, _ in absent],
            "hoverinfo": "skip",
            "text": [mark_of(row).shape for _, row in absent],
            "textposition": "middle right",
            "textfont": {"size": 14},
        },
    ]
    layout = {
        "height": 54 + 30 * len(shown),
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": {
            "range": [-3, 110],
            "side": "top",
            "tickmode": "array",
            "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"],
            "showgrid": True,
        },
        "yaxis": {
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [folded(row["title"]) for row in shown],
            "range": [len(shown) - 0.4, -0.6],
            "showgrid": False,
        },
    }
    return figure(traces, layout)


def _ticks(points: Sequence[tuple[int, float]], colour: str, size: int, name: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [value for _, value in points],
        "y": [place for place, _ in points],
        "marker": {
            "symbol": "line-ns-open",
            "size": size,
            "color": colour,
            "line": {"width": 2.5, "color": colour},
        },
        "hovertemplate": f"{name}: %{{x:.1f}}%<extra></extra>",
    }


def months(rows: Sequence[Row], words: Words) -> go.Figure:
    """Activities held in each month: awareness sessions dark, every other kind light."""
    said = [words.month(row["month"]) for row in rows]
    other = [row["activities"] - row["awareness"] for row in rows]
    traces = [
        _bars(said, [row["awareness"] for row in rows], CATEGORY[0], words.text("awareness")),
        _bars(said, other, "#9DB4C2", words.text("other kinds")),
    ]
    januaries = [text for row, text in zip(rows, said, strict=True) if row["month"].month == 1] or said[:1]
    layout = {
        "height": 220,
        "barmode": "stack",
        "bargap": 0.15,
        "showlegend": True,
        "legend": {"orientation": "h", "y": 1.12, "x": 0, "yanchor": "bottom"},
        "margin": {"l": 4, "r": 8, "t": 30, "b": 4},
        "xaxis": {"type": "category", "tickvals": januaries, "tickangle": 0},
        "yaxis": {
            "title": {"text": words.text("activities")},
            "rangemode": "tozero",
            "tickformat": "d",
            "nticks": 4,
        },
    }
    return figure(traces, layout)


def _bars(x: Sequence[str], y: Sequence[int], colour: str, name: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": list(x),
        "y": list(y),
        "name": name,
        "marker": {"color": colour},
        "hovertemplate": f"%{{x}}: %{{y}} {name}<extra></extra>",
    }


def cases(rows: Sequence[Row], words: Words) -> go.Figure:
    """Incidents received in each year; part-years hollow. Written on the bars, so no axis is needed."""
    years = [f"{row['year']}*" if row["partial"] else str(row["year"]) for row in rows]
    trace = {
        "type": "bar",
        "x": years,
        "y": [row["incidents"] for row in rows],
        "text": [words.number(row["incidents"]) or mark_of(row).shape for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": {
            "color": ["rgba(0,0,0,0)" if row["partial"] else CATEGORY[1] for row in rows],
            "line": {"color": CATEGORY[1], "width": 1.5},
        },
    }
    top = max((row["incidents"] or 0 for row in rows), default=0)
    layout = {
        "height": 200,
        "bargap": 0.5,
        "margin": {"l": 4, "r": 8, "t": 20, "b": 4},
        "xaxis": {"type": "category"},
        "yaxis": {"visible": False, "range": [0, max(top, 1) * 1.2]},
    }
    return figure([trace], layout)
