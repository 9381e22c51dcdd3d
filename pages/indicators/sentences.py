"""What Chỉ tiêu says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.parts import said
from pages.parts.filters import Choice
from pages.parts.words import Words

Row = Mapping[str, Any]


def answer(rows: Sequence[Row], choice: Choice, words: Words) -> str:
    """How those with a target stand, and how those without have moved."""
    judged = [row for row in rows if row["target"] is not None]
    others = [row for row in rows if row["target"] is None]
    counts = [
        (words.text("{count} met", count=_count(judged, "met")), _count(judged, "met")),
        (words.text("{count} nearly met", count=_count(judged, "near")), _count(judged, "near")),
        (words.text("{count} not met", count=_count(judged, "far")), _count(judged, "far")),
    ]
    texts = [
        words.text(
            "{judged} indicators have a target: {standing}.",
            judged=len(judged),
            standing=", ".join(text for text, count in counts if count) or words.text("none can be judged"),
        ),
        words.text("{others} have none.", others=len(others)),
    ]
    up, down = (sum(1 for row in others if row["change"] == way) for way in ("up", "down"))
    if up or down:
        texts[1] = words.text(
            "{others} have none; {up} of them rose and {down} fell since {year}.",
            others=len(others),
            up=up,
            down=down,
            year=choice.year - 1,
        )
    return f"{' '.join(texts)} {said.where_when(choice, words)}."


def _count(rows: Sequence[Row], status: str) -> int:
    return sum(1 for row in rows if row["status"] == status)


def known(reported: Sequence[Row], words: Words) -> str:
    """How many schools reported, and how the strips are read."""
    how = words.text("Each bar of a strip is a school, lowest first; a hollow one is not known.")
    return f"{said.coverage(reported, words)}. {how}"


def definition(row: Row) -> str:
    """What is divided by what, from the indicator's own file; `row` answers definitions."""
    divided = " ÷ ".join(text for text in (row["numerator_text"], row["denominator_text"]) if text)
    return f"{divided}." + (f" {row['note']}." if row["note"] else "")
