"""The handling curve: what share of cases is handled within how long, open cases kept in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.kit.cells import Row
from pages.kit.figure import ACCENT, GRID, INK, figure, line, note
from pages.kit.marks import CATEGORY
from pages.kit.words import N_, Words

Drawing = dict[str, Any]
#: Height of the plot itself, and of one line of numbers at risk below it, in pixels.
PLOT, LINE = 280, 20
UNDER = N_("under each mark: cases still under observation (at risk)")
#: How wide a digit below the axis is on a phone, as a share of the axis.
DIGIT = 0.027


def curves(
    steps: Sequence[Row],
    at_risk: Sequence[Row],
    names: Mapping[str, str],
    unit: str,
    limit: float | None,
    words: Words,
) -> go.Figure:
    """One stepped line per group; a band where there is only one; the numbers at risk under the axis.

    `steps` answer handling_curve, `at_risk` at_risk, both with days;
    `names` are the groups' names, in their order. Clocks whose limit is in hours are drawn in hours. `limit`
    is a number of `unit`, drawn only where it is a span of plain hours or days.
    """
    scale = 24 if unit == "hours" else 1
    end = max((row["days"] for row in steps), default=1.0) * scale
    traces: list[Drawing] = []
    for place, (group, name) in enumerate(names.items()):
        own = _visible([row for row in steps if row["group"] == group])
        if len(names) == 1:
            traces += _band([row for row in own if row["lower"] is not None], scale)
        # A seventh group would look like the first: it is dotted.
        look = {"color": _colour(place), "width": 2.5, "dash": "dot" if place >= len(CATEGORY) else "solid"}
        traces.append(_curve(own, scale, name, look, words))
    marks = _marks(at_risk, end / scale)
    since = N_("hours since the start") if scale == 24 else N_("days since the start")
    below = LINE * (len(names) + 3)
    layout: Drawing = {
        "height": PLOT + below,
        "margin": {"l": 8, "r": 12, "t": 12, "b": below + 4},
        "showlegend": len(names) > 1,
        "legend": {"orientation": "h", "y": 1.02, "x": 0, "yanchor": "bottom"},
        "xaxis": {
            "title": {"text": f"{words.text(since)}<br>{words.text(UNDER)}", "standoff": 4},
            "range": [-end * 0.02, end * 1.03],
            "tickmode": "array",
            "tickvals": [days * scale for days in marks],
            # As text of the axis: notes of their own would take half of the time of the whole drawing.
            "ticktext": _below(at_risk, marks, scale, names, words),
            "tickangle": 0,
            "showgrid": True,
            "gridcolor": GRID,
        },
        "yaxis": {"range": [0, 103], "ticksuffix": "%", "nticks": 5},
        # Half of the cases: where a median is read.
        "shapes": [line("y", 50, INK, 1, "dot")],
        "annotations": [],
    }
    if limit is not None and limit <= end:
        layout["shapes"].append(line("x", limit, ACCENT, 1.5, "dash"))
        top: Drawing = {"x": limit, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "top"}
        layout["annotations"].append(note(" " + words.text("limit"), "#2F86C9", **top))
    return figure(traces, layout)


def _visible(steps: Sequence[Row]) -> list[Row]:
    """A group's first and last step, and between them those that rise by a pixel since the one before."""
    visible: list[Row] = []
    for row in steps:
        rise = row["share_handled"] - visible[-1]["share_handled"] if visible else 1.0
        if rise >= 1 / PLOT or row is steps[-1]:
            visible.append(row)
    return visible


def _marks(at_risk: Sequence[Row], end: float) -> list[float]:
    """The marks of the axis up to its `end`, in days: those whose numbers have room beside the one before."""
    room = DIGIT * max((len(f"{row['at_risk']:,}") for row in at_risk), default=0)
    marks: list[float] = []
    for days in sorted({row["days"] for row in at_risk}):
        if not marks or marks[-1] + max(room, 3 * DIGIT) * end <= days <= end:
            marks.append(days)
    return marks


def _curve(rows: Sequence[Row], scale: int, name: str, look: Drawing, words: Words) -> Drawing:
    def share(value: float | None) -> str:
        return "–" if value is None else words.percent(100 * value)

    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [row["days"] * scale for row in rows],
        "y": [100 * row["share_handled"] for row in rows],
        "line": {"shape": "hv", **look},
        "customdata": [
            [
                words.number(row["days"] * scale, 1),
                *(share(row[of]) for of in ("share_handled", "lower", "upper")),
                words.number(row["at_risk"]),
            ]
            for row in rows
        ],
        "hovertemplate": f"<b>{name}</b> · %{{customdata[0]}}<br>"
        "%{customdata[1]} (%{customdata[2]} – %{customdata[3]})<br>"
        + words.text("at risk")
        + ": %{customdata[4]}<extra></extra>",
    }


def _band(rows: Sequence[Row], scale: int) -> list[Drawing]:
    side = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    side |= {"x": [row["days"] * scale for row in rows], "line": {"shape": "hv", "width": 0}}
    lower, upper = ([100 * row[of] for row in rows] for of in ("lower", "upper"))
    filled = {"fill": "tonexty", "fillcolor": "rgba(128,135,145,0.22)"}
    return [{**side, "y": lower}, {**side, "y": upper, **filled}]


def _colour(place: int) -> str:
    return CATEGORY[place % len(CATEGORY)]


def _below(
    rows: Sequence[Row], marks: Sequence[float], scale: int, names: Mapping[str, str], words: Words
) -> list[str]:
    """What stands under each mark of the axis: the moment, and each group's number at risk in its colour."""
    counts = {(row["group"], row["days"]): row["at_risk"] for row in rows}

    def number(place: int, group: str, days: float) -> str:
        colour = _colour(place) if len(names) > 1 else INK
        return f'<span style="color:{colour}">{words.number(counts.get((group, days), 0))}</span>'

    return [
        "<br>".join([words.number(days * scale), *(number(*of, days) for of in enumerate(names))])
        for days in marks
    ]
