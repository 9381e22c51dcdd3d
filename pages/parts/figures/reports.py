"""Yearly reports: each year's expected ones as one bar of five parts, and schools by year as marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import figure
from pages.parts.figures.names import folded, whole
from pages.parts.marks import MARKS
from pages.parts.words import Words

Row = Mapping[str, Any]
#: In the order in which they are stacked.
STATES = ("on_time", "late", "empty", "missing", "not_due")
#: What is written on a bar, by its state, so that it stands out at 4.5:1; nothing on a hollow one.
WRITTEN = {"on_time": "#FFFFFF", "late": "#000000", "missing": "#FFFFFF"}
#: Height of one year's bar and of one school's line, in pixels.
BAR, STEP = 40, 29


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
                    f"{row['year']} · {mark.said(words)}: {words.part(row[state], row['expected'])}"
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


def strip(rows: Sequence[Row], words: Words) -> go.Figure:
    """One line per school, one mark per year; days late beside it. A click carries the school's id."""
    schools = list(dict.fromkeys(row["school_id"] for row in rows))
    names = {row["school_id"]: row["school"] for row in rows}
    at_y = {school: place for place, school in enumerate(schools)}
    years_shown = sorted({row["year"] for row in rows})
    marks = [MARKS[row["state"]] for row in rows]
    points = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [years_shown.index(row["year"]) for row in rows],
        "y": [at_y[row["school_id"]] for row in rows],
        "text": [_beside(row, words) for row in rows],
        "textposition": "middle right",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "marker": {
            "size": 12,
            "symbol": [mark.symbol for mark in marks],
            "color": [mark.colour for mark in marks],
            "line": {"width": 1.5, "color": [mark.colour for mark in marks]},
            "opacity": 1,
        },
        "customdata": [
            [row["school_id"], whole(row["school"]), f"{row['year']} · {_said(row, words)}"] for row in rows
        ],
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    layout = {
        "height": 40 + STEP * len(schools),
        "margin": {"l": 8, "r": 34, "t": 8, "b": 8},
        "xaxis": {
            "side": "top",
            "tickmode": "array",
            "tickvals": list(range(len(years_shown))),
            "ticktext": [str(year) for year in years_shown],
            "range": [-0.5, len(years_shown) - 0.5],
            "showgrid": False,
        },
        "yaxis": {
            "tickmode": "array",
            "tickvals": list(range(len(schools))),
            "ticktext": [folded(names[school]) for school in schools],
            "tickfont": {"size": 11},
            "range": [len(schools) - 0.4, -0.6],
            "showgrid": True,
        },
    }
    return figure([points], layout)


def _beside(row: Row, words: Words) -> str:
    return f"+{words.number(row['days_late'])}" if row["days_late"] else ""


def _said(row: Row, words: Words) -> str:
    parts = [MARKS[row["state"]].said(words)]
    if row["submitted_on"]:
        parts.append(words.day(row["submitted_on"]))
    if row["days_late"]:
        parts.append(words.text("{days} days late", days=words.number(row["days_late"])))
    return " · ".join(parts)
