"""The funnel: each school's rate of incidents by its pupils, inside the limits of chance."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.kit.figure import GRID, INK, TEXT, cut, figure, folded, unit, whole
from pages.kit.marks import POSITIONS
from pages.kit.words import Words
from pages.trends.crowd import Drawn

Row = Mapping[str, Any]

#: More schools than this outside the 99.8% limits are not named in the figure: their names would cover it.
NAMES = 12
#: A few rates of small schools would squeeze all others: the axis is cut where the highest is so many times
#: as high as nearly all rates are, and nearly all upper limits.
SQUEEZED, NEARLY_ALL, NEARLY_ALL_LIMITS = 1.5, 0.995, 0.9
#: More marks than this are drawn small, and without names, so that the limits above them stay readable.
MANY = 200
#: Where marks above the cut are drawn, and where the axis ends, in shares of its height.
EDGE, END = 1.08, 1.15
#: How many schools above the cut are named.
BEYOND = 3


def schools(drawn: Drawn, chosen: Sequence[str], words: Words) -> go.Figure:
    """One point per school with a rate; schools that are not chosen stay pale. A click carries the id.

    `drawn`, made of the answer of queries/school_funnel.sql with the schools' names, says who shares a point.
    `chosen` empty: all. Limits that schools are judged by are broken lines; where schools differ more than
    chance makes them, the limits of chance alone stand inside as fine ones. Rates that would squeeze all
    others lie at the upper edge with their values, and are named there.
    """
    among, limits = frozenset(chosen), drawn.limits
    marks = [_school(row, among, words) for row in drawn.schools]
    marks += [_crowd(row, words) for row in drawn.crowds]
    marks.sort(key=lambda mark: mark["pupil_years"])
    height = _height(marks, limits)
    beyond = [mark for mark in marks if mark["rate"] > height]
    widest = max((row["pupil_years"] for row in limits), default=0)
    widened = any(row["wide_upper998"] > row["upper998"] for row in limits)
    far_out = [mark for mark in marks if mark["chosen"] and mark["position"].endswith("998")]
    many = len(marks) > MANY
    named = [mark for mark in far_out if mark["id"]] if len(far_out) <= NAMES and not many else []
    names = {mark["id"]: _apart(mark["name"]) for mark in named}
    if len(beyond) <= NAMES:
        names |= {mark["id"]: _apart(f"↑ {words.number(mark['rate'], 1)}") for mark in beyond if mark["id"]}
    colours = [POSITIONS[mark["position"]].colour for mark in marks]
    traces = [
        *(_limit(limits, f"{side}998", "solid", 0.5) for side in ("upper", "lower") if widened),
        *(_limit(limits, f"wide_{side}998", "dot") for side in ("upper", "lower")),
        *(_limit(limits, f"wide_{side}95", "dash") for side in ("upper", "lower")),
        _limit(limits, "centre", "solid"),
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [mark["pupil_years"] for mark in marks],
            "y": [min(mark["rate"], EDGE * height) for mark in marks],
            "text": [names.get(mark["id"], "") for mark in marks],
            # The name stands on the side on which there is room.
            "textposition": [
                "middle right" if mark["pupil_years"] < 0.6 * widest else "middle left" for mark in marks
            ],
            "textfont": {"size": TEXT},
            "cliponaxis": False,
            "customdata": [[mark["id"], whole(mark["name"]), mark["said"]] for mark in marks],
            "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>",
            "marker": {
                "size": [
                    (5 if many else 10) if mark["position"] == "inside" else 9 if many else 14
                    for mark in marks
                ],
                "symbol": [POSITIONS[mark["position"]].symbol for mark in marks],
                "color": colours,
                "opacity": [1 if mark["chosen"] else 0.4 for mark in marks],
                "line": {"width": 1 if many else 1.5, "color": colours},
            },
            # A click selects a point; the others must not fade, for Back brings the same figure again.
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}} if not chosen else {},
        },
    ]
    layout = {
        "height": 400,
        "separators": ",." if words.lang == "vi" else ".,",
        "margin": {"l": 4, "r": 78, "t": 26, "b": 4},
        "annotations": [
            unit(words.text("incidents per 1,000 pupils")),
            *_named(limits[-1:], words),
            *_beyond(beyond, words),
        ],
        "xaxis": {
            "title": {
                "text": words.text("pupils × years that the school was open"),
                "standoff": 10,
            },
            "range": [0, 1.04 * widest or 1],
            "showgrid": True,
            "gridcolor": GRID,
            "nticks": 6,
        },
        "yaxis": {"range": [-0.04 * height, END * height], "nticks": 6},
    }
    return figure(traces, layout)


def _height(marks: Sequence[dict[str, Any]], limits: Sequence[Row]) -> float:
    """How high the axis reaches: to the highest rate, or lower where few rates would squeeze all others."""
    rates = sorted(mark["rate"] for mark in marks for _ in range(mark["schools"]))
    ends = sorted(row["wide_upper998"] for row in limits)
    if not rates or not ends:
        return 1.0
    usual = max(_at(NEARLY_ALL, rates), _at(NEARLY_ALL_LIMITS, ends))
    return (usual if rates[-1] > SQUEEZED * usual else max(rates[-1], _at(0.5, ends))) or 1.0


def _at(share: float, ordered: Sequence[float]) -> float:
    """The value below or at which this share of the others lies."""
    return ordered[int(share * (len(ordered) - 1))]


def _beyond(marks: Sequence[dict[str, Any]], words: Words) -> list[dict[str, Any]]:
    """Who lies above the cut, highest first, in the corner that the narrowing funnel leaves free."""
    if not marks:
        return []
    highest = sorted(marks, key=lambda mark: -mark["rate"])
    schools = sum(mark["schools"] for mark in marks)
    lines = [f"{cut(mark['name'])}: {words.number(mark['rate'], 1)}" for mark in highest[:BEYOND]]
    more = schools - sum(mark["schools"] for mark in highest[:BEYOND])
    if more:
        lines.append(words.text("and {more} more", more=words.number(more)))
    head = words.text("↑ {count} schools above this frame:", count=words.number(schools))
    return [
        {
            "x": 1,
            "xref": "paper",
            "xanchor": "right",
            "y": 1,
            "yref": "paper",
            "yanchor": "top",
            "text": "<br>".join([head, *lines]),
            "align": "right",
            "showarrow": False,
            "font": {"size": TEXT},
        }
    ]


def _school(row: Row, among: Collection[str], words: Words) -> dict[str, Any]:
    """The mark of one school."""
    return {
        "id": row["school_id"],
        "name": row["school"],
        "pupil_years": row["pupil_years"],
        "rate": row["rate"],
        "position": row["position"],
        "schools": 1,
        "chosen": not among or row["school_id"] in among,
        "said": _said(row, words),
    }


def _crowd(row: Row, words: Words) -> dict[str, Any]:
    """The mark that several schools share; it opens none of them."""
    return {
        "id": "",
        "name": words.text("{count} schools", count=words.number(row["schools"])),
        "pupil_years": row["pupil_years_mean"],
        "rate": row["rate_mean"],
        "position": row["position"],
        "schools": row["schools"],
        "chosen": row["chosen"],
        "said": words.text(
            "{least}–{most} pupils, {low}–{high} incidents per 1,000<br>{position}",
            least=words.number(row["pupils_min"]),
            most=words.number(row["pupils_max"]),
            low=words.number(row["rate_min"], 1),
            high=words.number(row["rate_max"], 1),
            position=POSITIONS[row["position"]].named(words),
        ),
    }


def _limit(limits: Sequence[Row], column: str, dash: str, width: float = 1.3) -> dict[str, Any]:
    """A line over the schools' sizes in steps, so that it is exact where a school lies."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row["pupil_years"] for row in limits],
        "y": [row[column] for row in limits],
        "hoverinfo": "skip",
        "zorder": 1,
        "line": {"color": INK, "width": width, "dash": dash, "shape": "hvh"},
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
            "font": {"size": TEXT},
        }
        for row in last
        for column, text in (
            ("wide_upper998", words.text("99.8%")),
            ("wide_upper95", words.text("95%")),
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
        position=POSITIONS[row["position"]].named(words),
    )
