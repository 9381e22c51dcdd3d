"""Sentences about schools against each other: who lies outside the limits, and how much that says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts.marks import POSITIONS
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

#: How many schools are named before the table is pointed to.
NAMED = 5


def where(rows: Sequence[Row], one_school: bool, words: Words) -> str:
    """And where? Schools outside the 99.8% limits, by name; `rows` are the chosen schools of the funnel."""
    if not rows:
        return ""
    if one_school:
        return words.text(
            "Among schools of its size: {position}.",
            position=_lower(POSITIONS[placed(rows[0])].word, words),
        )
    rated = [row for row in rows if row["position"]]
    if not rated:
        return words.text("No school has a rate: enrolment is missing.")
    above = [row["school"] for row in rated if row["position"] == "above_998"]
    below = [row["school"] for row in rated if row["position"] == "below_998"]
    parts = [
        words.text("Above the 99.8% limit for schools of their size: {names}.", names=_names(above, words))
        if above
        else "",
        words.text("Below the 99.8% limit: {names}.", names=_names(below, words)) if below else "",
    ]
    return " ".join(filter(None, parts)) or words.text("No school lies outside the 99.8% limits.")


def position(row: Row, words: Words) -> str:
    """Where a school lies: its mark and word; silence and missing enrolment are said as such."""
    return POSITIONS[placed(row)].said(words)


def placed(row: Row) -> str:
    """The position of a school, or why it has none."""
    if row["position"]:
        return str(row["position"])
    return "no_report" if not row["known"] else "no_rate"


def outside(rows: Sequence[Row], words: Words) -> list[str]:
    """One line for each kind of place outside the funnel, naming its schools with what they stand on."""
    lines = []
    for place in ("above_998", "above_95", "below_95", "below_998"):
        here = [row for row in rows if row["position"] == place]
        if here:
            lines.append(f"{POSITIONS[place].said(words)}: " + "; ".join(_stands(row, words) for row in here))
    return lines


def unplaced(rows: Sequence[Row], words: Words) -> list[str]:
    """Schools that have no place in the funnel, and why."""
    lines = []
    for place, text in (
        ("no_rate", N_("{mark}, so no rate: {names}")),
        ("no_report", N_("{mark}, not zero: {names}")),
    ):
        here = [row["school"] for row in rows if placed(row) == place]
        if here:
            lines.append(words.text(text, mark=POSITIONS[place].said(words), names="; ".join(here)))
    return lines


def funnel(rows: Sequence[Row], words: Words) -> str:
    """The takeaway of the funnel: how many schools lie where."""
    counts = {place: sum(1 for row in rows if placed(row) == place) for place in POSITIONS}
    return "; ".join(
        f"{words.text(POSITIONS[place].word)}: {count}" for place, count in counts.items() if count
    )


def overdispersion(rows: Sequence[Row], words: Words) -> str:
    """How much more schools differ than chance alone would make them."""
    value = rows[0]["overdispersion"] if rows else None
    if value is None:
        return words.text("Overdispersion: not worked out, too few schools or no incident.")
    return words.text(
        "Overdispersion {value}: 1 when chance alone is at work. The higher, the more schools differ for "
        "other reasons (age of the pupils, readiness to report), and the less one school outside says.",
        value=words.number(value, 1),
    )


def _stands(row: Row, words: Words) -> str:
    return words.text(
        "{school} ({incidents} incidents, {pupils} pupils)",
        school=row["school"],
        incidents=words.number(row["incidents"]),
        pupils=words.number(row["pupils"]),
    )


def _names(names: Sequence[str], words: Words) -> str:
    shown = "; ".join(names[:NAMED])
    more = len(names) - NAMED
    return f"{shown} " + words.text("and {more} more, in the table below", more=more) if more > 0 else shown


def _lower(word: str, words: Words) -> str:
    said = words.text(word)
    return said[:1].lower() + said[1:]
