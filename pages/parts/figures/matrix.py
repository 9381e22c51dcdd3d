"""Marks in rows and columns: one school's indicators by years."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import accumulate
from textwrap import wrap
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import figure
from pages.parts.marks import Mark, change_of_school, mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]
STEP = 29
#: How wide a line of a name beside a figure is at most, in small letters: on a phone the marks have room.
LINE = 40


def indicators_by_years(rows: Sequence[Row], words: Words) -> go.Figure:
    """One row per indicator, one column per year; part-years carry a star."""
    titles = list(dict.fromkeys(row["title"] for row in rows))
    years = sorted({row["year"] for row in rows})
    partial = {row["year"] for row in rows if row["partial"]}
    named = [f"{year}*" if year in partial else str(year) for year in years]
    at_x = {year: place for place, year in enumerate(years)}
    at_y = {title: place for place, title in enumerate(titles)}
    marks = [mark_of(row) for row in rows]
    highest: dict[str, float] = {}
    for row in rows:
        if row["value"] is not None:
            highest[row["indicator"]] = max(row["value"], highest.get(row["indicator"], 0.0))
    changed = [change_of_school(row, words)[:1] for row in rows]
    points = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [at_x[row["year"]] for row in rows],
        "y": [at_y[row["title"]] for row in rows],
        "text": [arrow if arrow != "→" else "" for arrow in changed],
        "textposition": "middle right",
        "textfont": {"size": 12},
        "marker": {
            "size": 12,
            "symbol": [mark.symbol for mark in marks],
            "color": [_fill(row, mark, highest) for row, mark in zip(rows, marks, strict=True)],
            "line": {"width": 1.5, "color": [mark.colour for mark in marks]},
            "opacity": 1,
        },
        "customdata": [
            [
                "",
                whole(row["title"]),
                str(row["year"]),
                _said(row, words),
            ]
            for row in rows
        ],
        "hovertemplate": "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    layout = {
        "height": 40 + STEP * len(titles) + 12,
        "margin": {"l": 8, "r": 24, "t": 8, "b": 8},
        "xaxis": {
            "side": "top",
            "tickmode": "array",
            "tickvals": list(range(len(years))),
            "ticktext": named,
            "range": [-0.6, len(years) - 0.4],
            "showgrid": False,
        },
        "yaxis": {
            "tickmode": "array",
            "tickvals": list(range(len(titles))),
            "ticktext": [folded(name) for name in titles],
            "tickfont": {"size": 11},
            "range": [len(titles) - 0.4, -0.6],
            "showgrid": True,
        },
    }
    return figure([points], layout)


def folded(name: str, limit: int = 24) -> str:
    """A long name in two lines, broken at its dash or near its middle: a phone needs room for the marks.

    A line that is still too long is cut; whoever points at a mark reads the whole name.
    """
    if len(name) <= limit:
        return name
    before, dash, after = name.partition(" – ")
    if dash:
        return f"{cut(before)}<br>{cut(after)}"
    spaces = [place for place, sign in enumerate(name) if sign == " "]
    if not spaces:
        return cut(name)
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return f"{cut(name[:middle])}<br>{cut(name[middle + 1 :])}"


def whole(name: str) -> str:
    """All of a name, in lines that a phone has room for: what the pointer finds."""
    return "<br>".join(wrap(name, LINE)) or name


def cut(line: str, most: int = LINE) -> str:
    """The line, or its beginning where it is wider than `most` small letters."""
    ends = list(accumulate(map(_width, line)))
    if not ends or ends[-1] <= most:
        return line
    return line[: sum(end <= most - 1 for end in ends)].rstrip() + "…"


def _width(sign: str) -> float:
    """How wide a sign is drawn, in small letters; a mark on a letter takes no room."""
    if unicodedata.combining(sign):
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 2
    return 1.6 if sign.isupper() else 1


def _fill(row: Row, mark: Mark, highest: Mapping[str, float]) -> str:
    """Judged marks in full colour; a value without a target the darker, the higher it is."""
    if row["state"] != "value" or row["status"]:
        return mark.colour
    top = 100.0 if row["unit"] == "percent" else highest.get(row["indicator"]) or 1.0
    return f"rgba(110,118,128,{0.05 + 0.85 * row['value'] / top:.2f})"


def _said(row: Row, words: Words) -> str:
    value = words.own(row)
    parts = [
        value,
        words.own_parts(row) if value else "",
        mark_of(row).said(words),
        change_of_school(row, words),
    ]
    return " · ".join(part for part in parts if part)
