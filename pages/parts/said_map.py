"""Sentences about the map: what it comes down to, its legend, who has no place on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from pages.parts import inert
from pages.parts.marks import MARKS, mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]

#: The ways in which a school can stand, in the order of the legend.
STANDINGS = ("met", "near", "far", "value", "no_report", "no_cases", "not_applicable", "masked")
#: What the sentences rest on.
_OF_SCHOOLS = ["school", "status", "state", "value", "unit", "counts", "target", "pupils", "placed"]
#: How many schools, and how many communes, a sentence names.
NAMED, COMMUNES = 5, 30


@dataclass(frozen=True)
class Said:
    """What is said of one map: what it comes down to, whether a target judges it, and the notes below it."""

    takeaway: str
    judged: bool
    notes: tuple[str, ...]


def about(shown: pa.Table, units: pa.Table, held_by: str, words: Words) -> Said:
    """All sentences of a map: of the answers of pages/map_schools, pages/map_units and pages/held_by."""
    # Of a whole country, rows with all their columns take longer than the sentences.
    rows = inert.rows(shown.select(_OF_SCHOOLS))
    communes = inert.rows(units.select(["name", "placed"]))
    return Said(
        takeaway(rows, words),
        rows[0]["target"] is not None,
        (middles(communes, words), sizes(rows, words), unplaced(rows, words), office(held_by, words)),
    )


def takeaway(rows: Sequence[Row], words: Words) -> str:
    """One sentence: 25 of 27 schools meet the target; not met: …; no report: … Rows of pages/map_schools."""
    by_mark: dict[str, list[Row]] = {}
    for row in rows:
        by_mark.setdefault(row["status"] or row["state"], []).append(row)
    # Where schools are counted, one without a report stays among them: not known is neither yes nor no.
    silent = ("no_report",) if rows and rows[0]["counts"] == "schools" else ()
    judged = sum(len(by_mark.get(mark, ())) for mark in ("met", "near", "far", *silent))
    parts = []
    if judged:
        parts.append(
            words.text(
                "{met} of {judged} schools meet the target", met=len(by_mark.get("met", ())), judged=judged
            )
        )
    elif by_mark.get("value"):
        parts.append(_span(by_mark["value"], words))
    else:
        parts.append(words.text("No school can be judged here"))
    parts += [
        f"{words.text(MARKS[mark].word).lower()}: {_names(by_mark[mark], words)}"
        for mark in ("far", "near", "no_report")
        if by_mark.get(mark)
    ]
    return "; ".join(parts) + "."


def legend(counts: Row, words: Words, judged: bool) -> str:
    """Every mark in its colour with its word and the number of schools: a row of badges."""
    shown = [
        mark
        for mark in STANDINGS
        if counts[mark] or mark not in (("value", "masked") if judged else ("met", "near", "far", "masked"))
    ]
    return " ".join(
        f":{MARKS[mark].tint}-badge[{MARKS[mark].said(words)}: **{words.number(counts[mark])}**]"
        for mark in shown
    )


def sizes(rows: Sequence[Row], words: Words) -> str:
    """What the size of a circle means, from the smallest to the largest number of pupils."""
    known = [row["pupils"] for row in rows if row["pupils"] is not None]
    if not known:
        return words.text("No school's number of pupils is known for this year.")
    return words.text(
        "Circles are sized by pupils ({fewest} to {most}); without a number, the smallest circle.",
        fewest=words.number(min(known)),
        most=words.number(max(known)),
    )


def unplaced(rows: Sequence[Row], words: Words) -> str:
    """How many schools are not on the map, and why; empty when all are."""
    texts = []
    lacking = [row for row in rows if row["placed"] == "none"]
    if lacking:
        texts.append(
            words.text(
                "{count} schools have no position and are in the table only: {names}.",
                count=len(lacking),
                names=_names(lacking, words),
            )
        )
    far = [row for row in rows if row["placed"] == "far"]
    if far:
        texts.append(
            words.text(
                "{count} schools lie over one degree from the others and are not drawn: {names}.",
                count=len(far),
                names=_names(far, words),
            )
        )
    return " ".join(texts)


def middles(units: Sequence[Row], words: Words) -> str:
    """Where the communes' middles come from, where that is not the register; who has none."""
    texts = []
    derived = [row["name"] for row in units if row["placed"] == "schools"]
    if derived:
        texts.append(
            words.text(
                "Middle taken as the mean of its schools' positions: {names}.",
                names=listed(derived, COMMUNES, words),
            )
        )
    nowhere = [row["name"] for row in units if row["placed"] == "none"]
    if nowhere:
        texts.append(
            words.text("Without any position, so not drawn: {names}.", names=listed(nowhere, COMMUNES, words))
        )
    return " ".join(texts)


def office(held_by: str, words: Words) -> str:
    """That the office's own cases have no place, for an indicator that counts them too."""
    if held_by != "both":
        return ""
    return words.text("The education office's own cases belong to no school and are not on the map.")


def parts(row: Row, words: Words) -> str:
    """What a commune's value is made of; of đồng, which would fill the column, what is not known."""
    if not row["schools"]:
        return ""
    return words.not_known(row) if row["unit"] == "vnd" else words.parts(row)


def own_parts(row: Row, words: Words) -> str:
    """n/N of a school where something is divided; sums of đồng would fill the column, they are in the CSV."""
    plain = row["unit"] == "vnd" or row["denominator"] is None
    return "" if plain else words.own_parts(row)


def position(row: Row, words: Words) -> str:
    """Whether a school is on the map, in a table's cell."""
    said = {
        "given": words.text("on the map"),
        "none": words.text("no position"),
        "far": words.text("position in doubt"),
    }
    return said[row["placed"]]


def pupils(row: Row, words: Words) -> str:
    """The pupils enrolled, or the mark of a school that sent no number."""
    return words.number(row["pupils"]) or MARKS["no_report"].shape


def _span(rows: Sequence[Row], words: Words) -> str:
    low, high = min(rows, key=lambda row: row["value"]), max(rows, key=lambda row: row["value"])
    return words.text(
        "No target to judge by; {count} schools from {low} to {high}",
        count=len(rows),
        low=words.amount(low["value"], low["unit"]),
        high=words.amount(high["value"], high["unit"]),
    )


def _names(rows: Sequence[Row], words: Words) -> str:
    return listed([str(row["school"]) for row in rows], NAMED, words)


def listed(names: Sequence[str], most: int, words: Words) -> str:
    """The first of these names, and how many more there are."""
    text = ", ".join(names[:most])
    if len(names) > most:
        return words.text("{names} and {more} more", names=text, more=len(names) - most)
    return text


def status(row: Row, words: Words) -> str:
    """A commune's mark and word, or that no school of the choice lies in it."""
    if not row["schools"]:
        return words.text("outside the selection")
    unsettled = [words.text("not known yet")] if row["unsettled"] else []
    return " · ".join([mark_of(row).said(words), *unsettled])


def count(mark: str, words: Words, row: Row) -> str:
    """How many schools stand so in a year."""
    return words.number(row[mark])


def year_cell(row: Row, shown: int) -> str:
    """The year, starred when it is part of one, and marked when it is the one on the map."""
    year = f"{row['year']}*" if row["partial"] else str(row["year"])
    return f"▸ {year}" if row["year"] == shown else year
