"""Whom to remind, grouped by the commune that can act, and how the communes stand."""

from __future__ import annotations

import streamlit as st

from pages.kit import answers, block, filters, inert, labels
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.reports import columns


def units(choice: Choice, words: Words) -> str:
    """One line per commune, of today or as it was before units changed; returns how the reader groups."""
    _ = words.text
    st.header(_("Commune by commune, {years}", years=words.years(choice.years)), anchor=False)
    by = filters.grouping_of_reports(words)
    old = labels.old_commune(answers.plan(words), words)
    name = old if by == "commune" else labels.new_commune(answers.plan(words), words) or old
    answer = answers.table("pages/report_units", choice, by=by)
    if not answer.num_rows:
        st.info(_("No report is expected"), icon=":material/help:")
        return by
    block.table(
        f"reports_by_{by}",
        answer,
        columns.units(name, inert.rows(answer), words),
        words,
        choice,
        alt=_("Reports of each commune: expected, on time, late, empty, missing, not yet due"),
    )
    return by


def show(by: str, choice: Choice, words: Words) -> None:
    """The list to export: who has not reported, since when, and where the school lies."""
    _ = words.text
    answer = answers.table("pages/report_reminders", choice, by=by)
    st.header(_("Whom to remind, {years}", years=words.years(choice.years)), anchor=False)
    if not answer.num_rows:
        st.success(_("No report is missing or awaited."), icon=":material/check_circle:")
        return
    changed = answers.plan(words)["units_from"]
    if changed:
        st.caption(
            _(
                "Administrative units changed on {day}: the list is grouped by commune, for each to follow "
                "up its own.",
                day=words.day(changed),
            )
        )
    places = columns.places(
        labels.old_commune(answers.plan(words), words),
        labels.new_commune(answers.plan(words), words),
        words,
    )
    heading = places.pop(by, None)
    block.table(
        "reminders",
        answer,
        columns.reminders(list(places.values()), inert.rows(answer), words),
        words,
        choice,
        alt=_("Schools whose report is missing, empty or not yet due: due day, days past it, unit"),
        group=(lambda row: str(heading.content(row))) if heading else None,
    )
