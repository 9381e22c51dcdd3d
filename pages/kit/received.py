"""What came from a school for a year: its report, and the rows of each of its tables."""

from __future__ import annotations

from data.contract import TABLES
from pages.kit.cells import Cell, Column, Row, status
from pages.kit.marks import MARKS
from pages.kit.words import Words

#: The tables that schools fill, in the order of their workbook.
SENT = ("statements", "enrolment", "staffing", "activities", "service_use", "funding")


def report(row: Row, words: Words) -> Cell:
    """How the report came; `row` has the `report` of its school and year."""
    return status({"state": row["report"] or "not_applicable"}, words)


def counts(words: Words) -> list[Column]:
    """One column per table of a school's workbook: the rows received, – for none."""

    def column(name: str) -> Column:
        def rows(row: Row) -> str:
            return words.number(row[name]) if row[name] else MARKS["no_report"].shape

        return Column(title(name, words), rows, numeric=True)

    return [column(name) for name in SENT]


def title(table: str, words: Words) -> str:
    """The table's name in the reader's language."""
    return TABLES[table].label.in_language(words.lang)
