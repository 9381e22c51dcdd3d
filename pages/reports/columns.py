"""What the tables of yearly reports hold: their lines and columns."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from pages.kit import cells, inert, labels
from pages.kit.cells import Cell, Column, Columns, Row, Strip, status
from pages.kit.choice import Choice
from pages.kit.marks import MARKS, mark_of
from pages.kit.words import Words

#: The states that an expected report is in; they add up to what is expected.
STATES = ("on_time", "late", "empty", "missing", "not_due")
#: And the one of a school from which none is expected.
SHOWN = (*STATES, "not_applicable")
#: The bar of the year with most reports is of so many marks: one a report, or one for several.
MARKED = 40
#: States of which nothing is in hand: hollow.
HOLLOW = ("empty", "not_due")


def years(choice: Choice, words: Words) -> Columns:
    """One line per year: how many reports are expected, and in which state they are."""
    year = Column(words.text("Year"), lambda row: choice.named(row["year"]) if row["year"] else choice.period)
    return [year, "due_on", "expected", *STATES]


def bar(rows: Sequence[Row], words: Words) -> Column:
    """The years' reports as bars of one scale, state by state; `rows` answers `report_years`."""
    most = max((row["expected"] for row in rows if row["year"]), default=0)
    scale = min(MARKED / most, 1) if most else 1

    def cell(row: Row) -> Cell:
        marks: list[tuple[float, str, bool, str, str]] = []
        so_far = 0
        for state in STATES if row["year"] else ():
            so_far += row[state]
            part = f"{MARKS[state].named(words)}: {words.part(row[state], row['expected'])}"
            mark = (1.0, MARKS[state].tint, state in HOLLOW, f"{row['year']} · {part}", "")
            marks += [mark] * (round(so_far * scale) - len(marks))
        return Cell("", figure=Strip(tuple(marks)) if marks else None)

    return Column(words.text("Reports"), cell, plain=True)


def units(name: str, rows: Sequence[Row], words: Words) -> Columns:
    """One line per commune, and only those states that occur: the table is narrow."""
    unit = Column(name, lambda row: row["unit"] or words.text("Not recorded"))
    return [unit, "expected", *(state for state in STATES if any(row[state] for row in rows))]


def places(plan: Row, words: Words) -> dict[str, Column]:
    """The school's commune since units changed, if they did, and before; `plan` answers `plan`."""
    new = labels.new_commune(plan, words)

    def place(title: str, of: str) -> Column:
        return Column(title, lambda row: row[of] or words.text("Not recorded"))

    unit = {"unit_2025": place(new, "unit_2025")} if new else {}
    return {**unit, "commune": place(labels.old_commune(plan, words), "commune")}


def reminders(places: Sequence[Column], reports: pa.Table, words: Words) -> Columns:
    """Reports missing, empty or not yet due; `places` are the school's communes that no heading names.

    `reports` answers `report_reminders`.
    """
    awaited = reports["days_left"].null_count < reports.num_rows
    several = len(reports["year"].unique()) > 1
    return [
        "school",
        *places,
        *(["year"] if several else []),
        Column(words.text("State"), lambda row: status(row, words), lead=True),
        "due_on",
        "days_past_due",
        *(["days_left"] if awaited else []),
    ]


def school_lines(reports: pa.Table) -> list[Row]:
    """One line per school: its reports by year. `reports` answers `report_strip`."""
    return cells.lines(inert.rows(reports), "school_id", across="year")


def schools(years: Sequence[int], choice: Choice, words: Words) -> list[Column]:
    """The school's name, and in each of `years` how its report came: of a late one by how many days."""

    def report(row: Row | None) -> Cell:
        if row is None:
            return Cell("")
        late = words.text("{days} days", days=words.number(row["days_late"])) if row["days_late"] else ""
        return Cell(late, mark_of(row))

    def of_year(year: int) -> Column:
        return Column(choice.named(year), lambda line: report(line.get(year)))

    return [cells.school_of_line(words), *map(of_year, years)]
