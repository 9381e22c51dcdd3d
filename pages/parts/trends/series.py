"""The incidents' series of the chosen schools over the whole plan: by month, or the days between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from pages.kit.grid import Column, Row
from pages.parts import answers, charts, inert, origins, tables
from pages.parts.answers import Rows
from pages.parts.choice import Choice
from pages.parts.figures import control
from pages.parts.marks import SIGNALS
from pages.parts.trends import said_series as said
from pages.parts.trends.points import Point, of_gaps, of_months, signals
from pages.parts.words import Words

#: How many signals are written out under the chart.
WRITTEN = 6
#: How many rows the table shows before it scrolls.
SHOWN = 10


def asked(basis: Row, choice: Choice) -> tuple[pa.Table, list[Point]]:
    """The answer that fits the schools, with its years, and its points.

    Over all years: the centre is drawn anew at a dated row of the plan's rebases, not by choosing a year.
    """
    months = basis["chart"] == "months"
    always = replace(choice, years=())
    answer = answers.table("incident_months" if months else "incident_gaps", always)
    plan = answers.rows("pages/plan_years")
    points = (of_months if months else of_gaps)(inert.rows(answer), plan, choice.years)
    years = pa.array([point.year for point in points], pa.int32())
    return origins.done(answer.add_column(0, "year", years), "with_years"), points


def show(
    basis: Row, answer: pa.Table, points: Sequence[Point], years: Rows, choice: Choice, words: Words
) -> None:
    """The chart with its method, its signals in words and its table; or why there is none."""
    _ = words.text
    months = basis["chart"] == "months"
    titles = {
        "months": _("Incidents by month, per 1,000 pupils"),
        "gaps": _("Days from one incident to the next"),
        "none": _("Incidents over time"),
    }
    st.header(titles[basis["chart"]], anchor=False)
    if basis["chart"] == "none":
        st.info(said.too_little(basis, words), icon=":material/hourglass_empty:")
        st.caption(said.since(basis, words))
        return
    st.caption(said.method(basis, words))
    rebases = answers.rows("pages/rebases", lang=words.lang)
    plan = answers.rows("pages/plan_years")
    charts.show(
        f"series_{basis['chart']}",
        choice,
        words,
        lambda: control.chart(points, plan, rebases, words, months=months),
        alt=said.over_time(basis, points, words),
    )
    found = signals(points)
    st.markdown(
        "\n".join(
            f"- {_mark(point)} {said.signal(point, basis['chart'], words)}" for point in found[:WRITTEN]
        )
        or _("No point of the whole time of the plan is a signal.")
    )
    notes = [
        said.trial(basis, words).capitalize() + "." if basis["fewest"] < said.TRIAL else "",
        said.no_rate(points, words) if months else said.since(basis, words),
        said.silent(years, words),
        said.rebased(rebases, control.LETTERS, words),
        _(
            "Filled points: the chosen years. Centre and limits come from the first {months} months.",
            months=words.number(basis["baseline"]),
        ),
    ]
    st.caption(" ".join(filter(None, notes)))
    tables.twin(
        "incidents_by_month" if months else "days_between_incidents",
        answer,
        _months(words) if months else _gaps(words),
        words,
        choice,
        figure=f"series_{basis['chart']}",
        alt=said.over_time(basis, points, words),
    )


def _mark(point: Point) -> str:
    mark = SIGNALS[point.signal]
    return f":{mark.tint}[{mark.shape}]"


def _signal(words: Words) -> Column:
    return Column(
        words.text("Signal"),
        lambda row: SIGNALS[row["signal"]].said(words) if row["signal"] else "",
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
    _ = words.text
    return [
        Column(_("Received on"), lambda row: words.day(row["received_on"])),
        Column(_("The one before"), lambda row: words.day(row["previous_on"])),
        "days",
        "centre",
        "lower",
        "upper",
        _signal(words),
    ]
