"""The incidents of the whole plan month by month, or the days from one to the next where they are rare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.kit import answers, block, inert, origins
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.marks import SIGNALS
from pages.kit.words import Words
from pages.trends import columns, control, sentences
from pages.trends.points import Point, of_gaps, of_months

Row = Mapping[str, Any]
#: How many months the table of the shareable edition shows before "more" is pressed.
FIRST = 12


@dataclass(frozen=True)
class Series:
    """The series that fits the schools: what it stands on (pages/trend_basis), points, days drawn anew."""

    basis: Row
    points: Sequence[Point]
    rebases: Sequence[Row]


def show(years: Sequence[Row], choice: Choice, words: Words) -> Series | None:
    """The figure, its signals in words and its table; or why there is none. `years`: pages/incident_years.

    None in the shareable edition: there the months are a table, for the usual level and limits would rest
    on masked counts.
    """
    if not answers.offered("pages/trend_basis", choice):
        _masked(choice, words)
        return None
    _ = words.text
    basis = answers.rows("pages/trend_basis", choice)[0]
    answer, points = _asked(basis, choice)
    rebases = answers.rows("pages/rebases", lang=words.lang)
    titles = {
        "months": _("Month by month, per 1,000 pupils"),
        "gaps": _("Days from one incident to the next"),
        "none": _("Incidents over time"),
    }
    st.header(titles[basis["chart"]], anchor=False)
    if basis["chart"] == "none":
        st.info(sentences.too_little(basis, words), icon=":material/hourglass_empty:")
        st.caption(sentences.since(basis, words))
        return Series(basis, points, rebases)
    st.markdown(sentences.standing_out(points, basis["chart"], words))
    alt = sentences.over_time(basis, points, words)
    months, plan = basis["chart"] == "months", answers.rows("pages/plan_years")
    key = f"series_{basis['chart']}"
    block.figure(
        key,
        choice,
        words,
        lambda: control.chart(points, plan, rebases, words, months=months),
        alt=alt,
    )
    st.caption(sentences.below_series(basis, points, years, rebases, words))
    block.table(
        "incidents_by_month" if months else "days_between_incidents",
        answer,
        _months(words) if months else _gaps(words),
        words,
        choice,
        fold=words.text("The same as a table"),
        figure=key,
        alt=alt,
    )
    return Series(basis, points, rebases)


def _asked(basis: Row, choice: Choice) -> tuple[pa.Table, list[Point]]:
    """The answer that fits the schools, with its years, and its points.

    Over all years: the centre is drawn anew at a dated row of the plan's rebases, not by choosing a year.
    """
    months = basis["chart"] == "months"
    answer = answers.table("incident_months" if months else "incident_gaps", replace(choice, years=()))
    plan = answers.rows("pages/plan_years")
    points = (of_months if months else of_gaps)(inert.rows(answer), plan, choice.years)
    years = pa.array([point.year for point in points], pa.int32())
    return origins.done(answer.add_column(0, "year", years), "with_years"), points


def _masked(choice: Choice, words: Words) -> None:
    _ = words.text
    st.header(_("Month by month, per 1,000 pupils"), anchor=False)
    answer = answers.table("incident_months", choice)
    block.table(
        "incidents_by_month",
        answer,
        columns.months(inert.rows(answer), answers.ranges(choice, words), words),
        words,
        choice,
        alt=_("Incidents by month, as far as they are told"),
        first=FIRST,
    )


def _signal(words: Words) -> Column:
    return Column(
        words.text("Signal"), lambda row: SIGNALS[row["signal"]].named(words) if row["signal"] else ""
    )


def _months(words: Words) -> list[Column | str]:
    _ = words.text
    return [
        "month",
        "incidents",
        Column(_("Pupils"), lambda row: words.number(row["pupils"]) or _("no enrolment"), numeric=True),
        Column(_("Per 1,000 pupils"), lambda row: words.number(row["rate"], 2) or _("no rate"), numeric=True),
        "centre",
        "lower",
        "upper",
        _signal(words),
    ]


def _gaps(words: Words) -> list[Column | str]:
    return ["received_on", "previous_on", "days", "centre", "lower", "upper", _signal(words)]
