"""What incidents came out of, year by year: pupils, activities held, reports received."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.parts import answers, origins, tables
from pages.parts.choice import Choice
from pages.parts.said import Row
from pages.parts.trends import columns
from pages.parts.words import Words


def change(choice: Choice) -> Row | None:
    """The yearly rates of the first and the last chosen year, of the whole plan where one year is chosen."""
    asked = choice if len(choice.years) > 1 else replace(choice, years=())
    return next(iter(answers.rows("pages/incident_change", asked)), None)


def show(answer: pa.Table, choice: Choice, words: Words) -> None:
    """One line per year of the plan; the chosen years together only where they are several."""
    _ = words.text
    if len(choice.years) < 2:
        answer = origins.done(answer.filter(pc.is_valid(answer["year"])), "no_sum")
    ranges = answers.ranges(choice, words)
    st.header(_("Incidents and what they came out of, year by year"), anchor=False)
    tables.show(
        "incidents_by_year",
        answer,
        columns.years(choice, ranges, words),
        words,
        choice,
        alt=_("Incidents, pupils, activities and reports in every year"),
    )
    st.caption(columns.below_years(words))
