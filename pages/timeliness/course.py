"""One clock's course: what share is handled within how long, how long cases have waited, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import streamlit as st

from pages.kit import answers, block, filters, inert
from pages.kit.cells import Column
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from pages.timeliness import curve, sentences

Row = Mapping[str, Any]

GROUPINGS = {
    "none": N_("All together"),
    "year": N_("By year"),
    "category": N_("By category"),
    "severity": N_("By severity"),
}


@dataclass(frozen=True)
class Course:
    """The clock that the reader picked, the unit of its limit, and the medians of its groups."""

    clock: str
    unit: str
    by: str
    medians: pa.Table
    choice: Choice

    def tables(self, words: Words) -> None:
        """Within how long half of each group is handled; cases in bands of days."""
        _medians(self, words)
        _bands(self.clock, self.choice, words)


def show(board: Sequence[Row], choice: Choice, words: Words) -> Course:
    """The share handled within x, for the clock that the reader picks; `board` answers pages/clock_board."""
    _ = words.text
    st.header(_("What share is handled within how long"), anchor=False)
    together = {row["clock"]: row for row in board if row["year"] is None and row["clock"] != "report"}
    clock = filters.clock(together, words)
    now, by = together[clock], _grouping(words)
    unit = now["unit"]
    # Years side by side are all years, whichever are chosen: one alone could not be compared.
    of = replace(choice, years=()) if by == "year" else choice
    steps = answers.table("handling_curve", of, clock=clock, by=by)
    at_risk = answers.rows("pages/at_risk", of, clock=clock, by=by)
    medians = answers.table("handling_medians", of, clock=clock, by=by)
    rows = inert.rows(steps)
    takeaway = sentences.curve(rows, inert.rows(medians), clock, by, unit, words)
    if rows:
        st.markdown(inert.as_markdown(takeaway))
        block.figure(
            "handling",
            choice,
            words,
            lambda: curve.curves(
                rows,
                at_risk,
                lambda group: sentences.group(group, by, words),
                unit,
                now["limit"] if unit in ("hours", "days") else None,
                words,
            ),
            also=f"{clock} {by}",
            alt=takeaway,
        )
    else:
        st.info(takeaway, icon=":material/hourglass_empty:")
    block.table(
        "handling_curve",
        steps,
        [
            Column(_("Group"), lambda row: sentences.group(row["group"], by, words)),
            Column(_("Within"), lambda row: sentences.duration(row["days"], unit, words), numeric=True),
            "share_handled",
            Column(_("95% from"), lambda row: _share(row["lower"], words), numeric=True),
            Column(_("95% to"), lambda row: _share(row["upper"], words), numeric=True),
            "at_risk",
            "stopped",
            "ended_otherwise",
        ],
        words,
        choice,
        fold=words.text("The same as a table"),
        figure="handling" if rows else "",
        alt=_("Every step of the handling curve"),
    )
    return Course(clock, unit, by, medians, choice)


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


def _medians(course: Course, words: Words) -> None:
    _ = words.text
    block.table(
        "handling_medians",
        course.medians,
        [
            Column(_("Group"), lambda row: sentences.group(row["group"], course.by, words)),
            Column(
                _("Half handled within"),
                lambda row: sentences.duration(row["median_days"], course.unit, words),
                numeric=True,
            ),
            "cases",
            "stopped",
            "open",
            "ended_otherwise",
        ],
        words,
        course.choice,
        alt=_("Within how long half of each group's cases are handled"),
    )


def _bands(clock: str, choice: Choice, words: Words) -> None:
    """How long the cases handled in the chosen years took, and how old those still running are."""
    _ = words.text
    table = answers.table("duration_bands", choice, clock=clock)
    if not table.num_rows:
        st.caption(_("Nothing was handled in the chosen years, and nothing is running."))
        return
    block.table(
        "duration_bands",
        table,
        [
            Column(_("Taken, or waited"), lambda row: sentences.band(row, words)),
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


def stages(choice: Choice, words: Words) -> None:
    """Within how many days half of the cases pass each stage, cases still in it kept in."""
    _ = words.text
    st.header(_("Where time is spent, stage by stage"), anchor=False)
    block.table(
        "stage_times",
        answers.table("stage_times", choice),
        [
            Column(_("Stage"), lambda row: sentences.stage(row, words)),
            Column(
                _("Half through within"),
                lambda row: sentences.duration(row["median_days"], "days", words),
                numeric=True,
                lead=True,
            ),
            "cases",
            "open",
        ],
        words,
        choice,
        alt=_("Median days of each stage of a case"),
    )
