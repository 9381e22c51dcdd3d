"""The appendix: every indicator of the schools, school by school, five to a table."""

from __future__ import annotations

from typing import Any

from queries.report import wording
from queries.report.asked import Asked
from queries.report.parts import number
from queries.report.wording import Row, noted, say

#: Columns of figures that fit on a page that stands upright, at a size that can be read.
COLUMNS = 5


def tables(asked: Asked) -> list[dict[str, Any]]:
    """One table per five indicators: title, legend with footnotes, headings, and a row per school."""
    schools = asked.rows("pages/directory")
    held = {row["indicator"] for row in asked.rows("pages/held_by") if row["held_by"] != "office"}
    order = [indicator for indicator in asked.indicators if indicator in held]
    facts = {(row["school_id"], row["indicator"]): row for row in asked.rows("indicator_values")}
    found: list[dict[str, Any]] = []
    for start in range(0, len(order), COLUMNS):
        shown = order[start : start + COLUMNS]
        numbers = [start + place + 1 for place in range(len(shown))]
        found.append(
            {
                "title": say("appendix", "title", number=len(found) + 1, first=numbers[0], last=numbers[-1]),
                "legend": "; ".join(
                    say(
                        "appendix",
                        "legend_item",
                        number=number(at),
                        title=asked.indicators[indicator]["title"],
                        note=noted("", f"indicator:{indicator}"),
                    )
                    for at, indicator in zip(numbers, shown, strict=True)
                ),
                "heads": _filled([f"({at})" for at in numbers]),
                "rows": [
                    {
                        "number": str(place),
                        "school": school["name"],
                        "cells": _filled([_cell(facts, school, asked.indicators[key]) for key in shown]),
                    }
                    for place, school in enumerate(schools, start=1)
                    if any((school["school_id"], key) in facts for key in shown)
                ],
            }
        )
    return found


def _cell(facts: dict[tuple[str, str], Row], school: Row, indicator: Row) -> str:
    row = facts.get((school["school_id"], indicator["indicator"]))
    if row is None:
        return say("state", "not_applicable")
    # The indicator's own range is the district's, and no school's.
    about = {key: indicator[key] for key in ("unit", "counts")}
    return wording.cell({**about, **row})


def _filled(cells: list[str]) -> list[str]:
    """The template's table has a fixed number of columns; the last table may need fewer."""
    return cells + [""] * (COLUMNS - len(cells))
