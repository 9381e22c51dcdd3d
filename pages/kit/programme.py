"""What the program takes from the plan's own row: its short title, and the day on which units changed."""

from __future__ import annotations

from typing import Any

from pages.kit import answers, inert
from pages.kit.words import Words


def plan(words: Words) -> Any:
    """The row of pages/plan, in the reader's language."""
    return answers.rows("pages/plan", lang=words.lang)[0]


def short_title(words: Words) -> str:
    """The plan's short title, as plain text."""
    return inert.as_text(str(plan(words)["short_title"]))


def unit_name(row: Any, words: Words) -> str:
    """A unit's name, with the day until or since which it is meant."""
    of = plan(words)
    if not of["units_from"]:
        return str(row["name"])
    if row["kind"] == "new":
        return words.text("{unit} (since {day})", unit=row["name"], day=words.day(of["units_from"]))
    return words.text("{unit} (to {day})", unit=row["name"], day=words.day(of["units_until"]))


def divisions(words: Words) -> dict[str, str]:
    """The divisions into units by a day on which each held, as the address carries it."""
    of = plan(words)
    return (
        {words.day(of["units_until"]): "old", words.day(of["units_from"]): "new"} if of["units_from"] else {}
    )
