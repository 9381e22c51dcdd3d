"""One school against its targets and the other schools, for the chosen year."""

from __future__ import annotations

import pyarrow.compute as pc
import streamlit as st

from pages.kit.table import Column, status
from pages.parts import answers, charts, definitions, inert, origins, said, tables
from pages.parts.figures import school
from pages.parts.filters import Choice
from pages.parts.marks import change_of_school
from pages.parts.words import Words


def show(choice: Choice, words: Words) -> None:
    """What it has and has not; its percentages within the district's range; all of it as a table."""
    _ = words.text
    profile = answers.table("pages/profile", choice, school=choice.school, lang=words.lang)
    rows = inert.rows(profile)
    st.subheader(_("Against its targets and the other schools, {year}", year=choice.year), anchor=False)
    tables.show(
        "yes_no",
        origins.done(profile.filter(pc.equal(profile["counts"], "schools")), "these_indicators"),
        [
            Column(_("Yes or no in {year}", year=choice.year), lambda row: row["title"]),
            Column(_("This school"), lambda row: said.yes_no(row, words)),
            Column(_("Status"), lambda row: status(row, words) if row["status"] else ""),
            Column(
                _("Schools with it"),
                lambda row: said.of_all(row, words),
                numeric=True,
            ),
            Column(_("Change"), lambda row: change_of_school(row, words)),
        ],
        words,
        choice,
        alt=_("What {school} has and has not", school=choice.school_name),
    )
    st.caption(
        _(
            "Mark: this school. Grey bar: lowest to highest school. "
            "Grey line: district median. Blue line: target."
        )
    )
    charts.show(
        "standing", choice, words, lambda: school.standing(rows, words), alt=said.standing(rows, words)
    )
    definitions.reading(words)
    tables.twin(
        "profile",
        profile,
        [
            Column(_("Plan"), lambda row: row["plan"]),
            Column(_("Indicator"), lambda row: row["title"]),
            Column(_("Value"), words.own, numeric=True),
            Column("n/N", words.own_parts, numeric=True),
            Column(_("Status"), lambda row: status(row, words), lead=True),
            Column(_("Target"), lambda row: words.amount(row["target"], row["unit"]), numeric=True),
            Column(_("Change"), lambda row: change_of_school(row, words)),
            Column(_("Lowest"), lambda row: said.among(row, "low", words), numeric=True),
            Column(_("Median"), lambda row: said.among(row, "median", words), numeric=True),
            Column(_("Highest"), lambda row: said.among(row, "high", words), numeric=True),
        ],
        words,
        choice,
        alt=_("Every indicator of {school}", school=choice.school_name),
        label=_("The same as a table, with counts and money"),
    )
