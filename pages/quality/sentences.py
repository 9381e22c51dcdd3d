"""What Chất lượng says in words."""

from __future__ import annotations

from collections.abc import Sequence

from data.store import Snapshot
from pages.kit import phrases
from pages.kit.cells import Row
from pages.kit.choice import Choice
from pages.kit.words import Words


def answer(reported: Sequence[Row], warnings: int | None, choice: Choice, words: Words) -> str:
    """How many schools reported, and how many warnings stand (None where they are not shown)."""
    facts = [phrases.coverage(reported, choice, words)]
    if warnings:
        facts.append(words.text("warnings: {warnings}", warnings=words.number(warnings)))
    elif warnings == 0:
        facts.append(words.text("no warning"))
    return " · ".join(facts)


def known(snapshot: Snapshot, words: Words) -> str:
    """As of which day the figures are, when they were published, and what no warning means."""
    day, built = words.day(snapshot.as_of), words.day(snapshot.built_at.date())
    text = words.text("Figures as of {day}, published on {built}.", day=day, built=built)
    return f"{text} " + words.text("An error blocks publishing, so no error is among these figures.")
