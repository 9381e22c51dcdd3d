"""The figures of Xu hướng: incidents over time against their usual level, and schools against each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from babel.numbers import get_decimal_symbol, get_group_symbol

from pages.kit.cells import Row
from pages.kit.choice import starred
from pages.kit.figure import GRID, INK, TEXT, cut, figure, folded, line, note, unit, whole
from pages.kit.marks import CATEGORY, POSITIONS, SIGNALS
from pages.kit.words import N_, Words
from pages.trends.sentences import LETTERS, signals

Drawing = dict[str, Any]

#: Two dates above the series are at least this share of its axis apart: on a phone one takes a quarter.
ROOM = 0.27
#: More schools than this outside the 99.8% limits are not named in the figure: their names would cover it.
NAMES = 12
#: A few rates of small schools would squeeze all others: the axis is cut where the highest is so many times
#: as high as nearly all rates are, and nearly all upper limits.
SQUEEZED, NEARLY_ALL, NEARLY_ALL_LIMITS = 1.5, 0.995, 0.9
#: More marks than this are drawn small, and without names, so that the limits above them stay readable.
MANY = 200
#: Where marks above the cut are drawn, and where the axis ends, in shares of its height.
EDGE, END = 1.08, 1.15
#: What stands at the right end of each line of the funnel.
ENDS = {"wide_upper998": N_("99.8%"), "wide_upper95": N_("95%"), "centre": N_("centre<br>{rate}")}
#: How many schools above the cut are named.
BEYOND = 3


# Incidents over time.


def series(
    points: Sequence[Row], chart: str, plan: Sequence[Row], rebases: Sequence[Row], words: Words
) -> go.Figure:
    """The series with its centre and limits; signals with a shape and their date.

    `chart`: "months", rates by month, or "gaps", days between incidents. `plan` are the years with their
    first and last days, `rebases` days with a reason.
    """
    months, when = chart == "months", words.month if chart == "months" else words.day
    known = [point for point in points if point["value"] is not None]
    blank = [point for point in points if point["value"] is None]
    signs = [SIGNALS.get(point["signal"] or "") for point in points]
    colours = [sign.colour if sign else CATEGORY[0] for sign in signs]
    top = max((point[of] or 0 for point in known for of in ("value", "upper")), default=0) or 1
    dated = _with_room(signals(points), plan)
    dates = _texts([point["at"] for point in dated], 1.12 * top, [when(point["at"]) for point in dated])
    gaps = _texts([point["at"] for point in blank], 0, ["–"] * len(blank))
    traces = [
        *([_level(points, "lower", "dot")] if any(point["lower"] for point in known) else []),
        _level(points, "upper", "dot"),
        _level(points, "centre", "solid"),
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [point["at"] for point in points],
            "y": [point["value"] for point in points],
            "connectgaps": False,
            "cliponaxis": False,
            "line": {"color": "rgba(68,112,138,0.55)", "width": 1.5},
            "marker": {
                "size": [14 if sign else 7 for sign in signs],
                "symbol": [sign.symbol if sign else "circle" for sign in signs],
                "color": colours,
                "line": {"width": 1.2, "color": colours},
            },
            "customdata": [_hover(point, months, words) for point in points],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        # Above all marks, where nothing lies under them.
        {**dates, "hoverinfo": "skip"},
        {
            **gaps,
            "textposition": "top center",
            "customdata": [words.month(point["at"]) for point in blank],
            "hovertemplate": f"%{{customdata}}: {words.text('no rate')}<extra></extra>",
        },
    ]
    ends = (
        (N_("unusually<br>high") if months else N_("unusually<br>long"), "upper"),
        (N_("usual<br>level"), "centre"),
        (N_("unusually<br>low") if months else N_("unusually<br>short"), "lower"),
    )
    layout = {
        **_layout(words, 340),
        "shapes": [
            *({**line("x", row["date"], INK, 1.2, "dashdot"), "layer": "below"} for row in rebases),
            *({**line("x", row["starts_on"], GRID, 1.2, "solid"), "layer": "below"} for row in plan),
        ],
        "annotations": [
            unit(words.text("incidents per 1,000 pupils") if months else words.text("days between")),
            # The reason stands below the figure, where there is room for it.
            *(
                note(letter, xref="x", x=row["date"], xanchor="left", **_TOP)
                for letter, row in zip(LETTERS, rebases, strict=False)
            ),
            *(
                _end(point[of], f"{words.text(name)} {words.number(point[of], 2 if months else 0)}")
                for point in known[-1:]
                for name, of in ends
                if point[of] or of == "centre"
            ),
        ],
        "xaxis": {
            "type": "date",
            "tickmode": "array",
            # A year is named at its middle; its first day has the line.
            "tickvals": [row["starts_on"] + (row["ends_on"] - row["starts_on"]) / 2 for row in plan],
            "ticktext": [starred(row) for row in plan],
            "tickangle": 0,
        },
        "yaxis": {"range": [-0.04 * top, 1.2 * top], "nticks": 6},
    }
    return figure(traces, layout)


def _with_room(points: Sequence[Row], plan: Sequence[Row]) -> list[Row]:
    """The signals whose dates have room beside each other; the newest, which come first, before others."""
    shown: list[Row] = []
    for point in points:
        apart = (abs(point["at"] - other["at"]) for other in shown)
        if all(days > ROOM * (plan[-1]["ends_on"] - plan[0]["starts_on"]) for days in apart):
            shown.append(point)
    return shown


def _hover(point: Row, months: bool, words: Words) -> str:
    text, at, decimals = N_("{day}: {days} days; usual {limits}"), words.day(point["at"]), 0
    if months:
        text = N_("{month}: {incidents} incidents, {rate} per 1,000 pupils; usual {limits}")
        at, decimals = words.month(point["at"]), 2
    value, lower, upper = (words.number(point[of], decimals) for of in ("value", "lower", "upper"))
    incidents, limits = words.number(point.get("incidents")), f"{lower}–{upper}"
    label = words.text(text, day=at, month=at, days=value, rate=value, incidents=incidents, limits=limits)
    return f"{label}<br>{SIGNALS[point['signal']].named(words)}" if point["signal"] else label


def _level(points: Sequence[Row], of: str, dash: str) -> Drawing:
    values = [point[of] if point["value"] is not None else None for point in points]
    return _line([point["at"] for point in points], values, dash)


# Schools against each other.


def funnel(marks: Sequence[Row], limits: Sequence[Row], words: Words) -> go.Figure:
    """One point per mark of `schools.marks`; those that are not chosen stay pale. A click carries the id.

    `limits` are those of each size. Limits that schools are judged by are broken lines; where schools differ
    more than chance makes them, the limits of chance alone stand inside as fine ones. Rates that would
    squeeze all others lie at the upper edge with their values, and are named there.
    """
    height = _height(marks, limits)
    beyond = [mark for mark in marks if mark["rate"] > height]
    widest = max((row["pupil_years"] for row in limits), default=0)
    many = len(marks) > MANY
    far_out = [mark for mark in marks if mark["chosen"] and mark["position"].endswith("998")]
    named = [] if many or len(far_out) > NAMES else [(mark, mark["school"]) for mark in far_out]
    if len(beyond) <= NAMES:
        named += [(mark, f"↑ {words.number(mark['rate'], 1)}") for mark in beyond]
    names = {mark["school_id"]: _apart(name) for mark, name in named if mark["school_id"]}
    colours = [POSITIONS[mark["position"]].colour for mark in marks]
    inside, outside = (5, 9) if many else (10, 14)
    sizes = [row["pupil_years"] for row in limits]
    lines = [(f"wide_{side}{share}", dash, 1.4) for share, dash in (("998", "dot"), ("95", "dash"))
             for side in ("upper", "lower")]  # fmt: skip
    if any(row["wide_upper998"] > row["upper998"] for row in limits):
        lines = [("upper998", "solid", 0.5), ("lower998", "solid", 0.5), *lines]
    traces = [
        *(
            {**_line(sizes, [row[of] for row in limits], dash, width), "zorder": 1}
            for of, dash, width in (*lines, ("centre", "solid", 1.4))
        ),
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [mark["pupil_years"] for mark in marks],
            "y": [min(mark["rate"], EDGE * height) for mark in marks],
            "text": [names.get(mark["school_id"], "") for mark in marks],
            # The name stands on the side on which there is room.
            "textposition": [
                "middle right" if mark["pupil_years"] < 0.6 * widest else "middle left" for mark in marks
            ],
            "textfont": {"size": TEXT},
            "cliponaxis": False,
            "customdata": [
                [mark["school_id"], whole(_name(mark, words)), _about(mark, words)] for mark in marks
            ],
            "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
            "marker": {
                "size": [inside if mark["position"] == "inside" else outside for mark in marks],
                "symbol": [POSITIONS[mark["position"]].symbol for mark in marks],
                "color": colours,
                "opacity": [1 if mark["chosen"] else 0.4 for mark in marks],
                "line": {"width": 1 if many else 1.5, "color": colours},
            },
            # A click selects a point; the others must not fade, for Back brings the same figure again.
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}} if all(mark["chosen"] for mark in marks) else {},
        },
    ]
    layout = {
        **_layout(words, 400),
        "annotations": [
            unit(words.text("incidents per 1,000 pupils")),
            *(
                _end(row[of], words.text(text, rate=words.number(row[of], 1)))
                for row in limits[-1:]
                for of, text in ENDS.items()
            ),
            *([_beyond(beyond, words)] if beyond else []),
        ],
        "xaxis": {
            "title": {"text": words.text("pupils × years that the school was open"), "standoff": 10},
            "range": [0, 1.04 * widest or 1],
            "showgrid": True,
            "gridcolor": GRID,
            "nticks": 6,
        },
        "yaxis": {"range": [-0.04 * height, END * height], "nticks": 6},
    }
    return figure(traces, layout)


def _height(marks: Sequence[Row], limits: Sequence[Row]) -> float:
    """How high the axis reaches: to the highest rate, or lower where few rates would squeeze all others."""
    if not marks:
        return 1.0
    rates = np.repeat([mark["rate"] for mark in marks], [mark["schools"] for mark in marks])
    ends, highest = [row["wide_upper998"] for row in limits], float(rates.max())
    usual = max(_reached(rates, NEARLY_ALL), _reached(ends, NEARLY_ALL_LIMITS))
    return (usual if highest > SQUEEZED * usual else max(highest, _reached(ends, 0.5))) or 1.0


def _reached(values: Any, share: float) -> float:
    """The value below or at which this share of the others lies."""
    return float(np.quantile(values, share, method="lower"))


def _beyond(marks: Sequence[Row], words: Words) -> Drawing:
    """Who lies above the cut, highest first, in the corner that the narrowing funnel leaves free."""
    highest = sorted(marks, key=lambda mark: -mark["rate"])[:BEYOND]
    schools = sum(mark["schools"] for mark in marks)
    lines = [f"{cut(_name(mark, words))}: {words.number(mark['rate'], 1)}" for mark in highest]
    if more := schools - sum(mark["schools"] for mark in highest):
        lines.append(words.text("and {more} more", more=words.number(more)))
    head = words.text("↑ {count} schools above this frame:", count=words.number(schools))
    corner = {"xref": "paper", "x": 1, "xanchor": "right", "align": "right", **_TOP}
    return note("<br>".join([head, *lines]), **corner)


def _name(mark: Row, words: Words) -> str:
    """The school, or how many share the mark; such a mark opens none of them."""
    return str(mark["school"]) or words.text("{count} schools", count=words.number(mark["schools"]))


def _about(mark: Row, words: Words) -> str:
    text = N_("{least}–{most} pupils, {low}–{high} incidents per 1,000<br>{position}")
    if mark["school_id"]:
        text = N_("{incidents} incidents, {most} pupils: {high} per 1,000<br>{position}")
    least, most = (words.number(mark[f"pupils_{end}"]) for end in ("min", "max"))
    low, high = (words.number(mark[f"rate_{end}"], 1) for end in ("min", "max"))
    facts = {
        "incidents": words.number(mark["incidents"]),
        "position": POSITIONS[mark["position"]].named(words),
    }
    return words.text(text, least=least, most=most, low=low, high=high, **facts)


def _apart(name: str) -> str:
    """The name with a little room before and after it, so that it does not touch its mark."""
    return "<br>".join(f"\u2002{line}\u2002" for line in folded(name).split("<br>"))


# What both are made of.

#: Where a text at the upper edge stands.
_TOP: Drawing = {"yref": "paper", "y": 1, "yanchor": "top"}


def _layout(words: Words, height: int) -> Drawing:
    separators = f"{get_decimal_symbol(words.lang)}{get_group_symbol(words.lang)}"
    return {"height": height, "separators": separators, "margin": {"l": 4, "r": 78, "t": 26, "b": 4}}


def _line(x: Sequence[Any], y: Sequence[Any], dash: str, width: float = 1.4) -> Drawing:
    """A limit in steps, so that it is exact where a point lies."""
    look = {"color": INK, "width": width, "dash": dash, "shape": "hvh"}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "line": look}


def _texts(x: Sequence[Any], y: float, texts: Sequence[str]) -> Drawing:
    return {
        "type": "scatter", "mode": "text", "x": x, "y": [y] * len(texts), "text": texts,
        "textfont": {"size": TEXT}, "cliponaxis": False,
    }  # fmt: skip


def _end(y: float, text: str) -> Drawing:
    """The name of a line at its right end, in short lines: a phone has room for them."""
    return note(text, xref="paper", x=1, xanchor="left", xshift=4, y=y, align="left")
