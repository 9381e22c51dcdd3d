"""What Trường says in words, and what it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pages.kit import answers, filters, labels, phrases
from pages.kit.cells import Row
from pages.kit.choice import span
from pages.kit.marks import mark_of
from pages.kit.words import N_, Words
from queries import written

#: How many cases a question names.
NAMED = 6

#: What the principal is asked about each kind of exception.
QUESTIONS = {
    "report_missing": N_(
        "The report due on {due} has not come. What is holding it up, and when will it be sent?"
    ),
    "report_empty": N_(
        "The report due on {due} came without a figure. What is missing, and when will the figures be sent?"
    ),
    "report_late": N_(
        "The report due on {due} came {days} days late. What can be done so that the next one is on time?"
    ),
    "overdue": N_(
        "{title}: {count} past the limit{cases}, the oldest since {due}. "
        "What stands in the way, and when will it be done?"
    ),
    "goal_missed": N_("{title}: {part}, the target is missed. What is missing, and by when will it be done?"),
    "goal_near": N_("{title}: {part}, just below the target. What would close the gap?"),
    "answered_no": N_("{title}: not yet{others}. Is it planned, and for when?"),
    "fell": N_("{title}: {value}, {before} the year before. What changed?"),
    "rose": N_("{title}: {value}, {before} the year before. What changed?"),
}

#: How the year's report came; "" where none is expected.
REPORTS = {
    "": N_("Report {year}: none is expected."),
    "on_time": N_("Report {year}: sent in time, on {day}."),
    "late": N_("Report {year}: sent on {day}, {days} days late."),
    "empty": N_("Report {year}: came on {day} without a figure; it was due on {due}."),
    "missing": N_("Report {year}: not sent; it was due on {due}."),
    "not_due": N_("Report {year}: to be sent by {due}."),
}

#: Why a goal is not judged.
UNJUDGED = {
    "no_report": N_("Not known, since no figures came for {year}: {names}."),
    "masked": N_("Not told in the shareable edition: {names}."),
    "no_cases": N_("No cases in {year}: {names}."),
    "value": N_("Without a target: {names}."),
}


def place(school_id: str, rows: Sequence[Row], words: Words) -> str:
    """Who it is: level, communes, pupils and staff as reported for the year; `rows` answer `profile`."""
    row, first = filters.directory()[school_id], answers.plan(words)["units_from"]
    facts = [row["level"], row["commune_name"]]
    if first and row["successor_name"]:
        facts.append(words.text("since {day}: {unit}", day=words.day(first), unit=row["successor_name"]))
    for of, text in (("pupils", N_("{pupils} pupils")), ("staff", N_("{staff} of staff"))):
        if rows and rows[0][of] is not None:
            facts.append(words.text(text, **{of: words.number(rows[0][of])}))
    return phrases.joined(*facts, row["school_id"])


def answer(goals: Sequence[Row], year: str, words: Words) -> str:
    """How many goals are met, and by name those that are not."""
    if all(row["state"] == "not_applicable" for row in goals):
        return words.text("The school was not open in {year}.", year=year)
    text = N_("In {year} none of {goals} goals can be judged")
    if any(row["status"] for row in goals):
        text = N_("In {year} {met} of {goals} goals are met")
    met = sum(row["status"] == "met" for row in goals)
    facts = [words.text(text, year=year, met=met, goals=len(goals))]
    for status, text in (("near", N_("nearly met: {names}")), ("far", N_("not met: {names}"))):
        of = (row for row in goals if row["status"] == status)
        if names := [f"{_lower(row)} ({phrases.measured(row, words)})" for row in of]:
            facts.append(words.text(text, names="; ".join(names)))
    return f"{'; '.join(facts)}."


def known(goals: Sequence[Row], rows: Sequence[Row], year: str, words: Words) -> str:
    """Which goals are not judged, and why; of how many of all indicators nothing is known."""
    texts = []
    for state, text in UNJUDGED.items():
        if names := [_lower(row) for row in goals if row["state"] == state and not row["status"]]:
            texts.append(words.text(text, year=year, names="; ".join(names)))
    silent = sum(row["state"] == "no_report" for row in rows)
    if silent:
        texts.append(words.text("{silent} of {all} indicators are not known.", silent=silent, all=len(rows)))
    return " ".join(texts) or words.text("Every indicator is known.")


def _lower(row: Row) -> str:
    return written.within(row["title"])


def beside(row: Row, words: Words) -> str:
    """Among the schools of its level and size: thấp hơn 7 trong 8 trường; 6 trong 9 trường có."""
    known, lower, higher = row["peers_known"], row["peers_lower"], row["peers_higher"]
    equal = known - lower - higher
    if known < phrases.FEW:
        return ""
    if row["counts"] == "schools":
        text = N_("{having} of {known} schools have it")
    elif row["value"] is None or phrases.tells_too_little(row):
        return ""
    elif 2 * equal > known:
        text = N_("as {equal} of {known} schools")
    elif 2 * higher > known or not lower:
        text = N_("lower than {higher} of {known} schools")
    elif 2 * lower > known or not higher:
        text = N_("higher than {lower} of {known} schools")
    else:
        text = N_("in the middle of {known} schools")
    return words.text(text, known=known, lower=lower, higher=higher, equal=equal, having=row["peers_with"])


def gaps(years: Sequence[Row]) -> str:
    """Of which years a line shows nothing, and why: – 2021, 2022 · ○ 2024."""
    by_shape: dict[str, list[int]] = {}
    for row in years:
        if row["state"] != "value":
            by_shape.setdefault(mark_of(row).shape, []).append(row["year"])
    return " · ".join(f"{shape} {span(of)}" for shape, of in by_shape.items())


def report(row: Row, words: Words) -> str:
    """How the report of a year came; `row` answers `table_coverage`."""
    day, due = words.day(row["submitted_on"]), words.day(row["due_on"])
    text = REPORTS[row["report"] or ""]
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


def question(row: Row, others: Mapping[str, str], cases: Mapping[str, Sequence[str]], words: Words) -> str:
    """One question; `others`: how schools like it stand, by indicator; `cases`: those overdue, by clock."""
    ids = cases.get(row["clock"] or "", ())
    having = others.get(row["indicator"] or "", "")
    clock = labels.clock(row["clock"], words) if row["clock"] else ""
    text = words.text(
        QUESTIONS[row["reason"]],
        title=row["title"] or clock,
        count=row["numerator"],
        cases=f" ({', '.join(ids[:NAMED])}{' …' if len(ids) > NAMED else ''})" if ids else "",
        others=f"; {having}" if having else "",
        part=phrases.own_terms(row, words),
        value=words.percent(row["value"]),
        before=words.percent(row["previous_value"]),
        days=row["days_late"],
        due=words.day(row["due_on"]),
    )
    return f"{text} ({row['plan']})" if row["plan"] else text
