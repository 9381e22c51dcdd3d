"""Sentences about schools against each other: who lies outside the limits, and how much that says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pages.parts.marks import POSITIONS
from pages.parts.words import N_, Words

Row = Mapping[str, Any]

#: How many schools are named before the table is pointed to: in the answer, and of each kind of place.
NAMED, LISTED = 5, 10


@dataclass(frozen=True)
class Placed:
    """How many schools lie inside the limits, and the rows of those that do not."""

    inside: int
    apart: Sequence[Row]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many schools lie where (keys of POSITIONS), without places where there are none."""
        return +Counter({"inside": self.inside, **Counter(placed(row) for row in self.apart)})


def where(found: Placed, one_school: bool, words: Words) -> str:
    """And where? Schools outside the 99.8% limits, by name."""
    if not found.counts:
        return ""
    if one_school:
        return words.text(
            "Among schools of its size: {position}.",
            position=_lower(POSITIONS[next(iter(found.counts))].word, words),
        )
    if not found.counts.keys() - {"no_rate", "no_report"}:
        return words.text("No school has a rate: enrolment is missing.")
    above = [row["school"] for row in found.apart if row["position"] == "above_998"]
    below = [row["school"] for row in found.apart if row["position"] == "below_998"]
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


def outside(found: Placed, words: Words) -> list[str]:
    """One line for each kind of place outside the funnel, naming its schools with what they stand on."""
    lines = []
    for place in ("above_998", "above_95", "below_95", "below_998"):
        here = [row for row in found.apart if row["position"] == place]
        if here:
            named = _listed([_stands(row, words) for row in here[:LISTED]], len(here), words)
            lines.append(f"{POSITIONS[place].said(words)}: {named}")
    return lines


def unplaced(found: Placed, words: Words) -> list[str]:
    """Schools that have no place in the funnel, and why."""
    lines = []
    for place, text in (
        ("no_rate", N_("{mark}, so no rate: {names}")),
        ("no_report", N_("{mark}, not zero: {names}")),
    ):
        here = [row["school"] for row in found.apart if placed(row) == place]
        if here:
            named = _listed(here[:LISTED], len(here), words)
            lines.append(words.text(text, mark=POSITIONS[place].said(words), names=named))
    return lines


def funnel(found: Placed, words: Words) -> str:
    """The takeaway of the funnel: how many schools lie where."""
    return "; ".join(
        f"{words.text(mark.word)}: {words.number(found.counts[place])}"
        for place, mark in POSITIONS.items()
        if place in found.counts
    )


def overdispersion(value: float | None, words: Words) -> str:
    """How much more schools differ than chance alone would make them."""
    if value is None:
        return words.text("Overdispersion: not worked out, too few schools or no incident.")
    if value <= 1:
        return words.text(
            "Overdispersion {value}, not above 1: schools differ no more than chance makes them, and the "
            "limits are the exact Poisson ones.",
            value=words.number(value, 1),
        )
    return words.text(
        "Overdispersion {value}: 1 when chance alone is at work. Schools differ for other reasons too (age "
        "of the pupils, readiness to report), so the limits lie {times} times as far from the centre as the "
        "exact Poisson ones (fine lines: 99.8%).",
        value=words.number(value, 1),
        times=words.number(math.sqrt(value), 1),
    )


def _stands(row: Row, words: Words) -> str:
    return words.text(
        "{school} ({incidents} incidents, {pupils} pupils)",
        school=row["school"],
        incidents=words.number(row["incidents"]),
        pupils=words.number(row["pupils"]),
    )


def _names(names: Sequence[str], words: Words) -> str:
    return _listed(names[:NAMED], len(names), words)


def _listed(named: Sequence[str], count: int, words: Words) -> str:
    """The first ones by name, and how many more there are."""
    names = "; ".join(named)
    if count == len(named):
        return names
    return words.text(
        "{names} and {more} more schools, in the table and the CSV below",
        names=names,
        more=words.number(count - len(named)),
    )


def _lower(word: str, words: Words) -> str:
    said = words.text(word)
    return said[:1].lower() + said[1:]
