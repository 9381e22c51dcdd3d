"""Whom to remind, grouped by the unit that can act, and how the units stand."""

from __future__ import annotations

import pyarrow.compute as pc
import streamlit as st

from pages.kit.grid import Column
from pages.parts import answers, inert, programme, tables
from pages.parts.choice import Choice
from pages.parts.reports import columns, said
from pages.parts.words import Words


def units(by: str, choice: Choice, words: Words) -> None:
    """One line per unit, as it is now or as it was before units changed, for the chosen years."""
    _ = words.text
    found = answers.table("pages/report_units", choice, by=by)
    if not len(found):
        st.info(_("No report is expected"), icon=":material/help:")
        return
    name = programme.old_commune(words) if by == "commune" else _new_commune(words)
    # The table is narrow: what hardly ever happens takes room only where it does.
    shown = [state for state in said.STATES if state != "empty" or pc.sum(found["empty"]).as_py()]
    tables.show(
        f"reports_by_{by}",
        found,
        [
            Column(name, lambda row: row["unit"] or _("Not recorded")),
            "expected",
            *(columns.count(state, words) for state in shown),
        ],
        words,
        choice,
        alt=_("Reports of each commune: expected, on time, late, empty, missing, not yet due"),
    )


def _new_commune(words: Words) -> str:
    """The heading over the unit that can act: the one of today."""
    return programme.new_commune(words) or programme.old_commune(words)


def show(by: str, choice: Choice, words: Words) -> None:
    """The list to export: who has not reported, since when, and where the school lies."""
    _ = words.text
    found = answers.table("pages/report_reminders", choice, by=by)
    st.header(_("Whom to remind, {years}", years=words.years(choice.years)), anchor=False)
    if not len(found):
        st.success(_("No report is missing or awaited."), icon=":material/check_circle:")
        return
    changed = programme.units_from(words)
    st.caption(
        _(
            "Reports missing, empty and not yet due. Administrative units changed on {day}: "
            "the list is grouped by commune, for each to follow up its own.",
            day=words.day(changed),
        )
        if changed
        else _("Reports missing, empty and not yet due.")
    )
    old, new = programme.old_commune(words), programme.new_commune(words)
    tables.show(
        "reminders",
        found,
        columns.reminders(by, old, new, inert.rows(found), words),
        words,
        choice,
        alt=_("Schools whose report is missing, empty or not yet due: due day, days past it, unit"),
    )
