"""What each school sent for the chosen year, table by table."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.contract import TABLES
from pages.kit import answers, block
from pages.kit.cells import Column, Columns, Row, status
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.words import Words

#: The tables that schools fill, in the order of their workbook.
SENT = ("statements", "enrolment", "staffing", "activities", "service_use", "funding")
#: How many schools stand on the page before "more" is pressed.
FIRST = 8


def show(choice: Choice, words: Words) -> None:
    """One row per school: the report's state and the rows of each table."""
    _ = words.text
    st.header(_("What each school sent, {year}", year=choice.year), anchor=False)
    st.caption(_("Rows received of each table; – none. Incidents are not listed: having none is no gap."))
    of_year = replace(choice, years=(choice.year,))
    columns: Columns = [
        "school",
        Column(
            _("Report"), lambda row: status({"state": row["report"] or "not_applicable"}, words), lead=True
        ),
        *counts(words),
    ]
    answer = answers.table("pages/table_coverage", of_year)
    alt = _("Rows received from each school in each table")
    block.table("table_coverage", answer, columns, words, of_year, alt=alt, first=FIRST)


def counts(words: Words) -> list[Column]:
    """One column per table of a school's workbook: the rows received, – for none."""

    def rows(row: Row, name: str) -> str:
        return words.number(row[name]) if row[name] else MARKS["no_report"].shape

    return [
        Column(title(name, words), lambda row, name=name: rows(row, name), numeric=True)  # type: ignore[misc]
        for name in SENT
    ]


def title(table: str, words: Words) -> str:
    """The table's name in the reader's language."""
    return TABLES[table].label.in_language(words.lang)
