"""One school's course over the plan: its indicators by year, its activities by month, its reports."""

from __future__ import annotations

import streamlit as st

from pages.kit.table import Column, status
from pages.parts import answers, charts, inert, said, tables
from pages.parts.figures import matrix, school
from pages.parts.filters import Choice
from pages.parts.marks import change_of_school
from pages.parts.words import Words


def years(choice: Choice, words: Words) -> None:
    """The five-year strip of marks: one row per indicator, one column per year."""
    strip = answers.table("pages/school_strip", school=choice.school, lang=words.lang)
    rows = inert.rows(strip)
    st.subheader(words.text("Year by year"), anchor=False)
    charts.show(
        "strip", choice, words, lambda: matrix.indicators_by_years(rows, words), alt=said.matrix(rows, words)
    )
    tables.twin(
        "year_by_year",
        strip,
        [
            Column(words.text("Indicator"), lambda row: row["title"]),
            Column(words.text("Year"), said.starred),
            Column(words.text("Value"), words.own, numeric=True),
            Column("n/N", words.own_parts, numeric=True),
            Column(words.text("Status"), lambda row: status(row, words), lead=True),
            Column(words.text("Change"), lambda row: change_of_school(row, words)),
        ],
        words,
        choice,
        alt=words.text("Every indicator of {school} in every year", school=choice.school_name),
    )


def months(choice: Choice, words: Words) -> None:
    """Activities held, month by month."""
    _ = words.text
    held = answers.table("pages/school_months", school=choice.school)
    rows = inert.rows(held)
    st.subheader(_("Activities by month"), anchor=False)
    charts.show("months", choice, words, lambda: school.months(rows, words), alt=said.months(rows, words))
    tables.twin(
        "activities_by_month",
        held,
        [
            Column(_("Month"), lambda row: words.month(row["month"])),
            Column(_("Activities"), lambda row: words.number(row["activities"]), numeric=True),
            Column(_("Of them awareness"), lambda row: words.number(row["awareness"]), numeric=True),
            Column(_("Attendances (lượt)"), lambda row: words.number(row["attendances"]), numeric=True),
        ],
        words,
        choice,
        alt=_("Activities of {school} in every month", school=choice.school_name),
    )


def reports(choice: Choice, words: Words) -> None:
    """When each yearly report came."""
    _ = words.text
    tables.show(
        "reports",
        answers.table("pages/school_reports", school=choice.school),
        [
            Column(_("Year"), lambda row: str(row["year"])),
            Column(_("State"), lambda row: status(row, words), lead=True),
            Column(_("Received on"), lambda row: words.day(row["submitted_on"]), numeric=True),
            Column(_("Days late"), lambda row: words.number(row["days_late"]), numeric=True),
        ],
        words,
        choice,
        alt=_("State of the school's report in each year"),
    )
