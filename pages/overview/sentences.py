"""What Tổng quan says in words."""

from __future__ import annotations

from collections.abc import Sequence

from pages.kit import phrases
from pages.kit.cells import Row
from pages.kit.choice import Choice
from pages.kit.words import N_, Words
from queries.ranges import standing

#: That a yearly report did not come, or came empty.
REPORTS = {
    "report_missing": N_("Report {year} not received (due {due})"),
    "report_empty": N_("Report {year} came without a figure (due {due})"),
}


def answer(goals: Sequence[Row], choice: Choice, words: Words) -> str:
    """How many of all goals are met: those that cannot be judged stay among them, and are named."""
    met, near = (sum(row["status"] == status for row in goals) for status in ("met", "near"))
    unjudged = sum(not standing(row) for row in goals)
    text = N_("{met} of {goals} goals met") if met else N_("None of the {goals} goals is met")
    facts = [words.text(text, met=met, goals=len(goals))]
    if near:
        facts.append(words.text("{near} nearly met", near=near))
    if unjudged:
        facts.append(words.text("{goals} cannot be judged", goals=unjudged))
    return f"{'; '.join(facts)} · {phrases.where_when(choice, words)}"


def silent(reported: Sequence[Row], words: Words) -> str:
    """What becomes of schools that did not report; "" where all did."""
    if all(row["reported"] == row["in_scope"] for row in reported):
        return ""
    return words.text("A school without a report is written as not known, not as failing.")


def not_behind(row: Row, words: Words) -> str:
    """How many schools miss no goal; `row` answers `schools_behind`."""
    others, schools = words.number(row["schools"] - row["behind"]), words.number(row["schools"])
    text = N_("{others} of {schools} schools miss no goal, as far as is known.")
    return words.text(text, others=others, schools=schools)


def first(row: Row, words: Words) -> str:
    """Whom to ring first; `row` is the first of `schools_behind`, nothing where it misses no goal."""
    if not row["missed"]:
        return ""
    missed = words.number(row["missed"])
    return words.text("Ring first: {school} (goals missed: {missed}).", school=row["school"], missed=missed)
