"""Sentences about the yearly reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts.choice import Choice
from pages.parts.marks import MARKS
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

#: The states that an expected report is in; they add up to what is expected.
STATES = ("on_time", "late", "empty", "missing", "not_due")
#: Past the due day, what is still to come.
AWAITED = {
    "missing": N_("Missing in {year}: {names}"),
    "empty": N_("Received empty in {year}: {names}"),
}
#: Above this many names a sentence is a list, and the list stands below.
NAMED = 12


def answer(row: Row, words: Words) -> str:
    """23 of 27 reports on time, 2 late, 2 missing; or that none is expected."""
    if not row["expected"]:
        return words.text("No report is expected")
    text = words.text("{on_time} of {expected} reports came on time", **row)
    rest = {
        "late": N_("{count} late"),
        "empty": N_("{count} empty"),
        "missing": N_("{count} missing"),
        "not_due": N_("{count} not yet due"),
    }
    said = [words.text(part, count=words.number(row[state])) for state, part in rest.items() if row[state]]
    return ", ".join([text, *said])


def awaited(rows: Sequence[Row], years: Sequence[int], words: Words) -> str:
    """Year by year, the schools whose report is missing or came empty, by name; `rows` are all reports."""
    lines = []
    for year in years:
        for state, line in AWAITED.items():
            names = [row["school"] for row in rows if row["year"] == year and row["state"] == state]
            if names:
                more = [words.text("and {more} more", more=len(names) - NAMED)] if len(names) > NAMED else []
                listed = "; ".join([*names[:NAMED], *more])
                mark = MARKS[state]
                lines.append(f":{mark.tint}[{mark.shape}] " + words.text(line, year=year, names=listed))
    return "  \n".join(lines)


def notes(plan_years: Sequence[Row], choice: Choice, words: Words) -> str:
    """What is expected, when it is due, what an empty report is; `plan_years` answers pages/plan_years."""
    due = {year["year"]: year["report_due_on"] for year in plan_years}
    days = ", ".join(words.day(due[year]) for year in choice.years)
    lines = [
        words.text(
            "Expected: schools open on the due day ({days}). "
            "Expected = on time + late + empty + missing + not yet due.",
            days=days,
        ),
        words.text("Empty: received without one figure of the year, and not counted as a report."),
    ]
    return " ".join(lines)


def over_years(rows: Sequence[Row], words: Words) -> str:
    """The takeaway of the bars: on time and missing in the first and the last year."""
    known = [row for row in rows if row["year"] is not None and row["expected"]]
    if not known:
        return words.text("No report is expected")
    return (
        words.text("Reports on time")
        + ": "
        + "; ".join(
            words.text(
                "{year}: {on_time} of {expected}, {missing} missing",
                year=row["year"],
                on_time=row["on_time"],
                expected=row["expected"],
                missing=row["missing"],
            )
            for row in known
        )
    )


def strip(rows: Sequence[Row], words: Words) -> str:
    """The takeaway of the schools by year: who missed a report most often; `rows` are the missing reports."""
    names = {row["school_id"]: row["school"] for row in rows}
    counts = Counter(row["school_id"] for row in rows)
    often = [school for school, count in counts.most_common() if count > 1]
    if not often:
        return words.text("No school missed more than one report.")
    listed = "; ".join(f"{names[school]} ({counts[school]})" for school in often[:NAMED])
    return words.text("Reports missing in more than one year: {names}.", names=listed)


def legend(words: Words) -> str:
    """Every mark of a report in its colour with its word."""
    marks = [MARKS[state] for state in (*STATES, "not_applicable")]
    return " ".join(f":{mark.tint}-badge[{mark.said(words)}]" for mark in marks)
