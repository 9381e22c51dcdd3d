"""What the program takes from the plan's own row: its short title, and the day on which units changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from pages.kit import answers, inert, units
from pages.kit.words import Words


def short_title(words: Words) -> str:
    """The plan's short title in the reader's language, as plain text."""
    return inert.as_text(str(_plan(words)["short_title"]))


def issuing_body(words: Words) -> str:
    """Whose plan it is, as plain text."""
    return inert.as_text(str(_plan(words)["issuing_body"]))


def units_from(words: Words) -> date | None:
    """The day from which schools belong to their new units; None where no units changed."""
    found: date | None = _plan(words)["units_from"]
    return found


def unit_name(row: Any, words: Words) -> str:
    """A unit's name, with the day until or since which it is meant."""
    plan = _plan(words)
    if not plan["units_from"]:
        return str(row["name"])
    if row["kind"] == "new":
        return words.text("{unit} (since {day})", unit=row["name"], day=words.day(plan["units_from"]))
    return words.text("{unit} (to {day})", unit=row["name"], day=words.day(plan["units_until"]))


def old_commune(words: Words) -> str:
    """The heading over communes as they were before units changed."""
    return units.old_commune(_plan(words), words)


def new_commune(words: Words) -> str:
    """The heading over the units since then; "" where none changed."""
    return units.new_commune(_plan(words), words)


def divisions(words: Words) -> dict[str, str]:
    """The divisions into units by a day on which each held, as the address carries it."""
    plan = _plan(words)
    if not plan["units_from"]:
        return {}
    return {words.day(plan["units_until"]): "old", words.day(plan["units_from"]): "new"}


def _plan(words: Words) -> Any:
    return answers.rows("pages/plan", lang=words.lang)[0]
