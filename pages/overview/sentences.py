"""What Tổng quan says in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pages.kit import phrases
from pages.kit.choice import Choice
from pages.kit.words import Words

Row = Mapping[str, Any]


def answer(goals: Sequence[Row], choice: Choice, words: Words) -> str:
    """How many of all goals are met: those that cannot be judged stay among them, and are named."""
    met = sum(1 for row in goals if row["status"] == "met")
    near = sum(1 for row in goals if row["status"] == "near")
    unjudged = sum(1 for row in goals if not row["status"] and not phrases.is_missed(row))
    facts = [
        words.text("{met} of {goals} goals met", met=met, goals=len(goals))
        if met
        else words.text("None of the {goals} goals is met", goals=len(goals))
    ]
    if near:
        facts.append(words.text("{near} nearly met", near=near))
    if unjudged:
        facts.append(words.text("{goals} cannot be judged", goals=unjudged))
    return f"{'; '.join(facts)} · {phrases.where_when(choice, words)}"


def known(reported: Sequence[Row], words: Words) -> str:
    """How many schools reported, and what becomes of those that did not."""
    silent = sum(row["in_scope"] - row["reported"] for row in reported)
    text = phrases.coverage(reported, words)
    if not silent:
        return f"{text}."
    return f"{text}. " + words.text("A school without a report is written as not known, not as failing.")


def goal(line: Row, words: Words) -> str:
    """Under a goal's name: I.2.1 · mức kế hoạch 100%."""
    return f"{line['goal']['paragraph']} · {phrases.target(line['together'], words)}"


def not_behind(rows: Sequence[Row], words: Words) -> str:
    """How many schools miss no goal; `rows` answers pages/schools_behind."""
    return words.text(
        "{others} of {schools} schools miss no goal that can be told of them.",
        others=words.number(rows[0]["schools"] - rows[0]["behind"]),
        schools=words.number(rows[0]["schools"]),
    )
