"""What the tables of yearly reports hold: their lines and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.kit.cells import Cell, Column, Columns, school_id, status
from pages.kit.choice import Choice
from pages.kit.marks import MARKS, mark_of
from pages.kit.words import Words
from pages.reports import STATES

Row = Mapping[str, Any]


def years(choice: Choice, words: Words) -> Columns:
    """One line per year: how many reports are expected, and in which state they are."""
    together = words.years(choice.years)
    return [
        Column(words.text("Year"), lambda row: str(row["year"]) if row["year"] else together),
        "due_on",
        "expected",
        *(count(state, words) for state in STATES),
    ]


def units(name: str, rows: Sequence[Row], words: Words) -> Columns:
    """One line per commune, and only those states that occur: the table is narrow."""
    return [
        Column(name, lambda row: row["unit"] or words.text("Not recorded")),
        "expected",
        *(count(state, words) for state in STATES if any(row[state] for row in rows)),
    ]


def count(state: str, words: Words) -> Column:
    """How many reports are in this state."""
    return Column(words.text(MARKS[state].word), lambda row: words.number(row[state]), numeric=True)


def places(old: str, new: str, words: Words) -> dict[str, Column]:
    """The school's commune since units changed and before, by how a list is grouped.

    `old` and `new` are their headings; no `new` where no units changed.
    """
    unit = Column(new, lambda row: row["unit_2025"] or words.text("Not recorded"))
    commune = Column(old, lambda row: row["commune"] or words.text("Not recorded"))
    return ({"unit_2025": unit} if new else {}) | {"commune": commune}


def reminders(places: Sequence[Column], rows: Sequence[Row], words: Words) -> Columns:
    """Reports missing, empty or not yet due; `places` are the school's communes that no heading names."""
    awaited = any(row["days_left"] is not None for row in rows)
    several = len({row["year"] for row in rows}) > 1
    return [
        "school",
        *places,
        *(["year"] if several else []),
        Column(words.text("State"), lambda row: status(row, words), lead=True),
        "due_on",
        "days_past_due",
        *(["days_left"] if awaited else []),
    ]


def school_lines(rows: Sequence[Row]) -> list[Mapping[int, Row]]:
    """One line per school: its reports by year. `rows` answer pages/report_strip."""
    lines: dict[str, dict[int, Row]] = {}
    for row in rows:
        lines.setdefault(row["school_id"], {})[row["year"]] = row
    return list(lines.values())


def schools(years: Sequence[int], words: Words) -> list[Column]:
    """The school's name, and in each of `years` how its report came."""
    name = words.text("School")
    columns = [Column(name, lambda line: _any(line)["school"], opens=lambda line: school_id(_any(line)))]
    columns += [
        Column(str(year), lambda line, year=year: _report(line.get(year), words))  # type: ignore[misc]
        for year in years
    ]
    return columns


def _any(line: Mapping[int, Row]) -> Row:
    return next(iter(line.values()))


def _report(row: Row | None, words: Words) -> Cell:
    """The mark, and of a late one by how many days."""
    if row is None:
        return Cell("")
    late = words.text("{days} days", days=words.number(row["days_late"])) if row["days_late"] else ""
    return Cell(late, mark_of(row))
