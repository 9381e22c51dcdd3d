"""The headings over a school's commune, before and since the day on which units changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pages.kit.words import Words

Row = Mapping[str, Any]


def old_commune(plan: Row, words: Words) -> str:
    """Over communes as they were before units changed; `plan` answers pages/plan."""
    last = plan["units_until"]
    return words.text("Commune to {day}", day=words.day(last)) if last else words.text("Commune")


def new_commune(plan: Row, words: Words) -> str:
    """Over the units since then; "" where none changed."""
    first = plan["units_from"]
    return words.text("Commune since {day}", day=words.day(first)) if first else ""
