"""The incidents of the whole plan month by month, or the days from one to the next where they are rare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from pages.kit import answers, block, inert
from pages.kit.cells import Column, Row
from pages.kit.choice import Choice
from pages.kit.marks import SIGNALS
from pages.kit.words import N_, Words
from pages.trends import columns, figure, sentences

#: How many months the table of the shareable edition shows before "more" is pressed.
FIRST = 12
TITLES = {
    "months": N_("Month by month, per 1,000 pupils"),
    "gaps": N_("Days from one incident to the next"),
    "none": N_("Incidents over time"),
}
#: Of which question the points of each chart are, where they lie in time, and how high.
POINTS = {"months": ("incident_months", "month", "rate"), "gaps": ("incident_gaps", "received_on", "days")}


def over_time(years: Sequence[Row], choice: Choice, words: Words) -> Row | None:
    """The figure, its signals in words and its table; or why there is none. `years`: `incident_years`.

    Returns what the series stands on; None in the shareable edition: there the months are a table, for the
    usual level and limits would rest on masked counts.
    """
    _ = words.text
    if not answers.offered("trend_basis", choice):
        _masked(choice, words)
        return None
    basis = answers.rows("trend_basis", choice)[0]
    chart = basis["chart"]
    title = TITLES[chart]
    block.heading(_(title))
    if chart == "none":
        st.info(sentences.too_little(basis, words), icon=":material/hourglass_empty:")
        block.caption(sentences.since(basis, words))
        return basis
    question, at, value = POINTS[chart]
    # Over all years: the centre is drawn anew at a dated row of the plan's rebases, not by choosing a year.
    # It is the same figure in every year, and so stays on screen while another one is chosen.
    whole = replace(choice, years=(), year=0, against=None)
    answer = answers.table(question, whole)
    points = [{"pupils": None, **row, "at": row[at], "value": row[value]} for row in inert.rows(answer)]
    plan, rebases = answers.rows("plan_years"), answers.rows("rebases", lang=words.lang)
    block.text(sentences.standing_out(points, chart, words))
    key, alt = f"series_{chart}", sentences.over_time(basis, points, words)
    block.figure(key, whole, lambda: figure.series(points, chart, plan, rebases, words), alt=alt)
    block.caption(sentences.below_series(basis, points, years, rebases, words))
    table, of_chart = "incidents_by_month", ["month", "incidents", *columns.rates(words)]
    if chart == "gaps":
        table, of_chart = "days_between_incidents", ["received_on", "previous_on", "days"]
    signal = Column(_("Signal"), lambda row: SIGNALS[row["signal"]].named(words) if row["signal"] else "")
    shown = [*of_chart, "centre", "lower", "upper", signal]
    block.table(table, answer, shown, fold=_("The same as a table"), figure=key, alt=alt)
    return basis


def changes(years: Sequence[Row], choice: Choice) -> list[Row]:
    """How the yearly rate moved: since the plan's first year, and since the year of comparison.

    `years` answers incident_years. Each change is a row of incident_change; where the reader is
    not told of its test, the rates alone.
    """
    untested = sentences.compared(years, choice)
    if not answers.offered("incident_change", choice):
        return untested[:1]
    pairs = [replace(choice, years=(change["first_year"], change["last_year"])) for change in untested]
    return [row for pair in pairs for row in answers.rows("incident_change", pair)]


def _masked(choice: Choice, words: Words) -> None:
    _, title = words.text, TITLES["months"]
    block.heading(_(title))
    answer = answers.table("incident_months", choice)
    shown = columns.months(inert.rows(answer), answers.ranges(choice, words), words)
    alt = _("Incidents by month, as far as they are told")
    block.table("incidents_by_month", answer, shown, alt=alt, first=FIRST)
