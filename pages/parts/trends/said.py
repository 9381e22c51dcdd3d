"""Sentences about the number of incidents: what they came out of, what they are, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts.marks import MARKS
from pages.parts.words import N_, Words
from queries.ranges import Ranges

Row = Mapping[str, Any]

#: What the change of the yearly rate from the first to the last year says.
CHANGES = {
    "up": N_(
        "a rise from {first} incidents per 1,000 pupils in {first_year} to {last} in {last_year}, more than "
        "chance explains"
    ),
    "down": N_(
        "a fall from {first} incidents per 1,000 pupils in {first_year} to {last} in {last_year}, more than "
        "chance explains"
    ),
    "none": N_(
        "{first} incidents per 1,000 pupils in {first_year}, {last} in {last_year}: no more of a change than "
        "chance explains"
    ),
}


def exposure(row: Row, several: bool, ranges: Ranges, words: Words) -> str:
    """What the incidents came out of; `row` is that of the chosen years together."""
    if row["state"] == "not_applicable":
        return absence([row], words)
    parts = [received(row, ranges, words)]
    if row["state"] == "no_report":
        return parts[0]
    if row["pupils"] is None:
        parts.append(words.text("no enrolment, so no rate"))
    else:
        text = N_("{pupils} pupils, added over the years") if several else N_("{pupils} pupils")
        parts.append(words.text(text, pupils=words.number(row["pupils"])))
    if row["sessions"] is not None:
        parts.append(words.text("{sessions} activities held", sessions=words.number(row["sessions"])))
    return " · ".join(parts)


def change(row: Row | None, words: Words) -> str:
    """Are they rising? The yearly rates of the first and the last year, and whether chance explains it."""
    if row is None:
        return words.text("not enough data for a conclusion on the yearly rate")
    text = CHANGES[row["change"]]
    return words.text(
        text,
        first=words.number(row["first_rate"], 1),
        first_year=row["first_year"],
        last=words.number(row["last_rate"], 1),
        last_year=row["last_year"],
    )


def chance(row: Row | None, words: Words) -> str:
    """How the change was tested; "" without one."""
    if row is None:
        return ""
    return words.text(
        "The change from {first_year} to {last_year}: exact test of two Poisson counts with their pupils and "
        "time (conditional binomial), p = {p}. Below 0.05 it is more than chance explains.",
        first_year=row["first_year"],
        last_year=row["last_year"],
        p=words.number(row["p_value"], 3),
    )


def received(row: Row, ranges: Ranges, words: Words) -> str:
    """How many incidents came in and how many children they concern; masked ones as ranges."""
    if row["state"] not in ("value", "masked"):
        return absence([row], words)
    return words.text(
        "{incidents} incidents received, {children} children concerned",
        incidents=ranges.count(row["incidents"], "incidents", "all", row["year"]),
        children=ranges.count(row["children"], "children", "all", row["year"]),
    )


def absence(rows: Sequence[Row], words: Words) -> str:
    """What is said where there is no number: nobody was there, or nothing is known."""
    if all(row["state"] == "not_applicable" for row in rows):
        return words.text("No school of this selection was open in this time")
    return words.text("Neither a report nor an incident: silence is not zero")


def left_out(row: Row, words: Words) -> str:
    """How many reports ended as duplicate or unfounded: said once, and counted nowhere; "" when none did."""
    if not row["left_out"]:
        return ""
    return words.text(
        "{count} reports ended as duplicate or unfounded and are left out everywhere.",
        count=words.number(row["left_out"]),
    )


def groups(rows: Sequence[Row], label: Mapping[str, str], by: str, ranges: Ranges, words: Words) -> str:
    """The takeaway of the groups: each with its number and share."""
    return "; ".join(f"{label[row['group']]}: {amount(row, by, ranges, words)}" for row in rows)


def amount(row: Row, by: str, ranges: Ranges, words: Words) -> str:
    """20 · 28,2%; 0; 1–5 where it is masked; or the word for why there is none."""
    if row["state"] == "masked":
        return ranges.count(None, by, row["group"], row["year"])
    if row["state"] != "value":
        return MARKS[row["state"]].said(words)
    share = f" · {words.percent(row['share'])}" if row["incidents"] else ""
    return f"{words.number(row['incidents'])}{share}"
