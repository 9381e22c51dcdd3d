"""What columns, codes, sections and communes are called: the contract's own words, and the plan's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from data.contract import CODES, TABLES
from pages.kit.words import N_, Words

#: The sections of the plan, in which its paragraphs stand, by their numerals and in its order.
SECTIONS = {
    "I": N_("Goals"),
    "II": N_("Tasks and solutions"),
    "III": N_("Funding"),
    "IV": N_("Who carries it out"),
    "V": N_("Reporting"),
}


def heading(table: str, column: str, words: Words) -> str:
    """The column's name: Nhóm nguy cơ."""
    return TABLES[table].column(column).label.in_language(words.lang)


def of_file(file: str, column: str, words: Words) -> str:
    """A column of a file as the contract calls it; an unknown one as the file writes it."""
    table = TABLES.get(PurePath(file).stem)
    return heading(table.name, column, words) if table and column in table.names else column


def codes(table: str, column: str, words: Words) -> str:
    """What may stand in a column, in words: Tuyên truyền; Tập huấn kỹ năng; nothing where it is no code."""
    return "; ".join(label.in_language(words.lang) for label in TABLES[table].column(column).allowed.values())


def coded(table: str, column: str, code: str, words: Words) -> str:
    """The words of one code; what was left blank is said so."""
    label = TABLES[table].column(column).allowed.get(code)
    return label.in_language(words.lang) if label else words.text("Not recorded")


def axis(code: str | None, words: Words) -> str:
    """The name of a place on the 4C axis; empty where there is none."""
    return CODES["axis"][code].in_language(words.lang) if code else ""


def clock(code: str, words: Words) -> str:
    """The name of a clock: Gỡ bỏ nội dung."""
    return CODES["clock"][code].in_language(words.lang)


def numeral(paragraphs: str) -> str:
    """That of the section of the first of these paragraphs: I of I.2.1, II.2.1."""
    return paragraphs.partition(".")[0]


def section(paragraphs: str, words: Words) -> str:
    """The section's title with its numeral: I. Mục tiêu."""
    return f"{numeral(paragraphs)}. {words.text(SECTIONS[numeral(paragraphs)])}"


def old_commune(plan: Mapping[str, Any], words: Words) -> str:
    """The heading over communes as they were before units changed; `plan` answers `plan`."""
    last = plan["units_until"]
    return words.text("Commune to {day}", day=words.day(last)) if last else words.text("Commune")


def new_commune(plan: Mapping[str, Any], words: Words) -> str:
    """The heading over the units since then; "" where none changed."""
    first = plan["units_from"]
    return words.text("Commune since {day}", day=words.day(first)) if first else ""


def unit(row: Mapping[str, Any], plan: Mapping[str, Any], words: Words) -> str:
    """A unit's name, with the day until or since which it is meant."""
    if not plan["units_from"]:
        return str(row["name"])
    if row["kind"] == "new":
        return words.text("{unit} (since {day})", unit=row["name"], day=words.day(plan["units_from"]))
    return words.text("{unit} (to {day})", unit=row["name"], day=words.day(plan["units_until"]))


def divisions(plan: Mapping[str, Any], words: Words) -> dict[str, str]:
    """The divisions into units by a day on which each held, as the address carries it."""
    last, first = plan["units_until"], plan["units_from"]
    return {words.day(last): "old", words.day(first): "new"} if first else {}
