"""What Kế hoạch says in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pages.kit import phrases
from pages.kit.cells import Row
from pages.kit.choice import Choice
from pages.kit.marks import GREY, MARKS, VERMILION, Mark, marks
from pages.kit.words import N_, Words

#: Who owns a paragraph's task.
OWNERS = {"office": N_("Office"), "school": N_("Schools")}

#: How an action of the office stands against its day.
ACTIONS: Mapping[str, Mark] = {
    "on_time": MARKS["on_time"],
    "late": MARKS["late"],
    **marks("action", overdue=("■", "square", VERMILION, "orange")),
    "not_due": MARKS["not_due"],
    **marks("action", done=("◆", "diamond", GREY, "gray"), open=("○", "circle-open", GREY, "gray")),
}


def answer(rows: Sequence[Row], here: Sequence[Row], choice: Choice, words: Words) -> str:
    """How many paragraphs are measured, and how the indicators with a target stand.

    `rows` are those of columns.joined, `here` the indicators of the chosen years.
    """
    measured = words.text(
        "{measured} of {paragraphs} paragraphs are measured",
        measured=len({row["paragraph"] for row in rows if row["indicator"]}),
        paragraphs=len({row["paragraph"] for row in rows}),
    )
    return f"{measured}; {phrases.judged(here, words)} · {phrases.where_when(choice, words)}"


def method(words: Words) -> str:
    """How paragraphs and indicators meet."""
    return words.text(
        "A paragraph may have several indicators, and an indicator may measure several paragraphs. "
        "A year with a mark is one with a target; the others have a value only."
    )


def asks(row: Row, words: Words) -> str:
    """Under what the plan asks: its number, and who owns the task where the plan names somebody."""
    owners = [words.text(OWNERS[code]) for code in (row["owners"] or "").split(";") if code]
    return phrases.joined(row["paragraph"], ", ".join(owners))


def unmeasured(row: Row, words: Words) -> str:
    """Why nothing measures the paragraph."""
    reason = row["unmeasured"] or words.text("no reason is on record")
    return words.text("Not measured: {reason}", reason=reason) + "."


def actions(rows: Sequence[Row], words: Words) -> str:
    """How many actions stand how: ● Đúng hạn: 3 · ◆ Đã làm, không đặt hạn: 2."""
    names = {state: mark.named(words) for state, mark in ACTIONS.items()}
    return phrases.tally(names, Counter(row["state"] for row in rows), words)
