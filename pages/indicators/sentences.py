"""What Chỉ tiêu says in words."""

from __future__ import annotations

from collections.abc import Sequence

from pages.kit import phrases
from pages.kit.cells import Row
from pages.kit.choice import Choice
from pages.kit.words import N_, Words

#: How the strips of schools are read.
STRIPS = N_("Each bar of a strip is a school, lowest first; a hollow one is not known.")


def answer(rows: Sequence[Row], choice: Choice, words: Words) -> str:
    """How those with a target stand, and how those without have moved."""
    others = [row for row in rows if row["target"] is None]
    up, down = (sum(row["change"] == way for row in others) for way in ("up", "down"))
    text = N_("{others} have none.")
    if choice.against and (up or down):
        text = N_("{others} have none; {up} of them rose and {down} fell since {year}.")
    rest = words.text(text, others=len(others), up=up, down=down, year=choice.named(choice.against))
    return f"{phrases.judged(rows, words)}. {rest} {phrases.where_when(choice, words)}."
