"""What each school sent for the chosen year, table by table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from data.contract import TABLES
from pages.kit.grid import Column, Row
from pages.parts import answers, tables
from pages.parts.choice import Choice
from pages.parts.marks import MARKS
from pages.parts.words import Words

#: The tables that schools fill, in the order of their workbook, each with pixels for its name.
SENT = {
    "statements": 128, "enrolment": 128, "staffing": 75, "activities": 85, "service_use": 122, "funding": 75,
}  # fmt: skip


def show(choice: Choice, words: Words) -> None:
    """One row per school: the report's state and the rows of each table, – where there are none."""
    _ = words.text
    st.header(_("What each school sent, {year}", year=choice.year), anchor=False)
    of_year = replace(choice, years=(choice.year,))
    found = answers.table("pages/table_coverage", of_year)
    st.caption(_("Rows received of each table; – none. Incidents are not listed: having none is no gap."))
    tables.show(
        "table_coverage",
        found,
        [
            "school",
            Column(_("Report"), lambda row: _report(row, words)),
            *(
                Column(
                    TABLES[table].label.in_language(words.lang),
                    _rows(table, words),
                    numeric=True,
                )
                for table, width in SENT.items()
            ),
        ],
        words,
        of_year,
        alt=_("Rows received from each school in each table"),
    )


def _name(table: str, words: Words) -> str:
    return TABLES[table].label.in_language(words.lang)


def _report(row: Row, words: Words) -> str:
    return MARKS[row["report"] or "not_applicable"].said(words)


def _rows(table: str, words: Words) -> Callable[[Row], str]:
    return lambda row: words.number(row[table]) if row[table] else MARKS["no_report"].shape
