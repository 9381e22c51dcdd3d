"""The handling curve: what share of cases is handled within how long, open cases kept in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.kit.figure import ACCENT, GRID, INK, TEXT, figure
from pages.kit.marks import CATEGORY
from pages.kit.words import Words

Row = Mapping[str, Any]
#: Height of the plot itself, and of one line of numbers at risk below it, in pixels.
PLOT, LINE = 280, 20


def curves(
    steps: Sequence[Row],
    at_risk: Sequence[Row],
    name: Callable[[str], str],
    unit: str,
    limit: float | None,
    words: Words,
) -> go.Figure:
    """One stepped line per group; a band where there is only one; the numbers at risk under the axis.

    `steps` are rows of queries/handling_curve.sql, `at_risk` of queries/pages/at_risk.sql, both with
    days. Clocks whose limit is in hours are drawn in hours. `limit` is a number of `unit`, drawn only
    where it is a span of plain hours or days.
    """
    scale = 24 if unit == "hours" else 1
    groups = list(dict.fromkeys(row["group"] for row in steps))
    colours = {group: CATEGORY[place % len(CATEGORY)] for place, group in enumerate(groups)}
    end = max((row["days"] for row in steps), default=1.0) * scale
    traces: list[dict[str, Any]] = []
    for group in groups:
        own = [row for row in steps if row["group"] == group]
        x = [row["days"] * scale for row in own]
        if len(groups) == 1:
            traces += _band(x, own, colours[group])
        # A seventh group would look like the first: it is dotted.
        dash = "dot" if groups.index(group) >= len(CATEGORY) else "solid"
        traces.append(_line(x, own, {"color": colours[group], "dash": dash}, name(group), words))
    ticks = [row["days"] for row in at_risk if row["group"] == at_risk[0]["group"]]
    shown = [days for days in ticks if days * scale <= end] or ticks[:1]
    # So many marks would run into each other near the start of a long axis.
    shown = [days for days in shown if days == 0 or days * scale >= end * 0.05]
    layout: dict[str, Any] = {
        "height": PLOT + LINE * (len(groups) + 3),
        "margin": {"l": 8, "r": 12, "t": 12, "b": LINE * (len(groups) + 3) + 4},
        "showlegend": len(groups) > 1,
        "legend": {"orientation": "h", "y": 1.02, "x": 0, "yanchor": "bottom"},
        "xaxis": {
            "title": {
                "text": words.text("hours since the start")
                if scale == 24
                else words.text("days since the start"),
                "standoff": 4,
            },
            "range": [-end * 0.02, end * 1.03],
            "tickmode": "array",
            "tickvals": [days * scale for days in shown],
            "ticktext": [words.number(days * scale) for days in shown],
            "showgrid": True,
            "gridcolor": GRID,
        },
        "yaxis": {"range": [0, 103], "ticksuffix": "%", "nticks": 5},
        "shapes": [_half()] + ([_limit(limit)] if limit is not None and limit <= end else []),
        "annotations": [
            *_at_risk(groups, at_risk, shown, scale, name, colours, words),
            *([_limit_said(limit, words)] if limit is not None and limit <= end else []),
        ],
    }
    return figure(traces, layout)


def _line(
    x: Sequence[float], rows: Sequence[Row], look: Mapping[str, str], name: str, words: Words
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": list(x),
        "y": [100 * row["share_handled"] for row in rows],
        "line": {"shape": "hv", "width": 2.5, **look},
        "customdata": [
            [
                words.number(at, 1),
                words.percent(100 * row["share_handled"]),
                words.percent(100 * row["lower"]) if row["lower"] is not None else "–",
                words.percent(100 * row["upper"]) if row["upper"] is not None else "–",
                words.number(row["at_risk"]),
            ]
            for at, row in zip(x, rows, strict=True)
        ],
        "hovertemplate": f"<b>{name}</b> · %{{customdata[0]}}<br>"
        "%{customdata[1]} (%{customdata[2]} – %{customdata[3]})<br>"
        + words.text("at risk")
        + ": %{customdata[4]}<extra></extra>",
    }


def _band(x: Sequence[float], rows: Sequence[Row], colour: str) -> list[dict[str, Any]]:
    known = [(at, row) for at, row in zip(x, rows, strict=True) if row["lower"] is not None]
    side = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    return [
        {
            **side,
            "x": [at for at, _ in known],
            "y": [100 * row[edge] for _, row in known],
            "line": {"shape": "hv", "width": 0, "color": colour},
            **({"fill": "tonexty", "fillcolor": "rgba(128,135,145,0.22)"} if edge == "upper" else {}),
        }
        for edge in ("lower", "upper")
    ]


def _at_risk(
    groups: Sequence[str],
    at_risk: Sequence[Row],
    shown: Sequence[float],
    scale: int,
    name: Callable[[str], str],
    colours: Mapping[str, str],
    words: Words,
) -> list[dict[str, Any]]:
    """Lines of numbers below the axis, in each group's colour; the heading says what they are."""
    counts = {(row["group"], row["days"]): row["at_risk"] for row in at_risk}
    base = {"xref": "x", "yref": "paper", "y": 0, "showarrow": False, "font": {"size": TEXT}}
    heading = {
        **base,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yshift": -(LINE * 2 + 24),
        "text": words.text("Cases still under observation (at risk):"),
        "font": {"size": TEXT, "color": INK},
    }
    numbers = [
        {
            **base,
            "x": days * scale,
            "yshift": -(LINE * (place + 3) + 24),
            "text": words.number(counts.get((group, days), 0)),
            "hovertext": name(group),
            "font": {"size": TEXT, "color": colours[group] if len(groups) > 1 else INK},
        }
        for place, group in enumerate(groups)
        for days in shown
    ]
    return [heading, *numbers]


def _half() -> dict[str, Any]:
    """Half of the cases: where a median is read."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 50, "y1": 50,
        "line": {"color": INK, "width": 1, "dash": "dot"},
    }  # fmt: skip


def _limit(limit: float) -> dict[str, Any]:
    return {
        "type": "line", "yref": "paper", "x0": limit, "x1": limit, "y0": 0, "y1": 1,
        "line": {"color": ACCENT, "width": 1.5, "dash": "dash"},
    }  # fmt: skip


def _limit_said(limit: float, words: Words) -> dict[str, Any]:
    return {
        "x": limit, "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "top", "showarrow": False,
        "text": " " + words.text("limit"), "font": {"size": TEXT, "color": "#2F86C9"},
    }  # fmt: skip
