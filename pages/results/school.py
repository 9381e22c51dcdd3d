"""Trường: one school on one printable page; without a school, the list to pick from."""

from __future__ import annotations

import pyarrow.compute as pc
import streamlit as st

from pages.parts import answers, blocks, charts, definitions, filters, frame, said, school_list, tables
from pages.parts.figures import matrix, school
from pages.parts.marks import change_of, mark_of
from pages.parts.tables import Column

words, choice = frame.words(), filters.chosen()
_ = words.text
if not choice.school:
    school_list.show(choice, words)
    raise blocks.EndOfPage
blocks.stop_if_nobody(choice, words)

here, lang = choice.school, words.lang
profile = answers.table("pages/profile", choice, school=here, lang=lang)
rows = profile.to_pylist()
strip = answers.table("pages/school_strip", school=here, lang=lang)
months = answers.table("pages/school_months", school=here)
cases = answers.table("pages/school_cases", school=here)
reports = answers.table("pages/school_reports", school=here)
questions = answers.rows("pages/school_questions", choice, school=here, lang=lang)

st.header(choice.school_name, anchor=False)
blocks.answer(f"{blocks.judged(rows, words)} · {choice.year}")
st.caption(school_list.place(choice.school, words))
st.markdown(said.reports(reports.to_pylist(), words))

st.subheader(_("To ask the principal"), anchor=False)
st.markdown(
    "\n".join(f"- {said.question(row, words)} ({row['plan']})" for row in questions)
    or _("Nothing stands out: no question is asked.")
)

st.subheader(_("Against its targets and the other schools, {year}", year=choice.year), anchor=False)
yes_no = profile.filter(pc.equal(profile["counts"], "schools"))
tables.show(
    "yes_no",
    yes_no,
    [
        Column(_("Yes or no in {year}", year=choice.year), lambda row: row["title"], width=225),
        Column(_("This school"), lambda row: said.yes_no(row, words)),
        Column(_("Status"), lambda row: mark_of(row).said(words) if row["status"] else ""),
        Column(
            _("Schools with it"),
            lambda row: words.part(row["all_numerator"], row["all_denominator"]),
            numeric=True,
        ),
        Column(_("Change"), lambda row: change_of(row, words)),
    ],
    words,
    choice,
    alt=_("What {school} has and has not", school=choice.school_name),
)
st.caption(
    _("Mark: this school. Grey bar: lowest to highest school. Grey line: district median. Blue line: target.")
)
charts.show("standing", choice, words, lambda: school.standing(rows, words), alt=said.standing(rows, words))
definitions.reading(words)
blocks.details(
    "profile",
    _("The same as a table, with counts and money"),
    lambda: tables.show(
        "profile",
        profile,
        [
            Column(_("Plan"), lambda row: row["plan"], width=95),
            Column(_("Indicator"), lambda row: row["title"], width="large"),
            Column(_("Value"), lambda row: words.amount(row["value"], row["unit"]), numeric=True),
            Column("n/N", lambda row: words.part(row["numerator"], row["denominator"]), numeric=True),
            Column(_("Status"), lambda row: mark_of(row).said(words)),
            Column(_("Target"), lambda row: words.amount(row["target"], row["unit"]), numeric=True),
            Column(_("Change"), lambda row: change_of(row, words)),
            Column(_("Lowest"), lambda row: words.amount(row["low"], row["unit"]), numeric=True),
            Column(_("Median"), lambda row: words.amount(row["median"], row["unit"]), numeric=True),
            Column(_("Highest"), lambda row: words.amount(row["high"], row["unit"]), numeric=True),
        ],
        words,
        choice,
        alt=_("Every indicator of {school}", school=choice.school_name),
    ),
)

left, right = st.columns([11, 9], gap="medium")
with left:
    st.subheader(_("Year by year"), anchor=False)
    charts.show(
        "strip",
        choice,
        words,
        lambda: matrix.indicators_by_years(strip.to_pylist(), words),
        alt=said.matrix(strip.to_pylist(), words),
    )
    tables.downloads("year_by_year", strip, words, choice)
with right:
    st.subheader(_("Activities by month"), anchor=False)
    charts.show(
        "months",
        choice,
        words,
        lambda: school.months(months.to_pylist(), words),
        alt=said.months(months.to_pylist(), words),
    )
    tables.downloads("activities_by_month", months, words, choice)
    st.subheader(_("Incidents by year"), anchor=False)
    charts.show(
        "cases",
        choice,
        words,
        lambda: school.cases(cases.to_pylist(), words),
        alt=said.cases(cases.to_pylist(), words),
    )
    st.caption(
        _(
            "Incidents received; duplicates and unfounded ones left out. "
            "None recorded is not proof that nothing happened."
        )
    )
    tables.downloads("incidents_by_year", cases, words, choice)
    st.subheader(_("Yearly report, due 30/11"), anchor=False)
    tables.show(
        "reports",
        reports,
        [
            Column(_("Year"), lambda row: str(row["year"]), width=60),
            Column(_("State"), lambda row: mark_of(row).said(words)),
            Column(_("Received on"), lambda row: words.day(row["submitted_on"]), numeric=True),
            Column(_("Days late"), lambda row: words.number(row["days_late"]), numeric=True),
        ],
        words,
        choice,
        alt=_("State of the school's report in each year"),
    )
