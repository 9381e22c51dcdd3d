"""What the tables of yearly reports hold: their rows and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.kit.grid import Cell, Column, Columns, status
from pages.parts.choice import Choice
from pages.parts.marks import MARKS, mark_of
from pages.parts.reports import said
from pages.parts.words import Words

Row = Mapping[str, Any]


def years(choice: Choice, words: Words) -> Columns:
    """One line per year: how many reports are expected, and in which state they are."""
    _ = words.text
    return [
        Column(
            _("Year"),
            lambda row: str(row["year"]) if row["year"] else words.years(choice.years),
        ),
        "due_on",
        "expected",
        *(count(state, words) for state in said.STATES),
    ]


def count(state: str, words: Words) -> Column:
    """How many reports are in this state."""
    return Column(words.text(MARKS[state].word), lambda row: words.number(row[state]), numeric=True)


def reminders(by: str, old: str, new: str, rows: Sequence[Row], words: Words) -> Columns:
    """Reports missing, empty or not yet due; `by` says how they are grouped.

    `old` and `new` are the headings over a school's commune before and since units changed; no `new` where
    none did.
    """
    _ = words.text
    unit = Column(new, lambda row: row["unit_2025"] or _("Not recorded"))
    commune = Column(old, lambda row: row["commune"] or _("Not recorded"))
    places = [commune, unit] if by == "commune" else [unit, commune]
    if not new:
        places = [commune]
    awaited = any(row["days_left"] is not None for row in rows)
    return [
        *(() if by == "days" else places),
        "school",
        "year",
        Column(_("State"), lambda row: status(row, words), lead=True),
        "due_on",
        "days_past_due",
        *(["days_left"] if awaited else []),
        *(places if by == "days" else ()),
    ]


def school_lines(rows: Sequence[Row]) -> list[Mapping[int, Row]]:
    """One line per school: its reports by year. `rows` answers pages/report_strip."""
    lines: dict[str, dict[int, Row]] = {}
    for row in rows:
        lines.setdefault(row["school_id"], {})[row["year"]] = row
    return list(lines.values())


def schools(years: Sequence[int], words: Words) -> list[Column]:
    """The school's name, and in every year the mark of its report, with the days that it came late."""
    columns = [Column(words.text("School"), lambda line: next(iter(line.values()))["school"])]
    columns += [
        Column(str(year), lambda line, year=year: _report(line.get(year), words))  # type: ignore[misc]
        for year in years
    ]
    return columns


def _report(row: Row | None, words: Words) -> Cell:
    if row is None:
        return Cell("")
    late = words.text(" ({days} days)", days=row["days_late"]) if row["days_late"] else ""
    mark = mark_of(row)
    return Cell("", mark, f"{words.text(mark.word)}{late}")
