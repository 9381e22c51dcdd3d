"""What Trường says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.kit import answers, cells, filters, phrases
from pages.kit.marks import mark_of
from pages.kit.words import N_, Words

Row = Mapping[str, Any]

#: How the year's report came.
REPORTS = {
    "on_time": N_("Report {year}: sent in time, on {day}."),
    "late": N_("Report {year}: sent on {day}, {days} days late."),
    "empty": N_("Report {year}: came on {day} without a figure; it was due on {due}."),
    "missing": N_("Report {year}: not sent; it was due on {due}."),
    "not_due": N_("Report {year}: to be sent by {due}."),
}


def place(school_id: str, rows: Sequence[Row], words: Words) -> str:
    """Who it is: level, communes, pupils and staff as reported for the year; `rows` answer pages/profile."""
    row, first = filters.directory()[school_id], answers.plan(words)["units_from"]
    facts = [row["level"], row["commune_name"]]
    if first and row["successor_name"]:
        facts.append(words.text("since {day}: {unit}", day=words.day(first), unit=row["successor_name"]))
    size: Row = next(iter(rows), {"pupils": None, "staff": None})
    if size["pupils"] is not None:
        facts.append(words.text("{pupils} pupils", pupils=words.number(size["pupils"])))
    if size["staff"] is not None:
        facts.append(words.text("{staff} of staff", staff=words.number(size["staff"])))
    return " · ".join(fact for fact in (*facts, row["school_id"]) if fact)


def answer(goals: Sequence[Row], year: int, words: Words) -> str:
    """How many goals are met, and by name those that are not."""
    if all(row["state"] == "not_applicable" for row in goals):
        return words.text("The school was not open in {year}.", year=year)
    met = sum(row["status"] == "met" for row in goals)
    if any(row["status"] for row in goals):
        facts = [words.text("In {year} {met} of {goals} goals are met", year=year, met=met, goals=len(goals))]
    else:
        facts = [words.text("In {year} none of {goals} goals can be judged", year=year, goals=len(goals))]
    for status, text in (("near", N_("nearly met: {names}")), ("far", N_("not met: {names}"))):
        names = [
            f"{_lower(row['label'])} ({standing(row, words)})" for row in goals if row["status"] == status
        ]
        if names:
            facts.append(words.text(text, names="; ".join(names)))
    return f"{'; '.join(facts)}."


#: Why a goal is not judged.
UNJUDGED = {
    "no_report": N_("Not known, since no figures came for {year}: {names}."),
    "masked": N_("Not told in the shareable edition: {names}."),
    "no_cases": N_("No cases in {year}: {names}."),
    "value": N_("Without a target: {names}."),
}


def known(goals: Sequence[Row], rows: Sequence[Row], year: int, words: Words) -> str:
    """Which goals are not judged, and why; of how many of all indicators nothing is known."""
    texts = []
    for state, text in UNJUDGED.items():
        names = [_lower(row["label"]) for row in goals if row["state"] == state and not row["status"]]
        if names:
            texts.append(words.text(text, year=year, names="; ".join(names)))
    silent = sum(row["state"] == "no_report" for row in rows)
    if silent:
        texts.append(words.text("{silent} of {all} indicators are not known.", silent=silent, all=len(rows)))
    return " ".join(texts) or words.text("Every indicator is known.")


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def standing(row: Row, words: Words) -> str:
    """A value in the school's own terms: 1 trên 2 buổi, chưa, 7 trên 8 trẻ, 86,6%; "" where there is none."""
    few = row["counts"] == "ratio" and cells.tells_too_little(row)
    if row["state"] == "value" and (few or row["indicator"] in phrases.UNITS):
        return phrases.counted(row, words)
    return words.measured(row)


def beside(row: Row, words: Words) -> str:
    """Among the schools of its level and size: thấp hơn 7 trong 8 trường; 6 trong 9 trường có."""
    known, lower, higher = row["peers_known"], row["peers_lower"], row["peers_higher"]
    equal = known - lower - higher
    numbers = {"known": known, "lower": lower, "higher": higher, "equal": equal, "having": row["peers_with"]}
    if known < cells.FEW:
        return ""
    if row["counts"] == "schools":
        return words.text("{having} of {known} schools have it", **numbers)
    if row["value"] is None or cells.tells_too_little(row):
        return ""
    if 2 * equal > known:
        return words.text("as {equal} of {known} schools", **numbers)
    if 2 * higher > known or not lower:
        return words.text("lower than {higher} of {known} schools", **numbers)
    if 2 * lower > known or not higher:
        return words.text("higher than {lower} of {known} schools", **numbers)
    return words.text("in the middle of {known} schools", **numbers)


def gaps(years: Sequence[Row], words: Words) -> str:
    """Of which years a line shows nothing, and why: – 2021, 2022 · ○ 2024."""
    found: dict[str, list[int]] = {}
    for row in years:
        if row["state"] != "value":
            found.setdefault(mark_of(row).shape, []).append(row["year"])
    return " · ".join(f"{shape} {words.years(tuple(of))}" for shape, of in found.items())


def report(row: Row, words: Words) -> str:
    """How the report of a year came; `row` answers pages/table_coverage."""
    if not row["report"]:
        return words.text("Report {year}: none is expected.", year=row["year"])
    text = REPORTS[row["report"]]
    day, due = words.day(row["submitted_on"]), words.day(row["due_on"])
    return words.text(text, year=row["year"], day=day, due=due, days=row["days_late"])


def peers(rows: Sequence[Row], words: Words) -> str:
    """Which schools it is set beside."""
    row = next((row for row in rows if row["peers"]), None)
    if row is None:
        return words.text("No other school of its level and of a known size: it is set beside none.")
    return words.text(
        "Schools of its level and size: those of the same level whose number of pupils is nearest to its own "
        "(of the year, else of the nearest year known), ten at most. Those count that have a value; where "
        "fewer than three have one, nothing is said. Here: {names}.",
        names="; ".join(row["peer_schools"]),
    )
