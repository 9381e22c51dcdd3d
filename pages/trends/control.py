"""Control charts of incidents: each month's rate, or the days between, against exact limits and signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go

from pages.kit.figure import GRID, INK, TEXT, figure, unit
from pages.kit.marks import CATEGORY, SIGNALS
from pages.kit.words import N_, Words
from pages.trends.points import LETTERS, Point, signals

Row = Mapping[str, Any]


def chart(
    points: Sequence[Point], plan: Sequence[Row], rebases: Sequence[Row], words: Words, *, months: bool
) -> go.Figure:
    """The series with its centre and limits; the chosen years filled, signals with a shape and their date.

    `months`: rates by month; else days between incidents. `plan` are the years with their first and last
    days, `rebases` days with a reason.
    """
    known = [point for point in points if point.value is not None]
    blank = [point for point in points if point.value is None]
    said = [_hover(point, words, months) for point in known]
    top = max([point.value or 0 for point in known] + [point.upper or 0 for point in known], default=0) or 1
    traces: list[dict[str, Any]] = [
        *([_limit(points, "lower", "dot")] if any(point.lower for point in known) else []),
        _limit(points, "upper", "dot"),
        _limit(points, "centre", "solid"),
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [point.at for point in points],
            "y": [point.value for point in points],
            "connectgaps": False,
            "line": {"color": "rgba(68,112,138,0.55)", "width": 1.5},
            "marker": {
                "size": 7,
                "symbol": ["circle" if point.chosen else "circle-open" for point in points],
                "color": CATEGORY[0],
                "line": {"width": 1.2, "color": CATEGORY[0]},
            },
            "customdata": _spread(points, said),
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        _signals([point for point in known if point.signal], words, months),
        {
            "type": "scatter",
            "mode": "text",
            "x": [point.at for point in blank],
            "y": [0] * len(blank),
            "text": ["–"] * len(blank),
            "textposition": "top center",
            "textfont": {"size": 14},
            "customdata": [words.month(point.at) for point in blank],
            "hovertemplate": f"%{{customdata}}: {words.text('no rate')}<extra></extra>",
        },
    ]
    layout = {
        "height": 340,
        "separators": ",." if words.lang == "vi" else ".,",
        "margin": {"l": 4, "r": 78, "t": 26, "b": 4},
        "shapes": [_upright(row["date"], INK, "dashdot") for row in rebases]
        + [_upright(row["starts_on"], GRID, "solid") for row in plan],
        "annotations": [
            unit(words.text("incidents per 1,000 pupils") if months else words.text("days between")),
            *(_letter(place, row) for place, row in enumerate(rebases)),
            *_named(known[-1:], months, words),
        ],
        "xaxis": {
            "type": "date",
            "tickmode": "array",
            # A year is named at its middle; its first day has the line.
            "tickvals": [row["starts_on"] + (row["ends_on"] - row["starts_on"]) / 2 for row in plan],
            "ticktext": [f"{row['year']}*" if row["partial"] else str(row["year"]) for row in plan],
            "tickangle": 0,
        },
        "yaxis": {
            "range": [-0.04 * top, 1.2 * top],
            "nticks": 6,
        },
    }
    return figure(traces, layout)


def _limit(points: Sequence[Point], line: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [point.at for point in points],
        "y": [getattr(point, line) if point.value is not None else None for point in points],
        "hoverinfo": "skip",
        "line": {"color": INK, "width": 1.4, "dash": dash, "shape": "hvh"},
    }


def _named(last: Sequence[Point], months: bool, words: Words) -> list[dict[str, Any]]:
    """The lines' names and newest values at their right ends, in short lines: a phone has room for them."""
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 4,
            "y": value,
            "text": f"{words.text(name)} {words.number(value, 2 if months else 0)}",
            "align": "left",
            "showarrow": False,
            "font": {"size": TEXT},
        }
        for point in last
        for name, value in (
            (N_("unusually<br>high") if months else N_("unusually<br>long"), point.upper),
            (N_("usual<br>level"), point.centre),
            (N_("unusually<br>low") if months else N_("unusually<br>short"), point.lower or None),
        )
        if value is not None
    ]


def _signals(found: Sequence[Point], words: Words, months: bool) -> dict[str, Any]:
    named = signals(found)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [point.at for point in found],
        "y": [point.value for point in found],
        "text": [
            "" if point not in named else words.month(point.at) if months else words.day(point.at)
            for point in found
        ],
        "textposition": "top center",
        "textfont": {"size": TEXT},
        "cliponaxis": False,
        "marker": {
            "size": 14,
            "symbol": [SIGNALS[point.signal].symbol for point in found],
            "color": [SIGNALS[point.signal].colour for point in found],
            "line": {"width": 1, "color": [SIGNALS[point.signal].colour for point in found]},
        },
        "customdata": [
            f"{_hover(point, words, months)}<br>{SIGNALS[point.signal].named(words)}" for point in found
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hover(point: Point, words: Words, months: bool) -> str:
    if not months:
        days = words.number(point.value)
        limits = f"{words.number(point.lower)}–{words.number(point.upper)}"
        return words.text(
            "{day}: {days} days; usual {limits}", day=words.day(point.at), days=days, limits=limits
        )
    return words.text(
        "{month}: {incidents} incidents, {rate} per 1,000 pupils; usual {limits}",
        month=words.month(point.at),
        incidents=words.number(point.incidents),
        rate=words.number(point.value, 2),
        limits=f"{words.number(point.lower, 2)}–{words.number(point.upper, 2)}",
    )


def _spread(points: Sequence[Point], said: Sequence[str]) -> list[str]:
    """The texts of the points that have a value, in the places of all points."""
    texts = iter(said)
    return [next(texts) if point.value is not None else "" for point in points]


def _upright(day: date, colour: str, dash: str) -> dict[str, Any]:
    line = {"color": colour, "width": 1.2, "dash": dash}
    return {
        "type": "line",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": line,
        "layer": "below",
    }


def _letter(place: int, row: Row) -> dict[str, Any]:
    """The letter of a rebase; its reason stands below the figure, where there is room for it."""
    return {
        "x": row["date"],
        "y": 1,
        "yref": "paper",
        "text": LETTERS[place % len(LETTERS)],
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "font": {"size": TEXT},
    }
