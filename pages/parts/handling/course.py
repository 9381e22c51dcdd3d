"""One clock's course: the handling curve by group, its medians, and how long cases took or have waited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from pages.kit.grid import Column
from pages.parts import answers, charts, inert, tables
from pages.parts.choice import Choice
from pages.parts.figures import handling
from pages.parts.handling import clock_words
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

GROUPINGS = {
    "none": N_("All together"),
    "year": N_("By year"),
    "category": N_("By category"),
    "severity": N_("By severity"),
}


def curve(now: Row, choice: Choice, words: Words) -> None:
    """The share handled within x, for the clock of `now` (a row of pages/clock_board)."""
    _ = words.text
    clock, unit = now["clock"], now["unit"]
    by = _grouping(words)
    # Years side by side are all years, whichever are chosen: one alone could not be compared.
    asked = replace(choice, years=()) if by == "year" else choice
    steps = answers.table("handling_curve", asked, clock=clock, by=by)
    at_risk = answers.rows("pages/at_risk", asked, clock=clock, by=by)
    medians = answers.table("handling_medians", asked, clock=clock, by=by)
    rows, halves = inert.rows(steps), inert.rows(medians)
    if rows:
        charts.show(
            "handling",
            choice,
            words,
            lambda: handling.curves(
                rows,
                at_risk,
                lambda found: clock_words.group(found, by, words),
                unit,
                now["limit"] if unit in ("hours", "days") else None,
                words,
            ),
            also=f"{clock} {by}",
            alt=clock_words.curve(rows, halves, clock, by, unit, words),
        )
        st.caption(
            _(
                "Open cases count as not yet handled for as long as they are seen (Kaplan–Meier; "
                "Aalen–Johansen where cases ended otherwise). Grey band: 95%. Dotted line: half of the "
                "cases. Each curve stops where fewer than 5 cases are at risk. No average of closed "
                "cases is shown: it flatters."
            )
        )
    else:
        st.info(clock_words.curve(rows, halves, clock, by, unit, words), icon=":material/hourglass_empty:")
    tables.twin(
        "handling_curve",
        steps,
        [
            Column(_("Group"), lambda row: clock_words.group(row["group"], by, words)),
            Column(_("Within"), lambda row: clock_words.duration(row["days"], unit, words), numeric=True),
            "share_handled",
            Column(_("95% from"), lambda row: _share(row["lower"], words), numeric=True),
            Column(_("95% to"), lambda row: _share(row["upper"], words), numeric=True),
            "at_risk",
            "stopped",
            "ended_otherwise",
        ],
        words,
        choice,
        figure="handling",
        alt=_("Every step of the handling curve"),
    )
    tables.show(
        "handling_medians",
        medians,
        [
            Column(_("Group"), lambda row: clock_words.group(row["group"], by, words)),
            Column(
                _("Half handled within"),
                lambda row: clock_words.duration(row["median_days"], unit, words),
                numeric=True,
            ),
            "cases",
            "stopped",
            "open",
            "ended_otherwise",
        ],
        words,
        choice,
        alt=_("Within how long half of each group's cases are handled"),
    )


def _grouping(words: Words) -> str:
    return str(
        st.segmented_control(
            words.text("Curves"),
            list(GROUPINGS),
            default="none",
            required=True,
            key="curves_by",
            format_func=lambda by: words.text(GROUPINGS[by]),
            label_visibility="collapsed",
            wrap=True,
        )
    )


def _share(value: float | None, words: Words) -> str:
    return words.percent(100 * value) if value is not None else "–"


def bands(clock: str, choice: Choice, words: Words) -> None:
    """How long the cases handled in the chosen years took, and how old those still running are."""
    _ = words.text
    table = answers.table("duration_bands", choice, clock=clock)
    if not table.num_rows:
        st.caption(_("Nothing was handled in the chosen years, and nothing is running."))
        return
    tables.show(
        "duration_bands",
        table,
        [
            Column(_("Taken, or waited"), lambda row: clock_words.band(row, words)),
            Column(
                _("Handled {years}", years=words.years(choice.years)),
                lambda row: words.number(row["stopped"]),
                numeric=True,
            ),
            "running",
            "overdue",
        ],
        words,
        choice,
        alt=_("Cases handled by time taken and cases running by age, in bands of days"),
    )
