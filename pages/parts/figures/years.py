"""A measure over the years against its target, small, for a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from pages.parts.figures.base import INK, figure
from pages.parts.marks import mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]


def spark(rows: Sequence[Row], words: Words, chosen: Sequence[int]) -> go.Figure:
    """Five years small: chosen years are marked by status, part-years hollow, gaps stay gaps."""
    years = [row["year"] for row in rows]
    values = [row["value"] for row in rows]
    unit = rows[0]["unit"] if rows else "percent"
    said = [words.measured(row) for row in rows]
    # A spark names where it began; where it is now is the large number above it.
    written = [said[0] if values[0] is not None else "", *[""] * (len(said) - 1)] if said else []
    marks = [mark_of(row) for row in rows]
    line = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": years,
        "y": values,
        "connectgaps": False,
        "line": {"color": INK, "width": 2},
        "text": written,
        "textfont": {"size": 11},
        "textposition": [*["bottom right"] * (len(rows) - 1), "bottom center"],
        "cliponaxis": False,
        "marker": {
            "size": [13 if row["year"] in chosen else 8 for row in rows],
            "symbol": [
                _hollow(mark.symbol) if row["partial"] else mark.symbol
                for row, mark in zip(rows, marks, strict=True)
            ],
            "color": [
                mark.colour if row["year"] in chosen or row["partial"] else INK
                for row, mark in zip(rows, marks, strict=True)
            ],
            "line": {"width": 2, "color": [mark.colour for mark in marks]},
            "opacity": 1,
        },
        "customdata": [_hover(row, words) for row in rows],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    ranged = [row for row in rows if _is_range(row)]
    absent = [row["year"] for row in rows if row["value"] is None and not _is_range(row)]
    traces: list[dict[str, Any]] = [line, *(_range(row, words) for row in ranged)]
    ends = [row[end] for row in ranged for end in ("value_least", "value_most")]
    low, high = _span([*values, *ends], rows, unit)
    if absent:
        traces.append(
            {
                "type": "scatter",
                "mode": "text",
                "x": absent,
                "y": [low] * len(absent),
                "hoverinfo": "skip",
                "text": [mark.shape for row, mark in zip(rows, marks, strict=True) if row["year"] in absent],
                "textposition": "top center",
                "cliponaxis": False,
            }
        )
    traces += _target(rows, words, unit)
    ticks = years if len(years) < 3 else [years[0], years[-1]]
    partial = {row["year"] for row in rows if row["partial"]}
    layout = {
        "height": 118,
        "margin": {"l": 4, "r": 44, "t": 10, "b": 4},
        "xaxis": {
            "tickmode": "array",
            "tickvals": ticks,
            "fixedrange": True,
            "ticktext": [f"{year}*" if year in partial else str(year) for year in ticks],
            "range": [min(years, default=0) - 0.35, max(years, default=1) + 0.35],
        },
        "yaxis": {
            "visible": False,
            "range": [low, high],
            "fixedrange": True,
        },
    }
    return figure(traces, layout)


def _hover(row: Row, words: Words) -> str:
    return " · ".join(filter(None, (words.measured(row), words.parts(row))))


def _is_range(row: Row) -> bool:
    return row["value"] is None and row.get("value_least") is not None and row["value_most"] is not None


def _range(row: Row, words: Words) -> dict[str, Any]:
    """A masked value: a bar from the least to the most that it can be."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [row["year"]] * 2,
        "y": [row["value_least"], row["value_most"]],
        "line": {"color": mark_of(row).colour, "width": 6},
        "cliponaxis": False,
        "customdata": [_hover(row, words)] * 2,
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }


def _target(rows: Sequence[Row], words: Words, unit: str) -> list[dict[str, Any]]:
    """The target's line with its value at the end: solid where the plan sets it, dashed for the district."""
    judged = [row for row in rows if row["target"] is not None]
    if not judged:
        return []
    years = [row["year"] for row in judged]
    return [
        {
            "type": "scatter",
            "mode": "lines+text",
            "hoverinfo": "skip",
            "cliponaxis": False,
            "x": [min(years) - 0.3, *years, max(years) + 0.3],
            "y": [judged[0]["target"], *(row["target"] for row in judged), judged[-1]["target"]],
            "text": [""] * (len(years) + 1) + [" " + words.amount(judged[-1]["target"], unit)],
            "textposition": "middle right",
            "line": {
                "color": "#0B66A8",
                "width": 1.5,
                "dash": "solid" if judged[-1]["target_source"] == "plan" else "dash",
            },
            "textfont": {"color": "#2F86C9"},
        }
    ]


def _span(values: Sequence[float | None], rows: Sequence[Row], unit: str) -> tuple[float, float]:
    """Counts start at zero; percentages start below the lowest point, never above half of the scale."""
    known = [value for value in values if value is not None]
    known += [row["target"] for row in rows if row["target"] is not None]
    top = max(known, default=1.0)
    if unit != "percent":
        return 0.0, top * 1.25 or 1.0
    bottom = max(0.0, min([*known, 50.0]) - 10)
    return bottom, max(top, bottom + 1) + (top - bottom) * 0.16


def _hollow(symbol: str) -> str:
    return symbol if symbol.endswith("open") or "open" in symbol else f"{symbol}-open"
