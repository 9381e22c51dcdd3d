"""What Chỉ tiêu says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.kit import phrases
from pages.kit.choice import Choice
from pages.kit.words import N_, Words

Row = Mapping[str, Any]
#: How many indicators stand so.
STANDINGS = {"met": N_("{count} met"), "near": N_("{count} nearly met"), "far": N_("{count} not met")}


def answer(rows: Sequence[Row], choice: Choice, words: Words) -> str:
    """How those with a target stand, and how those without have moved."""
    judged = [row for row in rows if row["target"] is not None]
    others = [row for row in rows if row["target"] is None]
    standing = [
        words.text(text, count=count)
        for status, text in STANDINGS.items()
        if (count := sum(1 for row in judged if row["status"] == status))
    ]
    texts = [
        words.text(
            "{judged} indicators have a target: {standing}.",
            judged=len(judged),
            standing=", ".join(standing) or words.text("none can be judged"),
        ),
        words.text("{others} have none.", others=len(others)),
    ]
    up, down = (sum(1 for row in others if row["change"] == way) for way in ("up", "down"))
    if choice.against and (up or down):
        texts[1] = words.text(
            "{others} have none; {up} of them rose and {down} fell since {year}.",
            others=len(others),
            up=up,
            down=down,
            year=choice.against,
        )
    return f"{' '.join(texts)} {phrases.where_when(choice, words)}."


def known(reported: Sequence[Row], words: Words) -> str:
    """How many schools reported, and how the strips are read."""
    how = words.text("Each bar of a strip is a school, lowest first; a hollow one is not known.")
    return f"{phrases.coverage(reported, words)}. {how}"
