"""What incidents came out of, year by year: pupils, activities held, reports received."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from pages.kit.table import Column
from pages.parts import answers, origins, tables
from pages.parts import said as common
from pages.parts.filters import Choice
from pages.parts.marks import MARKS
from pages.parts.said import Row
from pages.parts.words import Words
from queries.ranges import Ranges


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
        [
            Column(
                _("Year"),
                lambda row: common.starred(row) if row["year"] else words.years(choice.years),
            ),
            Column(
                _("Incidents"),
                lambda row: (
                    MARKS[row["state"]].said(words)
                    if row["incidents"] is None and row["state"] != "masked"
                    else ranges.count(row["incidents"], "incidents", "all", row["year"])
                ),
                numeric=True,
            ),
            Column(_("Children concerned"), lambda row: _children(row, ranges, words), numeric=True),
            "pupils",
            Column(
                _("Schools with enrolment"),
                lambda row: words.part(row["with_pupils"], row["schools"]),
                numeric=True,
            ),
            "rate",
            "sessions",
            Column(_("Reports"), lambda row: words.part(row["reported"], row["schools"]), numeric=True),
            Column(
                _("Duplicate or unfounded"),
                lambda row: ranges.count(row["left_out"], "incidents", "void", row["year"]),
                numeric=True,
            ),
        ],
        words,
        choice,
        alt=_("Incidents, pupils, activities and reports in every year"),
    )
    st.caption(
        _(
            "\\* part of a year: pupils count there for the part that lies in the plan. Per 1,000 pupils and "
            "year, of schools of which something is known. No number: nothing is known, not zero."
        )
    )


def _children(row: Row, ranges: Ranges, words: Words) -> str:
    """Where incidents are known, so are the children, unless their number is masked."""
    if row["state"] not in ("value", "masked"):
        return words.number(row["children"])
    return ranges.count(row["children"], "children", "all", row["year"])
