"""Words and sentences about clocks: their names, limits, owners, medians and takeaways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.contract.choices import CATEGORY, CLOCK, DEADLINE_SOURCE, LIMIT_UNIT, SEVERITY
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

#: From which moment to which each clock runs.
SPANS = {
    "emergency": N_("received → emergency measure, emergencies only"),
    "referral": N_("received → passed on to 111, police or commune"),
    "plan": N_("received → support plan issued"),
    "support": N_("support requested → support started"),
    "removal": N_("removal requested → content removed"),
    "violation": N_("denounced or detected → handled"),
    "closure": N_("received → closed as resolved"),
    "report": N_("first day of the year → report received"),
}

#: Who has to act on an overdue case.
OWNERS = {
    "commune": N_("Commune people's committee"),
    "office": N_("Education office"),
    "school": N_("School"),
}

#: The stages of a case, each from the one before it.
STAGES = {
    "assessed": N_("Received → assessed"),
    "plan": N_("Assessed → support plan"),
    "support": N_("Plan and request → support started"),
    "closed": N_("Last step → closed"),
}


def name(clock: str, words: Words) -> str:
    """The clock's name: Gỡ bỏ nội dung."""
    return CLOCK[clock].in_language(words.lang)


def span(clock: str, words: Words) -> str:
    """From which moment to which it runs."""
    said = SPANS[clock]
    return words.text(said)


def owner(row: Row, words: Words) -> str:
    """Who has to act on this overdue case."""
    said = OWNERS[row["owner"]]
    return words.text(said)


def stage(row: Row, words: Words) -> str:
    """The stage, from the one before it."""
    said = STAGES[row["stage"]]
    return words.text(said)


def limit(row: Row, words: Words) -> str:
    """How long may it take: 12 giờ, 5 ngày làm việc; a report's day is fixed by the plan."""
    if row["clock"] == "report":
        return words.text("30 November")
    return f"{words.number(row['limit'])} {LIMIT_UNIT[row['unit']].in_language(words.lang)}"


def source(row: Row, words: Words) -> str:
    """Who set the limit: the law, the plan or the district."""
    return DEADLINE_SOURCE[row["source"]].in_language(words.lang)


def basis(row: Row, words: Words) -> str:
    """Who set the limit (once), and the text that says so."""
    said = source(row, words)
    return row["basis"] if row["basis"].startswith(said) else f"{said} · {row['basis']}"


def rule(row: Row, words: Words) -> str:
    """One dated rule in a sentence: from what to what, how long, since and until when, on what basis."""
    ends = words.text(" to {day}", day=words.day(row["valid_to"])) if row["valid_to"] else ""
    return words.text(
        "**{clock}** ({span}): {limit}, from {day}{ends}. {basis}.",
        clock=name(row["clock"], words),
        span=span(row["clock"], words),
        limit=limit(row, words),
        day=words.day(row["valid_from"]),
        ends=ends,
        basis=basis(row, words),
    )


def answer(board: Sequence[Row], late: Row | None, selection: str, words: Words) -> str:
    """The page's answer: which cases are overdue now, and which clock does worst in the chosen years.

    `late` is the answer of pages/overdue_counts, None where it is not offered. Yearly reports are no cases.
    """
    together = [row for row in board if row["year"] is None]
    rated = [row for row in together if row["rate"] is not None and row["clock"] != "report"]
    if not rated:
        return words.text("Nothing fell due · {selection}", selection=selection)
    if late is None:
        return selection
    worst = min(rated, key=lambda row: row["rate"])
    return words.text(
        "{overdue} cases overdue now: {newly} in the last {days} days, {backlog} for longer · most often "
        "late: {clock}, {rate} on time · {selection}",
        overdue=words.number(late["cases"]),
        newly=words.number(late["newly"]),
        days=words.number(late["days"]),
        backlog=words.number(late["backlog"]),
        clock=name(worst["clock"], words).lower(),
        rate=words.percent(worst["rate"]),
        selection=selection,
    )


def reports(late: Row, words: Words) -> str:
    """The yearly reports that are missing or came empty, on a line of their own; "" where none is."""
    if not late["reports"]:
        return ""
    return words.text(
        "Apart from these, {reports} yearly reports have not come or came empty; they are on the page of "
        "reports.",
        reports=words.number(late["reports"]),
    )


def duration(days: float | None, unit: str, words: Words) -> str:
    """2,5 giờ for clocks that count in hours, 13,9 ngày for the rest."""
    if days is None:
        return words.text("not reached")
    if unit == "hours":
        return words.text("{number} hours", number=words.number(days * 24, 1))
    return words.text("{number} days", number=words.number(days, 1))


def group(found: str, by: str, words: Words) -> str:
    """A group's name as it is read: a year, a category, a severity."""
    if found == "all":
        return words.text("All cases")
    if found == "not_recorded":
        return words.text("not recorded")
    labels = {"category": CATEGORY, "severity": SEVERITY}.get(by, {})
    return labels[found].in_language(words.lang) if found in labels else found


def median(row: Row, by: str, unit: str, words: Words) -> str:
    """Within how long half of a group's cases are handled, or that half is not reached yet."""
    who = group(row["group"], by, words)
    if row["median_days"] is None:
        return words.text("{group}: not reached – less than half is handled so far", group=who)
    return words.text(
        "{group}: half within {duration}", group=who, duration=duration(row["median_days"], unit, words)
    )


def curve(rows: Sequence[Row], medians: Sequence[Row], clock: str, by: str, unit: str, words: Words) -> str:
    """The takeaway of the handling curve, group by group."""
    if not rows:
        return words.text("{clock}: too few cases for a curve (fewer than 5).", clock=name(clock, words))
    drawn = {row["group"] for row in rows}
    said = "; ".join(median(row, by, unit, words) for row in medians if row["group"] in drawn)
    return f"{name(clock, words)}. {said}."


def band(row: Row, words: Words) -> str:
    """A band of days: dưới 1 ngày, 1 đến dưới 3 ngày, từ 90 ngày."""
    if row["to_days"] is None:
        return words.text("{days} days and more", days=row["from_days"])
    if not row["from_days"]:
        return words.text("under {days} day", days=row["to_days"])
    return words.text("{start} to under {end} days", start=row["from_days"], end=row["to_days"])
