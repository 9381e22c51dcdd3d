"""Sentences and words about the plan's paragraphs and what the office did for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts.marks import GREY, MARKS, VERMILION, Mark
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

#: The sections of the plan, by their numerals.
SECTIONS = {
    "I": N_("Goals"),
    "II": N_("Tasks and solutions"),
    "III": N_("Funding"),
    "IV": N_("Who carries it out"),
    "V": N_("Reporting"),
}

#: Who owns a task, short: the column is narrow.
OWNERS = {"office": N_("Office"), "school": N_("Schools")}

#: How an action of the office stands against its day.
ACTION_MARKS: Mapping[str, Mark] = {
    "on_time": MARKS["on_time"],
    "late": MARKS["late"],
    "overdue": Mark("■", "square", N_("Overdue, not done"), VERMILION, "orange"),
    "not_due": MARKS["not_due"],
    "done": Mark("◆", "diamond", N_("Done, no day was set"), GREY, "gray"),
    "open": Mark("○", "circle-open", N_("Open, no day was set"), GREY, "gray"),
}
_ORDER = ("met", "near", "far", "value", "no_cases", "no_report", "masked", "not_applicable")


def measured(paragraphs: Sequence[Row], words: Words) -> str:
    """How many paragraphs have an indicator, and which have none."""
    every = {row["paragraph"] for row in paragraphs}
    without = [row["paragraph"] for row in paragraphs if row["indicator"] is None]
    text = words.text(
        "{measured} of {paragraphs} paragraphs of the plan are measured",
        measured=len(every) - len(without),
        paragraphs=len(every),
    )
    if not without:
        return text
    return text + "; " + words.text("not measured: {names}", names=", ".join(without))


def standings(rows: Sequence[Row], year: int, words: Words) -> str:
    """Badges: how many of the year's indicators stand where, each indicator once."""
    stands = {row["indicator"]: row["status"] or row["state"] for row in rows if row["indicator"]}
    badges = [
        f":{mark.tint}-badge[{mark.said(words)}: **{count}**]"
        for kind in _ORDER
        for mark, count in [(MARKS[kind], sum(1 for found in stands.values() if found == kind))]
        if count
    ]
    return words.text("Indicators in {year}", year=year) + ": " + " ".join(badges)


def owners(codes: str | None, words: Words) -> str:
    """Who owns the paragraph's task, in one word each; empty where the plan names nobody."""
    return ", ".join(words.text(OWNERS[code]) for code in (codes or "").split(";") if code)


def unmeasured(row: Row, words: Words) -> str:
    """Why nothing measures the paragraph."""
    reason = row["unmeasured"] or words.text("no reason is on record")
    return words.text("Not measured: {reason}", reason=reason)
