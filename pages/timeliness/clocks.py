"""The clocks of cases: what is past its limit, shares on time year by year, the course of one clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from data.words import each
from pages.kit import answers, block, cells, filters, inert, labels, origins, picker
from pages.kit.cells import Cell, Column, Columns, Row
from pages.kit.choice import Choice, starred
from pages.kit.marks import MARKS
from pages.kit.words import N_, Words
from pages.timeliness import figure, sentences
from queries.ranges import Ranges

#: Beside a number of overdue cases, which says it already.
_OVERDUE = replace(MARKS["far"], word=each(lambda _: ""))
#: How many cases a list is asked for, and how many stand there before "more" is pressed; its files hold all.
LISTED, FIRST = 300, 12
GROUPINGS = {
    "none": N_("All together"),
    "year": N_("By year"),
    "category": N_("By category"),
    "severity": N_("By severity"),
}


def waiting(late: Row, choice: Choice, words: Words) -> None:
    """Both lists; `late` answers `overdue_counts`."""
    _ = words.text
    block.heading(_("Newly overdue, in the last {days} days", days=words.number(late["days"])))
    if late["newly"]:
        _list("newly", choice, words, _("Cases that are newly overdue, the oldest first"))
    else:
        st.success(_("Nothing passed its limit lately."), icon=":material/check_circle:")
    if late["backlog"]:
        # Apart: what has waited for years would hide what can still be put right.
        title = _("Backlog: {cases} cases overdue for longer", cases=words.number(late["backlog"]))
        alt = _("The backlog of overdue cases, the oldest first")
        block.details("backlog", title, lambda: _list("backlog", choice, words, alt))


def _list(which: str, choice: Choice, words: Words, alt: str) -> None:

    def what(row: Row) -> Cell:
        limit = f"{sentences.limit(row, words)} · {sentences.basis(row, words)}"
        return Cell(labels.clock(row["clock"], words), note=limit)

    columns: Columns = [
        cells.school_or_office(words),
        Column(words.text("Overdue what"), what),
        *("days_overdue", "due_on", "owner", "subject_id"),
    ]
    listed, every = answers.overdue(which, choice, str(LISTED)), partial(answers.overdue, which, choice)
    block.table(f"overdue_{which}", listed, columns, alt=alt, first=FIRST, whole=every)


def board(clocks: pa.Table, choice: Choice, words: Words) -> None:
    """One line per clock; a click picks the one whose course stands below. `clocks`: `clock_board`."""
    block.heading(words.text("On time by clock and year"))
    cases = origins.done(clocks.filter(pc.not_equal(clocks["clock"], "report")), "cases_only")
    lines = cells.lines(inert.rows(cases), "clock", across="year")
    columns = _columns(lines[0], choice, words)
    alt = words.text("Each clock's share on time in every year, and what is running and overdue now")
    pick = partial(filters.pick, "clock")
    block.table("clock_board", cases, columns, alt=alt, lines=lambda _: lines, on_open=pick)


def _columns(years: Row, choice: Choice, words: Words) -> list[Column]:
    _ = words.text
    ranges, now = answers.ranges(choice, words), answers.ranges(choice, words, every_year=True)

    def clock(line: Row) -> Cell:
        row = line[None]
        within = f"{sentences.limit(row, words)} · {sentences.source(row, words)}"
        return Cell(labels.clock(row["clock"], words), note=within)

    def rate(row: Row) -> str | Cell:
        if row["rate"] is not None:
            return words.percent(row["rate"])
        if row["fell_due"] == 0:
            return Cell("", MARKS["no_cases"])
        return ranges.share(row, f"clock.{row['clock']}", "on_time", "fell_due", row["year"])

    def of_year(year: int, row: Row) -> Column:
        return Column(starred(row), lambda line: rate(line[year]), numeric=True, lead=year == choice.year)

    def moved(line: Row) -> str:
        before, row = line[choice.against], line[choice.year]
        # A part of a year is never set beside a full one.
        if None in (before["rate"], row["rate"]) or before["partial"] or row["partial"]:
            return ""
        return words.points(row["rate"] - before["rate"])

    def count(row: Row, column: str, part: str, masked: Ranges) -> str:
        return masked.count(row[column], f"clock.{row['clock']}", part, None)

    def counted(line: Row) -> str:
        return "/".join(count(line[None], part, part, ranges) for part in ("on_time", "fell_due"))

    def open_now(line: Row, state: str) -> str:
        return count(line[None], f"{state}_now", state, now)

    def overdue_now(line: Row) -> Cell:
        return Cell(open_now(line, "overdue"), _OVERDUE if line[None]["overdue_now"] else None)

    against = _("Compared with {year}", year=choice.named(choice.against))
    return [
        Column(_("Clock"), clock, opens=lambda line: str(line[None]["clock"])),
        *(of_year(year, row) for year, row in years.items() if year),
        *([Column(against, moved, numeric=True)] if choice.against else []),
        Column(_("On time, {years}", years=choice.period), counted, numeric=True),
        Column(_("Overdue now"), overdue_now, numeric=True),
        Column(_("Running"), lambda line: open_now(line, "running"), numeric=True),
    ]


def course(board: Sequence[Row], choice: Choice, words: Words) -> Callable[[], None]:
    """The share handled within x, for the clock that the reader picks; `board` answers `clock_board`.

    Returns what draws within how long half of each group is handled, and the cases in bands of days.
    """
    _ = words.text
    block.heading(_("What share is handled within how long"))
    together = {row["clock"]: row for row in board if row["year"] is None and row["clock"] != "report"}
    clock = filters.clock(together, words)
    groupings = {by: _(name) for by, name in GROUPINGS.items()}
    by = picker.segments("curves_by", _("Curves"), groupings, labelled=False)
    unit, limit = together[clock]["unit"], together[clock]["limit"]
    # Years side by side are all years, whichever are chosen: one alone could not be compared.
    of = replace(choice, years=()) if by == "year" else choice
    steps = answers.table("handling_curve", of, clock=clock, by=by)
    medians = answers.table("handling_medians", of, clock=clock, by=by)
    rows = inert.rows(steps)
    names = {row["group"]: sentences.group(row["group"], by, words) for row in rows}
    takeaway = sentences.curve(names, inert.rows(medians), clock, unit, words)

    def curves() -> Any:
        at_risk = answers.rows("at_risk", of, clock=clock, by=by)
        drawn = limit if unit in ("hours", "days") else None
        return figure.curves(rows, at_risk, names, unit, drawn, words)

    if rows:
        block.text(takeaway)
        block.figure("handling", choice, curves, also=f"{clock} {by}", alt=takeaway)
    else:
        st.info(takeaway, icon=":material/hourglass_empty:")
    group = Column(_("Group"), lambda row: sentences.group(row["group"], by, words))

    def lasting(title: str, of: str) -> Column:
        return Column(title, lambda row: sentences.duration(row[of], unit, words), numeric=True)

    every_step: Columns = [
        *(group, lasting(_("Within"), "days"), "share_handled", "lower", "upper"),
        *("at_risk", "stopped", "ended_otherwise"),
    ]
    alt = _("Every step of the handling curve")
    of_figure = "handling" if rows else ""
    block.table("handling_curve", steps, every_step, fold=_("The same as a table"), figure=of_figure, alt=alt)

    def lengths() -> None:
        half = lasting(_("Half handled within"), "median_days")
        columns: Columns = [group, half, "cases", "stopped", "open", "ended_otherwise"]
        alt = _("Within how long half of each group's cases are handled")
        block.table("handling_medians", medians, columns, alt=alt)
        _bands(clock, choice, words)

    return lengths


def _bands(clock: str, choice: Choice, words: Words) -> None:
    """How long the cases handled in the chosen years took, and how old those still running are."""
    bands = answers.table("duration_bands", choice, clock=clock)
    if not bands.num_rows:
        block.caption(words.text("Nothing was handled in the chosen years, and nothing is running."))
        return
    handled = words.text("Handled {years}", years=choice.period)
    columns: Columns = [
        Column(words.text("Taken, or waited"), lambda row: sentences.band(row, words)),
        Column(handled, lambda row: words.number(row["stopped"]), numeric=True),
        *("running", "overdue"),
    ]
    alt = words.text("Cases handled by time taken and cases running by age, in bands of days")
    block.table("duration_bands", bands, columns, alt=alt)


def stages(choice: Choice, words: Words) -> None:
    """Within how many days half of the cases pass each stage, cases still in it kept in."""
    block.heading(words.text("Where time is spent, stage by stage"))

    def half(row: Row) -> str:
        return sentences.duration(row["median_days"], "days", words)

    within = Column(words.text("Half through within"), half, numeric=True, lead=True)
    columns: Columns = ["stage", within, "cases", "open"]
    alt = words.text("Median days of each stage of a case")
    block.table("stage_times", answers.table("stage_times", choice), columns, alt=alt)
