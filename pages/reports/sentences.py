"""What Báo cáo 30/11 says in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pages.kit import phrases
from pages.kit.cells import Row
from pages.kit.choice import Choice
from pages.kit.marks import MARKS
from pages.kit.words import N_, Words

#: Past the due day, what is still to come.
AWAITED = {"missing": N_("Missing in {year}: {names}"), "empty": N_("Received empty in {year}: {names}")}
#: What the sentences read of a report.
NEEDED = ["school_id", "school", "year", "state"]
#: Above this many names a sentence is a list, and the list stands below.
NAMED = 12


def answer(row: Row, words: Words) -> str:
    """23 of 27 reports on time, 2 late, 2 missing; or that none is expected."""
    if not row["expected"]:
        return words.text("No report is expected")
    rest = {
        "late": N_("{count} late"),
        "empty": N_("{count} empty"),
        "missing": N_("{count} missing"),
        "not_due": N_("{count} not yet due"),
    }
    parts = [words.text(part, count=words.number(row[state])) for state, part in rest.items() if row[state]]
    return ", ".join([words.text("{on_time} of {expected} reports came on time", **row), *parts])


def awaited(rows: Sequence[Row], choice: Choice, words: Words) -> str:
    """By name, the schools whose report of the year is missing or came empty; `rows` are such reports."""
    facts, year = [], choice.named(choice.year)
    for state, text in AWAITED.items():
        if names := [row["school"] for row in rows if (row["year"], row["state"]) == (choice.year, state)]:
            listed = words.text(text, year=year, names=phrases.listed(names, NAMED, words))
            facts.append(f"{MARKS[state].shape} {listed}.")
    return " ".join(facts) or words.text("No report of {year} is missing or empty.", year=year)


def notes(plan_years: Sequence[Row], choice: Choice, words: Words) -> str:
    """What is expected, when it is due, what counts as received; `plan_years` answers `plan_years`."""
    due = {row["year"]: row["report_due_on"] for row in plan_years}
    days = ", ".join(words.day(due[year]) for year in choice.years)
    texts = (
        N_(
            "Expected: schools open on the due day ({days}). "
            "Expected = on time + late + empty + missing + not yet due."
        ),
        N_("The day of receipt is entered by the education office alone."),
        N_("Empty: received without one figure of the year, and not counted as a report."),
    )
    return " ".join(words.text(text, days=days) for text in texts)


def over_years(rows: Sequence[Row], words: Words) -> str:
    """The takeaway of the bars: on time and missing in every year; `rows` answers `report_years`."""
    facts = [
        words.text("{year}: {on_time} of {expected}, {missing} missing", **row)
        for row in rows
        if row["year"] is not None and row["expected"]
    ]
    if not facts:
        return words.text("No report is expected")
    return words.text("Reports on time") + ": " + "; ".join(facts)


def often(rows: Sequence[Row], words: Words) -> str:
    """Who missed a report more than once; `rows` are the reports that did not come or came empty."""
    missed = [row for row in rows if row["state"] == "missing"]
    names = {row["school_id"]: row["school"] for row in missed}
    counts = Counter(row["school_id"] for row in missed).most_common()
    several = [f"{names[school]} ({count})" for school, count in counts if count > 1]
    if not several:
        return words.text("No school missed more than one report.")
    listed = phrases.listed(several, NAMED, words)
    return words.text("Reports missing in more than one year: {names}.", names=listed)
